//! Results as HTML for notebooks: fragments that load nothing and run nothing.
//!
//! All styles stand in the elements, because a notebook's own style sheet would win over a style sheet
//! here. Text takes the colour that the notebook has for text, so that light and dark themes read alike.
//! Numbers, words of the library and names of rules are shown; values of records only where the caller asked
//! for an explanation that has them.

use std::borrow::Cow;
use std::fmt::Write as _;

pub(crate) mod after;
pub(crate) mod basis;
pub(crate) mod listed;
pub(crate) mod matching;
pub(crate) mod numbers;

const CARD: &str = "display:flex;flex-wrap:wrap;gap:.6em 2.6em;align-items:flex-start;max-width:66em;\
                    line-height:1.45;text-align:left";
const WHOLE: &str = "flex:0 0 100%";
const TABLE: &str = "border-collapse:collapse;border:0;margin:0;font-size:inherit;color:inherit;\
                     table-layout:auto;display:block;max-width:100%;overflow-x:auto";
const CAPTION: &str =
    "caption-side:top;text-align:left;font-weight:600;padding:0 0 .15em;color:inherit";
const ROW: &str = "background:none";
const HEAD: &str = "text-align:left;font-weight:400;opacity:.7;padding:.1em 1em .1em 0;border:0;\
                    border-bottom:1px solid";
const CELL: &str = "text-align:left;font-weight:400;padding:.1em 1em .1em 0;border:0;vertical-align:top;\
                    max-width:42em;white-space:normal";
const LABEL: &str = "text-align:left;font-weight:400;padding:.1em 1em .1em 0;border:0;vertical-align:top;\
                     max-width:28em;white-space:normal";
const NUMBER: &str = "text-align:right;padding:.1em .6em .1em 0;border:0;vertical-align:top;\
                      font-variant-numeric:tabular-nums;white-space:nowrap";
const FAINT: &str = "opacity:.7";

/// The colours of Okabe and Ito, which people tell apart whose sight confuses red and green; each reads on white
/// and on black. Source: M. Okabe, K. Ito, "Color Universal Design", 2008.
#[derive(Clone, Copy)]
pub(crate) enum Hue {
    Blue,
    Green,
    Orange,
    Purple,
    Vermilion,
    Grey,
}

impl Hue {
    const fn hex(self) -> &'static str {
        match self {
            Self::Blue => "#0072b2",
            Self::Green => "#009e73",
            Self::Orange => "#e69f00",
            Self::Purple => "#cc79a7",
            Self::Vermilion => "#d55e00",
            Self::Grey => "#888888",
        }
    }
}

/// A row of a bar chart.
pub(crate) struct Bar<'a> {
    pub(crate) label: Cow<'a, str>,
    pub(crate) count: u64,
    pub(crate) hue: Hue,
}

/// A fragment as it grows.
pub(crate) struct Card(String);

impl Card {
    /// Starts with what it is and what it comes to.
    pub(crate) fn new(title: &str, says: &str) -> Self {
        let (title, says) = (escaped(title), escaped(says));
        Self(format!(
            "<div style=\"{CARD}\"><div style=\"{WHOLE}\"><b>{title}</b> \
             <span style=\"{FAINT}\">{says}</span></div>"
        ))
    }

    /// Starts without a title, for what stands within another card.
    pub(crate) fn bare() -> Self {
        Self(format!("<div style=\"{CARD}\">"))
    }

    /// Adds a sentence.
    pub(crate) fn sentence(mut self, text: &str) -> Self {
        self.add(format_args!("<div style=\"{WHOLE}\">{}</div>", escaped(text)));
        self
    }

    /// Adds something that somebody should look at, if it is so.
    pub(crate) fn warning(mut self, is_so: bool, text: &str) -> Self {
        if is_so {
            let hue = Hue::Vermilion.hex();
            let text = escaped(text);
            self.add(format_args!(
                "<div style=\"{WHOLE};border-left:4px solid {hue};padding-left:.6em\">{text}</div>"
            ));
        }
        self
    }

    /// Adds what is true of the result, by name; what is blank is left out.
    pub(crate) fn facts<N: AsRef<str>>(self, caption: &str, facts: &[(N, String)]) -> Self {
        let facts = facts.iter().filter(|(_, text)| !text.is_empty());
        let rows = facts.map(|(name, text)| vec![name.as_ref().into(), text.into()]);
        self.table(caption, &[], rows)
    }

    /// Adds numbers by what they count; those that are zero are left out.
    pub(crate) fn numbers(self, caption: &str, numbers: &[(&str, u64)]) -> Self {
        let numbers = numbers.iter().filter(|(_, number)| *number > 0);
        let numbers: Vec<_> = numbers.map(|(name, number)| (*name, grouped(*number))).collect();
        self.facts(caption, &numbers)
    }

