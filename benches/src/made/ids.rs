//! Ids, numbers and dates.

use super::place;

pub(crate) fn company_id(number: u64) -> String {
    id_of("Co", number, 6)
}

pub(crate) fn person_id(number: u64) -> String {
    id_of("K", number, 8)
}

/// Scattered but unique: the factor has no divisor in common with 36.
pub(crate) fn id_of(prefix: &str, number: u64, width: u32) -> String {
    let mut id = prefix.to_owned();
    let mut rest = number * 1_000_003 % 36_u64.pow(width);
    for _ in 0..width {
        id.push(digit(rest % 36));
        rest /= 36;
    }
    id
}

/// A Salesforce id of 18 characters, the last three of which carry the letter case of the others.
pub(crate) fn record_id(prefix: &str, number: u64) -> String {
    let mut id = format!("{prefix}5g0000");
    let mut rest = number * 279_470_273 % 62_u64.pow(6);
    for _ in 0..6 {
        id.push(digit(rest % 62));
        rest /= 62;
    }
    for chunk in 0..3 {
        let capitals = id.bytes().skip(chunk * 5).take(5).enumerate();
        let bits = capitals.fold(0, |bits, (at, b)| bits | u64::from(b.is_ascii_uppercase()) << at);
        id.push(char::from(*b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".get(place(bits)).unwrap_or(&b'A')));
    }
    id
}

pub(crate) fn push_digits(number: u64, base: u64, to: &mut String) {
    if number >= base {
        push_digits(number / base, base, to);
    }
    to.push(digit(number % base));
}

pub(crate) fn digit(value: u64) -> char {
    const DIGITS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char::from(DIGITS[place(value)])
}

pub(crate) fn phone(draw: u64) -> String {
    format!("+1 {}-555-{:04}", 201 + draw % 700, (draw >> 10) % 10_000)
}

pub(crate) fn date(draw: u64) -> String {
    format!("20{}-{:02}-{:02}", 20 + draw % 6, 1 + (draw >> 3) % 12, 1 + (draw >> 7) % 28)
}
