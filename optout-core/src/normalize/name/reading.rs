//! The text of a name to tokens.

use unicode_normalization::char::is_combining_mark;

use super::extent::{Extent, without_and};
use super::fold::fold;
use super::pieces::{Piece, move_particles, pieces, read_together, tokens};
use super::words::{TitleKind, generation, is_placeholder, title};
use super::{COUPLE, Letters, Tag, Token};
use crate::normalize::text::{nfkc, visible};

/// The tokens of a name being read.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) tokens: Vec<Token>,
    /// Titles and generation, which stand last.
    pub(super) around: Vec<Token>,
    pub(super) couple: bool,
}

/// A word between blanks.
struct Word<'a> {
    raw: &'a str,
    /// Folded, without dots.
    text: String,
    generation: Option<&'static str>,
    title: Option<TitleKind>,
}

/// A text that is ready to be cut into words, and what stood in brackets or quotes in it.
struct Prepared {
    body: String,
    asides: Vec<String>,
}

enum Part {
    Name,
    Title,
    Generation(&'static str),
}

pub(super) fn full(raw: &str) -> Option<Reading> {
    let text = plain_marks(raw, Extent::FULL);
    if is_placeholder(&text) {
        return None;
    }
    if let Some(key) = text.strip_prefix(COUPLE).and_then(|key| key.strip_prefix('|')) {
        return Some(Reading { couple: true, ..Reading::of_key(key) });
    }
    if text.split('|').filter(|part| words(part).next().is_some()).nth(1).is_some() {
        return Some(Reading::of_key(&text));
    }
    let (text, couple) = without_and(&text);
    let Prepared { body, asides } = take_asides(&text);
    let mut reading = Reading { couple, ..Reading::default() };
    let mut segments = segments(&body);
    reading.take_suffixes(&mut segments);
    let mut segments = segments.into_iter();
    let first = segments.next().unwrap_or_default();
    let rest: Vec<Word<'_>> = segments.flatten().collect();
    if rest.is_empty() {
        let pieces = reading.pieces_of(&first, 0);
        tokens(pieces, Tag::Untagged, &mut reading.tokens);
    } else {
        reading.push_pair(&rest, &first);
    }
    reading.push_asides(&asides);
    Some(reading.close())
}

pub(super) fn parts(given: &str, family: &str) -> Option<Reading> {
    let [given, family] = [given, family].map(|part| {
        let text = plain_marks(part, Extent::PART);
        // A family name may be Null or Test; a column that says so beside a real given name is believed.
        if is_placeholder(&text)
            && !matches!(text.to_ascii_lowercase().as_str(), "null" | "test" | "na")
        {
            String::new()
        } else {
            text.replace('|', " ")
        }
    });
    if given.is_empty() || family.is_empty() {
        let only = if given.is_empty() { &family } else { &given };
        if words(only).nth(1).is_some() {
            return full(only);
        }
    }
    let [(given, couple), (family, couples)] = [&given, &family].map(|part| without_and(part));
    let [given, family] = [take_asides(&given), take_asides(&family)];
    let mut reading = Reading { couple: couple || couples, ..Reading::default() };
    let [given_words, family_words] = [&given.body, &family.body].map(|body| {
        let mut segments = segments(body);
        reading.take_suffixes(&mut segments);
        segments.into_iter().flatten().collect::<Vec<_>>()
    });
    reading.push_pair(&given_words, &family_words);
    reading.push_asides(&given.asides);
    reading.push_asides(&family.asides);
    Some(reading.close())
}

impl Reading {
    /// Reads a key back: its tokens are final.
    fn of_key(text: &str) -> Self {
        let is_generation =
            |part: &str| generation(part).is_some_and(|canonical| canonical == part);
        // `Ii Jr` and `Ii Na` have a name that looks like a generation.
        let has_name = !text.split('|').all(|part| is_generation(part) || is_placeholder(part));
        let mut reading = Self::default();
        for part in text.split('|') {
            if has_name && is_generation(part) {
                reading.push_around(part.to_owned(), Tag::Generation);
            } else {
                tokens(words(part).flat_map(pieces).collect(), Tag::Untagged, &mut reading.tokens);
            }
        }
        reading.close()
    }

