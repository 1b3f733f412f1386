//! The rules of matching, as data that a privacy officer can read, change and compare.

use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::comparison::Predicate;
use super::coverage::{self, Needs};
use super::expression::Expression;
use super::source::{Fault, Node, Source};
use crate::error::{Error, ErrorKind, Result};
use crate::words::words;

words! {
    /// Whether a record belongs to a listed person.
    MatchStatus ("match, possible, non_match or unknown") {
        /// It does.
        Match = "match",
        /// It may; a human decides.
        Possible = "possible",
        /// Nothing says so.
        NonMatch = "non_match",
        /// It has nothing that could be looked up, which is not the same as no match.
        Unknown = "unknown",
    }
}

words! {
    /// How strong the evidence of a match is; T0 is the strongest.
    Tier ("a tier T0 to T6") {
        /// Record id.
        T0 = "T0",
        /// E-mail, exact.
        T1 = "T1",
        /// E-mail, same mailbox.
        T2 = "T2",
        /// Name and company.
        T3 = "T3",
        /// Similar e-mail, name and company.
        T4 = "T4",
        /// Similar name and company, or a role mailbox.
        T5 = "T5",
        /// Name only.
        T6 = "T6",
    }
}

/// One rule: the first that holds for a record and an entry says what they are to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name in decisions.
    pub name: String,
    /// The tier of what it finds.
    pub tier: Tier,
    /// When it holds.
    pub when: Expression,
    /// What it says: `match` or `possible`.
    pub status: MatchStatus,
    /// The plain sentence for it.
    pub says: String,
}

/// The rules in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchPolicy {
    name: String,
    rules: Vec<Arc<Rule>>,
    hash: String,
    needs: Needs,
}

const EXPECTED_POLICY: &str = "a policy: its name, and a rule or more";
const EXPECTED_RULE: &str = "a rule: name, tier, when, status and says";
const EXPECTED_RULES: &str = "from 1 to 200 rules";
const EXPECTED_TEXT: &str = "a text that is not blank, without control characters";
const EXPECTED_TIER: &str = "a tier T0 to T6";
const EXPECTED_WHEN: &str = "an expression such as \"id | email\"";
const EXPECTED_STATUS: &str = "match or possible";
const EXPECTED_NAME: &str = "a different name for each rule";
const EXPECTED_FOUND: &str =
    "a rule that a record can be found by: an id, an e-mail, a near one, or a compatible name";
const EXPECTED_POSSIBLE: &str = "possible: the rule can hold for a name or a near e-mail alone, or for names that contradict each other";

/// Each is asked about each candidate; a policy with more is no longer read by anybody.
const MOST_RULES: usize = 200;

/// The shipped policies by name, from the most careful one to the widest.
const SHIPPED: [(&str, &str); 3] = [
    ("strict", include_str!("../../data/policy-strict.toml")),
    ("standard", include_str!("../../data/policy-standard.toml")),
    ("broad", include_str!("../../data/policy-broad.toml")),
];

impl MatchPolicy {
    /// The shipped policy of a name: `strict`, `standard` or `broad`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for another name.
    pub fn shipped(name: &str) -> Result<Self> {
        match SHIPPED.iter().find(|(shipped, _)| *shipped == name) {
            Some((_, text)) => Self::from_toml(text),
            None => Err(Error::new(ErrorKind::InvalidOption {
                option: "policy",
                expected: "strict, standard or broad",
            })),
        }
    }

    /// Record ids and exact e-mail addresses, and nothing else.
    ///
    /// # Errors
    /// None in practice: a test reads the shipped text.
    pub fn strict() -> Result<Self> {
        Self::shipped("strict")
    }

    /// Record ids, addresses and mailboxes; a name with its company is for a human to look at.
    ///
    /// # Errors
    /// None in practice: a test reads the shipped text.
    pub fn standard() -> Result<Self> {
        Self::shipped("standard")
    }

    /// The same matches as the standard, and everything for a human to look at that the name speaks for.
    ///
    /// # Errors
    /// None in practice: a test reads the shipped text.
    pub fn broad() -> Result<Self> {
        Self::shipped("broad")
    }

