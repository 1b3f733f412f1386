//! The pieces that the page is made of. Everything that comes in as text is escaped here, and nowhere else.

use std::fmt::Write as _;

use super::Section;
use crate::markup::{escaped, grouped};
use crate::normalize::date::Date;

/// The page as it grows. Writing to a string does not fail.
#[derive(Default)]
pub(super) struct Html(String);

/// What stands in a cell of a table.
pub(super) enum Cell {
    Text(String),
    Number(u64),
    /// A day, which stays on one line.
    Day(Date),
    /// A share or a limit, which stands to the right as numbers do.
    Right(String),
    /// A name that somebody else has given: whatever it holds, the text around it reads as before.
    Name(String),
    /// SHA-256 in hexadecimal: whole on a screen and in the file, its start on paper.
    Sha256(String),
}

/// The head of a column.
pub(super) struct Column {
    title: &'static str,
    is_right: bool,
}

pub(super) const fn left(title: &'static str) -> Column {
    Column { title, is_right: false }
}

pub(super) const fn right(title: &'static str) -> Column {
    Column { title, is_right: true }
}

/// How much of a hash is printed on paper.
const PRINTED: usize = 16;

/// Nothing is loaded and nothing runs, whatever stands on the page.
const RULES: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

impl Html {
    pub(super) fn open(&mut self, title: &str) {
        self.add(format_args!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{RULES}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{}</style>\n\
             </head>\n<body>\n",
            escaped(title),
            include_str!("style.css"),
        ));
    }

    pub(super) fn head(&mut self, title: &str, says: &str, notice: &str) {
        self.add(format_args!(
            "<header>\n<p class=\"kind\">Evidence report</p>\n<h1>{}</h1>\n<p class=\"lead\">{}</p>\n\
             <p class=\"notice\">{}</p>\n</header>\n",
            escaped(title),
            escaped(says),
            escaped(notice),
        ));
    }

    pub(super) fn contents(&mut self, sections: &[Section]) {
        self.0.push_str("<nav aria-label=\"Contents\">\n<ol>\n");
        for Section { id, title, .. } in sections {
            self.add(format_args!("<li><a href=\"#{id}\">{title}</a></li>\n"));
        }
        self.0.push_str("</ol>\n</nav>\n");
    }

    pub(super) fn open_main(&mut self) {
        self.0.push_str("<main>\n");
    }

    pub(super) fn section(&mut self, section: &Section) {
        let Section { id, title, .. } = section;
        self.add(format_args!(
            "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}</h2>\n"
        ));
    }

    pub(super) fn close_section(&mut self) {
        self.0.push_str("</section>\n");
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.add(format_args!("<h3>{}</h3>\n", escaped(text)));
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.add(format_args!("<p>{}</p>\n", escaped(text)));
    }

    /// What is said in small, below a table or a chart.
    pub(super) fn note(&mut self, text: &str) {
        self.add(format_args!("<p class=\"note\">{}</p>\n", escaped(text)));
    }

    /// What somebody should look at.
    pub(super) fn warning(&mut self, text: &str) {
        self.add(format_args!(
            "<p class=\"warning\"><strong>To look at:</strong> {}</p>\n",
            escaped(text)
        ));
    }

    /// The few numbers that say most; those that call for something are marked.
    pub(super) fn figures(&mut self, figures: &[(&str, u64, bool)]) {
        self.0.push_str("<dl class=\"figures\">\n");
        for (name, number, is_marked) in figures {
            let class = if *is_marked { " class=\"marked\"" } else { "" };
            let (name, number) = (escaped(name), grouped(number));
            self.add(format_args!("<div{class}><dt>{name}</dt><dd>{number}</dd></div>\n"));
        }
        self.0.push_str("</dl>\n");
    }

    /// Names with what is true of them.
    pub(super) fn facts(&mut self, facts: &[(&str, Cell)]) {
        self.0.push_str("<dl class=\"facts\">\n");
        for (name, cell) in facts {
            self.add(format_args!(
                "<div><dt>{}</dt><dd>{}</dd></div>\n",
                escaped(name),
                inside(cell)
            ));
        }
        self.0.push_str("</dl>\n");
    }

    /// A table; the first cell of each row names the row.
    pub(super) fn table(
        &mut self,
        caption: &str,
        columns: &[Column],
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) {
        let caption = escaped(caption);
        let class = match columns {
            [_, Column { is_right: true, .. }] => " class=\"narrow\"",
            _ => "",
        };
        self.add(format_args!(
            "<div class=\"table\"><table{class}>\n<caption>{caption}</caption>\n<thead><tr>"
        ));
        for Column { title, is_right } in columns {
            let class = if *is_right { " class=\"right\"" } else { "" };
            self.add(format_args!("<th scope=\"col\"{class}>{}</th>", escaped(title)));
        }
        self.0.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.0.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let class = match cell {
                    Cell::Number(_) | Cell::Right(_) => " class=\"right\"",
                    _ => "",
                };
                let text = inside(cell);
                match at {
                    0 => self.add(format_args!("<th scope=\"row\"{class}>{text}</th>")),
                    _ => self.add(format_args!("<td{class}>{text}</td>")),
                }
            }
            self.0.push_str("</tr>\n");
        }
        self.0.push_str("</tbody>\n</table></div>\n");
    }

    /// Opens a list whose order says something.
    pub(super) fn open_list(&mut self) {
        self.0.push_str("<ol class=\"rules\">\n");
    }

    /// An item of such a list: its title, a word beside it, and what is said of it line by line.
    pub(super) fn item(&mut self, title: &str, beside: &str, lines: &[&str]) {
        let (title, beside) = (escaped(title), escaped(beside));
        self.add(format_args!(
            "<li><p><b><bdi>{title}</bdi></b> <span class=\"beside\">{beside}</span></p>\n"
        ));
        for line in lines {
            self.add(format_args!("<p><bdi>{}</bdi></p>\n", escaped(line)));
        }
        self.0.push_str("</li>\n");
    }

    pub(super) fn close_list(&mut self) {
        self.0.push_str("</ol>\n");
    }

    /// Adds a chart, which is markup already.
    pub(super) fn chart(&mut self, chart: &str) {
        self.add(format_args!("<figure>{chart}</figure>\n"));
    }

    pub(super) fn foot(&mut self, lines: &[String]) {
        self.0.push_str("</main>\n<footer>\n");
        for line in lines {
            self.paragraph(line);
        }
        self.0.push_str(
            "<p class=\"on-paper\">On paper fingerprints stand with their first 16 signs; whole, they are in the \
             file that was printed.</p>\n</footer>\n",
        );
    }

    pub(super) fn close(mut self) -> String {
        self.0.push_str("</body>\n</html>\n");
        self.0
    }

    fn add(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.0.write_fmt(text);
    }
}

fn inside(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Right(text) => escaped(text),
        Cell::Number(number) => grouped(number),
        Cell::Day(day) => format!("<time>{day}</time>"),
        Cell::Name(name) => format!("<bdi>{}</bdi>", escaped(name)),
        Cell::Sha256(hash) => {
            let start: String = hash.chars().take(PRINTED).collect();
            format!(
                "<code class=\"whole\">{}</code><code class=\"start\" aria-hidden=\"true\">{}…</code>",
                escaped(hash),
                escaped(&start)
            )
        }
    }
}
