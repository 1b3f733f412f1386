/* Pushes marked values through what follows a sweep and what keeps a state, and prints all that is said. */
#include "canary.h"

static const optout_str today = {"2026-11-24", 10};
static const optout_str key = {"a key of sixteen bytes or more", 30};

/* A person with the canary in every value. */
static optout_contact *person(void) {
  optout_contact *contact = NULL;
  done(optout_contact_new(&contact, NULL));
  done(optout_contact_add_id(contact, with_canary("$"), with_canary("$"), NULL));
  done(optout_contact_add_email(contact, with_canary("$@x.example"), NULL));
  done(optout_contact_add_name_parts(contact, with_canary("$"), with_canary("$"), NULL));
  done(optout_contact_add_website(contact, with_canary("$.example"), NULL));
  failed(optout_contact_add_website(contact, with_canary("$\xff"), &error));
  failed(optout_contact_add_id(contact, with_canary("$\xff"), with_canary("$"), &error));
  return contact;
}

static void erasures(void) {
  optout_erasure_plan *plan = NULL, *other = NULL;
  optout_erasure *erasure = NULL;
  optout_allowance *allowance = NULL;
  optout_buffer *text = NULL;
  optout_next *next = NULL;
  done(optout_erasure_plan_new(OPTOUT_SYSTEM_MARKETO, &plan, NULL));
  const char *tables[] = {"$", "record_id\n$\n", "record_id\n\"$", "$,$\n$\n"};
  size_t count;
  for (size_t at = 0; at < sizeof tables / sizeof *tables; at++) {
    optout_str table = with_canary(tables[at]);
    failed(optout_erasure_plan_read_deletions(plan, OPTOUT_ERASURE_METHOD_MARKETO_DELETE_LEADS, BYTES(table), &count,
                                              &error));
  }
  optout_str ids = optout_str_of("record_id\n11\n");
  done(optout_erasure_plan_read_deletions(plan, OPTOUT_ERASURE_METHOD_MARKETO_DELETE_LEADS, BYTES(ids), &count, NULL));
  failed(optout_erasure_plan_set_salesforce_version(plan, with_canary("$"), &error));
  failed(optout_erasure_plan_approve(plan, with_canary("$"), &error));
  failed(optout_erasure_begin(plan, with_canary("$"), &erasure, &error));
  const char *json[] = {"$", "{\"$\": \"$\"}", "[\"$\"]", "\"$\""};
  for (size_t at = 0; at < sizeof json / sizeof *json; at++) {
    failed(optout_erasure_plan_from_json(with_canary(json[at]), &other, &error));
    failed(optout_erasure_resume(plan, with_canary(json[at]), &erasure, &error));
    failed(optout_allowance_from_json(with_canary(json[at]), &allowance, &error));
  }
  done(optout_erasure_plan_preview_json(plan, &text, NULL));
  say_json("preview", text);
  const char *answers[] = {
      "$", "{\"success\":false,\"errors\":[{\"code\":\"$\",\"message\":\"$\"}]}",
      "{\"success\":true,\"result\":[{\"id\":\"$\",\"status\":\"$\"}]}",
  };
  for (size_t at = 0; at < sizeof answers / sizeof *answers; at++) {
    optout_buffer *hash = NULL;
    optout_taken *taken = NULL;
    optout_str name = with_canary("$"), value = with_canary("$"), body = with_canary(answers[at]);
    done(optout_erasure_plan_hash(plan, &hash, NULL));
    done(optout_erasure_begin(plan, optout_buffer_text(hash), &erasure, NULL));
    optout_buffer_free(hash);
    done(optout_erasure_suppressed(erasure, NULL));
    done(optout_erasure_next(erasure, 1795000000, &next, NULL));
    failed(optout_next_address_body(next, with_canary("$"), with_canary("$"), &text, &error));
    failed(optout_erasure_take_answer(erasure, 99, 200, &name, &value, 1, BYTES(body), 1795000000, &taken,
                                      &error));
    optout_status status = optout_erasure_take_answer(erasure, optout_next_number(next), 200, &name, &value, 1,
                                                      BYTES(body), 1795000000, &taken, &error);
    if (status == OPTOUT_STATUS_OK) {
      say("code", optout_taken_code(taken, 0));
      optout_taken_free(taken);
    } else {
      failed(status);
    }
    failed(optout_erasure_reverification_json(erasure, with_canary("$"), &text, &error));
    done(optout_erasure_progress_json(erasure, &text, NULL));
    say_json("progress", text);
    done(optout_erasure_standing_json(erasure, &text, NULL));
    say_json("standing", text);
    done(optout_erasure_failed_json(erasure, &text, NULL));
    say_json("failed records", text);
    optout_next_free(next);
    optout_erasure_free(erasure);
  }
  optout_erasure_plan_free(plan);
}

