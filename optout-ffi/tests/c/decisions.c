/* From a match to a decision, and what follows from it: redaction, erasure, whole sweeps. The
 * argument is a directory to write to. Stops at the first thing that is otherwise. */
#include "check.h"

/* A match outlives what it was made of. */
static optout_match *match_of(const char *email, const char *name) {
  optout_list *list = read_list(LIST);
  optout_policy *policy = standard();
  optout_matcher *matcher = NULL;
  optout_contact *contact = NULL;
  optout_match *match = NULL;
  OK(optout_matcher_new(list, policy, &matcher, NULL));
  optout_policy_free(policy);
  optout_list_free(list);
  CHECK(optout_matcher_entry_count(matcher) == 2);
  OK(optout_contact_new(&contact, NULL));
  OK(optout_contact_add_email(contact, S(email), NULL));
  OK(optout_contact_add_full_name(contact, S(name), NULL));
  OK(optout_matcher_match(matcher, contact, &match, NULL));
  optout_contact_free(contact);
  optout_matcher_free(matcher);
  return match;
}

static void matches_explain_themselves(void) {
  optout_match *match = match_of("ADA@engine.example", "Lovelace, Ada");
  CHECK(optout_match_status_of(match) == OPTOUT_MATCH_STATUS_MATCH);
  CHECK(optout_match_tier(match) == OPTOUT_TIER_T1 && is(optout_tier_word(OPTOUT_TIER_T1), "T1"));
  CHECK(is(optout_match_entry_id(match), "P1") && is(optout_match_rule(match), "same-email"));
  CHECK(optout_match_email(match) == OPTOUT_EMAIL_AGREEMENT_EXACT);
  CHECK(optout_match_name(match) == OPTOUT_NAME_CLASS_EXACT && optout_match_shares_domain(match));
  CHECK(!optout_match_shares_id(match) && !optout_match_is_role_mailbox(match));
  CHECK(!optout_match_is_shared_mailbox(match) && optout_match_competing_count(match) == 0);
  CHECK(optout_match_unreadable_count(match) == 0 && is(optout_match_competing(match, 0), ""));
  optout_match_free(match);
  match = match_of("nobody", "Nobody Known");
  CHECK(optout_match_status_of(match) == OPTOUT_MATCH_STATUS_UNKNOWN);
  CHECK(optout_match_tier(match) == OPTOUT_TIER_NONE && optout_match_unreadable_count(match) == 1);
  CHECK(is(optout_match_sentence(match), "") && optout_match_name(match) == OPTOUT_NAME_CLASS_NONE);
  optout_match_free(match);
}

static optout_decision *decide(optout_circumstances *circumstances) {
  optout_match *match = match_of("ada@engine.example", "Ada Lovelace");
  optout_policy *policy = standard();
  optout_decision *decision = NULL;
  OK(optout_decision_of(match, circumstances, policy, &decision, NULL));
  optout_policy_free(policy);
  optout_match_free(match);
  return decision;
}

