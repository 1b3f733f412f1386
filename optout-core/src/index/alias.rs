//! Company domains that are one company's.

use std::fmt;
use std::io::Read;

use super::groups::Groups;
use crate::digest;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::normalize::website::Website;
use crate::table::NamedTable;

/// The caller's table of company domains that are one company's: rebrands, subsidiaries.
///
/// Nothing else makes one company of two domains, for no rule can tell a subsidiary from a namesake.
/// All domains that rows bring together are one company, in whatever order the rows come. `Debug`
/// shows counts only.
///
/// ```
/// use optout_core::DomainAliases;
///
/// let mut aliases = DomainAliases::new();
/// aliases.add("engine.example", "https://www.analytical.example")?;
/// assert_eq!(aliases.canonical("engine.example"), "analytical.example");
/// assert_eq!(aliases.canonical("other.example"), "other.example");
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct DomainAliases {
    groups: Groups,
}

const EXPECTED_DOMAIN: &str =
    "a company's own domain, and no mail provider's, social network's or public suffix";
const EXPECTED_ALIAS: &str = "another domain of the company";
const EXPECTED_FEWER: &str = "fewer domains";

impl DomainAliases {
    /// No two domains are one company's.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a delimited text with the columns `domain` and `alias`; further aliases have columns
    /// `alias_2`, `alias_3` and so on, or all the name `alias`. Other columns are passed over.
    ///
    /// # Errors
    /// A structure fault; a cell that holds no company's own domain, or several at once; a row without
    /// a domain or without an alias: each with its position.
    pub fn read(input: impl Read) -> Result<Self> {
        Self::rows(input).map_err(|error| error.within(Input::DomainAliases))
    }

    fn rows(input: impl Read) -> Result<Self> {
        let mut table = NamedTable::open(input, &["domain", "alias"], 2, Some("alias"))?;
        let mut aliases = Self::new();
        while let Some(row) = table.read()? {
            let fault = |column, expected| {
                Error::new(ErrorKind::Value { column, expected }).at(row.position())
            };
            let Some((column, domain)) = row.all("domain").next() else {
                return Err(row.fault("domain", EXPECTED_DOMAIN));
            };
            let domain = company(domain).ok_or_else(|| fault(column, EXPECTED_DOMAIN))?;
            let mut has_alias = false;
            for (column, alias) in row.all("alias") {
                let alias = company(alias).ok_or_else(|| fault(column, EXPECTED_DOMAIN))?;
                aliases.join(&domain, &alias).ok_or_else(|| fault(column, EXPECTED_FEWER))?;
                has_alias = true;
            }
            if !has_alias {
                return Err(row.fault("alias", EXPECTED_ALIAS));
            }
        }
        Ok(aliases)
    }

    /// Says that two domains, or the websites they are in, are one company's.
    ///
    /// # Errors
    /// [`ErrorKind::Value`] for a text that is not the website of a company of its own.
    pub fn add(&mut self, one: &str, other: &str) -> Result<()> {
        let fault = |expected| Error::new(ErrorKind::Value { column: 0, expected });
        let domain = |text| company(text).ok_or_else(|| fault(EXPECTED_DOMAIN));
        let (one, other) = (domain(one)?, domain(other)?);
        self.join(&one, &other).ok_or_else(|| fault(EXPECTED_FEWER))
    }

    fn join(&mut self, one: &str, other: &str) -> Option<()> {
        let (one, other) = (self.groups.place(one)?, self.groups.place(other)?);
        let labels = [self.groups.label(one), self.groups.label(other)];
        let smallest = labels.into_iter().min_by_key(|at| self.groups.key(*at))?;
        self.groups.join(one, other, smallest);
        Some(())
    }

    /// The domain that stands for a registrable domain's company: of all its domains the first in the
    /// order of their bytes.
    pub fn canonical<'a>(&'a self, domain: &'a str) -> &'a str {
        match self.groups.find(domain) {
            Some(at) => self.groups.key(self.groups.label(at)),
            None => domain,
        }
    }

    /// Rows of a domain and an alias that say the same, in the order of their bytes.
    pub fn to_rows(&self) -> Vec<[&str; 2]> {
        let aliases = self.groups.iter().filter(|(domain, canonical)| domain != canonical);
        let mut rows: Vec<[&str; 2]> =
            aliases.map(|(domain, canonical)| [canonical, domain]).collect();
        rows.sort_unstable();
        rows
    }

