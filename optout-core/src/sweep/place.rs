//! From a record's columns to the regimes that may apply.

use crate::basis::{RegimePacks, RegimeSet, Signals};
use crate::contact::Contact;
use crate::normalize::email::{Email, split_emails};
use crate::normalize::website::Website;
use crate::table::{Record, Role, Schema};

/// The regimes that may apply to the person of a record.
pub(super) fn regimes(
    contact: &Contact<'_>,
    record: &Record<'_>,
    schema: &Schema,
    packs: &RegimePacks,
) -> RegimeSet {
    let text = |role| schema.value(record, &role).unwrap_or_default();
    let mut phones = schema.values(record).filter(|(role, _)| **role == Role::Phone);
    let phone = phones.find(|(_, phone)| is_international(phone)).map_or("", |(_, phone)| phone);
    let known = Signals {
        residency: text(Role::Residency),
        country: text(Role::Country),
        region: text(Role::Region),
        vendor_country: "",
        phone,
        company_country: text(Role::CompanyCountry),
        domain: "",
    };
    let stronger = [known.residency, known.country, known.phone, known.company_country];
    let domain = if stronger == [""; 4] { domain(contact) } else { None };
    packs.place(&Signals { domain: domain.as_deref().unwrap_or_default(), ..known }).regimes
}

fn is_international(phone: &str) -> bool {
    let phone = phone.trim_start();
    phone.starts_with('+') || phone.starts_with("00")
}

/// The domain of an address, or else of a website.
fn domain(contact: &Contact<'_>) -> Option<String> {
    let mut addresses = contact.emails().iter().flat_map(|cell| split_emails(cell));
    let of_address = addresses
        .find_map(|address| Some(Email::parse(address).ok()?.registrable_domain()?.to_owned()));
    let mut websites = contact.websites().iter();
    of_address.or_else(|| {
        websites.find_map(|website| Some(Website::parse(website).ok()?.domain().to_owned()))
    })
}