    /// Reads a policy from TOML.
    ///
    /// # Errors
    /// [`ErrorKind::Policy`] with line and byte for an unknown key, a missing one or one that comes
    /// twice; for a word or an expression that cannot be read; for a rule that yields neither `match` nor
    /// `possible`, one that no look-up can answer, one that lets a name alone match or names that
    /// contradict each other, or two of one name.
    pub fn from_toml(text: &str) -> Result<Self> {
        Self::of_source(&Source::toml(text))
    }

    /// Reads a policy from JSON: the same keys, `rule` being a list of objects.
    ///
    /// # Errors
    /// Those of [`from_toml`](Self::from_toml).
    pub fn from_json(text: &str) -> Result<Self> {
        Self::of_source(&Source::json(text))
    }

    /// Reads a policy from JSON if its first sign is a brace, which no TOML starts with, or else from TOML.
    ///
    /// # Errors
    /// Those of [`from_toml`](Self::from_toml).
    pub fn read(text: &str) -> Result<Self> {
        Self::of_source(&Source::either(text))
    }

    fn of_source(source: &Source<'_>) -> Result<Self> {
        source.tree().and_then(|tree| Self::of(&tree)).map_err(|fault| source.error(fault))
    }

    /// Reads a policy from its place in a greater one.
    pub(crate) fn of(node: &Node<'_>) -> Result<Self, Fault> {
        let [name, rules] = node.members(["name", "rule"], EXPECTED_POLICY)?;
        let (Some(name), Some(rules)) = (name, rules) else {
            return Err(node.fault(EXPECTED_POLICY));
        };
        let name = text(name)?;
        let items = rules.items(EXPECTED_POLICY)?;
        if items.is_empty() || items.len() > MOST_RULES {
            return Err(rules.fault(EXPECTED_RULES));
        }
        let mut rules: Vec<Arc<Rule>> = Vec::with_capacity(items.len());
        for item in items {
            rules.push(Arc::new(Rule::of(item, &rules)?));
        }
        let needs = rules.iter().map(|rule| Needs::of(&rule.when));
        let needs = needs.fold(Needs::default(), Needs::and);
        let hash = hash(&rules);
        Ok(Self { name, rules, hash, needs })
    }

    /// The policy as TOML, in one layout whatever it was read from; it reads back as the same policy.
    pub fn to_toml(&self) -> String {
        // Writing to a string cannot fail.
        let mut toml = String::new();
        let _ = writeln!(toml, "name = {}", quoted(&self.name));
        for rule in &self.rules {
            let Rule { name, tier, when, status, says } = rule.as_ref();
            let _ = writeln!(toml, "\n[[rule]]\nname = {}\ntier = \"{tier}\"", quoted(name));
            let _ = writeln!(toml, "when = \"{when}\"\nstatus = \"{status}\"");
            let _ = writeln!(toml, "says = {}", quoted(says));
        }
        toml
    }

    /// The policy's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rules in their order.
    pub fn rules(&self) -> &[Arc<Rule>] {
        &self.rules
    }

    /// SHA-256 of the canonical form, in hexadecimal: layout, names of policies and sentences are not in
    /// it.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether any rule asks for a fact.
    pub(super) fn asks(&self, predicate: Predicate) -> bool {
        self.rules.iter().any(|rule| rule.when.asks(predicate))
    }

    /// What has to be looked up for it beside ids and addresses.
    pub(crate) fn needs(&self) -> Needs {
        self.needs
    }
}

impl Rule {
    fn of(node: &Node<'_>, before: &[Arc<Self>]) -> Result<Self, Fault> {
        let keys = ["name", "tier", "when", "status", "says"];
        let [Some(name), Some(tier), Some(when), Some(status), Some(says)] =
            node.members(keys, EXPECTED_RULE)?
        else {
            return Err(node.fault(EXPECTED_RULE));
        };
        let rule = Self {
            name: text(name)?,
            tier: word(tier, EXPECTED_TIER)?,
            when: expression(when)?,
            status: word(status, EXPECTED_STATUS)?,
            says: text(says)?,
        };
        if before.iter().any(|other| other.name == rule.name) {
            return Err(name.fault(EXPECTED_NAME));
        }
        match rule.status {
            MatchStatus::Match if coverage::is_weak(&rule.when) => {
                Err(status.fault(EXPECTED_POSSIBLE))
            }
            MatchStatus::Match | MatchStatus::Possible => Ok(rule),
            MatchStatus::NonMatch | MatchStatus::Unknown => Err(status.fault(EXPECTED_STATUS)),
        }
    }
}