static void decisions_rest_on_evidence(void) {
  optout_circumstances *circumstances = NULL;
  OK(optout_circumstances_new(S("2026-11-24"), &circumstances, NULL));
  OK(optout_circumstances_set_place(circumstances, S("France"), S(""), NULL));
  OK(optout_circumstances_set_received(circumstances, S("2026-11-20"), NULL));
  CHECK(optout_circumstances_set_received(circumstances, S("20.11.2026"),
        NULL) == OPTOUT_STATUS_VALUE);
  optout_decision *decision = decide(circumstances);
  const optout_classification *classification = optout_decision_classification(decision);
  CHECK(optout_classification_retention(classification) == OPTOUT_RETENTION_REMOVE);
  CHECK(optout_classification_basis(classification) == OPTOUT_LAWFUL_BASIS_NONE);
  CHECK(is(optout_classification_basis_iri(classification), ""));
  CHECK(optout_classification_rule(classification) == OPTOUT_BASIS_RULE_R10);
  CHECK(optout_classification_reason(classification) == OPTOUT_REASON_NO_INDEPENDENT_BASIS);
  CHECK(is(optout_decision_deadline(decision), "2026-12-20"));
  CHECK(is(optout_decision_deadline_start(decision), "2026-11-20"));
  CHECK(optout_decision_deadline_clock(decision) == OPTOUT_CLOCK_GDPR_ART12);
  CHECK(optout_decision_regime_count(decision) == 1);
  CHECK(optout_decision_regime(decision, 0) == OPTOUT_REGIME_EEA);
  CHECK(is(optout_decision_entry_id(decision), "P1"));
  CHECK(optout_decision_policy_hash(decision).len == 64);
  CHECK(optout_strings_count(optout_decision_competing(decision)) == 0);
  optout_decision_free(decision);

  optout_evidence *evidence = NULL;
  optout_evidence_set *set = NULL, *again = NULL;
  OK(optout_evidence_new(S("form-7"), OPTOUT_EVIDENCE_KIND_OPT_IN_DOUBLE, &evidence, NULL));
  OK(optout_evidence_set_polarity(evidence, OPTOUT_POLARITY_AFFIRMS, NULL));
  OK(optout_evidence_set_occurred_at(evidence, S("2026-03-01T10:00:00Z"), NULL));
  OK(optout_evidence_set_expires_at(evidence, S("2027-03-01"), NULL));
  CHECK(optout_evidence_strength(evidence) == OPTOUT_STRENGTH_RECORDED);
  OK(optout_evidence_set_source(evidence, S("forms"), S("7"), NULL));
  CHECK(optout_evidence_strength(evidence) == OPTOUT_STRENGTH_DOCUMENTED);
  OK(optout_evidence_set_provenance(evidence, OPTOUT_PROVENANCE_OWN, NULL));
  OK(optout_evidence_add_purpose(evidence, S("marketing"), NULL));
  CHECK(optout_evidence_kind_of(evidence) == OPTOUT_EVIDENCE_KIND_OPT_IN_DOUBLE);
  OK(optout_evidence_set_new(&set, NULL));
  OK(optout_evidence_set_add(set, evidence, NULL));
  optout_evidence_free(evidence);
  optout_buffer *json = NULL;
  OK(optout_evidence_set_json(set, &json, NULL));
  OK(optout_evidence_set_from_json(optout_buffer_text(json), &again, NULL));
  optout_buffer_free(json);
  CHECK(optout_evidence_set_count(again) == 1);
  OK(optout_circumstances_set_evidence(circumstances, again, NULL));
  optout_evidence_set_free(again);
  optout_evidence_set_free(set);

  decision = decide(circumstances);
  classification = optout_decision_classification(decision);
  CHECK(optout_classification_retention(classification) == OPTOUT_RETENTION_KEEP);
  CHECK(optout_classification_basis(classification) == OPTOUT_LAWFUL_BASIS_CONSENT);
  CHECK(is(optout_classification_basis_iri(classification),
           "https://w3id.org/dpv/legal/eu/gdpr#A6-1-a"));
  CHECK(optout_classification_marketing(classification) == OPTOUT_MARKETING_ALLOWED);
  CHECK(is(optout_classification_valid_until(classification), "2027-03-01"));
  CHECK(is(optout_strings_at(optout_classification_purposes(classification), 0), "marketing"));
  CHECK(is(optout_strings_at(optout_classification_used(classification), 0), "form-7"));
  CHECK(optout_strings_count(optout_classification_defeated(classification)) == 0);
  CHECK(optout_strings_count(optout_classification_ignored(classification)) == 0);
  CHECK(!optout_classification_is_marketing_waste(classification));
  CHECK(is(optout_decision_deadline(decision), ""));
  CHECK(optout_decision_deadline_clock(decision) == OPTOUT_CLOCK_NONE);
  OK(optout_decision_json(decision, &json, NULL));
  CHECK(optout_buffer_data(json)[0] == '{' && optout_buffer_len(json) > 100);
  optout_buffer_free(json);
  OK(optout_classification_json(classification, &json, NULL));
  optout_buffer_free(json);
  optout_decision_free(decision);

  optout_policy *policy = standard();
  optout_match *nobody = match_of("cleo@engine.example", "Cleo");
  OK(optout_decision_of(nobody, circumstances, policy, &decision, NULL));
  CHECK(decision == NULL);
  /* Who is found is on the list, whatever else happened. */
  OK(optout_circumstances_set_trigger(circumstances, OPTOUT_TRIGGER_AFTER_SUBSCRIPTION,
                                      S("2026-11-01"), NULL));
  CHECK(optout_decision_of(nobody, circumstances, policy, &decision,
                           NULL) == OPTOUT_STATUS_INVALID_OPTION);
  OK(optout_circumstances_set_received(circumstances, S("2026-11-01"), NULL));
  OK(optout_decision_of(nobody, circumstances, policy, &decision, NULL));
  optout_match_free(nobody);
  optout_policy_free(policy);
  optout_circumstances_free(circumstances);
}

