// Redaction: files, streams and callbacks; what a callback throws comes out of the call that it was given to.
#include <fstream>
#include <sstream>

#include "check.hpp"

static const std::string EXPORT =
    "6sense People Id,Name,Email,Is Redacted\n"
    "P2,Bob,bob@engine.example,FALSE\n"
    "P3,Cleo,cleo@engine.example,FALSE\n";
static const std::string REDACTED =
    "6sense People Id,Name,Email,Is Redacted\n"
    "P2,,,TRUE\n"
    "P3,Cleo,cleo@engine.example,FALSE\n";

// What a callback of the tests throws.
struct stopped {
  int at;
};

// The number that something has thrown; 0 if it has thrown none.
template <class C>
static int thrown_by(C work) {
  try {
    work();
  } catch (const stopped &stopped) {
    return stopped.at;
  }
  return 0;
}

static optout::redactor the_redactor() {
  optout::targets targets;
  CHECK(targets.is_empty() && targets.add_list(the_list()) == 0 && !targets.add_person_id(" "));
  CHECK(!targets.is_empty());
  return optout::redactor(targets);
}

static void a_file_in_memory() {
  const optout::redactor redactor = the_redactor();
  std::uint64_t told = 0;
  const auto [output, summary] = redactor.redact(EXPORT, [&](const optout::redaction_progress &at) {
    told = at.redacted;
    return true;
  });
  CHECK(output.bytes() == REDACTED && output.text() == REDACTED && told == 1);
  CHECK(summary.record_count() == 2 && summary.redacted_count() == 1 && summary.profile() == "csv");
  CHECK(summary.sha256_output().size() == 64 && !summary.json().empty() && !summary.appended_column());
  const optout::verification verification = redactor.verify(EXPORT, output.bytes());
  CHECK(verification.redacted_count() == 1 && verification.findings().size() == 0);
  CHECK(redactor.dry_run(EXPORT).redacted_count() == 1);
}

static void findings_are_a_range() {
  const auto [output, summary] =
      the_redactor().redact("6sense People Id,Name,Email,Is Redacted\nP2,Bob,,TRUE\n");
  int leaks = 0;
  for (const optout::finding finding : summary.findings()) {
    CHECK(finding.record == 1);
    leaks += finding.kind == OPTOUT_FINDING_KIND_LEAKY_REDACTED_ROW;
  }
  CHECK(leaks == 1 && summary.findings()[0].record == 1);
  CHECK(summary.findings().total(OPTOUT_FINDING_KIND_LEAKY_REDACTED_ROW) == 1);
}

static void paths(const std::string &directory) {
  const std::string input = directory + "/export.csv", output = directory + "/redacted.csv";
  std::ofstream(input) << EXPORT;
  const optout::redactor redactor = the_redactor();
  const optout::verified_redaction verified = redactor.redact_path_verified(input, output);
  CHECK(verified.summary.redacted_count() == 1 && verified.verification.record_count() == 2);
  CHECK(redactor.redact_path(input, output).redacted_count() == 1);
  CHECK(redactor.dry_run_path(input).record_count() == 2);
  CHECK(redactor.verify_path(input, output).redacted_count() == 1);
  CHECK(status_of([&] { redactor.redact_path(directory + "/none", output); }) == OPTOUT_STATUS_IO);
}

static void streams_of_the_standard_library() {
  for (const std::size_t threads : {1, 4}) {
    optout::redactor redactor = the_redactor();
    redactor.set_threads(threads).set_chunk_size(16).set_hashes(false);
    std::istringstream input(EXPORT);
    std::ostringstream output;
    // These would throw at the end of every file, and flush from another thread.
    input.exceptions(std::ios::failbit | std::ios::badbit);
    input.tie(&output);
    CHECK(redactor.redact_stream(input, output).redacted_count() == 1 && output.str() == REDACTED);
    CHECK(input.eof() && !input.fail() && input.tie() == &output);
    CHECK(input.exceptions() == (std::ios::failbit | std::ios::badbit));

    std::istringstream more(EXPORT);
    std::ostringstream broken;
    broken.setstate(std::ios::badbit);
    bool failed = false;
    try {
      redactor.redact_stream(more, broken);
    } catch (const std::ios::failure &) {
      failed = true;
    }
    CHECK(failed);
  }
}

static void callbacks_throw_through_c() {
  for (const std::size_t threads : {1, 4}) {
    optout::redactor redactor = the_redactor();
    redactor.set_threads(threads).set_chunk_size(8);
    std::size_t at = 0;
    const optout::reader pieces = [&](char *buffer, std::size_t len) {
      const std::size_t given = EXPORT.copy(buffer, len < 5 ? len : 5, at);
      at += given;
      return given;
    };
    std::string written;
    const optout::writer keep = [&](std::string_view data) { written += data; };
    CHECK(redactor.redact_stream(pieces, keep).redacted_count() == 1 && written == REDACTED);

    CHECK(thrown_by([&] {
            redactor.redact_stream([](char *, std::size_t) -> std::size_t { throw stopped{1}; }, keep);
          }) == 1);
    at = 0;
    CHECK(thrown_by([&] { redactor.redact_stream(pieces, [](std::string_view) { throw stopped{2}; }); }) ==
          2);
    at = 0;
    CHECK(thrown_by([&] {
            redactor.redact_stream(pieces, keep, [](const auto &) -> bool { throw stopped{3}; });
          }) == 3);
    at = 0;
    CHECK(status_of([&] { redactor.redact_stream(pieces, keep, [](const auto &) { return false; }); }) ==
          OPTOUT_STATUS_CANCELLED);
    // One that claims more than there was room for is no exception.
    CHECK(status_of([&] { redactor.redact_stream([](char *, std::size_t len) { return len + 1; }, keep); }) ==
          OPTOUT_STATUS_IO);
    CHECK(status_of([&] { redactor.redact_stream(nullptr, keep); }) == OPTOUT_STATUS_NULL_ARGUMENT);
  }
  CHECK(thrown_by([] { the_redactor().redact(EXPORT, [](const auto &) -> bool { throw stopped{4}; }); }) ==
        4);
}

static void rows() {
  optout::redactor redactor = the_redactor();
  optout::profile profile("own");
  profile.keep("Ref", OPTOUT_COLUMN_PEOPLE_ID).recognise("Note", OPTOUT_COLUMN_OTHER);
  redactor.set_profile_name("csv").set_list_snapshot("abc").add_alias("Key", OPTOUT_COLUMN_PEOPLE_ID);
  optout::row_redactor rows(redactor, {"6sense People Id", "Name"});
  CHECK(rows.profile() == "csv" && rows.header().size() == 3 && rows.header()[2] == "Is Redacted");
  const optout::row row = rows.redact({"P2", "Bob"});
  CHECK(row.is_redacted() && row.fields()[0] == "P2" && row.fields()[1].empty() && row.findings().empty());
  CHECK(!rows.redact({"P3", "Cleo"}).is_redacted());
}

int main(int, char **arguments) {
  a_file_in_memory();
  findings_are_a_range();
  paths(arguments[1]);
  streams_of_the_standard_library();
  callbacks_throw_through_c();
  rows();
  return 0;
}
