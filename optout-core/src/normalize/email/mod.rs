//! E-mail addresses: one exact key, one canonical key, and what kind of mailbox it is.
//!
//! ```
//! use optout_core::normalize::email::{Email, EmailClass};
//!
//! let private = Email::parse("Ada.Lovelace.sample+crm@googlemail.com")?;
//! assert_eq!(private.canonical(), "adalovelacesample@gmail.com");
//! let work = Email::parse("ada.lovelace+crm@engine.example")?;
//! assert_eq!(work.canonical(), work.exact(), "nobody says in public what this provider ignores");
//! assert_eq!(Email::parse("info@engine.example")?.class(), EmailClass::Role);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cell;
mod parse;

use std::borrow::Cow;
use std::fmt;

pub use cell::{Addresses, split_emails};
pub(crate) use parse::KeyRoom;

use super::host::registrable;
use super::table::{DISPOSABLE_DOMAINS, FREE_MAIL_DOMAINS, MAIL_PROVIDERS, ROLE_WORDS};

/// Why a text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EmailFault {
    /// There is nothing.
    Blank,
    /// There is no `@`.
    NoAt,
    /// There is more than one `@` outside quotes.
    SeveralAddresses,
    /// What stands before the `@` cannot be a mailbox.
    BadLocalPart,
    /// What stands after the `@` is no full host name.
    BadDomain,
}

impl EmailFault {
    /// The fault as one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::NoAt => "no_at",
            Self::SeveralAddresses => "several_addresses",
            Self::BadLocalPart => "bad_local_part",
            Self::BadDomain => "bad_domain",
        }
    }
}

impl fmt::Display for EmailFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "no e-mail address",
            Self::NoAt => "expected an e-mail address with an @",
            Self::SeveralAddresses => "expected one e-mail address, found more",
            Self::BadLocalPart => "expected a mailbox before the @",
            Self::BadDomain => "expected a full host name after the @",
        })
    }
}

impl std::error::Error for EmailFault {}

/// What kind of mailbox an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EmailClass {
    /// A function (`info`, `sales`): several people read it, one after another or all at once. This
    /// outranks the domain, because it decides whether the address stands for a person at all.
    Role,
    /// A domain on which anybody can have a mailbox.
    FreeMail,
    /// A throw-away mailbox.
    Disposable,
    /// Everything else: the domain belongs to the employer.
    Corporate,
}

impl EmailClass {
    /// The class as one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::FreeMail => "free_mail",
            Self::Disposable => "disposable",
            Self::Corporate => "corporate",
        }
    }
}

/// An e-mail address as keys.
///
/// `Debug` shows the class only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email {
    exact: String,
    at: usize,
    canonical: Option<String>,
}

impl Email {
    /// Reads one address, leniently: blanks, invisible characters, quotes around the whole, `mailto:`
    /// with its `?subject=`, `<>` and `Name <a@x.example>` are removed.
    ///
    /// # Errors
    ///
    /// An [`EmailFault`] if what remains is not one address with a full host name.
    pub fn parse(raw: &str) -> Result<Self, EmailFault> {
        let mut exact = String::with_capacity(raw.len());
        let at = write_exact(raw, &mut exact)?;
        let mut email = Self { exact, at, canonical: None };
        email.canonical = canonical(email.local(), email.domain());
        Ok(email)
    }

    /// The exact key: NFKC, lower case, the domain in A-labels. Tags and dots stay.
    pub fn exact(&self) -> &str {
        &self.exact
    }

    /// The canonical key: without what the provider documents to ignore; for most addresses the same as
    /// [`exact`](Self::exact).
    pub fn canonical(&self) -> &str {
        self.canonical.as_deref().unwrap_or(&self.exact)
    }

    /// The registrable domain, whoever's it is.
    pub(crate) fn registrable_domain(&self) -> Option<&str> {
        registrable(self.domain())
    }

    /// Whether the provider documents several addresses for one mailbox.
    pub(crate) fn has_aliases(&self) -> bool {
        is_known_provider(self.domain())
    }

    /// The canonical key before and after its `@`.
    pub(crate) fn canonical_parts(&self) -> (&str, &str) {
        match &self.canonical {
            Some(canonical) => canonical.rsplit_once('@').unwrap_or_default(),
            None => (self.local(), self.domain()),
        }
    }

