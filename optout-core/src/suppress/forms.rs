//! The forms of a contact's identifiers that are hashed.
//!
//! They are part of the format: a set outlives the records, so nobody can hash them anew. A test holds them
//! fast; a change of normalisation that changes them needs a new version of the bytes.

use std::collections::BTreeSet;

use super::hash::{Hash, Kind, SetKey};
use crate::contact::Contact;
use crate::index::{Keys, Known};
use crate::normalize::email::Email;
use crate::normalize::name::{Name, Token};
use crate::normalize::nicknames::Nicknames;

/// How many parts of a name are paired: of a longer name the first two and the last two.
const PARTS: usize = 4;

/// What a set keeps of a contact.
#[derive(Default)]
pub(super) struct Kept {
    /// What may be released again.
    pub(super) identifiers: Vec<Hash>,
    /// That somebody of a company is in the set; looked up before names are.
    pub(super) companies: Vec<Hash>,
}

/// The keys of a contact, as every contact is compared.
pub(super) fn keys(contact: &Contact<'_>) -> Keys {
    Keys::of(contact, &Known::default())
}

impl Kept {
    pub(super) fn of(key: &SetKey, keys: &Keys) -> Self {
        let mut kept = Self::default();
        for (namespace, id) in &keys.ids {
            kept.identifiers.push(key.hash(Kind::Id, &[namespace, id]));
        }
        for email in &keys.emails {
            kept.identifiers.push(key.hash(Kind::Email, &[email.canonical()]));
            if let Some(mailbox) = untagged(email) {
                kept.identifiers.push(key.hash(Kind::Untagged, &[&mailbox]));
            }
        }
        let pairs: BTreeSet<[String; 2]> = keys.names.iter().flat_map(pairs).collect();
        if !pairs.is_empty() {
            for domain in &keys.domains {
                kept.companies.push(company(key, domain));
                let at_company = |pair| name_at_company(key, pair, domain);
                kept.identifiers.extend(pairs.iter().map(at_company));
            }
        }
        kept
    }
}

pub(super) fn company(key: &SetKey, domain: &str) -> Hash {
    key.hash(Kind::Company, &[domain])
}

pub(super) fn name_at_company(key: &SetKey, [one, other]: &[String; 2], domain: &str) -> Hash {
    key.hash(Kind::NameAtCompany, &[one, other, domain])
}

/// The address without its `+tag`, where nothing is known of how its provider reads one: most take it for the
/// same mailbox, and none has to.
pub(super) fn untagged(email: &Email) -> Option<String> {
    let (mailbox, _) = email.local().split_once('+')?;
    let is_mailbox = !mailbox.is_empty() && !mailbox.starts_with('"') && !email.has_aliases();
    is_mailbox.then(|| format!("{mailbox}@{}", email.domain()))
}

/// Every two parts of a name in every form that they are written in, in one order whichever way round the
/// name is; of a name of one part that part.
fn pairs(name: &Name) -> BTreeSet<[String; 2]> {
    paired(name, |token| written(token).collect())
}

/// The same, with short and long forms of given names, and with initials for names: those under which the
/// person can have been kept.
pub(super) fn asked_pairs(name: &Name, nicknames: &Nicknames) -> BTreeSet<[String; 2]> {
    let mut all = pairs(name);
    all.extend(paired(name, |token| {
        let beside = nicknames.beside(token.text()).map(str::to_owned);
        let initial = token.text().chars().next().map(String::from);
        written(token).chain(beside).chain(initial).collect()
    }));
    all
}

fn written(token: &Token) -> impl Iterator<Item = String> {
    let core = Some(token.core()).filter(|core| !core.is_empty());
    let forms = [Some(token.text()), token.alt(), token.latin(), core];
    forms.into_iter().flatten().map(str::to_owned)
}

fn paired(name: &Name, forms: impl Fn(&Token) -> Vec<String>) -> BTreeSet<[String; 2]> {
    let mut tokens: Vec<&Token> = name.name_tokens().collect();
    if tokens.len() > PARTS {
        tokens.drain(PARTS / 2..tokens.len() - PARTS / 2);
    }
    // A middle initial says nothing beside a whole name.
    if tokens.iter().filter(|token| !token.is_initial()).count() >= 2 {
        tokens.retain(|token| !token.is_initial());
    }
    let forms: Vec<Vec<String>> = tokens.into_iter().map(forms).collect();
    if let [only] = forms.as_slice() {
        return only.iter().map(|form| [form.clone(), String::new()]).collect();
    }
    let mut pairs = BTreeSet::new();
    for (at, one) in forms.iter().enumerate() {
        for other in forms.iter().skip(at + 1) {
            for one in one {
                for other in other {
                    let mut pair = [one.clone(), other.clone()];
                    pair.sort_unstable();
                    pairs.insert(pair);
                }
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(name: &str) -> BTreeSet<[String; 2]> {
        pairs(&Name::parse(name).unwrap())
    }

    fn meets(kept: &str, asked: &str) -> bool {
        let asked = asked_pairs(&Name::parse(asked).unwrap(), &Nicknames::default());
        !stored(kept).is_disjoint(&asked)
    }

    #[test]
    fn a_plain_name_is_one_pair() {
        assert_eq!(stored("Ada Lovelace"), stored("LOVELACE, Ada"));
        assert_eq!(stored("Ada Lovelace").len(), 1);
        assert_eq!(stored("Dr. Ada T. Lovelace Jr."), stored("Ada Lovelace"));
        assert!(stored("Ana Maria del Carmen Garcia Lopez Ruiz de la Vega").len() <= 24);
    }

    #[test]
    fn other_ways_to_write_a_name_meet() {
        for (kept, asked) in [
            ("Robert Smith", "Bob Smith"),
            ("Bob Smith", "Smith, Robert"),
            ("Jörg Müller", "Joerg Mueller"),
            ("Joerg Mueller", "Jörg Müller"),
            ("José García", "Jose Garcia"),
            ("Anna van der Berg", "ANNA VAN DER BERG"),
            ("Anna van der Berg", "Anna Berg"),
            ("Ada Mary Lovelace", "Ada Lovelace"),
            ("Ada Lovelace", "Lovelace Ada Mary"),
            ("A. Lovelace", "Ada Lovelace"),
            ("Сергей Иванов", "Sergey Ivanov"),
        ] {
            assert!(meets(kept, asked), "{kept} and {asked}");
        }
        for (kept, asked) in
            [("Ada Lovelace", "Alan Lovelace"), ("Ada Lovelace", "Ada Byron"), ("Ada", "Ada Roe")]
        {
            assert!(!meets(kept, asked), "{kept} and {asked}");
        }
    }
}
