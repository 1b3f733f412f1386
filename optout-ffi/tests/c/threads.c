/* One matcher and one redactor in many threads at the same time: each says what it says to one. */
#include <pthread.h>

#include "check.h"

#define THREADS 8
#define ROUNDS 50

static const char EXPORT[] = "6sense People Id,Name,Is Redacted\nP1,Ada,FALSE\nP3,Cleo,FALSE\n";
static const char REDACTED[] = "6sense People Id,Name,Is Redacted\nP1,,TRUE\nP3,Cleo,FALSE\n";

struct shared {
  const optout_matcher *matcher;
  const optout_redactor *redactor;
};

static void *work(void *user) {
  const struct shared *shared = user;
  optout_contact *contact = NULL;
  OK(optout_contact_new(&contact, NULL));
  for (int round = 0; round < ROUNDS; round++) {
    const bool is_listed = round % 2 == 0;
    OK(optout_contact_clear(contact, NULL));
    OK(optout_contact_add_email(contact, S(is_listed ? "ADA@engine.example" : "cleo@other.example"), NULL));
    OK(optout_contact_add_full_name(contact, S(is_listed ? "Ada Lovelace" : "Cleo Other"), NULL));
    optout_match *match = NULL;
    OK(optout_matcher_match(shared->matcher, contact, &match, NULL));
    CHECK(is(optout_match_entry_id(match), is_listed ? "P1" : ""));
    optout_match_free(match);
    optout_explanation *explanation = NULL;
    OK(optout_matcher_explain(shared->matcher, contact, OPTOUT_VALUES_HIDDEN, NULL, 0, &explanation, NULL));
    optout_explanation_free(explanation);
    optout_buffer *output = NULL;
    optout_summary *summary = NULL;
    OK(optout_redactor_redact(shared->redactor, BYTES(EXPORT), NULL, NULL, &output, &summary, NULL));
    CHECK(is(optout_buffer_text(output), REDACTED));
    optout_summary_free(summary);
    optout_buffer_free(output);
  }
  optout_contact_free(contact);
  return NULL;
}

int main(void) {
  optout_list *list = read_list(LIST);
  optout_policy *policy = standard();
  optout_targets *targets = NULL;
  optout_matcher *matcher = NULL;
  optout_redactor *redactor = NULL;
  OK(optout_matcher_new(list, policy, &matcher, NULL));
  OK(optout_targets_new(&targets, NULL));
  OK(optout_targets_add_list(targets, list, NULL, NULL));
  OK(optout_redactor_new(targets, &redactor, NULL));
  optout_targets_free(targets);
  optout_policy_free(policy);
  optout_list_free(list);
  struct shared shared = {matcher, redactor};
  pthread_t threads[THREADS];
  for (int at = 0; at < THREADS; at++) {
    CHECK(pthread_create(&threads[at], NULL, work, &shared) == 0);
  }
  for (int at = 0; at < THREADS; at++) {
    CHECK(pthread_join(threads[at], NULL) == 0);
  }
  optout_redactor_free(redactor);
  optout_matcher_free(matcher);
  return 0;
}
