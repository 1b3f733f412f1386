//! One person's name, in two spellings.

use super::super::draws::Draws;
use super::kinds::Spelling;
use super::person::{People, Person, family, given};
use super::pools::{CYRILLIC_FAMILY, CYRILLIC_GIVEN, MARKED, PARTICLES, SHORT};

/// A person at a firm as the list and as a record spell the name.
pub(super) fn spelt(people: &mut People, firm: usize, spelling: Spelling) -> (Person, Person) {
    match spelling {
        Spelling::Same => twice(people.anybody(firm)),
        Spelling::Nickname => nickname(people, firm),
        Spelling::Initial => edited(people.anybody(firm), |record, _| {
            record.given = record.given.chars().take(1).chain(['.']).collect();
        }),
        Spelling::Typo => {
            let person = people.anybody(firm);
            let slipped = slip(&person.family, &mut people.draws);
            edited(person, |record, _| record.family = slipped)
        }
        Spelling::Marks => {
            let mut plain = "";
            let person = people.named(firm, |draws| {
                let (marked, without) = draws.pick(&MARKED);
                plain = without;
                (given(draws), marked.to_owned())
            });
            edited(person, |record, _| record.family = plain.to_owned())
        }
        Spelling::Script => script(people, firm),
        Spelling::Reversed => edited(people.anybody(firm), |record, _| record.is_reversed = true),
        Spelling::Joined => particle(people, firm, &PARTICLES, |joined, rest| {
            format!("{joined}{}", rest.to_lowercase())
        }),
        // `O'` and `Mac` are never left out.
        Spelling::NoParticle => particle(people, firm, &PARTICLES[..3], |_, rest| rest.to_owned()),
        Spelling::Middle => {
            let middle = given(&mut people.draws);
            edited(people.anybody(firm), |_, listed| listed.given += &format!(" {middle}"))
        }
    }
}

fn twice(person: Person) -> (Person, Person) {
    (person.clone(), person)
}

fn edited(person: Person, edit: impl FnOnce(&mut Person, &mut Person)) -> (Person, Person) {
    let (mut listed, mut record) = twice(person);
    edit(&mut record, &mut listed);
    (listed, record)
}

fn nickname(people: &mut People, firm: usize) -> (Person, Person) {
    let mut short = "";
    let person = people.named(firm, |draws| {
        let (name, form) = draws.pick(&SHORT);
        short = form;
        (name.to_owned(), family(draws))
    });
    let is_listed_short = people.draws.below(2) == 0;
    edited(person, |record, listed| {
        let side = if is_listed_short { listed } else { record };
        side.given = short.to_owned();
    })
}

fn script(people: &mut People, firm: usize) -> (Person, Person) {
    let mut cyrillic = ("", "");
    let person = people.named(firm, |draws| {
        let (given, family) = (draws.pick(&CYRILLIC_GIVEN), draws.pick(&CYRILLIC_FAMILY));
        cyrillic = (given.0, family.0);
        (given.1.to_owned(), family.1.to_owned())
    });
    let is_listed_cyrillic = people.draws.below(2) == 0;
    edited(person, |record, listed| {
        let side = if is_listed_cyrillic { listed } else { record };
        (side.given, side.family) = (cyrillic.0.to_owned(), cyrillic.1.to_owned());
    })
}

fn particle(
    people: &mut People,
    firm: usize,
    particles: &[(&'static str, &'static str)],
    other: impl Fn(&str, &str) -> String,
) -> (Person, Person) {
    let (apart, joined) = people.draws.pick(particles);
    let mut rest = String::new();
    let person = people.named(firm, |draws| {
        rest = family(draws);
        (given(draws), format!("{apart}{rest}"))
    });
    let family = other(joined, &rest);
    edited(person, |record, _| record.family = family)
}

/// A word with one slip that leaves its first letter: a letter doubled, dropped, or changed in place
/// with the next.
pub(crate) fn slip(word: &str, draws: &mut Draws) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + draws.below(letters.len().saturating_sub(2).max(1));
    match draws.below(3) {
        0 if letters.len() >= 6 => {
            letters.remove(at);
        }
        1 if letters.len() >= 5 && letters.get(at) != letters.get(at + 1) => {
            letters.swap(at, at + 1);
        }
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}