fn text(node: &Node<'_>) -> Result<String, Fault> {
    match node.text() {
        Some(text) if !text.trim().is_empty() && !text.chars().any(char::is_control) => {
            Ok(text.to_owned())
        }
        _ => Err(node.fault(EXPECTED_TEXT)),
    }
}

fn word<T: std::str::FromStr>(node: &Node<'_>, expected: &'static str) -> Result<T, Fault> {
    node.text().and_then(|word| word.parse().ok()).ok_or(node.fault(expected))
}

fn expression(node: &Node<'_>) -> Result<Expression, Fault> {
    let when: Expression =
        node.text().ok_or(node.fault(EXPECTED_WHEN))?.parse().map_err(
            |error: super::ExpressionError| node.fault_inside(error.offset, error.expected),
        )?;
    if coverage::is_found(&when) { Ok(when) } else { Err(node.fault_inside(0, EXPECTED_FOUND)) }
}

/// A text in the quotes of TOML. It has no control characters.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The name and the sentences say nothing about what a policy does, so they are not in the hash.
fn hash(rules: &[Arc<Rule>]) -> String {
    let mut canonical = String::from("optout match policy 1\n");
    for rule in rules {
        let Rule { name, tier, when, status, says: _ } = rule.as_ref();
        // Writing to a string cannot fail.
        let _ = writeln!(canonical, "{name}\t{tier}\t{when}\t{status}");
    }
    crate::digest::hex(&Sha256::digest(canonical.as_bytes()))
}

