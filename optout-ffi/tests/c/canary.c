/* Pushes marked values through every way to fail and prints all that the library says about it. */
#include "arrow_source.h"
#include "canary.h"

static void lists(void) {
  const char *broken[] = {
      "$,$@x.example\n",
      "Name,Work email\n$,$@x.example,$\n",
      "Name,Work email\n$,\"$@x.example",
      "Name,Work email\n$,$@x.example\n$",
      "Name,Name,Work email\n$,$,$\n",
      "Name,,Work email\n$,$,$\n",
      "Name,Work email\n$\xff,$@x.example\n",
      "",
  };
  for (size_t at = 0; at < sizeof broken / sizeof *broken; at++) {
    optout_str text = with_canary(broken[at]);
    optout_list *list = NULL;
    failed(optout_list_read(BYTES(text), NULL, &list, &error));
  }
  optout_list *list = NULL;
  optout_list_options *options = NULL;
  failed(optout_list_read_path(with_canary("no/such/$.csv"), NULL, &list, &error));
  done(optout_list_options_new(&options, NULL));
  failed(optout_list_options_add_column(options, with_canary("$"), with_canary("$"), &error));
  failed(optout_list_options_set_encoding(options, with_canary("$"), &error));
  failed(optout_list_options_set_now(options, with_canary("$"), &error));
  failed(optout_list_options_set_form(options, 99, &error));
  static const char *const broken_json[] = {
      "[\"$\"]", "{\"contactId\":\"$\"", "{\"contactId\":$}", "{\"$\":\"$\"}", "\"$\"", "{} $",
  };
  done(optout_list_options_set_form(options, OPTOUT_LIST_FORM_LUSHA, NULL));
  for (size_t at = 0; at < sizeof broken_json / sizeof *broken_json; at++) {
    optout_str text = with_canary(broken_json[at]);
    failed(optout_list_read(BYTES(text), options, &list, &error));
  }
  done(optout_list_options_set_records_at(options, with_canary("$"), NULL));
  failed(optout_list_read(BYTES(optout_str_of("{}")), options, &list, &error));
  optout_list_options_free(options);
}

static void values(void) {
  optout_email *email = NULL;
  optout_website *website = NULL;
  optout_buffer *key = NULL;
  optout_evidence *evidence = NULL;
  optout_evidence_set *set = NULL;
  optout_evidence_store *store = NULL;
  optout_snapshot *snapshot = NULL;
  optout_suppression_set *suppressed = NULL;
  failed(optout_email_parse(with_canary("$"), &email, &error));
  failed(optout_email_parse(with_canary("$@x.example, $@y.example"), &email, &error));
  failed(optout_website_parse(with_canary("$"), &website, &error));
  failed(optout_id_salesforce(optout_str_of("00130000000K648AAA"), &key, &error));
  done(optout_evidence_new(with_canary("$"), OPTOUT_EVIDENCE_KIND_CONTRACT, &evidence, NULL));
  failed(optout_evidence_set_occurred_at(evidence, with_canary("$"), &error));
  failed(optout_evidence_set_polarity(evidence, 99, &error));
  optout_evidence_free(evidence);
  failed(optout_evidence_set_from_json(with_canary("[{\"kind\": \"$\"}]"), &set, &error));
  failed(optout_evidence_set_from_json(with_canary("[{\"$\": \"$\"}]"), &set, &error));
  failed(optout_evidence_set_from_json(with_canary("$"), &set, &error));
  optout_str file = with_canary("record_id,kind\n$,$\n");
  failed(optout_evidence_store_read(BYTES(file), &store, &error));
  file = with_canary("record_id,kind,occurred_at\n$,contract,$\n");
  failed(optout_evidence_store_read(BYTES(file), &store, &error));
  failed(optout_snapshot_from_json(with_canary("{\"$\": \"$\"}"), &snapshot, &error));
  optout_hashed_list *hashed = NULL;
  failed(optout_hash_email(OPTOUT_HASH_PROFILE_DROP, with_canary("$"), &key, &error));
  failed(optout_hash_drop_name(with_canary("$\xd0\x98"), &key, &error));
  optout_str bad_hashes = with_canary("ID,Hash\n$,$\n");
  failed(optout_hashed_list_read(BYTES(bad_hashes), OPTOUT_HASH_PROFILE_DROP, &hashed, &error));
  optout_str bad_set = with_canary("optoutSU$");
  failed(optout_suppression_set_from_bytes(BYTES(bad_set), &suppressed, &error));
  optout_str short_key = with_canary("$");
  failed(optout_suppression_set_new(BYTES(short_key), &suppressed, &error));
}

