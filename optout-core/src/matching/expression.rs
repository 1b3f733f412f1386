//! Boolean expressions over named predicates: `id | email & !name_contradicts`.
//!
//! `!` binds closest, then `&`, then `|`; parentheses group. `name >= nickname` asks for a class of
//! name agreement or a better one.

use std::fmt;
use std::str::FromStr;

use super::comparison::{Comparison, Predicate};
use super::names::NameClass;
use crate::contact::fold_namespace;

/// A condition of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A predicate holds.
    Is(Predicate),
    /// They share an id in a namespace, by its name in small letters.
    IdIn(String),
    /// The names agree at least this well.
    NameAtLeast(NameClass),
    /// The condition does not hold.
    Not(Box<Self>),
    /// All hold.
    All(Vec<Self>),
    /// One holds.
    Any(Vec<Self>),
}

impl Expression {
    /// Whether a predicate occurs in it.
    pub(super) fn asks(&self, predicate: Predicate) -> bool {
        match self {
            Self::Is(own) => *own == predicate,
            Self::IdIn(_) | Self::NameAtLeast(_) => false,
            Self::Not(inner) => inner.asks(predicate),
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.asks(predicate)),
        }
    }

    /// Whether the condition holds for a comparison; `None` while only the whole file can tell.
    ///
    /// Source: S. C. Kleene, "On notation for ordinal numbers", 1938, the strong logic of three values.
    pub(crate) fn holds(&self, comparison: &Comparison) -> Option<bool> {
        match self {
            Self::Is(predicate) => comparison.holds(*predicate),
            Self::IdIn(namespace) => Some(comparison.has_id_in(namespace)),
            Self::NameAtLeast(class) => Some(comparison.name.is_some_and(|name| name >= *class)),
            Self::Not(inner) => inner.holds(comparison).map(|holds| !holds),
            Self::All(parts) => decided(parts, comparison, false),
            Self::Any(parts) => decided(parts, comparison, true),
        }
    }
}

/// The canonical form, in which a policy is hashed.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, parts: &[Self], sign: &str| {
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    write!(f, " {sign} ")?;
                }
                match part {
                    Self::All(_) | Self::Any(_) => write!(f, "({part})")?,
                    _ => write!(f, "{part}")?,
                }
            }
            Ok(())
        };
        match self {
            Self::Is(predicate) => write!(f, "{predicate}"),
            Self::IdIn(namespace) => write!(f, "id.{namespace}"),
            Self::NameAtLeast(class) => write!(f, "name >= {class}"),
            Self::Not(inner) => match **inner {
                Self::All(_) | Self::Any(_) => write!(f, "!({inner})"),
                _ => write!(f, "!{inner}"),
            },
            Self::All(parts) => joined(f, parts, "&"),
            Self::Any(parts) => joined(f, parts, "|"),
        }
    }
}

/// What was expected where an expression cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// Offset in the expression, in bytes.
    pub offset: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }
}

impl FromStr for Expression {
    type Err = ExpressionError;

    fn from_str(text: &str) -> Result<Self, ExpressionError> {
        if text.len() > MOST_BYTES {
            return Err(ExpressionError { offset: 0, expected: EXPECTED_LENGTH });
        }
        let mut parser = Parser { text, at: 0, depth: 0 };
        let expression = parser.any()?;
        match parser.peek() {
            None => Ok(expression),
            Some(_) => Err(parser.fault(EXPECTED_SIGN)),
        }
    }
}

const EXPECTED_SIGN: &str = "&, | or the end of the expression";
const EXPECTED_PREDICATE: &str =
    "a predicate such as id, email, name_compatible or name >= nickname";
const EXPECTED_CLASS: &str = "a class of name agreement such as nickname";
const EXPECTED_NAMESPACE: &str = "the namespace of an id, as in id.salesforce";
const EXPECTED_PARENTHESIS: &str = "a closing parenthesis";
const EXPECTED_DEPTH: &str = "at most 32 negations and parentheses inside one another";
const EXPECTED_LENGTH: &str = "an expression of at most 4096 bytes";

