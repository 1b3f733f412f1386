/* Is this contact on the Opt-Out List, and what is left of a past export without the listed people?
 *
 *   cc -std=c11 match_and_redact.c -Ioptout-ffi/include -Ltarget/release -loptout -o match_and_redact
 *   ./match_and_redact LIST.csv EXPORT.csv REDACTED.csv "Ada Lovelace" ada@engine.example
 */
#include <optout.h>
#include <stdio.h>

/* A view of the library's text for printf's "%.*s". */
#define SHOW(text) (int)(text).len, (text).data ? (text).data : ""

static int fail(const char *what, optout_error *error) {
  optout_str message = optout_error_message(error);
  fprintf(stderr, "%s: %.*s\n", what, SHOW(message));
  optout_error_free(error);
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: %s LIST EXPORT OUTPUT NAME EMAIL\n", argv[0]);
    return 2;
  }
  int code = 0;
  optout_error *error = NULL;
  optout_list *list = NULL;
  optout_policy *policy = NULL;
  optout_matcher *matcher = NULL;
  optout_contact *contact = NULL;
  optout_match *match = NULL;
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  optout_summary *summary = NULL;
  optout_verification *verification = NULL;

  if (optout_list_read_path(optout_str_of(argv[1]), NULL, &list, &error) ||
      optout_policy_standard(&policy, &error) ||
      optout_matcher_new(list, policy, &matcher, &error)) {
    code = fail("list", error);
    goto done;
  }
  printf("%zu people on the list\n", optout_list_entry_count(list));

  if (optout_contact_new(&contact, &error) ||
      optout_contact_add_full_name(contact, optout_str_of(argv[4]), &error) ||
      optout_contact_add_email(contact, optout_str_of(argv[5]), &error) ||
      optout_matcher_match(matcher, contact, &match, &error)) {
    code = fail("match", error);
    goto done;
  }
  optout_str status = optout_match_status_word(optout_match_status_of(match));
  optout_str entry = optout_match_entry_id(match);
  optout_str sentence = optout_match_sentence(match);
  printf("%.*s %.*s\n%.*s\n", SHOW(status), SHOW(entry), SHOW(sentence));

  if (optout_targets_new(&targets, &error) ||
      optout_targets_add_list(targets, list, NULL, &error) ||
      optout_redactor_new(targets, &redactor, &error) ||
      optout_redactor_redact_path_verified(redactor, optout_str_of(argv[2]), optout_str_of(argv[3]),
                                           NULL, NULL, &summary, &verification, &error)) {
    code = fail("redaction", error);
    goto done;
  }
  printf("%llu of %llu records redacted\n",
         (unsigned long long)optout_summary_redacted_count(summary),
         (unsigned long long)optout_summary_record_count(summary));

done:
  optout_verification_free(verification);
  optout_summary_free(summary);
  optout_redactor_free(redactor);
  optout_targets_free(targets);
  optout_match_free(match);
  optout_contact_free(contact);
  optout_matcher_free(matcher);
  optout_policy_free(policy);
  optout_list_free(list);
  return code;
}
