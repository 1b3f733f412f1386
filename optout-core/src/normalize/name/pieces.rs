//! Words of a name to pieces, and pieces to tokens.

use super::fold::fold;
use super::transliteration::to_latin;
use super::words::{is_particle, is_vietnamese_family};
use super::{Letters, Tag, Token};

/// A part of a word between hyphens and dots.
pub(super) struct Piece {
    text: String,
    alt: Option<String>,
    hyphened: bool,
    particle: bool,
    lower_case: bool,
    /// A dot stands behind it.
    dotted: bool,
}

/// The pieces of a word: `J.R.` has two, `Jean-Claude` has two with a hyphen, `O'Brien` has one.
pub(super) fn pieces(word: &str) -> impl Iterator<Item = Piece> {
    let mut first = true;
    word.split('-').flat_map(move |part| {
        let mut hyphened = !std::mem::take(&mut first);
        let dots = part.matches('.').count();
        part.split('.').enumerate().filter_map(move |(place, raw)| {
            let folded = fold(raw);
            if !folded.text.contains(char::is_alphanumeric) {
                return None;
            }
            let particle = is_particle(&folded.text) && folded.text.len() > 1 || is_elided(raw);
            Some(Piece {
                text: folded.text,
                alt: folded.alt,
                hyphened: std::mem::take(&mut hyphened),
                particle,
                lower_case: raw.chars().all(|c| !c.is_uppercase()),
                dotted: place < dots,
            })
        })
    })
}

/// What pieces mean only beside each other.
pub(super) fn read_together(pieces: &mut [Piece]) {
    abbreviated_particles(pieces);
    middle_names(pieces);
    saints(pieces);
}

/// `v.`, `v.d.`, `v. d.` in small letters beside capital ones: `von`, `van`, `van der`.
fn abbreviated_particles(pieces: &mut [Piece]) {
    if pieces.iter().all(|piece| piece.lower_case) {
        return;
    }
    let mut follows = false;
    for piece in pieces {
        let is_short = piece.lower_case
            && piece.dotted
            && (piece.text == "v" || (follows && piece.text == "d"));
        piece.particle |= is_short;
        follows = is_short;
    }
}

/// `Van` is a middle name of men in Vietnam, as `Thi` is one of women; there is no particle there.
fn middle_names(pieces: &mut [Piece]) {
    let is_family =
        |piece: Option<&Piece>| piece.is_some_and(|piece| is_vietnamese_family(&piece.text));
    if pieces.len() < 3 || !(is_family(pieces.first()) || is_family(pieces.last())) {
        return;
    }
    let mut behind = pieces.iter().skip(1).map(|piece| piece.particle).collect::<Vec<_>>();
    behind.push(false);
    let last = pieces.len() - 1;
    let mut is_vietnamese = false;
    for ((place, piece), before_particle) in pieces.iter_mut().enumerate().zip(behind) {
        if place != 0 && place != last && piece.text == "van" && !before_particle {
            piece.particle = false;
            is_vietnamese = true;
        }
        is_vietnamese |= piece.text == "thi";
    }
    if is_vietnamese && let Some(first) = pieces.first_mut() {
        // `Do` and `Le` look like particles themselves.
        first.particle = false;
    }
}

/// `Saint` before a name is `St`.
fn saints(pieces: &mut [Piece]) {
    let Some((_, before_last)) = pieces.split_last_mut() else { return };
    for piece in before_last {
        let short = match piece.text.as_str() {
            "saint" => "st",
            "sainte" => "ste",
            _ => continue,
        };
        piece.alt = Some(std::mem::replace(&mut piece.text, short.to_owned()));
        piece.particle = true;
    }
}

/// Two or three consonants are no word. `Ng` is a name all the same, `Md` is short for Muhammad.
pub(super) fn is_initials(text: &str) -> bool {
    let is_consonant =
        |c: u8| c.is_ascii_lowercase() && !matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    (2..=3).contains(&text.len()) && text.bytes().all(is_consonant) && !matches!(text, "md" | "ng")
}

/// A letter that has lost its neighbour to an apostrophe: `'t` Hooft, `O'` Brien.
fn is_elided(raw: &str) -> bool {
    matches!(raw, "'t" | "'s") || (raw.chars().count() == 2 && raw.ends_with('\''))
}

/// Moves particles from the end of the given names, where Dutch and German lists keep them, to the
/// family name: `Berg, Jan van der`.
pub(super) fn move_particles(given: &mut Vec<Piece>, family: &mut Vec<Piece>) {
    let moved = given.iter().rev().take_while(|piece| piece.particle && piece.lower_case).count();
    if moved < given.len() && !family.is_empty() {
        let particles = given.split_off(given.len() - moved);
        family.splice(0..0, particles);
    }
}

/// Joins particles to what they lead to, and makes tokens.
pub(super) fn tokens(pieces: Vec<Piece>, tag: Tag, tokens: &mut Vec<Token>) {
    let mut pieces = pieces.into_iter().peekable();
    let mut is_first = true;
    while let Some(piece) = pieces.next() {
        let next = pieces.peek();
        let leads_on = piece.leads_on(next, tag, is_first);
        is_first = false;
        let mut token = Token {
            core_at: 0,
            latin: None,
            tag,
            hyphened: piece.hyphened && tokens.last().is_some_and(|last| last.tag == tag),
            alternative: false,
            initials: is_initials(&piece.text),
            abbreviated: piece.dotted && tag != Tag::Family && (2..=5).contains(&piece.text.len()),
            letters: Letters::default(),
            text: piece.text,
            alt: piece.alt,
        };
        let mut open = leads_on;
        while open && let Some(next) = pieces.next() {
            open = next.particle && pieces.peek().is_some();
            token.join(next);
            (token.initials, token.abbreviated) = (false, false);
        }
        token.latin = to_latin(&token.text);
        token.letters = Letters::of(&token.text);
        tokens.push(token);
    }
}

impl Piece {
    /// A dot at the end of all is a full stop.
    pub(super) fn inside(mut self, is_last: bool) -> Self {
        self.dotted &= !is_last || self.text.len() == 1;
        self
    }

    /// Whether the piece is a particle of the one after it.
    ///
    /// `Van Morrison` and `Al Gore` have given names that look like particles, so the first piece of a
    /// name is one only in a family name, before a hyphen (`al-Assad`), or before a second particle
    /// (`de la Cruz`).
    fn leads_on(&self, next: Option<&Self>, tag: Tag, is_first: bool) -> bool {
        let Some(next) = next else { return false };
        if tag == Tag::Family && self.text == "o" {
            return true;
        }
        let is_given_name_too = matches!(self.text.as_str(), "al" | "ben" | "el" | "le" | "mac");
        self.particle
            && (!is_first
                || tag == Tag::Family
                || next.hyphened
                || (next.particle && !is_given_name_too))
    }
}

impl Token {
    fn join(&mut self, next: Piece) {
        self.core_at = self.text.len();
        if self.alt.is_some() || next.alt.is_some() {
            let alt = self.alt.get_or_insert_with(|| self.text.clone());
            alt.push_str(next.alt.as_deref().unwrap_or(&next.text));
        }
        self.text.push_str(&next.text);
    }
}