static void policies(void) {
  const char *broken[] = {
      "$", "$ = 1", "[basis]\n$ = '$'", "[basis]\nfirst_vendor_delivery = '$'",
      "[[basis.regime]]\nname = '$'", "[[basis.regime]]\n$ = '$'",
      "[matching]\nname = 'x'\n[[matching.rule]]\nname = 'a'\ntier = 'T0'\nwhen = '$'\n"
      "status = 'match'\nsays = 'A.'",
  };
  for (size_t at = 0; at < sizeof broken / sizeof *broken; at++) {
    optout_policy *policy = NULL;
    failed(optout_policy_from_toml(with_canary(broken[at]), &policy, &error));
    failed(optout_policy_from_matching_toml(with_canary(broken[at]), &policy, &error));
  }
  const char *json[] = {
      "{$", "{\"$\": 1}", "{\"name\": \"$\"}", "{\"name\": \"x\", \"rule\": [{\"$\": \"$\"}]}",
      "{\"matching\": \"$\"}",
  };
  for (size_t at = 0; at < sizeof json / sizeof *json; at++) {
    optout_policy *policy = NULL;
    failed(optout_policy_read(with_canary(json[at]), &policy, &error));
    failed(optout_policy_read_matching(with_canary(json[at]), &policy, &error));
  }
  optout_policy *policy = NULL;
  failed(optout_policy_shipped(with_canary("$"), &policy, &error));
}

/* What is known beside list and policy. */
static void tables(void) {
  optout_domain_aliases *aliases = NULL;
  optout_id_links *links = NULL;
  optout_nicknames *nicknames = NULL;
  optout_verdicts *verdicts = NULL;
  optout_matcher *matcher = NULL;
  const optout_str none = {NULL, 0};
  optout_str text = with_canary("domain,alias\n$ $,$@gmail.com\n");
  failed(optout_domain_aliases_read(BYTES(text), &aliases, &error));
  text = with_canary("$,$\n$,$\n");
  failed(optout_domain_aliases_read(BYTES(text), &aliases, &error));
  failed(optout_id_links_read(BYTES(text), &links, &error));
  failed(optout_verdicts_read(BYTES(text), &verdicts, &error));
  text = with_canary("system,old_id,new_id\n$,$,x$\n$,$,y$\n");
  failed(optout_id_links_read(BYTES(text), &links, &error));
  text = with_canary("$,$\n$\n");
  failed(optout_nicknames_read(BYTES(text), &nicknames, &error));
  text = with_canary("$\xff,$\n");
  failed(optout_nicknames_read(BYTES(text), &nicknames, &error));
  text = with_canary("entry_id,record_id,verdict\n$,$,$\n");
  failed(optout_verdicts_read(BYTES(text), &verdicts, &error));
  done(optout_domain_aliases_new(&aliases, NULL));
  failed(optout_domain_aliases_add(aliases, with_canary("$ $"), with_canary("$"), &error));
  optout_domain_aliases_free(aliases);
  done(optout_id_links_new(&links, NULL));
  done(optout_id_links_add(links, with_canary("$"), with_canary("$"), with_canary("x$"), NULL));
  failed(optout_id_links_add(links, with_canary("$"), with_canary("x$"), with_canary("$"), &error));
  optout_id_links_free(links);
  done(optout_verdicts_new(&verdicts, NULL));
  done(optout_verdicts_pin(verdicts, with_canary("$"), with_canary("$"), with_canary("$"),
                           OPTOUT_VERDICT_SAME, with_canary("$"), none, with_canary("$"), NULL));
  failed(optout_verdicts_pin(verdicts, with_canary("$"), with_canary("$"), with_canary("$"),
                             OPTOUT_VERDICT_DIFFERENT, none, none, none, &error));
  failed(optout_verdicts_pin(verdicts, with_canary("$"), with_canary("$"), with_canary("$"),
                             OPTOUT_VERDICT_SAME, none, with_canary("$"), none, &error));
  optout_verdicts_free(verdicts);
  text = with_canary("$");
  failed(optout_matcher_from_bytes(BYTES(text), &matcher, &error));
}

