/* Redaction of an Arrow stream: what comes out, who owns what, and what failures say. */
#include "arrow_source.h"
#include "check.h"

static const struct source TWO_BATCHES = {.name = "Name %d", .batches = 2, .rows = 3};

/* P1 of the first batch and P4 of the second are redacted. */
static optout_redactor *some_redactor(void) {
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  OK(optout_targets_new(&targets, NULL));
  OK(optout_targets_add_person_id(targets, S("P1"), NULL, NULL));
  OK(optout_targets_add_person_id(targets, S("P4"), NULL, NULL));
  OK(optout_redactor_new(targets, &redactor, NULL));
  optout_targets_free(targets);
  return redactor;
}

/* A stream of redacted batches; its redactor is free already. */
static struct ArrowArrayStream redacted(struct source source, optout_arrow_run **run) {
  optout_redactor *redactor = some_redactor();
  struct ArrowArrayStream input = stream_of(source), output;
  OK(optout_redactor_redact_arrow(redactor, &input, NULL, NULL, &output, run, NULL));
  CHECK(input.release == NULL);
  optout_redactor_free(redactor);
  return output;
}

static bool is_set(const void *bits, int64_t at) {
  return ((const uint8_t *)bits)[at / 8] >> (at % 8) & 1;
}

static bool is_null(const struct ArrowArray *array, int64_t row) {
  return array->buffers[0] && !is_set(array->buffers[0], array->offset + row);
}

static bool text_is(const struct ArrowArray *array, int64_t row, const char *expected) {
  const int32_t *offsets = (const int32_t *)array->buffers[1] + array->offset + row;
  const size_t len = (size_t)(offsets[1] - offsets[0]);
  return !is_null(array, row) && len == strlen(expected) &&
         memcmp((const char *)array->buffers[2] + offsets[0], expected, len) == 0;
}

/* The batch whose first row is that of a number; the row in the middle is redacted. */
static void check_batch(const struct ArrowArray *batch, int first) {
  CHECK(batch->release && batch->length == 3 && batch->n_children == 4 && batch->offset == 0);
  for (int row = 0; row < 3; row++) {
    const bool is_redacted = row == 1;
    char id[32], name[32];
    snprintf(id, sizeof id, "P%d", first + row);
    snprintf(name, sizeof name, "Name %d", first + row);
    CHECK(text_is(batch->children[0], row, id));
    const struct ArrowArray *credits = batch->children[1], *flags = batch->children[3];
    CHECK(((const int64_t *)credits->buffers[1])[credits->offset + row] == 10 * (first + row));
    CHECK(is_redacted ? is_null(batch->children[2], row) : text_is(batch->children[2], row, name));
    CHECK(!is_null(flags, row) && is_set(flags->buffers[1], flags->offset + row) == is_redacted);
  }
}

static void expect_no_summary(const optout_arrow_run *run) {
  optout_summary *summary = (optout_summary *)&TWO_BATCHES;
  OK(optout_arrow_run_summary(run, &summary, NULL));
  CHECK(summary == NULL);
}

static void expect_summary(const optout_arrow_run *run) {
  optout_summary *summary = NULL;
  OK(optout_arrow_run_summary(run, &summary, NULL));
  CHECK(optout_summary_record_count(summary) == 6 && optout_summary_redacted_count(summary) == 2);
  CHECK(optout_summary_appended_column(summary));
  CHECK(is(optout_summary_sha256_input(summary), ""));
  optout_summary_free(summary);
}

