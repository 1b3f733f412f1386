//! Company websites: the registrable domain behind a URL, and whether it says anything.
//!
//! ```
//! use optout_core::normalize::website::Website;
//!
//! let site = Website::parse("https://www.engine.co.uk/about?ref=list")?;
//! assert_eq!((site.domain(), site.is_company_evidence()), ("engine.co.uk", true));
//! assert!(!Website::parse("linkedin.com/in/ada")?.is_company_evidence());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::borrow::Cow;
use std::fmt;

use super::email::{EmailClass, mail_domain_class};
use super::host::{is_numeric_address, registrable, to_a_labels};
use super::signs::Signs;
use super::table::SHARED_HOSTS;
use super::text::{is_blank, trim, visible};

/// Why a text names no website.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WebsiteFault {
    /// There is nothing.
    Blank,
    /// What stands there is no host name.
    BadHost,
    /// An IP address: machines change theirs, so it names no company.
    IpAddress,
    /// A single label, like `localhost` or a company's bare name.
    SingleLabel,
    /// A public suffix (`co.uk`, `github.io`), below which others register.
    PublicSuffix,
}

impl WebsiteFault {
    /// The fault as one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::BadHost => "bad_host",
            Self::IpAddress => "ip_address",
            Self::SingleLabel => "single_label",
            Self::PublicSuffix => "public_suffix",
        }
    }
}

impl fmt::Display for WebsiteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "no website",
            Self::BadHost => "expected a URL or a host name",
            Self::IpAddress => "expected a host name, found an IP address",
            Self::SingleLabel => "expected a host name with a dot",
            Self::PublicSuffix => "expected a registered name, found a public suffix",
        })
    }
}

impl std::error::Error for WebsiteFault {}

/// Whose site it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WebsiteClass {
    /// The company's own.
    Company,
    /// A mail provider's.
    FreeMail,
    /// A social network's or a publishing platform's.
    Social,
    /// A page of links, or a shortened link.
    LinkInBio,
    /// A site builder's; a customer's site below a private public suffix is the customer's own.
    SiteBuilder,
}

impl WebsiteClass {
    /// The class as one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::FreeMail => "free_mail",
            Self::Social => "social",
            Self::LinkInBio => "link_in_bio",
            Self::SiteBuilder => "site_builder",
        }
    }
}

/// A website as keys.
///
/// `Debug` shows the class only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Website {
    host: String,
    domain_at: usize,
}

impl Website {
    /// Reads a URL or a bare host: scheme, user, port, path and `www.` are removed. Of several URLs in
    /// one text the first counts.
    ///
    /// # Errors
    ///
    /// A [`WebsiteFault`] if no registrable domain is left.
    pub fn parse(raw: &str) -> Result<Self, WebsiteFault> {
        let (host, start, domain_at) = read(raw)?;
        let host = host.get(start..).unwrap_or_default();
        Ok(Self { host: host.to_owned(), domain_at: domain_at - start })
    }

    /// The host in A-labels, without `www.`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The registrable domain in A-labels.
    pub fn domain(&self) -> &str {
        self.host.get(self.domain_at..).unwrap_or_default()
    }

    /// Whose site it is; looked up at each call.
    pub fn class(&self) -> WebsiteClass {
        match SHARED_HOSTS.get_domain(&self.host, self.domain()) {
            Some("social") => WebsiteClass::Social,
            Some("link-in-bio") => WebsiteClass::LinkInBio,
            Some(_) => WebsiteClass::SiteBuilder,
            None if mail_domain_class(&self.host) != EmailClass::Corporate => {
                WebsiteClass::FreeMail
            }
            None => WebsiteClass::Company,
        }
    }

    /// Whether two people with this website can be taken for colleagues.
    pub fn is_company_evidence(&self) -> bool {
        self.class() == WebsiteClass::Company
    }
}

impl fmt::Debug for Website {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Website").field("class", &self.class()).finish_non_exhaustive()
    }
}

/// Whether a text names a website.
pub(crate) fn is_website(raw: &str) -> bool {
    read(raw).is_ok()
}

/// The host of a URL or of a bare host in A-labels, where it starts without `www.`, and where its
/// registrable domain does.
fn read(raw: &str) -> Result<(Cow<'_, str>, usize, usize), WebsiteFault> {
    if let Some(host) = plain_host(raw) {
        return read_host(host);
    }
    let text = visible(raw);
    let text = trim(&text).trim_matches(['<', '>', '"', '\'']);
    let first = text
        .split(|c| is_blank(c) || matches!(c, ',' | ';' | '|'))
        .find(|word| !word.is_empty())
        .ok_or(WebsiteFault::Blank)?;
    let (host, start, domain_at) = read_host(host_of(first)?)?;
    Ok((Cow::Owned(host.into_owned()), start, domain_at))
}

fn read_host(host: &str) -> Result<(Cow<'_, str>, usize, usize), WebsiteFault> {
    let host = to_a_labels(host).ok_or(WebsiteFault::BadHost)?;
    if is_numeric_address(&host) {
        return Err(WebsiteFault::IpAddress);
    }
    if !host.contains('.') {
        return Err(WebsiteFault::SingleLabel);
    }
    // `www.` goes only where a registrable domain is left without it.
    let mut bare = host.as_ref();
    while let Some(rest) = bare.strip_prefix("www.").filter(|rest| registrable(rest).is_some()) {
        bare = rest;
    }
    let domain = registrable(bare).ok_or(WebsiteFault::PublicSuffix)?;
    let (start, domain_at) = (host.len() - bare.len(), host.len() - domain.len());
    Ok((host, start, domain_at))
}

