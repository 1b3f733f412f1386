/* From evidence to an answer: where a person is, by when, why, what is missing, what another policy would
 * say, and whole files without a list. Stops at the first thing that is otherwise. */
#include "check.h"

static const int32_t CERTAIN = OPTOUT_CERTAINTY_CERTAIN;

static optout_policy *policy_of(const char *toml) {
  optout_policy *policy = NULL;
  OK(optout_policy_from_toml(S(toml), &policy, NULL));
  return policy;
}

static optout_circumstances *on(const char *day) {
  optout_circumstances *known = NULL;
  OK(optout_circumstances_new(S(day), &known, NULL));
  return known;
}

static void set_evidence(optout_circumstances *known, const char *json) {
  optout_evidence_set *set = NULL;
  OK(optout_evidence_set_from_json(S(json), &set, NULL));
  OK(optout_circumstances_set_evidence(known, set, NULL));
  optout_evidence_set_free(set);
}

static optout_classification *classify(const optout_circumstances *known, const optout_policy *policy) {
  optout_classification *answer = NULL;
  OK(optout_classification_of(CERTAIN, known, policy, &answer, NULL));
  return answer;
}

static optout_signal signal_of(const optout_circumstances *known, const optout_policy *policy,
                               optout_regime regime) {
  optout_place *place = NULL;
  OK(optout_circumstances_place(known, policy, &place, NULL));
  CHECK(optout_place_regime_count(place) == 1 && optout_place_regime(place, 0) == regime);
  CHECK(optout_place_regime(place, 1) == OPTOUT_REGIME_NONE);
  const optout_signal signal = optout_place_signal(place);
  optout_place_free(place);
  return signal;
}

/* The first signal that says anything decides. */
static void places_are_told_by_signals(void) {
  optout_policy *policy = standard();
  optout_circumstances *known = on("2026-11-24");
  optout_place *place = NULL;
  OK(optout_circumstances_place(known, policy, &place, NULL));
  CHECK(optout_place_signal(place) == OPTOUT_SIGNAL_UNKNOWN && optout_place_regime_count(place) == 2);
  optout_place_free(place);
  OK(optout_circumstances_set_domain(known, S("acme.jp"), NULL));
  CHECK(signal_of(known, policy, OPTOUT_REGIME_REST) == OPTOUT_SIGNAL_DOMAIN);
  OK(optout_circumstances_set_company_country(known, S("Canada"), NULL));
  CHECK(signal_of(known, policy, OPTOUT_REGIME_CANADA) == OPTOUT_SIGNAL_COMPANY);
  OK(optout_circumstances_set_phone(known, S("+44 20 0"), NULL));
  CHECK(signal_of(known, policy, OPTOUT_REGIME_UK) == OPTOUT_SIGNAL_PHONE);
  OK(optout_circumstances_set_vendor_country(known, S("FR"), NULL));
  CHECK(signal_of(known, policy, OPTOUT_REGIME_EEA) == OPTOUT_SIGNAL_VENDOR);
  OK(optout_circumstances_set_place(known, S("US"), S("TX"), NULL));
  CHECK(signal_of(known, policy, OPTOUT_REGIME_US_OTHER) == OPTOUT_SIGNAL_MAILING_ADDRESS);
  OK(optout_circumstances_set_residency(known, S("Canada"), NULL));
  CHECK(signal_of(known, policy, OPTOUT_REGIME_CANADA) == OPTOUT_SIGNAL_RESIDENCY);
  OK(optout_circumstances_set_residency(known, S(""), NULL));
  CHECK(signal_of(known, policy, OPTOUT_REGIME_US_OTHER) == OPTOUT_SIGNAL_MAILING_ADDRESS);
  const optout_str no_text = {"\xff", 1};
  CHECK(optout_circumstances_set_domain(known, no_text, NULL) == OPTOUT_STATUS_INVALID_UTF8);
  CHECK(is(optout_signal_word(OPTOUT_SIGNAL_UNKNOWN), "unknown") && is(optout_signal_word(99), ""));
  optout_circumstances_free(known);
  optout_policy_free(policy);
}

