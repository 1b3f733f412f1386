//! The digest as text, as HTML, and as a message for a mail server.

use std::fmt::Write as _;

use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::text::Text;
use mail_builder::mime::MimePart;

use super::digest::Digest;
use super::recipients::{Recipients, address};
use crate::error::Result;
use crate::markup::{escaped, grouped, is_harmful};
use crate::normalize::date::{Date, Moment};

/// How many ids of a kind are in a message; of the others it says how many there are.
const SHOWN: usize = 50;

const COUNTED: &str = "Counted from the day of this message. Where the list was received earlier, the days are \
                       earlier by as much.";
const SHRANK: &str = "The list is shorter than last time, and a cumulative list never is. Look at the file before \
                      anything is decided by it.";
const ADVICE: &str = "Decision support, not legal advice.";

impl Digest {
    /// The subject of the message.
    pub fn subject(&self) -> String {
        let new = self.changes.new.len();
        format!("{} new opt-out{}, {}", grouped(new), if new == 1 { "" } else { "s" }, self.date)
    }

    /// The message in plain text: counts, deadlines and ids, and nobody's data.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n\n{}\n", self.subject(), self.counts());
        if self.shrank {
            let _ = write!(text, "\n{SHRANK}\n");
        }
        text.push_str("\nTo be honoured by\n");
        for one in &self.deadlines {
            let _ = writeln!(text, "  {}  {}", one.deadline.date, one.title);
        }
        let _ = writeln!(text, "{COUNTED}");
        for (title, names) in self.sections() {
            let _ = write!(text, "\n{title}\n");
            let (shown, more) = shown(names);
            for name in shown {
                let _ = writeln!(text, "  {}", printable(name));
            }
            if more > 0 {
                let _ = writeln!(text, "  and {} more", grouped(more));
            }
        }
        let _ = write!(text, "\n{ADVICE}\n");
        text
    }

    /// The same as a document of HTML that asks for nothing from elsewhere.
    pub fn html(&self) -> String {
        let mut html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{subject}</title>\n\
             </head>\n<body style=\"font-family: sans-serif; max-width: 40em\">\n<h1 style=\"font-size: 1.3em\">\
             {subject}</h1>\n<p>{}</p>\n",
            escaped(&self.counts()),
            subject = escaped(&self.subject()),
        );
        if self.shrank {
            let _ = writeln!(html, "<p><strong>{}</strong></p>", escaped(SHRANK));
        }
        html.push_str("<h2 style=\"font-size: 1.1em\">To be honoured by</h2>\n<table>\n");
        for one in &self.deadlines {
            let _ = writeln!(
                html,
                "<tr><th scope=\"row\" style=\"text-align: left; padding-right: 1em\">{}</th><td>{}</td></tr>",
                one.deadline.date,
                escaped(&one.title),
            );
        }
        let _ = write!(html, "</table>\n<p>{}</p>\n", escaped(COUNTED));
        for (title, names) in self.sections() {
            let _ = write!(html, "<h2 style=\"font-size: 1.1em\">{}</h2>\n<ul>\n", escaped(title));
            let (shown, more) = shown(names);
            for name in shown {
                let _ = writeln!(html, "<li><code>{}</code></li>", escaped(name));
            }
            html.push_str("</ul>\n");
            if more > 0 {
                let _ = writeln!(html, "<p>and {} more</p>", grouped(more));
            }
        }
        let _ = write!(html, "<p><small>{}</small></p>\n</body>\n</html>\n", escaped(ADVICE));
        html
    }

    /// The message as RFC 5322 and MIME have it, text and HTML in one, for the host to send.
    ///
    /// The same digest to the same recipients at the same moment is the same bytes. Its `Message-ID` is made of
    /// the [id](Self::message_id), so that one that is sent twice can be told by it.
    ///
    /// # Errors
    /// [`ErrorKind::Value`](crate::ErrorKind::Value) if `from` is not one address of ASCII letters.
    pub fn message(&self, from: &str, recipients: &Recipients, at: Moment) -> Result<Vec<u8>> {
        let from = address(from)?;
        let host = from.rsplit('@').next().unwrap_or_default();
        let id = format!("{}@{host}", self.message_id);
        let boundary: String = self.message_id.chars().take(32).collect();
        let both = ContentType::new("multipart/alternative")
            .attribute("boundary", format!("optout_{boundary}"));
        let parts =
            vec![MimePart::new("text/plain", self.text()), MimePart::new("text/html", self.html())];
        let message = MessageBuilder::new()
            .message_id(id)
            .date(seconds(at))
            .from(from.as_str())
            .to(recipients.iter().map(str::to_owned).collect::<Vec<_>>())
            .subject(self.subject())
            // RFC 3834: no machine is to answer.
            .header("Auto-Submitted", Text::new("auto-generated"))
            .body(MimePart::new(both, parts));
        // Writing to memory does not fail.
        Ok(message.write_to_vec().unwrap_or_default())
    }

    fn counts(&self) -> String {
        format!(
            "{} new, {} changed, {} gone; {} on the list.",
            grouped(self.changes.new.len()),
            grouped(self.changes.changed.len()),
            grouped(self.changes.vanished.len()),
            grouped(self.entries),
        )
    }

    fn sections(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        let changes = &self.changes;
        [
            ("New record ids", changes.new.as_slice()),
            ("Changed", &changes.changed),
            ("Gone from the list; they stay opted out", &changes.vanished),
        ]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
    }
}

