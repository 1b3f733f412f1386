//! One raw address to its exact key.

use unicode_normalization::UnicodeNormalization;

use super::EmailFault;
use crate::normalize::host::{is_numeric_address, to_a_labels};
use crate::normalize::signs::Signs;
use crate::normalize::text::{trim, visible};

/// Room for the key of a cell.
pub(crate) struct KeyRoom([u8; Signs::LENGTH]);

impl KeyRoom {
    pub(crate) fn new() -> Self {
        Self([0; Signs::LENGTH])
    }

    /// The one key that a cell of letters, digits and `.`, `_`, `-`, `+`, `@` can have: its signs in lower
    /// case. Whether they are an address at all is not said. `None` if more has to be known: where
    /// there are other signs, there can be several addresses, and a final dot is no part of one.
    pub(crate) fn sole_key<'a>(&'a mut self, cell: &'a [u8]) -> Option<&'a [u8]> {
        let cell = cell.trim_ascii();
        let signs = Signs::of(cell)?;
        let (names, all) = (signs.letters | signs.digits, signs.all);
        let last = all & !(all >> 1);
        let others = signs.ats | signs.dots | signs.hyphens | signs.marks;
        if names | others != all || names & last == 0 {
            return None;
        }
        if signs.capitals == 0 {
            return Some(cell);
        }
        let room = self.0.get_mut(..cell.len())?;
        room.copy_from_slice(cell);
        room.make_ascii_lowercase();
        Some(room)
    }
}

/// The key of a plain ASCII address, or `None` if the address needs [`write_any`].
pub(super) fn write_plain(raw: &str, key: &mut String) -> Option<usize> {
    let address = raw.trim_ascii();
    let at = plain_at(&Signs::of(address.as_bytes())?)?;
    key.push_str(address);
    key.make_ascii_lowercase();
    Some(at)
}

/// Where the one `@` of an address is that needs no care: letters, digits and `.`, `_`, `-`, `+` before it,
/// and behind it letters, digits, single hyphens and dots between, with a label of letters only at the end.
/// Digits there can be an address of numbers, two hyphens those of `xn--`, which has to be verified; a hyphen
/// beside a dot is somebody else's question.
fn plain_at(signs: &Signs) -> Option<usize> {
    let Signs { all, letters, digits, ats: at, marks, .. } = *signs;
    let is_plain = letters | digits | at | signs.dots | signs.hyphens | marks == all;
    // Of one `@` everything else is before or behind.
    let behind = !(at | at.wrapping_sub(1)) & all;
    let (dots, hyphens) = (signs.dots & behind, signs.hyphens & behind);
    let is_single = (dots & dots << 1) | (hyphens & hyphens << 1) | (dots & at << 1) == 0;
    let last_dot = u64::MAX.checked_shr(dots.leading_zeros()).unwrap_or_default();
    let top = behind & !last_dot;
    (is_plain
        && at.is_power_of_two()
        && at > 1
        && marks & behind == 0
        && is_single
        && dots != 0
        && top != 0
        && top & !letters == 0)
        .then_some(at.trailing_zeros() as usize)
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
