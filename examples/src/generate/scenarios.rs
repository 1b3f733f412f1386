//! Every kind of mess in the sample, and the truth about it.
//!
//! A record is removed unless its line says otherwise. The order matters to small samples only:
//! the first scenarios hold every outcome.

use super::fact::{Fact, NEUTRAL, asserted, documented, recorded};
use super::scenario::{
    EmailAs, Expected, IdAs, NameAs, Record, Row, Scenario, System, Who, by, emailed, named, near,
    plain, scenario,
};
use Expected::{Keep, KeepRestricted, Remove, Review, SuppressOnly};

/// The scenarios that the list is made of, over and over.
pub(super) fn scenarios() -> Vec<Scenario> {
    let mut all = essential();
    all.extend(absent());
    all.extend(ids());
    all.extend(emails());
    all.extend(names());
    all.extend(consent());
    all.extend(other_bases());
    all.extend(lookalikes());
    all
}

/// The people in the CRMs who have nothing to do with a scenario of the list, by turns.
pub(super) fn bystanders() -> Vec<(&'static str, &'static str, Record)> {
    let other_domain = near(IdAs::Own, EmailAs::OtherDomain, NameAs::Listed);
    let other_case = near(IdAs::OtherCase, EmailAs::Own, NameAs::Own);
    let anyone = || ("bystander", "somebody else", near(IdAs::Own, EmailAs::Own, NameAs::Own));
    vec![
        anyone(),
        anyone(),
        anyone(),
        ("bystander_namesake", "a listed name and local part at another company", other_domain),
        anyone(),
        anyone(),
        anyone(),
        ("bystander_id_case", "a listed id in another letter case", other_case),
    ]
}

fn essential() -> Vec<Scenario> {
    vec![
        scenario("exact", "the same id, e-mail and name", [plain()]),
        scenario(
            "double_opt_in",
            "documented double opt-in",
            [plain().expect(Keep).with(vec![documented("opt_in_double", (2025, 9, 3))])],
        ),
        scenario(
            "legal_claims_hold",
            "an active legal hold",
            [plain().expect(KeepRestricted).with(vec![
                documented("legal_claims_hold", (2025, 11, 4)),
                asserted("list_membership"),
            ])],
        ),
        scenario(
            "role_mailbox",
            "a role mailbox is listed",
            [emailed(EmailAs::Listed).expect(SuppressOnly)],
        )
        .row(Row::RoleMailbox),
        scenario(
            "reassigned_mailbox",
            "the address now belongs to somebody else",
            [near(IdAs::Blank, EmailAs::Listed, NameAs::Own).expect(Review)],
        ),
        scenario(
            "lookalikes",
            "colleague, namesake elsewhere, other role mailbox",
            [
                near(IdAs::Own, EmailAs::Colleague, NameAs::Colleague),
                near(IdAs::Own, EmailAs::OtherDomain, NameAs::Listed),
                near(IdAs::Blank, EmailAs::OtherRole, NameAs::Colleague),
            ],
        ),
        scenario(
            "shared_address",
            "two entries, two names, one e-mail; one record has the id",
            [emailed(EmailAs::Listed).expect(SuppressOnly), Record { entry: 1, ..plain() }],
        )
        .row(Row::SharedEmail),
    ]
}

fn absent() -> Vec<Scenario> {
    vec![
        scenario("absent", "in no CRM", []),
        scenario("absent_id_only", "in no CRM, listed by id alone", []).row(Row::IdOnly),
        scenario("absent_no_id", "in no CRM, listed without id", []).row(Row::NoId),
        scenario(
            "two_systems",
            "a record in each CRM",
            [plain().within(System::Salesforce), plain().within(System::HubSpot)],
        ),
        scenario(
            "twice_in_one",
            "two records in one CRM, one of them without the id",
            [
                plain().within(System::Salesforce),
                emailed(EmailAs::Capitals).within(System::Salesforce),
            ],
        ),
        scenario("slash_date", "request date as 11/21/2026", [plain()]).row(Row::SlashDate),
        scenario("blank_date", "no request date", [plain()]).row(Row::BlankDate),
        scenario("future_date", "request date after the reference date", [plain()])
            .row(Row::FutureDate),
    ]
}

fn ids() -> Vec<Scenario> {
    vec![
        scenario("id_only_row", "listed by id alone", [plain()]).row(Row::IdOnly),
        scenario("no_id_row", "listed without id", [plain()]).row(Row::NoId),
        scenario("no_email_row", "listed without e-mail", [plain()]).row(Row::NoEmail),
        scenario(
            "changed_email",
            "the same id and name, another e-mail",
            [by(IdAs::Listed, EmailAs::Private)],
        ),
        scenario(
            "id_conflict",
            "the same id, but e-mail and name are another's",
            [near(IdAs::Listed, EmailAs::Own, NameAs::Own).expect(Review)],
        ),
        scenario("id_formula", "the id as =\"...\"", [by(IdAs::Formula, EmailAs::Blank)]),
        scenario("id_padded", "blanks around the id", [by(IdAs::Padded, EmailAs::Private)]),
        scenario(
            "new_email_row",
            "two list rows, one id; the record has the new e-mail",
            [emailed(EmailAs::Second)],
        )
        .row(Row::Twice),
    ]
}

