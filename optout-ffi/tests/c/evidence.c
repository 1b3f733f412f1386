/* Where evidence comes from and what others call it: the columns of exports, pieces of files, consent on a
 * day, and the words of other systems to ours and back. Stops at the first thing that is otherwise. */
#include "check.h"

static const optout_str NO_TEXT = {"\xff", 1};

static optout_contacts_evidence *columns(const char *contacts, const optout_contacts_options *options) {
  optout_contacts_evidence *evidence = NULL;
  OK(optout_contacts_evidence_read(BYTES(contacts), options, &evidence, NULL));
  return evidence;
}

static void check_json(const optout_evidence_set *set, const char *expected) {
  optout_buffer *json = NULL;
  OK(optout_evidence_set_json(set, &json, NULL));
  CHECK(is(optout_buffer_text(json), expected));
  optout_buffer_free(json);
}

static void columns_are_evidence_of_their_record(void) {
  optout_contacts_evidence *found =
      columns("Record ID,Email,Unsubscribed from all email\n7,ada@engine.example,false\n"
              "8,bob@engine.example,true\n",
              NULL);
  CHECK(is(optout_contacts_evidence_preset(found), "hubspot"));
  CHECK(optout_contacts_evidence_record_count(found) == 2);
  CHECK(optout_evidence_set_count(optout_contacts_evidence_at(found, 0)) == 0);
  CHECK(optout_contacts_evidence_at(found, 2) == NULL);
  const optout_evidence_set *second = optout_contacts_evidence_at(found, 1);
  CHECK(optout_evidence_set_count(second) == 1);
  optout_evidence *piece = NULL;
  OK(optout_evidence_set_at(second, 0, &piece, NULL));
  CHECK(optout_evidence_kind_of(piece) == OPTOUT_EVIDENCE_KIND_EMAIL_OPT_OUT);
  /* It is a copy. */
  optout_contacts_evidence_free(found);
  CHECK(optout_evidence_strength(piece) == OPTOUT_STRENGTH_ASSERTED);
  optout_evidence_free(piece);
}

