//! One word of a name to its folded forms.

use caseless::Caseless;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::normalize::text::nfkc;

/// The folded forms of one word.
pub(super) struct Folded {
    /// Case folded; Latin and Greek letters without their marks; apostrophes gone.
    pub(super) text: String,
    /// The other way to write it in plain letters, where there is one: `mueller` beside `muller`.
    pub(super) alt: Option<String>,
}

/// Folds a word.
///
/// German and Nordic letters have two plain forms in use, so both are given. Marks of other scripts
/// stay: in many of them they are letters. Source of the case folding: Unicode, `CaseFolding.txt`, full.
pub(super) fn fold(word: &str) -> Folded {
    if word.is_ascii() {
        let mut text = word.to_ascii_lowercase();
        if text.contains('\'') {
            text.retain(|c| c != '\'');
        }
        return Folded { text, alt: None };
    }
    if let Some(folded) = composed(word) {
        return folded;
    }
    let mut text = String::with_capacity(word.len());
    let mut alt = String::with_capacity(word.len() + 2);
    let mut has_sharp_s = false;
    // A mark at the start belongs to nothing.
    let mut after_plain = true;
    for c in nfkc(word).chars() {
        if c.is_ascii_alphabetic() {
            let c = c.to_ascii_lowercase();
            text.push(c);
            alt.push(c);
            after_plain = true;
            continue;
        }
        for c in std::iter::once(c).default_case_fold() {
            if c == '\'' || (after_plain && is_combining_mark(c)) {
                continue;
            }
            let base = plain_base(c);
            match dual_form(c).or_else(|| base.and_then(dual_form)) {
                Some((plain, other)) => {
                    text.push_str(plain);
                    alt.push_str(other);
                    after_plain = true;
                }
                None => {
                    after_plain = base.is_some();
                    let c = base.unwrap_or(c);
                    text.push(c);
                    alt.push(c);
                }
            }
        }
        has_sharp_s |= matches!(c, 'ß' | 'ẞ');
    }
    if has_sharp_s && alt == text {
        alt = text.replace("ss", "s");
    }
    let (text, alt) = (nfkc(&text).into_owned(), nfkc(&alt).into_owned());
    let alt = (alt != text).then_some(alt);
    Folded { text, alt }
}

/// The forms of a word whose letters all have theirs in a table.
fn composed(word: &str) -> Option<Folded> {
    let mut text = String::with_capacity(word.len());
    let mut alt = String::with_capacity(word.len() + 2);
    for c in word.chars() {
        let (form, other) = letter_forms(c)?;
        text.push_str(form);
        alt.push_str(other);
    }
    let alt = (alt != text).then_some(alt);
    Some(Folded { text, alt })
}

/// Both forms of a letter that is folded by itself, whatever stands beside it.
pub(super) fn letter_forms(c: char) -> Option<(&'static str, &'static str)> {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    if !c.is_ascii_alphabetic() {
        return forms_of(c);
    }
    let place = usize::from(c.to_ascii_lowercase() as u8 - b'a');
    let letter = LETTERS.get(place..=place)?;
    Some((letter, letter))
}

/// Both forms of a letter of Western and Central Europe, as [`fold`] gives them, but for those that have more to
/// them: the sharp s, and what stands for two letters.
fn forms_of(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        'À' | 'Á' | 'Â' | 'Ã' | 'à' | 'á' | 'â' | 'ã' | 'Ā' | 'ā' | 'Ă' | 'ă' | 'Ą' | 'ą' => {
            ("a", "a")
        }
        'Å' | 'å' => ("a", "aa"),
        'Ä' | 'ä' => ("a", "ae"),
        'Æ' | 'æ' => ("ae", "ae"),
        'Ç' | 'ç' | 'Ć' | 'ć' | 'Ĉ' | 'ĉ' | 'Ċ' | 'ċ' | 'Č' | 'č' => ("c", "c"),
        'Ď' | 'ď' => ("d", "d"),
        'Ð' | 'ð' => ("d", "dh"),
        'Đ' | 'đ' => ("d", "dj"),
        'È' | 'É' | 'Ê' | 'Ë' | 'è' | 'é' | 'ê' | 'ë' | 'Ē' | 'ē' | 'Ĕ' | 'ĕ' | 'Ė' | 'ė' | 'Ę'
        | 'ę' | 'Ě' | 'ě' => ("e", "e"),
        'Ĝ' | 'ĝ' | 'Ğ' | 'ğ' | 'Ġ' | 'ġ' | 'Ģ' | 'ģ' => ("g", "g"),
        'Ĥ' | 'ĥ' | 'Ħ' | 'ħ' => ("h", "h"),
        'Ì' | 'Í' | 'Î' | 'Ï' | 'ì' | 'í' | 'î' | 'ï' | 'Ĩ' | 'ĩ' | 'Ī' | 'ī' | 'Ĭ' | 'ĭ' | 'Į'
        | 'į' | 'İ' | 'ı' => ("i", "i"),
        'Ĵ' | 'ĵ' => ("j", "j"),
        'Ķ' | 'ķ' => ("k", "k"),
        'Ĺ' | 'ĺ' | 'Ļ' | 'ļ' | 'Ľ' | 'ľ' | 'Ł' | 'ł' => ("l", "l"),
        'Ñ' | 'ñ' | 'Ń' | 'ń' | 'Ņ' | 'ņ' | 'Ň' | 'ň' => ("n", "n"),
        'Ŋ' | 'ŋ' => ("n", "ng"),
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'ò' | 'ó' | 'ô' | 'õ' | 'Ō' | 'ō' | 'Ŏ' | 'ŏ' | 'Ő' | 'ő' => {
            ("o", "o")
        }
        'Ö' | 'Ø' | 'ö' | 'ø' => ("o", "oe"),
        'Œ' | 'œ' => ("oe", "oe"),
        'Ŕ' | 'ŕ' | 'Ŗ' | 'ŗ' | 'Ř' | 'ř' => ("r", "r"),
        'Ś' | 'ś' | 'Ŝ' | 'ŝ' | 'Ş' | 'ş' | 'Š' | 'š' => ("s", "s"),
        'Ţ' | 'ţ' | 'Ť' | 'ť' => ("t", "t"),
        'Þ' | 'þ' => ("th", "th"),
        'Ù' | 'Ú' | 'Û' | 'ù' | 'ú' | 'û' | 'Ũ' | 'ũ' | 'Ū' | 'ū' | 'Ŭ' | 'ŭ' | 'Ů' | 'ů' | 'Ű'
        | 'ű' | 'Ų' | 'ų' => ("u", "u"),
        'Ü' | 'ü' => ("u", "ue"),
        'Ŵ' | 'ŵ' => ("w", "w"),
        'Ý' | 'ý' | 'ÿ' | 'Ŷ' | 'ŷ' | 'Ÿ' => ("y", "y"),
        'Ź' | 'ź' | 'Ż' | 'ż' | 'Ž' | 'ž' => ("z", "z"),
        _ => return None,
    })
}

