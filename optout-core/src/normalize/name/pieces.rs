//! Words of a name to pieces, and pieces to tokens.

use super::fold::fold;
use super::transliteration::to_latin;
use super::words::is_particle;
use super::{Letters, Tag, Token};

/// A part of a word between hyphens and dots.
pub(super) struct Piece {
    text: String,
    alt: Option<String>,
    hyphened: bool,
    particle: bool,
    lower_case: bool,
}

/// The pieces of a word: `J.R.` has two, `Jean-Claude` has two with a hyphen, `O'Brien` has one.
pub(super) fn pieces(word: &str) -> impl Iterator<Item = Piece> {
    let mut first = true;
    word.split('-').flat_map(move |part| {
        let mut hyphened = !std::mem::take(&mut first);
        part.split('.').filter_map(move |raw| {
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
            })
        })
    })
}

/// Two or three consonants are no word. `Ng` is a name all the same, `Md` is short for Muhammad.
fn is_initials(text: &str) -> bool {
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
            letters: Letters::default(),
            text: piece.text,
            alt: piece.alt,
        };
        let mut open = leads_on;
        while open && let Some(next) = pieces.next() {
            open = next.particle && pieces.peek().is_some();
            token.join(next);
            token.initials = false;
        }
        token.latin = to_latin(&token.text);
        tokens.push(token);
    }
}

impl Piece {
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