    /// The part of the exact key before the `@`.
    pub fn local(&self) -> &str {
        self.exact.get(..self.at).unwrap_or_default()
    }

    /// The part of the exact key after the `@`.
    pub fn domain(&self) -> &str {
        self.exact.get(self.at + 1..).unwrap_or_default()
    }

    /// What kind of mailbox this is; looked up at each call.
    pub fn class(&self) -> EmailClass {
        if self.is_role() { EmailClass::Role } else { self.domain_class() }
    }

    /// Whether its class is that of role mailboxes.
    pub(crate) fn is_role(&self) -> bool {
        is_role(self.local())
    }

    /// The employer's registrable domain, if the domain is not one of free or throw-away mailboxes.
    ///
    /// A role mailbox has one too: `info@` is no person, but its domain is the company's.
    pub fn company_domain(&self) -> Option<&str> {
        match self.domain_class() {
            EmailClass::Corporate => registrable(self.domain()),
            _ => None,
        }
    }

    fn domain_class(&self) -> EmailClass {
        mail_domain_class(self.domain())
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Email").field("class", &self.class()).finish_non_exhaustive()
    }
}

/// Writes the exact key of one address over what is in `key`, and returns the place of its `@`.
///
/// The same as [`Email::parse`] for callers that keep one buffer over many records. After a fault the
/// content of `key` is of no use.
///
/// # Errors
///
/// Those of [`Email::parse`].
pub fn write_exact(raw: &str, key: &mut String) -> Result<usize, EmailFault> {
    key.clear();
    match parse::write_plain(raw, key) {
        Some(at) => Ok(at),
        None => {
            key.clear();
            parse::write_any(raw, key)
        }
    }
}

/// Hands over the exact key of every address of a cell, and `None` for one that cannot be read. `key` is
/// room for them.
pub(crate) fn for_each_exact(cell: &str, key: &mut String, mut take: impl FnMut(Option<&str>)) {
    key.clear();
    // A plain address is the only one of its cell.
    if parse::write_plain(cell, key).is_some() {
        return take(Some(key));
    }
    for raw in split_emails(cell) {
        let written = write_exact(raw, key);
        take(written.is_ok().then_some(key));
    }
}

/// The canonical key of an address in exact form.
pub(crate) fn canonical_key(exact: &str) -> Cow<'_, str> {
    let canonical = exact.rsplit_once('@').and_then(|(local, domain)| canonical(local, domain));
    canonical.map_or(Cow::Borrowed(exact), Cow::Owned)
}

/// The canonical key of an address in exact form, if it differs from it.
fn canonical(local: &str, domain: &str) -> Option<String> {
    let rule = MAIL_PROVIDERS.get(domain)?;
    if local.starts_with('"') {
        return None;
    }
    let mailbox = local.split_once('+').map_or(local, |(mailbox, _)| mailbox);
    let (mailbox, provider) = match rule {
        "google" => (mailbox.replace('.', ""), "gmail.com"),
        _ => (mailbox.to_owned(), domain),
    };
    // A mailbox of nothing but dots or a tag does not exist; its key must not be everybody's. Nor
    // does one that starts with an apostrophe, which reading would take for a spreadsheet's mark.
    if mailbox.is_empty() || mailbox.starts_with('\'') || (mailbox == local && provider == domain) {
        return None;
    }
    Some(format!("{mailbox}@{provider}"))
}

/// Whether a domain is that of a provider whose rules are known.
pub(crate) fn is_known_provider(domain: &str) -> bool {
    MAIL_PROVIDERS.contains(domain)
}

/// Whether a local part names a function: tag, separators and final digits do not count.
fn is_role(local: &str) -> bool {
    let mailbox = local.split_once('+').map_or(local, |(mailbox, _)| mailbox);
    let word = mailbox.trim_end_matches(|c: char| c.is_ascii_digit());
    if word.contains(['.', '-', '_']) {
        let joined: String = word.chars().filter(|c| !matches!(c, '.' | '-' | '_')).collect();
        ROLE_WORDS.contains(joined.trim_end_matches(|c: char| c.is_ascii_digit()))
    } else {
        ROLE_WORDS.contains(word)
    }
}

