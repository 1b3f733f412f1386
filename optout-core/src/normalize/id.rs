//! Record ids: opaque, case-sensitive, never numbers.
//!
//! ```
//! use optout_core::normalize::id::{IdFault, opaque_id, salesforce_id};
//!
//! assert_eq!(salesforce_id("0067E0000028LZP")?, "0067E0000028LZPQA2");
//! assert_eq!(opaque_id("1.23E+15"), Err(IdFault::SpreadsheetDamaged));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::borrow::Cow;
use std::fmt;

use unicode_normalization::{UnicodeNormalization, is_nfkc};

use super::signs::Signs;
use super::text::trim;
use crate::contact::fold_namespace;

/// Why a record id has no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdFault {
    /// The cell is blank.
    Blank,
    /// The cell says that there is no id: `N/A`, `null`, `0`, `#REF!`.
    Placeholder,
    /// A spreadsheet has turned the id into a number and lost digits.
    SpreadsheetDamaged,
    /// A Salesforce 18-character id whose suffix does not fit its letters.
    BadSalesforceSuffix,
    /// A Salesforce 15-character id in lower case: its capitals are gone and with them its identity.
    SalesforceCaseLost,
}

impl IdFault {
    /// The fault as one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Placeholder => "placeholder",
            Self::SpreadsheetDamaged => "spreadsheet_damaged",
            Self::BadSalesforceSuffix => "bad_salesforce_suffix",
            Self::SalesforceCaseLost => "salesforce_case_lost",
        }
    }
}

impl fmt::Display for IdFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "no id",
            Self::Placeholder => "a word for a missing id; expected an id or a blank cell",
            Self::SpreadsheetDamaged => "the id was damaged by a spreadsheet; expected all its digits",
            Self::BadSalesforceSuffix => {
                "the last three characters of the Salesforce id do not fit the others"
            }
            Self::SalesforceCaseLost => {
                "a Salesforce 15-character id in lower case cannot be resolved; expected its capitals"
            }
        })
    }
}

impl std::error::Error for IdFault {}

/// The key of an id of which nothing is known: blanks and invisible characters cut off, NFKC, and the
/// wrappers `'00123` and `="00123"` removed that keep a spreadsheet from reading a number.
///
/// # Errors
///
/// [`IdFault::Blank`]; [`IdFault::Placeholder`] for what cells say where an id is missing, because a key
/// that stands for a missing value would make one person of everybody who lacks it; and
/// [`IdFault::SpreadsheetDamaged`] for scientific notation with a sign
/// (`1.23E+15`) and for 16 or more digits of which all after the fifteenth are zeros: a spreadsheet
/// keeps 15 significant digits. A leading zero shows that the id never was a number. One id in ten of
/// exactly 16 digits ends in a zero by itself and is turned away as well: it can still be found by
/// another identifier, whereas a damaged id can name somebody else.
pub fn opaque_id(raw: &str) -> Result<Cow<'_, str>, IdFault> {
    if is_plain(raw.as_bytes()) {
        return Ok(Cow::Borrowed(raw));
    }
    let id = unwrapped(raw);
    if id.is_empty() {
        Err(IdFault::Blank)
    } else if is_placeholder(&id) {
        Err(IdFault::Placeholder)
    } else if is_scientific(&id) || has_lost_digits(&id) {
        Err(IdFault::SpreadsheetDamaged)
    } else {
        Ok(id)
    }
}

/// The key of an id in a column that holds Salesforce ids: always the 18-character form.
///
/// A 15-character id gets its suffix. An 18-character id in a single case has its case restored from
/// the suffix; one in mixed case has to agree with it. A value of another shape is an [`opaque_id`].
/// Source: Salesforce Help, "Convert 15-character record IDs to 18-character record IDs".
///
/// # Errors
///
/// Those of [`opaque_id`]; [`IdFault::BadSalesforceSuffix`]; and [`IdFault::SalesforceCaseLost`] for 15
/// characters with letters and no capital among them. Capitals alone are taken as they stand: real ids
/// look like that, lower-case ones are almost always the work of a tool.
pub fn salesforce_id(raw: &str) -> Result<String, IdFault> {
    let id = opaque_id(raw)?;
    if has_salesforce_length(&id) { resolve(&id) } else { Ok(id.into_owned()) }
}

