//! Inputs made of others, by a generator with a fixed start.

/// What texts that the library reads are made of; libFuzzer has the same in `fuzz/words.dict`.
const WORDS: &str = include_str!("../../fuzz/words.dict");

/// The longest input that is made.
const LONGEST: usize = 4096;

pub(crate) struct Mutator {
    state: u64,
    words: Vec<Vec<u8>>,
    /// Seeds first; an input that was made takes the place of an earlier one.
    pool: Vec<Vec<u8>>,
    seeds: usize,
}

impl Mutator {
    pub(crate) fn new(seeds: &[Vec<u8>]) -> Self {
        let lines = WORDS.lines().filter(|line| line.starts_with('"'));
        let words = lines.map(|line| unescaped(line.trim_matches('"'))).collect();
        let mut pool = seeds.to_vec();
        pool.push(Vec::new());
        let seeds = pool.len();
        pool.resize(seeds + 64, Vec::new());
        Self { state: 0x6F70_746F_7574, words, pool, seeds }
    }

    /// Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.
    fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number() % end.max(1) as u64).expect("less than a length")
    }

    pub(crate) fn next(&mut self) -> Vec<u8> {
        let from = self.below(self.pool.len());
        let mut input = self.pool[from].clone();
        for _ in 0..1 + self.below(6) {
            self.change(&mut input);
        }
        input.truncate(LONGEST);
        let to = self.seeds + self.below(self.pool.len() - self.seeds);
        self.pool[to].clone_from(&input);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        let length = 1 + self.below(16);
        let end = (at + length).min(input.len());
        match self.below(8) {
            0 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << self.below(8);
                }
            }
            1 => {
                let byte = self.number().to_le_bytes()[0];
                input.splice(at..end.min(at + 1), [byte]);
            }
            2 => drop(input.drain(at..end)),
            3 => {
                let copied = input[at..end].to_vec();
                let to = self.below(input.len() + 1);
                input.splice(to..to, copied);
            }
            4 | 5 => {
                let nth = self.below(self.words.len());
                let word = self.words[nth].clone();
                input.splice(at..at, word);
            }
            6 => {
                let bytes: Vec<u8> = (0..length).map(|_| self.number().to_le_bytes()[0]).collect();
                input.splice(at..at, bytes);
            }
            _ => {
                let other = self.below(self.pool.len());
                let from = self.below(self.pool[other].len());
                let tail = self.pool[other].get(from..).unwrap_or_default().to_vec();
                input.truncate(at);
                input.extend(tail);
            }
        }
    }
}

/// A word of a dictionary of libFuzzer, in which `\x22` is a byte.
fn unescaped(word: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = word.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = behind;
        if let ([b'x', high, low, behind @ ..], b'\\') = (rest, first) {
            let digits = [*high, *low];
            let digits = std::str::from_utf8(&digits).expect("two digits");
            bytes.push(u8::from_str_radix(digits, 16).expect("two digits"));
            rest = behind;
        } else {
            bytes.push(*first);
        }
    }
    bytes
}