    /// Takes out the segments after the first that hold suffixes only: `Roe, Jr., Jane`, `Jane Roe, MD`.
    fn take_suffixes(&mut self, segments: &mut Vec<Vec<Word<'_>>>) {
        let names =
            |segments: &[Vec<Word<'_>>]| segments.iter().filter(|words| !is_suffix(words)).count();
        // `Ma` in `Li, Ma` is a given name: initials and short names need a name without them.
        let is_complete =
            segments.first().is_some_and(|first| first.len() > 1) || names(segments) > 1;
        let mut at = 0;
        segments.retain(|words| {
            at += 1;
            let is_sure = || {
                is_complete
                    || words.iter().all(|word| {
                        word.generation.is_some() || word.title != Some(TitleKind::Guarded)
                    })
            };
            let goes = at > 1 && is_suffix(words) && is_sure();
            if goes {
                for word in words {
                    match word.generation {
                        Some(generation) => {
                            self.push_around(generation.to_owned(), Tag::Generation);
                        }
                        None => self.push_around(word.text.clone(), Tag::Honorific),
                    }
                }
            }
            !goes
        });
    }

    fn push_pair(&mut self, given: &[Word<'_>], family: &[Word<'_>]) {
        let mut given_pieces = self.pieces_of(given, family.len());
        let mut family_pieces = self.pieces_of(family, given.len());
        move_particles(&mut given_pieces, &mut family_pieces);
        tokens(given_pieces, Tag::Given, &mut self.tokens);
        tokens(family_pieces, Tag::Family, &mut self.tokens);
    }

    /// The pieces of the name in a segment; what stands around it is put aside.
    fn pieces_of(&mut self, words: &[Word<'_>], others: usize) -> Vec<Piece> {
        let mut found = Vec::with_capacity(words.len());
        let mut has_name = false;
        for (place, word) in words.iter().enumerate() {
            let is_last = words.iter().skip(place + 1).all(|word| !word.is_name_word());
            let names =
                words.iter().enumerate().filter(|&(at, word)| at != place && word.is_name_word());
            match word.part(has_name, is_last, names.count() + others) {
                Part::Name => {
                    has_name = true;
                    let is_last = place + 1 == words.len();
                    found.extend(pieces(word.raw).map(|piece| piece.inside(is_last)));
                }
                Part::Title => self.push_around(word.text.clone(), Tag::Honorific),
                Part::Generation(generation) => {
                    self.push_around(generation.to_owned(), Tag::Generation);
                }
            }
        }
        read_together(&mut found);
        found
    }

    /// A nickname is one word; `née Roe` is another family name; what is longer is no name.
    fn push_asides(&mut self, asides: &[String]) {
        for aside in asides {
            let words: Vec<Word<'_>> = words(aside).map(Word::new).collect();
            let (word, tag) = match words.as_slice() {
                [word] if word.raw.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'') => {
                    (word, Tag::Given)
                }
                [birth, word] if matches!(birth.text.as_str(), "nee" | "geb" | "born") => {
                    (word, Tag::Family)
                }
                _ => continue,
            };
            let from = self.tokens.len();
            tokens(pieces(word.raw).collect(), tag, &mut self.tokens);
            for token in self.tokens.iter_mut().skip(from) {
                token.alternative = true;
            }
        }
    }

    fn push_around(&mut self, text: String, tag: Tag) {
        let token = Token {
            letters: Letters::of(&text),
            text,
            alt: None,
            latin: None,
            core_at: 0,
            tag,
            hyphened: false,
            alternative: false,
            initials: false,
            abbreviated: false,
        };
        self.around.push(token);
    }

    fn close(mut self) -> Self {
        self.tokens.append(&mut self.around);
        self
    }
}

impl<'a> Word<'a> {
    fn new(raw: &'a str) -> Self {
        let text = if raw.contains('.') { fold(&raw.replace('.', "")) } else { fold(raw) }.text;
        let (generation, title) =
            (generation(&text), title(&text).or_else(|| joined_title(raw, &text)));
        Self { raw, text, generation, title }
    }

    /// Whether the word is a name, or could be one.
    fn is_name_word(&self) -> bool {
        self.generation.is_none() && self.title != Some(TitleKind::Title)
    }

    /// What the word is, given whether a name stands before it, whether none stands after it, and how
    /// many other words can be names.
    fn part(&self, has_name: bool, is_last: bool, others: usize) -> Part {
        if has_name && let Some(generation) = self.generation {
            let is_word = matches!(self.text.as_str(), "junior" | "senior");
            if !is_word || (is_last && others > 1) {
                return Part::Generation(generation);
            }
        }
        let is_title = match self.title {
            None => false,
            Some(TitleKind::Title) => true,
            Some(TitleKind::Address) => !has_name && others > 0,
            Some(TitleKind::Leading) => {
                !has_name && (others > 1 || (others > 0 && self.raw.ends_with('.')))
            }
            Some(TitleKind::Degree) => {
                has_name && (self.has_inner_dot() || !self.is_written_as_name())
            }
            Some(TitleKind::Guarded) => has_name && self.has_inner_dot(),
        };
        if is_title { Part::Title } else { Part::Name }
    }

