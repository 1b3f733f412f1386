//! How two parts agree, if they do.

use super::class::{EdgeClass, EdgeReason};
use super::parts::Part;
use super::sexes::are_of_two_sexes;
use super::slip::{slips, slips_of_text};
use crate::normalize::name::{Customs, KEPT_BY_A_SLIP, Letters, Reduced, Tag, TokenView};
use crate::normalize::nicknames::Nicknames;

/// How a pair of parts agrees.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Agreement {
    pub(super) class: EdgeClass,
    pub(super) reason: EdgeReason,
}

impl Agreement {
    pub(super) const fn new(class: EdgeClass, reason: EdgeReason) -> Self {
        Self { class, reason }
    }
}

/// What is known of both names when their parts are compared.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) nicknames: &'a Nicknames,
    /// At least one of the names shows itself to be Arabic.
    pub(super) arabic: bool,
}

impl Setting<'_> {
    pub(super) fn customs(&self, shorter: usize) -> Customs {
        Customs { long: shorter >= 5, arabic: self.arabic }
    }
}

/// Whether the tags of two parts let them answer to each other: a given name is no family name.
pub(super) fn can_pair(one: TokenView<'_>, other: TokenView<'_>) -> bool {
    !matches!((one.tag, other.tag), (Tag::Given, Tag::Family) | (Tag::Family, Tag::Given))
}

/// Two parts with one text, particles and all.
pub(super) fn same_text(one: &Part<'_>, other: &Part<'_>) -> Option<Agreement> {
    let same = one.letters == other.letters
        && one.token.text == other.token.text
        && can_pair(one.token, other.token);
    let alike = one.token.particles().is_empty() == other.token.particles().is_empty();
    same.then_some(if alike {
        Agreement::new(EdgeClass::Exact, EdgeReason::Same)
    } else {
        Agreement::new(EdgeClass::Joined, EdgeReason::WrittenTogether)
    })
}

/// How two parts agree.
pub(super) fn agreement(
    one: &Part<'_>,
    other: &Part<'_>,
    setting: Setting<'_>,
) -> Option<Agreement> {
    if !can_pair(one.token, other.token) {
        return None;
    }
    if let Some(same) = same_text(one, other) {
        return Some(same);
    }
    let parts = (one, other);
    let (one, other) = (one.token, other.token);
    let have_one_form = one.has_one_form() && other.has_one_form();
    if !have_one_form {
        if spellings(one).any(|text| spellings(other).any(|with| text == with)) {
            return Some(Agreement::new(EdgeClass::Exact, EdgeReason::PlainForm));
        }
        match (one.latin, other.latin) {
            (Some(latin), None) => return in_latin(latin, other, setting),
            (None, Some(latin)) => return in_latin(latin, one, setting),
            _ => {}
        }
    }
    if let Some(particles) = of_particles(one, other, setting) {
        return Some(particles);
    }
    let customs = setting.customs(one.text.len().min(other.text.len()));
    let is_respelled = if have_one_form {
        are_respelled(parts.0, parts.1, customs)
    } else {
        spellings(one).any(|text| spellings(other).any(|with| is_respelled(text, with, setting)))
    };
    if is_respelled {
        return Some(Agreement::new(EdgeClass::Transliteration, EdgeReason::Spelling));
    }
    let found = short_form(parts.0, parts.1, setting).or_else(|| first_letters(one, other));
    if found.is_some() {
        return found;
    }
    if have_one_form {
        return slip_of_words(parts.0, parts.1, customs);
    }
    if (parts.0.is_given || parts.1.is_given)
        && spellings(one).any(|text| spellings(other).any(|with| are_of_two_sexes(text, with)))
    {
        return None;
    }
    spellings(one)
        .flat_map(|text| spellings(other).filter_map(move |with| slip(text, with, setting)))
        .min_by_key(|found| found.class)
}

/// The reduced forms of two parts that have one form each: nearly all have.
fn reduced<'a>(
    one: &'a Part<'_>,
    other: &'a Part<'_>,
    customs: Customs,
) -> Option<(&'a Reduced, &'a Reduced)> {
    one.reduced(customs).zip(other.reduced(customs))
}

/// Whether they are one by two customs of spelling.
fn are_respelled(one: &Part<'_>, other: &Part<'_>, customs: Customs) -> bool {
    one.token.text.len().min(other.token.text.len()) >= SHORTEST_RESPELLED
        && one.letters.kept_apart(other.letters) == 0
        && reduced(one, other, customs).is_some_and(|(one, other)| one.is_same(other, customs))
}

