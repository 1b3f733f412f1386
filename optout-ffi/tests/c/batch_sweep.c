/* A sweep over Arrow streams: whole, and in parts that are brought together; with a matcher from bytes. */
#include "arrow_source.h"
#include "check.h"

/* Ids P0 to P5. */
static const struct source TWO_BATCHES = {.name = "Name %d", .batches = 2, .rows = 3};

static optout_matcher *from_bytes(void) {
  optout_list *list = read_list(LIST);
  optout_policy *policy = standard();
  optout_matcher *matcher = NULL, *again = NULL;
  optout_buffer *kept = NULL;
  OK(optout_matcher_new(list, policy, &matcher, NULL));
  OK(optout_matcher_to_bytes(matcher, &kept, NULL));
  OK(optout_matcher_from_bytes(optout_buffer_data(kept), optout_buffer_len(kept), &again, NULL));
  optout_snapshot *snapshot = NULL;
  OK(optout_snapshot_of(list, &snapshot, NULL));
  const optout_str one = optout_snapshot_id(snapshot), other = optout_matcher_list_snapshot(again);
  CHECK(one.len == 64 && other.len == 64 && memcmp(one.data, other.data, 64) == 0);
  optout_snapshot_free(snapshot);
  optout_buffer_free(kept);
  optout_matcher_free(matcher);
  optout_policy_free(policy);
  optout_list_free(list);
  return again;
}

static optout_sweep *some_sweep(void) {
  optout_policy *policy = standard();
  optout_sweep *sweep = NULL;
  OK(optout_sweep_new(policy, S("2026-11-24"), &sweep, NULL));
  OK(optout_sweep_add_column(sweep, S("6sense People Id"), S("id:6sense"), NULL));
  optout_policy_free(policy);
  return sweep;
}

static bool is_set(const void *bits, int64_t at) {
  return ((const uint8_t *)bits)[at / 8] >> (at % 8) & 1;
}

/* Whether a cell of a column of text is null, or is a text. */
static bool cell_is(const struct ArrowArray *array, int64_t row, const char *expected) {
  if (array->buffers[0] && !is_set(array->buffers[0], array->offset + row)) {
    return expected == NULL;
  }
  const int32_t *offsets = (const int32_t *)array->buffers[1] + array->offset + row;
  const size_t len = (size_t)(offsets[1] - offsets[0]);
  return expected && len == strlen(expected) &&
         memcmp((const char *)array->buffers[2] + offsets[0], expected, len) == 0;
}

/* P1 and P2 are on the list; the stream is released. */
static void check_decisions(struct ArrowArrayStream *stream) {
  struct ArrowSchema schema;
  CHECK(stream->get_schema(stream, &schema) == 0);
  CHECK(schema.n_children == 10 && strcmp(schema.children[4]->name, "retention") == 0);
  CHECK(strcmp(schema.children[8]->format, "tdD") == 0);
  schema.release(&schema);
  struct ArrowArray batch;
  int row = 0;
  for (;;) {
    CHECK(stream->get_next(stream, &batch) == 0);
    if (batch.release == NULL) {
      break;
    }
    for (int64_t at = 0; at < batch.length; at++, row++) {
      const bool is_listed = row == 1 || row == 2;
      char id[16];
      snprintf(id, sizeof id, "P%d", row);
      CHECK(cell_is(batch.children[0], at, is_listed ? "match" : NULL));
      CHECK(cell_is(batch.children[3], at, is_listed ? id : NULL));
      CHECK(cell_is(batch.children[4], at, is_listed ? "remove" : NULL));
      CHECK(is_set(batch.children[9]->buffers[1], batch.children[9]->offset + at));
    }
    batch.release(&batch);
  }
  CHECK(row == 6);
  stream->release(stream);
}

static bool says(const optout_buffer *buffer, const char *text) {
  const char *data = (const char *)optout_buffer_data(buffer);
  const size_t len = optout_buffer_len(buffer), wanted = strlen(text);
  for (size_t at = 0; at + wanted <= len; at++) {
    if (memcmp(data + at, text, wanted) == 0) {
      return true;
    }
  }
  return false;
}

