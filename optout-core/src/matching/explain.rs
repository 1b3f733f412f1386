//! Why a record is taken for a listed person's, and why not.

use std::borrow::Cow;
use std::sync::Arc;

use super::best_name::RecordNames;
use super::comparison::{Comparison, Predicate};
use super::explanation::{Explanation, Field, FieldAgreement, Pair, Replay, Unmet, Values};
use super::expression::Expression;
use super::look_up::LookUp;
use super::names::{NameClass, NameComparison, compare_names_with};
use super::phrases::Asked;
use super::pins::{pinned_rule, pins};
use super::policy::{MatchStatus, Rule};
use super::{Match, Matcher, sentence};
use crate::contact::Contact;
use crate::digest::keyed;
use crate::error::{Error, ErrorKind, Result};
use crate::index::IndexedEntry;
use crate::normalize;
use crate::normalize::name::{AnyName as _, Name};
use crate::normalize::nicknames::Nicknames;

impl Matcher {
    /// Explains what a record is to the list.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a key that is too short.
    pub fn explain(&self, contact: &Contact<'_>, values: Values<'_>) -> Result<Explanation> {
        let record = self.look_up_whole(contact);
        let found = self.judge(&record, None);
        let mut pairs = Vec::with_capacity(record.candidates.len());
        for at in &record.candidates {
            pairs.extend(self.pair(contact, &record, *at, values)?);
        }
        pairs.sort_by_key(Pair::rank);
        Ok(self.explanation(&found, pairs))
    }

    /// Explains what a record is to one entry, above all why it is nothing to it.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] if the list has no entry of that name, or for a key that is too
    /// short.
    pub fn why_not(
        &self,
        entry_id: &str,
        contact: &Contact<'_>,
        values: Values<'_>,
    ) -> Result<Pair> {
        let record = self.look_up_whole(contact);
        let at = self.index.find(entry_id).ok_or_else(no_entry)?;
        self.pair(contact, &record, at, values)?.ok_or_else(no_entry)
    }

    /// Explains anew what was explained before, and says whether every byte is the same.
    ///
    /// # Errors
    /// Those of [`explain`](Self::explain).
    pub fn replay(
        &self,
        explanation: &str,
        contact: &Contact<'_>,
        values: Values<'_>,
    ) -> Result<Replay> {
        let now = self.explain(contact, values)?;
        if now.to_json() == explanation {
            return Ok(Replay::Same);
        }
        let before: serde_json::Value = serde_json::from_str(explanation).unwrap_or_default();
        let now = serde_json::to_value(&now).unwrap_or_default();
        let differs = |key: &str| before.get(key) != now.get(key);
        Ok(if !before.is_object() {
            Replay::Unreadable
        } else if differs("engine") || differs("normalization") {
            Replay::OtherEngine
        } else if differs("tables") {
            Replay::OtherTables
        } else if differs("policy_hash") {
            Replay::OtherPolicy
        } else {
            Replay::OtherOutcome
        })
    }

    fn explanation(&self, found: &Match, pairs: Vec<Pair>) -> Explanation {
        Explanation {
            engine: env!("CARGO_PKG_VERSION"),
            normalization: normalize::VERSION,
            tables: normalize::TABLES.into_iter().collect(),
            policy: self.policy.name().to_owned(),
            policy_hash: self.policy.hash().to_owned(),
            status: found.status(),
            is_settled: found.is_settled(),
            unreadable: found.unreadable(),
            oversized_blocks: found.oversized_blocks(),
            pairs,
        }
    }