/// The key of an id in the id column of a CRM that is not named, by the id's own shape.
///
/// Fifteen or eighteen letters and digits that start with the key prefix of an object that can hold a
/// person (`001`, `003`, `005`, `00Q`, any `00` and a further character but a zero, or `0PK`) are read as by
/// [`salesforce_id`], faults included, because other systems hardly make such ids. Everything else is an
/// [`opaque_id`], whatever its last three characters would say.
///
/// Fifteen characters without a capital are taken as they stand: one real id in a hundred looks like
/// that, and an id whose case was lost then names nobody. Whoever has the whole column can tell
/// ([`is_in_small_letters`]).
///
/// # Errors
///
/// Those of [`salesforce_id`] but [`IdFault::SalesforceCaseLost`].
pub fn crm_id(raw: &str) -> Result<Cow<'_, str>, IdFault> {
    if is_plain_crm_id(raw.as_bytes()) {
        return Ok(Cow::Borrowed(raw));
    }
    let id = opaque_id(raw)?;
    if !has_salesforce_length(&id) || !has_person_prefix(id.as_bytes()) {
        return Ok(id);
    }
    match resolve(&id) {
        Err(IdFault::SalesforceCaseLost) => Ok(Cow::Owned(format!("{id}{}", suffix_of(&id)))),
        resolved => resolved.map(Cow::Owned),
    }
}

/// How ids of a namespace become keys: Salesforce's have a form of their own; all others are opaque.
#[derive(Clone, Copy)]
pub(crate) enum IdForm {
    Salesforce,
    Opaque,
}

impl IdForm {
    /// The form of the ids of a namespace.
    pub(crate) fn of(namespace: &str) -> Self {
        if fold_namespace(namespace) == "salesforce" { Self::Salesforce } else { Self::Opaque }
    }

    /// The key of an id.
    pub(crate) fn key(self, raw: &str) -> Result<Cow<'_, str>, IdFault> {
        match self {
            Self::Opaque => opaque_id(raw),
            // Most ids are in order as they stand.
            Self::Salesforce if is_plain_salesforce_id(raw.as_bytes()) => Ok(Cow::Borrowed(raw)),
            Self::Salesforce => salesforce_id(raw).map(Cow::Owned),
        }
    }
}

/// The key of an id in a namespace.
pub(crate) fn id_key<'a>(namespace: &str, raw: &'a str) -> Result<Cow<'a, str>, IdFault> {
    IdForm::of(namespace).key(raw)
}

/// Whether a Salesforce id of fifteen characters has letters and no capital: `None` for other values.
///
/// In a column where all such ids are so, a tool has lost their case.
pub fn is_in_small_letters(raw: &str) -> Option<bool> {
    let id = opaque_id(raw).ok()?;
    let has_letters = id.bytes().skip(3).any(|b| b.is_ascii_alphabetic());
    (id.len() == 15
        && has_salesforce_length(&id)
        && has_person_prefix(id.as_bytes())
        && has_letters)
        .then(|| !id.bytes().any(|b| b.is_ascii_uppercase()))
}

/// Whether an id is its own key at first sight: letters and digits that are no word for a missing id, and not
/// so many digits that a spreadsheet could have lost some.
#[inline]
pub(crate) fn is_plain(raw: &[u8]) -> bool {
    Signs::of(raw).is_some_and(|signs| has_plain_signs(raw, signs))
}

/// Whether an id in the id column of a CRM is its own key at first sight.
#[inline]
pub(crate) fn is_plain_crm_id(raw: &[u8]) -> bool {
    Signs::of(raw).is_some_and(|signs| {
        let is_salesforce = matches!(raw.len(), 15 | 18) && has_person_prefix(raw);
        has_plain_signs(raw, signs) && (!is_salesforce || has_fitting_suffix(raw, signs))
    })
}

/// Whether an id in a column of Salesforce ids is its own key at first sight.
fn is_plain_salesforce_id(raw: &[u8]) -> bool {
    Signs::of(raw)
        .is_some_and(|signs| has_plain_signs(raw, signs) && has_fitting_suffix(raw, signs))
}