static void requests_have_deadlines(void) {
  optout_policy *policy = policy_of("[basis]\nholidays = ['2026-11-26']\n");
  optout_circumstances *known = on("2026-11-24");
  optout_place *place = NULL;
  optout_deadline *deadline = NULL;
  bool overdue = true;
  OK(optout_circumstances_set_place(known, S("US"), S(""), NULL));
  OK(optout_circumstances_place(known, policy, &place, NULL));
  optout_circumstances_free(known);
  OK(optout_place_deadline(place, policy, OPTOUT_REQUEST_OPT_OUT, S("2026-11-24"), &deadline, NULL));
  CHECK(is(optout_deadline_date(deadline), "2026-12-09"));
  CHECK(is(optout_deadline_start(deadline), "2026-11-24"));
  CHECK(optout_deadline_clock(deadline) == OPTOUT_CLOCK_CAN_SPAM);
  OK(optout_deadline_is_overdue(deadline, S("2026-12-09"), &overdue, NULL));
  CHECK(!overdue);
  OK(optout_deadline_is_overdue(deadline, S("2026-12-10"), &overdue, NULL));
  CHECK(overdue);
  CHECK(optout_deadline_is_overdue(deadline, S("soon"), &overdue, NULL) == OPTOUT_STATUS_VALUE);
  optout_deadline_free(deadline);
  OK(optout_place_deadline(place, policy, OPTOUT_REQUEST_DELETION_LIST, S("2026-11-24"), &deadline,
                           NULL));
  CHECK(optout_deadline_clock(deadline) == OPTOUT_CLOCK_DROP);
  CHECK(is(optout_clock_word(OPTOUT_CLOCK_DROP), "drop"));
  optout_deadline_free(deadline);
  deadline = NULL;
  CHECK(optout_place_deadline(place, policy, 99, S("2026-11-24"), &deadline,
                              NULL) == OPTOUT_STATUS_INVALID_ENUM);
  CHECK(optout_place_deadline(place, policy, OPTOUT_REQUEST_ERASURE, S("24.11.2026"), &deadline,
                              NULL) == OPTOUT_STATUS_VALUE);
  CHECK(deadline == NULL);
  optout_place_free(place);

  known = on("2026-11-24");
  OK(optout_circumstances_set_residency(known, S("France"), NULL));
  OK(optout_circumstances_place(known, policy, &place, NULL));
  OK(optout_place_deadline(place, policy, OPTOUT_REQUEST_DELETION_LIST, S("2026-11-24"), &deadline,
                           NULL));
  CHECK(deadline == NULL);
  optout_place_free(place);
  optout_circumstances_free(known);
  optout_policy_free(policy);
}