    fn pair(
        &self,
        contact: &Contact<'_>,
        record: &LookUp,
        at: u32,
        values: Values<'_>,
    ) -> Result<Option<Pair>> {
        let Some(entry) = self.index.entry(at) else { return Ok(None) };
        let names = RecordNames::new(&record.keys.names, &self.index.known().nicknames);
        let comparison = Comparison::of(record, &names, at, &self.index, None);
        let verdict = record.verdict(at);
        let (rule, unmet) = match verdict {
            Some(verdict) => (pinned_rule(verdict), Vec::new()),
            None => self.first_rule(&comparison),
        };
        let says = match (&rule, verdict) {
            (Some(rule), _) => rule.says.as_str(),
            (None, Some(_)) => "A human decided that they are two people.",
            (None, None) => "No rule of the policy holds.",
        };
        let sentence = sentence(says, &comparison);
        Ok(Some(Pair {
            entry_id: entry.label().to_owned(),
            status: rule.as_ref().map_or(MatchStatus::NonMatch, |rule| rule.status),
            tier: rule.as_ref().map(|rule| rule.tier),
            rule: rule.as_ref().map(|rule| rule.name.clone()),
            sentence,
            score: comparison.score(),
            fields: self.fields(contact, record, at, &comparison, values)?,
            names: best_pair(record, entry, &self.index.known().nicknames),
            verdict,
            comparison,
            unmet,
        }))
    }

    /// The first rule that holds, and the conditions that those before it do not meet.
    fn first_rule(&self, comparison: &Comparison) -> (Option<Arc<Rule>>, Vec<Unmet>) {
        let mut unmet = Vec::new();
        for rule in self.policy.rules() {
            match unmet_condition(&rule.when, comparison) {
                None => return (Some(Arc::clone(rule)), unmet),
                Some(condition) => {
                    unmet.push(Unmet {
                        rule: rule.name.clone(),
                        condition: condition.to_string(),
                        phrase: Asked(condition).to_string(),
                    });
                }
            }
        }
        (None, unmet)
    }

    fn look_up_whole(&self, contact: &Contact<'_>) -> LookUp {
        let mut record = LookUp::whole(contact, &self.index, NameClass::LEAST);
        record.pin(pins(contact, &self.linked, &self.index));
        record
    }

    fn fields(
        &self,
        contact: &Contact<'_>,
        record: &LookUp,
        at: u32,
        comparison: &Comparison,
        values: Values<'_>,
    ) -> Result<Vec<FieldAgreement>> {
        let keys = &record.keys;
        let has = |print| self.index.postings(print).contains(at);
        let ids: Vec<Value<'_>> = keys
            .ids
            .iter()
            .zip(&record.prints.ids)
            .map(|((_, id), print)| Value::key(id, has(*print)))
            .collect();
        let emails: Vec<Value<'_>> = keys
            .emails
            .iter()
            .zip(&record.prints.emails)
            .map(|(email, print)| Value::key(email.exact(), has(print.exact)))
            .collect();
        let domains: Vec<Value<'_>> = keys
            .domains
            .iter()
            .zip(&record.prints.companies)
            .map(|(domain, print)| Value::key(domain, has(*print)))
            .collect();
        let recorded = contact.names().iter().map(|name| Value::of_record(name.written()));
        let listed = self.index.entry(at).into_iter().flat_map(|entry| entry.listed_names());
        let listed = listed.map(|name| Value::of_list(name.written()));
        let names: Vec<Value<'_>> = recorded.chain(listed).collect();
        let id_class = match (comparison.id, comparison.shared_id) {
            (true, _) => "same",
            (_, true) => "shared_by_many",
            _ => "none",
        };
        [
            (Field::Id, id_class, false, ids),
            (
                Field::Email,
                comparison.email.as_str(),
                comparison.holds(Predicate::EmailContradicts) == Some(true),
                emails,
            ),
            (
                Field::Name,
                comparison.name.map_or("missing", |name| name.as_str()),
                comparison.holds(Predicate::NameContradicts) == Some(true),
                names,
            ),
            (Field::Domain, if comparison.domain { "same" } else { "none" }, false, domains),
        ]
        .into_iter()
        .map(|(field, class, contradicts, found)| {
            let side = |test: fn(&Value<'_>) -> bool| {
                let side = found.iter().filter(|value| test(value));
                side.map(|value| value.show(values)).collect::<Result<Option<Vec<String>>>>()
            };
            Ok(FieldAgreement {
                field,
                class,
                contradicts,
                record: side(|value| value.on_record)?,
                entry: side(|value| value.on_list)?,
            })
        })
        .collect()
    }
}