static void evidence_files_are_looked_up(void) {
  optout_evidence_store *store = NULL;
  optout_evidence_set *set = NULL;
  optout_contact *contact = NULL;
  const char *text = "record_id,email,kind\n7,,contract\n,ada@engine.example,opt_in_single\n";
  OK(optout_evidence_store_read(BYTES(text), &store, NULL));
  CHECK(optout_evidence_store_count(store) == 2);
  OK(optout_contact_new(&contact, NULL));
  OK(optout_contact_add_id(contact, S("hubspot"), S("7"), NULL));
  OK(optout_evidence_store_about(store, contact, S("salesforce"), &set, NULL));
  CHECK(optout_evidence_set_count(set) == 0);
  optout_evidence_set_free(set);
  OK(optout_contact_add_email(contact, S("ADA@engine.example"), NULL));
  OK(optout_evidence_store_about(store, contact, S("hubspot"), &set, NULL));
  CHECK(optout_evidence_set_count(set) == 2);
  optout_evidence_set_free(set);
  optout_contact_free(contact);
  optout_evidence_store_free(store);
}

static void rows_outlive_their_redactor(void) {
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  optout_row_redactor *rows = NULL;
  optout_row *row = NULL;
  bool taken = true;
  OK(optout_targets_new(&targets, NULL));
  CHECK(optout_targets_is_empty(targets));
  OK(optout_targets_add_person_id(targets, S(" "), &taken, NULL));
  CHECK(!taken && optout_targets_is_empty(targets));
  OK(optout_targets_add_record_id(targets, S("001C000000o4OOI"), NULL, NULL));
  optout_list *list = read_list(LIST);
  size_t refused = 1;
  OK(optout_targets_add_list(targets, list, &refused, NULL));
  optout_list_free(list);
  CHECK(refused == 0);
  OK(optout_targets_add_person_id(targets, S("P2"), &taken, NULL));
  CHECK(taken);
  OK(optout_redactor_new(targets, &redactor, NULL));
  optout_targets_free(targets);
  const optout_str header[] = {S("6sense People Id"), S("Name")};
  const optout_str fields[] = {S("P2"), S("Bob")};
  OK(optout_row_redactor_new(redactor, header, 2, &rows, NULL));
  /* Another option does not reach rows that are under way; neither does freeing the redactor. */
  OK(optout_redactor_set_profile_name(redactor, S("csv"), NULL));
  OK(optout_redactor_set_list_snapshot(redactor, S("abc"), NULL));
  optout_redactor_free(redactor);
  CHECK(is(optout_row_redactor_profile(rows), "csv"));
  CHECK(optout_strings_count(optout_row_redactor_header(rows)) == 3);
  OK(optout_row_redactor_redact(rows, fields, 2, &row, NULL));
  optout_row_redactor_free(rows);
  CHECK(optout_row_is_redacted(row) && optout_row_finding_count(row) == 0);
  CHECK(is(optout_strings_at(optout_row_fields(row), 0), "P2"));
  CHECK(is(optout_strings_at(optout_row_fields(row), 1), ""));
  CHECK(is(optout_strings_at(optout_row_fields(row), 2), "TRUE"));
  CHECK(optout_row_finding(row, 0) == OPTOUT_FINDING_KIND_NONE);
  optout_row_free(row);
}

