//! Record ids of the three systems, each a scattered but unique function of a number.

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A Salesforce id of 18 characters. `prefix` is the key prefix of the object.
pub(super) fn salesforce(prefix: &str, number: u64) -> String {
    let mut rest = number * 279_470_273 % 62_u64.pow(5);
    let mut id = format!("{prefix}5g00000");
    for _ in 0..5 {
        id.push(char::from(BASE62[super::draw::place(rest % 62)]));
        rest /= 62;
    }
    let suffix = checksum(&id);
    id.push_str(&suffix);
    id
}

/// The three characters that carry the letter case of a 15-character id: one character for each
/// five, whose bits tell which of them are capitals. See Salesforce's help article 000385008.
fn checksum(id: &str) -> String {
    id.as_bytes()
        .chunks(5)
        .map(|chunk| {
            let bits = chunk
                .iter()
                .rev()
                .fold(0, |bits, byte| bits << 1 | usize::from(byte.is_ascii_uppercase()));
            char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits])
        })
        .collect()
}

/// The 15-character form of a Salesforce id; any other id as it is.
pub(super) fn short(id: &str) -> &str {
    if id.len() == 18 { id.get(..15).unwrap_or(id) } else { id }
}

/// A HubSpot record id.
pub(super) fn hubspot(number: u64) -> String {
    (30_000_000_000 + number * 48_271 % 1_000_000_007).to_string()
}

/// The vendor's id of a person. No two differ in letter case alone.
pub(super) fn vendor_person(number: u64) -> String {
    format!("Kq{}", cased(number, 7))
}

/// The vendor's id of a company.
pub(super) fn vendor_company(number: u64) -> String {
    format!("Co{}", cased(number, 6))
}

fn cased(number: u64, width: u32) -> String {
    let mut rest = number * 1_000_003 % 36_u64.pow(width);
    let cases = super::draw::scatter(number);
    (0..width)
        .map(|at| {
            let digit = base36(rest % 36);
            rest /= 36;
            if cases >> at & 1 == 1 { digit.to_ascii_uppercase() } else { digit }
        })
        .collect()
}

fn base36(digit: u64) -> char {
    u32::try_from(digit).ok().and_then(|digit| char::from_digit(digit, 36)).unwrap_or('0')
}

/// A number as text that ends in letters or digits and is short.
pub(super) fn tail(number: u64) -> String {
    let mut digits = vec![];
    let mut rest = number;
    while rest > 0 || digits.len() < 3 {
        digits.push(base36(rest % 36));
        rest /= 36;
    }
    digits.iter().rev().collect()
}

/// The same id in the other letter case.
pub(super) fn other_case(id: &str) -> String {
    id.chars()
        .map(|c| if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_salesforce() {
        for (id, suffix) in
            [("0014000000Lmabc", "AAB"), ("0067E0000028LZP", "QA2"), ("001C000000o4OOI", "IA2")]
        {
            assert_eq!(checksum(id), suffix);
        }
    }

    #[test]
    fn ids_are_unique_without_their_case_where_they_must_be() {
        let unique = |ids: Vec<String>| {
            let count = ids.len();
            count == ids.into_iter().collect::<std::collections::HashSet<_>>().len()
        };
        assert!(unique((0..50_000).map(|n| salesforce("003", n)).collect()));
        assert!(unique((0..50_000).map(hubspot).collect()));
        assert!(unique((0..50_000).map(|n| vendor_person(n).to_lowercase()).collect()));
        assert!((0..50_000).all(|n| salesforce("003", n).len() == 18));
    }
}
