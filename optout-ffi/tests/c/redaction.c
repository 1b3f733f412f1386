/* How a redaction can be run: threads, chunks, hashes, progress, dry runs and compressed files. None of
 * it changes a byte of the output. */
#include <pthread.h>

#include "check.h"

#define ROWS 3000

static char export[ROWS * 64];

/* Every third row is that of P1. */
static void fill_export(void) {
  char *end = export;
  end += sprintf(end, "6sense People Id,Name,Email,Is Redacted\n");
  for (int row = 0; row < ROWS; row++) {
    end += sprintf(end, "P%d,\"Name, %d\",n%d@x.example,%s\n", row % 3, row, row,
                   row < ROWS / 2 ? "FALSE" : "false");
  }
}

static void write_export(const char *path) {
  FILE *file = fopen(path, "wb");
  CHECK(file && fputs(export, file) >= 0 && fclose(file) == 0);
}

static optout_redactor *redactor_of_p1(void) {
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  OK(optout_targets_new(&targets, NULL));
  OK(optout_targets_add_person_id(targets, S("P1"), NULL, NULL));
  OK(optout_redactor_new(targets, &redactor, NULL));
  optout_targets_free(targets);
  return redactor;
}

static optout_buffer *redact(const optout_redactor *redactor) {
  optout_buffer *output = NULL;
  optout_summary *summary = NULL;
  OK(optout_redactor_redact(redactor, BYTES(export), NULL, NULL, &output, &summary, NULL));
  CHECK(optout_summary_redacted_count(summary) == ROWS / 3);
  optout_summary_free(summary);
  return output;
}

static bool same(const optout_buffer *one, const optout_buffer *other) {
  const size_t len = optout_buffer_len(one);
  return len == optout_buffer_len(other) &&
         memcmp(optout_buffer_data(one), optout_buffer_data(other), len) == 0;
}

static void threads_and_chunks_change_nothing(void) {
  optout_redactor *redactor = redactor_of_p1();
  optout_buffer *expected = redact(redactor);
  for (size_t threads = 1; threads <= 4; threads *= 2) {
    for (size_t bytes = 1; bytes <= 1 << 15; bytes <<= 5) {
      OK(optout_redactor_set_threads(redactor, threads, NULL));
      OK(optout_redactor_set_chunk_size(redactor, bytes, NULL));
      optout_buffer *output = redact(redactor);
      CHECK(same(output, expected));
      optout_buffer_free(output);
    }
  }
  optout_buffer *output = NULL;
  optout_summary *summary = NULL;
  OK(optout_redactor_set_threads(redactor, 0, NULL));
  CHECK(optout_redactor_redact(redactor, BYTES(export), NULL, NULL, &output, &summary, NULL) ==
        OPTOUT_STATUS_INVALID_OPTION);
  CHECK(output == NULL && summary == NULL);
  optout_buffer_free(expected);
  optout_redactor_free(redactor);
}

static void nothing_is_hashed_unless_wanted(void) {
  optout_redactor *redactor = redactor_of_p1();
  optout_buffer *output = NULL;
  optout_summary *summary = NULL;
  optout_verification *verification = NULL;
  OK(optout_redactor_set_hashes(redactor, false, NULL));
  OK(optout_redactor_redact(redactor, BYTES(export), NULL, NULL, &output, &summary, NULL));
  CHECK(is(optout_summary_sha256_input(summary), ""));
  CHECK(is(optout_summary_sha256_output(summary), ""));
  OK(optout_redactor_verify(redactor, BYTES(export), optout_buffer_data(output),
                            optout_buffer_len(output), NULL, NULL, &verification, NULL));
  CHECK(is(optout_verification_sha256_original(verification), ""));
  CHECK(is(optout_verification_sha256_redacted(verification), ""));
  optout_verification_free(verification);
  optout_summary_free(summary);
  optout_buffer_free(output);
  optout_redactor_free(redactor);
}

/* What a callback has been told. */
struct told {
  pthread_t thread;
  uint64_t calls, records, bytes, redacted;
  uint64_t calls_until_stop;
};

static bool tell(uint64_t records, uint64_t bytes, uint64_t redacted, void *user) {
  struct told *told = user;
  CHECK(pthread_equal(told->thread, pthread_self()));
  told->calls++;
  told->records = records;
  told->bytes = bytes;
  told->redacted = redacted;
  return told->calls != told->calls_until_stop;
}

