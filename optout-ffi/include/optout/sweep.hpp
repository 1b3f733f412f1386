// Whole files in memory, and tables of Arrow.
#ifndef OPTOUT_SWEEP_HPP
#define OPTOUT_SWEEP_HPP

#include <optout/arrow.hpp>
#include <optout/decision.hpp>
#include <optout/progress.hpp>

namespace optout {

// The tables that a sweep makes; they belong to it.
class sweep_result : public handle<optout_sweep_result, optout_sweep_result_free> {
 public:
  using handle::handle;
  buffer_view decisions() const { return buffer_view(ask(optout_sweep_result_decisions)); }
  buffer_view deletions() const { return buffer_view(ask(optout_sweep_result_deletions)); }
  buffer_view review() const { return buffer_view(ask(optout_sweep_result_review)); }
  buffer_view flags() const { return buffer_view(ask(optout_sweep_result_flags)); }
  buffer_view audit() const { return buffer_view(ask(optout_sweep_result_audit)); }
  std::string_view audit_head() const { return ask(optout_sweep_result_audit_head); }
  std::string counts_json() const { return text(optout_sweep_result_counts_json); }
  std::string html() const { return text(optout_sweep_result_html); }
  strings found_record_ids() const { return make<strings>(optout_sweep_result_found_record_ids); }
};

// Decisions about a table, and their numbers as JSON.
struct swept_table {
  arrow_stream decisions;
  std::string counts;
};

// Decides about every record of a file or table.
class sweep : public handle<optout_sweep, optout_sweep_free> {
 public:
  using handle::handle;
  sweep(const policy &policy, std::string_view now) : handle(created(optout_sweep_new, policy.get(), now)) {}
  sweep &set_received(std::string_view date) { return call(optout_sweep_set_received, date), *this; }
  sweep &set_preset(std::string_view name) { return call(optout_sweep_set_preset, name), *this; }
  sweep &add_column(std::string_view header, std::string_view role) {
    return call(optout_sweep_add_column, header, role), *this;
  }
  sweep &set_encoding(std::string_view label) { return call(optout_sweep_set_encoding, label), *this; }
  sweep &set_delimiter(char delimiter) {
    return call(optout_sweep_set_delimiter, static_cast<std::uint8_t>(delimiter)), *this;
  }
  sweep &set_match_options(const match_options &options) {
    return call(optout_sweep_set_match_options, options.get()), *this;
  }
  sweep &set_review_values(bool shown) { return call(optout_sweep_set_review_values, shown), *this; }
  sweep &set_review_scores(bool shown) { return call(optout_sweep_set_review_scores, shown), *this; }
  sweep &set_guard(std::uint64_t records, std::uint64_t per_mille) {
    return call(optout_sweep_set_guard, records, per_mille), *this;
  }
  sweep &set_shrinkage_per_mille(std::uint64_t per_mille) {
    return call(optout_sweep_set_shrinkage_per_mille, per_mille), *this;
  }
  sweep &set_previous_list(const snapshot &snapshot) {
    return call(optout_sweep_set_previous_list, snapshot.get()), *this;
  }
  sweep &set_previous_records(std::uint64_t records) {
    return call(optout_sweep_set_previous_records, records), *this;
  }
  sweep &leave_out(std::string_view output) { return call(optout_sweep_leave_out, output), *this; }
  sweep &set_threads(std::size_t threads) { return call(optout_sweep_set_threads, threads), *this; }
  // `evidence` may be nullptr.
  sweep_result run(const list &list, const evidence_store *evidence, std::string_view contacts,
                   on_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      return detail::make<sweep_result>(optout_sweep_run, get(), list.get(), detail::raw(evidence),
                                        detail::bytes(contacts), contacts.size(), function, user);
    });
  }

  // With a matcher that is there already; `list`, which may be nullptr, is the one that it was made of.
  sweep_result run_with_matcher(const matcher &matcher, const list *list, const evidence_store *evidence,
                                std::string_view contacts, on_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      return detail::make<sweep_result>(optout_sweep_run_with_matcher, get(), matcher.get(),
                                        detail::raw(list), detail::raw(evidence), detail::bytes(contacts),
                                        contacts.size(), function, user);
    });
  }

  // Decides about a whole table. The input is moved, in every case; `evidence` may be nullptr.
  swept_table run_arrow(const matcher &matcher, const evidence_store *evidence, ArrowArrayStream *input,
                        on_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      arrow_stream decisions;
      optout_buffer *counts = nullptr;
      detail::call(optout_sweep_run_arrow, get(), matcher.get(), detail::raw(evidence), input, function, user,
                   decisions.get(), &counts);
      return swept_table{std::move(decisions), std::string(buffer(counts).bytes())};
    });
  }

  // The numbers of a table that was swept in parts, as JSON.
  std::string finish(const matcher &matcher, const evidence_store *evidence, std::string_view tally) const {
    return detail::text(optout_sweep_finish, get(), matcher.get(), detail::raw(evidence),
                        detail::bytes(tally), tally.size());
  }

  // The evidence report of a table, whole or in parts, by its numbers as JSON.
  std::string html(const matcher &matcher, const evidence_store *evidence, std::string_view counts) const {
    return detail::text(optout_sweep_html, get(), matcher.get(), detail::raw(evidence), counts);
  }
};