/* Explanations without values, and with hashes in their place. */
static void explain(const optout_matcher *matcher, const optout_contact *contact) {
  const optout_str key = optout_str_of("a key of sixteen bytes or more");
  const int32_t values[] = {OPTOUT_VALUES_HIDDEN, OPTOUT_VALUES_HASHED};
  optout_explanation *explanation = NULL;
  optout_pair *pair = NULL;
  optout_buffer *text = NULL;
  for (size_t at = 0; at < sizeof values / sizeof *values; at++) {
    done(optout_matcher_explain(matcher, contact, values[at], BYTES(key), &explanation, NULL));
    done(optout_explanation_json(explanation, &text, NULL));
    say_json("explanation", text);
    done(optout_explanation_table(explanation, &text, NULL));
    say_json("explanation", text);
    optout_explanation_free(explanation);
    done(optout_matcher_why_not(matcher, optout_str_of("P1"), contact, values[at], BYTES(key), &pair,
                                NULL));
    done(optout_pair_json(pair, &text, NULL));
    say_json("pair", text);
    done(optout_pair_table(pair, &text, NULL));
    say_json("pair", text);
    optout_pair_free(pair);
  }
  optout_str short_key = with_canary("$");
  failed(optout_matcher_explain(matcher, contact, OPTOUT_VALUES_HASHED, BYTES(short_key), &explanation,
                                &error));
  failed(optout_matcher_why_not(matcher, with_canary("$"), contact, OPTOUT_VALUES_HIDDEN, NULL, 0,
                                &pair, &error));
}

static void redactions(void) {
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  optout_buffer *output = NULL;
  optout_buffer *json = NULL;
  optout_summary *summary = NULL;
  optout_verification *verification = NULL;
  optout_row_redactor *rows = NULL;
  done(optout_targets_new(&targets, NULL));
  done(optout_targets_add_email(targets, with_canary("$@x.example"), NULL, NULL));
  done(optout_redactor_new(targets, &redactor, NULL));
  failed(optout_redactor_set_profile_name(redactor, with_canary("$"), &error));
  const char *broken[] = {
      "$,$\n$,$\n",
      "6sense People Id,Email\n\"$,$@x.example",
      "6sense People Id,6sense People Id\n$,$\n",
  };
  for (size_t at = 0; at < sizeof broken / sizeof *broken; at++) {
    optout_str text = with_canary(broken[at]);
    failed(optout_redactor_redact(redactor, BYTES(text), NULL, NULL, &output, &summary, &error));
  }
  optout_str text =
      with_canary("6sense People Id,Name,Email,Is Redacted\n$,$,$@x.example,FALSE\n7,$@x.example,,\n");
  done(optout_redactor_redact(redactor, BYTES(text), NULL, NULL, &output, &summary, NULL));
  done(optout_summary_json(summary, &json, NULL));
  say_json("summary", json);
  failed(optout_redactor_verify(redactor, BYTES(text), BYTES(text), NULL, NULL, &verification, &error));
  done(optout_redactor_verify(redactor, BYTES(text), optout_buffer_data(output),
                              optout_buffer_len(output), NULL, NULL, &verification, NULL));
  done(optout_verification_json(verification, &json, NULL));
  say_json("verification", json);
  optout_str header[] = {with_canary("$"), with_canary("$")};
  failed(optout_row_redactor_new(redactor, header, 2, &rows, &error));
  failed(optout_redactor_redact_path(redactor, with_canary("no/$"), with_canary("no/$"), NULL, NULL, &summary,
                                     &error));
  optout_verification_free(verification);
  optout_summary_free(summary);
  optout_buffer_free(output);
  optout_redactor_free(redactor);
  optout_targets_free(targets);
}

