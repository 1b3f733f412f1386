//! The tables compiled in from `data/`: sorted lines, searched as they stand.
//!
//! Nothing is built when the program starts, so there is no global state and no memory beside the
//! text itself.

#![allow(long_running_const_eval, reason = "each byte of the tables is looked at, once")]

/// The tables by name and version, to be named in explanations.
///
/// A table taken from a package carries the package's version, one kept by hand its own.
pub const TABLES: [(&str, &str); 7] = [
    ("disposable_domains", "disposable-email-domains 1.0.62"),
    ("free_mail_domains", "free-email-domains 1.12.6"),
    ("mail_providers", "1"),
    ("name_titles", "2"),
    ("nicknames", "nicknames 1.0.1"),
    ("role_words", "role-based-email-addresses 3.1.0"),
    ("shared_hosts", "1"),
];

pub(super) static DISPOSABLE_DOMAINS: Table =
    Table::new(include_str!("../../data/disposable_domains.txt"));
pub(super) static FREE_MAIL_DOMAINS: Table =
    Table::new(include_str!("../../data/free_mail_domains.txt"));
pub(super) static MAIL_PROVIDERS: Table = Table::new(include_str!("../../data/mail_providers.txt"));
pub(super) static NAME_TITLES: Table = Table::new(include_str!("../../data/name_titles.txt"));
pub(super) static NICKNAMES: Table = Table::new(include_str!("../../data/nicknames.txt"));
pub(super) static ROLE_WORDS: Table = Table::new(include_str!("../../data/role_words.txt"));
pub(super) static SHARED_HOSTS: Table = Table::new(include_str!("../../data/shared_hosts.txt"));

/// Lines `key` or `key TAB value`, in byte order of their keys.
///
/// Comment lines start with `#`, which sorts before every key, so that they need no skipping.
pub(super) struct Table {
    text: &'static str,
    /// Of each first byte of a line, where the lines begin that start with it or with a later one.
    starts: [usize; 257],
    /// One bit for each key, by its hash: most words are in no table, and are told at once.
    bits: [u64; WORDS],
}

const WORDS: usize = 1024;

/// A hash of the first and the last eight bytes of a key.
const fn hash(key: &[u8]) -> u64 {
    let (first, last) = match (key.first_chunk(), key.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => {
            let (mut packed, mut rest) = (0, key);
            while let [byte, behind @ ..] = rest {
                (packed, rest) = (packed << 8 | *byte as u64, behind);
            }
            (packed, 0)
        }
    };
    // Any odd number spreads them; this is the golden ratio's fraction.
    (first ^ last.rotate_left(23) ^ key.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

const fn place(hash: u64) -> (usize, u64) {
    ((hash >> 54) as usize % WORDS, 1 << ((hash >> 48) & 63))
}

impl Table {
    #[expect(clippy::indexing_slicing, reason = "the compiler evaluates it")]
    const fn new(text: &'static str) -> Self {
        let mut starts = [text.len(); 257];
        let mut bits = [0; WORDS];
        let all = text.as_bytes();
        let (mut at, mut next) = (0, 0);
        let (mut is_start, mut is_key, mut key_at) = (true, true, 0);
        while at < text.len() {
            let byte = all[at];
            while is_start && next <= byte as usize {
                starts[next] = at;
                next += 1;
            }
            is_start = byte == b'\n';
            if is_key && matches!(byte, b'\n' | b'\t') {
                let (key, _) = all.split_at(key_at).1.split_at(at - key_at);
                let (word, bit) = place(hash(key));
                bits[word] |= bit;
                is_key = false;
            }
            if is_start {
                (is_key, key_at) = (true, at + 1);
            }
            at += 1;
        }
        Self { text, starts, bits }
    }

    /// Whether the key has a line.
    pub(super) fn contains(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Whether a key can have a line; `false` is sure.
    pub(super) fn may_have(&self, key: &[u8]) -> bool {
        let (word, bit) = place(hash(key));
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// The value beside a key; empty in a table of keys alone.
    pub(super) fn get(&self, key: &str) -> Option<&'static str> {
        if !key.starts_with(|c: char| c > '#') || !self.may_have(key.as_bytes()) {
            return None;
        }
        let key = key.as_bytes();
        let first = usize::from(*key.first()?);
        // The lines still in question.
        let (mut from, mut to) = (*self.starts.get(first)?, *self.starts.get(first + 1)?);
        while from < to {
            let text = self.text.as_bytes().get(from..to)?;
            let (before, after) = text.split_at_checked(text.len() / 2)?;
            let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
            let end = memchr::memchr(b'\n', after).map_or(text.len(), |end| before.len() + end);
            let line = text.get(start..end)?;
            // The TAB behind a key sorts before everything that can stand in one.
            match line.strip_prefix(key) {
                Some([]) => return Some(""),
                Some([b'\t', ..]) => {
                    return self.text.get(from + start + key.len() + 1..from + end);
                }
                _ if key < line => to = from + start,
                _ => from += end + 1,
            }
        }
        None
    }

    /// The value beside a domain or the nearest domain above it.
    ///
    /// The caller passes hosts no wider than a registrable domain allows: `co.uk` is above
    /// `acme.co.uk` and must have no line.
    pub(super) fn get_domain(&self, host: &str, registrable: &str) -> Option<&'static str> {
        let mut domain = host;
        loop {
            if let Some(value) = self.get(domain) {
                return Some(value);
            }
            if domain.len() <= registrable.len() {
                return None;
            }
            domain = domain.split_once('.')?.1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> [(&'static str, &'static Table); 7] {
        [
            ("disposable_domains", &DISPOSABLE_DOMAINS),
            ("free_mail_domains", &FREE_MAIL_DOMAINS),
            ("mail_providers", &MAIL_PROVIDERS),
            ("name_titles", &NAME_TITLES),
            ("nicknames", &NICKNAMES),
            ("role_words", &ROLE_WORDS),
            ("shared_hosts", &SHARED_HOSTS),
        ]
    }

    #[test]
    fn every_line_is_found_and_stands_in_order() {
        for (name, table) in all() {
            let mut last = "";
            for line in table.text.lines().filter(|line| !line.starts_with('#')) {
                let (key, value) = line.split_once('\t').unwrap_or((line, ""));
                assert!(last < key, "{name}: {key}");
                assert_eq!(table.get(key), Some(value), "{name}");
                assert_eq!(table.get(&format!("{key}\u{1}")), None);
                last = key;
            }
        }
    }

    #[test]
    fn the_head_of_a_table_names_its_version() {
        for ((name, table), (listed, version)) in all().into_iter().zip(TABLES) {
            assert_eq!(name, listed);
            let head: String =
                table.text.lines().take_while(|line| line.starts_with('#')).collect();
            assert!(head.contains(version) || head.contains("Kept by hand"), "{name}");
        }
    }

    #[test]
    fn a_comment_is_no_key() {
        let first = ROLE_WORDS.text.lines().next().unwrap();
        assert!(!ROLE_WORDS.contains(first));
        assert!(!ROLE_WORDS.contains(""));
        assert!(!ROLE_WORDS.contains("\""));
    }
}