    /// Adds a table, if it has rows.
    pub(crate) fn table<'a>(
        mut self,
        caption: &str,
        head: &[&str],
        rows: impl Iterator<Item = Vec<Cow<'a, str>>>,
    ) -> Self {
        let rows: String = rows
            .map(|cells| {
                let cells: String = cells.iter().map(|cell| cell_of(cell)).collect();
                format!("<tr style=\"{ROW}\">{cells}</tr>")
            })
            .collect();
        if rows.is_empty() {
            return self;
        }
        self.open(caption);
        if !head.is_empty() {
            let head: String =
                head.iter().map(|text| format!("<th style=\"{HEAD}\">{text}</th>")).collect();
            self.add(format_args!("<thead><tr style=\"{ROW}\">{head}</tr></thead>"));
        }
        self.add(format_args!("<tbody>{rows}</tbody></table>"));
        self
    }

    /// Adds a bar chart of parts of a whole, if there is anything in it.
    pub(crate) fn bars<'a>(
        mut self,
        caption: &str,
        whole: u64,
        bars: impl IntoIterator<Item = Bar<'a>>,
    ) -> Self {
        let rows: String = bars.into_iter().map(|bar| row(&bar, whole.max(1))).collect();
        if !rows.is_empty() {
            self.open(caption);
            self.add(format_args!("<tbody>{rows}</tbody></table>"));
        }
        self
    }

    /// Adds what is folded away until somebody opens it.
    pub(crate) fn folded(mut self, summary: &str, inside: Self) -> Self {
        let (summary, inside) = (escaped(summary), inside.0);
        self.add(format_args!(
            "<details style=\"{WHOLE}\"><summary>{summary}</summary>{inside}</div></details>"
        ));
        self
    }

    /// Adds another card.
    pub(crate) fn card(mut self, inside: Self) -> Self {
        self.add(format_args!("<div style=\"{WHOLE}\">{}</div></div>", inside.0));
        self
    }

    /// Adds what stands in small below everything.
    pub(crate) fn note(mut self, text: &str) -> Self {
        let text = escaped(text);
        self.add(format_args!("<div style=\"{WHOLE};{FAINT};font-size:90%\">{text}</div>"));
        self
    }

    pub(crate) fn end(mut self) -> String {
        self.0.push_str("</div>");
        self.0
    }

    fn open(&mut self, caption: &str) {
        self.add(format_args!("<table style=\"{TABLE}\">"));
        if !caption.is_empty() {
            let caption = escaped(caption);
            self.add(format_args!("<caption style=\"{CAPTION}\">{caption}</caption>"));
        }
    }

    fn add(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.0.write_fmt(text);
    }
}

/// How wide a bar of the whole is, in pixels.
const WIDTH: u64 = 140;

fn row(bar: &Bar<'_>, whole: u64) -> String {
    let (label, hue) = (escaped(&bar.label), bar.hue.hex());
    // What is there at all can be seen.
    let length = match (u128::from(bar.count) * u128::from(WIDTH)).div_ceil(u128::from(whole)) {
        length if length > u128::from(WIDTH) => u128::from(WIDTH),
        length => length,
    };
    let (count, share) = (grouped(bar.count), share(bar.count, whole));
    format!(
        "<tr style=\"{ROW}\"><th style=\"{LABEL}\">{label}</th><td style=\"{NUMBER}\">{count}</td>\
         <td style=\"{NUMBER}\"><svg width=\"{WIDTH}\" height=\"11\" aria-hidden=\"true\">\
         <rect width=\"{WIDTH}\" height=\"11\" rx=\"2\" fill=\"currentColor\" fill-opacity=\"0.1\"/>\
         <rect width=\"{length}\" height=\"11\" rx=\"2\" fill=\"{hue}\"/></svg></td>\
         <td style=\"{NUMBER}\"><span style=\"{FAINT}\">{share}</span></td></tr>"
    )
}

fn share(count: u64, whole: u64) -> String {
    let per_mille = (u128::from(count) * 1000 + u128::from(whole) / 2) / u128::from(whole);
    match per_mille {
        0 if count > 0 => "< 0.1 %".to_owned(),
        _ => format!("{}.{} %", per_mille / 10, per_mille % 10),
    }
}

/// Each line of a cell is a line.
fn cell_of(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(escaped).collect();
    format!("<td style=\"{CELL}\">{}</td>", lines.join("<br>"))
}

/// A number with its thousands apart.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number of things; the word for one takes an `s` for others.
pub(crate) fn several(number: u64, one: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{} {one}{s}", grouped(number))
}

/// A word of the library as words that people write.
pub(crate) fn spoken(word: &str) -> Cow<'_, str> {
    if word.contains('_') { Cow::Owned(word.replace('_', " ")) } else { Cow::Borrowed(word) }
}

/// The start of a hash, by which it is told from others.
pub(crate) fn shortened(hash: &str) -> String {
    let start: String = hash.chars().take(16).collect();
    if start.len() == hash.len() { start } else { format!("{start}…") }
}

pub(crate) fn yes(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

/// Text in which nothing is markup.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(sign),
        }
    }
    Cow::Owned(safe)
}