static void progress_is_told_on_the_thread_of_the_call(void) {
  optout_redactor *redactor = redactor_of_p1();
  optout_buffer *output = NULL;
  optout_summary *summary = NULL;
  optout_verification *verification = NULL;
  OK(optout_redactor_set_chunk_size(redactor, 1 << 10, NULL));
  for (size_t threads = 1; threads <= 4; threads *= 2) {
    struct told told = {.thread = pthread_self()};
    OK(optout_redactor_set_threads(redactor, threads, NULL));
    OK(optout_redactor_redact(redactor, BYTES(export), tell, &told, &output, &summary, NULL));
    CHECK(told.calls > 1 && told.records == ROWS && told.redacted == ROWS / 3);
    CHECK(told.bytes == strlen(export));
    told = (struct told){.thread = told.thread};
    OK(optout_redactor_verify(redactor, BYTES(export), optout_buffer_data(output),
                              optout_buffer_len(output), tell, &told, &verification, NULL));
    CHECK(told.calls > 0 && told.records == ROWS);
    optout_verification_free(verification);
    optout_summary_free(summary);
    optout_buffer_free(output);
  }
  optout_redactor_free(redactor);
}

static void a_callback_can_stop(const char *directory) {
  char in[4096], out[4096];
  snprintf(in, sizeof in, "%s/stopped.csv", directory);
  snprintf(out, sizeof out, "%s/never.csv", directory);
  write_export(in);
  optout_redactor *redactor = redactor_of_p1();
  OK(optout_redactor_set_chunk_size(redactor, 1 << 10, NULL));
  optout_buffer *redacted = redact(redactor), *output = NULL;
  optout_summary *summary = NULL;
  optout_verification *verification = NULL;
  optout_error *error = NULL;
  for (size_t threads = 1; threads <= 4; threads *= 2) {
    struct told told = {.thread = pthread_self(), .calls_until_stop = 1};
    OK(optout_redactor_set_threads(redactor, threads, NULL));
    CHECK(optout_redactor_redact(redactor, BYTES(export), tell, &told, &output, &summary, &error) ==
          OPTOUT_STATUS_CANCELLED);
    CHECK(is(optout_error_code(error), "cancelled") && told.calls == 1);
    /* Several threads can be through a small file before anybody is told. */
    CHECK(threads > 1 || told.records < ROWS);
    optout_error_free(error);
    told.calls = 0;
    CHECK(optout_redactor_redact_path(redactor, S(in), S(out), tell, &told, &summary, NULL) ==
          OPTOUT_STATUS_CANCELLED);
    told.calls = 0;
    CHECK(optout_redactor_redact_path_verified(redactor, S(in), S(out), tell, &told, &summary,
                                               &verification, NULL) == OPTOUT_STATUS_CANCELLED);
    told.calls = 0;
    CHECK(optout_redactor_dry_run(redactor, BYTES(export), tell, &told, &summary, NULL) ==
          OPTOUT_STATUS_CANCELLED);
    told.calls = 0;
    CHECK(optout_redactor_dry_run_path(redactor, S(in), tell, &told, &summary, NULL) ==
          OPTOUT_STATUS_CANCELLED);
    told.calls = 0;
    CHECK(optout_redactor_verify(redactor, BYTES(export), optout_buffer_data(redacted),
                                 optout_buffer_len(redacted), tell, &told, &verification, NULL) ==
          OPTOUT_STATUS_CANCELLED);
    CHECK(output == NULL && summary == NULL && verification == NULL);
    CHECK(fopen(out, "rb") == NULL);
  }
  optout_buffer_free(redacted);
  optout_redactor_free(redactor);
}

static bool say_the_same(const optout_summary *one, const optout_summary *other) {
  optout_buffer *left = NULL, *right = NULL;
  OK(optout_summary_json(one, &left, NULL));
  OK(optout_summary_json(other, &right, NULL));
  const bool answer = same(left, right);
  optout_buffer_free(left);
  optout_buffer_free(right);
  return answer;
}

