//! What each regime asks for, as data.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::regime::{Deadline, Holidays, Regime, RegimeSet, Term};
use super::vocabulary::EvidenceKind;
use crate::normalize::date::Date;
use crate::words::words;

/// What a regime asks for, as far as the decision needs it, with its sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegimePack {
    /// The regime.
    pub name: Regime,
    /// Its name in words.
    pub title: String,
    /// The legal texts that say so.
    pub sources: Vec<String>,
    /// Whether it is taken, with the others that are, where no place is known.
    #[serde(default)]
    pub is_default: bool,
    /// Codes and names of countries, in small letters, without blanks and signs.
    pub countries: Vec<String>,
    /// Codes and names of the parts of these countries that it is the law of, written like those; all parts if
    /// there are none.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Calling codes of telephone numbers.
    #[serde(default)]
    pub calling_codes: Vec<String>,
    /// Top-level domains of countries.
    #[serde(default)]
    pub domains: Vec<String>,
    /// What permits marketing without consent: one of them.
    #[serde(default)]
    pub marketing: Vec<Ground>,
    /// How long there is for a refusal.
    pub opt_out: Term,
    /// How long there is for a request to erase that the person made to the controller.
    pub erasure: Term,
    /// How long there is for a request that a public deletion list passes on.
    #[serde(default)]
    pub deletion_list: Option<Term>,
}

/// Evidence that permits marketing without consent to a person whose record is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// What has to be documented.
    pub kind: EvidenceKind,
    /// How many months an event counts, or a state that has ended.
    #[serde(default)]
    pub months: Option<u16>,
    /// What has to be documented beside it: all of them.
    #[serde(default)]
    pub beside: Vec<EvidenceKind>,
}

words! {
    /// What somebody asks for.
    Request ("opt_out, erasure or deletion_list") {
        /// To be left in peace: the vendor's list.
        OptOut = "opt_out",
        /// To be erased, asked of the controller.
        Erasure = "erasure",
        /// To be erased, asked of a public list for data brokers.
        DeletionList = "deletion_list",
    }
}

/// The packs of all regimes, each once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<RegimePack>", into = "Vec<RegimePack>")]
pub struct RegimePacks(Arc<[RegimePack]>);

#[derive(Deserialize)]
struct Shipped {
    regime: Vec<RegimePack>,
}

impl RegimePacks {
    /// The packs that come with the library.
    pub fn shipped() -> Self {
        // A test reads the text.
        let shipped = toml::from_str::<Shipped>(include_str!("../../data/regimes.toml"));
        Self(shipped.map(|shipped| shipped.regime.into()).unwrap_or_default())
    }

    /// The packs in the order of the regimes.
    pub fn iter(&self) -> impl Iterator<Item = &RegimePack> {
        self.0.iter()
    }

    /// The pack of a regime.
    pub fn get(&self, regime: Regime) -> Option<&RegimePack> {
        self.iter().find(|pack| pack.name == regime)
    }

    /// The earliest day that any of the regimes sets for a request; a tie goes to the first in their
    /// order. `None` where none has a clock for it.
    pub fn deadline(
        &self,
        regimes: RegimeSet,
        request: Request,
        start: Date,
        holidays: &Holidays,
    ) -> Option<Deadline> {
        let packs = self.iter().filter(|pack| regimes.contains(pack.name));
        let terms = packs.filter_map(|pack| match request {
            Request::OptOut => Some(pack.opt_out),
            Request::Erasure => Some(pack.erasure),
            Request::DeletionList => pack.deletion_list,
        });
        terms.map(|term| term.deadline(start, holidays)).min_by_key(|deadline| deadline.date)
    }
}

impl Default for RegimePacks {
    fn default() -> Self {
        Self::shipped()
    }
}

/// The packs of a policy take the places of those that come with the library.
impl From<Vec<RegimePack>> for RegimePacks {
    fn from(own: Vec<RegimePack>) -> Self {
        let mut packs = Self::shipped().0.to_vec();
        for pack in own {
            match packs.iter_mut().find(|shipped| shipped.name == pack.name) {
                Some(shipped) => *shipped = pack,
                None => packs.push(pack),
            }
        }
        Self(packs.into())
    }
}

impl From<RegimePacks> for Vec<RegimePack> {
    fn from(packs: RegimePacks) -> Self {
        packs.0.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_regime_has_a_shipped_pack_in_order_and_sources() {
        let packs = RegimePacks::shipped();
        let names: Vec<Regime> = packs.iter().map(|pack| pack.name).collect();
        assert_eq!(names, Regime::ALL);
        for pack in packs.iter().filter(|pack| pack.name != Regime::Rest) {
            assert!(!pack.sources.is_empty() && !pack.countries.is_empty(), "{}", pack.name);
        }
        let folded = |name: String| name.chars().all(|c| c.is_ascii_lowercase());
        let names = |pack: &RegimePack| [pack.countries.clone(), pack.regions.clone()].concat();
        assert!(packs.iter().flat_map(names).all(folded));
    }

    #[test]
    fn of_several_regimes_the_earliest_day_counts() {
        let usa = [Regime::UsCalifornia, Regime::UsOther].into_iter().collect();
        let start = "2026-11-24".parse().unwrap();
        let due = |request| {
            let holidays = Holidays::default();
            RegimePacks::shipped().deadline(usa, request, start, &holidays).unwrap().clock.as_str()
        };
        assert_eq!(due(Request::OptOut), "can_spam");
        assert_eq!(due(Request::DeletionList), "drop");
    }

    #[test]
    fn a_pack_of_the_callers_takes_the_place_of_one() {
        let mut own = RegimePacks::shipped().get(Regime::Uk).unwrap().clone();
        own.marketing.clear();
        let packs = RegimePacks::from(vec![own.clone()]);
        assert_eq!(packs.get(Regime::Uk), Some(&own));
        assert_eq!(packs.iter().count(), Regime::ALL.len());
    }
}
