// Whether an audit log is as it was written, and whether its decisions come out again.
#ifndef OPTOUT_AUDIT_HPP
#define OPTOUT_AUDIT_HPP

#include <optout/handle.hpp>

namespace optout {

// What an audit log is that is whole.
class audited : public handle<optout_audited, optout_audited_free> {
 public:
  using handle::handle;
  std::uint64_t decision_count() const { return ask(optout_audited_decision_count); }
  std::string_view head() const { return ask(optout_audited_head); }
  std::string_view list_snapshot() const { return ask(optout_audited_list_snapshot); }
  std::string_view now() const { return ask(optout_audited_now); }
  std::string_view received() const { return ask(optout_audited_received); }
  std::string_view policy_hash() const { return ask(optout_audited_policy_hash); }
  std::string_view engine() const { return ask(optout_audited_engine); }
};

// Throws for a log that is not as it was written.
inline audited audit_verify(std::string_view log, std::string_view head = {}) {
  return detail::make<audited>(optout_audit_verify, detail::bytes(log), log.size(), head);
}
inline audited audit_verify_path(std::string_view path, std::string_view head = {}) {
  return detail::make<audited>(optout_audit_verify_path, path, head);
}

// What a replay has shown.
class audit_replay : public handle<optout_audit_replay, optout_audit_replay_free> {
 public:
  using handle::handle;
  bool agrees() const { return ask(optout_audit_replay_agrees); }
  std::string_view head() const { return ask(optout_audit_replay_head); }
  std::uint64_t decision_count() const { return ask(optout_audit_replay_decision_count); }
  std::uint64_t changed_count() const { return ask(optout_audit_replay_changed_count); }
  std::uint64_t not_in_log_count() const { return ask(optout_audit_replay_not_in_log_count); }
  std::uint64_t only_in_log_count() const { return ask(optout_audit_replay_only_in_log_count); }
  std::string json() const { return text(optout_audit_replay_json); }
};

}  // namespace optout

#endif  // OPTOUT_AUDIT_HPP
