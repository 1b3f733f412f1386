/* A filter: a past export comes in on stdin and goes out on stdout without the people of a list.
 *
 *   cc -std=c11 redact_stream.c -Ioptout-ffi/include -Ltarget/release -loptout -o redact_stream
 *   ./redact_stream --list LIST.csv < EXPORT.csv > REDACTED.csv
 *
 * If it does not end with 0, what it has written is a part, and must be thrown away.
 */
#include <optout.h>
#include <stdio.h>
#include <string.h>

/* A view of the library's text for printf's "%.*s". */
#define SHOW(text) (int)(text).len, (text).data ? (text).data : ""

static ptrdiff_t read_file(uint8_t *buffer, size_t len, void *input) {
  const size_t read = fread(buffer, 1, len, input);
  return read == 0 && ferror((FILE *)input) ? -1 : (ptrdiff_t)read;
}

static int32_t write_file(const uint8_t *data, size_t len, void *output) {
  return fwrite(data, 1, len, output) == len ? 0 : -1;
}

/* A line for every gigabyte, on the thread of the call, however many others are at work. */
static bool say_progress(uint64_t records, uint64_t bytes, uint64_t redacted, void *user) {
  uint64_t *next = user;
  if (bytes >= *next) {
    fprintf(stderr, "%llu MB, %llu records, %llu redacted\n", (unsigned long long)(bytes >> 20),
            (unsigned long long)records, (unsigned long long)redacted);
    *next = bytes + (UINT64_C(1) << 30);
  }
  return true;
}

int main(int argc, char **argv) {
  if (argc != 3 || strcmp(argv[1], "--list") != 0) {
    fprintf(stderr, "usage: %s --list LIST < EXPORT > REDACTED\n", argv[0]);
    return 2;
  }
  int code = 0;
  uint64_t next = UINT64_C(1) << 30;
  optout_error *error = NULL;
  optout_list *list = NULL;
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  optout_summary *summary = NULL;

  if (optout_list_read_path(optout_str_of(argv[2]), NULL, &list, &error) ||
      optout_targets_new(&targets, &error) ||
      optout_targets_add_list(targets, list, NULL, &error) ||
      optout_redactor_new(targets, &redactor, &error) ||
      optout_redactor_set_threads(redactor, 2, &error) ||
      optout_redactor_redact_stream(redactor, read_file, stdin, write_file, stdout, say_progress,
                                    &next, &summary, &error)) {
    optout_str message = optout_error_message(error);
    fprintf(stderr, "%.*s\n", SHOW(message));
    optout_error_free(error);
    code = 1;
  } else if (fflush(stdout) != 0) {
    fprintf(stderr, "output: not all of it could be written\n");
    code = 1;
  } else {
    fprintf(stderr, "%llu of %llu records redacted\n",
            (unsigned long long)optout_summary_redacted_count(summary),
            (unsigned long long)optout_summary_record_count(summary));
  }

  optout_summary_free(summary);
  optout_redactor_free(redactor);
  optout_targets_free(targets);
  optout_list_free(list);
  return code;
}