#[inline]
fn has_plain_signs(raw: &[u8], Signs { all, letters, digits, zeros, .. }: Signs) -> bool {
    let is_number = letters == 0;
    let can_be_damaged = is_number && raw.len() > 15;
    let says_nothing = digits == zeros && (is_number || is_placeholder_word(raw));
    letters | digits == all && !can_be_damaged && !says_nothing
}

fn unwrapped(raw: &str) -> Cow<'_, str> {
    let raw = trim(raw);
    if is_nfkc(raw) {
        return Cow::Borrowed(without_wrappers(raw));
    }
    let id: String = raw.nfkc().collect();
    let inner = without_wrappers(&id);
    if inner.len() == id.len() { Cow::Owned(id) } else { Cow::Owned(inner.to_owned()) }
}

/// What cells say where an id is missing.
const PLACEHOLDERS: [&str; 24] = [
    "#n/a",
    "#name?",
    "#null!",
    "#num!",
    "#ref!",
    "#value!",
    "(blank)",
    "(none)",
    "blank",
    "empty",
    "n.a.",
    "n/a",
    "na",
    "nan",
    "nil",
    "no id",
    "none",
    "not applicable",
    "not available",
    "null",
    "tba",
    "tbd",
    "undefined",
    "unknown",
];

/// One of the words, or nothing but signs and zeros.
fn is_placeholder(id: &str) -> bool {
    is_placeholder_word(id.as_bytes()) || id.chars().all(|c| c == '0' || !c.is_alphanumeric())
}

fn is_placeholder_word(id: &[u8]) -> bool {
    PLACEHOLDERS.iter().any(|word| id.eq_ignore_ascii_case(word.as_bytes()))
}

fn without_wrappers(id: &str) -> &str {
    let mut id = trim(id);
    loop {
        let formula = id.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
        match formula.or_else(|| id.strip_prefix('\'')) {
            Some(inner) => id = trim(inner),
            None => return id,
        }
    }
}

/// Digits, perhaps a decimal sign and more digits, `E`, a sign, digits. The sign is required: `12E34` is
/// a good hexadecimal id.
fn is_scientific(id: &str) -> bool {
    let Some((mantissa, exponent)) = id.split_once(['e', 'E']) else { return false };
    let Some(exponent) = exponent.strip_prefix(['+', '-']) else { return false };
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    [whole, fraction, exponent].into_iter().all(is_digits)
}

