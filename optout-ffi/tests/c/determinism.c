/* The job whose outputs are the same in every language; see optout-core/tests/determinism.rs. */
#include "check.h"

#define KEY (const uint8_t *)"a key of sixteen bytes or more", 30

static char path[4096];

/* A file in a directory; the text is good until the next call. */
static optout_str in(const char *directory, const char *name) {
  CHECK(snprintf(path, sizeof path, "%s/%s", directory, name) < (int)sizeof path);
  return S(path);
}

static void keep(const char *out, const char *name, optout_buffer *buffer) {
  FILE *file = fopen(in(out, name).data, "wb");
  CHECK(file != NULL);
  const size_t len = optout_buffer_len(buffer);
  CHECK(fwrite(optout_buffer_data(buffer), 1, len, file) == len && fclose(file) == 0);
  optout_buffer_free(buffer);
}

/* The job on a directory of inputs. */
static void sweep(const char *inputs, const char *out, const optout_policy *policy, size_t threads) {
  char list[4096];
  optout_job *job = NULL;
  optout_job_report *report = NULL;
  CHECK(snprintf(list, sizeof list, "%s/opt_out_list.csv", inputs) < (int)sizeof list);
  OK(optout_job_new(S(list), in(inputs, "salesforce_contacts.csv"), S(out), policy, S("2026-11-24"), &job,
                    NULL));
  OK(optout_job_set_evidence(job, in(inputs, "evidence.csv"), NULL));
  OK(optout_job_add_past_export(job, in(inputs, "past_export_crm.csv"), NULL));
  OK(optout_job_add_past_export(job, in(inputs, "past_export_csv.csv"), NULL));
  OK(optout_job_set_review_values(job, true, NULL));
  OK(optout_job_set_review_scores(job, true, NULL));
  OK(optout_job_set_guard(job, UINT64_MAX, 0, NULL));
  OK(optout_job_set_shrinkage_per_mille(job, 1000, NULL));
  OK(optout_job_set_threads(job, threads, NULL));
  OK(optout_job_run(job, NULL, NULL, &report, NULL));
  optout_job_report_free(report);
  optout_job_free(job);
}

/* The digest of the week and the suppression set, beside what the job wrote. */
static void afterwards(const char *inputs, const char *out, const optout_policy *policy) {
  optout_list_options *options = NULL;
  optout_list *list = NULL;
  optout_snapshot *snapshot = NULL;
  optout_digest_state *state = NULL;
  optout_digest *digest = NULL;
  optout_suppression_set *set = NULL;
  optout_buffer *text = NULL;
  OK(optout_list_options_new(&options, NULL));
  OK(optout_list_options_set_now(options, S("2026-11-24"), NULL));
  OK(optout_list_read_path(in(inputs, "opt_out_list.csv"), options, &list, NULL));
  OK(optout_snapshot_of(list, &snapshot, NULL));
  OK(optout_digest_state_new(&state, NULL));
  OK(optout_digest_state_weekly(state, snapshot, S("2026-11-24T08:00:00Z"), S("Europe/Berlin"), policy,
                                &digest, NULL));
  OK(optout_digest_text(digest, &text, NULL));
  keep(out, "digest.txt", text);
  OK(optout_digest_html(digest, &text, NULL));
  keep(out, "digest.html", text);
  OK(optout_suppression_set_new(KEY, &set, NULL));
  OK(optout_suppression_set_add_list(set, KEY, list, S("2026-11-24"), NULL, NULL));
  OK(optout_suppression_set_to_bytes(set, &text, NULL));
  keep(out, "suppression", text);
  optout_suppression_set_free(set);
  optout_digest_free(digest);
  optout_digest_state_free(state);
  optout_snapshot_free(snapshot);
  optout_list_free(list);
  optout_list_options_free(options);
}

int main(int argc, char **argv) {
  CHECK(argc == 4);
  optout_policy *policy = standard();
  sweep(argv[1], argv[2], policy, (size_t)atoi(argv[3]));
  afterwards(argv[1], argv[2], policy);
  optout_policy_free(policy);
  return 0;
}
