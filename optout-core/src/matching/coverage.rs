//! Which rules can be answered by looking a record up, and what has to be looked up for them.
//!
//! A record is found by its ids and addresses, by an address that is near, or by a name that can be the
//! entry's, at its company or anywhere. A rule that holds for anything else, `!email` say, would mean
//! comparing everybody with everybody. Ways to say the same are many, but facts are
//! few: the rule is asked about each way in which a record and an entry can stand to each other.

use super::comparison::{Comparison, EmailAgreement};
use super::expression::Expression;
use super::names::NameClass;

/// What is looked up for a policy beside ids and addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Needs {
    /// A rule asks for the same company with a compatible name.
    pub(crate) domain: bool,
    /// How well the names of colleagues have to agree for any such rule.
    pub(crate) colleague: NameClass,
    /// A rule asks for a near e-mail.
    pub(crate) near: bool,
    /// A rule asks for the same name.
    pub(crate) same_name: bool,
    /// A rule asks for a compatible name and for nothing else.
    pub(crate) any_name: bool,
}

/// Whether the rule holds only where a look-up leads from the record to the entry.
pub(super) fn is_found(rule: &Expression) -> bool {
    let leads = |found: &Comparison| {
        found.same_name || is_compatible(found) || found.email == EmailAgreement::Near
    };
    without_identifiers()
        .filter(|comparison| !leads(comparison))
        .all(|comparison| rule.holds(&comparison) != Some(true))
}

/// Whether the rule can hold for a name alone, for a near address alone, or for names that cannot be one
/// person's although their parts are the same, as a father's and his son's.
pub(super) fn is_weak(rule: &Expression) -> bool {
    without_identifiers()
        .filter(|found| !is_placed(found))
        .filter(|found| !found.same_name || found.name.is_some())
        .any(|comparison| rule.holds(&comparison) == Some(true))
}

impl Default for Needs {
    fn default() -> Self {
        let [domain, near, same_name, any_name] = [false; 4];
        Self { domain, colleague: NameClass::Exact, near, same_name, any_name }
    }
}

impl Needs {
    /// What two rules need.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            domain: self.domain || other.domain,
            colleague: self.colleague.min(other.colleague),
            near: self.near || other.near,
            same_name: self.same_name || other.same_name,
            any_name: self.any_name || other.any_name,
        }
    }

    /// What a rule needs: the facts without which it would not hold.
    ///
    /// Where a rule holds without a shared id or address, its needless facts can be taken away one by
    /// one. One that leads to the entry is left, or the rule would have been refused; so whatever a rule
    /// finds is found by a look-up that it needs. Where the company leads there, nothing else has to.
    pub(super) fn of(rule: &Expression) -> Self {
        let mut needs = Self::default();
        for found in without_identifiers().filter(|found| rule.holds(found) == Some(true)) {
            let fails = |without: Comparison| rule.holds(&without) != Some(true);
            let needs_domain = found.domain && fails(Comparison { domain: false, ..found.clone() });
            needs.domain |= needs_domain;
            if needs_domain && let Some(class) = found.name.filter(|_| is_compatible(&found)) {
                needs.colleague = needs.colleague.min(class);
                continue;
            }
            needs.near |= found.email == EmailAgreement::Near
                && fails(Comparison { email: EmailAgreement::Contradicts, ..found.clone() });
            needs.any_name |= is_compatible(&found)
                && !is_placed(&found)
                && fails(nameless(&found))
                && !fails(Comparison { same_name: false, ..found.clone() });
            needs.same_name |= found.same_name && fails(Comparison { same_name: false, ..found });
        }
        needs
    }
}

/// A name that can be the entry's, at its company or beside a near address.
fn is_placed(comparison: &Comparison) -> bool {
    (comparison.domain || comparison.email == EmailAgreement::Near) && is_compatible(comparison)
}

/// The comparison if nothing were known of the names.
fn nameless(found: &Comparison) -> Comparison {
    Comparison {
        name: None,
        name_complete: false,
        name_close: false,
        same_name: false,
        ..found.clone()
    }
}

/// A name that can be the entry's.
fn is_compatible(comparison: &Comparison) -> bool {
    comparison.name.is_some_and(|class| class > NameClass::Contradiction)
}