static void batches_are_redacted_on_their_way(void) {
  optout_arrow_run *run = NULL;
  struct ArrowArrayStream output = redacted(TWO_BATCHES, &run);
  struct ArrowSchema schema;
  CHECK(output.get_schema(&output, &schema) == 0);
  CHECK(strcmp(schema.format, "+s") == 0 && schema.n_children == 4);
  CHECK(strcmp(schema.children[2]->name, "Name") == 0);
  CHECK(strcmp(schema.children[2]->format, "u") == 0);
  CHECK(strcmp(schema.children[3]->name, "Is Redacted") == 0);
  CHECK(strcmp(schema.children[3]->format, "b") == 0);
  schema.release(&schema);
  struct ArrowArray batch;
  for (int first = 0; first < 6; first += 3) {
    expect_no_summary(run);
    CHECK(output.get_next(&output, &batch) == 0);
    check_batch(&batch, first);
    batch.release(&batch);
  }
  for (int time = 0; time < 2; time++) {
    CHECK(output.get_next(&output, &batch) == 0 && batch.release == NULL);
    expect_summary(run);
  }
  CHECK(output.get_last_error(&output) == NULL);
  output.release(&output);
  CHECK(output.release == NULL && alive == 0);
  expect_summary(run);
  optout_arrow_run_free(run);
}

static void run_and_stream_are_freed_in_any_order(void) {
  optout_arrow_run *run = NULL;
  struct ArrowArrayStream output = redacted(TWO_BATCHES, &run);
  optout_arrow_run_free(run);
  struct ArrowArray batches[3];
  for (int at = 0; at < 3; at++) {
    CHECK(output.get_next(&output, &batches[at]) == 0);
  }
  CHECK(batches[2].release == NULL);
  /* A moved stream is the same stream; batches stay good without it. */
  struct ArrowArrayStream moved = output;
  output.release = NULL;
  moved.release(&moved);
  for (int at = 0; at < 2; at++) {
    check_batch(&batches[at], 3 * at);
    batches[at].release(&batches[at]);
  }
  CHECK(alive == 0);
  /* Nobody has to ask for the run. */
  output = redacted(TWO_BATCHES, NULL);
  output.release(&output);
  CHECK(alive == 0);
}

static void a_stream_may_be_released_early(void) {
  optout_arrow_run *run = NULL;
  struct ArrowArrayStream output = redacted(TWO_BATCHES, &run);
  struct ArrowArray batch;
  CHECK(output.get_next(&output, &batch) == 0);
  output.release(&output);
  check_batch(&batch, 0);
  batch.release(&batch);
  CHECK(alive == 0);
  expect_no_summary(run);
  optout_arrow_run_free(run);
}

static void nulls_stay_null(void) {
  struct source source = TWO_BATCHES;
  source.name = NULL;
  optout_arrow_run *run = NULL;
  struct ArrowArrayStream output = redacted(source, &run);
  struct ArrowArray batch;
  CHECK(output.get_next(&output, &batch) == 0);
  for (int row = 0; row < 3; row++) {
    CHECK(is_null(batch.children[2], row));
  }
  batch.release(&batch);
  output.release(&output);
  optout_arrow_run_free(run);
}

/* Reads a stream up to its error, at a batch counted from 1. */
static void expect_failure(struct source source, int at, int number, optout_status expected) {
  optout_arrow_run *run = NULL;
  optout_summary *summary = NULL;
  optout_error *error = NULL;
  struct ArrowArrayStream output = redacted(source, &run);
  struct ArrowArray batch;
  for (int good = 1; good < at; good++) {
    CHECK(output.get_next(&output, &batch) == 0);
    batch.release(&batch);
  }
  /* It does not turn into an end, which would look like that of the whole. */
  for (int time = 0; time < 2; time++) {
    CHECK(output.get_next(&output, &batch) == number);
    CHECK(optout_arrow_run_summary(run, &summary, &error) == expected && summary == NULL);
    CHECK(optout_error_input(error) == OPTOUT_INPUT_PAST_EXPORT);
    CHECK(is(optout_error_message(error), output.get_last_error(&output)));
    CHECK(strstr(output.get_last_error(&output), "Ada") == NULL);
    optout_error_free(error);
  }
  output.release(&output);
  CHECK(alive == 0);
  CHECK(optout_arrow_run_summary(run, &summary, NULL) == expected);
  optout_arrow_run_free(run);
}

