//! Who gets the digest.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::normalize::email::Email;

/// The addresses that the digest goes to: the primary administrator always, and those whom they designate.
///
/// ```
/// use optout_core::notice::Recipients;
///
/// let mut recipients = Recipients::new("admin@company.example")?;
/// assert!(recipients.add("Privacy@company.example")?);
/// assert!(!recipients.add("privacy@company.example")?, "the same mailbox");
/// assert!(recipients.remove("privacy@company.example")?);
/// assert_eq!(recipients.iter().collect::<Vec<_>>(), ["admin@company.example"]);
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Recipients {
    primary: String,
    designated: Vec<String>,
}

/// Recipients as they are kept.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Recipients", deny_unknown_fields)]
struct Stored {
    primary: String,
    #[serde(default)]
    designated: Vec<String>,
}

impl Recipients {
    /// The primary administrator alone.
    ///
    /// # Errors
    /// [`ErrorKind::Value`] for what is not one address of ASCII letters.
    pub fn new(primary: &str) -> Result<Self> {
        Ok(Self { primary: address(primary)?, designated: Vec::new() })
    }

    /// Designates an administrator; false if the address is there already.
    ///
    /// # Errors
    /// Those of [`new`](Self::new).
    pub fn add(&mut self, email: &str) -> Result<bool> {
        let email = address(email)?;
        let is_new = !self.iter().any(|other| is_same(other, &email));
        if is_new {
            self.designated.push(email);
        }
        Ok(is_new)
    }

    /// Takes a designated administrator off; false if there is no such one. The primary one stays.
    ///
    /// # Errors
    /// Those of [`new`](Self::new).
    pub fn remove(&mut self, email: &str) -> Result<bool> {
        let (email, before) = (address(email)?, self.designated.len());
        self.designated.retain(|other| !is_same(other, &email));
        Ok(self.designated.len() < before)
    }

    /// The addresses, the primary administrator's first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.primary).chain(&self.designated).map(String::as_str)
    }
}

/// An address that can stand in the head of a message, and nothing else beside it.
pub(super) fn address(email: &str) -> Result<String> {
    let email = email.trim();
    let is_plain = email.bytes().all(|byte| byte.is_ascii_graphic())
        && !email.contains(['<', '>', ',', ';', ':', '"', '(', ')', '[', ']', '\\']);
    match Email::parse(email) {
        Ok(read) if is_plain && read.exact().eq_ignore_ascii_case(email) => Ok(email.to_owned()),
        _ => {
            let expected = "one e-mail address of ASCII letters";
            Err(Error::new(ErrorKind::Value { column: 0, expected }))
        }
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

impl TryFrom<Stored> for Recipients {
    type Error = Error;

    fn try_from(Stored { primary, designated }: Stored) -> Result<Self> {
        let mut recipients = Self::new(&primary)?;
        for email in designated {
            recipients.add(&email)?;
        }
        Ok(recipients)
    }
}

impl From<Recipients> for Stored {
    fn from(Recipients { primary, designated }: Recipients) -> Self {
        Self { primary, designated }
    }
}

impl fmt::Debug for Recipients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recipients").field("designated", &self.designated.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_slips_into_the_head() {
        for email in [
            "",
            "a@x.example\r\nBcc: b@x.example",
            "a@x.example, b@x.example",
            "A <a@x.example>",
            "\"a b\"@x.example",
            "jos\u{e9}@x.example",
            "a@localhost",
        ] {
            assert!(Recipients::new(email).is_err(), "{email:?}");
        }
    }

    #[test]
    fn the_primary_administrator_stays() {
        let mut recipients = Recipients::new("admin@x.example").unwrap();
        assert!(!recipients.remove("Admin@x.example").unwrap());
        assert!(!recipients.add("ADMIN@x.example").unwrap());
        recipients.add("b@x.example").unwrap();
        let kept = serde_json::to_string(&recipients).unwrap();
        assert_eq!(serde_json::from_str::<Recipients>(&kept).unwrap(), recipients);
        let smuggled = kept.replace("b@x", "b@y.example\\nBcc: c@x");
        assert!(serde_json::from_str::<Recipients>(&smuggled).is_err());
        assert!(!format!("{recipients:?}").contains("example"));
    }
}
