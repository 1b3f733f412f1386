/* Redaction through callbacks: how they are called, and what becomes of their failures. */
#include <stdatomic.h>

#include "check.h"

#define ROWS 2000

static char export[ROWS * 48];

static void fill_export(void) {
  char *end = export + sprintf(export, "6sense People Id,Name,Is Redacted\n");
  for (int row = 0; row < ROWS; row++) {
    end += sprintf(end, "P%d,\"Name, %d\",FALSE\n", row % 3, row);
  }
}

/* A text that is handed out in pieces. */
struct input {
  const char *at, *end;
  size_t piece;
  /* The call, counted from 1, that fails or lies. */
  int fails_at, lies_at;
  int calls;
  bool is_over;
  atomic_flag is_busy;
};

static ptrdiff_t give(uint8_t *buffer, size_t len, void *user) {
  struct input *input = user;
  CHECK(!atomic_flag_test_and_set(&input->is_busy));
  CHECK(buffer != NULL && len > 0 && !input->is_over);
  ptrdiff_t answer;
  input->calls++;
  if (input->calls == input->fails_at || input->calls == input->lies_at) {
    input->is_over = true;
    answer = input->calls == input->fails_at ? -7 : (ptrdiff_t)len + 1;
  } else {
    const size_t left = (size_t)(input->end - input->at);
    size_t given = len < left ? len : left;
    given = given < input->piece ? given : input->piece;
    memcpy(buffer, input->at, given);
    input->at += given;
    input->is_over = given == 0;
    answer = (ptrdiff_t)given;
  }
  atomic_flag_clear(&input->is_busy);
  return answer;
}

static struct input input_of(const char *text, size_t piece) {
  return (struct input){
      .at = text, .end = text + strlen(text), .piece = piece, .is_busy = ATOMIC_FLAG_INIT};
}

/* What has been written. */
struct output {
  char text[sizeof export];
  size_t len;
  int fails_at;
  int calls;
  bool is_over;
  atomic_flag is_busy;
};

static int32_t take(const uint8_t *data, size_t len, void *user) {
  struct output *output = user;
  CHECK(!atomic_flag_test_and_set(&output->is_busy));
  CHECK(data != NULL && len > 0 && !output->is_over);
  output->is_over = ++output->calls == output->fails_at;
  if (!output->is_over) {
    CHECK(len <= sizeof output->text - output->len);
    memcpy(output->text + output->len, data, len);
    output->len += len;
  }
  atomic_flag_clear(&output->is_busy);
  return output->is_over ? 1 : 0;
}

static struct output *empty_output(void) {
  static struct output output;
  output.len = 0;
  output.fails_at = output.calls = 0;
  output.is_over = false;
  atomic_flag_clear(&output.is_busy);
  return &output;
}

static optout_redactor *redactor_of_p1(size_t threads) {
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  OK(optout_targets_new(&targets, NULL));
  OK(optout_targets_add_person_id(targets, S("P1"), NULL, NULL));
  OK(optout_redactor_new(targets, &redactor, NULL));
  OK(optout_redactor_set_threads(redactor, threads, NULL));
  OK(optout_redactor_set_chunk_size(redactor, 1 << 10, NULL));
  optout_targets_free(targets);
  return redactor;
}

static void pieces_and_threads_change_nothing(void) {
  for (size_t threads = 1; threads <= 4; threads *= 2) {
    optout_redactor *redactor = redactor_of_p1(threads);
    optout_buffer *expected = NULL;
    optout_summary *summary = NULL, *streamed = NULL;
    OK(optout_redactor_redact(redactor, BYTES(export), NULL, NULL, &expected, &summary, NULL));
    const size_t pieces[] = {1, 7, 4096, SIZE_MAX};
    for (size_t at = 0; at < sizeof pieces / sizeof *pieces; at++) {
      struct input input = input_of(export, pieces[at]);
      struct output *output = empty_output();
      OK(optout_redactor_redact_stream(redactor, give, &input, take, output, NULL, NULL, &streamed,
                                       NULL));
      CHECK(output->len == optout_buffer_len(expected));
      CHECK(memcmp(output->text, optout_buffer_data(expected), output->len) == 0);
      CHECK(memcmp(optout_summary_sha256_output(streamed).data,
                   optout_summary_sha256_output(summary).data, 64) == 0);
      optout_summary_free(streamed);
    }
    optout_summary_free(summary);
    optout_buffer_free(expected);
    optout_redactor_free(redactor);
  }
}

