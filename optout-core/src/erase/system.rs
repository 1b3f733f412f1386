//! The systems that records are deleted from, and how each of them takes a deletion.
//!
//! What a system takes is as its vendor documented it in 2026; a host overrides what has changed since.

use crate::error::{Error, ErrorKind, Result};
use crate::normalize::id::id_key;
use crate::words::words;

words! {
    /// A system from which records are deleted.
    System ("salesforce, hubspot, marketo, eloqua, pardot, outreach or salesloft") {
        /// Salesforce.
        Salesforce = "salesforce",
        /// HubSpot.
        Hubspot = "hubspot",
        /// Marketo Engage.
        Marketo = "marketo",
        /// Oracle Eloqua.
        Eloqua = "eloqua",
        /// Account Engagement, once Pardot.
        Pardot = "pardot",
        /// Outreach.
        Outreach = "outreach",
        /// Salesloft.
        Salesloft = "salesloft",
    }
}

words! {
    /// How records of a system are deleted: one documented call.
    Method ("the name of a call such as hubspot_gdpr_delete") {
        /// Salesforce, 200 records a call, each deleted or not by itself. They are in the recycle bin for
        /// 15 days. Source: REST API Developer Guide, Delete Records Using sObject Collections
        /// (developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections-delete.html).
        SalesforceCollections = "salesforce_collections",
        /// HubSpot, one contact a call, which is gone for good. Source: CRM API reference, Permanently
        /// delete a contact (developers.hubspot.com/docs/api-reference/legacy/crm/objects/contacts/gdpr).
        HubspotGdprDelete = "hubspot_gdpr_delete",
        /// HubSpot, 100 contacts a call; they can be restored for 90 days. Source: CRM API reference,
        /// Archive a batch of contacts
        /// (developers.hubspot.com/docs/api-reference/legacy/crm/objects/contacts/batch/delete-contacts).
        HubspotArchive = "hubspot_archive",
        /// Marketo, 300 leads a call. Source: Marketo developer guide, REST, Leads, Delete
        /// (experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/lead-database/leads).
        MarketoDeleteLeads = "marketo_delete_leads",
        /// Eloqua, one contact a call. Source: Oracle Eloqua REST API, Delete a contact
        /// (docs.oracle.com/en/cloud/saas/marketing/eloqua-rest-api/op-api-rest-1.0-data-contact-id-delete.html).
        EloquaDeleteContact = "eloqua_delete_contact",
        /// Account Engagement, one prospect a call, which goes to its recycle bin. Source: Account
        /// Engagement API, version 5, Prospect
        /// (developer.salesforce.com/docs/marketing/pardot/guide/prospect-v5).
        PardotDeleteProspect = "pardot_delete_prospect",
        /// Outreach, one prospect a call: a compliance request, which Outreach works off later. It goes
        /// by the prospect's address, which the host puts in ([`Request::address_body`]). Source: Outreach
        /// API reference, Compliance Request (developers.outreach.io/api/reference/tag/Compliance-Request).
        ///
        /// [`Request::address_body`]: super::Request::address_body
        OutreachComplianceProspect = "outreach_compliance_prospect",
        /// The same for a recipient: an address that is on no prospect.
        OutreachComplianceRecipient = "outreach_compliance_recipient",
        /// Salesloft, one person a call. Source: Salesloft API reference, People, Delete a person
        /// (developers.salesloft.com/docs/api/people-delete).
        SalesloftDeletePerson = "salesloft_delete_person",
    }
}

words! {
    /// What kind of thing a record is in its system. Tables that are uploaded are of one kind each.
    Object ("contact, lead, prospect, recipient or person") {
        /// A contact.
        Contact = "contact",
        /// A lead.
        Lead = "lead",
        /// A prospect.
        Prospect = "prospect",
        /// An address without a prospect.
        Recipient = "recipient",
        /// A person.
        Person = "person",
    }
}

impl System {
    /// The call by which its records are deleted unless another is named: the one that leaves least behind.
    pub const fn method(self) -> Method {
        match self {
            Self::Salesforce => Method::SalesforceCollections,
            Self::Hubspot => Method::HubspotGdprDelete,
            Self::Marketo => Method::MarketoDeleteLeads,
            Self::Eloqua => Method::EloquaDeleteContact,
            Self::Pardot => Method::PardotDeleteProspect,
            Self::Outreach => Method::OutreachComplianceProspect,
            Self::Salesloft => Method::SalesloftDeletePerson,
        }
    }

    /// The name of the id's column in tables for upload, which this library reads as well.
    pub(super) const fn id_column(self) -> &'static str {
        match self {
            Self::Salesforce | Self::Marketo | Self::Outreach | Self::Salesloft => "Id",
            Self::Hubspot => "Record ID",
            Self::Eloqua => "Eloqua Contact ID",
            Self::Pardot => "Prospect ID",
        }
    }
}

