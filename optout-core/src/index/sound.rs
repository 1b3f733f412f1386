//! A word by its sound, so that most slips of spelling leave it as it is.

use std::borrow::Cow;

/// The American Soundex code of a folded word; a word that is not in plain Latin letters stands for itself.
///
/// Source: U.S. National Archives, "Soundex System", <https://www.archives.gov/research/census/soundex>.
pub(super) fn sound(word: &str) -> Cow<'_, str> {
    let mut letters = word.bytes();
    let Some(first) = letters.next().filter(|_| word.bytes().all(|b| b.is_ascii_lowercase()))
    else {
        return Cow::Borrowed(word);
    };
    let mut code = String::from(char::from(first));
    let mut last = digit(first);
    for letter in letters {
        match (digit(letter), letter) {
            // Letters of one digit with `h` or `w` between them count once.
            (None, b'h' | b'w') => {}
            (None, _) => last = None,
            (Some(found), _) => {
                if last != Some(found) {
                    code.push(found);
                }
                last = Some(found);
            }
        }
        if code.len() == 4 {
            break;
        }
    }
    Cow::Owned(code)
}

const fn digit(letter: u8) -> Option<char> {
    Some(match letter {
        b'b' | b'f' | b'p' | b'v' => '1',
        b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => '2',
        b'd' | b't' => '3',
        b'l' => '4',
        b'm' | b'n' => '5',
        b'r' => '6',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_the_archives() {
        for (word, code) in [
            ("washington", "w252"),
            ("lee", "l"),
            ("gutierrez", "g362"),
            ("pfister", "p236"),
            ("jackson", "j25"),
            ("tymczak", "t522"),
            ("ashcraft", "a261"),
            ("смит", "смит"),
        ] {
            assert_eq!(sound(word), code, "{word}");
        }
    }
}
