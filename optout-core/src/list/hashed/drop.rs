//! What else California's Delete Request and Opt-out Platform hashes: a person's name with the day of birth
//! and the ZIP code.
//!
//! Source: CalPrivacy, "DROP technical specifications", "Working with the data", version 1.2.0; California
//! Civil Code section 1798.99.80 and following; California Code of Regulations, title 11, section 7600 and
//! following.

use super::profile::HashProfile;
use crate::error::{Error, ErrorKind, Result};
use crate::normalize::date::Date;
use crate::normalize::name::{folded, has_latin_form};

const PROFILE: HashProfile = HashProfile::Drop;

/// The hash of a given or a family name: lower case, letters without their marks, no blanks, hyphens or
/// apostrophes. Chinese, Japanese, Korean, Arabic and Hebrew names stay in their script.
///
/// ```
/// use optout_core::list::drop_name;
///
/// assert_eq!(drop_name("José")?, "HsTtA3dmqhgdiECtBLn8bhlf033twEyYpXZ6Z9N1js4=");
/// # Ok::<(), optout_core::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Value`] for a name of which nothing is left, and for one in Greek or Cyrillic letters: the
/// platform transliterates it by a table that this library does not have, and another table would find
/// nobody without saying so.
pub fn drop_name(name: &str) -> Result<String> {
    let mut form = folded(name);
    form.retain(|c| !c.is_whitespace() && !is_joint(c));
    if form.is_empty() || form.chars().any(has_latin_form) {
        let expected = "a name, not in Greek or Cyrillic letters";
        return Err(Error::new(ErrorKind::Value { column: 0, expected }));
    }
    Ok(hash(&form))
}

/// The hash of a person: that of the hashes of given name, family name, day of birth and ZIP code, one behind
/// the other. A ZIP code loses what stands behind a hyphen, then its blanks and its leading zeros, and is cut
/// to five characters.
///
/// # Errors
/// Those of [`drop_name`], and [`ErrorKind::Value`] for a ZIP code of which nothing is left.
pub fn drop_person(given: &str, family: &str, born: Date, zip: &str) -> Result<String> {
    let zip = zip.split('-').next().unwrap_or_default();
    let zip: String = zip.chars().filter(char::is_ascii_alphanumeric).collect();
    let zip: String = zip.trim_start_matches('0').chars().take(5).collect();
    if zip.is_empty() {
        return Err(Error::new(ErrorKind::Value { column: 0, expected: "a ZIP code" }));
    }
    let born = format!("{:04}{:02}{:02}", born.year(), born.month(), born.day());
    let (given, family) = (drop_name(given)?, drop_name(family)?);
    Ok(hash(&[given, family, hash(&born), hash(&zip.to_ascii_lowercase())].concat()))
}

fn hash(form: &str) -> String {
    PROFILE.encode(&PROFILE.digest(form))
}

/// What joins the parts of a name.
fn is_joint(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{b7}')
}
