//! Words that are written in more ways than one, reduced to one way.
//!
//! Each rule is a custom of writing names in Latin letters, none is about a single name. They keep
//! apart what tells two people apart: a final vowel (`Mario`, `Maria`; `Tony`, `Toni`; `René`,
//! `Renée`) and every other vowel, except in names that show themselves to be Arabic.

/// The reduced form of a word; no allocation.
pub(crate) struct Reduced {
    letters: [u8; MOST_LETTERS],
    length: usize,
}

/// Longer words are compared as they are.
const MOST_LETTERS: usize = 48;

/// By which customs two words are compared; both sides have to be reduced by the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Customs {
    /// Both words have five letters or more. Short words that look alike are too often two names:
    /// `Wang` and `Vang`, `Tang` and `Thang`.
    pub(crate) long: bool,
    /// At least one of the names shows itself to be Arabic.
    pub(crate) arabic: bool,
}

impl Reduced {
    const EMPTY: Self = Self { letters: [0; MOST_LETTERS], length: 0 };

    /// Reduces a folded word; `None` unless it is in plain Latin letters and not too long.
    pub(crate) fn new(word: &str, customs: Customs) -> Option<Self> {
        Self::of(word.bytes(), customs)
    }

    /// Reduces words written as one.
    pub(crate) fn of(word: impl Iterator<Item = u8>, customs: Customs) -> Option<Self> {
        let mut raw = Self::EMPTY;
        for byte in word {
            if !byte.is_ascii_alphanumeric() || raw.length == MOST_LETTERS {
                return None;
            }
            raw.push(byte);
        }
        let spelled = if raw.length < 4 { raw } else { reduce(raw.letters(), customs) };
        let single = single_letters(spelled.letters());
        Some(if customs.arabic { arabic(single.letters()) } else { single })
    }

    pub(crate) fn letters(&self) -> &[u8] {
        self.letters.get(..self.length).unwrap_or_default()
    }

    fn push(&mut self, letter: u8) {
        if let Some(place) = self.letters.get_mut(self.length) {
            *place = letter;
            self.length += 1;
        }
    }

    fn append(&mut self, letters: &[u8]) {
        letters.iter().for_each(|&letter| self.push(letter));
    }

    /// Whether two words are one but for the custom of spelling.
    pub(crate) fn is_same(&self, other: &Self, customs: Customs) -> bool {
        // `Ali` and `Eli` are too short to be told from each other by their consonants.
        if !customs.arabic || self.length < 4 {
            return self.letters() == other.letters();
        }
        let last = self.length.saturating_sub(1);
        self.length == other.length
            && self.letters().iter().zip(other.letters()).enumerate().all(|(at, (&one, &with))| {
                one == with || (at != last && are_one_arabic_vowel(one, with))
            })
    }
}

