// Past exports without the people of the list.
#ifndef OPTOUT_REDACTION_HPP
#define OPTOUT_REDACTION_HPP

#include <optout/arrow.hpp>
#include <optout/list.hpp>
#include <optout/progress.hpp>
#include <vector>

namespace optout {

// Whose rows are redacted.
class targets : public handle<optout_targets, optout_targets_free> {
 public:
  using handle::handle;
  targets() : handle(created(optout_targets_new)) {}
  // Each says whether it was taken: a value that is blank or damaged is not.
  bool add_person_id(std::string_view value) {
    return detail::give<bool>(optout_targets_add_person_id, get(), value);
  }
  bool add_record_id(std::string_view value) {
    return detail::give<bool>(optout_targets_add_record_id, get(), value);
  }
  bool add_email(std::string_view cell) { return detail::give<bool>(optout_targets_add_email, get(), cell); }
  // How many ids and addresses are faulty and were not taken.
  std::size_t add_list(const list &list) {
    return detail::give<std::size_t>(optout_targets_add_list, get(), list.get());
  }
  bool is_empty() const { return ask(optout_targets_is_empty); }
};

// Which columns of a layout are kept.
class profile : public handle<optout_profile, optout_profile_free> {
 public:
  using handle::handle;
  explicit profile(std::string_view name) : handle(created(optout_profile_new, name)) {}
  profile &keep(std::string_view header, optout_column column) {
    return call(optout_profile_keep, header, column), *this;
  }
  profile &recognise(std::string_view header, optout_column column) {
    return call(optout_profile_recognise, header, column), *this;
  }
};

// A fault of a redacted file, or of the file that it was made of.
struct finding {
  optout_finding_kind kind;
  // Counted from 1; the header is record 0.
  std::uint64_t record;
};

// What was found; it belongs to the summary or verification that it was asked of. Of each kind the first ten
// thousand are listed.
class findings_view : public view<optout_findings> {
 public:
  using view::view;
  std::size_t size() const { return ask(optout_findings_count); }
  finding operator[](std::size_t at) const { return finding_at(get(), at); }
  auto begin() const { return sequence<optout_findings_count, finding_at>(get()).begin(); }
  auto end() const { return sequence<optout_findings_count, finding_at>(get()).end(); }
  // How many there are of a kind, listed or not.
  std::uint64_t total(optout_finding_kind kind) const { return ask(optout_findings_total, kind); }

 private:
  static finding finding_at(const optout_findings *findings, std::size_t at) {
    return {optout_findings_kind(findings, at), optout_findings_record(findings, at)};
  }
};

// What a redaction did.
class summary : public handle<optout_summary, optout_summary_free> {
 public:
  using handle::handle;
  std::string_view profile() const { return ask(optout_summary_profile); }
  std::uint64_t record_count() const { return ask(optout_summary_record_count); }
  std::uint64_t redacted_count() const { return ask(optout_summary_redacted_count); }
  std::uint64_t already_redacted_count() const { return ask(optout_summary_already_redacted_count); }
  bool appended_column() const { return ask(optout_summary_appended_column); }
  std::size_t target_person_ids() const { return ask(optout_summary_target_person_ids); }
  std::size_t target_record_ids() const { return ask(optout_summary_target_record_ids); }
  std::size_t target_emails() const { return ask(optout_summary_target_emails); }
  std::string_view list_snapshot() const { return ask(optout_summary_list_snapshot); }
  std::string_view sha256_input() const { return ask(optout_summary_sha256_input); }
  std::string_view sha256_output() const { return ask(optout_summary_sha256_output); }
  findings_view findings() const { return findings_view(ask(optout_summary_findings)); }
  std::string json() const { return text(optout_summary_json); }
};

// What came of comparing a redacted file with its original.
class verification : public handle<optout_verification, optout_verification_free> {
 public:
  using handle::handle;
  std::uint64_t record_count() const { return ask(optout_verification_record_count); }
  std::uint64_t redacted_count() const { return ask(optout_verification_redacted_count); }
  std::string_view sha256_original() const { return ask(optout_verification_sha256_original); }
  std::string_view sha256_redacted() const { return ask(optout_verification_sha256_redacted); }
  findings_view findings() const { return findings_view(ask(optout_verification_findings)); }
  std::string json() const { return text(optout_verification_json); }
};

// A redacted file in memory.
struct redacted_file {
  buffer output;
  optout::summary summary;
};

// A file that was redacted and compared with what it was made of.
struct verified_redaction {
  optout::summary summary;
  optout::verification verification;
};

// What becomes of a redacted table.
class arrow_run : public handle<optout_arrow_run, optout_arrow_run_free> {
 public:
  arrow_run(optout_arrow_run *owned, std::shared_ptr<const detail::redaction_callback> watch)
      : handle(owned), watch_(std::move(watch)) {}
  // None until the stream has been read to its end; throws if reading has failed, what the progress has thrown
  // before all.
  std::optional<optout::summary> summary() const {
    if (watch_) watch_->rethrow();
    return detail::find<optout::summary>(optout_arrow_run_summary, get());
  }