/// Reading and asking go one call deeper with each negation and parenthesis.
const MOST_NESTED: usize = 32;
const MOST_BYTES: usize = 4096;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.rest().chars().next()
    }

    fn take(&mut self, sign: &str) -> bool {
        self.peek();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    fn word(&mut self) -> &'a str {
        self.peek();
        let rest = self.rest();
        let length =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        rest.get(..length).unwrap_or_default()
    }

    fn fault(&self, expected: &'static str) -> ExpressionError {
        ExpressionError { offset: self.at, expected }
    }

    fn any(&mut self) -> Result<Expression, ExpressionError> {
        let mut parts = Vec::new();
        loop {
            // Parentheses between equal signs are layout.
            match self.all()? {
                Expression::Any(inner) => parts.extend(inner),
                part => parts.push(part),
            }
            if !self.take("|") {
                return Ok(one_or(parts, Expression::Any));
            }
        }
    }

    fn all(&mut self) -> Result<Expression, ExpressionError> {
        let mut parts = Vec::new();
        loop {
            match self.one()? {
                Expression::All(inner) => parts.extend(inner),
                part => parts.push(part),
            }
            if !self.take("&") {
                return Ok(one_or(parts, Expression::All));
            }
        }
    }

    fn deeper(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Expression, ExpressionError>,
    ) -> Result<Expression, ExpressionError> {
        if self.depth == MOST_NESTED {
            return Err(self.fault(EXPECTED_DEPTH));
        }
        self.depth += 1;
        let inner = read(self)?;
        self.depth -= 1;
        Ok(inner)
    }

    fn one(&mut self) -> Result<Expression, ExpressionError> {
        if self.take("!") {
            return Ok(Expression::Not(Box::new(self.deeper(Self::one)?)));
        }
        if self.take("(") {
            let inner = self.deeper(Self::any)?;
            return if self.take(")") { Ok(inner) } else { Err(self.fault(EXPECTED_PARENTHESIS)) };
        }
        let word = self.word();
        if word == "name" {
            self.at += word.len();
            if !self.take(">=") {
                return Err(self.fault(EXPECTED_PREDICATE));
            }
            let class = self.word();
            let known = class.parse().map_err(|_| self.fault(EXPECTED_CLASS))?;
            self.at += class.len();
            return Ok(Expression::NameAtLeast(known));
        }
        if word == "id" && self.rest().get(word.len()..).is_some_and(|rest| rest.starts_with('.')) {
            self.at += word.len() + 1;
            let rest = self.rest();
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
            let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            let namespace = fold_namespace(rest.get(..length).unwrap_or_default()).into_owned();
            // A few capitals have small forms of letter and mark.
            if namespace.is_empty() || !namespace.chars().all(is_part) {
                return Err(self.fault(EXPECTED_NAMESPACE));
            }
            self.at += length;
            return Ok(Expression::IdIn(namespace));
        }
        let predicate = word.parse().map_err(|_| self.fault(EXPECTED_PREDICATE))?;
        self.at += word.len();
        Ok(Expression::Is(predicate))
    }
}

/// What one part settles for all of them: a falsehood an "and", a truth an "or".
fn decided(parts: &[Expression], comparison: &Comparison, settles: bool) -> Option<bool> {
    let mut all_known = true;
    for part in parts {
        match part.holds(comparison) {
            Some(holds) if holds == settles => return Some(settles),
            Some(_) => {}
            None => all_known = false,
        }
    }
    all_known.then_some(!settles)
}

fn one_or(mut parts: Vec<Expression>, many: impl Fn(Vec<Expression>) -> Expression) -> Expression {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            parts.extend(last);
            many(parts)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_form_reads_back() {
        for (text, canonical) in [
            ("id|email", "id | email"),
            ("id | (name>=nickname&domain)", "id | (name >= nickname & domain)"),
            ("!(id&email)|!domain", "!(id & email) | !domain"),
            ("((id))", "id"),
        ] {
            let expression: Expression = text.parse().unwrap();
            assert_eq!(expression.to_string(), canonical);
            assert_eq!(canonical.parse::<Expression>().unwrap(), expression);
        }
    }

    #[test]
    fn a_fault_says_where_and_what() {
        for (text, offset, expected) in [
            ("id & ", 5, EXPECTED_PREDICATE),
            ("id email", 3, EXPECTED_SIGN),
            ("(id | email", 11, EXPECTED_PARENTHESIS),
            ("name >= close", 8, EXPECTED_CLASS),
            ("phone", 0, EXPECTED_PREDICATE),
            ("id.", 3, EXPECTED_NAMESPACE),
            ("id.\u{130}d", 3, EXPECTED_NAMESPACE),
        ] {
            assert_eq!(text.parse::<Expression>(), Err(ExpressionError { offset, expected }));
        }
    }

    #[test]
    fn there_is_an_end_to_nesting_and_length() {
        for sign in ["(", "!"] {
            let deep = |depth| {
                format!(
                    "{}id{}",
                    sign.repeat(depth),
                    ")".repeat(if sign == "(" { depth } else { 0 })
                )
            };
            assert!(deep(MOST_NESTED).parse::<Expression>().is_ok());
            let error = ExpressionError { offset: MOST_NESTED + 1, expected: EXPECTED_DEPTH };
            assert_eq!(deep(MOST_NESTED + 1).parse::<Expression>(), Err(error));
            assert!(sign.repeat(1_000_000).parse::<Expression>().is_err());
        }
        let flat = |length: usize| format!("id{}", "|id".repeat((length - 2) / 3));
        assert!(flat(MOST_BYTES).parse::<Expression>().is_ok());
        assert!(flat(MOST_BYTES + 3).parse::<Expression>().is_err());
    }
}