/// A value of the record, of the list, or of both.
struct Value<'a> {
    text: Cow<'a, str>,
    on_record: bool,
    on_list: bool,
}

impl<'a> Value<'a> {
    fn key(text: &'a str, on_list: bool) -> Self {
        Self { text: text.into(), on_record: true, on_list }
    }

    fn of_record(text: String) -> Self {
        Self { text: text.into(), on_record: true, on_list: false }
    }

    fn of_list(text: String) -> Self {
        Self { text: text.into(), on_record: false, on_list: true }
    }

    fn show(&self, values: Values<'_>) -> Result<Option<String>> {
        match values {
            Values::Hidden => Ok(None),
            Values::Hashed(key) => keyed(key, "explanation", &self.text).map(Some),
            Values::Shown => Ok(Some(self.text.clone().into_owned())),
        }
    }
}

fn best_pair(
    record: &LookUp,
    entry: IndexedEntry<'_>,
    nicknames: &Nicknames,
) -> Option<NameComparison> {
    let listed: Vec<Name> = entry.names().map(|name| name.to_name()).collect();
    let mut best: Option<NameComparison> = None;
    for name in &record.keys.names {
        for other in &listed {
            let pair = compare_names_with(name, other, nicknames);
            if best.as_ref().is_none_or(|best| pair.class > best.class) {
                best = Some(pair);
            }
        }
    }
    best
}

/// The first condition of an expression that is not met, or not yet: of conditions that must all hold,
/// the one; of alternatives, all of them.
fn unmet_condition<'e>(
    expression: &'e Expression,
    comparison: &Comparison,
) -> Option<&'e Expression> {
    if expression.holds(comparison) == Some(true) {
        return None;
    }
    match expression {
        Expression::All(parts) => parts.iter().find_map(|part| unmet_condition(part, comparison)),
        other => Some(other),
    }
}