/* Hands out a text at once. */
static ptrdiff_t give(uint8_t *buffer, size_t len, void *input) {
  optout_str *text = input;
  const size_t given = len < text->len ? len : text->len;
  memcpy(buffer, text->data, given);
  *text = (optout_str){text->data + given, text->len - given};
  return (ptrdiff_t)given;
}

static int32_t refuse(const uint8_t *data, size_t len, void *output) {
  (void)data, (void)len, (void)output;
  return -1;
}

static void streams(void) {
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  optout_summary *summary = NULL;
  done(optout_targets_new(&targets, NULL));
  done(optout_targets_add_email(targets, with_canary("$@x.example"), NULL, NULL));
  done(optout_redactor_new(targets, &redactor, NULL));
  const char *texts[] = {"6sense People Id,Email\n$,$@x.example\n", "$,$\n$,$\n"};
  for (size_t at = 0; at < sizeof texts / sizeof *texts; at++) {
    optout_str text = with_canary(texts[at]);
    failed(optout_redactor_redact_stream(redactor, give, &text, refuse, NULL, NULL, NULL, &summary,
                                         &error));
  }
  failed(optout_redactor_dry_run_path(redactor, with_canary("no/$"), NULL, NULL, &summary, &error));
  optout_redactor_free(redactor);
  optout_targets_free(targets);
}

/* Reads all of an Arrow stream. */
static void drain(const optout_redactor *redactor, struct source source) {
  struct ArrowArrayStream input = stream_of(source), output;
  optout_arrow_run *run = NULL;
  optout_summary *summary = NULL;
  optout_buffer *json = NULL;
  optout_status status =
      optout_redactor_redact_arrow(redactor, &input, NULL, NULL, &output, &run, &error);
  if (status != OPTOUT_STATUS_OK) {
    failed(status);
    return;
  }
  int number;
  struct ArrowArray batch;
  while ((number = output.get_next(&output, &batch)) == 0 && batch.release) {
    batch.release(&batch);
  }
  status = optout_arrow_run_summary(run, &summary, &error);
  if (number == 0) {
    done(status);
    done(optout_summary_json(summary, &json, NULL));
    say_json("summary", json);
    optout_summary_free(summary);
  } else {
    say("last error", optout_str_of(output.get_last_error(&output)));
    failed(status);
  }
  output.release(&output);
  optout_arrow_run_free(run);
}

static void batches(void) {
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  done(optout_targets_new(&targets, NULL));
  done(optout_targets_add_person_id(targets, optout_str_of("P1"), NULL, NULL));
  done(optout_redactor_new(targets, &redactor, NULL));
  const char *name = with_canary("$").data;
  const struct source sound = {.name = name, .batches = 2, .rows = 3};
  drain(redactor, sound);
  struct source broken = sound;
  for (int at = 0; at <= 2; at++) {
    broken.message = with_canary("cannot read $").data;
    broken.fails_at = at;
    drain(redactor, broken);
  }
  broken = sound;
  broken.kind = OFFSET_ASTRAY;
  drain(redactor, broken);
  broken.kind = NO_IDENTIFIER;
  drain(redactor, broken);
  broken = sound;
  broken.name = with_canary("$\xff").data;
  drain(redactor, broken);
  optout_redactor_free(redactor);
  optout_targets_free(targets);
}