    /// SHA-256 of what it says, in hexadecimal; the order and the number of rows are not in it.
    pub fn hash(&self) -> String {
        digest::rows("optout domain aliases 1", self.to_rows())
    }

    /// How many domains have another one that stands for them.
    pub fn len(&self) -> usize {
        self.groups.iter().filter(|(domain, canonical)| domain != canonical).count()
    }

    /// Whether no domain has.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The registrable domain of a company's website. Of several in one text none is taken: the others
/// would be lost.
fn company(text: &str) -> Option<String> {
    let one = |c: char| !c.is_whitespace() && !matches!(c, ',' | ';' | '|');
    let website = Website::parse(text.trim()).ok().filter(|_| text.trim().chars().all(one))?;
    website.is_company_evidence().then(|| website.domain().to_owned())
}

impl fmt::Debug for DomainAliases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DomainAliases").field("aliases", &self.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    fn fault(text: &str) -> (ErrorKind, u64) {
        let error = DomainAliases::read(text.as_bytes()).unwrap_err();
        assert_eq!(error.input(), Some(Input::DomainAliases));
        (error.kind().clone(), error.position().unwrap().record)
    }

    #[test]
    fn rows_bring_domains_together() {
        let text = "alias,domain,alias_2,why,alias\n\
            b.example,a.example,,rebrand,\n\
            https://www.d.example/x,c.example,e.example,,F.example\n\
            b.example,shop.d.example,,,\n";
        let aliases = DomainAliases::read(text.as_bytes()).unwrap();
        for domain in ["a", "b", "c", "d", "e", "f"] {
            assert_eq!(aliases.canonical(&format!("{domain}.example")), "a.example");
        }
        assert_eq!(aliases.canonical("g.example"), "g.example");
        assert_eq!(aliases.len(), 5);
        assert_eq!(format!("{aliases:?}"), "DomainAliases { aliases: 5 }");
    }

    #[test]
    fn what_is_no_companys_own_is_refused() {
        for domain in [
            "gmail.com",
            "linkedin.com/company/x",
            "co.uk",
            "acme",
            "10.0.0.1",
            "a.example b.example",
        ] {
            let text = format!("domain,alias\na.example,b.example\nc.example,{domain}\n");
            let kind = ErrorKind::Value { column: 2, expected: EXPECTED_DOMAIN };
            assert_eq!(fault(&text), (kind, 2), "{domain}");
            assert!(DomainAliases::new().add(domain, "a.example").is_err());
        }
        let value = |column, expected| ErrorKind::Value { column, expected };
        assert_eq!(fault("domain,alias\n,b.example\n"), (value(1, EXPECTED_DOMAIN), 1));
        assert_eq!(fault("domain,alias\na.example,\n"), (value(2, EXPECTED_ALIAS), 1));
        assert_eq!(fault("domain,other\n").0, ErrorKind::MissingColumn { expected: "alias" });
        let twice = ErrorKind::DuplicateColumn { first: 1, second: 2 };
        assert_eq!(fault("domain,domain,alias\n").0, twice);
        let fields = ErrorKind::FieldCount { expected: 2, found: 3 };
        assert_eq!(fault("domain,alias\na.example,b.example,c.example\n"), (fields, 1));
    }

    proptest! {
        #[test]
        fn the_order_of_rows_says_nothing(
            pairs in prop::collection::vec((0u8..12, 0u8..12), 0..12),
            turned: bool,
        ) {
            let name = |at: &u8| format!("c{at}.example");
            let mut aliases = DomainAliases::new();
            let mut other = DomainAliases::new();
            let mut slow: BTreeMap<String, BTreeSet<String>> =
                (0u8..12).map(|at| (name(&at), BTreeSet::from([name(&at)]))).collect();
            for (one, two) in &pairs {
                aliases.add(&name(one), &name(two)).unwrap();
                let all: BTreeSet<String> = &slow[&name(one)] | &slow[&name(two)];
                for member in &all {
                    slow.insert(member.clone(), all.clone());
                }
            }
            for (one, two) in pairs.iter().rev() {
                let (one, two) = if turned { (two, one) } else { (one, two) };
                other.add(&name(one), &name(two)).unwrap();
            }
            for (domain, all) in &slow {
                prop_assert_eq!(aliases.canonical(domain), all.first().unwrap().as_str());
            }
            prop_assert_eq!(aliases.hash(), other.hash());
            let mut again = DomainAliases::new();
            for [domain, alias] in aliases.to_rows() {
                again.add(domain, alias).unwrap();
            }
            prop_assert_eq!(again.to_rows(), aliases.to_rows());
        }
    }
}
