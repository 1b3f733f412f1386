// Tables of Arrow's own C++ library: contacts are swept and a past export is redacted, batch by batch.
//
//   python3 build.py arrow_tables        (with the Arrow that comes with pyarrow)
//   ./arrow_tables LIST.csv 2026-11-24 CONTACTS.arrows DECISIONS.arrows EXPORT.arrows REDACTED.arrows
//
// The tables are Arrow IPC streams. Nothing of them is copied on its way to optout and back; the C stream
// interface hands over the memory as it is.
#include <arrow/api.h>
#include <arrow/c/bridge.h>
#include <arrow/io/api.h>
#include <arrow/ipc/api.h>

#include <iostream>
#include <optout.hpp>

namespace {

// A failure of Arrow's as an exception, as those of optout are.
void check(const arrow::Status &status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

template <class T>
T check(arrow::Result<T> result) {
  check(result.status());
  return std::move(result).ValueUnsafe();
}

// The batches of a file, for optout.
ArrowArrayStream open(const char *path) {
  const auto file = check(arrow::io::ReadableFile::Open(path));
  const std::shared_ptr<arrow::RecordBatchReader> batches =
      check(arrow::ipc::RecordBatchStreamReader::Open(file));
  ArrowArrayStream stream;
  check(arrow::ExportRecordBatchReader(batches, &stream));
  return stream;
}

// Writes batches of optout's as they come.
void write(optout::arrow_stream stream, const char *path) {
  const auto batches = check(arrow::ImportRecordBatchReader(stream.get()));
  const auto file = check(arrow::io::FileOutputStream::Open(path));
  const auto writer = check(arrow::ipc::MakeStreamWriter(file, batches->schema()));
  for (;;) {
    const std::shared_ptr<arrow::RecordBatch> batch = check(batches->Next());
    if (batch == nullptr) break;
    check(writer->WriteRecordBatch(*batch));
  }
  check(writer->Close());
  check(file->Close());
}

// Twice over the contacts: whether a record is the only one of its name and company shows only when all
// have been seen. Parts could be swept on several machines, each with a batch_sweep of its own.
void sweep(const optout::matcher &matcher, const char *now, const char *contacts, const char *decisions) {
  optout::sweep sweep(optout::policy::standard(), now);
  const optout::batch_sweep first;
  ArrowArrayStream stream = open(contacts);
  first.sweep(sweep, matcher, nullptr, &stream);

  const optout::batch_sweep second;
  stream = open(contacts);
  write(second.settle(sweep, matcher, nullptr, first.facts(), &stream), decisions);
  std::cout << sweep.finish(matcher, nullptr, optout::tally_merge(first.tally(), second.tally())) << '\n';
}

void redact(const optout::list &list, const char *original, const char *redacted) {
  optout::targets targets;
  targets.add_list(list);
  ArrowArrayStream stream = open(original);
  auto [batches, run] = optout::redactor(targets).redact_arrow(&stream);
  write(std::move(batches), redacted);
  const optout::summary summary = run.summary().value();
  std::cout << summary.redacted_count() << " of " << summary.record_count() << " records redacted\n";
}

}  // namespace

int main(int argc, char **argv) {
  if (argc != 7) {
    std::cerr << "usage: " << argv[0] << " LIST NOW CONTACTS DECISIONS EXPORT REDACTED\n";
    return 2;
  }
  try {
    const optout::list list = optout::list::read_path(argv[1]);
    const optout::matcher matcher(list, optout::policy::standard());
    sweep(matcher, argv[2], argv[3], argv[4]);
    redact(list, argv[5], argv[6]);
  } catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