/* Everything about a case, with the canary in what says where the person is. */
static void classifications(void) {
  optout_circumstances *known = NULL;
  optout_policy *policy = NULL;
  optout_place *place = NULL;
  optout_deadline *deadline = NULL;
  optout_classification *answer = NULL;
  optout_what_if *what_if = NULL;
  optout_buffer *json = NULL;
  bool overdue, replays;
  done(optout_policy_standard(&policy, NULL));
  failed(optout_circumstances_new(with_canary("$"), &known, &error));
  done(optout_circumstances_new(optout_str_of("2026-11-24"), &known, NULL));
  done(optout_circumstances_set_residency(known, with_canary("$"), NULL));
  done(optout_circumstances_set_place(known, with_canary("$"), with_canary("$"), NULL));
  done(optout_circumstances_set_vendor_country(known, with_canary("$"), NULL));
  done(optout_circumstances_set_phone(known, with_canary("$"), NULL));
  done(optout_circumstances_set_company_country(known, with_canary("$"), NULL));
  done(optout_circumstances_set_domain(known, with_canary("$.example"), NULL));
  failed(optout_circumstances_set_residency(known, with_canary("$\xff"), &error));
  failed(optout_circumstances_set_phone(known, with_canary("$\xff"), &error));
  failed(optout_circumstances_set_received(known, with_canary("$"), &error));
  failed(optout_circumstances_set_trigger(known, OPTOUT_TRIGGER_AFTER_SUBSCRIPTION, with_canary("$"),
                                          &error));
  done(optout_circumstances_place(known, policy, &place, NULL));
  failed(optout_place_deadline(place, policy, OPTOUT_REQUEST_ERASURE, with_canary("$"), &deadline,
                               &error));
  done(optout_place_deadline(place, policy, OPTOUT_REQUEST_ERASURE, optout_str_of("2026-11-24"),
                             &deadline, NULL));
  failed(optout_deadline_is_overdue(deadline, with_canary("$"), &overdue, &error));
  done(optout_classification_of(OPTOUT_CERTAINTY_CERTAIN, known, policy, &answer, NULL));
  say("sentence", optout_classification_sentence(answer));
  done(optout_classification_json(answer, &json, NULL));
  say_json("classification", json);
  done(optout_basis_explain(OPTOUT_CERTAINTY_CERTAIN, known, policy, &json, NULL));
  say_json("trace", json);
  failed(optout_basis_replays(with_canary("$\xff"), OPTOUT_CERTAINTY_CERTAIN, known, policy, &replays,
                              &error));
  done(optout_what_if_new(&what_if, NULL));
  failed(optout_what_if_add(what_if, with_canary("$"), 99, known, &error));
  failed(optout_what_if_add(what_if, with_canary("$\xff"), OPTOUT_CERTAINTY_CERTAIN, known, &error));
  done(optout_what_if_add(what_if, optout_str_of("7"), OPTOUT_CERTAINTY_CERTAIN, known, NULL));
  done(optout_what_if_run(what_if, policy, policy, 0, NULL, &json, NULL));
  say_json("what if", json);
  optout_what_if_free(what_if);
  optout_classification_free(answer);
  optout_deadline_free(deadline);
  optout_place_free(place);
  optout_circumstances_free(known);
  optout_policy_free(policy);
}