/// A shipped policy that is read once for many tests: reading looks at all that there can be.
#[cfg(test)]
#[allow(clippy::disallowed_types, reason = "it is for tests")]
pub(crate) fn shipped_once(name: &str) -> MatchPolicy {
    use std::sync::LazyLock;

    static ONCE: LazyLock<[MatchPolicy; 3]> =
        LazyLock::new(|| SHIPPED.map(|(name, _)| MatchPolicy::shipped(name).unwrap()));
    ONCE.iter().find(|policy| policy.name() == name).unwrap().clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::NameClass;

    fn toml(when: &str, status: &str) -> String {
        format!(
            "name = 'x'\n[[rule]]\nname = 'a'\ntier = 'T0'\nwhen = '{when}'\nstatus = '{status}'\nsays = 'A.'\n"
        )
    }

    fn hash_of(when: &str) -> String {
        MatchPolicy::from_toml(&toml(when, "match")).unwrap().hash().to_owned()
    }

    fn expected(result: Result<MatchPolicy>) -> (&'static str, u64) {
        match result.unwrap_err() {
            error if matches!(error.kind(), ErrorKind::Policy { .. }) => match error.kind() {
                ErrorKind::Policy { expected } => (expected, error.position().unwrap().line),
                _ => unreachable!(),
            },
            error => panic!("{error}"),
        }
    }

    #[test]
    fn the_shipped_policies_read() {
        for (name, text) in SHIPPED {
            let policy = MatchPolicy::shipped(name).unwrap();
            assert_eq!(policy.name(), name);
            assert!(policy.rules().iter().all(|rule| rule.says.ends_with('.')));
            // Beside its comments a shipped policy is in the one layout.
            let bare: String = text
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(|line| format!("{line}\n"))
                .collect();
            assert_eq!(policy.to_toml(), bare, "{name}");
        }
        assert!(MatchPolicy::shipped("lax").is_err());
    }

    #[test]
    fn a_shipped_rule_of_names_never_holds_for_names_that_contradict() {
        for (name, _) in SHIPPED {
            for rule in MatchPolicy::shipped(name).unwrap().rules() {
                let by_name = matches!(rule.tier, Tier::T3 | Tier::T4 | Tier::T6)
                    || rule.name == "similar-name-and-company";
                assert!(!by_name || coverage::needs_a_compatible_name(&rule.when), "{}", rule.name);
                assert!(!by_name || rule.status == MatchStatus::Possible);
            }
        }
    }

    #[test]
    fn a_wider_policy_keeps_the_rules_of_a_narrower_one_that_match() {
        let matching = |policy: &MatchPolicy| -> Vec<Rule> {
            let rules = policy.rules().iter().filter(|rule| rule.status == MatchStatus::Match);
            rules.map(|rule| rule.as_ref().clone()).collect()
        };
        let [strict, standard, broad] = ["strict", "standard", "broad"]
            .map(|name| matching(&MatchPolicy::shipped(name).unwrap()));
        assert_eq!(standard, broad);
        assert!(strict.iter().all(|rule| standard.contains(rule)));
    }

    #[test]
    fn a_policy_says_what_it_needs() {
        let of = |name| MatchPolicy::shipped(name).unwrap().needs();
        let nothing = Needs::default();
        assert_eq!(of("strict"), nothing);
        assert_eq!(of("standard"), Needs { domain: true, colleague: NameClass::LEAST, ..nothing });
        let everywhere = Needs { near: true, same_name: true, ..of("standard") };
        assert_eq!(of("broad"), everywhere);
    }

    #[test]
    fn layout_and_sentences_do_not_change_the_hash_and_meaning_does() {
        assert_eq!(hash_of("id|email"), hash_of("id | (email)"));
        assert_eq!(hash_of("id|email|email_canonical"), hash_of("id | (email | email_canonical)"));
        assert_ne!(hash_of("id|email"), hash_of("id&email"));
        let text = toml("id", "match");
        let other = text.replace("'A.'", "'B.'").replace("'x'", "'y'");
        let [one, other] = [&text, &other].map(|text| MatchPolicy::from_toml(text).unwrap());
        assert_eq!(one.hash(), other.hash());
        assert_ne!(one, other);
    }

    #[test]
    fn the_text_of_a_policy_reads_back() {
        let text = toml("id.salesforce & !(role_mailbox|!name_compatible)", "match")
            .replace("'A.'", "'Say \"\\u0041\" – now.'");
        let policy = MatchPolicy::from_toml(&text).unwrap();
        assert_eq!(MatchPolicy::read(&policy.to_toml()).unwrap(), policy);
    }

    #[test]
    fn rules_that_cannot_be_looked_up_are_refused() {
        for when in ["!email", "domain", "!email_near", "id | domain", "domain & !name_contradicts"]
        {
            assert_eq!(
                expected(MatchPolicy::from_toml(&toml(when, "possible"))),
                (EXPECTED_FOUND, 5)
            );
        }
    }

    #[test]
    fn a_name_alone_does_not_match() {
        for when in [
            "same_name",
            "same_name & domain",
            "id | same_name & domain & !name_contradicts | same_name",
            "name >= exact",
            "name_close",
            "name_close & only_record",
            "email_near & !name_contradicts",
        ] {
            assert_eq!(
                expected(MatchPolicy::from_toml(&toml(when, "match"))),
                (EXPECTED_POSSIBLE, 6)
            );
            assert!(MatchPolicy::from_toml(&toml(when, "possible")).is_ok());
        }
        for named in ["same_name & domain & name_compatible", "name_close & domain"] {
            assert!(MatchPolicy::from_toml(&toml(named, "match")).is_ok());
        }
    }

    #[test]
    fn there_is_an_end_to_rules() {
        let rule = |at| {
            format!(
                "{{\"name\":\"r{at}\",\"tier\":\"T0\",\"when\":\"id\",\"status\":\"match\",\"says\":\"A.\"}}"
            )
        };
        let policy = |rules: usize| {
            let rules: Vec<String> = (0..rules).map(rule).collect();
            MatchPolicy::from_json(&format!("{{\"name\":\"x\",\n\"rule\":[{}]}}", rules.join(",")))
        };
        assert_eq!(policy(MOST_RULES).unwrap().rules().len(), MOST_RULES);
        assert_eq!(expected(policy(0)), (EXPECTED_RULES, 2));
        assert_eq!(expected(policy(MOST_RULES + 1)), (EXPECTED_RULES, 2));
    }
}
