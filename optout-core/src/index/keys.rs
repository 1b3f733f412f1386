//! The identifiers of a record or an entry, normalised.

use std::fmt;

use super::Blocks;
use super::alias::DomainAliases;
use super::links::IdLinks;
use crate::contact::{Contact, fold_namespace};
use crate::normalize::email::{Email, split_emails};
use crate::normalize::id::{IdFault, id_key};
use crate::normalize::name::Name;
use crate::normalize::nicknames::Nicknames;
use crate::normalize::website::{Website, plain_host};

/// What there is to compare: the same for both sides.
#[derive(Clone, Default)]
pub(crate) struct Keys {
    /// Namespace and key of each id.
    pub(crate) ids: Vec<(String, String)>,
    /// Each address once.
    pub(crate) emails: Vec<Email>,
    /// Each name once.
    pub(crate) names: Vec<Name>,
    /// Registrable domains that stand for a company, each once.
    pub(crate) domains: Vec<String>,
    /// How many ids and addresses could not be read.
    unreadable: usize,
}

/// What the caller knows of domains, ids and given names that are one.
#[derive(Clone, Default)]
pub(crate) struct Known {
    pub(crate) domain_aliases: DomainAliases,
    pub(crate) id_links: IdLinks,
    pub(crate) nicknames: Nicknames,
}

impl Keys {
    /// Normalises what an index keeps of an entry.
    pub(super) fn listed(contact: &Contact<'_>, known: &Known, blocks: Blocks) -> Self {
        let mut keys = Self::identifiers(contact, known, |_| true);
        if blocks.domain {
            keys.add_companies(contact, known);
        }
        keys
    }

    /// Normalises a record. A value that cannot be read is counted and left out.
    pub(crate) fn of(contact: &Contact<'_>, known: &Known) -> Self {
        let mut keys = Self::identifiers(contact, known, |_| true);
        keys.add_companies(contact, known);
        keys.add_names(contact);
        keys
    }

    /// Only what is looked up: ids of the namespaces that are wanted, and addresses. Most records are
    /// nobody's on the list, and need no more.
    pub(crate) fn identifiers(
        contact: &Contact<'_>,
        known: &Known,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Self {
        let mut keys = Self::default();
        for id in contact.ids() {
            let namespace = fold_namespace(id.namespace);
            if !is_wanted(&namespace) {
                continue;
            }
            match id_key(&namespace, id.value) {
                Ok(key) => {
                    let key = known.id_links.current(&namespace, &key).to_owned();
                    push_new(&mut keys.ids, (namespace.into_owned(), key));
                }
                Err(IdFault::Blank | IdFault::Placeholder) => {}
                Err(_) => keys.unreadable += 1,
            }
        }
        for address in contact.emails().iter().flat_map(|cell| split_emails(cell)) {
            match Email::parse(address) {
                Ok(email) => push_new(&mut keys.emails, email),
                Err(_) => keys.unreadable += 1,
            }
        }
        keys
    }

    /// Adds the companies of the same record.
    pub(crate) fn add_companies(&mut self, contact: &Contact<'_>, known: &Known) {
        self.push_domains(contact, known, Email::company_domain, Website::is_company_evidence);
    }

    /// Adds the registrable domains of the same record, whoever's they are. Those that are no company's are
    /// not in the index, and so need not be told apart.
    pub(crate) fn add_domains(&mut self, contact: &Contact<'_>, known: &Known) {
        self.push_domains(contact, known, Email::registrable_domain, |_| true);
    }

    fn push_domains(
        &mut self,
        contact: &Contact<'_>,
        known: &Known,
        of_email: impl Fn(&Email) -> Option<&str>,
        counts: impl Fn(&Website) -> bool,
    ) {
        let company = |domain: &str| known.domain_aliases.canonical(domain).to_owned();
        let Self { emails, domains, .. } = self;
        let of_emails: Vec<&str> = emails.iter().filter_map(of_email).collect();
        for domain in &of_emails {
            push_new(domains, company(domain));
        }
        // Nearly always the website is the domain of the address, and need not be read.
        let is_of_emails = |website: &str| {
            plain_host(website).is_some_and(|host| {
                let host = host.strip_prefix("www.").unwrap_or(host);
                of_emails.iter().any(|domain| host.eq_ignore_ascii_case(domain))
            })
        };
        let others = contact.websites().iter().filter(|website| !is_of_emails(website));
        let websites = others.filter_map(|website| Website::parse(website).ok());
        for website in websites.filter(counts) {
            push_new(domains, company(website.domain()));
        }
    }

    /// Adds the names of the same record.
    pub(crate) fn add_names(&mut self, contact: &Contact<'_>) {
        for name in contact.names().iter().filter_map(|name| Name::read(*name)) {
            push_new(&mut self.names, name);
        }
    }

    /// Whether everything that the record is known by could be looked up, and something was.
    pub(crate) fn is_looked_up(&self) -> bool {
        self.unreadable == 0 && !(self.ids.is_empty() && self.emails.is_empty())
    }

    /// How many ids and addresses could not be read.
    pub(crate) fn unreadable(&self) -> usize {
        self.unreadable
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys")
            .field("ids", &self.ids.len())
            .field("emails", &self.emails.len())
            .field("names", &self.names.len())
            .field("domains", &self.domains.len())
            .field("unreadable", &self.unreadable)
            .finish()
    }
}

fn push_new<T: PartialEq>(to: &mut Vec<T>, value: T) {
    if !to.contains(&value) {
        to.push(value);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_website_that_need_not_be_read_adds_nothing(
            local in "(ada|info)",
            domain in "(acme|linkedin|gmail|github|xn--bcher-kva)\\.(com|co\\.uk|github\\.io|example|io)",
            scheme in "(|https://|HTTP://)",
            www in "(|www\\.|WWW\\.|shop\\.|www\\.www\\.)",
            other: bool,
            alias: bool,
        ) {
            let site = if other { "acme.com" } else { &domain };
            let (address, website) = (format!("{local}@{domain}"), format!("{scheme}{www}{site}"));
            let mut known = Known::default();
            if alias {
                known.domain_aliases.add("acme.com", "acme.example").unwrap();
            }
            let contact = Contact::new().email(&address).website(&website);
            let keys = Keys::of(&contact, &known);
            let mut domains = Vec::new();
            let of_email = Email::parse(&address).unwrap();
            let of_website = Website::parse(&website).ok().filter(Website::is_company_evidence);
            let all = of_email.company_domain().into_iter();
            for domain in all.chain(of_website.as_ref().map(Website::domain)) {
                push_new(&mut domains, known.domain_aliases.canonical(domain).to_owned());
            }
            prop_assert_eq!(keys.domains, domains);
        }
    }
}