static void answers_say_what_is_missing_and_until_when(void) {
  optout_policy *policy = policy_of("[basis]\nbalancing_test = 'DPO-7'\nafter_subscription_days = 30\n");
  optout_circumstances *known = on("2026-11-24");
  OK(optout_circumstances_set_place(known, S("US"), S("TX"), NULL));
  OK(optout_circumstances_set_trigger(known, OPTOUT_TRIGGER_AFTER_SUBSCRIPTION, S("2026-10-01"), NULL));
  CHECK(optout_circumstances_set_trigger(known, 99, S("2026-11-01"), NULL) == OPTOUT_STATUS_INVALID_ENUM);
  CHECK(optout_circumstances_set_trigger(known, OPTOUT_TRIGGER_VENDOR_OPT_OUT, S(""),
                                         NULL) == OPTOUT_STATUS_VALUE);
  CHECK(is(optout_trigger_word(OPTOUT_TRIGGER_AFTER_SUBSCRIPTION), "after_subscription"));
  set_evidence(known, "[{\"id\": \"m\", \"kind\": \"marketing_contact\", \"provenance\": \"own\"}]");
  optout_classification *answer = classify(known, policy);
  CHECK(optout_classification_retention(answer) == OPTOUT_RETENTION_REMOVE);
  CHECK(optout_classification_missing_count(answer) == 1);
  CHECK(optout_classification_missing(answer, 0) == OPTOUT_MISSING_OWN_EVIDENCE);
  CHECK(optout_classification_missing(answer, 1) == OPTOUT_MISSING_NONE);
  CHECK(optout_classification_is_marketing_contact(answer));
  CHECK(!optout_classification_is_marketing_waste(answer));
  CHECK(is(optout_classification_deadline(answer), "2026-10-31"));
  CHECK(is(optout_classification_deadline_start(answer), "2026-10-01"));
  CHECK(optout_classification_deadline_clock(answer) == OPTOUT_CLOCK_AGREEMENT);
  CHECK(optout_classification_is_overdue(answer));
  CHECK(optout_strings_count(optout_classification_permits_marketing(answer)) == 0);
  CHECK(is(optout_classification_marketing_until(answer), ""));
  CHECK(optout_classification_regime_count(answer) == 1);
  CHECK(optout_classification_regime(answer, 0) == OPTOUT_REGIME_US_OTHER);
  optout_classification_free(answer);

  set_evidence(known,
               "[{\"id\": \"c\", \"kind\": \"contract\", \"provenance\": \"own\", \"source_ref\": \"7\","
               "  \"occurred_at\": \"2026-01-02\", \"expires_at\": \"2027-01-02\"}]");
  OK(optout_circumstances_set_received(known, S("2026-11-20"), NULL));
  answer = classify(known, policy);
  CHECK(optout_classification_retention(answer) == OPTOUT_RETENTION_KEEP);
  CHECK(optout_classification_marketing(answer) == OPTOUT_MARKETING_ALLOWED);
  CHECK(is(optout_strings_at(optout_classification_permits_marketing(answer), 0), "c"));
  CHECK(is(optout_classification_marketing_until(answer), "2027-01-02"));
  CHECK(is(optout_classification_valid_until(answer), "2027-01-02"));
  CHECK(is(optout_classification_deadline(answer), "") && !optout_classification_is_overdue(answer));
  CHECK(optout_classification_deadline_clock(answer) == OPTOUT_CLOCK_NONE);
  CHECK(optout_classification_missing_count(answer) == 0);
  optout_classification_free(answer);
  optout_circumstances_free(known);
  optout_policy_free(policy);
}