/// The slips of two words that have one form each.
fn slip_of_words(one: &Part<'_>, other: &Part<'_>, customs: Customs) -> Option<Agreement> {
    let (text, with) = (one.token.text, other.token.text);
    let class = budget(text, with).and_then(|budget| {
        let may_be_plain = one.letters.apart(other.letters) <= 2 * budget.slips();
        let plain = || budget.plain(text, with);
        let beside_custom = || {
            let may_be =
                budget.beside_custom() && one.letters.kept_apart(other.letters) <= KEPT_BY_A_SLIP;
            let (one, other) = may_be.then(|| reduced(one, other, customs)).flatten()?;
            slips(one.letters(), other.letters(), 1).map(|_| EdgeClass::Typo2)
        };
        may_be_plain.then(plain).flatten().or_else(beside_custom)
    });
    if class.is_some() && tell_two_sexes(one, other, customs) {
        return None;
    }
    class
        .map(|class| Agreement::new(class, EdgeReason::Slip))
        .or_else(|| mistyped_digits(text, with))
}

/// Whether two given names are a man's and a woman's: no slip makes the one of the other.
fn tell_two_sexes<'a>(one: &'a Part<'_>, other: &'a Part<'_>, customs: Customs) -> bool {
    if !(one.is_given || other.is_given) {
        return false;
    }
    let by_custom = || {
        let (one, other) = reduced(one, other, customs)?;
        let text = |word: &'a Reduced| std::str::from_utf8(word.letters()).ok();
        Some(are_of_two_sexes(text(one)?, text(other)?))
    };
    are_of_two_sexes(one.token.text, other.token.text) || by_custom() == Some(true)
}

fn short_form(one: &Part<'_>, other: &Part<'_>, setting: Setting<'_>) -> Option<Agreement> {
    let may_be = one.may_have_short_form && other.may_have_short_form;
    let found = may_be
        && (one.has_short_form(other.token.text)
            || setting.nicknames.are_own(one.token.text, other.token.text));
    found.then_some(Agreement::new(EdgeClass::Nickname, EdgeReason::ShortForm))
}

fn first_letter(one: &str, other: &str) -> Option<Agreement> {
    let found = is_initial_of(one, other) || is_initial_of(other, one);
    found.then_some(Agreement::new(EdgeClass::Initial, EdgeReason::FirstLetter))
}

/// An initial, or a name cut short by a dot: `Jos. Smith`, `Ma. Santos`.
fn first_letters(one: TokenView<'_>, other: TokenView<'_>) -> Option<Agreement> {
    let is_short = |short: TokenView<'_>, long: TokenView<'_>| {
        short.abbreviated && long.text.len() > short.text.len() && long.text.starts_with(short.text)
    };
    let found = is_short(one, other) || is_short(other, one);
    first_letter(one.text, other.text)
        .or(found.then_some(Agreement::new(EdgeClass::Initial, EdgeReason::FirstLetter)))
}

fn spellings(token: TokenView<'_>) -> impl Iterator<Item = &str> {
    std::iter::once(token.text).chain(token.alt)
}

/// A name in another script and one in Latin letters. Two names in one script are compared as they are.
fn in_latin(latin: &str, other: TokenView<'_>, setting: Setting<'_>) -> Option<Agreement> {
    if spellings(other).any(|text| text == latin || is_respelled(text, latin, setting)) {
        return Some(Agreement::new(EdgeClass::Transliteration, EdgeReason::Script));
    }
    first_letter(latin, other.text)
}

/// The same name behind particles: other spellings of one particle, or none on one side.
fn of_particles(
    one: TokenView<'_>,
    other: TokenView<'_>,
    setting: Setting<'_>,
) -> Option<Agreement> {
    let (before, behind) = (one.particles(), other.particles());
    if before.is_empty() && behind.is_empty() {
        return None;
    }
    let same_core =
        || one.core() == other.core() || is_respelled(one.core(), other.core(), setting);
    if before.is_empty() || behind.is_empty() {
        let left_out = same_core();
        return left_out.then_some(Agreement::new(EdgeClass::Omission, EdgeReason::Particles));
    }
    let same = (one_particle(before) == one_particle(behind)
        || is_short_particle(before, behind)
        || is_short_particle(behind, before))
        && same_core();
    same.then_some(Agreement::new(EdgeClass::Transliteration, EdgeReason::Spelling))
}

/// The Arabic article and the word for son have several spellings.
fn one_particle(particle: &str) -> &str {
    match particle {
        "el" | "ul" => "al",
        "ibn" | "ben" => "bin",
        other => other,
    }
}

/// Whether particles are cut to their first letters: `v.`, `v.d.`
fn is_short_particle(short: &str, long: &str) -> bool {
    match short {
        "v" => matches!(long, "van" | "von" | "vom"),
        "vd" => matches!(long, "vande" | "vanden" | "vander" | "vonde" | "vonden" | "vonder"),
        _ => false,
    }
}

