//! Host names: the A-label form and the registrable domain.

use std::borrow::Cow;

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

/// The registrable domain of a host, as A-labels: the part that somebody registered, by the Public
/// Suffix List with its private section on.
///
/// A customer's site below a private suffix (`acme.github.io`) is a registrable domain of its own.
/// `None` for what is no host name, for an address of numbers, for a single label and for a public
/// suffix itself. Source: <https://publicsuffix.org/list/>, "Algorithm"; UTS #46 for the A-labels.
pub fn registrable_domain(host: &str) -> Option<String> {
    let host = to_a_labels(host)?;
    registrable(&host).map(str::to_owned)
}

/// The registrable domain of a host that [`to_a_labels`] made.
pub(super) fn registrable(host: &str) -> Option<&str> {
    if is_numeric_address(host) {
        return None;
    }
    psl::domain_str(host)
}

/// The host in lower-case A-labels without a final dot, or `None` if it is no host name.
///
/// UTS #46 without the transitional mappings, so that `ß` keeps a name of its own; underscores pass,
/// because hosts that carry them exist.
pub(super) fn to_a_labels(host: &str) -> Option<Cow<'_, str>> {
    let host = host.strip_suffix(['.', '\u{3002}', '\u{FF0E}', '\u{FF61}']).unwrap_or(host);
    if is_plain(host) {
        return Some(Cow::Borrowed(host));
    }
    let lower = host.to_ascii_lowercase();
    if is_plain(&lower) {
        return Some(Cow::Owned(lower));
    }
    let a_labels = Uts46::new()
        .to_ascii(lower.as_bytes(), AsciiDenyList::URL, Hyphens::Allow, DnsLength::Verify)
        .ok()?;
    Some(Cow::Owned(a_labels.into_owned()))
}

/// Whether UTS #46 would pass the host through as it is.
fn is_plain(host: &str) -> bool {
    host.len() <= 253
        && host.as_bytes().split(|b| *b == b'.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with(b"xn--")
                && label.iter().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
        })
}

/// Whether the last label is a number, which makes the host an IPv4 address or nothing at all
/// (WHATWG URL, "ends in a number").
pub(super) fn is_numeric_address(host: &str) -> bool {
    let last = host.as_bytes().rsplit(|b| *b == b'.').next().unwrap_or_default();
    let hexadecimal =
        last.strip_prefix(b"0x").is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    hexadecimal || (!last.is_empty() && last.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_shortcut_says_what_uts46_says() {
        for host in ["acme.com", "a-b.c_d.co.uk", "-a-.com", "3com.com", "a--b.com", "ab--c.com"] {
            assert!(is_plain(host));
            let full = Uts46::new()
                .to_ascii(host.as_bytes(), AsciiDenyList::URL, Hyphens::Allow, DnsLength::Verify)
                .unwrap();
            assert_eq!(full, host);
        }
    }

    #[test]
    fn private_suffixes_count() {
        assert_eq!(registrable_domain("www.acme.github.io").as_deref(), Some("acme.github.io"));
        assert_eq!(registrable_domain("github.io"), None);
        assert_eq!(registrable_domain("a.b.acme.co.uk").as_deref(), Some("acme.co.uk"));
    }

    #[test]
    fn no_registrable_domain() {
        for host in
            ["", ".", "com", "co.uk", "localhost", "10.0.0.1", "1.2", "0x7f.1", ".com", "a..b"]
        {
            assert_eq!(registrable_domain(host), None, "{host}");
        }
    }

    proptest! {
        #[test]
        fn a_registrable_domain_is_its_own(host in "[a-zA-ZäßİΣ0-9._-]{0,20}(\\.com|\\.co\\.uk|\\.de)?") {
            if let Some(domain) = registrable_domain(&host) {
                prop_assert_eq!(registrable_domain(&domain), Some(domain));
            }
        }

        #[test]
        fn any_text_is_survived(host in "\\PC{0,40}") {
            if let Some(domain) = registrable_domain(&host) {
                prop_assert_eq!(registrable_domain(&domain), Some(domain));
            }
        }
    }
}