// Decides about a table in parts, on several machines perhaps.
class batch_sweep : public handle<optout_batch_sweep, optout_batch_sweep_free> {
 public:
  using handle::handle;
  batch_sweep() : handle(created(optout_batch_sweep_new)) {}
  std::string facts() const { return text(optout_batch_sweep_facts); }
  std::string tally() const { return text(optout_batch_sweep_tally); }
  // Decides about a part as far as it can be decided about by itself. The input is moved, in every case;
  // `evidence` may be nullptr.
  arrow_stream sweep(const optout::sweep &sweep, const matcher &matcher, const evidence_store *evidence,
                     ArrowArrayStream *input) const {
    arrow_stream decisions;
    detail::call(optout_batch_sweep_sweep, get(), sweep.get(), matcher.get(), detail::raw(evidence), input,
                 decisions.get());
    return decisions;
  }
  // Decides again, with what all parts have shown.
  arrow_stream settle(const optout::sweep &sweep, const matcher &matcher, const evidence_store *evidence,
                      std::string_view facts, ArrowArrayStream *input) const {
    arrow_stream decisions;
    detail::call(optout_batch_sweep_settle, get(), sweep.get(), matcher.get(), detail::raw(evidence),
                 detail::bytes(facts), facts.size(), input, decisions.get());
    return decisions;
  }
};

// What two parts have tallied, as one.
inline std::string tally_merge(std::string_view tally, std::string_view other) {
  return detail::text(optout_tally_merge, detail::bytes(tally), tally.size(), detail::bytes(other),
                      other.size());
}

// What a classifier found.
class classified : public handle<optout_classified, optout_classified_free> {
 public:
  using handle::handle;
  buffer_view table() const { return buffer_view(ask(optout_classified_table)); }
  std::string counts_json() const { return text(optout_classified_counts_json); }
};

// Classifies contacts by their evidence, without a list.
class classifier : public handle<optout_classifier, optout_classifier_free> {
 public:
  using handle::handle;
  classifier(const policy &policy, optout_trigger trigger, std::string_view since, std::string_view now)
      : handle(created(optout_classifier_new, policy.get(), trigger, since, now)) {}
  classifier &set_preset(std::string_view name) { return call(optout_classifier_set_preset, name), *this; }
  classifier &add_column(std::string_view header, std::string_view role) {
    return call(optout_classifier_add_column, header, role), *this;
  }
  classifier &set_encoding(std::string_view label) {
    return call(optout_classifier_set_encoding, label), *this;
  }
  classifier &set_delimiter(char delimiter) {
    return call(optout_classifier_set_delimiter, static_cast<std::uint8_t>(delimiter)), *this;
  }
  classifier &set_traces(bool traces) { return call(optout_classifier_set_traces, traces), *this; }
  // `evidence` may be nullptr.
  classified run(const evidence_store *evidence, std::string_view contacts,
                 on_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      return detail::make<classified>(optout_classifier_run, get(), detail::raw(evidence),
                                      detail::bytes(contacts), contacts.size(), function, user);
    });
  }
};

}  // namespace optout

#endif  // OPTOUT_SWEEP_HPP