/// Arabic has three short vowels; `e` is written for two of them and `o` for the third.
fn are_one_arabic_vowel(one: u8, other: u8) -> bool {
    matches!((one.min(other), one.max(other)), (b'a', b'e') | (b'e', b'i') | (b'o', b'u'))
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// One way for each sound that has several; `Customs::long` says which rules apply.
fn reduce(word: &[u8], customs: Customs) -> Reduced {
    let mut out = Reduced::EMPTY;
    let at = |place: usize| word.get(place).copied().unwrap_or_default();
    let mut place = 0;
    // `Mc` and `Mac` are one.
    if word.starts_with(b"mc") && !is_vowel(at(2)) {
        out.append(b"mak");
        place = 2;
    }
    while place < word.len() {
        let before = place.checked_sub(1).map_or(0, at);
        let rest = word.get(place..).unwrap_or_default();
        let found = if customs.long { sound(rest, before) } else { None };
        let as_it_is = || (1, rest.get(..1).unwrap_or_default());
        let (taken, letters) = found.or_else(|| plain(rest)).unwrap_or_else(as_it_is);
        out.append(letters);
        place += taken;
    }
    out
}

/// Rules for words of every length: how many letters are taken, and what is written for them. `None` leaves
/// the letter as it is.
fn plain(rest: &[u8]) -> Option<(usize, &'static [u8])> {
    Some(match rest {
        // `Merz`, `Mertz`.
        [b't', b'z', ..] => (2, b"z"),
        // `Eric`, `Erick`, `Erik`; before e, i, y and h a c has other sounds.
        [b'c', b'k', ..] => (2, b"k"),
        [b'c', b'e' | b'i' | b'y' | b'h', ..] => return None,
        [b'c', ..] => (1, b"k"),
        // `Qasim`, `Kasim`, but `Quentin`.
        [b'q', b'u', ..] => return None,
        [b'q', ..] => (1, b"k"),
        _ => return None,
    })
}

/// Rules for longer words.
fn sound(rest: &[u8], before: u8) -> Option<(usize, &'static [u8])> {
    let inside = before != 0;
    let vowel_before = is_vowel(before);
    Some(match rest {
        // `Gorbachev`, `Gorbacheff`.
        [b'f', b'f'] if matches!(before, b'o' | b'e') => (2, b"v"),
        // `Sarah`, `Sara`.
        [b'a', b'h'] => (2, b"a"),
        // `Philip`, `Filip`; `Thomas`, `Tomas`; `Khalid`, `Halid`; `Ghani`, `Gani`; `Dhabi`, `Dabi`.
        [b'p', b'h', ..] => (2, b"f"),
        [b't', b'h', ..] => (2, b"t"),
        [b'k', b'h', ..] => (2, b"h"),
        [b'g', b'h', ..] => (2, b"g"),
        [b'd', b'h', ..] => (2, b"d"),
        // `Schulman`, `Shulman`.
        [b's', b'c', b'h', ..] => (3, b"sh"),
        [b's', b'h', ..] => (2, b"sh"),
        // `Christian`, `Kristian`.
        [b'c', b'h', next, ..] if !is_vowel(*next) && *next != b'y' => (2, b"k"),
        [b'c', b'h', ..] => (2, b"ch"),
        // `Aleksandr`, `Alexander`.
        [b'e', b'r'] if matches!(before, b'd' | b't') => (2, b"r"),
        // `Yuliya`, `Julia`.
        [b'y' | b'j', b'u', ..] if !inside => (1, b"j"),
        // `Brezhnev`, `Brejnev`; at the start of a word they are two sounds.
        [b'z', b'h', ..] if inside => (2, b"i"),
        // `Johnson`, `Jonson`.
        [b'h', next, ..] if vowel_before && !is_vowel(*next) && *next != b'y' => (1, b""),
        // `Mahmoud`, `Mahmood`, `Mahmud`; `Karim`, `Kareem`; `Friedrich`, `Fridrich`.
        [b'o', b'u' | b'o', next, ..] if !is_vowel(*next) => (2, b"u"),
        [b'i', b'e', next, ..] | [b'e', b'e', next, ..] if !is_vowel(*next) => (2, b"i"),
        // `Nowak`, `Novak`; at the start of a word (`Winnie`, `Vinnie`) they are two sounds.
        [b'w', next, ..] if vowel_before && is_vowel(*next) => (1, b"v"),
        [b'w'] if before == b'o' => (1, b"v"),
        // `Alexander`, `Aleksander`.
        [b'x', ..] if inside => (1, b"ks"),
        // `Sergej`, `Sergey`, `Sergei`; `Sonja`, `Sonya`, `Sonia`; `Dmitriy`, `Dmitrii`. A final `y`
        // behind a consonant is no `i` in short names: `Tony`, `Toni`.
        [b'y' | b'j'] if vowel_before => (1, b"i"),
        [b'y', _, ..] | [b'j', _, ..] if inside => (1, b"i"),
        _ => return None,
    })
}

/// Doubled letters are written once, except a vowel at the end (`René`, `Renée`) and where less than
/// three letters would be left (`Lee`, `Le`).
fn single_letters(word: &[u8]) -> Reduced {
    let mut out = Reduced::EMPTY;
    let mut last = 0;
    for (place, &letter) in word.iter().enumerate() {
        let is_last = place + 1 == word.len();
        let stays = is_last && matches!(letter, b'a' | b'e' | b'o' | b'u');
        if letter != last || stays || !letter.is_ascii_alphabetic() {
            out.push(letter);
        }
        last = letter;
    }
    if out.length < 3 {
        out = Reduced::EMPTY;
        out.append(word);
    }
    // `Dmitry`, `Dmitri`.
    if out.length >= 6
        && let Some(last @ b'y') = out.letters.get_mut(out.length - 1)
    {
        *last = b'i';
    }
    out
}

/// The article inside a word: `Abdul-`, `Abdel-`, `Abdur-` before whatever its last letter is made
/// like, and `-uddin`, `-aldin`, `-eddine`; and `ch` as French writes `sh`.
fn arabic(word: &[u8]) -> Reduced {
    let mut out = Reduced::EMPTY;
    let mut rest = word;
    if let [b'a', b'b', b'd', b'a' | b'e' | b'i' | b'o' | b'u', behind @ ..] = word {
        out.append(b"abd");
        rest = match behind {
            [b'l', next, ..] if !is_vowel(*next) => behind.get(1..).unwrap_or_default(),
            _ => behind,
        };
    }
    let stem = [&b"dine"[..], b"din"].iter().find_map(|end| rest.strip_suffix(*end));
    let stem = stem.and_then(|stem| match stem {
        [stem @ .., b'a' | b'e' | b'u', b'l'] | [stem @ .., b'a' | b'e' | b'u'] => Some(stem),
        _ => None,
    });
    let stem = stem.filter(|stem| stem.len() >= 3);
    let body = stem.unwrap_or(rest);
    let mut before = 0;
    for &letter in body {
        out.push(if (before, letter) == (b'c', b'h') { b'h' } else { letter });
        if (before, letter) == (b'c', b'h')
            && let Some(place) = out.length.checked_sub(2)
            && let Some(c) = out.letters.get_mut(place)
        {
            *c = b's';
        }
        before = letter;
    }
    if stem.is_some() {
        out.append(b"udin");
    }
    out
}

/// Names that are most at home wherever Arabic is written, sorted.
const FREQUENT: [&str; 51] = [
    "ahmad", "ahmed", "aisha", "ali", "amina", "ayesha", "bilal", "faisal", "farid", "fatima",
    "habib", "hamid", "hamza", "hasan", "hassan", "husain", "husayn", "hussain", "hussein",
    "ibrahim", "ismail", "jamal", "jamil", "kareem", "karim", "khadija", "khaled", "khalid",
    "mahmood", "mostafa", "mustafa", "mustapha", "nasser", "omar", "osman", "othman", "rahman",
    "rashid", "saeed", "salim", "salman", "samir", "tariq", "umar", "usman", "uthman", "walid",
    "yousef", "youssef", "yusuf", "zainab",
];

/// Whether a word is formed as Arabic names are: `Abdul-`, `-ullah`, `-uddin`, a form of Muhammad, or one of
/// the names that are most at home wherever Arabic is written.
pub(super) fn is_arabic_word(word: &str) -> bool {
    if FREQUENT.binary_search(&word).is_ok() {
        return true;
    }
    let word = word.as_bytes();
    if word.len() < 5 {
        return false;
    }
    if let [b'a', b'b', b'd', b'a' | b'e' | b'u', b'l' | b'r', ..] = word {
        return true;
    }
    let ends = |end: &[u8]| matches!(word.strip_suffix(end), Some([_, .., b'a' | b'e' | b'u']));
    if ends(b"llah") || ends(b"ddin") || ends(b"ddine") {
        return true;
    }
    let mut consonants = word.iter().copied().filter(|&c| !is_vowel(c));
    let mut last = 0;
    let mut pattern = b"mhmd".iter();
    consonants.all(|c| {
        let same = c == last;
        last = c;
        same || pattern.next() == Some(&c)
    }) && pattern.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str, arabic: bool) -> bool {
        let customs = Customs { long: one.len().min(other.len()) >= 5, arabic };
        let one = Reduced::new(one, customs).unwrap();
        one.is_same(&Reduced::new(other, customs).unwrap(), customs)
    }

    #[test]
    fn customs() {
        for (one, other) in [
            ("philip", "fillip"),
            ("erik", "erick"),
            ("karl", "carl"),
            ("thomas", "tomas"),
            ("mahmoud", "mahmood"),
            ("sergej", "sergei"),
            ("dmitry", "dmitriy"),
            ("kovalsky", "kovalski"),
            ("romanoff", "romanov"),
            ("nowak", "novak"),
            ("viktor", "victor"),
            ("macdonald", "mcdonald"),
            ("schultz", "schulz"),
            ("johnston", "jonston"),
            ("sarah", "sarra"),
            ("aleksandra", "alexandra"),
            ("aleksandr", "alexander"),
            ("yuliya", "julia"),
        ] {
            assert!(same(one, other, false), "{one} and {other}");
        }
    }

    #[test]
    fn two_names() {
        for (one, other) in [
            ("maria", "mario"),
            ("rene", "renee"),
            ("desire", "desiree"),
            ("toni", "tony"),
            ("terri", "terry"),
            ("jan", "jon"),
            ("jon", "john"),
            ("john", "joan"),
            ("michel", "michael"),
            ("daniel", "daniela"),
            ("daniel", "danielle"),
            ("louis", "luis"),
            ("lee", "le"),
            ("wang", "vang"),
            ("winnie", "vinnie"),
            ("irwin", "irvin"),
            ("thang", "tang"),
            ("lien", "lin"),
            ("moller", "muller"),
            ("jansen", "jensen"),
            ("noah", "noa"),
            ("zhang", "jang"),
            ("marie", "maria"),
            ("mari", "marie"),
            ("alexandra", "alexander"),
            ("yan", "jan"),
        ] {
            assert!(!same(one, other, false), "{one} and {other}");
        }
    }

    #[test]
    fn arabic_customs() {
        for (one, other) in [
            ("muhammad", "mohamed"),
            ("abdulrahman", "abdurrahman"),
            ("abdulrahman", "abdelrahmen"),
            ("nuraldin", "nureddine"),
            ("osman", "usman"),
            ("rachid", "rashid"),
        ] {
            assert!(same(one, other, true), "{one} and {other}");
        }
        for (one, other) in
            [("ali", "eli"), ("hasan", "hussein"), ("jamal", "jamil"), ("salim", "salima")]
        {
            assert!(!same(one, other, true), "{one} and {other}");
        }
    }

    #[test]
    fn words_that_show_it() {
        assert!(FREQUENT.is_sorted());
        for word in
            ["mohammed", "muhamad", "mahmud", "mehmed", "abdulaziz", "nasrullah", "nureddin"]
        {
            assert!(is_arabic_word(word), "{word}");
        }
        for word in ["abdi", "michael", "allah", "armand", "muhamar"] {
            assert!(!is_arabic_word(word), "{word}");
        }
    }
}