/// Every comparison of a record and an entry that share neither an id nor an address.
///
/// What only the whole file can tell is told: a rule that holds while it is open holds either way.
fn without_identifiers() -> impl Iterator<Item = Comparison> {
    let names = NameClass::ALL.iter().copied().map(Some).chain([None]);
    let ways = names.flat_map(|name| (0u8..1 << 7).map(move |bits| (name, bits)));
    let all = ways.flat_map(|(name, bits)| {
        let is = move |bit: u8| bits >> bit & 1 == 1;
        let emails = [EmailAgreement::Missing, EmailAgreement::Contradicts, EmailAgreement::Near];
        emails.into_iter().map(move |email| Comparison {
            id: false,
            id_namespaces: Vec::new(),
            shared_id: false,
            email,
            role_mailbox: is(0),
            shared_mailbox: is(1),
            name,
            same_name: is(2),
            domain: is(3),
            only_record: Some(is(4)),
            name_complete: is(5),
            name_close: is(6),
        })
    });
    all.filter(|found| !found.name_complete || is_compatible(found))
        .filter(|found| !found.name_close || found.name >= Some(NameClass::Typo1))
}

/// Whether a rule never holds without names that can be one person's.
#[cfg(test)]
pub(super) fn needs_a_compatible_name(rule: &Expression) -> bool {
    without_identifiers()
        .filter(|comparison| comparison.name.is_none_or(|name| name == NameClass::Contradiction))
        .filter(|comparison| !comparison.same_name || comparison.name.is_some())
        .all(|comparison| rule.holds(&comparison) != Some(true))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::Predicate;

    fn expression() -> impl Strategy<Value = Expression> {
        let leaf = prop_oneof![
            5 => prop::sample::select(Predicate::ALL).prop_map(Expression::Is),
            1 => Just(Expression::IdIn("crm".to_owned())),
            2 => prop::sample::select(NameClass::ALL).prop_map(Expression::NameAtLeast),
        ];
        leaf.prop_recursive(4, 16, 3, |inner| {
            let parts = prop::collection::vec(inner.clone(), 2..4);
            prop_oneof![
                2 => inner.prop_map(|inner| Expression::Not(Box::new(inner))),
                2 => parts.clone().prop_map(Expression::All),
                3 => parts.prop_map(Expression::Any),
            ]
        })
    }

    /// Every comparison that there can be.
    fn comparisons() -> Vec<Comparison> {
        let mut all = Vec::new();
        let is_first = |one: &Comparison| {
            one.email == EmailAgreement::Missing && one.only_record == Some(true)
        };
        for one in without_identifiers().filter(is_first) {
            for email in EmailAgreement::ALL.iter().copied() {
                for ids in 0..4 {
                    for only_record in [None, Some(false), Some(true)] {
                        all.push(Comparison {
                            id: ids == 1 || ids == 2,
                            id_namespaces: if ids == 2 {
                                vec!["crm".to_owned()]
                            } else {
                                Vec::new()
                            },
                            shared_id: ids == 3,
                            email,
                            only_record,
                            ..one.clone()
                        });
                    }
                }
            }
        }
        all
    }

    fn name_agrees(one: &Comparison) -> bool {
        one.holds(Predicate::NameCompatible) == Some(true)
    }

    fn by_identifier(one: &Comparison) -> bool {
        [Predicate::Id, Predicate::SharedId, Predicate::Email, Predicate::EmailCanonical]
            .into_iter()
            .any(|predicate| one.holds(predicate) == Some(true))
    }

    fn found_by(one: &Comparison, needs: Needs) -> bool {
        let has = |predicate| one.holds(predicate) == Some(true);
        by_identifier(one)
            || (needs.same_name && has(Predicate::SameName))
            || (needs.domain && has(Predicate::Domain) && one.name >= Some(needs.colleague))
            || (needs.near && has(Predicate::EmailNear))
            || (needs.any_name && name_agrees(one))
    }

    /// The rule in words: what the parts of an expression promise.
    fn promises(rule: &Expression, negated: bool) -> (bool, bool, bool) {
        let all = |parts: &[Expression]| {
            let parts = parts.iter().map(|part| promises(part, negated));
            let (found, place, name) = parts.fold((false, false, false), |all, one| {
                (all.0 || one.0, all.1 || one.1, all.2 || one.2)
            });
            (found || (place && name), place, name)
        };
        let any = |parts: &[Expression]| {
            parts.iter().map(|part| promises(part, negated)).fold((true, true, true), |all, one| {
                (all.0 && one.0, all.1 && one.1, all.2 && one.2)
            })
        };
        match rule {
            Expression::Not(inner) => promises(inner, !negated),
            Expression::All(parts) if negated => any(parts),
            Expression::Any(parts) if negated => all(parts),
            Expression::All(parts) => all(parts),
            Expression::Any(parts) => any(parts),
            _ if negated => (false, false, false),
            Expression::IdIn(_) => (true, false, false),
            Expression::NameAtLeast(class) => (false, false, *class > NameClass::Contradiction),
            Expression::Is(predicate) => match predicate {
                Predicate::Id
                | Predicate::SharedId
                | Predicate::Email
                | Predicate::EmailCanonical
                | Predicate::SameName
                | Predicate::EmailNear => (true, false, false),
                Predicate::Domain => (false, true, false),
                Predicate::NameCompatible | Predicate::NameClose => (false, false, true),
                _ => (false, false, false),
            },
        }
    }

    #[test]
    fn rules_as_people_write_them() {
        for (rule, found, expected) in [
            ("id | email & !name_contradicts", true, ""),
            ("!!id", true, ""),
            ("!(!email & !same_name)", true, "same_name"),
            ("domain & name >= initial", true, "domain"),
            ("(domain | email_near) & name_compatible", true, "domain near"),
            ("domain & (name_compatible | email)", true, "domain"),
            ("email & name >= nickname & domain", true, ""),
            ("email_near & domain & name_compatible", true, "domain"),
            ("email_near & !name_contradicts", true, "near"),
            ("name >= typo1", true, "any_name"),
            ("name_close", true, "any_name"),
            ("domain & (name >= nickname | name_close)", true, "domain"),
            ("email_near & name_close & only_record", true, "near"),
            ("domain & !name_close", false, "domain"),
            ("role_mailbox & name_compatible", true, "any_name"),
            ("domain & name >= contradiction", false, "domain"),
            ("domain | id", false, "domain"),
            ("!name_contradicts & domain", false, "domain"),
            ("only_record", false, ""),
        ] {
            let rule: Expression = rule.parse().unwrap();
            assert_eq!(is_found(&rule), found, "{rule}");
            let needs = Needs::of(&rule);
            let has = [
                ("domain", needs.domain),
                ("near", needs.near),
                ("same_name", needs.same_name),
                ("any_name", needs.any_name),
            ];
            let has: Vec<_> = has.iter().filter(|(_, is)| *is).map(|(need, _)| *need).collect();
            assert_eq!(has.join(" "), expected, "{rule}");
        }
    }

    #[test]
    fn how_well_the_names_of_colleagues_have_to_agree() {
        for (rule, colleague) in [
            ("id", NameClass::Exact),
            ("domain & name >= exact", NameClass::Exact),
            ("domain & (name >= exact | name >= nickname)", NameClass::Nickname),
            ("domain & name_compatible", NameClass::Typo2),
            ("domain & name_close", NameClass::Typo1),
            ("domain & same_name & name_compatible", NameClass::Typo2),
        ] {
            assert_eq!(Needs::of(&rule.parse().unwrap()).colleague, colleague, "{rule}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn a_rule_that_passes_holds_only_where_its_look_ups_lead(rule in expression()) {
            let (needs, passes) = (Needs::of(&rule), is_found(&rule));
            let everything = Needs {
                domain: true,
                colleague: NameClass::LEAST,
                near: true,
                same_name: true,
                any_name: true,
            };
            let mut found = true;
            for one in comparisons().iter().filter(|one| rule.holds(one) == Some(true)) {
                found &= found_by(one, everything);
                prop_assert!(!passes || found_by(one, needs), "{rule}: {one:?}");
            }
            prop_assert_eq!(passes, found, "{}", rule);
        }

        #[test]
        fn what_an_expression_promises_it_keeps(rule in expression()) {
            prop_assert!(!promises(&rule, false).0 || is_found(&rule), "{rule}");
        }

        #[test]
        fn an_expression_reads_back_from_its_canonical_form(rule in expression()) {
            let text = rule.to_string();
            let read: Expression = text.parse().unwrap();
            prop_assert_eq!(read.to_string().parse::<Expression>(), Ok(read.clone()));
            for one in without_identifiers() {
                prop_assert_eq!(read.holds(&one), rule.holds(&one), "{}", text);
            }
        }
    }
}
