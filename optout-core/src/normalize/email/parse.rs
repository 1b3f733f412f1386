//! One raw address to its exact key.

use unicode_normalization::UnicodeNormalization;

use super::EmailFault;
use crate::normalize::host::{is_numeric_address, to_a_labels};
use crate::normalize::text::{trim, visible};

/// The longest plain address. Source: RFC 5321, 4.5.3.1 with erratum 1690.
pub(crate) const EMAIL_LIMIT: usize = 254;

/// The key of a plain ASCII address, or `None` if the address needs [`write_any`].
pub(super) fn write_plain(raw: &str, key: &mut String) -> Option<usize> {
    let address = raw.trim_ascii();
    let at = plain_at(address.as_bytes())?;
    key.push_str(address);
    key.make_ascii_lowercase();
    Some(at)
}

/// The key of a cell that holds nothing but one plain ASCII address; `None` if more has to be known.
pub(crate) fn plain_key<'k>(cell: &[u8], key: &'k mut [u8; EMAIL_LIMIT]) -> Option<&'k [u8]> {
    let address = cell.trim_ascii();
    plain_at(address)?;
    let key = key.get_mut(..address.len())?;
    key.copy_from_slice(address);
    key.make_ascii_lowercase();
    Some(key)
}

/// The place of the `@` in an address that is plain.
fn plain_at(address: &[u8]) -> Option<usize> {
    let at = memchr::memchr(b'@', address)?;
    let (local, domain) = (address.get(..at)?, address.get(at + 1..)?);
    let is_plain_local = !local.is_empty()
        && local
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+'));
    (is_plain_local && is_plain_domain(domain)).then_some(at)
}

/// Whether a domain is ASCII, has a dot, and ends in a label of letters only: digits can be an address of
/// numbers. A label that starts like `xn--` has to be verified elsewhere.
fn is_plain_domain(domain: &[u8]) -> bool {
    let (mut labels, mut length, mut hyphens, mut is_word) = (0, 0, 0, true);
    for b in domain {
        match b {
            b'.' if length == 0 || length > 63 => return false,
            b'.' => {
                labels += 1;
                (length, hyphens, is_word) = (0, 0, true);
                continue;
            }
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' => is_word = false,
            b'-' => {
                is_word = false;
                hyphens += usize::from(matches!(length, 2 | 3));
                if hyphens == 2 {
                    return false;
                }
            }
            _ => return false,
        }
        length += 1;
    }
    labels > 0 && (1..=63).contains(&length) && is_word && domain.len() <= 253
}

/// The key of any address.
pub(super) fn write_any(raw: &str, key: &mut String) -> Result<usize, EmailFault> {
    let text: String = visible(raw).nfkc().collect();
    let address = unwrapped(&text);
    if address.is_empty() {
        return Err(EmailFault::Blank);
    }
    let (local, domain) = split_at_sign(address)?;
    push_local(local, key)?;
    let at = key.len();
    let domain = to_a_labels(trim(domain)).ok_or(EmailFault::BadDomain)?;
    if !domain.contains('.') || is_numeric_address(&domain) {
        return Err(EmailFault::BadDomain);
    }
    key.push('@');
    key.push_str(&domain);
    Ok(at)
}

/// The address without what stands around it.
fn unwrapped(text: &str) -> &str {
    let mut rest = trim(text);
    loop {
        let inner = in_brackets(rest)
            .or_else(|| mailto(rest))
            .or_else(|| rest.strip_suffix([';', ',']))
            .or_else(|| rest.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')))
            .or_else(|| in_double_quotes(rest))
            // The mark by which a spreadsheet keeps text as text.
            .or_else(|| rest.strip_prefix('\''));
        match inner {
            Some(inner) => rest = trim(inner),
            None => return rest,
        }
    }
}

/// What stands in the last `<>` outside quotes.
fn in_brackets(text: &str) -> Option<&str> {
    let inner = text.strip_suffix('>')?;
    let mut quoted = false;
    let mut open = None;
    for (place, c) in inner.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '<' if !quoted => open = Some(place),
            _ => {}
        }
    }
    // A stray quote in a display name must not hide the address.
    let open = open.or_else(|| inner.rfind('<'))?;
    inner.get(open + 1..)
}

fn mailto(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_at_checked(7)?;
    scheme
        .eq_ignore_ascii_case("mailto:")
        .then(|| rest.split_once('?').map_or(rest, |(address, _)| address))
}

/// What stands in double quotes around the whole address; a quoted local part has its `@` outside.
fn in_double_quotes(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains('"')).then_some(inner)
}

fn split_at_sign(address: &str) -> Result<(&str, &str), EmailFault> {
    if address.starts_with('"') {
        // The local part ends at the quote before the last `@`.
        let (local, domain) = address.rsplit_once('@').ok_or(EmailFault::NoAt)?;
        return if local.len() > 1 && local.ends_with('"') {
            Ok((local, domain))
        } else {
            Err(EmailFault::BadLocalPart)
        };
    }
    let (local, domain) = address.split_once('@').ok_or(EmailFault::NoAt)?;
    if domain.contains('@') { Err(EmailFault::SeveralAddresses) } else { Ok((local, domain)) }
}

/// Lower case by character, so that no letter depends on its neighbours: `Σ` is `σ` everywhere.
fn push_local(local: &str, key: &mut String) -> Result<(), EmailFault> {
    let quoted = local.starts_with('"');
    let inner = if quoted { local.trim_matches('"') } else { local };
    let is_bad = |c: char| {
        c.is_control() || c == '"' || (!quoted && (c.is_whitespace() || "()<>[]:;,\\".contains(c)))
    };
    if (!quoted && trim(local).is_empty()) || inner.contains(is_bad) {
        return Err(EmailFault::BadLocalPart);
    }
    key.extend(local.chars().flat_map(char::to_lowercase).nfkc());
    Ok(())
}