/// The two plain forms of a case-folded letter, the shorter one first.
fn dual_form(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        'ä' => ("a", "ae"),
        'æ' => ("ae", "ae"),
        'ö' | 'ø' => ("o", "oe"),
        'œ' => ("oe", "oe"),
        'ü' => ("u", "ue"),
        'å' => ("a", "aa"),
        'đ' => ("d", "dj"),
        'þ' => ("th", "th"),
        'ð' => ("d", "dh"),
        'ł' => ("l", "l"),
        'ı' => ("i", "i"),
        'ħ' => ("h", "h"),
        'ŋ' => ("n", "ng"),
        'ə' => ("a", "e"),
        _ => return None,
    })
}

/// The letter under the marks, if it is Latin or Greek.
fn plain_base(c: char) -> Option<char> {
    let mut base = None;
    decompose_canonical(c, |part| {
        base.get_or_insert(part);
    });
    base.filter(|&base| is_latin(base) || is_greek(base))
}

pub(super) fn is_latin(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\0'..='\u{24F}' | '\u{250}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}')
}

/// Whether a letter is of a script that is transliterated: Cyrillic, Greek, Armenian or Georgian.
pub(super) fn has_latin_form(c: char) -> bool {
    let is_of_script = is_greek(c)
        || matches!(c, '\u{400}'..='\u{52F}' | '\u{530}'..='\u{58F}' | '\u{10D0}'..='\u{10FF}');
    c.is_alphabetic() && is_of_script
}

fn is_greek(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(word: &str) -> (String, Option<String>) {
        let folded = fold(word);
        (folded.text, folded.alt)
    }

    fn both(text: &str, alt: &str) -> (String, Option<String>) {
        (text.to_owned(), Some(alt.to_owned()))
    }

    #[test]
    fn dual_forms() {
        assert_eq!(forms("Müller"), both("muller", "mueller"));
        assert_eq!(forms("SØREN"), both("soren", "soeren"));
        assert_eq!(forms("Åsa"), both("asa", "aasa"));
        assert_eq!(forms("Weiß"), both("weiss", "weis"));
        assert_eq!(forms("Größe"), both("grosse", "groesse"));
        assert_eq!(forms("Mu\u{308}ller"), both("muller", "mueller"));
    }

    #[test]
    fn marks_go_from_latin_and_greek_only() {
        assert_eq!(forms("Erdoğan"), ("erdogan".to_owned(), None));
        assert_eq!(forms("Łukasz"), ("lukasz".to_owned(), None));
        assert_eq!(forms("Άγγελος"), ("αγγελοσ".to_owned(), None));
        assert_eq!(forms("Сергей"), ("сергей".to_owned(), None));
        assert_eq!(forms("हिन्दी").0, "हिन्दी");
    }

    #[test]
    fn the_table_says_what_folding_does() {
        let in_table: Vec<char> = ('\0'..=char::MAX).filter(|c| forms_of(*c).is_some()).collect();
        assert_eq!(in_table.len(), 180);
        for c in in_table {
            let (form, other) = forms_of(c).unwrap();
            let alt = (form != other).then(|| other.to_owned());
            // With a hyphen behind it the long way is taken.
            let (text, long) = forms(&format!("{c}-"));
            assert_eq!((text, long), (format!("{form}-"), alt.map(|alt| alt + "-")), "{c}");
        }
    }

    #[test]
    fn turkish_i() {
        for word in ["İsmail", "Ismail", "ısmail", "ismail", "ISMAIL"] {
            assert_eq!(forms(word).0, "ismail", "{word}");
        }
    }
}