static void profiles_of_ones_own(void) {
  optout_targets *targets = NULL;
  optout_profile *profile = NULL;
  optout_redactor *redactor = NULL;
  optout_buffer *output = NULL, *json = NULL;
  optout_summary *summary = NULL;
  OK(optout_targets_new(&targets, NULL));
  OK(optout_targets_add_email(targets, S("ada@engine.example"), NULL, NULL));
  OK(optout_redactor_new(targets, &redactor, NULL));
  OK(optout_profile_new(S("own"), &profile, NULL));
  OK(optout_profile_keep(profile, S("Tier"), OPTOUT_COLUMN_OTHER, NULL));
  OK(optout_profile_recognise(profile, S("Post"), OPTOUT_COLUMN_EMAIL, NULL));
  CHECK(optout_profile_keep(profile, S("x"), 99, NULL) == OPTOUT_STATUS_INVALID_ENUM);
  OK(optout_redactor_set_profile(redactor, profile, NULL));
  optout_profile_free(profile);
  OK(optout_redactor_add_alias(redactor, S("Box"), OPTOUT_COLUMN_EMAIL, NULL));
  OK(optout_redactor_set_encoding(redactor, S("windows-1252"), NULL));
  OK(optout_redactor_set_delimiter(redactor, ';', NULL));
  OK(optout_redactor_set_list_snapshot(redactor, S("abc"), NULL));
  const char *text = "Tier;Post;Name\n1;ada@engine.example;Ren\xe9\n2;bob@engine.example;Bob\n";
  OK(optout_redactor_redact(redactor, BYTES(text), NULL, NULL, &output, &summary, NULL));
  CHECK(is(optout_buffer_text(output), "Tier;Post;Name\n1;;\n2;bob@engine.example;Bob\n"));
  CHECK(is(optout_summary_profile(summary), "own"));
  CHECK(is(optout_summary_list_snapshot(summary), "abc"));
  CHECK(optout_summary_record_count(summary) == 2 && optout_summary_redacted_count(summary) == 1);
  CHECK(optout_summary_already_redacted_count(summary) == 0);
  CHECK(!optout_summary_appended_column(summary));
  CHECK(optout_summary_target_emails(summary) == 1);
  CHECK(optout_summary_target_person_ids(summary) == 0);
  CHECK(optout_summary_target_record_ids(summary) == 0);
  CHECK(optout_summary_sha256_input(summary).len == 64);
  CHECK(optout_summary_sha256_output(summary).len == 64);
  CHECK(optout_findings_count(optout_summary_findings(summary)) == 0);
  CHECK(optout_findings_total(optout_summary_findings(summary),
        OPTOUT_FINDING_KIND_SHORT_ROW) == 0);
  OK(optout_summary_json(summary, &json, NULL));
  optout_buffer_free(json);
  optout_summary_free(summary);
  optout_buffer_free(output);
  optout_redactor_free(redactor);
  optout_targets_free(targets);
}

static void plans_are_approved_by_their_hash(void) {
  optout_circumstances *circumstances = NULL;
  optout_erasure_plan *plan = NULL, *again = NULL;
  optout_buffer *hash = NULL, *json = NULL, *preview = NULL;
  bool planned = false;
  const int32_t method = OPTOUT_ERASURE_METHOD_HUBSPOT_ARCHIVE;
  OK(optout_circumstances_new(S("2026-11-24"), &circumstances, NULL));
  optout_decision *decision = decide(circumstances);
  optout_circumstances_free(circumstances);
  OK(optout_erasure_plan_new(OPTOUT_SYSTEM_HUBSPOT, &plan, NULL));
  for (int record = 1; record <= 101; record++) {
    char id[16];
    snprintf(id, sizeof id, "%d", record);
    OK(optout_erasure_plan_add(plan, method, S(id), decision, &planned, NULL));
    CHECK(planned);
  }
  OK(optout_erasure_plan_add(plan, method, S(" 101 "), decision, &planned, NULL));
  CHECK(planned);
  CHECK(optout_erasure_plan_add(plan, method, S("1.2E+17"), decision, NULL, NULL) == OPTOUT_STATUS_VALUE);
  CHECK(optout_erasure_plan_add(plan, 99, S("1"), decision, NULL, NULL) == OPTOUT_STATUS_INVALID_ENUM);
  optout_decision_free(decision);
  CHECK(optout_erasure_method_batch_size(method) == 100 && optout_erasure_method_batch_size(0) == 0);
  CHECK(optout_system_method(OPTOUT_SYSTEM_HUBSPOT) == OPTOUT_ERASURE_METHOD_HUBSPOT_GDPR_DELETE);
  CHECK(optout_erasure_plan_count(plan) == 101 && optout_erasure_plan_step_count(plan) == 2);
  CHECK(optout_erasure_plan_step_kind(plan, 0) == OPTOUT_ERASURE_STEP_KIND_SUPPRESS);
  CHECK(optout_erasure_plan_step_method(plan, 0) == OPTOUT_ERASURE_METHOD_NONE);
  CHECK(optout_erasure_plan_step_kind(plan, 1) == OPTOUT_ERASURE_STEP_KIND_SYSTEM_OF_RECORD);
  CHECK(optout_erasure_plan_step_system(plan, 1) == OPTOUT_SYSTEM_HUBSPOT);
  CHECK((int32_t)optout_erasure_plan_step_method(plan, 1) == method);
  CHECK(optout_erasure_plan_step_record_count(plan, 1) == 101);
  CHECK(optout_erasure_plan_step_call_count(plan, 1) == 2);
  CHECK(optout_erasure_plan_step_kind(plan, 2) == OPTOUT_ERASURE_STEP_KIND_NONE);
  CHECK(is(optout_erasure_plan_record_id(plan, method, 100), "101"));
  CHECK(is(optout_erasure_plan_record_id(plan, method, 101), ""));
  OK(optout_erasure_plan_hash(plan, &hash, NULL));
  OK(optout_erasure_plan_approve(plan, optout_buffer_text(hash), NULL));
  CHECK(optout_erasure_plan_approve(plan, S("yes"), NULL) == OPTOUT_STATUS_INVALID_OPTION);
  OK(optout_erasure_plan_preview_json(plan, &preview, NULL));
  OK(optout_erasure_plan_json(plan, &json, NULL));
  OK(optout_erasure_plan_from_json(optout_buffer_text(json), &again, NULL));
  OK(optout_erasure_plan_approve(again, optout_buffer_text(hash), NULL));
  CHECK(optout_erasure_plan_from_json(S("{}"), &again, NULL) == OPTOUT_STATUS_INVALID_JSON);
  optout_erasure_plan_free(again);
  optout_buffer_free(preview);
  optout_buffer_free(json);
  optout_buffer_free(hash);
  optout_erasure_plan_free(plan);
}

