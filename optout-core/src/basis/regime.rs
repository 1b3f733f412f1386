//! Which bodies of law may apply, and the clocks that they set.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

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

/// Regimes that may apply, in their order.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct RegimeSet(u8);

impl RegimeSet {
    /// The regimes.
    pub fn iter(self) -> impl Iterator<Item = Regime> {
        Regime::ALL.iter().copied().filter(move |regime| self.contains(*regime))
    }

    /// Whether a regime is among them.
    pub const fn contains(self, regime: Regime) -> bool {
        self.0 & 1 << regime as u8 != 0
    }

    /// How many there are.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Regime> for RegimeSet {
    fn from_iter<I: IntoIterator<Item = Regime>>(regimes: I) -> Self {
        Self(regimes.into_iter().fold(0, |set, regime| set | 1 << regime as u8))
    }
}

impl Serialize for RegimeSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl fmt::Debug for RegimeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

words! {
    /// What sets a deadline.
    Clock ("a clock such as gdpr_art_12_3") {
        /// GDPR Art. 12(3).
        GdprArt12 = "gdpr_art_12_3",
        /// CCPA, opt-out of sale and sharing.
        CcpaOptOut = "ccpa_opt_out",
        /// CAN-SPAM.
        CanSpam = "can_spam",
        /// CASL.
        Casl = "casl",
        /// The vendor asks for a monthly review.
        VendorReview = "vendor_review",
        /// CCPA, request to delete.
        CcpaDeletion = "ccpa_deletion",
        /// The Delete Act's list for data brokers.
        Drop = "drop",
        /// The agreement with the vendor, as the policy has it.
        Agreement = "agreement",
    }
}

words! {
    /// How the time of a clock is counted.
    TimeUnit ("days, business_days or months") {
        /// Every day.
        Days = "days",
        /// Days but Saturdays, Sundays and the caller's holidays.
        BusinessDays = "business_days",
        /// Months: the same day of the month, or its last.
        Months = "months",
    }
}

/// How long a clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The clock.
    pub clock: Clock,
    /// How many of them.
    pub count: u16,
    /// Of what.
    pub unit: TimeUnit,
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
    fn add_business_days(&self, start: Date, days: usize) -> Option<Date> {
        std::iter::successors(start.add_days(1), |date| date.add_days(1))
            .filter(|date| !date.weekday().is_weekend() && !self.0.contains(date))
            .take(days)
            .last()
    }
}

impl Term {
    /// The vendor asks its customers to review the list every month.
    pub const VENDOR_REVIEW: Self =
        Self { clock: Clock::VendorReview, count: 1, unit: TimeUnit::Months };

    /// The last day for something that runs from `start`.
    pub fn deadline(self, start: Date, holidays: &Holidays) -> Deadline {
        let date = match self.unit {
            TimeUnit::Days => start.add_days(self.count.into()),
            TimeUnit::BusinessDays => holidays.add_business_days(start, self.count.into()),
            TimeUnit::Months => start.add_months(self.count.into()),
        };
        Deadline { date: date.unwrap_or(start), clock: self.clock, start }
    }
}

impl Deadline {
    /// Whether its last day has passed.
    pub fn is_overdue(&self, now: Date) -> bool {
        now > self.date
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn due(count: u16, unit: TimeUnit, start: &str, holidays: &Holidays) -> Deadline {
        Term { clock: Clock::CanSpam, count, unit }.deadline(date(start), holidays)
    }

    #[test]
    fn business_days_pass_over_weekends_and_holidays() {
        let plain = due(10, TimeUnit::BusinessDays, "2026-11-24", &Holidays::default());
        assert_eq!(plain.date, date("2026-12-08"));
        let thanksgiving = Holidays(BTreeSet::from([date("2026-11-26")]));
        let later = due(10, TimeUnit::BusinessDays, "2026-11-24", &thanksgiving);
        assert_eq!(later.date, date("2026-12-09"));
    }

    #[test]
    fn a_month_ends_within_the_month() {
        let month = due(1, TimeUnit::Months, "2027-01-31", &Holidays::default());
        assert_eq!(month.date, date("2027-02-28"));
        assert!(!month.is_overdue(date("2027-02-28")));
        assert!(month.is_overdue(date("2027-03-01")));
    }

    #[test]
    fn a_set_has_each_regime_once_in_order() {
        let set: RegimeSet = [Regime::Uk, Regime::Eea, Regime::Uk].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [Regime::Eea, Regime::Uk]);
        assert_eq!((set.len(), set.contains(Regime::Rest)), (2, false));
        assert_eq!(serde_json::to_string(&set).unwrap(), r#"["eea","uk"]"#);
    }
}