static void explanations_replay(void) {
  optout_policy *policy = standard(), *other = policy_of("[basis]\nbalancing_test = 'DPO-7'\n");
  optout_circumstances *known = on("2026-11-24");
  optout_buffer *json = NULL;
  optout_error *error = NULL;
  bool replays = false;
  set_evidence(known, "[{\"id\": \"o\", \"kind\": \"owner_statement\"}]");
  OK(optout_basis_explain(CERTAIN, known, policy, &json, NULL));
  const optout_str trace = optout_buffer_text(json);
  CHECK(holds_text(json, optout_policy_basis_hash(policy)));
  OK(optout_basis_replays(trace, CERTAIN, known, policy, &replays, NULL));
  CHECK(replays);
  OK(optout_basis_replays(trace, CERTAIN, known, other, &replays, NULL));
  CHECK(!replays);
  OK(optout_basis_replays(trace, OPTOUT_CERTAINTY_UNCERTAIN, known, policy, &replays, NULL));
  CHECK(!replays);
  replays = true;
  CHECK(optout_basis_replays(trace, 0, known, policy, &replays, &error) == OPTOUT_STATUS_INVALID_ENUM);
  CHECK(replays && is(optout_error_code(error), "invalid_enum"));
  optout_error_free(error);
  optout_buffer_free(json);
  json = NULL;
  CHECK(optout_basis_explain(99, known, policy, &json, NULL) == OPTOUT_STATUS_INVALID_ENUM);
  CHECK(optout_basis_explain(CERTAIN, known, NULL, &json, NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
  CHECK(json == NULL);
  optout_circumstances_free(known);
  optout_policy_free(other);
  optout_policy_free(policy);
}

static void another_policy_flips_decisions(void) {
  optout_policy *before = standard(), *after = policy_of("[basis]\nbalancing_test = 'DPO-7'\n");
  optout_circumstances *known = on("2026-11-24");
  optout_what_if *what_if = NULL;
  optout_buffer *json = NULL;
  bool exceeds = true;
  OK(optout_what_if_new(&what_if, NULL));
  OK(optout_what_if_add(what_if, S("nothing known"), CERTAIN, known, NULL));
  set_evidence(known,
               "[{\"id\": \"e\", \"kind\": \"employer_customer\", \"provenance\": \"own\","
               "  \"source_ref\": \"7\", \"occurred_at\": \"2026-01-02\"},"
               " {\"id\": \"l\", \"kind\": \"person_link\", \"provenance\": \"own\","
               "  \"source_ref\": \"8\", \"occurred_at\": \"2026-01-02\"}]");
  OK(optout_what_if_add(what_if, S("a customer's"), CERTAIN, known, NULL));
  CHECK(optout_what_if_add(what_if, S("x"), 99, known, NULL) == OPTOUT_STATUS_INVALID_ENUM);
  CHECK(optout_what_if_add(what_if, S("x"), CERTAIN, NULL, NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
  /* They are copies. */
  optout_circumstances_free(known);
  OK(optout_what_if_run(what_if, before, after, 1, &exceeds, &json, NULL));
  CHECK(!exceeds && holds(json, "\"cases\":2,\"flips\":1") && holds(json, "\"exceeds_cap\":false"));
  CHECK(holds(json, "\"cases\":[\"a customer's\"]") && holds(json, "\"no_balancing_test\""));
  optout_buffer_free(json);
  OK(optout_what_if_run(what_if, before, after, 0, &exceeds, &json, NULL));
  CHECK(exceeds);
  optout_buffer_free(json);
  OK(optout_what_if_run(what_if, after, after, 0, NULL, &json, NULL));
  CHECK(holds(json, "\"flips\":0"));
  optout_buffer_free(json);
  json = NULL;
  CHECK(optout_what_if_run(what_if, before, NULL, 0, &exceeds, &json,
                           NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
  CHECK(json == NULL && exceeds);
  optout_what_if_free(what_if);
  optout_policy_free(after);
  optout_policy_free(before);
}

static void parameters_name_their_sources(void) {
  optout_policy *policy = policy_of("[basis]\nbalancing_test = 'DPO-7'\n"), *again = NULL, *plain = standard();
  optout_buffer *json = NULL;
  OK(optout_policy_basis_json(policy, &json, NULL));
  CHECK(holds(json, "\"balancing_test\":\"DPO-7\"") && holds(json, "Directive 2002/58/EC"));
  const size_t len = optout_buffer_len(json) + 16;
  char *whole = malloc(len);
  CHECK(whole);
  snprintf(whole, len, "{\"basis\":%.*s}", (int)optout_buffer_len(json), optout_buffer_text(json).data);
  OK(optout_policy_from_json(S(whole), &again, NULL));
  const optout_str hash = optout_policy_basis_hash(policy), read = optout_policy_basis_hash(again);
  CHECK(hash.len == 64 && read.len == 64 && memcmp(hash.data, read.data, 64) == 0);
  CHECK(memcmp(hash.data, optout_policy_basis_hash(plain).data, 64) != 0);
  CHECK(memcmp(optout_policy_hash(policy).data, optout_policy_hash(again).data, 64) == 0);
  free(whole);
  optout_buffer_free(json);
  optout_policy_free(plain);
  optout_policy_free(again);
  optout_policy_free(policy);
}

struct seen {
  int calls;
  bool go_on;
};

static bool on_progress(uint64_t records, uint64_t bytes, void *user) {
  struct seen *seen = user;
  seen->calls++;
  return seen->go_on && records > 0 && bytes > 0;
}

static void files_are_classified_without_a_list(void) {
  optout_policy *policy = policy_of("[basis]\nafter_subscription_days = 30\n");
  optout_classifier *classifier = NULL;
  optout_classified *classified = NULL;
  optout_evidence_store *evidence = NULL, *again = NULL;
  optout_buffer *json = NULL;
  optout_error *error = NULL;
  const char *pieces = "record_id,kind,occurred_at,source_ref,provenance,purposes\n"
                       "7,opt_in_double,2026-03-01,form-7,own,marketing\n";
  const char *contacts = "Key;Post;Paid\n7;ada@engine.example;\n8;bob@engine.example;true\n";
  CHECK(optout_classifier_new(policy, 99, S("2026-10-01"), S("2026-11-24"), &classifier,
                              NULL) == OPTOUT_STATUS_INVALID_ENUM);
  CHECK(optout_classifier_new(policy, OPTOUT_TRIGGER_AFTER_SUBSCRIPTION, S(""), S("2026-11-24"),
                              &classifier, NULL) == OPTOUT_STATUS_VALUE);
  CHECK(classifier == NULL);
  OK(optout_classifier_new(policy, OPTOUT_TRIGGER_AFTER_SUBSCRIPTION, S("2026-10-01"),
                           S("2026-11-24"), &classifier, NULL));
  optout_policy_free(policy);
  OK(optout_classifier_set_preset(classifier, S("hubspot"), NULL));
  CHECK(optout_classifier_set_preset(classifier, S("x"), NULL) == OPTOUT_STATUS_INVALID_OPTION);
  OK(optout_classifier_add_column(classifier, S("Key"), S("record_id:hubspot"), NULL));
  OK(optout_classifier_add_column(classifier, S("Post"), S("email"), NULL));
  OK(optout_classifier_add_column(classifier, S("Paid"), S("marketing_contact"), NULL));
  OK(optout_classifier_set_encoding(classifier, S("utf-8"), NULL));
  OK(optout_classifier_set_delimiter(classifier, ';', NULL));
  OK(optout_evidence_store_read(BYTES(pieces), &evidence, NULL));
  struct seen seen = {0, false};
  CHECK(optout_classifier_run(classifier, evidence, BYTES(contacts), on_progress, &seen, &classified,
                              &error) == OPTOUT_STATUS_CANCELLED);
  CHECK(seen.calls == 1 && classified == NULL);
  optout_error_free(error);
  seen.go_on = true;
  OK(optout_classifier_run(classifier, evidence, BYTES(contacts), on_progress, &seen, &classified, NULL));
  CHECK(seen.calls == 2);
  CHECK(is(optout_buffer_text(optout_classified_table(classified)),
           "record,record_id,retention,basis,marketing,rule,reason,missing,deadline,valid_until,"
           "marketing_until\n"
           "1,7,keep,consent,allowed,R4,documented_consent,,,,\n"
           "2,8,remove,,suppressed,R10,no_independent_basis,own_evidence,2026-10-31,,\n"));
  OK(optout_classified_counts_json(classified, &json, NULL));
  CHECK(holds(json, "\"records\":2") && holds(json, "\"overdue\":1"));
  CHECK(holds(json, "\"marketing_contacts_missing\":{\"own_evidence\":1}"));
  optout_buffer_free(json);
  optout_classified_free(classified);
  classified = NULL;
  CHECK(optout_classifier_run(classifier, evidence, BYTES("Post\nada@engine.example\n"), NULL, NULL,
                              &classified, &error) == OPTOUT_STATUS_MISSING_COLUMN);
  CHECK(optout_error_input(error) == OPTOUT_INPUT_CONTACTS && classified == NULL);
  optout_error_free(error);
  CHECK(optout_classifier_run(classifier, NULL, NULL, 3, NULL, NULL, &classified,
                              NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
  CHECK(optout_classifier_set_traces(NULL, true, NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
  OK(optout_classifier_set_traces(classifier, true, NULL));
  OK(optout_classifier_run(classifier, evidence, BYTES(contacts), NULL, NULL, &classified, NULL));
  CHECK(holds(optout_classified_table(classified), "marketing_until,trace\n") &&
        holds(optout_classified_table(classified), "\"\"steps\"\":[{"));
  optout_classified_free(classified);
  OK(optout_evidence_store_json(evidence, &json, NULL));
  OK(optout_evidence_store_from_json(optout_buffer_text(json), &again, NULL));
  CHECK(optout_evidence_store_count(again) == optout_evidence_store_count(evidence));
  optout_buffer_free(json);
  optout_evidence_store_free(again);
  again = NULL;
  CHECK(optout_evidence_store_from_json(S("{\"version\":0}"), &again, &error) == OPTOUT_STATUS_INVALID_JSON);
  CHECK(again == NULL);
  optout_error_free(error);
  CHECK(optout_evidence_store_json(NULL, &json, NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
  optout_evidence_store_free(evidence);
  optout_classifier_free(classifier);
}

int main(void) {
  places_are_told_by_signals();
  requests_have_deadlines();
  answers_say_what_is_missing_and_until_when();
  explanations_replay();
  another_policy_flips_decisions();
  parameters_name_their_sources();
  files_are_classified_without_a_list();
  return 0;
}