fn has_lost_digits(id: &str) -> bool {
    is_digits(id) && !id.starts_with('0') && id.len() > 15 && id.bytes().skip(15).all(|b| b == b'0')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn has_salesforce_length(id: &str) -> bool {
    matches!(id.len(), 15 | 18) && id.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn has_person_prefix(id: &[u8]) -> bool {
    match id {
        [b'0', b'0', third, ..] => *third != b'0',
        [b'0', second, third, ..] => {
            second.eq_ignore_ascii_case(&b'P') && third.eq_ignore_ascii_case(&b'K')
        }
        _ => false,
    }
}

/// The 18-character form of 15 or 18 ASCII letters and digits.
fn resolve(id: &str) -> Result<String, IdFault> {
    let Some((body, suffix)) = id.split_at_checked(BODY) else { return Ok(id.to_owned()) };
    let has_capital = body.bytes().any(|b| b.is_ascii_uppercase());
    let has_small = body.bytes().any(|b| b.is_ascii_lowercase());
    if suffix.is_empty() {
        if has_small && !has_capital {
            return Err(IdFault::SalesforceCaseLost);
        }
        return Ok(format!("{body}{}", suffix_of(body)));
    }
    let suffix = suffix.to_ascii_uppercase();
    // `AAA` claims that there is no capital at all. Beside capitals it is no memory of their case but
    // padding, and a restored id would be another record's.
    let is_single_case = has_capital != has_small && !(has_capital && suffix == "AAA");
    let body = if is_single_case { restore_case(body, &suffix)? } else { body.to_owned() };
    if suffix_of(&body) == suffix { Ok(body + &suffix) } else { Err(IdFault::BadSalesforceSuffix) }
}

/// Whether an id of 18 letters and digits, whose signs these are, is in order as it stands.
#[inline]
fn has_fitting_suffix(id: &[u8], signs: Signs) -> bool {
    id.get(BODY..).is_some_and(|suffix| suffix == suffix_signs(signs.capitals))
}

/// How many characters of an id its suffix speaks of.
const BODY: usize = 15;

const SUFFIX_ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

fn suffix_of(body: &str) -> String {
    let signs = Signs::of(body.as_bytes()).unwrap_or_default();
    suffix_signs(signs.capitals).map(char::from).iter().collect()
}

/// One character for each five: their bits say which of them are capitals, the first the lowest.
#[inline]
fn suffix_signs(capitals: u64) -> [u8; 3] {
    [0, 5, 10].map(|first| {
        SUFFIX_ALPHABET.get((capitals >> first & 31) as usize).copied().unwrap_or_default()
    })
}

fn restore_case(body: &str, suffix: &str) -> Result<String, IdFault> {
    let mut restored = String::with_capacity(18);
    for (chunk, code) in body.as_bytes().chunks(5).zip(suffix.bytes()) {
        let bits =
            SUFFIX_ALPHABET.iter().position(|&b| b == code).ok_or(IdFault::BadSalesforceSuffix)?;
        for (place, b) in chunk.iter().enumerate() {
            let is_capital = bits >> place & 1 == 1;
            let b = if is_capital { b.to_ascii_uppercase() } else { b.to_ascii_lowercase() };
            restored.push(char::from(b));
        }
    }
    Ok(restored)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_checksums() {
        for (body, suffix) in
            [("0014000000Lmabc", "AAB"), ("0067E0000028LZP", "QA2"), ("001C000000o4OOI", "IA2")]
        {
            assert_eq!(suffix_of(body), suffix);
            assert_eq!(salesforce_id(body).unwrap(), format!("{body}{suffix}"));
        }
        assert_eq!(salesforce_id("00130000000K648AAA"), Err(IdFault::BadSalesforceSuffix));
        assert_eq!(suffix_of("00130000000K648"), "AAC");
    }

    proptest! {
        #[test]
        fn the_shortcuts_change_nothing(
            raw in prop_oneof![
                "[0-9a-zA-Z+.]{0,20}",
                "[0a-zA-Z]{0,9}",
                prop::sample::select(PLACEHOLDERS.to_vec()).prop_map(str::to_owned),
                prop::sample::select(PLACEHOLDERS.to_vec()).prop_map(str::to_uppercase),
            ],
            body in "00[3Q][0-9A-Za-z]{12}",
        ) {
            if is_plain(raw.as_bytes()) {
                let id = unwrapped(&raw);
                prop_assert_eq!(id.as_ref(), raw.as_str());
                prop_assert!(!is_placeholder(&id) && !is_scientific(&id) && !has_lost_digits(&id));
            }
            let id = body.clone() + &suffix_of(&body);
            prop_assert!(is_plain_salesforce_id(id.as_bytes()));
            prop_assert_eq!(resolve(&id), Ok(id.clone()));
            for raw in [raw, id] {
                if is_plain_crm_id(raw.as_bytes()) {
                    prop_assert_eq!(crm_id(&raw), Ok(Cow::Borrowed(raw.as_str())));
                }
            }
        }

        #[test]
        fn an_opaque_key_is_its_own_key(raw in "[ '=\"\u{FEFF}\u{A8}]{0,3}\\PC{0,20}[ '\"]{0,2}") {
            if let Ok(key) = opaque_id(&raw) {
                prop_assert_eq!(opaque_id(&key), Ok(Cow::Borrowed(key.as_ref())));
            }
        }

        #[test]
        fn a_suffix_gives_the_case_back(body in "00[1-9A-Za-z][0-9A-Za-z]{12}") {
            let id = body.clone() + &suffix_of(&body);
            prop_assert_eq!(salesforce_id(&id), Ok(id.clone()));
            prop_assert_eq!(salesforce_id(&id.to_ascii_lowercase()), Ok(id.clone()));
            let upper = id.to_ascii_uppercase();
            if !upper.ends_with("AAA") || body.bytes().all(|b| b.is_ascii_digit()) {
                prop_assert_eq!(salesforce_id(&upper), Ok(id.clone()));
            }
            prop_assert_eq!(crm_id(&id), Ok(Cow::Borrowed(id.as_str())));
        }
    }
}