/* A call that must fail while it reads or writes. */
static void fails(struct input input, int write_fails_at, size_t threads, optout_input place) {
  optout_redactor *redactor = redactor_of_p1(threads);
  optout_summary *summary = NULL;
  optout_error *error = NULL;
  struct output *output = empty_output();
  output->fails_at = write_fails_at;
  CHECK(optout_redactor_redact_stream(redactor, give, &input, take, output, NULL, NULL, &summary,
                                      &error) == OPTOUT_STATUS_IO);
  CHECK(summary == NULL && is(optout_error_code(error), "io"));
  CHECK(optout_error_input(error) == place);
  optout_error_free(error);
  optout_redactor_free(redactor);
}

static void failures_name_their_side(void) {
  for (size_t threads = 1; threads <= 4; threads *= 2) {
    for (int call = 1; call <= 20; call++) {
      struct input input = input_of(export, 2000);
      input.fails_at = call;
      fails(input, 0, threads, OPTOUT_INPUT_PAST_EXPORT);
      input = input_of(export, 2000);
      input.lies_at = call;
      fails(input, 0, threads, OPTOUT_INPUT_PAST_EXPORT);
      fails(input_of(export, 2000), call, threads, OPTOUT_INPUT_OUTPUT);
    }
  }
}

static void faults_have_their_place(void) {
  optout_redactor *redactor = redactor_of_p1(1);
  optout_summary *summary = NULL;
  optout_error *error = NULL;
  struct input input = input_of("6sense People Id,Name\nP1,Ada\nP2,\"open", 3);
  CHECK(optout_redactor_redact_stream(redactor, give, &input, take, empty_output(), NULL, NULL,
                                      &summary, &error) == OPTOUT_STATUS_UNCLOSED_QUOTE);
  CHECK(optout_error_record(error) == 2 && optout_error_line(error) == 3);
  optout_error_free(error);
  input = input_of("", 1);
  CHECK(optout_redactor_redact_stream(redactor, give, &input, take, empty_output(), NULL, NULL,
                                      &summary, NULL) == OPTOUT_STATUS_EMPTY);
  CHECK(optout_redactor_redact_stream(redactor, NULL, &input, take, empty_output(), NULL, NULL,
                                      &summary, NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
  CHECK(optout_redactor_redact_stream(redactor, give, &input, NULL, NULL, NULL, NULL, &summary,
                                      NULL) == OPTOUT_STATUS_NULL_ARGUMENT);
  CHECK(summary == NULL);
  optout_redactor_free(redactor);
}

static bool stop(uint64_t records, uint64_t bytes, uint64_t redacted, void *user) {
  CHECK(records > 0 && bytes > 0 && redacted > 0);
  ++*(int *)user;
  return false;
}

static void a_stream_can_be_stopped(void) {
  for (size_t threads = 1; threads <= 4; threads *= 2) {
    optout_redactor *redactor = redactor_of_p1(threads);
    optout_summary *summary = NULL;
    struct input input = input_of(export, SIZE_MAX);
    int calls = 0;
    CHECK(optout_redactor_redact_stream(redactor, give, &input, take, empty_output(), stop, &calls,
                                        &summary, NULL) == OPTOUT_STATUS_CANCELLED);
    CHECK(summary == NULL && calls == 1);
    optout_redactor_free(redactor);
  }
}

int main(void) {
  fill_export();
  pieces_and_threads_change_nothing();
  failures_name_their_side();
  faults_have_their_place();
  a_stream_can_be_stopped();
  return 0;
}
