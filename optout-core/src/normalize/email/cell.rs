//! Cells that hold several addresses.

use crate::normalize::text::is_blank;

/// The addresses of a cell, as they stand in it.
///
/// Addresses are divided by `;`, `,`, `|`, line ends and blanks, not inside quotes or `<>`, and a comma in
/// a display name (`Roe, Jane <jane@acme.example>`) divides nothing. A piece without an `@` is given out
/// like any other, so that its fault can be reported. Blanks alone give nothing.
pub fn split_emails(cell: &str) -> Addresses<'_> {
    Addresses { rest: cell }
}

/// The iterator that [`split_emails`] returns.
#[derive(Clone)]
pub struct Addresses<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Addresses<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let whole = self.rest.trim_ascii();
        if !whole.is_empty() && whole.bytes().all(divides_nothing) {
            self.rest = "";
            return Some(whole);
        }
        let rest = self.rest.trim_start_matches(|c| is_blank(c) || is_divider(c));
        if rest.is_empty() {
            self.rest = rest;
            return None;
        }
        let (piece, rest) = rest.split_at_checked(end_of_piece(rest)).unwrap_or((rest, ""));
        self.rest = rest;
        Some(piece.trim_end_matches(is_blank))
    }
}

impl std::fmt::Debug for Addresses<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Addresses").finish_non_exhaustive()
    }
}

/// The signs of ordinary addresses. What consists of them is one piece.
fn divides_nothing(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'@' | b'.' | b'_' | b'-' | b'+')
}

fn is_divider(c: char) -> bool {
    matches!(c, ';' | ',' | '|' | '\n' | '\r' | '；' | '，' | '、')
}

/// Where the piece ends that the text starts with.
fn end_of_piece(text: &str) -> usize {
    let mut has_at = false;
    let mut quoted = false;
    let mut bracketed = false;
    for (place, c) in text.char_indices() {
        let Some(rest) = text.get(place + c.len_utf8()..) else { break };
        match c {
            '"' if quoted => quoted = false,
            // A quote that nothing closes is an ordinary character.
            '"' => quoted = rest.contains('"'),
            _ if quoted => {}
            '<' => bracketed = rest.contains('>'),
            '>' if bracketed => return place + 1,
            _ if bracketed => {}
            '@' => has_at = true,
            ',' if !has_at && is_display_name(rest) => {}
            _ if is_divider(c) => return place,
            _ if is_blank(c) && has_at && is_address_next(rest) => return place,
            _ => {}
        }
    }
    text.len()
}

/// Whether what follows a comma leads to a `<` before anything else ends the piece.
fn is_display_name(rest: &str) -> bool {
    rest.find(|c| c == '<' || c == '@' || is_divider(c))
        .and_then(|place| rest.get(place..))
        .is_some_and(|rest| rest.starts_with('<'))
}

fn is_address_next(rest: &str) -> bool {
    rest.split(|c| is_blank(c) || is_divider(c))
        .find(|word| !word.is_empty())
        .is_some_and(|word| word.contains('@') && !word.starts_with('@'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(cell: &str) -> Vec<&str> {
        split_emails(cell).collect()
    }

    #[test]
    fn every_divider() {
        assert_eq!(
            split("a@x.example; b@x.example,c@x.example|d@x.example\ne@x.example"),
            ["a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"]
        );
        assert_eq!(split("a@x.example  b@x.example"), ["a@x.example", "b@x.example"]);
        assert_eq!(split(" ;, \u{A0}"), [""; 0]);
    }

    #[test]
    fn names_and_quotes_stay_whole() {
        let cell = r#""Roe; Jane" <a@x.example>; Roe, Jane <b@x.example>, "c;d"@x.example"#;
        assert_eq!(
            split(cell),
            [r#""Roe; Jane" <a@x.example>"#, "Roe, Jane <b@x.example>", r#""c;d"@x.example"#]
        );
        assert_eq!(
            split("Jane Roe <a@x.example> John <b@x.example>"),
            ["Jane Roe <a@x.example>", "John <b@x.example>"]
        );
    }

    proptest! {
        #[test]
        fn pieces_stand_in_the_cell(cell in "[a-c@;, |<>\"\n]{0,30}") {
            let mut from = 0;
            for piece in split_emails(&cell) {
                prop_assert!(!piece.is_empty());
                let place = cell[from..].find(piece);
                prop_assert!(place.is_some());
                from += place.unwrap() + piece.len();
            }
        }
    }
}