    fn has_inner_dot(&self) -> bool {
        self.raw.trim_end_matches('.').contains('.')
    }

    fn is_written_as_name(&self) -> bool {
        let mut letters = self.raw.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(|c| !c.is_uppercase())
    }
}

/// The kind of a word of several titles: `Dr.-Ing.`, `Dipl.-Ing.`; without a dot it may be a name.
fn joined_title(raw: &str, text: &str) -> Option<TitleKind> {
    if !raw.contains('.') || !text.contains('-') {
        return None;
    }
    title(&text.replace('-', "")).or_else(|| {
        let mut kinds = text.split('-').map(title);
        let is_known =
            |kind| matches!(kind, Some(TitleKind::Title | TitleKind::Leading | TitleKind::Degree));
        (kinds.next() == Some(Some(TitleKind::Title)) && kinds.all(is_known))
            .then_some(TitleKind::Title)
    })
}

fn is_suffix(words: &[Word<'_>]) -> bool {
    words.iter().all(|word| {
        word.generation.is_some()
            || word
                .title
                .is_some_and(|kind| !matches!(kind, TitleKind::Leading | TitleKind::Address))
    })
}

fn segments(body: &str) -> Vec<Vec<Word<'_>>> {
    body.split(',')
        .map(|segment| words(segment).map(Word::new).collect::<Vec<_>>())
        .filter(|words| !words.is_empty())
        .collect()
}

/// The words of a text: letters, digits and marks, with apostrophes, hyphens and dots inside them. A dot
/// at the end stays, because it tells a title.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| {
        !(c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\'' | '-' | '.'))
    })
    .map(|word| word.trim_start_matches(['-', '.']).trim_end_matches('-'))
    .filter(|word| word.contains(char::is_alphanumeric))
}

/// NFKC, no invisible characters, and one form for each kind of apostrophe, quote and hyphen; no more
/// than can be a name.
fn plain_marks(raw: &str, extent: Extent) -> String {
    if raw.is_ascii() {
        let text: String = extent.cut(raw.chars()).collect();
        return text.trim().replace('`', "'");
    }
    // Before NFKC, which takes an acute accent for a blank, and after it, which makes new apostrophes.
    let text: String = visible(raw).chars().map(plain_mark).collect();
    let text: String = extent.cut(nfkc(&text).chars().map(plain_mark)).collect();
    text.trim().to_owned()
}

fn plain_mark(c: char) -> char {
    match c {
        '`'
        | '´'
        | '\u{2B9}'..='\u{2BD}'
        | '\u{2C8}'
        | '‘'
        | '’'
        | '‛'
        | '′'
        | '\u{A78B}'
        | '\u{A78C}' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{5BE}' => '-',
        c => c,
    }
}

/// Takes out what stands in brackets, in double quotes, or as a word in single quotes. If nothing else is
/// there, the brackets are only decoration.
fn take_asides(text: &str) -> Prepared {
    if !text.contains(['(', '[', '{', '"', '\'']) {
        return Prepared { body: text.to_owned(), asides: Vec::new() };
    }
    let mut body = String::with_capacity(text.len());
    let mut asides = Vec::new();
    let mut rest = text;
    while let Some((place, open)) =
        rest.char_indices().find(|&(place, c)| opens_aside(rest, place, c))
    {
        let close = match open {
            '(' => ')',
            '[' => ']',
            '{' => '}',
            other => other,
        };
        let (before, from) = rest.split_at_checked(place).unwrap_or((rest, ""));
        let inside = from.get(1..).unwrap_or_default();
        body.push_str(before);
        body.push(' ');
        match inside.split_once(close) {
            Some((aside, after)) => {
                asides.push(aside.to_owned());
                rest = after;
            }
            None => rest = inside,
        }
    }
    body.push_str(rest);
    if body.contains(char::is_alphanumeric) {
        Prepared { body, asides }
    } else {
        Prepared {
            body: text.replace(['(', ')', '[', ']', '{', '}', '"'], " "),
            asides: Vec::new(),
        }
    }
}

/// A single quote opens one only at the start of a word that it also ends: `'Bob'`, but not `'t Hooft`.
fn opens_aside(text: &str, place: usize, c: char) -> bool {
    match c {
        '(' | '[' | '{' | '"' => true,
        '\'' => {
            let starts_word =
                text.get(..place).is_none_or(|before| before.is_empty() || before.ends_with(' '));
            let word = text.get(place + 1..).and_then(|after| after.split(' ').next());
            starts_word && word.is_some_and(|word| word.len() > 2 && word.ends_with('\''))
        }
        _ => false,
    }
}