static void notices(void) {
  optout_str text = with_canary("Name,Unique 6sense Record ID,Work email\n$,P1,$@x.example\n");
  optout_list *list = NULL;
  optout_snapshot *snapshot = NULL;
  optout_digest_state *state = NULL;
  optout_digest *digest = NULL;
  optout_recipients *recipients = NULL;
  optout_watch *watch = NULL;
  optout_review_ledger *ledger = NULL;
  optout_buffer *said = NULL;
  bool changed;
  done(optout_list_read(BYTES(text), NULL, &list, NULL));
  done(optout_snapshot_of(list, &snapshot, NULL));
  done(optout_digest_state_new(&state, NULL));
  failed(optout_digest_state_weekly(state, snapshot, with_canary("$"), key, NULL, &digest, &error));
  failed(optout_digest_state_weekly(state, snapshot, today, with_canary("$"), NULL, &digest, &error));
  done(optout_digest_state_weekly(state, snapshot, today, optout_str_of(""), NULL, &digest, NULL));
  done(optout_digest_text(digest, &said, NULL));
  say_json("digest", said);
  done(optout_digest_html(digest, &said, NULL));
  say_json("digest", said);
  done(optout_digest_subject(digest, &said, NULL));
  say_json("digest", said);
  done(optout_digest_json(digest, &said, NULL));
  say_json("digest", said);
  done(optout_digest_state_json(state, &said, NULL));
  say_json("state", said);
  failed(optout_recipients_new(with_canary("$"), &recipients, &error));
  done(optout_recipients_new(with_canary("$@x.example"), &recipients, NULL));
  failed(optout_recipients_add(recipients, with_canary("$@x.example\r\nBcc: $@x.example"), &changed, &error));
  failed(optout_recipients_remove(recipients, with_canary("$"), &changed, &error));
  failed(optout_digest_message(digest, with_canary("$"), recipients, today, &said, &error));
  failed(optout_digest_message(digest, with_canary("$@x.example"), recipients, with_canary("$"), &said, &error));
  done(optout_watch_new(&watch, NULL));
  const char *wrong[] = {"$", "{\"$\": \"$\"}", "{\"syncs\": [{\"name\": \"$\", \"finished_on\": \"$\"}]}", "[\"$\"]"};
  for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++) {
    optout_watch *no_watch = NULL;
    optout_review_ledger *no_ledger = NULL;
    optout_recipients *nobody = NULL;
    optout_digest_state *no_state = NULL;
    failed(optout_watch_evaluate(watch, with_canary(wrong[at]), today, optout_str_of(""), &said, &error));
    failed(optout_watch_from_json(with_canary(wrong[at]), &no_watch, &error));
    failed(optout_review_ledger_from_json(with_canary(wrong[at]), &no_ledger, &error));
    failed(optout_recipients_from_json(with_canary(wrong[at]), &nobody, &error));
    failed(optout_digest_state_from_json(with_canary(wrong[at]), &no_state, &error));
  }
  failed(optout_watch_evaluate(watch, optout_str_of("{}"), with_canary("$"), optout_str_of(""), &said, &error));
  failed(optout_watch_evaluate(watch, optout_str_of("{}"), today, with_canary("{\"$\": 1}"), &said, &error));
  failed(optout_review_ledger_new(with_canary("$"), &ledger, &error));
  done(optout_review_ledger_new(optout_str_of("2026-11"), &ledger, NULL));
  failed(optout_review_ledger_attest(ledger, with_canary("$"), today, with_canary("$"), &error));
  failed(optout_review_ledger_attest(ledger, optout_str_of("2020-01"), today, with_canary("$"), &error));
  failed(optout_review_ledger_attest(ledger, optout_str_of("2026-11"), with_canary("$"), with_canary("$"), &error));
  failed(optout_review_ledger_reviews(ledger, with_canary("$"), &said, &error));
  optout_review_ledger_free(ledger);
  optout_watch_free(watch);
  optout_recipients_free(recipients);
  optout_digest_free(digest);
  optout_digest_state_free(state);
  optout_snapshot_free(snapshot);
  optout_list_free(list);
}