fn shown(names: &[String]) -> (impl Iterator<Item = &str>, usize) {
    (names.iter().take(SHOWN).map(String::as_str), names.len().saturating_sub(SHOWN))
}

/// A name on one line: nothing in it can pass for another line of the message.
fn printable(name: &str) -> String {
    name.chars().map(|c| if is_harmful(c) { '\u{fffd}' } else { c }).collect()
}

/// Seconds since 1970; a day without a time begins at midnight in UTC.
fn seconds(at: Moment) -> i64 {
    let days = Date::new(1970, 1, 1).map_or(0, |epoch| at.date().days_since(epoch));
    let (hour, minute, second) = at.time().unwrap_or_default();
    i64::from(days) * 86_400 + i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basis::BasisPolicy;
    use crate::list::{ListOptions, OptOutList};
    use crate::normalize::date::Zone;
    use crate::notice::DigestState;

    fn digest(ids: &[&str]) -> Digest {
        let text = format!("Unique 6sense Record ID\n{}\n", ids.join("\n"));
        let list = OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap();
        let now = "2026-11-24T08:00:00Z".parse().unwrap();
        let (mut state, policy) = (DigestState::new(), BasisPolicy::default());
        state.weekly(&list.snapshot(), now, &Zone::utc(), &policy).unwrap()
    }

    #[test]
    fn a_message_has_a_head_and_two_bodies() {
        let mut recipients = Recipients::new("admin@company.example").unwrap();
        recipients.add("privacy@company.example").unwrap();
        let digest = digest(&["P1", "P2"]);
        let at = "2026-11-24T08:00:00Z".parse().unwrap();
        let message = digest.message("optout@company.example", &recipients, at).unwrap();
        assert_eq!(message, digest.message("optout@company.example", &recipients, at).unwrap());
        let message = String::from_utf8(message).unwrap();
        let (head, body) = message.split_once("\r\n\r\n").unwrap();
        for line in [
            "Date: Tue, 24 Nov 2026 08:00:00 +0000",
            "From: <optout@company.example>",
            "Subject: 2 new opt-outs, 2026-11-24",
            "Auto-Submitted: auto-generated",
        ] {
            assert!(head.lines().any(|other| other == line), "{line}\n{head}");
        }
        assert!(head.contains(&format!("<{}@company.example>", digest.message_id)), "{head}");
        assert!(head.contains("<privacy@company.example>"), "{head}");
        assert!(body.contains("Content-Type: text/plain") && body.contains("text/html"));
        assert!(digest.message("a@x.example\nBcc: b@y.example", &recipients, at).is_err());
    }

    #[test]
    fn ids_are_text_and_not_markup() {
        let digest = digest(&["<script>alert(1)</script>", "\"P2\rX\""]);
        assert!(!digest.html().contains("<script>"));
        assert!(digest.html().contains("&lt;script&gt;"));
        assert!(!digest.text().contains('\r') && !digest.html().contains('\r'));
    }

    #[test]
    fn a_long_list_is_counted() {
        let ids: Vec<String> = (0..1234).map(|at| format!("P{at}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let digest = digest(&ids);
        assert_eq!(digest.subject(), "1,234 new opt-outs, 2026-11-24");
        assert!(digest.text().contains("  and 1,184 more\n"));
        assert_eq!(digest.html().matches("<li>").count(), SHOWN);
    }
}