static void a_stream_is_swept_whole(void) {
  optout_matcher *matcher = from_bytes();
  optout_sweep *sweep = some_sweep();
  optout_buffer *counts = NULL;
  struct ArrowArrayStream input = stream_of(TWO_BATCHES), output;
  OK(optout_sweep_run_arrow(sweep, matcher, NULL, &input, NULL, NULL, &output, &counts, NULL));
  CHECK(input.release == NULL && alive == 0);
  CHECK(says(counts, "\"records\":6") && says(counts, "\"remove\":2"));
  optout_buffer_free(counts);
  optout_matcher_free(matcher);
  optout_sweep_free(sweep);
  check_decisions(&output);
}

static void parts_are_brought_together(void) {
  optout_matcher *matcher = from_bytes();
  optout_sweep *sweep = some_sweep();
  optout_batch_sweep *parts[2] = {NULL, NULL};
  optout_buffer *facts[2], *tallies[2], *merged = NULL, *tally = NULL, *counts = NULL;
  for (int at = 0; at < 2; at++) {
    struct ArrowArrayStream input = stream_of(TWO_BATCHES), output;
    OK(optout_batch_sweep_new(&parts[at], NULL));
    OK(optout_batch_sweep_sweep(parts[at], sweep, matcher, NULL, &input, &output, NULL));
    check_decisions(&output);
    OK(optout_batch_sweep_facts(parts[at], &facts[at], NULL));
    OK(optout_batch_sweep_tally(parts[at], &tallies[at], NULL));
  }
  OK(optout_matcher_merge_facts(matcher, optout_buffer_data(facts[0]), optout_buffer_len(facts[0]),
                                optout_buffer_data(facts[1]), optout_buffer_len(facts[1]), &merged,
                                NULL));
  OK(optout_tally_merge(optout_buffer_data(tallies[0]), optout_buffer_len(tallies[0]),
                        optout_buffer_data(tallies[1]), optout_buffer_len(tallies[1]), &tally,
                        NULL));
  OK(optout_sweep_finish(sweep, matcher, NULL, optout_buffer_data(tally), optout_buffer_len(tally),
                         &counts, NULL));
  CHECK(says(counts, "\"records\":12") && says(counts, "\"remove\":4"));
  CHECK(says(counts, "\"entries_not_found\":0"));
  const optout_str numbers = {(const char *)optout_buffer_data(counts), optout_buffer_len(counts)};
  optout_buffer *html = NULL;
  OK(optout_sweep_html(sweep, matcher, NULL, numbers, &html, NULL));
  CHECK(says(html, "12 contact records were compared"));
  optout_buffer_free(html);
  CHECK(optout_sweep_html(sweep, matcher, NULL, S("{}"), &html, NULL) == OPTOUT_STATUS_INVALID_OPTION);
  optout_buffer_free(counts);
  OK(optout_sweep_set_guard(sweep, 3, 0, NULL));
  CHECK(optout_sweep_finish(sweep, matcher, NULL, optout_buffer_data(tally),
                            optout_buffer_len(tally), &counts,
                            NULL) == OPTOUT_STATUS_BLAST_RADIUS);
  struct ArrowArrayStream input = stream_of(TWO_BATCHES), output;
  OK(optout_batch_sweep_settle(parts[0], sweep, matcher, NULL, optout_buffer_data(merged),
                               optout_buffer_len(merged), &input, &output, NULL));
  check_decisions(&output);
  for (int at = 0; at < 2; at++) {
    optout_buffer_free(facts[at]);
    optout_buffer_free(tallies[at]);
    optout_batch_sweep_free(parts[at]);
  }
  optout_buffer_free(merged);
  optout_buffer_free(tally);
  optout_matcher_free(matcher);
  optout_sweep_free(sweep);
  CHECK(alive == 0);
}