/* Whether a file begins with these bytes; whether it holds no more is told apart. */
static bool begins_with(const char *path, const void *bytes, size_t len, bool is_all) {
  static char text[sizeof export];
  FILE *file = fopen(path, "rb");
  CHECK(file != NULL);
  const size_t read = fread(text, 1, sizeof text, file);
  CHECK(fclose(file) == 0);
  return read >= len && memcmp(text, bytes, len) == 0 && (!is_all || read == len);
}

static void dry_runs_say_what_a_run_would_do(const char *directory) {
  char in[4096], out[4096];
  snprintf(in, sizeof in, "%s/dry.csv", directory);
  snprintf(out, sizeof out, "%s/wet.csv", directory);
  write_export(in);
  optout_redactor *redactor = redactor_of_p1();
  optout_buffer *output = NULL;
  optout_summary *dry = NULL, *dry_path = NULL, *wet = NULL, *wet_path = NULL;
  OK(optout_redactor_dry_run(redactor, BYTES(export), NULL, NULL, &dry, NULL));
  OK(optout_redactor_dry_run_path(redactor, S(in), NULL, NULL, &dry_path, NULL));
  CHECK(fopen(out, "rb") == NULL);
  OK(optout_redactor_redact(redactor, BYTES(export), NULL, NULL, &output, &wet, NULL));
  OK(optout_redactor_redact_path(redactor, S(in), S(out), NULL, NULL, &wet_path, NULL));
  CHECK(optout_summary_redacted_count(dry) == ROWS / 3);
  CHECK(say_the_same(dry, wet) && say_the_same(dry, dry_path) && say_the_same(dry, wet_path));
  optout_summary *const untouched = dry;
  const char *faulty = "6sense People Id\n\"open";
  CHECK(optout_redactor_dry_run(redactor, BYTES(faulty), NULL, NULL, &dry, NULL) ==
        OPTOUT_STATUS_UNCLOSED_QUOTE);
  CHECK(dry == untouched);
  optout_summary_free(wet_path);
  optout_summary_free(wet);
  optout_summary_free(dry_path);
  optout_summary_free(dry);
  optout_buffer_free(output);
  optout_redactor_free(redactor);
}

static void files_may_be_compressed(const char *directory) {
  static const struct {
    const char *ending, *first;
  } kinds[] = {{"gz", "\x1f\x8b"}, {"zst", "\x28\xb5"}};
  char in[4096], packed[4096], out[4096];
  snprintf(in, sizeof in, "%s/plain.csv", directory);
  snprintf(out, sizeof out, "%s/unpacked.csv", directory);
  write_export(in);
  optout_redactor *redactor = redactor_of_p1();
  optout_buffer *expected = redact(redactor);
  for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
    optout_summary *summary = NULL;
    optout_verification *verification = NULL;
    snprintf(packed, sizeof packed, "%s/packed.csv.%s", directory, kinds[kind].ending);
    OK(optout_redactor_redact_path_verified(redactor, S(in), S(packed), NULL, NULL, &summary,
                                            &verification, NULL));
    optout_verification_free(verification);
    optout_summary_free(summary);
    CHECK(begins_with(packed, kinds[kind].first, 2, false));
    OK(optout_redactor_verify_path(redactor, S(in), S(packed), NULL, NULL, &verification, NULL));
    CHECK(optout_verification_redacted_count(verification) == ROWS / 3);
    optout_verification_free(verification);
    OK(optout_redactor_dry_run_path(redactor, S(packed), NULL, NULL, &summary, NULL));
    CHECK(optout_summary_already_redacted_count(summary) == ROWS / 3);
    optout_summary_free(summary);
    OK(optout_redactor_redact_path(redactor, S(packed), S(out), NULL, NULL, &summary, NULL));
    optout_summary_free(summary);
    CHECK(begins_with(out, optout_buffer_data(expected), optout_buffer_len(expected), true));
  }
  optout_buffer_free(expected);
  optout_redactor_free(redactor);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  fill_export();
  threads_and_chunks_change_nothing();
  nothing_is_hashed_unless_wanted();
  progress_is_told_on_the_thread_of_the_call();
  a_callback_can_stop(argv[1]);
  dry_runs_say_what_a_run_would_do(argv[1]);
  files_may_be_compressed(argv[1]);
  return 0;
}
