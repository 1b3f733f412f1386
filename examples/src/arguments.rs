//! What the programs' command lines have in common.

use optout_core::{BasisPolicy, Date, Error, MatchPolicy, Policy, Role};

/// A shipped matching policy by its name, or a policy from a file.
///
/// # Errors
/// The file cannot be read, or is no policy.
pub fn read_policy(name: &str) -> Result<Policy, lexopt::Error> {
    let policy = match MatchPolicy::shipped(name) {
        Ok(matching) => Ok(Policy::new(matching, BasisPolicy::default())),
        Err(_) => {
            let text = std::fs::read_to_string(name)
                .map_err(|error| format!("policy: {}", error.kind()))?;
            Policy::read(&text)
        }
    };
    policy.map_err(|error| error.to_string().into())
}

/// Reads a day.
///
/// # Errors
/// It is none; the option is named.
pub fn date(option: &str, text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("option {option}: expected a date such as 2026-11-24"))
}

/// Reads a word of the library's.
///
/// # Errors
/// It is none of them.
pub fn word<T: std::str::FromStr<Err = Error>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: Error| error.to_string())
}

/// Reads what a column holds, `HEADER=ROLE`.
///
/// # Errors
/// It is not in that form, or the role is not known.
pub fn column(text: &str) -> Result<(String, Role), String> {
    let (header, role) = text.rsplit_once('=').ok_or("a column option: expected HEADER=ROLE")?;
    Ok((header.to_owned(), word(role)?))
}
