//! Which data-protection regimes may apply, and the clocks they set.
//!
//! Sources: GDPR Art. 12(3); CCPA regulations, 11 CCR 7021 (45 days) and 7026 (15 business days);
//! CAN-SPAM, 16 CFR 316 (10 business days); CASL s. 11(3) (10 business days).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::normalize::date::Date;
use crate::words::words;

words! {
    /// A body of law that may apply to a person.
    Regime ("a regime such as eea or uk") {
        /// The GDPR in the European Economic Area.
        Eea = "eea",
        /// The UK GDPR and PECR.
        Uk = "uk",
        /// California: CCPA.
        UsCalifornia = "us_california",
        /// The other states: CAN-SPAM.
        UsOther = "us_other",
        /// Canada: CASL.
        Canada = "canada",
        /// Anywhere else.
        Rest = "rest",
    }
}

words! {
    /// What sets a deadline.
    Clock ("a clock such as gdpr_art_12_3") {
        /// GDPR Art. 12(3): one month.
        GdprArt12 = "gdpr_art_12_3",
        /// CCPA opt-out: 15 business days.
        CcpaOptOut = "ccpa_opt_out",
        /// CAN-SPAM: 10 business days.
        CanSpam = "can_spam",
        /// CASL: 10 business days.
        Casl = "casl",
        /// The vendor asks for a monthly review.
        VendorReview = "vendor_review",
    }
}

/// A day by which something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day.
    pub date: Date,
    /// What set it.
    pub clock: Clock,
    /// The day it runs from.
    pub start: Date,
}

/// Days that are no business days besides Saturday and Sunday.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holidays(pub BTreeSet<Date>);

impl Holidays {
    fn add_business_days(&self, start: Date, days: usize) -> Date {
        std::iter::successors(start.add_days(1), |date| date.add_days(1))
            .filter(|date| !date.weekday().is_weekend() && !self.0.contains(date))
            .take(days)
            .last()
            .unwrap_or(start)
    }
}

impl Regime {
    const fn clock(self) -> Clock {
        match self {
            Self::Eea | Self::Uk => Clock::GdprArt12,
            Self::UsCalifornia => Clock::CcpaOptOut,
            Self::UsOther => Clock::CanSpam,
            Self::Canada => Clock::Casl,
            Self::Rest => Clock::VendorReview,
        }
    }
}

impl Clock {
    /// The last day for something that runs from `start`.
    pub fn deadline(self, start: Date, holidays: &Holidays) -> Deadline {
        let date = match self {
            Self::GdprArt12 | Self::VendorReview => start.add_months(1).unwrap_or(start),
            Self::CcpaOptOut => holidays.add_business_days(start, 15),
            Self::CanSpam | Self::Casl => holidays.add_business_days(start, 10),
        };
        Deadline { date, clock: self, start }
    }
}

/// The earliest day that any of the regimes sets; a tie goes to the first in their order.
pub fn deadline(regimes: &BTreeSet<Regime>, start: Date, holidays: &Holidays) -> Option<Deadline> {
    regimes
        .iter()
        .map(|regime| regime.clock().deadline(start, holidays))
        .min_by_key(|deadline| deadline.date)
}

/// The regimes that may apply to a person who gets mail in a country and region.
///
/// A set, because the strictest of all that may apply is taken: an unknown country is the EEA and
/// the UK, the United States without a state is California and the rest of them.
pub fn regimes(country: &str, region: &str) -> BTreeSet<Regime> {
    let country = fold(country);
    let is = |names: &[&str]| names.contains(&country.as_str());
    if country.is_empty() {
        BTreeSet::from([Regime::Eea, Regime::Uk])
    } else if is(EEA) {
        BTreeSet::from([Regime::Eea])
    } else if is(UK) {
        BTreeSet::from([Regime::Uk])
    } else if is(CANADA) {
        BTreeSet::from([Regime::Canada])
    } else if is(USA) {
        match fold(region).as_str() {
            "" => BTreeSet::from([Regime::UsCalifornia, Regime::UsOther]),
            "ca" | "california" => BTreeSet::from([Regime::UsCalifornia]),
            _ => BTreeSet::from([Regime::UsOther]),
        }
    } else if is(REST) {
        BTreeSet::from([Regime::Rest])
    } else {
        BTreeSet::from([Regime::Eea, Regime::Uk])
    }
}

fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Members of the EEA: ISO 3166 codes and English names.
const EEA: &[&str] = &[
    "at",
    "aut",
    "austria",
    "be",
    "bel",
    "belgium",
    "bg",
    "bgr",
    "bulgaria",
    "hr",
    "hrv",
    "croatia",
    "cy",
    "cyp",
    "cyprus",
    "cz",
    "cze",
    "czechia",
    "czechrepublic",
    "dk",
    "dnk",
    "denmark",
    "ee",
    "est",
    "estonia",
    "fi",
    "fin",
    "finland",
    "fr",
    "fra",
    "france",
    "de",
    "deu",
    "germany",
    "deutschland",
    "gr",
    "grc",
    "greece",
    "hu",
    "hun",
    "hungary",
    "ie",
    "irl",
    "ireland",
    "it",
    "ita",
    "italy",
    "lv",
    "lva",
    "latvia",
    "lt",
    "ltu",
    "lithuania",
    "lu",
    "lux",
    "luxembourg",
    "mt",
    "mlt",
    "malta",
    "nl",
    "nld",
    "netherlands",
    "thenetherlands",
    "pl",
    "pol",
    "poland",
    "pt",
    "prt",
    "portugal",
    "ro",
    "rou",
    "romania",
    "sk",
    "svk",
    "slovakia",
    "si",
    "svn",
    "slovenia",
    "es",
    "esp",
    "spain",
    "se",
    "swe",
    "sweden",
    "is",
    "isl",
    "iceland",
    "li",
    "lie",
    "liechtenstein",
    "no",
    "nor",
    "norway",
];
const UK: &[&str] = &[
    "gb",
    "gbr",
    "uk",
    "unitedkingdom",
    "greatbritain",
    "england",
    "scotland",
    "wales",
    "northernireland",
];
const CANADA: &[&str] = &["ca", "can", "canada"];
const USA: &[&str] = &["us", "usa", "unitedstates", "unitedstatesofamerica"];
/// Common countries outside all of these. A name on no list is unknown, and takes the strictest.
const REST: &[&str] = &[
    "ar",
    "arg",
    "argentina",
    "au",
    "aus",
    "australia",
    "br",
    "bra",
    "brazil",
    "ch",
    "che",
    "switzerland",
    "cl",
    "chl",
    "chile",
    "cn",
    "chn",
    "china",
    "co",
    "col",
    "colombia",
    "hk",
    "hongkong",
    "id",
    "idn",
    "indonesia",
    "il",
    "isr",
    "israel",
    "in",
    "ind",
    "india",
    "jp",
    "jpn",
    "japan",
    "kr",
    "kor",
    "southkorea",
    "mx",
    "mex",
    "mexico",
    "my",
    "mys",
    "malaysia",
    "nz",
    "nzl",
    "newzealand",
    "ph",
    "phl",
    "philippines",
    "sg",
    "sgp",
    "singapore",
    "th",
    "tha",
    "thailand",
    "tr",
    "tur",
    "turkey",
    "tw",
    "twn",
    "taiwan",
    "ua",
    "ukr",
    "ukraine",
    "vn",
    "vnm",
    "vietnam",
    "za",
    "zaf",
    "southafrica",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn an_unknown_place_takes_the_strictest() {
        let strictest = BTreeSet::from([Regime::Eea, Regime::Uk]);
        assert_eq!(regimes("", ""), strictest);
        assert_eq!(regimes("Freedonia", "CA"), strictest);
    }

    #[test]
    fn business_days_pass_over_weekends_and_holidays() {
        let usa = regimes("USA", "TX");
        let start = date("2026-11-24");
        let plain = deadline(&usa, start, &Holidays::default()).unwrap();
        assert_eq!((plain.date, plain.clock), (date("2026-12-08"), Clock::CanSpam));
        let thanksgiving = Holidays(BTreeSet::from([date("2026-11-26")]));
        assert_eq!(deadline(&usa, start, &thanksgiving).unwrap().date, date("2026-12-09"));
    }

    #[test]
    fn a_month_ends_within_the_month() {
        let gdpr = deadline(&regimes("France", ""), date("2027-01-31"), &Holidays::default());
        assert_eq!(gdpr.unwrap().date, date("2027-02-28"));
    }

    #[test]
    fn of_several_regimes_the_earliest_day_counts() {
        let usa = regimes("United States", "");
        let due = deadline(&usa, date("2026-11-24"), &Holidays::default()).unwrap();
        assert_eq!(due.clock, Clock::CanSpam);
    }
}
