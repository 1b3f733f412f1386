// Whole files, from path to path.
#ifndef OPTOUT_JOB_HPP
#define OPTOUT_JOB_HPP

#include <optout/audit.hpp>
#include <optout/decision.hpp>
#include <optout/progress.hpp>

namespace optout {

// What a job did.
class job_report : public handle<optout_job_report, optout_job_report_free> {
 public:
  using handle::handle;
  std::uint64_t record_count() const { return ask(optout_job_report_record_count); }
  std::uint64_t status_count(optout_match_status status) const {
    return ask(optout_job_report_status_count, status);
  }
  std::uint64_t tier_count(optout_tier tier) const { return ask(optout_job_report_tier_count, tier); }
  std::uint64_t retention_count(optout_retention retention) const {
    return ask(optout_job_report_retention_count, retention);
  }
  std::uint64_t reason_count(optout_reason reason) const {
    return ask(optout_job_report_reason_count, reason);
  }
  std::uint64_t basis_count(optout_lawful_basis basis) const {
    return ask(optout_job_report_basis_count, basis);
  }
  std::uint64_t marketing_count(optout_marketing marketing) const {
    return ask(optout_job_report_marketing_count, marketing);
  }
  std::uint64_t marketing_waste_count() const { return ask(optout_job_report_marketing_waste_count); }
  std::uint64_t marketing_contacts_missing_count(optout_missing missing) const {
    return ask(optout_job_report_marketing_contacts_missing_count, missing);
  }
  std::uint64_t overdue_count() const { return ask(optout_job_report_overdue_count); }
  std::uint64_t unreadable_count() const { return ask(optout_job_report_unreadable_count); }
  bool opt_out_column_is_suspect() const { return ask(optout_job_report_opt_out_column_is_suspect); }
  std::uint64_t entries_not_found_count() const { return ask(optout_job_report_entries_not_found_count); }
  std::string_view audit_head() const { return ask(optout_job_report_audit_head); }
  std::string json() const { return text(optout_job_report_json); }
  std::string html() const { return text(optout_job_report_html); }
};

// A sweep of files, with all that is written of it.
class job : public handle<optout_job, optout_job_free> {
 public:
  using handle::handle;
  job(std::string_view list, std::string_view contacts, std::string_view output_directory,
      const policy &policy, std::string_view now)
      : handle(created(optout_job_new, list, contacts, output_directory, policy.get(), now)) {}
  job &set_received(std::string_view date) { return call(optout_job_set_received, date), *this; }
  job &set_list_options(const list_options &options) {
    return call(optout_job_set_list_options, options.get()), *this;
  }
  job &set_evidence(std::string_view path) { return call(optout_job_set_evidence, path), *this; }
  job &add_past_export(std::string_view path) { return call(optout_job_add_past_export, path), *this; }
  job &set_preset(std::string_view name) { return call(optout_job_set_preset, name), *this; }
  job &add_column(std::string_view header, std::string_view role) {
    return call(optout_job_add_column, header, role), *this;
  }
  job &set_encoding(std::string_view label) { return call(optout_job_set_encoding, label), *this; }
  job &set_delimiter(char delimiter) {
    return call(optout_job_set_delimiter, static_cast<std::uint8_t>(delimiter)), *this;
  }
  job &set_domain_aliases(std::string_view path) { return call(optout_job_set_domain_aliases, path), *this; }
  job &set_id_links(std::string_view path) { return call(optout_job_set_id_links, path), *this; }
  job &set_nicknames(std::string_view path) { return call(optout_job_set_nicknames, path), *this; }
  job &set_verdicts(std::string_view path) { return call(optout_job_set_verdicts, path), *this; }
  job &set_matcher(const matcher &matcher) { return call(optout_job_set_matcher, matcher.get()), *this; }
  matcher build_matcher() const { return make<matcher>(optout_job_build_matcher); }
  job &set_review_values(bool shown) { return call(optout_job_set_review_values, shown), *this; }
  job &set_review_scores(bool shown) { return call(optout_job_set_review_scores, shown), *this; }
  job &set_guard(std::uint64_t records, std::uint64_t per_mille) {
    return call(optout_job_set_guard, records, per_mille), *this;
  }
  job &set_shrinkage_per_mille(std::uint64_t per_mille) {
    return call(optout_job_set_shrinkage_per_mille, per_mille), *this;
  }
  job &set_previous_list(std::string_view path) { return call(optout_job_set_previous_list, path), *this; }
  job &set_previous_records(std::uint64_t records) {
    return call(optout_job_set_previous_records, records), *this;
  }
  job &set_checkpoint(std::string_view directory, std::uint64_t every) {
    return call(optout_job_set_checkpoint, directory, every), *this;
  }
  job &set_threads(std::size_t threads) { return call(optout_job_set_threads, threads), *this; }
  // Nothing is written unless everything succeeds.
  job_report run(on_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      return detail::make<job_report>(optout_job_run, get(), function, user);
    });
  }
  // All decisions of a log, or the one about a record.
  optout::audit_replay replay(std::string_view log, std::uint64_t record = 0, on_progress progress = nullptr) const {
    return detail::watched(std::move(progress), [&](auto function, void *user) {
      return detail::make<optout::audit_replay>(optout_job_replay, get(), log, record, function, user);
    });
  }
};

}  // namespace optout

#endif  // OPTOUT_JOB_HPP