/// The host of a URL in which it ends the text or a slash ends it, and in which it has a dot and no sign
/// but letters, digits, `-` and `_`. What follows the slash says nothing of the host.
pub(crate) fn plain_host(raw: &str) -> Option<&str> {
    if let Some(Signs { all, letters, digits, dots, hyphens, .. }) = Signs::of(raw.as_bytes())
        && letters | digits | dots | hyphens == all
    {
        return (dots != 0).then_some(raw);
    }
    let rest = ["http://", "https://"]
        .iter()
        .find_map(|scheme| {
            let (start, rest) = raw.split_at_checked(scheme.len())?;
            start.eq_ignore_ascii_case(scheme).then_some(rest)
        })
        .unwrap_or(raw);
    let end = memchr::memchr(b'/', rest.as_bytes()).unwrap_or(rest.len());
    let host = rest.get(..end)?;
    let mut has_dot = false;
    let is_plain = host.bytes().all(|b| {
        has_dot |= b == b'.';
        b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')
    });
    (is_plain && has_dot).then_some(host)
}

/// The host of a URL, with or without its scheme, and with the slips that cells have in it
/// (`http:/acme.example`, `http//acme.example`).
fn host_of(url: &str) -> Result<&str, WebsiteFault> {
    let rest = match url.split_once("://") {
        // In `acme.example/?to=https://x.example` the scheme is not the URL's own.
        Some((scheme, rest)) if scheme.bytes().all(is_scheme_byte) => rest,
        _ => ["https", "http", "mailto"]
            .iter()
            .find_map(|scheme| {
                let (start, rest) = url.split_at_checked(scheme.len())?;
                let is_scheme = start.eq_ignore_ascii_case(scheme) && rest.starts_with([':', '/']);
                is_scheme.then(|| rest.trim_start_matches(':'))
            })
            .unwrap_or(url),
    };
    let rest = rest.trim_start_matches(['/', '\\']);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if host.starts_with('[') {
        return Err(WebsiteFault::IpAddress);
    }
    Ok(match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => host,
    })
}

fn is_scheme_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn domain(raw: &str) -> Result<String, WebsiteFault> {
        Website::parse(raw).map(|site| site.domain().to_owned())
    }

    #[test]
    fn every_part_but_the_domain_goes() {
        for raw in [
            "acme.example",
            "https://user:secret@www.acme.example:8443/about?x=1#y",
            "HTTP://ACME.EXAMPLE.",
            "http:/acme.example",
            "http//acme.example",
            "//acme.example/",
            " \u{FEFF}www.acme.example/x, https://other.example",
            "acme.example/?to=https://other.example",
        ] {
            assert_eq!(domain(raw).as_deref(), Ok("acme.example"), "{raw}");
        }
    }

    #[test]
    fn faults() {
        for (raw, fault) in [
            ("", WebsiteFault::Blank),
            ("https://", WebsiteFault::BadHost),
            ("http://[::1]/", WebsiteFault::IpAddress),
            ("10.1.2.3:80", WebsiteFault::IpAddress),
            ("localhost:3000", WebsiteFault::SingleLabel),
            ("Acme", WebsiteFault::SingleLabel),
            ("co.uk", WebsiteFault::PublicSuffix),
        ] {
            assert_eq!(domain(raw), Err(fault), "{raw}");
        }
    }

    #[test]
    fn shared_hosts_are_no_evidence() {
        for (raw, class) in [
            ("https://www.linkedin.com/company/acme", WebsiteClass::Social),
            ("https://linktr.ee/acme", WebsiteClass::LinkInBio),
            ("https://sites.google.com/view/acme", WebsiteClass::SiteBuilder),
            ("https://about.google.com", WebsiteClass::Company),
            ("acme.wordpress.com", WebsiteClass::SiteBuilder),
            ("gmail.com", WebsiteClass::FreeMail),
            ("acme.myshopify.com", WebsiteClass::Company),
        ] {
            let site = Website::parse(raw).unwrap();
            assert_eq!(site.class(), class, "{raw}");
            assert_eq!(site.is_company_evidence(), class == WebsiteClass::Company);
        }
    }

    proptest! {
        #[test]
        fn a_host_is_its_own_host(raw in "(https?://)?(www\\.)?[a-zäßİ0-9.-]{1,12}\\.(com|co\\.uk|github\\.io)(:80)?(/x)?") {
            if let Ok(site) = Website::parse(&raw) {
                prop_assert_eq!(Website::parse(site.host()), Ok(site.clone()));
                prop_assert_eq!(domain(site.domain()), Ok(site.domain().to_owned()));
            }
        }

        #[test]
        fn the_fast_path_agrees_with_the_other(
            raw in "(https?:?//?|HTTP://|www\\.){0,2}[a-zA-Z0-9._-]{0,12}(\\.(com|co\\.uk|de))?\\.?(/[ -~é\u{200B}]{0,9})?",
        ) {
            if let Some(host) = plain_host(&raw) {
                let text = visible(&raw);
                let text = trim(&text).trim_matches(['<', '>', '"', '\'']);
                let mut words = text.split(|c| is_blank(c) || matches!(c, ',' | ';' | '|'));
                prop_assert_eq!(words.find(|word| !word.is_empty()).map(host_of), Some(Ok(host)));
            }
        }

        #[test]
        fn any_text_is_survived(raw in "\\PC{0,40}") {
            let _ = Website::parse(&raw);
        }
    }
}
