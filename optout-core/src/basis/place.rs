//! Where a person is, as far as a record tells.

use serde::Serialize;

use super::pack::{RegimePack, RegimePacks};
use super::regime::RegimeSet;
use crate::words::words;

/// What a record says of where the person is; what is not known is blank.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Signals<'a> {
    /// The country in which the person says they live.
    pub residency: &'a str,
    /// The country in which the person gets mail.
    pub country: &'a str,
    /// The state or region in which the person gets mail.
    pub region: &'a str,
    /// The country that the vendor gives.
    pub vendor_country: &'a str,
    /// A telephone number, which counts if its first digits are a calling code: `+49`, `(+49)`, `0049`.
    pub phone: &'a str,
    /// The country of the person's company.
    pub company_country: &'a str,
    /// A domain of the person or the company.
    pub domain: &'a str,
}

words! {
    /// What tells where a person is.
    Signal ("a signal such as residency or phone") {
        /// Where the person says they live.
        Residency = "residency",
        /// Where the person gets mail.
        MailingAddress = "mailing_address",
        /// Where the vendor has the person.
        Vendor = "vendor",
        /// The calling code of a telephone number.
        Phone = "phone",
        /// Where the company is.
        Company = "company",
        /// The country of a domain.
        Domain = "domain",
        /// Nothing does.
        Unknown = "unknown",
    }
}

/// The regimes that may apply to a person, and what tells so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The regimes; the strictest of them counts.
    pub regimes: RegimeSet,
    /// What tells so.
    pub signal: Signal,
}

impl RegimePacks {
    /// The regimes that may apply to a person.
    ///
    /// The first signal that says anything decides, the person's own before those of the company. The result is
    /// a set, because the strictest of all that may apply is taken. A region that no pack of the country lists
    /// is unknown, as a blank one is, and gives all packs of the country: the United States without a state are
    /// California and the rest of them. A country that is on no pack's list, and no signal at all, are the packs
    /// that are taken by default: the EEA and the UK.
    ///
    /// ```
    /// use optout_core::basis::{Regime, RegimePacks, Signal, Signals};
    ///
    /// let packs = RegimePacks::shipped();
    /// let place = packs.place(&Signals { phone: "+49 30 0", domain: "acme.us", ..Signals::default() });
    /// assert_eq!(place.signal, Signal::Phone);
    /// assert!(place.regimes.contains(Regime::Eea));
    /// ```
    pub fn place(&self, signals: &Signals<'_>) -> Place {
        let countries = [
            (signals.residency, "", Signal::Residency),
            (signals.country, signals.region, Signal::MailingAddress),
            (signals.vendor_country, "", Signal::Vendor),
        ];
        let of_person = countries.into_iter().find_map(|named| self.at(named));
        of_person
            .or_else(|| known(self.calling(signals.phone), Signal::Phone))
            .or_else(|| self.at((signals.company_country, "", Signal::Company)))
            .or_else(|| known(self.under(signals.domain), Signal::Domain))
            .unwrap_or(Place { regimes: self.by_default(), signal: Signal::Unknown })
    }

    fn at(&self, (country, region, signal): (&str, &str, Signal)) -> Option<Place> {
        let country = fold(country);
        if country.is_empty() {
            return None;
        }
        let region = fold(region);
        let is_there = |pack: &&RegimePack| pack.countries.contains(&country);
        let is_local = |pack: &&RegimePack| pack.regions.contains(&region) && is_there(pack);
        let packs = |is_meant: &dyn Fn(&&RegimePack) -> bool| -> Option<RegimeSet> {
            let regimes: RegimeSet = self.iter().filter(is_meant).map(|pack| pack.name).collect();
            (!regimes.is_empty()).then_some(regimes)
        };
        let regimes = packs(&is_local).or_else(|| packs(&is_there));
        Some(Place { regimes: regimes.unwrap_or_else(|| self.by_default()), signal })
    }

    fn calling(&self, phone: &str) -> RegimeSet {
        let phone = phone.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+');
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        let international = match phone.strip_prefix('+') {
            Some(_) => digits.as_str(),
            None => digits.strip_prefix("00").unwrap_or_default(),
        };
        let has = |pack: &&RegimePack| {
            pack.calling_codes.iter().any(|code| international.starts_with(code.as_str()))
        };
        self.iter().filter(has).map(|pack| pack.name).collect()
    }

    fn under(&self, domain: &str) -> RegimeSet {
        let domain = domain.trim().trim_end_matches('.');
        let last = domain.rsplit_once('.').map_or("", |(_, last)| last).to_ascii_lowercase();
        self.iter().filter(|pack| pack.domains.contains(&last)).map(|pack| pack.name).collect()
    }

    fn by_default(&self) -> RegimeSet {
        self.iter().filter(|pack| pack.is_default).map(|pack| pack.name).collect()
    }
}

fn known(regimes: RegimeSet, signal: Signal) -> Option<Place> {
    (!regimes.is_empty()).then_some(Place { regimes, signal })
}

fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl std::fmt::Debug for Signals<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signals")
    }
}

#[cfg(test)]
mod tests {
    use super::super::regime::Regime;
    use super::*;

    fn place(signals: Signals<'_>) -> (Vec<Regime>, Signal) {
        let place = RegimePacks::shipped().place(&signals);
        (place.regimes.iter().collect(), place.signal)
    }

    #[test]
    fn an_unknown_place_takes_the_strictest() {
        let strictest = vec![Regime::Eea, Regime::Uk];
        assert_eq!(place(Signals::default()), (strictest.clone(), Signal::Unknown));
        let nowhere = Signals { country: "Freedonia", region: "CA", ..Signals::default() };
        assert_eq!(place(nowhere), (strictest, Signal::MailingAddress));
    }

    #[test]
    fn a_region_tells_the_parts_of_a_country() {
        let usa = |region| place(Signals { country: "U.S.A.", region, ..Signals::default() }).0;
        assert_eq!(usa(""), [Regime::UsCalifornia, Regime::UsOther]);
        assert_eq!(usa("California"), [Regime::UsCalifornia]);
        assert_eq!(usa("TX"), [Regime::UsOther]);
        assert_eq!(usa("D.C."), [Regime::UsOther]);
        assert_eq!(usa("CAL"), usa(""));
    }

    #[test]
    fn the_persons_place_outranks_the_companys() {
        let all = Signals {
            residency: "Canada",
            country: "US",
            vendor_country: "FR",
            phone: "+44 20 0",
            company_country: "DE",
            domain: "acme.jp",
            ..Signals::default()
        };
        let without_person = Signals { residency: "", country: "", vendor_country: "", ..all };
        for (signals, regime, signal) in [
            (all, Regime::Canada, Signal::Residency),
            (without_person, Regime::Uk, Signal::Phone),
            (Signals { phone: "020 0", ..without_person }, Regime::Eea, Signal::Company),
            (Signals { domain: "acme.jp", ..Signals::default() }, Regime::Rest, Signal::Domain),
        ] {
            assert_eq!(place(signals), (vec![regime], signal));
        }
    }

    #[test]
    fn a_code_of_three_countries_is_all_of_them() {
        let (regimes, _) = place(Signals { phone: "001 212", ..Signals::default() });
        assert_eq!(regimes, [Regime::UsCalifornia, Regime::UsOther, Regime::Canada]);
        assert_eq!(place(Signals { phone: "212", ..Signals::default() }).1, Signal::Unknown);
        assert_eq!(place(Signals { domain: "acme.io", ..Signals::default() }).1, Signal::Unknown);
    }
}
