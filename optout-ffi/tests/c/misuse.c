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
    CHECK(optout_system_batch_size(value) == 0);
  }
}

int main(void) {
  no_length_is_that_large();
  no_row_has_that_many_fields();
  options_may_be_huge();
  places_end();
  numbers_are_no_values();
  return 0;
}