static void sets(void) {
  optout_contact *contact = person();
  optout_suppression_set *set = NULL;
  optout_imported *imported = NULL;
  optout_buffer *said = NULL;
  optout_standing standing;
  bool kept;
  const optout_str bad_key = with_canary("$$");
  done(optout_suppression_set_new(BYTES(key), &set, NULL));
  done(optout_suppression_set_add(set, BYTES(key), contact, today, &kept, NULL));
  failed(optout_suppression_set_add(set, BYTES(key), contact, with_canary("$"), &kept, &error));
  failed(optout_suppression_set_release(set, BYTES(key), contact, with_canary("$"), &standing, &error));
  failed(optout_suppression_set_check(set, BYTES(bad_key), contact, &standing, &error));
  failed(optout_suppression_set_may_import(set, BYTES(bad_key), contact, &kept, &error));
  failed(optout_suppression_set_apply(set, BYTES(bad_key), &error));
  const char *broken[] = {"$,$\n$,$\n", "Record ID,Email\n7,\"$", "Record ID,Email\n7,$,$\n"};
  for (size_t at = 0; at < sizeof broken / sizeof *broken; at++) {
    optout_str text = with_canary(broken[at]);
    failed(optout_suppression_set_import(set, BYTES(key), BYTES(text), NULL, &imported, &error));
  }
  optout_str text = with_canary("Record ID,Email\n7,$@x.example\n8,$\n");
  done(optout_suppression_set_import(set, BYTES(key), BYTES(text), NULL, &imported, NULL));
  done(optout_imported_counts_json(imported, &said, NULL));
  say_json("counts", said);
  say("turned away", optout_buffer_text(optout_imported_turned_away(imported)));
  optout_imported_free(imported);
  optout_suppression_set_free(set);
  optout_contact_free(contact);
}

static void hashed(void) {
  optout_contact *contact = person();
  optout_hashed_list *list = NULL;
  optout_hashed_tally *tally = NULL;
  optout_buffer *hash = NULL;
  size_t rows;
  bool has_hash;
  failed(optout_hash_drop_person(with_canary("$"), with_canary("$"), with_canary("$"), with_canary("$"), &hash,
                                 &error));
  const optout_str text = optout_str_of("ID,Hash\n");
  done(optout_hashed_list_read(BYTES(text), OPTOUT_HASH_PROFILE_DROP, &list, NULL));
  done(optout_hashed_tally_new(list, &tally, NULL));
  failed(optout_hashed_list_has_hash(list, with_canary("$"), &has_hash, &error));
  failed(optout_hashed_tally_add_hash(tally, with_canary("$"), with_canary("$"), &rows, &error));
  failed(optout_hashed_tally_add(tally, with_canary("$\xff"), contact, &rows, &error));
  optout_hashed_tally_free(tally);
  optout_hashed_list_free(list);
  optout_contact_free(contact);
}

