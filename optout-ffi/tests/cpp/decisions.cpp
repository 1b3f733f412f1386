// From evidence to decisions: classification, deadlines, evidence files.
#include <optional>

#include "check.hpp"

template class optout::basic_classification<
    optout::handle<optout_classification, optout_classification_free>>;
template class optout::basic_classification<optout::view<optout_classification>>;
template class optout::basic_evidence_set<optout::handle<optout_evidence_set, optout_evidence_set_free>>;
template class optout::basic_evidence_set<optout::view<optout_evidence_set>>;

static optout::match match_of(std::string_view email) {
  optout::contact contact;
  contact.add_email(email).add_full_name("Ada Lovelace");
  return the_matcher().match(contact);
}

static optout::circumstances in_france() {
  optout::circumstances circumstances("2026-11-24");
  circumstances.set_place("France", "").set_received("2026-11-20");
  return circumstances;
}

static void decisions_rest_on_evidence() {
  const optout::policy policy = optout::policy::standard();
  const optout::match match = match_of("ada@engine.example");
  optout::circumstances circumstances = in_france();
  const std::optional<optout::decision> removed = optout::decision::of(match, circumstances, policy);
  CHECK(removed && removed->entry_id() == "P1" && removed->deadline() == "2026-12-20");
  CHECK(removed->deadline_clock() == OPTOUT_CLOCK_GDPR_ART12 && removed->competing().empty());
  CHECK(removed->regimes().size() == 1 && removed->regimes()[0] == OPTOUT_REGIME_EEA);
  const optout::classification_view why = removed->classification();
  CHECK(why.retention() == OPTOUT_RETENTION_REMOVE && optout::word(why.retention()) == "remove");
  CHECK(why.rule() == OPTOUT_BASIS_RULE_R10 && why.basis() == OPTOUT_LAWFUL_BASIS_NONE &&
        !why.missing().empty());

  optout::evidence consent("form-7", OPTOUT_EVIDENCE_KIND_OPT_IN_DOUBLE);
  consent.set_polarity(OPTOUT_POLARITY_AFFIRMS)
      .set_occurred_at("2026-10-01")
      .set_provenance(OPTOUT_PROVENANCE_OWN);
  consent.set_source("crm", "form-7").set_expires_at("2027-10-01").add_purpose("marketing");
  CHECK(consent.kind() == OPTOUT_EVIDENCE_KIND_OPT_IN_DOUBLE &&
        consent.strength() == OPTOUT_STRENGTH_DOCUMENTED);
  CHECK(consent.consent_state("2026-11-24") == OPTOUT_CONSENT_STATE_GIVEN);
  optout::evidence_set set;
  set.add(consent);
  CHECK(optout::evidence_set::from_json(set.json()).count() == 1 && set.at(0) && !set.at(1));
  circumstances.set_evidence(set);
  const std::optional<optout::decision> kept = optout::decision::of(match, circumstances, policy);
  CHECK(kept && kept->classification().retention() == OPTOUT_RETENTION_KEEP);
  CHECK(kept->classification().basis() == OPTOUT_LAWFUL_BASIS_CONSENT &&
        kept->classification().used()[0] == "form-7");
  CHECK(!optout::decision::of(match_of("cleo@other.example"), in_france(), policy) ||
        match_of("cleo@other.example").status() != OPTOUT_MATCH_STATUS_NON_MATCH);

  const auto alone = optout::classification::of(OPTOUT_CERTAINTY_CERTAIN, circumstances, policy);
  CHECK(alone.retention() == OPTOUT_RETENTION_KEEP &&
        alone.basis_iri() == optout::lawful_basis_iri(alone.basis()));
  CHECK(optout::lawful_basis_of_iri(alone.basis_iri()) == OPTOUT_LAWFUL_BASIS_CONSENT);
  const std::string trace = optout::basis_explain(OPTOUT_CERTAINTY_CERTAIN, circumstances, policy);
  CHECK(optout::basis_replays(trace, OPTOUT_CERTAINTY_CERTAIN, circumstances, policy));
  optout::what_if what_if;
  what_if.add("one", OPTOUT_CERTAINTY_CERTAIN, circumstances);
  CHECK(!what_if.run(policy, policy, 0).exceeds_cap);
  CHECK(status_of([] { optout::circumstances("24.11.2026"); }) == OPTOUT_STATUS_VALUE);
  CHECK(status_of([&] { optout::evidence("x", static_cast<optout_evidence_kind>(0)); }) ==
        OPTOUT_STATUS_INVALID_ENUM);
}

static void places_have_deadlines() {
  const optout::policy policy = optout::policy::standard();
  const optout::place place = in_france().place(policy);
  CHECK(place.signal() == OPTOUT_SIGNAL_MAILING_ADDRESS || place.signal() == OPTOUT_SIGNAL_RESIDENCY);
  CHECK(place.regimes()[0] == OPTOUT_REGIME_EEA);
  const std::optional<optout::deadline> deadline =
      place.deadline(policy, OPTOUT_REQUEST_ERASURE, "2026-11-20");
  CHECK(deadline && deadline->date() == "2026-12-20" && deadline->start() == "2026-11-20");
  CHECK(!deadline->is_overdue("2026-12-20") && deadline->is_overdue("2026-12-21"));
}

static void evidence_files_are_looked_up() {
  const auto store =
      optout::evidence_store::read("record_id,email,kind\n7,,contract\n,ada@engine.example,opt_in_single\n");
  CHECK(store.count() == 2 && store.pieces().count() == 2);
  optout::contact contact;
  contact.add_id("hubspot", "7").add_email("ADA@engine.example");
  CHECK(store.about(contact, "hubspot").count() == 2 && store.about(contact, "salesforce").count() == 1);
  optout::contacts_options options;
  options.set_delimiter(';').set_encoding("utf-8").set_preset("hubspot");
  const std::string_view columns = "Record ID;Email;Unsubscribed from all email\n7;a@x.example;true\n";
  const auto records = optout::contacts_evidence::read(columns, &options);
  CHECK(records.preset() == "hubspot" && records.records().size() == 1 && records.records()[0].count() == 1);
  CHECK(records.records()[0].at(0)->kind() == OPTOUT_EVIDENCE_KIND_EMAIL_OPT_OUT);
  in_france().set_evidence(records.records()[0]);
}

int main() {
  decisions_rest_on_evidence();
  places_have_deadlines();
  evidence_files_are_looked_up();
  return 0;
}
