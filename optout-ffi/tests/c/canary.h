/* What the programs have in common that push marked values through and print what the library says. */
#ifndef CANARY_H
#define CANARY_H

#include <optout.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOW(text) (int)(text).len, (text).data ? (text).data : ""

static const char *canary;

/* The error of the last call that failed. An argument that reads it beside the call itself would be
 * evaluated before it. */
static optout_error *error;

/* A text with the canary in the place of each $. */
static inline optout_str with_canary(const char *pattern) {
  static char texts[8][4096];
  static int next;
  char *text = texts[next++ % 8], *end = text;
  for (; *pattern; pattern++) {
    if (*pattern == '$') {
      end += sprintf(end, "%s", canary);
    } else {
      *end++ = *pattern;
    }
  }
  *end = 0;
  return optout_str_of(text);
}

static inline void say(const char *what, optout_str text) { printf("%s %.*s\n", what, SHOW(text)); }

static inline void say_json(const char *what, optout_buffer *json) {
  say(what, optout_buffer_text(json));
  optout_buffer_free(json);
}

/* Prints an error; the call must have failed. */
static inline void failed(optout_status status) {
  if (status == OPTOUT_STATUS_OK || optout_error_status(error) != status) {
    fprintf(stderr, "a call did not fail as it should\n");
    exit(1);
  }
  say("error", optout_error_code(error));
  say("message", optout_error_message(error));
  say("fault", optout_error_fault(error));
  optout_error_free(error);
  error = NULL;
}

/* Must succeed. */
static inline void done(optout_status status) {
  if (status != OPTOUT_STATUS_OK) {
    fprintf(stderr, "status %d\n", (int)status);
    exit(1);
  }
}

#define BYTES(text) (const uint8_t *)(text).data, (text).len

#endif