static void the_input_is_released_in_every_case(void) {
  optout_matcher *matcher = from_bytes();
  optout_sweep *sweep = some_sweep();
  optout_batch_sweep *batches = NULL;
  OK(optout_batch_sweep_new(&batches, NULL));
  const struct source faulty[] = {
      {.name = "N", .batches = 1, .rows = 3, .kind = NO_IDENTIFIER},
      {.name = "N", .batches = 1, .rows = 3, .kind = OFFSET_ASTRAY},
      {.name = "N", .batches = 1, .rows = 3, .kind = NOT_A_TABLE},
      {.name = "N", .batches = 2, .rows = 3, .message = "Ada", .fails_at = 2},
  };
  for (size_t at = 0; at < sizeof faulty / sizeof *faulty; at++) {
    struct ArrowArrayStream input = stream_of(faulty[at]), output;
    optout_error *error = NULL;
    CHECK(optout_sweep_run_arrow(sweep, matcher, NULL, &input, NULL, NULL, &output, NULL, &error));
    CHECK(input.release == NULL && alive == 0 && error);
    const optout_str message = optout_error_message(error);
    CHECK(message.len > 0);
    for (size_t from = 0; from + 3 <= message.len; from++) {
      CHECK(memcmp(message.data + from, "Ada", 3) != 0);
    }
    optout_error_free(error);
  }
  struct ArrowArrayStream input = stream_of(TWO_BATCHES), output;
  CHECK(optout_batch_sweep_sweep(batches, NULL, matcher, NULL, &input, &output, NULL) ==
        OPTOUT_STATUS_NULL_ARGUMENT);
  CHECK(input.release == NULL && alive == 0);
  input = stream_of(TWO_BATCHES);
  CHECK(optout_batch_sweep_settle(batches, sweep, matcher, NULL, BYTES("facts"), &input, &output,
                                  NULL) == OPTOUT_STATUS_INVALID_OPTION);
  CHECK(input.release == NULL && alive == 0);
  optout_batch_sweep_free(batches);
  optout_matcher_free(matcher);
  optout_sweep_free(sweep);
}

static void contacts_are_swept_with_a_matcher(void) {
  static const char CONTACTS[] = "Id,X6senseID__c,Email\n7,P1,ada@engine.example\n8,P9,\n";
  optout_matcher *matcher = from_bytes();
  optout_policy *policy = standard();
  optout_list *list = read_list(LIST);
  optout_sweep *sweep = NULL;
  OK(optout_sweep_new(policy, S("2026-11-24"), &sweep, NULL));
  OK(optout_sweep_set_review_values(sweep, true, NULL));
  optout_sweep_result *one = NULL, *other = NULL;
  OK(optout_sweep_run(sweep, list, NULL, BYTES(CONTACTS), NULL, NULL, &one, NULL));
  CHECK(optout_sweep_run_with_matcher(sweep, matcher, NULL, NULL, BYTES(CONTACTS), NULL, NULL,
                                      &other, NULL) == OPTOUT_STATUS_INVALID_OPTION);
  OK(optout_sweep_run_with_matcher(sweep, matcher, list, NULL, BYTES(CONTACTS), NULL, NULL, &other,
                                   NULL));
  const optout_buffer *audits[] = {optout_sweep_result_audit(one), optout_sweep_result_audit(other)};
  const size_t len = optout_buffer_len(audits[0]);
  CHECK(len > 0 && len == optout_buffer_len(audits[1]));
  CHECK(memcmp(optout_buffer_data(audits[0]), optout_buffer_data(audits[1]), len) == 0);
  optout_sweep_result_free(one);
  optout_sweep_result_free(other);
  optout_sweep_free(sweep);
  optout_list_free(list);
  optout_policy_free(policy);
  optout_matcher_free(matcher);
}

int main(void) {
  a_stream_is_swept_whole();
  parts_are_brought_together();
  the_input_is_released_in_every_case();
  contacts_are_swept_with_a_matcher();
  return 0;
}