struct seen {
  int calls;
  bool go_on;
};

static bool on_progress(uint64_t records, uint64_t bytes, void *user) {
  struct seen *seen = user;
  seen->calls++;
  return seen->go_on && records > 0 && bytes > 0;
}

static void write_file(const char *path, const char *header, const char *row, int rows) {
  FILE *file = fopen(path, "wb");
  CHECK(file);
  fputs(header, file);
  for (int at = 0; at < rows; at++) {
    fprintf(file, row, at);
  }
  CHECK(fclose(file) == 0);
}

static char *path_in(const char *directory, const char *name) {
  char *path = malloc(strlen(directory) + strlen(name) + 2);
  CHECK(path);
  sprintf(path, "%s/%s", directory, name);
  return path;
}

static void decisions_come_out_again(const optout_job *job, const char *log, optout_str head) {
  optout_error *error = NULL;
  optout_audited *audited = NULL;
  OK(optout_audit_verify_path(S(log), head, &audited, NULL));
  CHECK(optout_audited_decision_count(audited) == 3 && optout_audited_engine(audited).len > 0);
  CHECK(optout_audited_list_snapshot(audited).len > 0 && optout_audited_policy_hash(audited).len > 0);
  CHECK(is(optout_audited_now(audited), "2026-11-24") && is(optout_audited_received(audited), "2026-11-24"));
  CHECK(optout_audited_head(audited).len == 64 && memcmp(optout_audited_head(audited).data, head.data, 64) == 0);
  optout_audited_free(audited);
  audited = NULL;
  const char *zeros = "0000000000000000000000000000000000000000000000000000000000000000";
  CHECK(optout_audit_verify_path(S(log), S(zeros), &audited, &error) == OPTOUT_STATUS_VERIFICATION);
  CHECK(audited == NULL && optout_error_input(error) == OPTOUT_INPUT_AUDIT);
  optout_error_free(error);
  CHECK(optout_audit_verify(NULL, 0, S(""), &audited, &error) == OPTOUT_STATUS_EMPTY);
  optout_error_free(error);

  optout_audit_replay *replay = NULL;
  struct seen seen = {0, true};
  OK(optout_job_replay(job, S(log), 0, on_progress, &seen, &replay, NULL));
  CHECK(seen.calls > 0 && optout_audit_replay_agrees(replay) && optout_audit_replay_decision_count(replay) == 3);
  CHECK(optout_audit_replay_changed_count(replay) == 0 && optout_audit_replay_not_in_log_count(replay) == 0);
  CHECK(optout_audit_replay_only_in_log_count(replay) == 0);
  CHECK(memcmp(optout_audit_replay_head(replay).data, head.data, 64) == 0);
  optout_buffer *json = NULL;
  OK(optout_audit_replay_json(replay, &json, NULL));
  CHECK(optout_buffer_len(json) > 100);
  optout_buffer_free(json);
  optout_audit_replay_free(replay);
  /* One record, of which there is no decision. */
  OK(optout_job_replay(job, S(log), 9999999, NULL, NULL, &replay, NULL));
  CHECK(optout_audit_replay_agrees(replay) && optout_audit_replay_decision_count(replay) == 0);
  optout_audit_replay_free(replay);
}