/// Whether a part says whose child somebody is.
pub(super) fn names_a_parent(token: TokenView<'_>) -> bool {
    let particles = token.particles();
    ["bin", "ibn", "ben"].iter().any(|son| particles.starts_with(son))
}

/// Shorter words are compared as they are.
const SHORTEST_RESPELLED: usize = 3;

/// Whether two words are one by two customs of spelling.
fn is_respelled(one: &str, other: &str, setting: Setting<'_>) -> bool {
    let shorter = one.len().min(other.len());
    if shorter < SHORTEST_RESPELLED || Letters::of(one).kept_apart(Letters::of(other)) != 0 {
        return false;
    }
    let customs = setting.customs(shorter);
    let (Some(one), Some(other)) = (Reduced::new(one, customs), Reduced::new(other, customs))
    else {
        return false;
    };
    one.is_same(&other, customs)
}

fn is_initial_of(initial: &str, word: &str) -> bool {
    let mut letters = initial.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => word.starts_with(letter),
        _ => false,
    }
}

/// The slips that two words afford by their lengths.
struct Budget {
    short: usize,
    long: usize,
}

/// None for words too short, or of lengths too different.
fn budget(one: &str, other: &str) -> Option<Budget> {
    let (one, other) = if one.is_ascii() && other.is_ascii() {
        (one.len(), other.len())
    } else {
        (one.chars().count(), other.chars().count())
    };
    let budget = Budget { short: one.min(other), long: one.max(other) };
    (budget.short > 2 && budget.long - budget.short <= 2).then_some(budget)
}

impl Budget {
    fn plain(&self, one: &str, other: &str) -> Option<EdgeClass> {
        let limit = self.slips() as usize;
        let found = if one.is_ascii() && other.is_ascii() {
            slips(one.as_bytes(), other.as_bytes(), limit)
        } else {
            slips_of_text(one, other, limit)
        };
        match (self.short, found?) {
            (3..=4, 1) => is_small_slip(one, other).then_some(EdgeClass::Typo1),
            (5.., 1) => Some(EdgeClass::Typo1),
            (8.., 2) => Some(EdgeClass::Typo2),
            _ => None,
        }
    }

    fn slips(&self) -> u32 {
        if self.short < 8 { 1 } else { 2 }
    }

    /// Another custom of spelling and one slip are two differences; six letters afford them.
    fn beside_custom(&self) -> bool {
        self.short >= 6
    }
}

fn slip(one: &str, other: &str, setting: Setting<'_>) -> Option<Agreement> {
    let class = budget(one, other).and_then(|budget| {
        budget.plain(one, other).or_else(|| {
            let customs = setting.customs(budget.short);
            let found = budget.beside_custom() && slips_beside_custom(one, other, customs);
            found.then_some(EdgeClass::Typo2)
        })
    });
    class
        .map(|class| Agreement::new(class, EdgeReason::Slip))
        .or_else(|| mistyped_digits(one, other))
}

/// In a short word, a letter more or less behind the same first letter, or two neighbours changed over; in
/// three letters not the first.
fn is_small_slip(one: &str, other: &str) -> bool {
    let same_start = one.chars().next() == other.chars().next();
    if one.len() != other.len() {
        return same_start;
    }
    let differing = one.chars().zip(other.chars()).filter(|(a, b)| a != b).count();
    differing == 2 && (same_start || one.chars().count() == 4)
}

fn slips_beside_custom(one: &str, other: &str, customs: Customs) -> bool {
    if Letters::of(one).kept_apart(Letters::of(other)) > KEPT_BY_A_SLIP {
        return false;
    }
    let (Some(one), Some(other)) = (Reduced::new(one, customs), Reduced::new(other, customs))
    else {
        return false;
    };
    slips(one.letters(), other.letters(), 1).is_some()
}

/// No name has a digit in it: where one word has a digit and the other a letter, the key was missed.
fn mistyped_digits(one: &str, other: &str) -> Option<Agreement> {
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    if one.len() != other.len() || has_digit(one) == has_digit(other) {
        return None;
    }
    let mut missed = 0;
    for (a, b) in one.bytes().zip(other.bytes()).filter(|(a, b)| a != b) {
        if a.is_ascii_digit() == b.is_ascii_digit() {
            return None;
        }
        missed += 1;
    }
    let class = if missed == 1 { EdgeClass::Typo1 } else { EdgeClass::Typo2 };
    (missed * 2 <= one.len()).then_some(Agreement::new(class, EdgeReason::Digit))
}