fn no_entry() -> Error {
    let expected = "the name of an entry of the list";
    Error::new(ErrorKind::InvalidOption { option: "entry_id", expected })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::PersonName;
    use crate::list::{ListOptions, OptOutList};
    use crate::matching::MatchPolicy;

    fn matcher() -> Matcher {
        let list = "Name,Company website,Unique 6sense Record ID,Work email\n\
                    Robert Roe,acme.example,P1,robert.roe@acme.example\n\
                    Jane Doe,acme.example,P2,jane@acme.example\n";
        let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
        Matcher::new(&list, MatchPolicy::standard().unwrap())
    }

    fn bob() -> Contact<'static> {
        Contact::new()
            .email("ROBERT.ROE@acme.example")
            .name(PersonName::Full("Bob Roe"))
            .website("acme.example")
    }

    #[test]
    fn an_explanation_names_rule_fields_and_what_is_not_met() {
        let explained = matcher().explain(&bob(), Values::Hidden).unwrap();
        let pair = &explained.pairs[0];
        assert_eq!((pair.entry_id.as_str(), pair.rule.as_deref()), ("P1", Some("same-email")));
        let classes: Vec<_> = pair.fields.iter().map(|field| field.class).collect();
        assert_eq!(classes, ["none", "exact", "nickname", "same"]);
        assert_eq!(pair.unmet[0].rule, "record-id-contradicted");
        assert_eq!(pair.unmet[0].condition, "id");
        assert!(!explained.to_json().to_lowercase().contains("roe"));
        assert!(!explained.to_string().to_lowercase().contains("roe"));
    }

    #[test]
    fn an_explanation_reads_as_a_table() {
        let policy = MatchPolicy::from_toml(
            "name = \"two\"\n\
             [[rule]]\nname = \"record-id\"\ntier = \"T0\"\nwhen = \"id\"\nstatus = \"match\"\nsays = \"Same record id.\"\n\
             [[rule]]\nname = \"same-email\"\ntier = \"T1\"\nwhen = \"email\"\nstatus = \"match\"\nsays = \"Same work e-mail.\"\n",
        );
        let list =
            "Name,Unique 6sense Record ID,Work email\nRobert Roe,P1,robert.roe@acme.example\n";
        let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
        let other =
            Contact::new().email("robert.roe@acme.example").name(PersonName::Full("Eve Poe"));
        let matcher = Matcher::new(&list, policy.unwrap());
        let explained = matcher.explain(&other, Values::Hidden).unwrap();
        assert_eq!(
            explained.to_string(),
            "\
match under policy two: it is a listed person's
open until the whole file has been seen

entry P1: match (T1, same-email)
  Same work e-mail. The names cannot be one person's.
  id      none           no record id in common
  email   exact          an address in common
  name    contradiction  names that cannot be one person's  <- speaks against it
  domain  none           no company in common
  rules that come first and do not hold, by what they lack
    record-id  a record id in common
",
        );
    }

    #[test]
    fn every_class_has_its_own_words() {
        let words = |field, classes: Vec<&'static str>| {
            let fields = classes.into_iter().map(|class| FieldAgreement {
                field,
                class,
                contradicts: false,
                record: None,
                entry: None,
            });
            fields.map(|field| field.phrase()).collect::<Vec<_>>()
        };
        let classes = crate::matching::NameClass::ALL.iter().map(|class| class.as_str());
        let mut said = words(Field::Name, classes.collect());
        let emails = crate::matching::EmailAgreement::ALL.iter().map(|class| class.as_str());
        said.extend(words(Field::Email, emails.collect()));
        said.extend(words(Field::Id, vec!["same", "shared_by_many", "none"]));
        said.extend(words(Field::Domain, vec!["same", "none"]));
        let all = said.len();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), all);
    }

    #[test]
    fn values_are_shown_or_hashed_on_request_only() {
        let shown = matcher().explain(&bob(), Values::Shown).unwrap();
        let email = &shown.pairs[0].fields[1];
        assert_eq!(
            email.record.as_deref(),
            Some(["robert.roe@acme.example".to_owned()].as_slice())
        );
        assert_eq!(email.record, email.entry);
        let key = b"a key of sixteen bytes or more";
        let hashed = matcher().explain(&bob(), Values::Hashed(key)).unwrap();
        let email = &hashed.pairs[0].fields[1];
        assert_eq!(email.record, email.entry);
        assert!(!hashed.to_json().to_lowercase().contains("roe"));
        assert!(matcher().explain(&bob(), Values::Hashed(b"short")).is_err());
    }

    #[test]
    fn a_replay_is_the_same_or_says_what_is_not() {
        let matcher = matcher();
        let recorded = matcher.explain(&bob(), Values::Hidden).unwrap().to_json();
        let replay = |recorded: &str, contact: Contact<'_>| {
            matcher.replay(recorded, &contact, Values::Hidden).unwrap()
        };
        assert_eq!(replay(&recorded, bob()), Replay::Same);
        assert_eq!(replay(&recorded, Contact::new().email("x@acme.example")), Replay::OtherOutcome);
        let other = recorded.replace(matcher.policy().hash(), "0");
        assert_eq!(replay(&other, bob()), Replay::OtherPolicy);
        assert_eq!(replay("[]", bob()), Replay::Unreadable);
    }

    #[test]
    fn why_not_compares_with_any_entry() {
        let pair = matcher().why_not("P2", &bob(), Values::Hidden).unwrap();
        assert_eq!(pair.status, MatchStatus::NonMatch);
        assert_eq!(pair.fields[2].class, "contradiction");
        assert!(pair.fields[2].contradicts);
        let unmet: Vec<_> = pair.unmet.iter().map(|unmet| unmet.condition.as_str()).collect();
        assert!(unmet.contains(&"email"), "{unmet:?}");
        assert!(matcher().why_not("P3", &bob(), Values::Hidden).is_err());
    }
}