/* Sweeps and jobs, and the options of both. */
static void sweeps(void) {
  optout_policy *policy = NULL;
  optout_sweep *sweep = NULL;
  optout_job *job = NULL;
  optout_job_report *report = NULL;
  optout_list *list = NULL;
  optout_matcher *matcher = NULL;
  optout_sweep_result *result = NULL;
  optout_buffer *said = NULL;
  done(optout_policy_standard(&policy, NULL));
  failed(optout_policy_from_json(with_canary("{\"$\": \"$\"}"), &policy, &error));
  failed(optout_policy_from_matching_json(with_canary("{\"name\": \"$\"}"), &policy, &error));
  failed(optout_sweep_new(policy, with_canary("$"), &sweep, &error));
  done(optout_sweep_new(policy, today, &sweep, NULL));
  failed(optout_sweep_set_received(sweep, with_canary("$"), &error));
  failed(optout_sweep_set_preset(sweep, with_canary("$"), &error));
  failed(optout_sweep_add_column(sweep, with_canary("$"), with_canary("$"), &error));
  failed(optout_sweep_set_encoding(sweep, with_canary("$"), &error));
  optout_str text = with_canary("Name,Unique 6sense Record ID,Work email\n$,P1,$@x.example\n");
  done(optout_list_read(BYTES(text), NULL, &list, NULL));
  done(optout_matcher_new(list, policy, &matcher, NULL));
  const char *broken[] = {"$,$\n$,$\n", "Record ID,Email\n7,\"$", "Record ID,Email\n7,$,$\n"};
  for (size_t at = 0; at < sizeof broken / sizeof *broken; at++) {
    text = with_canary(broken[at]);
    failed(optout_sweep_run(sweep, list, NULL, BYTES(text), NULL, NULL, &result, &error));
    failed(optout_sweep_run_with_matcher(sweep, matcher, NULL, NULL, BYTES(text), NULL, NULL, &result, &error));
  }
  text = with_canary("Record ID,First Name,Email\n7,$,$@x.example\n");
  done(optout_sweep_run(sweep, list, NULL, BYTES(text), NULL, NULL, &result, NULL));
  done(optout_sweep_result_counts_json(result, &said, NULL));
  say_json("counts", said);
  optout_sweep_result_free(result);
  done(optout_sweep_set_guard(sweep, 0, 0, NULL));
  failed(optout_sweep_run(sweep, list, NULL, BYTES(text), NULL, NULL, &result, &error));
  text = with_canary("$");
  failed(optout_sweep_finish(sweep, matcher, NULL, BYTES(text), &said, &error));
  failed(optout_tally_merge(BYTES(text), BYTES(text), &said, &error));
  failed(optout_matcher_merge_facts(matcher, BYTES(text), BYTES(text), &said, &error));
  failed(optout_matcher_open(with_canary("no/$"), &matcher, &error));
  failed(optout_matcher_save(matcher, with_canary("no/$/$"), &error));
  failed(optout_job_new(with_canary("no/$"), with_canary("no/$"), with_canary("no/$"), policy, with_canary("$"),
                        &job, &error));
  done(optout_job_new(with_canary("no/$"), with_canary("no/$"), with_canary("/dev/null/$"), policy, today, &job,
                      NULL));
  failed(optout_job_set_received(job, with_canary("$"), &error));
  failed(optout_job_set_preset(job, with_canary("$"), &error));
  failed(optout_job_add_column(job, with_canary("$"), with_canary("$"), &error));
  failed(optout_job_set_encoding(job, with_canary("$"), &error));
  failed(optout_job_run(job, NULL, NULL, &report, &error));
  optout_job_free(job);
  optout_matcher_free(matcher);
  optout_list_free(list);
  optout_sweep_free(sweep);
  optout_policy_free(policy);
}

/* Evidence, what the words of others mean, and single values. */
static void words(void) {
  optout_evidence_store *store = NULL;
  optout_contacts_evidence *found = NULL;
  optout_contacts_options *options = NULL;
  optout_evidence *evidence = NULL;
  optout_buffer *said = NULL;
  optout_lawful_basis basis;
  optout_hubspot_legal_basis option;
  failed(optout_evidence_store_from_json(with_canary("{\"$\": \"$\"}"), &store, &error));
  failed(optout_evidence_store_from_json(with_canary("$"), &store, &error));
  failed(optout_evidence_store_read_path(with_canary("no/$"), &store, &error));
  done(optout_evidence_new(with_canary("$"), OPTOUT_EVIDENCE_KIND_CONTRACT, &evidence, NULL));
  failed(optout_evidence_set_expires_at(evidence, with_canary("$"), &error));
  failed(optout_evidence_add_purpose(evidence, with_canary("$\xff"), &error));
  optout_evidence_free(evidence);
  done(optout_contacts_options_new(&options, NULL));
  failed(optout_contacts_options_set_preset(options, with_canary("$"), &error));
  failed(optout_contacts_options_add_column(options, with_canary("$"), with_canary("$"), &error));
  failed(optout_contacts_options_set_encoding(options, with_canary("$"), &error));
  optout_str text = with_canary("Record ID,Email\n7,\"$");
  failed(optout_contacts_evidence_read(BYTES(text), options, &found, &error));
  optout_contacts_options_free(options);
  failed(optout_lawful_basis_of_iri(with_canary("$\xff"), &basis, &error));
  failed(optout_hubspot_legal_basis_of_label(with_canary("$\xff"), &option, &error));
  failed(optout_id_crm(with_canary("$\xff"), &said, &error));
  failed(optout_id_opaque(with_canary("$\xff"), &said, &error));
}

int main(int argc, char **argv) {
  if (argc != 2) {
    return 2;
  }
  canary = argv[1];
  erasures();
  notices();
  sets();
  hashed();
  sweeps();
  words();
  return 0;
}