fn emails() -> Vec<Scenario> {
    let gmail = |name, about, email| scenario(name, about, [emailed(email)]).row(Row::Gmail);
    vec![
        scenario("email_case", "capitals and blanks in the e-mail", [emailed(EmailAs::Capitals)]),
        scenario("email_mailto", "a mailto: link", [emailed(EmailAs::Mailto)]),
        scenario("email_zero_width", "a zero-width character", [emailed(EmailAs::ZeroWidth)]),
        scenario("email_several", "two e-mails in one cell", [emailed(EmailAs::Several)]),
        scenario(
            "email_additional",
            "among HubSpot's additional e-mails",
            [emailed(EmailAs::Additional).within(System::HubSpot)],
        ),
        scenario(
            "email_unicode_domain",
            "the domain as its A-label",
            [emailed(EmailAs::AsciiDomain)],
        )
        .row(Row::UnicodeDomain),
        gmail("gmail_dots", "dots at gmail.com", EmailAs::Dotted),
        gmail("gmail_tag", "+tag at gmail.com", EmailAs::Tagged),
        gmail("gmail_googlemail", "googlemail.com for gmail.com", EmailAs::Googlemail),
        scenario(
            "gmail_other_name",
            "+tag at gmail.com, but another's name",
            [near(IdAs::Blank, EmailAs::Tagged, NameAs::Own).expect(Review)],
        )
        .row(Row::Gmail),
    ]
}

fn names() -> Vec<Scenario> {
    let called =
        |name, about, who, form| scenario(name, about, [named(form)]).who(who).row(Row::Full);
    vec![
        called("nickname", "Bob for Robert", Who::Nicknamed, NameAs::Nickname),
        called("initial", "an initial for the given name", Who::Anyone, NameAs::Initial),
        called("middle_name", "a middle name in the record", Who::Anyone, NameAs::WithMiddle),
        called("name_missing", "no name in the record", Who::Anyone, NameAs::Blank),
        called("accent_dropped", "Jose for José", Who::Accented, NameAs::Plain),
        called("accent_decomposed", "the accent as its own character", Who::Accented, {
            NameAs::Decomposed
        }),
        called("two_letters", "Joerg for Jörg", Who::TwoLetters, NameAs::Plain),
        called("particle", "VAN DER for van der", Who::Particle, NameAs::Variant),
        called("apostrophe", "the other apostrophe", Who::Apostrophe, NameAs::Variant),
        called("other_script", "a name in Han or Hangul", Who::OtherScript, NameAs::Listed),
        scenario("last_first", "Last, First in the list", [named(NameAs::Listed)])
            .row(Row::LastFirst),
        scenario("titled", "Dr. ... Jr. in the list", [named(NameAs::Listed)]).row(Row::Titled),
        scenario("capitals", "the list shouts, the record whispers", [named(NameAs::Lower)])
            .row(Row::Capitals),
        scenario(
            "junior_senior",
            "Sr. is listed, Jr. has the address",
            [named(NameAs::Junior).expect(Review)],
        )
        .row(Row::Senior),
    ]
}

fn on(
    name: &'static str,
    about: &'static str,
    expected: Expected,
    facts: impl Into<Vec<Fact>>,
) -> Scenario {
    scenario(name, about, [plain().expect(expected).with(facts.into())])
}

fn consent() -> Vec<Scenario> {
    let opt_in = |date| documented("opt_in_double", date);
    let agreed = || opt_in((2025, 9, 3));
    let single = plain().expect(Keep).with(vec![documented("opt_in_single", (2025, 6, 9))]);
    let flagged = plain().opted_out().with(vec![agreed()]);
    let unsubscribed = vec![documented("unsubscribe", (2026, 2, 2)).denied(), agreed()];
    vec![
        scenario(
            "single_opt_in",
            "documented single opt-in, keyed by a 15-character id",
            [Record { short_key: true, ..single.within(System::Salesforce) }],
        ),
        on(
            "withdrawn",
            "opt-in, then consent withdrawn",
            Remove,
            [agreed(), documented("consent_withdrawn", (2026, 3, 2))],
        ),
        on(
            "opted_in_again",
            "unsubscribed, then a documented opt-in",
            Keep,
            [documented("unsubscribe", (2025, 4, 7)), agreed()],
        ),
        on(
            "same_day",
            "opt-in and objection on one day",
            Remove,
            [agreed(), documented("objection", (2025, 9, 3))],
        ),
        scenario("flagged_out", "opt-in, and an undated opt-out flag", [flagged]),
        on("not_unsubscribed", "opt-in, and a denied unsubscribe", Keep, unsubscribed),
        on("consent_expired", "the opt-in has expired", Review, [agreed().until((2026, 5, 1))]),
        on("consent_unexpired", "the opt-in expires later", Keep, [agreed().until((2027, 9, 3))]),
        on(
            "service_only",
            "the opt-in does not cover marketing",
            Review,
            [agreed().for_purposes("service")],
        ),
        on("vendor_opt_in", "the vendor says so", Remove, [agreed().from("vendor")]),
        on(
            "opt_in_recorded",
            "an opt-in with a time but no reference",
            Review,
            [recorded("opt_in_double", (2025, 9, 3))],
        ),
        on("opt_in_asserted", "an opt-in as a bare field", Review, [asserted("opt_in_single")]),
        on(
            "erasure_request",
            "opt-in, and an erasure request to us",
            Review,
            [agreed(), documented("erasure_request", (2026, 10, 1))],
        ),
    ]
}