static void options_say_how_to_read_an_export(void) {
  optout_contacts_options *options = NULL;
  optout_contacts_evidence *found = NULL;
  optout_error *error = NULL;
  OK(optout_contacts_options_new(&options, NULL));
  CHECK(optout_contacts_options_set_preset(options, S("sugar"), NULL) == OPTOUT_STATUS_INVALID_OPTION);
  CHECK(optout_contacts_options_set_encoding(options, S("x"), NULL) == OPTOUT_STATUS_INVALID_OPTION);
  CHECK(optout_contacts_options_add_column(options, S("x"), S("y"), NULL) != OPTOUT_STATUS_OK);
  OK(optout_contacts_options_set_preset(options, S("hubspot"), NULL));
  OK(optout_contacts_options_add_column(options, S("Stra\xc3\x9f" "e"), S("email_opt_out"), NULL));
  OK(optout_contacts_options_set_encoding(options, S("windows-1252"), NULL));
  OK(optout_contacts_options_set_delimiter(options, '|', NULL));
  found = columns("Record ID|Stra\xdf" "e\n7|1\n", options);
  CHECK(is(optout_contacts_evidence_preset(found), "hubspot"));
  CHECK(optout_evidence_set_count(optout_contacts_evidence_at(found, 0)) == 1);
  optout_contacts_evidence_free(found);
  found = NULL;
  CHECK(optout_contacts_evidence_read(BYTES("Record ID|Stra\xdf" "e\n7|Ada\n"), options, &found,
                                      &error) == OPTOUT_STATUS_VALUE);
  CHECK(found == NULL && optout_error_input(error) == OPTOUT_INPUT_CONTACTS);
  CHECK(optout_error_record(error) == 1 && optout_error_line(error) == 2);
  const optout_str message = optout_error_message(error);
  for (size_t at = 0; at + 3 <= message.len; at++) {
    CHECK(memcmp(message.data + at, "Ada", 3) != 0);
  }
  optout_error_free(error);
  CHECK(optout_contacts_evidence_read(BYTES("Record ID,Email\n7,\"\n"), NULL, &found,
                                      &error) == OPTOUT_STATUS_UNCLOSED_QUOTE);
  CHECK(found == NULL && optout_error_input(error) == OPTOUT_INPUT_CONTACTS);
  optout_error_free(error);
  CHECK(optout_contacts_evidence_read(NULL, 3, NULL, &found, NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
  optout_contacts_options_free(options);
}

static void a_store_gives_its_pieces(void) {
  const char *file = "email,kind,occurred_at\nada@engine.example,contract,2026-01-02\n"
                     "bob@engine.example,objection,\n";
  optout_evidence_store *store = NULL;
  optout_evidence_set *set = NULL, *again = NULL;
  optout_evidence *piece = NULL;
  optout_buffer *json = NULL;
  OK(optout_evidence_store_read(BYTES(file), &store, NULL));
  OK(optout_evidence_store_pieces(store, &set, NULL));
  optout_evidence_store_free(store);
  CHECK(optout_evidence_set_count(set) == 2);
  OK(optout_evidence_set_at(set, 1, &piece, NULL));
  CHECK(optout_evidence_kind_of(piece) == OPTOUT_EVIDENCE_KIND_OBJECTION);
  optout_evidence_free(piece);
  OK(optout_evidence_set_at(set, 2, &piece, NULL));
  CHECK(piece == NULL);
  OK(optout_evidence_set_json(set, &json, NULL));
  OK(optout_evidence_set_from_json(optout_buffer_text(json), &again, NULL));
  char *text = calloc(1, optout_buffer_len(json) + 1);
  CHECK(text);
  memcpy(text, optout_buffer_data(json), optout_buffer_len(json));
  check_json(again, text);
  free(text);
  optout_buffer_free(json);
  optout_evidence_set_free(again);
  optout_evidence_set_free(set);
}

static optout_consent_state on(const char *day, const optout_evidence *piece) {
  optout_consent_state state = OPTOUT_CONSENT_STATE_NONE;
  OK(optout_evidence_consent_state(piece, S(day), &state, NULL));
  return state;
}

static void consent_depends_on_the_day(void) {
  optout_evidence *piece = NULL;
  optout_consent_state state = OPTOUT_CONSENT_STATE_GIVEN;
  OK(optout_evidence_new(S("c"), OPTOUT_EVIDENCE_KIND_OPT_IN_DOUBLE, &piece, NULL));
  OK(optout_evidence_set_occurred_at(piece, S("2026-03-01"), NULL));
  OK(optout_evidence_set_expires_at(piece, S("2027-03-01"), NULL));
  CHECK(on("2026-02-28", piece) == OPTOUT_CONSENT_STATE_NONE);
  CHECK(on("2026-03-01", piece) == OPTOUT_CONSENT_STATE_GIVEN);
  CHECK(on("2027-03-01", piece) == OPTOUT_CONSENT_STATE_EXPIRED);
  OK(optout_evidence_set_polarity(piece, OPTOUT_POLARITY_DENIES, NULL));
  CHECK(on("2027-03-01", piece) == OPTOUT_CONSENT_STATE_WITHDRAWN);
  CHECK(optout_evidence_consent_state(piece, S("soon"), &state, NULL) == OPTOUT_STATUS_VALUE);
  CHECK(optout_evidence_consent_state(NULL, S("2026-03-01"), &state,
                                      NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
  CHECK(state == OPTOUT_CONSENT_STATE_GIVEN);
  optout_evidence_free(piece);
  OK(optout_evidence_new(S("x"), OPTOUT_EVIDENCE_KIND_CONTRACT, &piece, NULL));
  CHECK(on("2026-03-01", piece) == OPTOUT_CONSENT_STATE_NONE);
  optout_evidence_free(piece);
}

static void iris_and_values_come_back(void) {
  for (int32_t value = 1; value <= OPTOUT_LAWFUL_BASIS_LEGITIMATE_INTERESTS; value++) {
    optout_lawful_basis basis = OPTOUT_LAWFUL_BASIS_NONE;
    CHECK(optout_lawful_basis_iri(value).len && optout_lawful_basis_fideslang(value).len);
    OK(optout_lawful_basis_of_iri(optout_lawful_basis_iri(value), &basis, NULL));
    CHECK((int32_t)basis == value);
    basis = OPTOUT_LAWFUL_BASIS_NONE;
    OK(optout_lawful_basis_of_fideslang(optout_lawful_basis_fideslang(value), &basis, NULL));
    CHECK((int32_t)basis == value);
    /* Administrators may have named it in our word. */
    OK(optout_lawful_basis_of_salesforce(optout_lawful_basis_word(value), &basis, NULL));
    CHECK((int32_t)basis == value);
  }
  for (int32_t value = 1; value <= OPTOUT_CONSENT_STATE_EXPIRED; value++) {
    optout_consent_state state = OPTOUT_CONSENT_STATE_NONE;
    CHECK(optout_consent_state_word(value).len && optout_consent_state_iri(value).len);
    OK(optout_consent_state_of_iri(optout_consent_state_iri(value), &state, NULL));
    CHECK((int32_t)state == value);
  }
  CHECK(is(optout_lawful_basis_fideslang(OPTOUT_LAWFUL_BASIS_PUBLIC_TASK), "Public interest"));
  CHECK(is(optout_consent_state_iri(OPTOUT_CONSENT_STATE_GIVEN), "https://w3id.org/dpv#ConsentGiven"));
  CHECK(is(optout_consent_state_word(OPTOUT_CONSENT_STATE_GIVEN), "consent_given"));
}

static void what_is_no_word_is_none(void) {
  optout_lawful_basis basis = OPTOUT_LAWFUL_BASIS_CONSENT;
  optout_consent_state state = OPTOUT_CONSENT_STATE_GIVEN;
  OK(optout_lawful_basis_of_salesforce(S(" Legitimate-Interests "), &basis, NULL));
  CHECK(basis == OPTOUT_LAWFUL_BASIS_LEGITIMATE_INTERESTS);
  OK(optout_lawful_basis_of_salesforce(S("Explicit consent"), &basis, NULL));
  CHECK(basis == OPTOUT_LAWFUL_BASIS_NONE);
  basis = OPTOUT_LAWFUL_BASIS_CONSENT;
  OK(optout_lawful_basis_of_fideslang(S("Explicit consent"), &basis, NULL));
  CHECK(basis == OPTOUT_LAWFUL_BASIS_NONE);
  basis = OPTOUT_LAWFUL_BASIS_CONSENT;
  OK(optout_lawful_basis_of_iri(S(""), &basis, NULL));
  CHECK(basis == OPTOUT_LAWFUL_BASIS_NONE);
  OK(optout_consent_state_of_iri(S("https://w3id.org/dpv#ConsentUnknown"), &state, NULL));
  CHECK(state == OPTOUT_CONSENT_STATE_NONE);
  basis = OPTOUT_LAWFUL_BASIS_CONSENT;
  CHECK(optout_lawful_basis_of_iri(NO_TEXT, &basis, NULL) == OPTOUT_STATUS_INVALID_UTF8);
  CHECK(optout_lawful_basis_of_salesforce(NO_TEXT, &basis, NULL) == OPTOUT_STATUS_INVALID_UTF8);
  CHECK(basis == OPTOUT_LAWFUL_BASIS_CONSENT);
  const int32_t none[] = {-1, 0, 99};
  for (size_t at = 0; at < sizeof none / sizeof *none; at++) {
    const int32_t value = none[at];
    CHECK(is(optout_lawful_basis_iri(value), "") && is(optout_lawful_basis_fideslang(value), ""));
    CHECK(is(optout_consent_state_iri(value), "") && is(optout_consent_state_word(value), ""));
    CHECK(is(optout_hubspot_legal_basis_word(value), "") && is(optout_relationship_word(value), ""));
    CHECK(is(optout_hubspot_subscription_basis_word(value), ""));
    CHECK(optout_hubspot_legal_basis_basis(value) == OPTOUT_LAWFUL_BASIS_NONE);
    CHECK(optout_hubspot_legal_basis_relationship(value) == OPTOUT_RELATIONSHIP_NONE);
    CHECK(optout_hubspot_subscription_basis_basis(value) == OPTOUT_LAWFUL_BASIS_NONE);
    CHECK(optout_hubspot_subscription_basis_legal_basis(value) == OPTOUT_HUBSPOT_LEGAL_BASIS_NONE);
    CHECK(optout_hubspot_legal_basis_of(OPTOUT_LAWFUL_BASIS_CONSENT, value) ==
          OPTOUT_HUBSPOT_LEGAL_BASIS_NONE);
    CHECK(optout_hubspot_subscription_basis_of(value, OPTOUT_RELATIONSHIP_OTHER) ==
          OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_NONE);
  }
}

static void hubspot_options_come_back(void) {
  optout_hubspot_legal_basis option = OPTOUT_HUBSPOT_LEGAL_BASIS_NONE;
  for (int32_t value = 1; value <= OPTOUT_HUBSPOT_LEGAL_BASIS_NOT_APPLICABLE; value++) {
    option = OPTOUT_HUBSPOT_LEGAL_BASIS_NONE;
    OK(optout_hubspot_legal_basis_of_label(optout_hubspot_legal_basis_word(value), &option, NULL));
    CHECK((int32_t)option == value);
    const optout_lawful_basis basis = optout_hubspot_legal_basis_basis(value);
    CHECK((basis == OPTOUT_LAWFUL_BASIS_NONE) == (value == OPTOUT_HUBSPOT_LEGAL_BASIS_NOT_APPLICABLE));
    if (basis != OPTOUT_LAWFUL_BASIS_NONE) {
      const optout_relationship relationship = optout_hubspot_legal_basis_relationship(value);
      CHECK((int32_t)optout_hubspot_legal_basis_of(basis, relationship) == value);
    }
  }
  OK(optout_hubspot_legal_basis_of_label(S("legitimate interest - prospect/lead"), &option, NULL));
  CHECK(option == OPTOUT_HUBSPOT_LEGAL_BASIS_LEGITIMATE_INTEREST_PROSPECT);
  CHECK(is(optout_hubspot_legal_basis_word(option), "Legitimate interest \xe2\x80\x93 prospect/lead"));
  OK(optout_hubspot_legal_basis_of_label(S("Legitimate interest"), &option, NULL));
  CHECK(option == OPTOUT_HUBSPOT_LEGAL_BASIS_NONE);
  CHECK(is(optout_relationship_word(OPTOUT_RELATIONSHIP_CUSTOMER), "customer"));
}

static void hubspot_subscriptions_come_back(void) {
  optout_hubspot_subscription_basis found = OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_NONE;
  for (int32_t value = 1; value <= OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_PROCESS_AND_STORE; value++) {
    const optout_str word = optout_hubspot_subscription_basis_word(value);
    found = OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_NONE;
    OK(optout_hubspot_subscription_basis_of_word(word, &found, NULL));
    CHECK((int32_t)found == value);
    const optout_hubspot_legal_basis option = optout_hubspot_subscription_basis_legal_basis(value);
    const optout_lawful_basis basis = optout_hubspot_subscription_basis_basis(value);
    CHECK(basis == optout_hubspot_legal_basis_basis(option));
    CHECK((basis == OPTOUT_LAWFUL_BASIS_NONE) ==
          (value >= OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_NON_GDPR));
    if (basis != OPTOUT_LAWFUL_BASIS_NONE) {
      const optout_relationship relationship = optout_hubspot_legal_basis_relationship(option);
      CHECK((int32_t)optout_hubspot_subscription_basis_of(basis, relationship) == value);
    }
  }
  CHECK(is(optout_hubspot_subscription_basis_word(OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_NON_GDPR),
           "NON_GDPR"));
  OK(optout_hubspot_subscription_basis_of_word(S("non_gdpr"), &found, NULL));
  CHECK(found == OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_NONE);
  for (int32_t basis = OPTOUT_LAWFUL_BASIS_LEGAL_OBLIGATION; basis <= OPTOUT_LAWFUL_BASIS_PUBLIC_TASK;
       basis++) {
    CHECK(optout_hubspot_legal_basis_of(basis, OPTOUT_RELATIONSHIP_OTHER) ==
          OPTOUT_HUBSPOT_LEGAL_BASIS_NONE);
    CHECK(optout_hubspot_subscription_basis_of(basis, OPTOUT_RELATIONSHIP_OTHER) ==
          OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_NONE);
  }
}

int main(void) {
  columns_are_evidence_of_their_record();
  options_say_how_to_read_an_export();
  a_store_gives_its_pieces();
  consent_depends_on_the_day();
  iris_and_values_come_back();
  what_is_no_word_is_none();
  hubspot_options_come_back();
  hubspot_subscriptions_come_back();
  return 0;
}
