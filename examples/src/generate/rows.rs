//! Contacts as the rows of the files that speak of them.

use super::contact::Contact;
use super::draw::Draw;
use super::ids::{salesforce, short, vendor_company};
use super::person::Company;

pub(super) const SALESFORCE: [&str; 16] = [
    "Id",
    "FirstName",
    "LastName",
    "Email",
    "Title",
    "AccountId",
    "Account Name",
    "Website",
    "Phone",
    "MailingState",
    "MailingCountry",
    "HasOptedOutOfEmail",
    "DoNotCall",
    "X6senseID__c",
    "CreatedDate",
    "Description",
];

pub(super) const HUBSPOT: [&str; 14] = [
    "Record ID",
    "First Name",
    "Last Name",
    "Email",
    "Additional email addresses",
    "Company name",
    "Website URL",
    "Country/Region",
    "Unsubscribed from all email",
    "Marketing contact status",
    "Legal basis for processing contact's data",
    "6sense ID",
    "Create Date",
    "Notes",
];

pub(super) const EVIDENCE: [&str; 9] = [
    "record_id",
    "kind",
    "polarity",
    "occurred_at",
    "expires_at",
    "source_system",
    "source_ref",
    "provenance",
    "purposes",
];

pub(super) const PAST_CRM: [&str; 13] = [
    "6sense Company Id",
    "6sense People Id",
    "CRM People Record Id",
    "CRM Company Id",
    "First Name",
    "Last Name",
    "Email",
    "Job Title",
    "Phone",
    "Company",
    "Country",
    "Credit Deducted",
    "Is Redacted",
];

pub(super) const PAST_CSV: [&str; 11] = [
    "6sense Company Id",
    "6sense People Id",
    "First Name",
    "Last Name",
    "Email",
    "Job Title",
    "Phone",
    "Company",
    "Country",
    "Credit Deducted",
    "Is Redacted",
];

pub(super) const TRUTH: [&str; 3] = ["record_id", "entry_id", "expected"];

fn account(company: &Company) -> String {
    salesforce("001", company.number)
}

pub(super) fn salesforce_row(contact: &Contact) -> [String; 16] {
    let flag = |flag: Option<bool>| flag.map_or("", |yes| if yes { "TRUE" } else { "FALSE" });
    [
        contact.id.clone(),
        contact.given.clone(),
        contact.family.clone(),
        contact.email.clone(),
        contact.title.to_owned(),
        account(&contact.company),
        contact.company.name.clone(),
        contact.website.clone(),
        contact.phone.clone(),
        contact.state.to_owned(),
        contact.country.to_owned(),
        flag(contact.opted_out).to_owned(),
        flag(contact.do_not_call).to_owned(),
        contact.vendor_id.clone(),
        format!("{}T09:30:00.000+0000", contact.created),
        contact.notes.clone(),
    ]
}

pub(super) fn hubspot_row(contact: &Contact) -> [String; 14] {
    let flag = |flag: Option<bool>| flag.map_or("", |yes| if yes { "true" } else { "false" });
    [
        contact.id.clone(),
        contact.given.clone(),
        contact.family.clone(),
        contact.email.clone(),
        contact.more_emails.clone(),
        contact.company.name.clone(),
        contact.website.clone(),
        contact.country.to_owned(),
        flag(contact.opted_out).to_owned(),
        contact.marketing.to_owned(),
        contact.legal_basis.to_owned(),
        contact.vendor_id.clone(),
        format!("{} 09:30", contact.created),
        contact.notes.clone(),
    ]
}

pub(super) fn evidence_rows(contact: &Contact) -> impl Iterator<Item = [String; 9]> {
    let key = if contact.short_key { short(&contact.id) } else { &contact.id };
    contact.facts.iter().enumerate().map(move |(at, fact)| {
        // What ends a matter names the matter.
        let matter = contact.facts.iter().position(|first| first.kind == fact.kind).unwrap_or(at);
        let reference = format!("ref-{}-{matter}", short(&contact.id));
        let polarity = match fact.affirms {
            true if at % 2 == 0 => "affirms",
            true => "",
            false => "denies",
        };
        [
            key.to_owned(),
            fact.kind.to_owned(),
            polarity.to_owned(),
            fact.occurred.map(|day| day.to_string()).unwrap_or_default(),
            fact.expires.map(|day| day.to_string()).unwrap_or_default(),
            source(fact.kind).to_owned(),
            if fact.referenced { reference } else { String::new() },
            fact.provenance.to_owned(),
            fact.purposes.to_owned(),
        ]
    })
}

fn source(kind: &str) -> &'static str {
    match kind {
        "contract" | "statutory_retention" | "employer_customer" => "erp",
        "interaction" => "helpdesk",
        "legal_claims_hold" | "erasure_request" | "objection" => "legal",
        "opt_in_single" | "opt_in_double" | "consent_withdrawn" | "unsubscribe" => "forms",
        _ => "crm",
    }
}

/// What the vendor exported about one person.
pub(super) struct Export<'a> {
    pub(super) people_id: &'a str,
    pub(super) record_id: &'a str,
    pub(super) company: &'a Company,
    pub(super) given: &'a str,
    pub(super) family: &'a str,
    pub(super) email: &'a str,
    pub(super) title: &'a str,
    pub(super) phone: &'a str,
    pub(super) country: &'a str,
}

impl Export<'_> {
    /// A row for people who went into the CRM. Some rows are redacted already.
    pub(super) fn crm_row(&self, draw: &mut Draw) -> [String; 13] {
        let account = account(self.company);
        let short_ids = draw.one_in(4);
        let form = |id: &str| if short_ids { short(id).to_owned() } else { id.to_owned() };
        let (keys, record, company) = (self.keys(), form(self.record_id), form(&account));
        let [data, end] = self.rest(draw, ["False", "True"]);
        chain([&keys, &[record, company], &data, &end])
    }

    /// A row for people who went out as CSV.
    pub(super) fn csv_row(&self, draw: &mut Draw) -> [String; 11] {
        let [data, end] = self.rest(draw, ["FALSE", "TRUE"]);
        chain([&self.keys(), &data, &end])
    }

    fn keys(&self) -> [String; 2] {
        [vendor_company(self.company.number), self.people_id.to_owned()]
    }

    /// The personal fields, and the two that end the row.
    fn rest(&self, draw: &mut Draw, [no, yes]: [&str; 2]) -> [Vec<String>; 2] {
        let redacted = draw.one_in(12);
        let data = [
            self.given,
            self.family,
            self.email,
            self.title,
            self.phone,
            &self.company.name,
            self.country,
        ];
        let shown = |field: &str| if redacted { String::new() } else { field.to_owned() };
        let credit = draw.pick(&["1", "1", "0", "0.5"]).to_owned();
        let flag = if redacted { yes } else { no };
        [data.into_iter().map(shown).collect(), vec![credit, flag.to_owned()]]
    }
}

/// The parts of a row, one after the other.
fn chain<const PARTS: usize, const FIELDS: usize>(parts: [&[String]; PARTS]) -> [String; FIELDS] {
    let mut fields = parts.into_iter().flatten().cloned();
    std::array::from_fn(|_| fields.next().unwrap_or_default())
}
