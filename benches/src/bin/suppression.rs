//! A suppression set of millions: how long adding, asking and keeping take, and how much memory it needs.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use lexopt::prelude::{Long, Short, ValueExt};
use optout_core::{Contact, PersonName, SuppressionSet};

const USAGE: &str = "usage: suppression [--people N] [--hashes N]";
const KEY: &[u8] = b"a key of sixteen bytes or more";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("suppression: {error} ({USAGE})");
            ExitCode::from(2)
        }
    }
}

/// A made person: an id and an address each, and of some a name and a website.
struct Person {
    id: String,
    email: String,
    given: String,
    family: String,
    website: String,
}

impl Person {
    fn new(number: u64) -> Self {
        // Any odd number spreads them.
        let tail = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let word = |shift: u32| {
            let letter = |at: u32| char::from(b'a' + (tail >> (shift + 5 * at) & 15) as u8);
            (0..5).map(letter).collect::<String>()
        };
        let (given, family) = (word(0), word(25));
        let website = format!("c{}.example", number % 500_000);
        let email = format!("{given}.{family}.{number}@{website}");
        Self { id: format!("P{number:09}"), email, given, family, website }
    }

    fn identifiers(&self) -> Contact<'_> {
        Contact::new().id("6sense", &self.id).email(&self.email)
    }

    fn whole(&self) -> Contact<'_> {
        let name = PersonName::Parts { given: &self.given, family: &self.family };
        self.identifiers().name(name).website(&self.website)
    }
}

fn run() -> Result<(), lexopt::Error> {
    let (mut people, mut hashes) = (1_000_000, 10_000_000);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("people") => people = parser.value()?.parse()?,
            Long("hashes") => hashes = parser.value()?.parse()?,
            Short('h') | Long("help") => {
                println!("{USAGE}");
                return Ok(());
            }
            other => return Err(other.unexpected()),
        }
    }
    measured(people, hashes).map_err(|error| lexopt::Error::from(error.to_string()))
}

fn measured(people: u64, hashes: u64) -> Result<(), Box<dyn std::error::Error>> {
    let on = "2026-11-24".parse()?;
    let mut set = SuppressionSet::new(KEY)?;
    let crowd = 0..hashes / 2;
    timed("add people with id and address, a batch", crowd.end, || {
        for start in crowd.clone().step_by(10_000) {
            let some: Vec<Person> =
                (start..(start + 10_000).min(crowd.end)).map(Person::new).collect();
            black_box(set.add_all(KEY, some.iter().map(Person::identifiers), on)?);
        }
        Ok(())
    })?;
    println!("{:>12} hashes", set.len());
    println!("{:>12.1} bytes of memory a hash", set.memory() as f64 / set.len() as f64);
    let made: Vec<Person> = (0..people).map(Person::new).collect();
    let strangers: Vec<Person> = (0..people).map(|at| Person::new(at + hashes)).collect();
    let guard = set.guard(KEY)?;
    for (what, asked) in [("who are in it", &made), ("who are not", &strangers)] {
        let contacts: Vec<Contact<'_>> = asked.iter().map(Person::identifiers).collect();
        timed(&format!("ask of people {what}, id and address"), people, || {
            black_box(contacts.iter().filter(|contact| guard.may_import(contact)).count());
            Ok(())
        })?;
    }
    let contacts: Vec<Contact<'_>> = strangers.iter().map(Person::whole).collect();
    timed("the same with name and website", people, || {
        black_box(contacts.iter().filter(|contact| guard.may_import(contact)).count());
        Ok(())
    })?;
    drop(contacts);

    let revision = set.revision();
    timed("add whole people, one call each", 10_000, || {
        for person in strangers.iter().take(10_000) {
            set.add(KEY, &person.whole(), on)?;
        }
        Ok(())
    })?;
    let mut delta = Vec::new();
    timed("delta of those", 10_000, || {
        delta = set.delta_since(revision)?;
        Ok(())
    })?;
    println!("{:>12.1} MB in the delta", delta.len() as f64 / 1e6);
    let hashes = set.len() as u64;
    let mut kept = Vec::new();
    timed("to bytes, a hash", hashes, || {
        kept = set.to_bytes();
        Ok(())
    })?;
    println!(
        "{:>12.1} MB of bytes, {:.1} a hash",
        kept.len() as f64 / 1e6,
        kept.len() as f64 / hashes as f64
    );
    let mut copy = SuppressionSet::new(KEY)?;
    timed("from bytes, a hash", hashes, || {
        copy = SuppressionSet::from_bytes(&kept)?;
        Ok(())
    })?;
    timed("apply the delta, a person", 10_000, || Ok(copy.apply(&delta)?))?;
    timed("merge with itself, a hash", hashes, || Ok(copy.merge(&set)?))?;
    Ok(())
}

fn timed(
    what: &str,
    count: u64,
    work: impl FnOnce() -> Result<(), Box<dyn std::error::Error>>,
) -> Result<(), Box<dyn std::error::Error>> {
    let begun = Instant::now();
    work()?;
    let took = begun.elapsed().as_secs_f64();
    println!("{:>9.2} us  {what} ({took:.2} s)", took * 1e6 / count.max(1) as f64);
    Ok(())
}
