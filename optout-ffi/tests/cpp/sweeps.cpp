// Whole files and tables: jobs on paths, sweeps in memory, streams of Arrow.
#include <fstream>

#include "../c/arrow_source.h"
#include "check.hpp"

static const std::string CONTACTS =
    "Record ID,First Name,Last Name,Email,6sense People Id\n"
    "1,Ada,Lovelace,ada@engine.example,P1\n"
    "2,Cleo,Other,cleo@other.example,P7\n";

struct stopped {};

template <class C>
static bool is_stopped(C work) {
  try {
    work();
  } catch (const stopped &) {
    return true;
  }
  return false;
}

static bool stop(const optout::progress &) { throw stopped(); }

static optout::sweep the_sweep() {
  optout::sweep sweep(optout::policy::standard(), "2026-11-24");
  sweep.add_column("6sense People Id", "id:6sense").set_guard(100, 1000);
  return sweep;
}

static void files_in_memory() {
  const optout::sweep sweep = the_sweep();
  const optout::list list = the_list();
  std::uint64_t told = 0;
  const optout::sweep_result result = sweep.run(list, nullptr, CONTACTS, [&](const optout::progress &at) {
    told = at.records;
    return true;
  });
  CHECK(told == 2 && result.found_record_ids().size() == 1 && result.found_record_ids()[0] == "1");
  CHECK(result.decisions().text().find("remove") != std::string_view::npos);
  CHECK(result.deletions().size() > 0 && result.audit().size() > 0 && !result.counts_json().empty());
  CHECK(result.html().find("Sweep of ") != std::string::npos);
  CHECK(optout::audit_verify(result.audit().text(), result.audit_head()).decision_count() == 1);
  CHECK(status_of([&] { optout::audit_verify(result.decisions().text()); }) == OPTOUT_STATUS_VERIFICATION);
  const optout::matcher matcher(list, optout::policy::standard());
  CHECK(sweep.run_with_matcher(matcher, &list, nullptr, CONTACTS).decisions().bytes() ==
        result.decisions().bytes());
  CHECK(is_stopped([&] { sweep.run(list, nullptr, CONTACTS, stop); }));
  optout::sweep brief = the_sweep();
  brief.leave_out("review").leave_out("flags").leave_out("audit");
  const optout::sweep_result decided = brief.run(list, nullptr, CONTACTS);
  CHECK(decided.decisions().bytes() == result.decisions().bytes());
  CHECK(decided.deletions().bytes() == result.deletions().bytes());
  CHECK(decided.audit().size() == 0 && decided.audit_head().empty() && decided.review().text().empty());
  CHECK(status_of([&] { brief.leave_out("reports"); }) == OPTOUT_STATUS_INVALID_OPTION);

  optout::classifier classifier(optout::policy::standard(), OPTOUT_TRIGGER_VENDOR_OPT_OUT, "2026-11-20",
                                "2026-11-24");
  const optout::classified classified = classifier.run(nullptr, CONTACTS);
  CHECK(classified.table().size() > 0 && !classified.counts_json().empty());
  CHECK(is_stopped([&] { classifier.run(nullptr, CONTACTS, stop); }));
}

static void jobs(const std::string &directory) {
  std::ofstream(directory + "/list.csv") << LIST;
  std::ofstream(directory + "/contacts.csv") << CONTACTS;
  optout::job job(directory + "/list.csv", directory + "/contacts.csv", directory + "/out",
                  optout::policy::standard(), "2026-11-24");
  job.add_column("6sense People Id", "id:6sense").set_guard(100, 1000).set_threads(2);
  CHECK(is_stopped([&] { job.run(stop); }));
  const optout::job_report report = job.run();
  CHECK(report.record_count() == 2 && report.status_count(OPTOUT_MATCH_STATUS_MATCH) == 1);
  CHECK(report.retention_count(OPTOUT_RETENTION_REMOVE) == 1 && report.entries_not_found_count() == 1);
  const std::string log = directory + "/out/audit.jsonl";
  const optout::audited audited = optout::audit_verify_path(log, report.audit_head());
  CHECK(audited.decision_count() == 1 && audited.head() == report.audit_head());
  CHECK(audited.now() == "2026-11-24" && audited.received() == "2026-11-24" && !audited.engine().empty());
  CHECK(!audited.list_snapshot().empty() && !audited.policy_hash().empty());
  const optout::audit_replay replay = job.replay(log);
  CHECK(replay.agrees() && replay.decision_count() == 1 && replay.head() == report.audit_head());
  CHECK(replay.changed_count() + replay.not_in_log_count() + replay.only_in_log_count() == 0);
  CHECK(job.replay(log, 2).decision_count() == 0 && !replay.json().empty());
  CHECK(is_stopped([&] { job.replay(log, 0, stop); }));
  CHECK(job.build_matcher().entry_count() == 2 && !report.json().empty());
  CHECK(report.html().find("Sweep of ") != std::string::npos);
}