impl From<System> for Method {
    fn from(system: System) -> Self {
        system.method()
    }
}

impl Method {
    /// The system that takes the call.
    pub const fn system(self) -> System {
        match self {
            Self::SalesforceCollections => System::Salesforce,
            Self::HubspotGdprDelete | Self::HubspotArchive => System::Hubspot,
            Self::MarketoDeleteLeads => System::Marketo,
            Self::EloquaDeleteContact => System::Eloqua,
            Self::PardotDeleteProspect => System::Pardot,
            Self::OutreachComplianceProspect | Self::OutreachComplianceRecipient => {
                System::Outreach
            }
            Self::SalesloftDeletePerson => System::Salesloft,
        }
    }

    /// How many records one call takes, as documented.
    pub const fn batch_size(self) -> usize {
        match self {
            Self::SalesforceCollections => 200,
            Self::HubspotArchive => 100,
            Self::MarketoDeleteLeads => 300,
            _ => 1,
        }
    }

    /// Whether the call names its record by an address that only the host has.
    pub const fn needs_address(self) -> bool {
        matches!(self, Self::OutreachComplianceProspect | Self::OutreachComplianceRecipient)
    }

    /// What kind of thing a record is, told by its id where a call takes several kinds.
    pub(super) fn object(self, record_id: &str) -> Object {
        match self {
            Self::SalesforceCollections if record_id.starts_with(LEAD_PREFIX) => Object::Lead,
            Self::SalesforceCollections
            | Self::HubspotGdprDelete
            | Self::HubspotArchive
            | Self::EloquaDeleteContact => Object::Contact,
            Self::MarketoDeleteLeads => Object::Lead,
            Self::PardotDeleteProspect | Self::OutreachComplianceProspect => Object::Prospect,
            Self::OutreachComplianceRecipient => Object::Recipient,
            Self::SalesloftDeletePerson => Object::Person,
        }
    }

    /// The id of a record as the call takes it.
    ///
    /// Only letters and digits pass: no id leads out of a path, and none says more in a query, a body or a
    /// table than itself. Salesforce takes ids of everything in one call, so that only those of contacts
    /// and leads pass: an account takes its contacts along when it is deleted.
    pub(super) fn checked(self, raw: &str) -> Result<String> {
        let expected = match self.system() {
            System::Salesforce => "the id of a Salesforce contact or lead, 003 or 00Q",
            _ => "a record id of digits",
        };
        let key = id_key(self.system().as_str(), raw).ok();
        let passes = |key: &str| match self.system() {
            System::Salesforce => {
                key.len() == 18
                    && key.bytes().all(|byte| byte.is_ascii_alphanumeric())
                    && [CONTACT_PREFIX, LEAD_PREFIX].iter().any(|prefix| key.starts_with(prefix))
            }
            _ => {
                (1..=MOST_DIGITS).contains(&key.len())
                    && !key.starts_with('0')
                    && key.bytes().all(|byte| byte.is_ascii_digit())
            }
        };
        key.filter(|key| passes(key))
            .map(std::borrow::Cow::into_owned)
            .ok_or_else(|| Error::new(ErrorKind::Value { column: 0, expected }))
    }
}

/// What ids of contacts start with. Source: Salesforce Help, Standard Field Record ID Prefix Decoder.
const CONTACT_PREFIX: &str = "003";
/// What ids of leads start with.
const LEAD_PREFIX: &str = "00Q";

/// A number of so many digits fits into 64 bits.
const MOST_DIGITS: usize = 18;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_of_people_pass() {
        let passed = |method: Method, raw| method.checked(raw).ok();
        let salesforce = Method::SalesforceCollections;
        assert_eq!(passed(salesforce, "003000000000001").as_deref(), Some("003000000000001AAA"));
        assert_eq!(passed(salesforce, "00Q000000000001").as_deref(), Some("00Q000000000001EAA"));
        for raw in ["001000000000001AAA", "00300000000000", "003000000000001AAB", "", "003/../x"] {
            assert_eq!(passed(salesforce, raw), None);
        }
        for method in Method::ALL.iter().copied().filter(|method| *method != salesforce) {
            assert_eq!(passed(method, " 123 ").as_deref(), Some("123"));
            for raw in
                ["", "0", "012", "1/2", "../1", "1?x=1", "1\"", "=1", "-1", "1,2", "１２/", "a"]
            {
                assert_eq!(passed(method, raw), None, "{method}");
            }
            assert_eq!(passed(method, "1234567890123456789"), None);
        }
    }

    #[test]
    fn the_default_call_is_the_systems_own() {
        for system in System::ALL {
            assert_eq!(system.method().system(), *system);
        }
    }
}
