/* Numbers that a mistake makes: lengths that are negative, counts that are huge, values of no enum. Each is
 * an error or harmless; none is a crash. */
#include <limits.h>

#include "check.h"

static void no_length_is_that_large(void) {
  static const size_t lengths[] = {SIZE_MAX, SIZE_MAX - 1, (size_t)PTRDIFF_MAX + 1};
  const uint8_t byte = 'x';
  for (size_t at = 0; at < sizeof lengths / sizeof *lengths; at++) {
    const size_t len = lengths[at];
    const optout_str text = {(const char *)&byte, len};
    optout_error *error = NULL;
    optout_list *list = NULL;
    CHECK(optout_list_read(&byte, len, NULL, &list, &error) == OPTOUT_STATUS_INVALID_LENGTH);
    CHECK(list == NULL && is(optout_error_code(error), "invalid_length"));
    optout_error_free(error);
    CHECK(optout_list_read(NULL, len, NULL, &list, NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
    optout_matcher *matcher = NULL;
    CHECK(optout_matcher_from_bytes(&byte, len, &matcher, NULL) == OPTOUT_STATUS_INVALID_LENGTH);
    optout_policy *policy = NULL;
    CHECK(optout_policy_read(text, &policy, NULL) == OPTOUT_STATUS_INVALID_LENGTH && policy == NULL);
    optout_email *email = NULL;
    CHECK(optout_email_parse(text, &email, NULL) == OPTOUT_STATUS_INVALID_LENGTH && email == NULL);
    optout_suppression_set *set = NULL;
    CHECK(optout_suppression_set_new(&byte, len, &set, NULL) == OPTOUT_STATUS_INVALID_LENGTH);
    CHECK(optout_suppression_set_from_bytes(&byte, len, &set, NULL) == OPTOUT_STATUS_INVALID_LENGTH);
    optout_hashed_list *hashed = NULL;
    const int32_t profile = OPTOUT_HASH_PROFILE_DROP;
    CHECK(optout_hashed_list_read(&byte, len, profile, &hashed, NULL) == OPTOUT_STATUS_INVALID_LENGTH);
    CHECK(set == NULL && hashed == NULL);
    optout_watch *watch = NULL;
    CHECK(optout_watch_from_json(text, &watch, NULL) == OPTOUT_STATUS_INVALID_LENGTH && watch == NULL);
    optout_recipients *recipients = NULL;
    CHECK(optout_recipients_new(text, &recipients, NULL) == OPTOUT_STATUS_INVALID_LENGTH);
    CHECK(recipients == NULL);
  }
}

/* A count is too large long before a length is. */
static void no_row_has_that_many_fields(void) {
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  optout_row_redactor *rows = NULL;
  optout_row *row = NULL;
  OK(optout_targets_new(&targets, NULL));
  OK(optout_redactor_new(targets, &redactor, NULL));
  const optout_str fields[] = {S("6sense People Id"), S("Name")};
  for (size_t shift = 0; shift < 5; shift++) {
    const size_t count = SIZE_MAX >> shift;
    CHECK(optout_row_redactor_new(redactor, fields, count, &rows, NULL) == OPTOUT_STATUS_INVALID_LENGTH);
  }
  OK(optout_row_redactor_new(redactor, fields, 2, &rows, NULL));
  CHECK(optout_row_redactor_redact(rows, fields, SIZE_MAX / 2, &row, NULL) == OPTOUT_STATUS_INVALID_LENGTH);
  CHECK(row == NULL);
  optout_row_redactor_free(rows);
  optout_redactor_free(redactor);
  optout_targets_free(targets);
}

/* Headers come as two arrays of one length. */
static void no_answer_has_that_many_headers(void) {
  optout_allowance *allowance = NULL;
  optout_call_verdict verdict = OPTOUT_CALL_VERDICT_NONE;
  OK(optout_allowance_new(OPTOUT_SYSTEM_HUBSPOT, &allowance, NULL));
  const optout_str field[] = {S("retry-after")};
  for (size_t shift = 0; shift < 5; shift++) {
    const size_t count = SIZE_MAX >> shift;
    CHECK(optout_allowance_take(allowance, 429, field, field, count, NULL, 0, 0, 0, &verdict, NULL, NULL, NULL) ==
          OPTOUT_STATUS_INVALID_LENGTH);
  }
  CHECK(optout_allowance_take(allowance, 429, field, NULL, 1, NULL, 0, 0, 0, &verdict, NULL, NULL, NULL) ==
        OPTOUT_STATUS_NULL_ARGUMENT);
  CHECK(verdict == OPTOUT_CALL_VERDICT_NONE && optout_allowance_call_count(allowance) == 0);
  /* No status of HTTP, a time that never comes, and budgets without an end. */
  OK(optout_allowance_set_budget(allowance, UINT64_MAX, UINT64_MAX, INT32_MAX, NULL));
  OK(optout_allowance_set_budget(allowance, 0, 0, INT32_MIN, NULL));
  OK(optout_allowance_take(allowance, UINT16_MAX, NULL, NULL, 0, NULL, 0, UINT64_MAX, UINT64_MAX, NULL, NULL,
                           NULL, NULL));
  OK(optout_allowance_charge(allowance, UINT64_MAX, NULL, NULL, NULL, NULL));
  optout_allowance_free(allowance);
}

/* What has to be large for no file of this size. */
static void options_may_be_huge(void) {
  static const char export[] = "6sense People Id,Name,Is Redacted\nP1,Ada,FALSE\n";
  static const size_t sizes[] = {0, 1, SIZE_MAX / 2, SIZE_MAX};
  optout_targets *targets = NULL;
  OK(optout_targets_new(&targets, NULL));
  OK(optout_targets_add_person_id(targets, S("P1"), NULL, NULL));
  for (size_t at = 0; at < sizeof sizes / sizeof *sizes; at++) {
    optout_redactor *redactor = NULL;
    optout_buffer *output = NULL;
    optout_summary *summary = NULL;
    OK(optout_redactor_new(targets, &redactor, NULL));
    OK(optout_redactor_set_chunk_size(redactor, sizes[at], NULL));
    OK(optout_redactor_set_threads(redactor, sizes[at], NULL));
    const optout_status status =
        optout_redactor_redact(redactor, BYTES(export), NULL, NULL, &output, &summary, NULL);
    CHECK(status == (sizes[at] == 0 ? OPTOUT_STATUS_INVALID_OPTION : OPTOUT_STATUS_OK));
    CHECK(optout_summary_redacted_count(summary) == (sizes[at] != 0));
    optout_summary_free(summary);
    optout_buffer_free(output);
    optout_redactor_free(redactor);
  }
  optout_targets_free(targets);

  optout_policy *policy = standard();
  optout_list *list = read_list(LIST);
  for (size_t at = 0; at < sizeof sizes / sizeof *sizes; at++) {
    optout_list_options *options = NULL;
    optout_match_options *beside = NULL;
    optout_list *same = NULL;
    optout_matcher *matcher = NULL;
    OK(optout_list_options_new(&options, NULL));
    OK(optout_list_options_set_threads(options, sizes[at], NULL));
    OK(optout_list_read(BYTES(LIST), options, &same, NULL));
    CHECK(optout_list_entry_count(same) == optout_list_entry_count(list));
    OK(optout_match_options_new(&beside, NULL));
    OK(optout_match_options_set_threads(beside, sizes[at], NULL));
    OK(optout_matcher_with_options(same, policy, beside, &matcher, NULL));
    CHECK(optout_matcher_entry_count(matcher) == optout_list_entry_count(list));
    optout_matcher_free(matcher);
    optout_match_options_free(beside);
    optout_list_free(same);
    optout_list_options_free(options);
  }
  for (size_t at = 0; at < sizeof sizes / sizeof *sizes; at++) {
    optout_sweep *sweep = NULL;
    optout_sweep_result *result = NULL;
    OK(optout_sweep_new(policy, S("2026-11-24"), &sweep, NULL));
    optout_sweep_set_threads(sweep, sizes[at], NULL);
    optout_sweep_set_guard(sweep, UINT64_MAX, UINT64_MAX, NULL);
    optout_sweep_set_shrinkage_per_mille(sweep, UINT64_MAX, NULL);
    optout_sweep_set_previous_records(sweep, UINT64_MAX, NULL);
    optout_sweep_run(sweep, list, NULL, BYTES("Record ID,Email\n7,ada@engine.example\n"), NULL, NULL, &result, NULL);
    optout_sweep_result_free(result);
    optout_sweep_free(sweep);
  }

  static const int32_t offsets[] = {INT32_MIN, INT32_MAX, -1};
  for (size_t at = 0; at < sizeof offsets / sizeof *offsets; at++) {
    optout_date_column *column = NULL;
    optout_date_readings *readings = NULL;
    OK(optout_date_column_new(&column, NULL));
    OK(optout_date_column_add(column, S("2026-11-21 23:59:59"), NULL));
    OK(optout_date_column_add(column, S("99999999999999999999"), NULL));
    optout_date_column_read(column, 0, true, offsets[at], &readings, NULL);
    optout_date_readings_free(readings);
    optout_date_column_free(column);
    optout_list_options *options = NULL;
    optout_list *read = NULL;
    OK(optout_list_options_new(&options, NULL));
    optout_list_options_set_assumed_offset(options, offsets[at], NULL);
    optout_list_read(BYTES("Work email,Opt-out request date\na@x.example,2026-11-21 10:00\n"), options, &read, NULL);
    optout_list_free(read);
    optout_list_options_free(options);
  }
  optout_list_free(list);
  optout_policy_free(policy);
}

static void places_end(void) {
  static const size_t places[] = {2, SIZE_MAX / 2, SIZE_MAX};
  optout_list *list = read_list(LIST);
  for (size_t at = 0; at < sizeof places / sizeof *places; at++) {
    const size_t place = places[at];
    optout_contact *contact = NULL;
    CHECK(is(optout_list_entry_id(list, place), "") && optout_list_entry_record(list, place) == 0);
    CHECK(is(optout_list_entry_requested(list, place), "") && optout_list_unread_column(list, place) == 0);
    CHECK(optout_list_fault_kind(list, place) == OPTOUT_FAULT_KIND_NONE);
    CHECK(optout_list_fault_line(list, place) == 0 && optout_list_fault_byte(list, place) == 0);
    OK(optout_list_entry_contact(list, place, &contact, NULL));
    CHECK(contact == NULL);
  }
  optout_list_free(list);

  optout_hashed_list *hashed = NULL;
  optout_hashed_tally *tally = NULL;
  optout_erasure_plan *plan = NULL;
  optout_recipients *recipients = NULL;
  OK(optout_hashed_list_read(BYTES("tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ=\n"), OPTOUT_HASH_PROFILE_UID2,
                             &hashed, NULL));
  OK(optout_hashed_tally_new(hashed, &tally, NULL));
  OK(optout_erasure_plan_new(OPTOUT_SYSTEM_HUBSPOT, &plan, NULL));
  OK(optout_recipients_new(S("admin@company.example"), &recipients, NULL));
  for (size_t at = 0; at < sizeof places / sizeof *places; at++) {
    const size_t place = places[at];
    CHECK(optout_hashed_tally_record(tally, place) == 0 && is(optout_hashed_tally_id(tally, place), ""));
    CHECK(optout_hashed_tally_outcome(tally, place) == OPTOUT_HASHED_OUTCOME_NONE);
    CHECK(optout_erasure_plan_step_kind(plan, place) == OPTOUT_ERASURE_STEP_KIND_NONE);
    CHECK(optout_erasure_plan_step_record_count(plan, place) == 0);
    CHECK(is(optout_erasure_plan_record_id(plan, OPTOUT_ERASURE_METHOD_HUBSPOT_ARCHIVE, place), ""));
    CHECK(is(optout_recipients_at(recipients, place), ""));
  }
  optout_recipients_free(recipients);
  optout_erasure_plan_free(plan);
  optout_hashed_tally_free(tally);
  optout_hashed_list_free(hashed);
}

static void numbers_are_no_values(void) {
  static const int32_t values[] = {INT32_MIN, -1, 0, 1000, INT32_MAX};
  for (size_t at = 0; at < sizeof values / sizeof *values; at++) {
    const int32_t value = values[at];
    optout_erasure_plan *plan = NULL;
    optout_evidence *evidence = NULL;
    optout_list_options *options = NULL;
    CHECK(optout_erasure_plan_new(value, &plan, NULL) == OPTOUT_STATUS_INVALID_ENUM && plan == NULL);
    CHECK(optout_evidence_new(S("x"), value, &evidence, NULL) == OPTOUT_STATUS_INVALID_ENUM);
    OK(optout_list_options_new(&options, NULL));
    CHECK(optout_list_options_set_date_order(options, value, NULL) == OPTOUT_STATUS_INVALID_ENUM);
    optout_list_options_free(options);
    CHECK(is(optout_tier_word(value), "") && is(optout_lawful_basis_iri(value), ""));
    CHECK(optout_erasure_method_batch_size(value) == 0 && optout_hashed_outcome_drop_status(value) == 0);
    CHECK(optout_system_method(value) == OPTOUT_ERASURE_METHOD_NONE);
    CHECK(optout_standing_admission(value) == OPTOUT_ADMISSION_NONE && is(optout_standing_word(value), ""));
    optout_buffer *output = NULL;
    optout_hashed_list *hashed = NULL;
    optout_allowance *allowance = NULL;
    CHECK(optout_hash_email(value, S("a@x.example"), &output, NULL) == OPTOUT_STATUS_INVALID_ENUM);
    CHECK(optout_hashed_list_read(BYTES(""), value, &hashed, NULL) == OPTOUT_STATUS_INVALID_ENUM);
    CHECK(optout_allowance_new(value, &allowance, NULL) == OPTOUT_STATUS_INVALID_ENUM && !allowance);
    OK(optout_erasure_plan_new(OPTOUT_SYSTEM_HUBSPOT, &plan, NULL));
    CHECK(optout_erasure_plan_set_batch_size(plan, value, 1, NULL) == OPTOUT_STATUS_INVALID_ENUM);
    CHECK(optout_erasure_plan_delete_table(plan, OPTOUT_SYSTEM_HUBSPOT, value, &output, NULL) ==
          OPTOUT_STATUS_INVALID_ENUM);
    CHECK(output == NULL && hashed == NULL);
    optout_erasure_plan_free(plan);
  }
}

int main(void) {
  no_length_is_that_large();
  no_row_has_that_many_fields();
  no_answer_has_that_many_headers();
  options_may_be_huge();
  places_end();
  numbers_are_no_values();
  return 0;
}