fn other_bases() -> Vec<Scenario> {
    let contract = || documented("contract", (2025, 5, 6));
    let interaction = || documented("interaction", (2026, 6, 10));
    let relationship = || documented("relationship_record", (2026, 3, 9));
    let on_hubspot = |expected, legal_basis| {
        [Record { legal_basis, ..plain().within(System::HubSpot).expect(expected) }]
    };
    let early =
        plain().expect(Review).with(vec![documented("created_before_vendor", (2024, 2, 6))]);
    let phone = plain().within(System::Salesforce);
    vec![
        on(
            "statutory_retention",
            "invoices have to be kept",
            KeepRestricted,
            [documented("statutory_retention", (2025, 12, 2)).until((2035, 12, 31))],
        ),
        on(
            "hold_and_erasure",
            "a legal hold outranks an erasure request",
            KeepRestricted,
            [
                documented("erasure_request", (2026, 10, 1)),
                documented("legal_claims_hold", (2025, 11, 4)),
            ],
        ),
        on("hold_asserted", "a hold as a bare field", Review, [asserted("statutory_retention")]),
        on("contract", "a contract with the person", Keep, [contract()]),
        on(
            "contract_denied",
            "the contract ended",
            Remove,
            [contract(), documented("contract", (2026, 1, 12)).denied()],
        ),
        on(
            "pre_contract_asserted",
            "an offer, as a bare field",
            Review,
            [asserted("pre_contract")],
        ),
        on(
            "employer_customer",
            "the employer is a customer; no balancing test",
            Review,
            [
                documented("employer_customer", (2025, 3, 4)),
                documented("person_link", (2025, 3, 18)),
            ],
        ),
        on(
            "prospect",
            "interaction and relationship; no balancing test",
            Review,
            [interaction(), relationship()],
        ),
        on("interaction_alone", "an interaction alone", Review, [interaction()]),
        on("relationship_alone", "a relationship record alone", Review, [relationship()]),
        on(
            "interaction_old",
            "the interaction is before the download",
            Review,
            [documented("interaction", (2024, 6, 10)), relationship()],
        ),
        on(
            "prospect_unsubscribed",
            "interaction, relationship and unsubscribe",
            Remove,
            [interaction(), relationship(), documented("email_opt_out", (2026, 8, 4))],
        ),
        scenario("early_record", "created before the download", [Record { early: true, ..early }]),
        scenario("legal_basis_column", "HubSpot's legal-basis column alone", {
            on_hubspot(Review, "Legitimate interest \u{2013} prospect/lead")
        }),
        scenario("not_applicable", "HubSpot's legal basis is Not applicable", {
            on_hubspot(Remove, "Not applicable")
        }),
        on(
            "legal_basis_field",
            "a legal-basis field as evidence",
            Review,
            [asserted("legal_basis_field")],
        ),
        on("owner_statement", "the owner's word", Review, [asserted("owner_statement")]),
        on("neutral_only", "scores, lists, sends and clicks", Remove, {
            NEUTRAL.iter().map(|kind| recorded(kind, (2026, 1, 5))).collect::<Vec<_>>()
        }),
        scenario(
            "do_not_call",
            "a do-not-call flag",
            [Record {
                do_not_call: true,
                facts: vec![documented("do_not_call", (2026, 2, 3))],
                ..phone
            }],
        ),
        scenario("opted_out_here", "opted out with us as well", [plain().opted_out()]),
    ]
}

fn lookalikes() -> Vec<Scenario> {
    let own = |id| near(id, EmailAs::Own, NameAs::Own);
    vec![
        scenario(
            "similar_email",
            "b.smith@ where j.smith@ is listed; jsmith@ as well",
            [
                near(IdAs::Own, EmailAs::OtherInitial, NameAs::Sibling),
                near(IdAs::Blank, EmailAs::WithoutDot, NameAs::SiblingSameInitial),
            ],
        )
        .row(Row::InitialEmail),
        scenario(
            "gmail_longer",
            "a gmail.com address one character longer",
            [near(IdAs::Blank, EmailAs::Longer, NameAs::Own)],
        )
        .row(Row::Gmail),
        scenario("id_case", "the id in another letter case", [own(IdAs::OtherCase)]),
        scenario("id_exponent", "both ids are 6.21E+15", [own(IdAs::Damaged)]).row(Row::ExponentId),
        scenario("id_zeros", "both ids lost their last digits", [own(IdAs::Damaged)])
            .row(Row::ZerosId),
        scenario(
            "quoted_in_notes",
            "the notes of another quote the listed e-mail",
            [Record { quotes: true, ..own(IdAs::Own) }],
        ),
    ]
}