// How many rows a stream has; it is read to its end, and releases its batches.
static std::int64_t rows_of(optout::arrow_stream &stream) {
  std::int64_t rows = 0;
  ArrowArray batch;
  while (stream.get()->get_next(stream.get(), &batch) == 0 && batch.release != nullptr) {
    rows += batch.length;
    batch.release(&batch);
  }
  return rows;
}

static ArrowArrayStream two_batches() {
  source made{};
  made.name = "Name %d";
  made.batches = 2;
  made.rows = 3;
  return stream_of(made);
}

static void tables_are_redacted() {
  optout::targets targets;
  targets.add_list(the_list());
  const optout::redactor redactor(targets);
  ArrowArrayStream input = two_batches();
  int told = 0;
  auto [batches, run] = redactor.redact_arrow(&input, [&](const auto &) { return ++told, true; });
  CHECK(input.release == nullptr && !run.summary());
  CHECK(rows_of(batches) == 6 && told == 2 && run.summary()->redacted_count() == 2);

  // What the progress throws comes out where the run is asked, for no exception leaves a stream of C.
  input = two_batches();
  auto stopping = redactor.redact_arrow(&input, [](const auto &) -> bool { throw stopped(); });
  ArrowArray batch;
  CHECK(stopping.batches.get()->get_next(stopping.batches.get(), &batch) != 0);
  CHECK(stopping.batches.get()->get_last_error(stopping.batches.get()) != nullptr);
  CHECK(is_stopped([&] { stopping.run.summary(); }));

  source not_a_table{};
  not_a_table.kind = NOT_A_TABLE;
  input = stream_of(not_a_table);
  CHECK(status_of([&] { redactor.redact_arrow(&input); }) != OPTOUT_STATUS_OK && input.release == nullptr);
}

static void tables_are_swept_whole_and_in_parts() {
  const optout::matcher matcher = the_matcher();
  const optout::sweep sweep = the_sweep();
  ArrowArrayStream input = two_batches();
  optout::swept_table whole = sweep.run_arrow(matcher, nullptr, &input);
  CHECK(input.release == nullptr && rows_of(whole.decisions) == 6);
  CHECK(whole.counts.find("\"remove\":2") != std::string::npos);
  CHECK(sweep.html(matcher, nullptr, whole.counts).find("Sweep of ") != std::string::npos);

  const optout::batch_sweep one, other;
  ArrowArrayStream first = two_batches(), second = two_batches();
  optout::arrow_stream decisions = one.sweep(sweep, matcher, nullptr, &first);
  CHECK(rows_of(decisions) == 6);
  decisions = other.sweep(sweep, matcher, nullptr, &second);
  CHECK(rows_of(decisions) == 6);
  const std::string facts = matcher.merge_facts(one.facts(), other.facts());
  const optout::batch_sweep again;
  input = two_batches();
  decisions = again.settle(sweep, matcher, nullptr, facts, &input);
  CHECK(rows_of(decisions) == 6);
  const std::string tally = optout::tally_merge(one.tally(), other.tally());
  CHECK(sweep.finish(matcher, nullptr, tally).find("\"records\":12") != std::string::npos);
}

int main(int, char **arguments) {
  files_in_memory();
  jobs(arguments[1]);
  tables_are_redacted();
  tables_are_swept_whole_and_in_parts();
  CHECK(alive == 0);
  return 0;
}