/// The class of a domain in A-labels, [`EmailClass::Role`] never.
///
/// The list of domains has rows for hosts below a domain (`mail.acme.example`), which say nothing about
/// the domain itself; a row for a domain does cover the hosts below it.
pub(super) fn mail_domain_class(domain: &str) -> EmailClass {
    let top = registrable(domain).unwrap_or(domain);
    if DISPOSABLE_DOMAINS.get_domain(domain, top).is_some() {
        EmailClass::Disposable
    } else if FREE_MAIL_DOMAINS.get_domain(domain, top).is_some() {
        EmailClass::FreeMail
    } else {
        EmailClass::Corporate
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::ops::Not as _;

    fn exact(raw: &str) -> Result<String, EmailFault> {
        Email::parse(raw).map(|email| email.exact().to_owned())
    }

    #[test]
    fn debug_shows_no_address() {
        let email = Email::parse("jane.roe@acme.example").unwrap();
        assert_eq!(format!("{email:?}"), "Email { class: Corporate, .. }");
    }

    #[test]
    fn dots_stay_on_other_domains() {
        assert_eq!(
            Email::parse("j.roe+x@acme.example").unwrap().canonical(),
            "j.roe+x@acme.example"
        );
        assert_eq!(Email::parse("j.r.oe+x@GoogleMail.com").unwrap().canonical(), "jroe@gmail.com");
        assert_eq!(Email::parse("j.roe+x@outlook.com").unwrap().canonical(), "j.roe@outlook.com");
    }

    #[test]
    fn a_role_outranks_the_domain() {
        for raw in [
            "info@gmail.com",
            "Info+x@acme.example",
            "customer-service@acme.example",
            "sales2@a.example",
        ] {
            assert_eq!(Email::parse(raw).unwrap().class(), EmailClass::Role, "{raw}");
        }
        assert_eq!(Email::parse("sydney@acme.example").unwrap().class(), EmailClass::Corporate);
    }

    #[test]
    fn a_row_for_a_host_does_not_cover_the_domain() {
        assert!(FREE_MAIL_DOMAINS.contains("doclist.bounces.google.com"));
        assert_eq!(mail_domain_class("google.com"), EmailClass::Corporate);
        assert_eq!(mail_domain_class("mail.gmail.com"), EmailClass::FreeMail);
    }

    #[test]
    fn the_company_behind_a_role_mailbox() {
        assert_eq!(
            Email::parse("info@mail.acme.co.uk").unwrap().company_domain(),
            Some("acme.co.uk")
        );
        assert_eq!(Email::parse("jane@gmail.com").unwrap().company_domain(), None);
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(
            local in "[a-zA-Z0-9.+_İßςΣ\u{200B}Ａﬁ'\"<>;:, -]{1,12}",
            domain in "(gmail\\.com|GoogleMail\\.com|outlook\\.com|Bücher\\.example|faß\\.de|a_b\\.com|xn--bcher-kva\\.example|İ\\.com)\\.?",
        ) {
            if let Ok(email) = Email::parse(&format!("{local}@{domain}")) {
                prop_assert_eq!(exact(email.exact()), Ok(email.exact().to_owned()));
                let again = Email::parse(email.canonical()).unwrap();
                prop_assert_eq!(again.canonical(), email.canonical());
            }
        }

        #[test]
        fn the_fast_path_agrees_with_the_other(
            raw in " {0,2}([a-zA-Z0-9.+_@<>\"'-]{0,20}|[a-z.]{1,4}@([a-z0-9-]{0,6}\\.){0,3}[a-z0-9]{1,3})",
        ) {
            let (mut fast, mut slow) = (String::new(), String::new());
            if let Some(at) = parse::write_plain(&raw, &mut fast) {
                prop_assert_eq!(parse::write_any(&raw, &mut slow), Ok(at));
                prop_assert_eq!(&fast, &slow);
            }
        }

        #[test]
        fn a_sole_key_is_the_only_one(
            raw in "[ a-zA-Z0-9.+_@<>;\"\u{0}-]{0,20}|[a-c@.]{0,9}|[xn@.-]{0,12}",
        ) {
            let mut room = KeyRoom::new();
            if let Some(key) = room.sole_key(raw.as_bytes()) {
                for address in split_emails(&raw) {
                    prop_assert!(exact(address).is_ok_and(|found| found.as_bytes() != key).not());
                }
            }
        }

        #[test]
        fn any_text_is_survived(raw in "\\PC{0,40}") {
            if let Ok(email) = Email::parse(&raw) {
                prop_assert_eq!(exact(email.exact()), Ok(email.exact().to_owned()));
            }
        }
    }
}
