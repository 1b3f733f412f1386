/* What objects promise beyond single answers: who owns what, what a failure leaves alone, what can
 * be kept and read again. Stops at the first thing that is otherwise. */
#include "check.h"

static void a_failure_writes_the_error_and_nothing_else(void) {
  optout_list *const untouched = (optout_list *)&LIST;
  optout_list *list = untouched;
  optout_error *error = NULL;
  const char *text = "Name,Work email\nAda,\"ada@engine.example\n";
  optout_status status = optout_list_read(BYTES(text), NULL, &list, &error);
  CHECK(status == OPTOUT_STATUS_UNCLOSED_QUOTE && list == untouched);
  CHECK(optout_error_status(error) == status && is(optout_error_code(error), "unclosed_quote"));
  CHECK(optout_error_input(error) == OPTOUT_INPUT_LIST);
  CHECK(is(optout_input_word(OPTOUT_INPUT_LIST), "list"));
  CHECK(optout_error_has_position(error) && optout_error_record(error) == 1);
  CHECK(optout_error_line(error) == 2 && optout_error_byte(error) == 20);
  CHECK(is(optout_error_message(error),
           "opt-out list: record 1 (line 2, byte 20): a quoted field opens here and never ends"));
  optout_error_free(error);
  /* Nobody has to ask for the error, and success leaves it alone. */
  CHECK(optout_list_read(BYTES(text), NULL, &list, NULL) == status);
  error = (optout_error *)&LIST;
  optout_buffer *key = NULL;
  OK(optout_id_opaque(S("P1"), &key, &error));
  CHECK(error == (optout_error *)&LIST && is(optout_buffer_text(key), "P1"));
  optout_buffer_free(key);
  error = NULL;
  key = NULL;
  CHECK(optout_id_opaque(S("1.23E+15"), &key, &error) == OPTOUT_STATUS_VALUE && key == NULL);
  CHECK(is(optout_error_fault(error), "spreadsheet_damaged") && !optout_error_has_position(error));
  optout_error_free(error);
  const optout_str broken = {"\xff", 1}, missing = {NULL, 1};
  CHECK(optout_id_opaque(broken, &key, NULL) == OPTOUT_STATUS_INVALID_UTF8);
  CHECK(optout_id_opaque(missing, &key, NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
}

static void json_says_where_it_is_wrong(void) {
  optout_evidence_set *set = NULL;
  optout_error *error = NULL;
  CHECK(optout_evidence_set_from_json(S("[\n {\"kind\": 7}]"), &set, &error) ==
        OPTOUT_STATUS_INVALID_JSON);
  CHECK(optout_error_line(error) == 2 && optout_error_byte(error) >= 2);
  optout_error_free(error);
}

static void lists_are_read_with_options(void) {
  optout_list_options *options = NULL;
  OK(optout_list_options_new(&options, NULL));
  OK(optout_list_options_add_column(options, S("Wer"), S("full_name"), NULL));
  OK(optout_list_options_add_column(options, S("Post"), S("email"), NULL));
  OK(optout_list_options_add_column(options, S("Tag"), S("request_date"), NULL));
  OK(optout_list_options_set_encoding(options, S("windows-1252"), NULL));
  OK(optout_list_options_set_delimiter(options, ';', NULL));
  OK(optout_list_options_set_date_order(options, OPTOUT_DATE_ORDER_DAY_FIRST, NULL));
  OK(optout_list_options_set_serial_dates(options, true, NULL));
  OK(optout_list_options_set_assumed_offset(options, 60, NULL));
  OK(optout_list_options_set_now(options, S("2026-11-24"), NULL));
  CHECK(optout_list_options_set_date_order(options, 3, NULL) == OPTOUT_STATUS_INVALID_ENUM);
  optout_list *list = NULL;
  const char *text = "Wer;Post;Tag\nJos\xe9;jose@acme.example;03/04/2026\n"
                     "Ute;ute@acme.example;25/12/2026\n";
  OK(optout_list_read(BYTES(text), options, &list, NULL));
  CHECK(optout_list_entry_count(list) == 2 && optout_list_record_count(list) == 2);
  CHECK(is(optout_list_entry_id(list, 0), "#1") && is(optout_list_entry_id(list, 2), ""));
  CHECK(is(optout_list_entry_requested(list, 0), "2026-04-03"));
  CHECK(optout_list_entry_record(list, 1) == 2);
  CHECK(optout_list_fault_count(list) == 1);
  CHECK(optout_list_fault_kind(list, 0) == OPTOUT_FAULT_KIND_FUTURE_DATE);
  CHECK(optout_list_fault_record(list, 0) == 2 && optout_list_fault_line(list, 0) == 3);
  CHECK(optout_list_fault_byte(list, 0) > 0);
  CHECK(optout_list_fault_kind(list, 1) == OPTOUT_FAULT_KIND_NONE);
  optout_contact *entry = NULL;
  OK(optout_list_entry_contact(list, 0, &entry, NULL));
  CHECK(is(optout_contact_full_name(entry, 0), "Jos\xc3\xa9"));
  optout_contact_free(entry);
  OK(optout_list_entry_contact(list, 9, &entry, NULL));
  CHECK(entry == NULL);
  optout_list_free(list);
  optout_list_options_free(options);
}

static void contacts_hold_many_identifiers(void) {
  optout_contact *contact = NULL;
  OK(optout_contact_new(&contact, NULL));
  OK(optout_contact_add_id(contact, S("salesforce"), S("0035g00000ABCDE"), NULL));
  OK(optout_contact_add_email(contact, S("a@x.example; b@x.example"), NULL));
  OK(optout_contact_add_full_name(contact, S("Ada Lovelace"), NULL));
  OK(optout_contact_add_name_parts(contact, S("Ada"), S("King"), NULL));
  OK(optout_contact_add_website(contact, S("x.example"), NULL));
  CHECK(optout_contact_id_count(contact) == 1);
  CHECK(is(optout_contact_id_namespace(contact, 0), "salesforce"));
  CHECK(is(optout_contact_id_value(contact, 0), "0035g00000ABCDE"));
  CHECK(optout_contact_email_count(contact) == 1 && is(optout_contact_email(contact, 1), ""));
  CHECK(optout_contact_name_count(contact) == 2 && is(optout_contact_full_name(contact, 1), ""));
  CHECK(is(optout_contact_given_name(contact, 1), "Ada"));
  CHECK(is(optout_contact_family_name(contact, 1), "King"));
  CHECK(optout_contact_website_count(contact) == 1);
  CHECK(is(optout_contact_website(contact, 0), "x.example"));
  OK(optout_contact_clear(contact, NULL));
  CHECK(optout_contact_id_count(contact) + optout_contact_email_count(contact) == 0);
  optout_contact_free(contact);
}

static void snapshots_are_kept_and_compared(void) {
  optout_list *list = read_list("Unique 6sense Record ID\nP1\n");
  optout_snapshot *earlier = NULL, *now = NULL, *kept = NULL;
  optout_buffer *json = NULL;
  OK(optout_snapshot_of(list, &earlier, NULL));
  optout_list_free(list);
  list = read_list("Unique 6sense Record ID\nP1\nP2\n");
  OK(optout_snapshot_of(list, &now, NULL));
  optout_list_free(list);
  OK(optout_snapshot_json(earlier, &json, NULL));
  OK(optout_snapshot_from_json(optout_buffer_text(json), &kept, NULL));
  optout_buffer_free(json);
  CHECK(optout_snapshot_count(kept) == 1 && optout_snapshot_id(kept).len == 64);
  optout_changes *changes = NULL;
  OK(optout_snapshot_since(now, kept, &changes, NULL));
  CHECK(is(optout_strings_at(optout_changes_new_entries(changes), 0), "P2"));
  CHECK(optout_strings_count(optout_changes_changed_entries(changes)) == 0);
  CHECK(optout_strings_count(optout_changes_vanished_entries(changes)) == 0);
  optout_changes_free(changes);
  optout_snapshot_free(kept);
  optout_snapshot_free(now);
  optout_snapshot_free(earlier);
}

static optout_snapshot *snapshot_of(const char *text) {
  optout_list *list = read_list(text);
  optout_snapshot *snapshot = NULL;
  OK(optout_snapshot_of(list, &snapshot, NULL));
  optout_list_free(list);
  return snapshot;
}

static void a_digest_tells_of_the_week(void) {
  optout_snapshot *earlier = snapshot_of("Unique 6sense Record ID\nP1\n");
  optout_snapshot *now = snapshot_of("Unique 6sense Record ID\nP1\nP2\n");
  optout_digest_state *state = NULL, *kept = NULL;
  optout_digest *digest = NULL;
  optout_buffer *json = NULL, *said = NULL;
  OK(optout_digest_state_new(&state, NULL));
  OK(optout_digest_state_weekly(state, earlier, S("2026-11-17"), S(""), NULL, &digest, NULL));
  CHECK(digest);
  optout_digest_free(digest);
  OK(optout_digest_state_json(state, &json, NULL));
  OK(optout_digest_state_from_json(optout_buffer_text(json), &kept, NULL));
  optout_buffer_free(json);
  /* It is still Monday in New York. */
  const optout_str night = S("2026-11-24T04:59:59Z"), zone = S("America/New_York");
  OK(optout_digest_state_weekly(kept, now, night, zone, NULL, &digest, NULL));
  CHECK(digest == NULL);
  FAILS(optout_digest_state_weekly(kept, now, night, S("Mars/Base"), NULL, &digest, NULL),
        OPTOUT_STATUS_INVALID_OPTION);
  OK(optout_digest_state_weekly(kept, now, S("2026-11-24T05:00:00Z"), zone, NULL, &digest, NULL));
  CHECK(optout_digest_message_id(digest).len == 64 && optout_digest_entry_count(digest) == 2);
  CHECK(optout_strings_count(optout_changes_new_entries(optout_digest_changes(digest))) == 1);
  CHECK(!optout_digest_shrank(digest));
  OK(optout_digest_json(digest, &json, NULL));
  CHECK(holds(json, "\"date\":\"2026-11-24\""));
  optout_buffer_free(json);
  OK(optout_digest_subject(digest, &said, NULL));
  CHECK(is(optout_buffer_text(said), "1 new opt-out, 2026-11-24"));
  optout_buffer_free(said);
  OK(optout_digest_text(digest, &said, NULL));
  CHECK(holds(said, "  P2\n"));
  optout_buffer_free(said);
  OK(optout_digest_html(digest, &said, NULL));
  CHECK(holds(said, "<code>P2</code>"));
  optout_buffer_free(said);

  optout_recipients *recipients = NULL, *read = NULL;
  bool is_new = false;
  OK(optout_recipients_new(S("admin@company.example"), &recipients, NULL));
  OK(optout_recipients_add(recipients, S("privacy@company.example"), &is_new, NULL));
  CHECK(is_new && optout_recipients_count(recipients) == 2);
  CHECK(is(optout_recipients_at(recipients, 1), "privacy@company.example"));
  CHECK(optout_recipients_at(recipients, 2).len == 0);
  FAILS(optout_recipients_add(recipients, S("a@x.example\nBcc: b@y.example"), &is_new, NULL),
        OPTOUT_STATUS_VALUE);
  OK(optout_recipients_json(recipients, &json, NULL));
  OK(optout_recipients_from_json(optout_buffer_text(json), &read, NULL));
  optout_buffer_free(json);
  OK(optout_recipients_remove(read, S("Privacy@company.example"), &is_new, NULL));
  CHECK(is_new && optout_recipients_count(read) == 1);
  OK(optout_digest_message(digest, S("optout@company.example"), recipients,
                           S("2026-11-24T08:00:00Z"), &said, NULL));
  CHECK(holds(said, "Date: Tue, 24 Nov 2026 08:00:00 +0000\r\n"));
  optout_buffer_free(said);
  optout_recipients_free(read);
  optout_recipients_free(recipients);
  optout_digest_free(digest);
  optout_digest_state_free(kept);
  optout_digest_state_free(state);
  optout_snapshot_free(now);
  optout_snapshot_free(earlier);
}

static void a_watch_tells_once(void) {
  const optout_str health = S("{\"syncs\": [{\"name\": \"crm\", \"finished_on\": \"2026-11-20\"}]}");
  optout_watch *watch = NULL, *kept = NULL;
  optout_buffer *said = NULL, *json = NULL;
  OK(optout_watch_new(&watch, NULL));
  OK(optout_watch_evaluate(watch, health, S("2026-11-24"), S("{\"sync_days\": 4}"), &said, NULL));
  CHECK(is(optout_buffer_text(said), "[]"));
  optout_buffer_free(said);
  OK(optout_watch_evaluate(watch, health, S("2026-11-24"), S(""), &said, NULL));
  CHECK(holds(said, "\"kind\":\"sync_delayed\""));
  optout_buffer_free(said);
  OK(optout_watch_json(watch, &json, NULL));
  OK(optout_watch_from_json(optout_buffer_text(json), &kept, NULL));
  optout_buffer_free(json);
  OK(optout_watch_evaluate(kept, health, S("2026-11-24"), S(""), &said, NULL));
  CHECK(is(optout_buffer_text(said), "[]"));
  optout_buffer_free(said);
  FAILS(optout_watch_evaluate(kept, S("{\"syncs\": 1}"), S("2026-11-24"), S(""), &said, NULL),
        OPTOUT_STATUS_INVALID_JSON);
  optout_watch_free(kept);
  optout_watch_free(watch);
}

static void a_ledger_keeps_the_first_word(void) {
  optout_review_ledger *ledger = NULL, *kept = NULL;
  optout_buffer *said = NULL, *json = NULL;
  OK(optout_review_ledger_new(S("2026-10"), &ledger, NULL));
  OK(optout_review_ledger_attest(ledger, S("2026-10"), S("2026-11-24"), S("DPO"), NULL));
  FAILS(optout_review_ledger_attest(ledger, S("2026-10"), S("2026-11-24"), S("CEO"), NULL),
        OPTOUT_STATUS_INVALID_OPTION);
  OK(optout_review_ledger_json(ledger, &json, NULL));
  OK(optout_review_ledger_from_json(optout_buffer_text(json), &kept, NULL));
  optout_buffer_free(json);
  OK(optout_review_ledger_reviews(kept, S("2026-11-24"), &said, NULL));
  CHECK(holds(said, "\"state\":\"due\""));
  optout_buffer_free(said);
  optout_review_ledger_free(kept);
  optout_review_ledger_free(ledger);
}

static optout_standing standing_of(const optout_suppression_set *set, const char *email) {
  const char *key = "a key of sixteen bytes or more";
  optout_contact *contact = NULL;
  optout_standing standing = OPTOUT_STANDING_NONE;
  bool may_import = false;
  OK(optout_contact_new(&contact, NULL));
  OK(optout_contact_add_email(contact, S(email), NULL));
  OK(optout_suppression_set_check(set, BYTES(key), contact, &standing, NULL));
  OK(optout_suppression_set_may_import(set, BYTES(key), contact, &may_import, NULL));
  CHECK(may_import == (optout_standing_admission(standing) == OPTOUT_ADMISSION_FREE));
  optout_contact_free(contact);
  return standing;
}

static void the_suppressed_do_not_come_back(void) {
  const char *key = "a key of sixteen bytes or more", *other = "another key of sixteen bytes";
  optout_suppression_set *set = NULL, *copy = NULL, *foreign = NULL;
  optout_contact *contact = NULL;
  optout_buffer *bytes = NULL;
  optout_list *list = read_list(LIST);
  optout_standing standing = OPTOUT_STANDING_NONE;
  uint64_t lost = 9;
  bool kept = true;
  OK(optout_suppression_set_new(BYTES(key), &set, NULL));
  OK(optout_suppression_set_add_list(set, BYTES(key), list, S("2026-11-24"), &lost, NULL));
  optout_list_free(list);
  CHECK(lost == 0);
  CHECK(optout_suppression_set_count(set) > 4);
  OK(optout_suppression_set_to_bytes(set, &bytes, NULL));
  OK(optout_suppression_set_from_bytes(optout_buffer_data(bytes), optout_buffer_len(bytes), &copy,
                                       NULL));
  CHECK(optout_suppression_set_from_bytes(optout_buffer_data(bytes), optout_buffer_len(bytes) - 1,
                                          &foreign, NULL) == OPTOUT_STATUS_BYTES);
  optout_buffer_free(bytes);
  CHECK(standing_of(copy, "Ada@engine.example") == OPTOUT_STANDING_STOPPED_BY_EMAIL);
  CHECK(standing_of(copy, "cleo@engine.example") == OPTOUT_STANDING_FREE);
  CHECK(standing_of(copy, "cleo@") == OPTOUT_STANDING_UNREADABLE);
  CHECK(optout_standing_admission(99) == OPTOUT_ADMISSION_NONE);

  /* What one copy changes comes to the other. */
  const uint64_t revision = optout_suppression_set_revision(copy);
  OK(optout_contact_new(&contact, NULL));
  OK(optout_contact_add_email(contact, S("cleo@engine.example"), NULL));
  OK(optout_suppression_set_add(copy, BYTES(key), contact, S("2026-11-25"), &kept, NULL));
  CHECK(kept && standing_of(copy, "cleo@engine.example") == OPTOUT_STANDING_STOPPED_BY_EMAIL);
  OK(optout_suppression_set_delta_since(copy, revision, &bytes, NULL));
  OK(optout_suppression_set_apply(set, optout_buffer_data(bytes), optout_buffer_len(bytes), NULL));
  optout_buffer_free(bytes);
  CHECK(standing_of(set, "cleo@engine.example") == OPTOUT_STANDING_STOPPED_BY_EMAIL);
  CHECK(optout_suppression_set_delta_since(copy, 0, &bytes, NULL) == OPTOUT_STATUS_INVALID_OPTION);
  OK(optout_suppression_set_release(set, BYTES(key), contact, S("2026-11-26"), &standing, NULL));
  CHECK(standing == OPTOUT_STANDING_FREE && optout_suppression_set_released(set) == 1);
  OK(optout_suppression_set_merge(copy, set, NULL));
  CHECK(standing_of(copy, "cleo@engine.example") == OPTOUT_STANDING_FREE);

  /* Another key. */
  CHECK(optout_suppression_set_check(set, BYTES(other), contact, &standing, NULL) ==
        OPTOUT_STATUS_INVALID_OPTION);
  OK(optout_suppression_set_new(BYTES(other), &foreign, NULL));
  CHECK(optout_suppression_set_merge(set, foreign, NULL) == OPTOUT_STATUS_INVALID_OPTION);

  /* A whole import. */
  const char *import = "Id,LastName,Email\n1,L,ada@engine.example\n2,C,cleo@engine.example\n";
  optout_imported *imported = NULL;
  OK(optout_suppression_set_import(set, BYTES(key), BYTES(import), NULL, &imported, NULL));
  CHECK(is(optout_buffer_text(optout_imported_admitted(imported)),
             "Id,LastName,Email\n2,C,cleo@engine.example\n"));
  CHECK(is(optout_buffer_text(optout_imported_turned_away(imported)),
             "record,standing\n1,stopped_by_email\n"));
  OK(optout_imported_counts_json(imported, &bytes, NULL));
  CHECK(is(optout_buffer_text(bytes),
             "{\"records\":2,\"admitted\":1,\"standings\":{\"free\":1,\"stopped_by_email\":1}}"));
  optout_buffer_free(bytes);
  optout_imported_free(imported);
  optout_contact_free(contact);
  optout_suppression_set_free(foreign);
  optout_suppression_set_free(copy);
  optout_suppression_set_free(set);
}

static void hashed_lists_are_answered(void) {
  optout_hashed_list *list = NULL;
  optout_hashed_tally *tally = NULL;
  optout_contact *contact = NULL;
  optout_buffer *hash = NULL;
  size_t rows = 9;
  bool found = false;
  char text[256];
  OK(optout_hash_email(OPTOUT_HASH_PROFILE_UID2, S("user@example.com"), &hash, NULL));
  CHECK(is(optout_buffer_text(hash), "tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ="));
  CHECK(optout_hash_email(99, S("user@example.com"), &hash, NULL) == OPTOUT_STATUS_INVALID_ENUM);
  snprintf(text, sizeof text, "ID,Hash\nq1,%.*s\nq2,%.*s\n", 44,
           (const char *)optout_buffer_data(hash), 44,
           "HsTtA3dmqhgdiECtBLn8bhlf033twEyYpXZ6Z9N1js4=");
  OK(optout_hashed_list_read(BYTES(text), OPTOUT_HASH_PROFILE_DROP, &list, NULL));
  CHECK(optout_hashed_list_count(list) == 2);
  OK(optout_hashed_list_has_hash(list, optout_buffer_text(hash), &found, NULL));
  CHECK(found);
  CHECK(optout_hashed_list_has_hash(list, S("x"), &found, NULL) == OPTOUT_STATUS_VALUE);
  OK(optout_hashed_tally_new(list, &tally, NULL));
  optout_hashed_list_free(list);
  OK(optout_contact_new(&contact, NULL));
  OK(optout_contact_add_email(contact, S("User@example.com"), NULL));
  OK(optout_hashed_tally_add(tally, S("1"), contact, &rows, NULL));
  CHECK(rows == 1 && optout_hashed_tally_count(tally) == 2);
  CHECK(optout_hashed_tally_outcome(tally, 0) == OPTOUT_HASHED_OUTCOME_DELETE);
  CHECK(optout_hashed_tally_outcome(tally, 1) == OPTOUT_HASHED_OUTCOME_NOT_FOUND);
  CHECK(optout_hashed_tally_outcome(tally, 2) == OPTOUT_HASHED_OUTCOME_NONE);
  OK(optout_hashed_tally_add_hash(tally, S("2"), optout_buffer_text(hash), &rows, NULL));
  const optout_hashed_outcome both = optout_hashed_tally_outcome(tally, 0);
  CHECK(both == OPTOUT_HASHED_OUTCOME_OPT_OUT_ONLY);
  CHECK(is(optout_hashed_outcome_word(both), "opt_out_only"));
  CHECK(is(optout_hashed_outcome_reason(both), "several_consumers"));
  CHECK(optout_hashed_outcome_drop_status(both) == 4);
  CHECK(optout_hashed_tally_record(tally, 1) == 2);
  CHECK(is(optout_hashed_tally_id(tally, 1), "q2"));
  optout_buffer_free(hash);
  optout_contact_free(contact);
  optout_hashed_tally_free(tally);
}

static void names_are_compared(void) {
  optout_name *left = NULL, *right = NULL, *nobody = NULL;
  optout_name_comparison *comparison = NULL;
  bool related = false;
  OK(optout_name_parse(S("Dr. Bob Smith Jr."), &left, NULL));
  OK(optout_name_from_parts(S("Robert"), S("Smith"), &right, NULL));
  OK(optout_name_parse(S("  "), &nobody, NULL));
  CHECK(nobody == NULL && is(optout_name_key(left), "bob|jr|smith"));
  CHECK(is(optout_name_generation(left), "jr") && is(optout_name_generation(right), ""));
  CHECK(optout_name_token_count(right) == 2 && is(optout_name_token(right, 0), "robert"));
  CHECK(optout_name_token_tag(right, 1) == OPTOUT_NAME_TAG_FAMILY);
  OK(optout_name_compare(left, right, &comparison, NULL));
  CHECK(optout_name_comparison_class(comparison) == OPTOUT_NAME_CLASS_NICKNAME);
  CHECK(optout_name_comparison_sentence(comparison).len > 0);
  CHECK(optout_name_comparison_edge_count(comparison) == 2);
  CHECK(optout_name_comparison_edge_class(comparison, 2) == OPTOUT_EDGE_CLASS_NONE);
  CHECK(optout_name_comparison_edge_left(comparison,
        0) == optout_name_comparison_edge_right(comparison, 0));
  CHECK(optout_name_comparison_left_over(comparison) == 0);
  CHECK(optout_name_comparison_right_over(comparison) == 0);
  CHECK(!optout_name_comparison_generations_differ(comparison));
  OK(optout_are_nicknames(S("bob"), S("robert"), &related, NULL));
  CHECK(related);
  optout_name_comparison_free(comparison);
  optout_name_free(right);
  optout_name_free(left);
}

static void values_have_parts(void) {
  optout_email *email = NULL;
  optout_website *website = NULL;
  optout_buffer *domain = NULL;
  OK(optout_email_parse(S("A.da+x@GMAIL.com"), &email, NULL));
  CHECK(is(optout_email_local(email), "a.da+x") && is(optout_email_domain(email), "gmail.com"));
  CHECK(is(optout_email_canonical(email), "ada@gmail.com"));
  CHECK(is(optout_email_company_domain(email), ""));
  CHECK(optout_email_class_of(email) == OPTOUT_EMAIL_CLASS_FREE_MAIL);
  optout_email_free(email);
  OK(optout_website_parse(S("https://www.shop.acme.co.uk/x"), &website, NULL));
  CHECK(is(optout_website_host(website), "shop.acme.co.uk"));
  CHECK(is(optout_website_domain(website), "acme.co.uk"));
  CHECK(optout_website_is_company_evidence(website));
  optout_website_free(website);
  OK(optout_registrable_domain(S("co.uk"), &domain, NULL));
  CHECK(domain == NULL);
  OK(optout_registrable_domain(S("a.b.co.uk"), &domain, NULL));
  CHECK(is(optout_buffer_text(domain), "b.co.uk"));
  optout_buffer_free(domain);
  CHECK(optout_abi_version() == OPTOUT_ABI_VERSION && optout_version().len > 0);
  CHECK(optout_normalization_version() >= 1);
  OK(optout_tables_json(&domain, NULL));
  optout_buffer_free(domain);
  optout_date_column *column = NULL;
  optout_date_readings *readings = NULL;
  OK(optout_date_column_new(&column, NULL));
  OK(optout_date_column_add(column, S("03/04/2026"), NULL));
  OK(optout_date_column_add(column, S("2026-11-21 10:00"), NULL));
  OK(optout_date_column_read(column, 0, false, 0, &readings, NULL));
  CHECK(optout_date_readings_mixed(readings) && optout_date_readings_zone_assumed(readings));
  CHECK(optout_date_readings_order(readings) == OPTOUT_DATE_ORDER_NONE);
  CHECK(!optout_date_readings_contradictory(readings));
  optout_date_readings_free(readings);
  optout_date_column_free(column);
}

static void policies_have_a_hash(void) {
  optout_policy *one = standard(), *other = NULL;
  OK(optout_policy_from_toml(S("[basis]\nbalancing_test = 'DPO-7'\n"), &other, NULL));
  CHECK(is(optout_policy_name(other), "standard"));
  CHECK(optout_policy_hash(one).len == 64 && optout_policy_matching_hash(one).len == 64);
  CHECK(memcmp(optout_policy_hash(one).data, optout_policy_hash(other).data, 64) != 0);
  CHECK(memcmp(optout_policy_matching_hash(one).data, optout_policy_matching_hash(other).data,
        64) == 0);
  optout_policy_free(other);
  const char *rules =
      "name = 'own'\n[[rule]]\nname = 'a'\ntier = 'T0'\nwhen = 'id'\nstatus = 'match'\nsays = 'A.'\n";
  OK(optout_policy_from_matching_toml(S(rules), &other, NULL));
  CHECK(is(optout_policy_name(other), "own"));
  optout_policy_free(other);
  optout_policy_free(one);
}

int main(void) {
  a_failure_writes_the_error_and_nothing_else();
  json_says_where_it_is_wrong();
  lists_are_read_with_options();
  contacts_hold_many_identifiers();
  snapshots_are_kept_and_compared();
  a_digest_tells_of_the_week();
  a_watch_tells_once();
  a_ledger_keeps_the_first_word();
  the_suppressed_do_not_come_back();
  hashed_lists_are_answered();
  names_are_compared();
  values_have_parts();
  policies_have_a_hash();
  return 0;
}