static void jobs_run_on_paths_and_can_be_stopped(const char *directory) {
  char *list = path_in(directory, "list.csv"), *contacts = path_in(directory, "contacts.csv");
  char *evidence = path_in(directory, "evidence.csv"), *export = path_in(directory, "export.csv");
  char *known = path_in(directory, "known.csv"), *verdicts = path_in(directory, "verdicts.csv");
  char *output = path_in(directory, "out"), *decisions = path_in(directory, "out/decisions.csv");
  write_file(list, "Unique 6sense Record ID,Work email\n", "P%d,a%1$d@engine.example\n", 3);
  write_file(contacts, "Record ID,Work email\n", "7%d,a%1$d@engine.example\n", 10000);
  write_file(evidence, "record_id,kind,occurred_at,source_ref,provenance,purposes\n",
             "7%d,opt_in_double,2026-03-01,form-7,own,marketing\n", 1);
  write_file(export, "6sense People Id,Email,Is Redacted\n", "P%d,x@engine.example,FALSE\n", 5);
  write_file(known, "domain,alias,system,old_id,new_id\n",
             "engine.example,analytical.example,hubspot,%d1,%1$d2\n", 1);
  write_file(verdicts, "system,record_id,entry_id,verdict\n", "hubspot,7%d,P0,same\n", 1);
  optout_policy *policy = standard();
  optout_job *job = NULL;
  optout_job_report *report = NULL;
  optout_error *error = NULL;
  optout_list_options *options = NULL;
  OK(optout_job_new(S(list), S(contacts), S(output), policy, S("2026-11-24"), &job, NULL));
  OK(optout_job_set_received(job, S("2026-11-20"), NULL));
  OK(optout_list_options_new(&options, NULL));
  OK(optout_job_set_list_options(job, options, NULL));
  optout_list_options_free(options);
  OK(optout_job_set_preset(job, S("hubspot"), NULL));
  OK(optout_job_add_column(job, S("Work email"), S("email"), NULL));
  OK(optout_job_set_encoding(job, S("utf-8"), NULL));
  OK(optout_job_set_delimiter(job, ',', NULL));
  OK(optout_job_set_evidence(job, S(evidence), NULL));
  OK(optout_job_add_past_export(job, S(export), NULL));
  OK(optout_job_set_domain_aliases(job, S(known), NULL));
  OK(optout_job_set_id_links(job, S(known), NULL));
  OK(optout_job_set_nicknames(job, S(known), NULL));
  OK(optout_job_set_verdicts(job, S(verdicts), NULL));
  OK(optout_job_set_review_values(job, true, NULL));
  OK(optout_job_set_review_scores(job, true, NULL));
  OK(optout_job_set_guard(job, 0, 0, NULL));
  CHECK(optout_job_run(job, NULL, NULL, &report, &error) == OPTOUT_STATUS_BLAST_RADIUS);
  CHECK(optout_error_input(error) == OPTOUT_INPUT_NONE);
  CHECK(optout_error_found(error) > optout_error_limit(error) && optout_error_limit(error) == 0);
  optout_error_free(error);
  OK(optout_job_set_guard(job, 3, 0, NULL));
  OK(optout_job_set_previous_list(job, S(list), NULL));
  OK(optout_job_set_previous_records(job, 20000, NULL));
  OK(optout_job_set_shrinkage_per_mille(job, 0, NULL));
  CHECK(optout_job_run(job, NULL, NULL, &report, &error) == OPTOUT_STATUS_SHRINKAGE);
  CHECK(optout_error_input(error) == OPTOUT_INPUT_CONTACTS);
  CHECK(optout_error_previous(error) == 20000 && optout_error_limit(error) == 20000);
  CHECK(optout_error_found(error) == 10000);
  optout_error_free(error);
  OK(optout_job_set_shrinkage_per_mille(job, 1000, NULL));
  OK(optout_job_set_threads(job, 2, NULL));
  char *kept = path_in(directory, "kept");
  OK(optout_job_set_checkpoint(job, S(kept), 0, NULL));
  free(kept);
  struct seen seen = {0, false};
  CHECK(optout_job_run(job, on_progress, &seen, &report, &error) == OPTOUT_STATUS_CANCELLED);
  CHECK(seen.calls == 1 && report == NULL && is(optout_error_code(error), "cancelled"));
  CHECK(optout_error_input(error) == OPTOUT_INPUT_NONE);
  CHECK(optout_error_found(error) == 0 && !optout_error_of_one_entry(error));
  optout_error_free(error);
  CHECK(fopen(decisions, "rb") == NULL);
  seen.go_on = true;
  OK(optout_job_run(job, on_progress, &seen, &report, NULL));
  CHECK(seen.calls > 1 && optout_job_report_record_count(report) == 10000);
  CHECK(optout_job_report_status_count(report, OPTOUT_MATCH_STATUS_MATCH) == 3);
  CHECK(optout_job_report_status_count(report, 99) == 0);
  CHECK(optout_job_report_tier_count(report, OPTOUT_TIER_T0) == 1);
  CHECK(optout_job_report_tier_count(report, OPTOUT_TIER_T1) == 2);
  CHECK(optout_job_report_retention_count(report, OPTOUT_RETENTION_REMOVE) == 2);
  CHECK(optout_job_report_reason_count(report, OPTOUT_REASON_DOCUMENTED_CONSENT) == 1);
  CHECK(optout_job_report_basis_count(report, OPTOUT_LAWFUL_BASIS_CONSENT) == 1);
  CHECK(optout_job_report_marketing_count(report, OPTOUT_MARKETING_ALLOWED) == 1);
  CHECK(optout_job_report_marketing_waste_count(report) == 0);
  CHECK(optout_job_report_marketing_contacts_missing_count(report, OPTOUT_MISSING_OWN_EVIDENCE) == 0);
  CHECK(optout_job_report_marketing_contacts_missing_count(report, 99) == 0);
  CHECK(optout_job_report_overdue_count(report) == 0);
  CHECK(optout_job_report_unreadable_count(report) == 0);
  CHECK(!optout_job_report_opt_out_column_is_suspect(report));
  CHECK(optout_job_report_entries_not_found_count(report) == 0);
  optout_buffer *json = NULL;
  OK(optout_job_report_json(report, &json, NULL));
  CHECK(optout_buffer_len(json) > 100);
  optout_buffer_free(json);
  optout_buffer *html = NULL;
  OK(optout_job_report_html(report, &html, NULL));
  CHECK(memcmp(optout_buffer_data(html), "<!doctype html>", 15) == 0);
  optout_buffer_free(html);
  optout_job_report_free(report);
  FILE *written = fopen(decisions, "rb");
  CHECK(written && fclose(written) == 0);
  optout_matcher *matcher = NULL;
  OK(optout_job_build_matcher(job, &matcher, NULL));
  CHECK(optout_matcher_entry_count(matcher) == 3);
  OK(optout_job_set_matcher(job, matcher, NULL));
  optout_matcher_free(matcher);
  /* The tables are in the matcher, and named beside it. */
  CHECK(optout_job_run(job, NULL, NULL, &report, &error) == OPTOUT_STATUS_INVALID_OPTION);
  optout_error_free(error);
  optout_job_free(job);
  OK(optout_job_new(S(list), S(contacts), S(output), policy, S("2026-11-24"), &job, NULL));
  OK(optout_job_add_column(job, S("Work email"), S("email"), NULL));
  OK(optout_job_build_matcher(job, &matcher, NULL));
  OK(optout_job_set_matcher(job, matcher, NULL));
  optout_matcher_free(matcher);
  OK(optout_job_run(job, NULL, NULL, &report, NULL));
  CHECK(optout_job_report_status_count(report, OPTOUT_MATCH_STATUS_MATCH) == 3);
  char *log = path_in(output, "audit.jsonl");
  decisions_come_out_again(job, log, optout_job_report_audit_head(report));
  free(log);
  optout_job_report_free(report);
  optout_job_free(job);
  optout_policy_free(policy);

  optout_evidence_store *store = NULL;
  OK(optout_evidence_store_read_path(S(evidence), &store, NULL));
  optout_evidence_store_free(store);
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  optout_summary *summary = NULL;
  optout_verification *verification = NULL;
  OK(optout_targets_new(&targets, NULL));
  OK(optout_targets_add_person_id(targets, S("P1"), NULL, NULL));
  OK(optout_redactor_new(targets, &redactor, NULL));
  OK(optout_redactor_redact_path(redactor, S(export), S(decisions), NULL, NULL, &summary, NULL));
  OK(optout_redactor_verify_path(redactor, S(export), S(decisions), NULL, NULL, &verification, NULL));
  CHECK(optout_verification_record_count(verification) == 5);
  CHECK(optout_verification_redacted_count(verification) == 1);
  CHECK(optout_verification_sha256_original(verification).len == 64);
  CHECK(optout_verification_sha256_redacted(verification).len == 64);
  /* Other rows hold the address of the person whose row is redacted. */
  const optout_findings *findings = optout_verification_findings(verification);
  CHECK(optout_findings_count(findings) == 4 && optout_findings_record(findings, 0) == 1);
  CHECK(optout_findings_kind(findings, 0) == OPTOUT_FINDING_KIND_RESIDUAL_MENTION);
  CHECK(optout_findings_total(findings, OPTOUT_FINDING_KIND_RESIDUAL_MENTION) == 4);
  optout_verification_free(verification);
  optout_summary_free(summary);
  optout_redactor_free(redactor);
  optout_targets_free(targets);
  free(decisions);
  free(output);
  free(verdicts);
  free(known);
  free(export);
  free(evidence);
  free(contacts);
  free(list);
}

