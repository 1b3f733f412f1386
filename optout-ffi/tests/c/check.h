/* What the tests in C share: checks that stop the program, and a list to work on. */
#ifndef CHECK_H
#define CHECK_H

#include <optout.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                             \
  do {                                                               \
    if (!(condition)) {                                              \
      fprintf(stderr, "line %d: %s\n", __LINE__, #condition);        \
      exit(1);                                                       \
    }                                                                \
  } while (0)
#define OK(call) CHECK((call) == OPTOUT_STATUS_OK)
#define FAILS(call, status) CHECK((call) == (status))
#define S(text) optout_str_of(text)
#define BYTES(text) (const uint8_t *)(text), strlen(text)

static const char LIST[] =
    "Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date\n"
    "Ada Lovelace,engine.example,P1,ada@engine.example,2026-11-21\n"
    "Bob Babbage,engine.example,P2,bob@engine.example,\n";

static inline bool is(optout_str text, const char *expected) {
  const size_t len = strlen(expected);
  return text.len == len && (len == 0 || memcmp(text.data, expected, len) == 0);
}

static inline bool holds_text(const optout_buffer *buffer, optout_str part) {
  const optout_str text = optout_buffer_text(buffer);
  for (size_t at = 0; at + part.len <= text.len; at++) {
    if (memcmp(text.data + at, part.data, part.len) == 0) {
      return true;
    }
  }
  return false;
}

static inline bool holds(const optout_buffer *buffer, const char *part) {
  return holds_text(buffer, S(part));
}

static inline optout_list *read_list(const char *text) {
  optout_list *list = NULL;
  OK(optout_list_read(BYTES(text), NULL, &list, NULL));
  return list;
}

static inline optout_policy *standard(void) {
  optout_policy *policy = NULL;
  OK(optout_policy_standard(&policy, NULL));
  return policy;
}

#endif