/* A pass without a list. */
static void classifiers(void) {
  const optout_str today = optout_str_of("2026-11-24");
  const int32_t after = OPTOUT_TRIGGER_AFTER_SUBSCRIPTION;
  optout_policy *policy = NULL;
  optout_classifier *classifier = NULL;
  optout_classified *classified = NULL;
  optout_evidence_store *evidence = NULL;
  optout_buffer *json = NULL;
  done(optout_policy_standard(&policy, NULL));
  failed(optout_classifier_new(policy, after, with_canary("$"), today, &classifier, &error));
  failed(optout_classifier_new(policy, after, today, with_canary("$"), &classifier, &error));
  done(optout_classifier_new(policy, after, today, today, &classifier, NULL));
  failed(optout_classifier_set_preset(classifier, with_canary("$"), &error));
  failed(optout_classifier_set_encoding(classifier, with_canary("$"), &error));
  failed(optout_classifier_add_column(classifier, with_canary("$"), with_canary("$"), &error));
  const char *broken[] = {
      "Record ID,Email,Unsubscribed from all email\n7,$@x.example,$\n",
      "Record ID,Email\n7,\"$@x.example",
      "Record ID,Email\n$,$@x.example,$\n",
  };
  for (size_t at = 0; at < sizeof broken / sizeof *broken; at++) {
    optout_str text = with_canary(broken[at]);
    failed(optout_classifier_run(classifier, NULL, BYTES(text), NULL, NULL, &classified, &error));
  }
  optout_str text = with_canary("record_id,kind\n$,contract\n");
  done(optout_evidence_store_read(BYTES(text), &evidence, NULL));
  text = with_canary("Email,Name\n$@x.example,$\n");
  failed(optout_classifier_run(classifier, evidence, BYTES(text), NULL, NULL, &classified, &error));
  text = with_canary("Record ID,Email,Name,Country/Region\n7,$@x.example,$,$\n");
  done(optout_classifier_run(classifier, evidence, BYTES(text), NULL, NULL, &classified, NULL));
  say("table", optout_buffer_text(optout_classified_table(classified)));
  done(optout_classified_counts_json(classified, &json, NULL));
  say_json("counts", json);
  optout_classified_free(classified);
  optout_evidence_store_free(evidence);
  optout_classifier_free(classifier);
  optout_policy_free(policy);
}

static void decisions(void) {
  optout_str text = with_canary("Name,Unique 6sense Record ID,Work email\n$,P1,$@x.example\n");
  optout_list *list = NULL;
  optout_policy *policy = NULL;
  optout_matcher *matcher = NULL;
  optout_contact *contact = NULL;
  optout_match *match = NULL;
  optout_circumstances *circumstances = NULL;
  optout_decision *decision = NULL;
  optout_snapshot *snapshot = NULL;
  optout_buffer *json = NULL;
  done(optout_list_read(BYTES(text), NULL, &list, NULL));
  done(optout_snapshot_of(list, &snapshot, NULL));
  done(optout_snapshot_json(snapshot, &json, NULL));
  say_json("snapshot", json);
  done(optout_policy_standard(&policy, NULL));
  done(optout_matcher_new(list, policy, &matcher, NULL));
  done(optout_contact_new(&contact, NULL));
  done(optout_contact_add_email(contact, with_canary("$@x.example"), NULL));
  done(optout_contact_add_full_name(contact, with_canary("$"), NULL));
  done(optout_matcher_match(matcher, contact, &match, NULL));
  say("sentence", optout_match_sentence(match));
  say("entry", optout_match_entry_id(match));
  explain(matcher, contact);
  done(optout_circumstances_new(optout_str_of("2026-11-24"), &circumstances, NULL));
  done(optout_decision_of(match, circumstances, policy, &decision, NULL));
  say("sentence", optout_decision_sentence(decision));
  done(optout_decision_json(decision, &json, NULL));
  say_json("decision", json);
  optout_decision_free(decision);
  done(optout_circumstances_set_trigger(circumstances, OPTOUT_TRIGGER_AFTER_SUBSCRIPTION,
                                        optout_str_of("2026-11-24"), NULL));
  failed(optout_decision_of(match, circumstances, policy, &decision, &error));
  optout_circumstances_free(circumstances);
  optout_match_free(match);
  optout_contact_free(contact);
  optout_matcher_free(matcher);
  optout_policy_free(policy);
  optout_snapshot_free(snapshot);
  optout_list_free(list);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    return 2;
  }
  canary = argv[1];
  lists();
  values();
  policies();
  tables();
  redactions();
  streams();
  batches();
  classifications();
  classifiers();
  decisions();
  return 0;
}
