//! Named ways to hash an e-mail address.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::digest::hex;
use crate::error::{Error, ErrorKind, Result};
use crate::normalize::email::Email;
use crate::normalize::visible;

/// A named way to hash an e-mail address: there is no universal one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HashProfile {
    /// California's Delete Request and Opt-out Platform: white space goes, lower case; dots and tags stay.
    /// SHA-256 in Base64. Source: CalPrivacy, "DROP technical specifications", version 1.2.0.
    Drop,
    /// Unified ID 2.0: lower case; at gmail.com, and there only, dots and `+tag` go. SHA-256 in Base64.
    /// Source: UID2 documentation, "Normalization and Encoding".
    Uid2,
    /// Google's Customer Match: white space goes, lower case. SHA-256 in hexadecimal.
    Google,
    /// Meta's custom audiences: lower case. SHA-256 in hexadecimal.
    Meta,
    /// Lower case. MD5 in hexadecimal: an address is found from it in no time.
    PlainMd5,
    /// Lower case. SHA-1 in hexadecimal.
    PlainSha1,
    /// Lower case. SHA-256 in hexadecimal.
    PlainSha256,
}

/// A hash with nothing behind it: a profile's hashes are all of one length.
pub(super) type Hashed = [u8; 32];

impl HashProfile {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Drop,
        Self::Uid2,
        Self::Google,
        Self::Meta,
        Self::PlainMd5,
        Self::PlainSha1,
        Self::PlainSha256,
    ];

    /// The profile as one word, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Drop => "drop",
            Self::Uid2 => "uid2",
            Self::Google => "google",
            Self::Meta => "meta",
            Self::PlainMd5 => "plain_md5",
            Self::PlainSha1 => "plain_sha1",
            Self::PlainSha256 => "plain_sha256",
        }
    }

    /// The hash of an address, as lists of this profile have it.
    ///
    /// What is no part of an address goes first: `mailto:`, `<>`, a display name, invisible characters. A
    /// domain in another script stays in it.
    ///
    /// ```
    /// use optout_core::list::HashProfile;
    ///
    /// let hash = HashProfile::Uid2.hash_email(" User@example.com")?;
    /// assert_eq!(hash, "tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ=");
    /// # Ok::<(), optout_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Value`] for what is not one address.
    pub fn hash_email(self, email: &str) -> Result<String> {
        let form = self.email_form(email).ok_or_else(no_address)?;
        Ok(self.encode(&self.digest(&form)))
    }

    /// The address as it is hashed; `None` for what is not one address.
    pub(super) fn email_form(self, email: &str) -> Option<String> {
        let mut text = visible(email).trim().to_owned();
        if matches!(self, Self::Drop | Self::Google) {
            text.retain(|c| !c.is_whitespace());
        }
        let email = Email::parse(&text).ok()?;
        // The key of an address in ASCII is the address. Of another the domain stays in its own letters,
        // where the text is nothing but the address.
        let is_bare = |c: char| !c.is_whitespace() && !matches!(c, '<' | ':' | '"' | '\'');
        let is_written = !text.is_ascii() && text.chars().all(is_bare);
        Some(self.mapped(if is_written { text.to_lowercase() } else { email.exact().to_owned() }))
    }

    /// The address by its key, where that is another form: a domain in A-labels, full-width letters as plain
    /// ones. Whoever made the list may have had it so.
    pub(super) fn email_key_form(self, email: &str) -> Option<String> {
        Some(self.mapped(Email::parse(email).ok()?.exact().to_owned()))
    }

    fn mapped(self, address: String) -> String {
        match (self, address.rsplit_once('@')) {
            (Self::Uid2, Some((local, domain @ "gmail.com"))) => {
                let mailbox = local.split_once('+').map_or(local, |(mailbox, _)| mailbox);
                format!("{}@{domain}", mailbox.replace('.', ""))
            }
            _ => address,
        }
    }

    pub(super) fn digest(self, form: &str) -> Hashed {
        let mut hashed = Hashed::default();
        let mut put = |bytes: &[u8]| {
            hashed.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        };
        match self {
            Self::PlainMd5 => put(&Md5::digest(form)),
            Self::PlainSha1 => put(&Sha1::digest(form)),
            _ => put(&Sha256::digest(form)),
        }
        hashed
    }

    pub(super) fn encode(self, hashed: &Hashed) -> String {
        let hashed = hashed.get(..self.length()).unwrap_or(hashed);
        if self.is_base64() { STANDARD.encode(hashed) } else { hex(hashed) }
    }

    /// The hash that a text stands for, if it is one of this profile.
    pub(super) fn decode(self, text: &str) -> Option<Hashed> {
        let bytes = if self.is_base64() { STANDARD.decode(text).ok()? } else { unhex(text)? };
        if bytes.len() != self.length() {
            return None;
        }
        let mut hashed = Hashed::default();
        hashed.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        Some(hashed)
    }

    /// What a hash of this profile looks like.
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Drop | Self::Uid2 => "a SHA-256 in Base64, 44 characters",
            Self::PlainMd5 => "an MD5 in hexadecimal, 32 digits",
            Self::PlainSha1 => "a SHA-1 in hexadecimal, 40 digits",
            _ => "a SHA-256 in hexadecimal, 64 digits",
        }
    }

    fn is_base64(self) -> bool {
        matches!(self, Self::Drop | Self::Uid2)
    }

    fn length(self) -> usize {
        match self {
            Self::PlainMd5 => 16,
            Self::PlainSha1 => 20,
            _ => 32,
        }
    }
}

impl FromStr for HashProfile {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|profile| profile.as_str() == word).ok_or_else(|| {
            let expected = "drop, uid2, google, meta, plain_md5, plain_sha1 or plain_sha256";
            Error::new(ErrorKind::InvalidOption { option: "profile", expected })
        })
    }
}

impl fmt::Display for HashProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn no_address() -> Error {
    Error::new(ErrorKind::Value { column: 0, expected: "one e-mail address" })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let digit =
        |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    };
    digits.chunks(2).map(byte).collect()
}
