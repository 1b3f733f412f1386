// What is left to do when it has been decided.
#ifndef OPTOUT_AFTERWARDS_HPP
#define OPTOUT_AFTERWARDS_HPP

#include <optout/decision.hpp>

namespace optout {

// Who must not come back, as hashes under a key.
class suppression_set : public handle<optout_suppression_set, optout_suppression_set_free> {
 public:
  using handle::handle;
  explicit suppression_set(std::string_view key)
      : handle(created(optout_suppression_set_new, detail::bytes(key), key.size())) {}
  static suppression_set from_json(std::string_view json) {
    return detail::make<suppression_set>(optout_suppression_set_from_json, json);
  }
  std::string json() const { return text(optout_suppression_set_json); }
  suppression_set &add_list(std::string_view key, const list &list) {
    return call(optout_suppression_set_add_list, detail::bytes(key), key.size(), list.get()), *this;
  }
  suppression_set &add(std::string_view key, const contact &contact) {
    return call(optout_suppression_set_add, detail::bytes(key), key.size(), contact.get()), *this;
  }
  bool may_import(std::string_view key, const contact &contact) const {
    return give<bool>(optout_suppression_set_may_import, detail::bytes(key), key.size(), contact.get());
  }
  std::size_t count() const { return ask(optout_suppression_set_count); }
};

// Deletions in batches that a system takes.
class erasure_plan : public handle<optout_erasure_plan, optout_erasure_plan_free> {
 public:
  using handle::handle;
  // The record ids of one call to the system; they belong to the plan.
  class batch {
   public:
    batch(const optout_erasure_plan *plan, std::size_t place) : plan_(plan), place_(place) {}
    std::size_t size() const { return optout_erasure_plan_batch_len(plan_, place_); }
    std::string_view operator[](std::size_t at) const {
      return detail::out(optout_erasure_plan_record_id(plan_, place_, at));
    }

   private:
    const optout_erasure_plan *plan_;
    std::size_t place_;
  };

  explicit erasure_plan(optout_system system) : handle(created(optout_erasure_plan_new, system)) {}
  // Whether it was planned.
  bool add(std::string_view record_id, const decision &decision) {
    return detail::give<bool>(optout_erasure_plan_add, get(), record_id, decision.get());
  }
  optout_system system() const { return ask(optout_erasure_plan_system); }
  std::string hash() const { return text(optout_erasure_plan_hash); }
  void approve(std::string_view hash) const { call(optout_erasure_plan_approve, hash); }
  std::string json() const { return text(optout_erasure_plan_json); }
  auto batches() const { return sequence<optout_erasure_plan_batch_count, batch_at>(get()); }

 private:
  static batch batch_at(const optout_erasure_plan *plan, std::size_t at) { return batch(plan, at); }
};

inline std::size_t system_batch_size(optout_system system) { return optout_system_batch_size(system); }

}  // namespace optout

#endif  // OPTOUT_AFTERWARDS_HPP