static void failures_come_out_without_a_value(void) {
  struct source source = TWO_BATCHES;
  source.message = "no room for Ada Lovelace";
  source.fails_at = 2;
  expect_failure(source, 2, EIO, OPTOUT_STATUS_IO);
  source = TWO_BATCHES;
  source.name = "Ada \xff";
  expect_failure(source, 1, EINVAL, OPTOUT_STATUS_VALUE);
  source = TWO_BATCHES;
  source.kind = OFFSET_ASTRAY;
  expect_failure(source, 1, EINVAL, OPTOUT_STATUS_VALUE);
}

/* The call itself must fail, and the input is released all the same. */
static void expect_refusal(struct source source, optout_status expected) {
  optout_redactor *redactor = some_redactor();
  struct ArrowArrayStream input = stream_of(source), output = {.private_data = redactor};
  optout_arrow_run *run = NULL;
  optout_error *error = NULL;
  CHECK(optout_redactor_redact_arrow(redactor, &input, NULL, NULL, &output, &run, &error) ==
        expected);
  CHECK(input.release == NULL && alive == 0);
  CHECK(output.private_data == redactor && run == NULL);
  CHECK(memchr(optout_error_message(error).data, '!', optout_error_message(error).len) == NULL);
  optout_error_free(error);
  optout_redactor_free(redactor);
}

static void the_input_is_released_in_every_case(void) {
  struct source source = TWO_BATCHES;
  source.message = "not today!";
  expect_refusal(source, OPTOUT_STATUS_IO);
  source = TWO_BATCHES;
  source.kind = NOT_A_TABLE;
  expect_refusal(source, OPTOUT_STATUS_IO);
  source.kind = NO_IDENTIFIER;
  expect_refusal(source, OPTOUT_STATUS_UNKNOWN_LAYOUT);

  optout_redactor *redactor = some_redactor();
  struct ArrowArrayStream input = stream_of(TWO_BATCHES), output;
  CHECK(optout_redactor_redact_arrow(NULL, &input, NULL, NULL, &output, NULL, NULL) ==
        OPTOUT_STATUS_NULL_ARGUMENT);
  CHECK(input.release == NULL && alive == 0);
  CHECK(optout_redactor_redact_arrow(redactor, &input, NULL, NULL, &output, NULL, NULL) ==
        OPTOUT_STATUS_VALUE);
  input = stream_of(TWO_BATCHES);
  CHECK(optout_redactor_redact_arrow(redactor, &input, NULL, NULL, NULL, NULL, NULL) ==
        OPTOUT_STATUS_NULL_ARGUMENT);
  CHECK(input.release == NULL && alive == 0);
  optout_redactor_free(redactor);
}

struct told {
  uint64_t records, redacted;
  bool goes_on;
};

static bool tell(uint64_t records, uint64_t bytes, uint64_t redacted, void *user) {
  struct told *told = user;
  CHECK(bytes == 0);
  told->records = records;
  told->redacted = redacted;
  return told->goes_on;
}

static void a_stream_can_be_stopped(void) {
  optout_redactor *redactor = some_redactor();
  struct told told = {.goes_on = true};
  struct ArrowArrayStream input = stream_of(TWO_BATCHES), output;
  optout_arrow_run *run = NULL;
  optout_summary *summary = NULL;
  OK(optout_redactor_redact_arrow(redactor, &input, tell, &told, &output, &run, NULL));
  optout_redactor_free(redactor);
  struct ArrowArray batch;
  CHECK(told.records == 0 && output.get_next(&output, &batch) == 0);
  CHECK(told.records == 3 && told.redacted == 1);
  batch.release(&batch);
  told.goes_on = false;
  CHECK(output.get_next(&output, &batch) == EINVAL && told.records == 6);
  CHECK(optout_arrow_run_summary(run, &summary, NULL) == OPTOUT_STATUS_CANCELLED);
  output.release(&output);
  optout_arrow_run_free(run);
  CHECK(alive == 0);
}

int main(void) {
  batches_are_redacted_on_their_way();
  run_and_stream_are_freed_in_any_order();
  a_stream_may_be_released_early();
  nulls_stay_null();
  failures_come_out_without_a_value();
  the_input_is_released_in_every_case();
  a_stream_can_be_stopped();
  return 0;
}