 private:
  std::shared_ptr<const detail::redaction_callback> watch_;
};

// The redacted batches of a table.
struct redacted_table {
  arrow_stream batches;
  arrow_run run;
};

// Redacts past exports. Threads may redact with one at the same time.
class redactor : public handle<optout_redactor, optout_redactor_free> {
 public:
  using handle::handle;
  explicit redactor(const targets &targets) : handle(created(optout_redactor_new, targets.get())) {}
  redactor &set_profile_name(std::string_view name) {
    return call(optout_redactor_set_profile_name, name), *this;
  }
  redactor &set_profile(const profile &profile) {
    return call(optout_redactor_set_profile, profile.get()), *this;
  }
  redactor &add_alias(std::string_view header, optout_column column) {
    return call(optout_redactor_add_alias, header, column), *this;
  }
  redactor &set_encoding(std::string_view label) { return call(optout_redactor_set_encoding, label), *this; }
  redactor &set_delimiter(char delimiter) {
    return call(optout_redactor_set_delimiter, static_cast<std::uint8_t>(delimiter)), *this;
  }
  redactor &set_list_snapshot(std::string_view id) {
    return call(optout_redactor_set_list_snapshot, id), *this;
  }
  redactor &set_threads(std::size_t threads) { return call(optout_redactor_set_threads, threads), *this; }
  redactor &set_chunk_size(std::size_t bytes) { return call(optout_redactor_set_chunk_size, bytes), *this; }
  redactor &set_hashes(bool is_hashed) { return call(optout_redactor_set_hashes, is_hashed), *this; }
  redacted_file redact(std::string_view data, on_redaction_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      optout_buffer *output = nullptr;
      optout_summary *made = nullptr;
      detail::call(optout_redactor_redact, get(), detail::bytes(data), data.size(), function, user, &output,
                   &made);
      return redacted_file{buffer(output), summary(made)};
    });
  }

  // With more than one thread, a call of `read` and one of `write` may run at the same time. If it fails, what
  // was written is a part, and must be thrown away.
  summary redact_stream(reader read, writer write, on_redaction_progress progress = nullptr) const {
    detail::read_callback input(std::move(read));
    detail::write_callback output(std::move(write));
    return detail::calling_back(
        [&] {
          return detail::watched(std::move(progress), [&](auto function, void *user) {
            return detail::make<summary>(optout_redactor_redact_stream, get(),
                                         input ? detail::read_from : nullptr, input.user(),
                                         output ? detail::write_to : nullptr, output.user(), function, user);
          });
        },
        input, output);
  }

  summary redact_stream(std::istream &input, std::ostream &output,
                        on_redaction_progress progress = nullptr) const {
    const detail::quiet_stream reading(input);
    const detail::quiet_stream writing(output);
    return redact_stream(
        [&](char *buffer, std::size_t len) { return detail::read_stream(input, buffer, len); },
        [&](std::string_view data) { detail::write_stream(output, data); }, std::move(progress));
  }

  summary redact_path(std::string_view input, std::string_view output,
                      on_redaction_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      return detail::make<summary>(optout_redactor_redact_path, get(), input, output, function, user);
    });
  }

  verified_redaction redact_path_verified(std::string_view input, std::string_view output,
                                          on_redaction_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      optout_summary *made = nullptr;
      optout_verification *compared = nullptr;
      detail::call(optout_redactor_redact_path_verified, get(), input, output, function, user, &made,
                   &compared);
      return verified_redaction{summary(made), verification(compared)};
    });
  }

  summary dry_run(std::string_view data, on_redaction_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      return detail::make<summary>(optout_redactor_dry_run, get(), detail::bytes(data), data.size(), function,
                                   user);
    });
  }

  summary dry_run_path(std::string_view input, on_redaction_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      return detail::make<summary>(optout_redactor_dry_run_path, get(), input, function, user);
    });
  }

  verification verify(std::string_view original, std::string_view redacted,
                      on_redaction_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      return detail::make<verification>(optout_redactor_verify, get(), detail::bytes(original),
                                        original.size(), detail::bytes(redacted), redacted.size(), function,
                                        user);
    });
  }

  verification verify_path(std::string_view original, std::string_view redacted,
                           on_redaction_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      return detail::make<verification>(optout_redactor_verify_path, get(), original, redacted, function,
                                        user);
    });
  }

  // Each batch is redacted when it is read. The input is moved, in every case, and the output needs nothing but
  // itself.
  redacted_table redact_arrow(ArrowArrayStream *input, on_redaction_progress progress = nullptr) const {
    auto watch = std::make_shared<detail::redaction_callback>(std::move(progress));
    arrow_stream batches;
    optout_arrow_run *run = nullptr;
    detail::call(optout_redactor_redact_arrow, get(), input, detail::function_of(*watch), watch->user(),
                 batches.get(), &run);
    arrow_run made(run, watch);
    return {detail::keeping_stream::of(std::move(batches), std::move(watch)), std::move(made)};
  }
};

// A redacted row.
class row : public handle<optout_row, optout_row_free> {
 public:
  using handle::handle;
  strings_view fields() const { return strings_view(ask(optout_row_fields)); }
  bool is_redacted() const { return ask(optout_row_is_redacted); }
  auto findings() const { return sequence<optout_row_finding_count, optout_row_finding>(get()); }
};

namespace detail {

inline std::vector<optout_str> views(const std::vector<std::string_view> &texts) {
  std::vector<optout_str> views;
  views.reserve(texts.size());
  for (const std::string_view text : texts) views.push_back(in(text));
  return views;
}

}  // namespace detail

// Redacts single rows, whose header is known.
class row_redactor : public handle<optout_row_redactor, optout_row_redactor_free> {
 public:
  using handle::handle;
  row_redactor(const redactor &redactor, const std::vector<std::string_view> &header)
      : handle(
            created(optout_row_redactor_new, redactor.get(), detail::views(header).data(), header.size())) {}
  strings_view header() const { return strings_view(optout_row_redactor_header(get())); }
  std::string_view profile() const { return ask(optout_row_redactor_profile); }
  row redact(const std::vector<std::string_view> &fields) {
    return detail::make<row>(optout_row_redactor_redact, get(), detail::views(fields).data(), fields.size());
  }
};

}  // namespace optout

#endif  // OPTOUT_REDACTION_HPP
