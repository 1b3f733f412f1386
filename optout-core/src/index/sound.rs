//! A word by its sound, so that most slips of spelling leave it as it is.

/// The sound of a word, as text.
#[derive(Clone, Copy)]
pub(super) enum Sound<'a> {
    /// A code of up to four signs.
    Code([u8; 4], usize),
    /// A word that has none stands for itself.
    Word(&'a str),
}

impl Sound<'_> {
    pub(super) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Code(code, length) => code.get(..*length).unwrap_or_default(),
            Self::Word(word) => word.as_bytes(),
        }
    }
}

/// The American Soundex code of a folded word; a word that is not in plain Latin letters stands for itself.
///
/// Source: U.S. National Archives, "Soundex System", <https://www.archives.gov/research/census/soundex>.
pub(super) fn sound(word: &str) -> Sound<'_> {
    let mut letters = word.bytes();
    let Some(first) = letters.next().filter(|_| word.bytes().all(|b| b.is_ascii_lowercase()))
    else {
        return Sound::Word(word);
    };
    let mut code = [first, 0, 0, 0];
    let mut slots = code.iter_mut().skip(1);
    let mut length = 1;
    let mut last = digit(first);
    for letter in letters {
        match (digit(letter), letter) {
            // Letters of one digit with `h` or `w` between them count once.
            (None, b'h' | b'w') => {}
            (None, _) => last = None,
            (Some(found), _) => {
                if last != Some(found) {
                    let Some(slot) = slots.next() else { break };
                    *slot = found;
                    length += 1;
                }
                last = Some(found);
            }
        }
    }
    Sound::Code(code, length)
}

const fn digit(letter: u8) -> Option<u8> {
    Some(match letter {
        b'b' | b'f' | b'p' | b'v' => b'1',
        b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => b'2',
        b'd' | b't' => b'3',
        b'l' => b'4',
        b'm' | b'n' => b'5',
        b'r' => b'6',
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
            assert_eq!(sound(word).as_bytes(), code.as_bytes(), "{word}");
        }
    }
}