static void sweeps_in_memory_give_tables(void) {
  optout_list *list = read_list(LIST);
  optout_policy *policy = standard();
  optout_sweep *sweep = NULL;
  optout_sweep_result *result = NULL;
  optout_strings *ids = NULL;
  optout_buffer *json = NULL;
  OK(optout_sweep_new(policy, S("2026-11-24"), &sweep, NULL));
  optout_policy_free(policy);
  OK(optout_sweep_set_received(sweep, S("2026-11-20"), NULL));
  OK(optout_sweep_set_preset(sweep, S("hubspot"), NULL));
  OK(optout_sweep_set_encoding(sweep, S("utf-8"), NULL));
  OK(optout_sweep_set_delimiter(sweep, ',', NULL));
  struct seen seen = {0, true};
  const char *contacts = "Record ID,Email\n7,ada@engine.example\n8,info@engine.example\n";
  OK(optout_sweep_run(sweep, list, NULL, BYTES(contacts), on_progress, &seen, &result, NULL));
  optout_list_free(list);
  optout_sweep_free(sweep);
  CHECK(seen.calls == 1);
  CHECK(optout_buffer_len(optout_sweep_result_decisions(result)) > 100);
  CHECK(optout_buffer_len(optout_sweep_result_deletions(result)) > 0);
  CHECK(optout_buffer_len(optout_sweep_result_review(result)) > 0);
  CHECK(optout_buffer_len(optout_sweep_result_flags(result)) > 0);
  const optout_buffer *log = optout_sweep_result_audit(result);
  optout_audited *audited = NULL;
  OK(optout_audit_verify(optout_buffer_data(log), optout_buffer_len(log), optout_sweep_result_audit_head(result),
                         &audited, NULL));
  CHECK(optout_audited_decision_count(audited) == 1);
  optout_audited_free(audited);
  OK(optout_sweep_result_found_record_ids(result, &ids, NULL));
  OK(optout_sweep_result_counts_json(result, &json, NULL));
  optout_buffer_free(json);
  OK(optout_sweep_result_html(result, &json, NULL));
  CHECK(memcmp(optout_buffer_data(json), "<!doctype html>", 15) == 0);
  optout_buffer_free(json);
  optout_sweep_result_free(result);
  CHECK(optout_strings_count(ids) == 1 && is(optout_strings_at(ids, 0), "7"));
  optout_strings_free(ids);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  matches_explain_themselves();
  decisions_rest_on_evidence();
  evidence_files_are_looked_up();
  rows_outlive_their_redactor();
  profiles_of_ones_own();
  plans_are_approved_by_their_hash();
  sweeps_in_memory_give_tables();
  jobs_run_on_paths_and_can_be_stopped(argv[1]);
  return 0;
}
