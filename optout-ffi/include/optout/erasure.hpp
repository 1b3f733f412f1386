// What is to be deleted, by the call that deletes it.
#ifndef OPTOUT_ERASURE_HPP
#define OPTOUT_ERASURE_HPP

#include <optout/decision.hpp>

#include <vector>

namespace optout {

inline optout_erasure_method system_method(optout_system system) { return optout_system_method(system); }
inline optout_system erasure_method_system(optout_erasure_method method) {
  return optout_erasure_method_system(method);
}
inline std::size_t erasure_method_batch_size(optout_erasure_method method) {
  return optout_erasure_method_batch_size(method);
}

// The records that are to be deleted, for a human to approve.
class erasure_plan : public handle<optout_erasure_plan, optout_erasure_plan_free> {
 public:
  using handle::handle;
  // A part of the plan, in its place.
  struct step {
    optout_erasure_step_kind kind;
    optout_system system;
    optout_erasure_method method;
    std::size_t record_count;
    std::size_t call_count;
  };

  explicit erasure_plan(optout_system system_of_record)
      : handle(created(optout_erasure_plan_new, system_of_record)) {}
  static erasure_plan from_json(std::string_view json) {
    return detail::make<erasure_plan>(optout_erasure_plan_from_json, json);
  }
  std::string json() const { return text(optout_erasure_plan_json); }
  // Whether it was planned.
  bool add(optout_erasure_method method, std::string_view record_id, const decision &decision) {
    return detail::give<bool>(optout_erasure_plan_add, get(), method, record_id, decision.get());
  }
  // How many records had not been planned.
  std::size_t read_deletions(optout_erasure_method method, std::string_view data) {
    return detail::give<std::size_t>(optout_erasure_plan_read_deletions, get(), method, detail::bytes(data),
                                     data.size());
  }
  erasure_plan &set_batch_size(optout_erasure_method method, std::size_t size) {
    return call(optout_erasure_plan_set_batch_size, method, size), *this;
  }
  erasure_plan &set_salesforce_version(std::string_view version) {
    return call(optout_erasure_plan_set_salesforce_version, version), *this;
  }
  std::size_t count() const { return ask(optout_erasure_plan_count); }
  auto steps() const { return sequence<optout_erasure_plan_step_count, step_at>(get()); }
  // The ids of the records that a call deletes; they belong to the plan.
  std::vector<std::string_view> record_ids(optout_erasure_method method) const {
    std::vector<std::string_view> ids;
    for (std::string_view id; !(id = ask(optout_erasure_plan_record_id, method, ids.size())).empty();) {
      ids.push_back(id);
    }
    return ids;
  }
  std::string delete_table(optout_system system, optout_erasure_object object) const {
    return text(optout_erasure_plan_delete_table, system, object);
  }
  std::string flag_table(optout_system system, optout_erasure_object object) const {
    return text(optout_erasure_plan_flag_table, system, object);
  }
  std::string preview_json() const { return text(optout_erasure_plan_preview_json); }
  std::string hash() const { return text(optout_erasure_plan_hash); }
  void approve(std::string_view hash) const { call(optout_erasure_plan_approve, hash); }

 private:
  static step step_at(const optout_erasure_plan *plan, std::size_t at) {
    return {optout_erasure_plan_step_kind(plan, at), optout_erasure_plan_step_system(plan, at),
            optout_erasure_plan_step_method(plan, at), optout_erasure_plan_step_record_count(plan, at),
            optout_erasure_plan_step_call_count(plan, at)};
  }
};

}  // namespace optout

#endif  // OPTOUT_ERASURE_HPP
