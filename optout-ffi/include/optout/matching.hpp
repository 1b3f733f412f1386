// Who a record is to the list, and why.
#ifndef OPTOUT_MATCHING_HPP
#define OPTOUT_MATCHING_HPP

#include <optout/list.hpp>
#include <optout/policy.hpp>
#include <optout/tables.hpp>

namespace optout {

// What a record is to the list.
class match : public handle<optout_match, optout_match_free> {
 public:
  using handle::handle;
  optout_match_status status() const { return ask(optout_match_status_of); }
  optout_tier tier() const { return ask(optout_match_tier); }
  std::string_view rule() const { return ask(optout_match_rule); }
  std::string_view entry_id() const { return ask(optout_match_entry_id); }
  std::string_view sentence() const { return ask(optout_match_sentence); }
  bool shares_id() const { return ask(optout_match_shares_id); }
  bool is_shared_id() const { return ask(optout_match_is_shared_id); }
  optout_email_agreement email() const { return ask(optout_match_email); }
  bool is_role_mailbox() const { return ask(optout_match_is_role_mailbox); }
  bool is_shared_mailbox() const { return ask(optout_match_is_shared_mailbox); }
  optout_name_class name() const { return ask(optout_match_name); }
  bool has_same_name() const { return ask(optout_match_has_same_name); }
  bool has_complete_name() const { return ask(optout_match_has_complete_name); }
  bool has_close_name() const { return ask(optout_match_has_close_name); }
  bool shares_domain() const { return ask(optout_match_shares_domain); }
  optout_only_record only_record() const { return ask(optout_match_only_record); }
  std::uint32_t score() const { return ask(optout_match_score); }
  optout_verdict verdict() const { return ask(optout_match_verdict); }
  bool is_settled() const { return ask(optout_match_is_settled); }
  std::size_t unreadable_count() const { return ask(optout_match_unreadable_count); }
  std::size_t oversized_block_count() const { return ask(optout_match_oversized_block_count); }
  auto id_namespaces() const {
    return sequence<optout_match_id_namespace_count, optout_match_id_namespace>(get());
  }
  // Names of other entries that it could be as well.
  auto competing() const { return sequence<optout_match_competing_count, optout_match_competing>(get()); }
};

// How a field of both sides agrees.
struct field_agreement {
  optout_field field;
  std::string_view agreement;
  bool contradicts;
};

// A condition of a rule that does not hold.
struct unmet_condition {
  std::string_view rule;
  std::string_view condition;
};

// A record and an entry, field by field.
template <class Base>
class basic_pair : public Base {
 public:
  using Base::Base;
  std::string json() const { return detail::text(optout_pair_json, this->get()); }
  std::string table() const { return detail::text(optout_pair_table, this->get()); }
  std::string_view entry_id() const { return this->ask(optout_pair_entry_id); }
  optout_match_status status() const { return this->ask(optout_pair_status); }
  optout_tier tier() const { return this->ask(optout_pair_tier); }
  std::string_view rule() const { return this->ask(optout_pair_rule); }
  std::string_view sentence() const { return this->ask(optout_pair_sentence); }
  std::uint32_t score() const { return this->ask(optout_pair_score); }
  optout_verdict verdict() const { return this->ask(optout_pair_verdict); }
  auto fields() const { return sequence<optout_pair_field_count, field_at>(this->get()); }
  auto unmet() const { return sequence<optout_pair_unmet_count, unmet_at>(this->get()); }

 private:
  static field_agreement field_at(const optout_pair *pair, std::size_t at) {
    return {optout_pair_field(pair, at), detail::out(optout_pair_field_class(pair, at)),
            optout_pair_field_contradicts(pair, at)};
  }
  static unmet_condition unmet_at(const optout_pair *pair, std::size_t at) {
    return {detail::out(optout_pair_unmet_rule(pair, at)),
            detail::out(optout_pair_unmet_condition(pair, at))};
  }
};
using pair = basic_pair<handle<optout_pair, optout_pair_free>>;
using pair_view = basic_pair<view<optout_pair>>;

// Why a record is what it is to the list. Pairs belong to it.
class explanation : public handle<optout_explanation, optout_explanation_free> {
 public:
  using handle::handle;
  std::string json() const { return text(optout_explanation_json); }
  std::string table() const { return text(optout_explanation_table); }
  optout_match_status status() const { return ask(optout_explanation_status); }
  bool is_settled() const { return ask(optout_explanation_is_settled); }
  auto pairs() const { return sequence<optout_explanation_pair_count, pair_at>(get()); }

 private:
  static pair_view pair_at(const optout_explanation *explanation, std::size_t at) {
    return pair_view(optout_explanation_pair(explanation, at));
  }
};

// How two lists of a matcher differ.
class list_update : public handle<optout_list_update, optout_list_update_free> {
 public:
  using handle::handle;
  std::size_t new_count() const { return ask(optout_list_update_new_count); }
  std::size_t changed_count() const { return ask(optout_list_update_changed_count); }
  std::size_t unchanged_count() const { return ask(optout_list_update_unchanged_count); }
  std::size_t vanished_count() const { return ask(optout_list_update_vanished_count); }
};

struct updated_matcher;

// A list arranged for matching. Never changed: one serves any number of threads.
class matcher : public handle<optout_matcher, optout_matcher_free> {
 public:
  using handle::handle;
  matcher(const list &list, const policy &policy)
      : handle(created(optout_matcher_new, list.get(), policy.get())) {}
  matcher(const list &list, const policy &policy, const match_options &options)
      : handle(created(optout_matcher_with_options, list.get(), policy.get(), options.get())) {}
  explanation explain(const contact &contact, optout_values values = OPTOUT_VALUES_HIDDEN,
                      std::string_view key = {}) const {
    return make<explanation>(optout_matcher_explain, contact.get(), values, detail::bytes(key), key.size());
  }
  pair why_not(std::string_view entry_id, const contact &contact, optout_values values = OPTOUT_VALUES_HIDDEN,
               std::string_view key = {}) const {
    return make<pair>(optout_matcher_why_not, entry_id, contact.get(), values, detail::bytes(key),
                      key.size());
  }
  optout_replay replay(std::string_view explanation, const contact &contact,
                       optout_values values = OPTOUT_VALUES_HIDDEN, std::string_view key = {}) const {
    return give<optout_replay>(optout_matcher_replay, explanation, contact.get(), values, detail::bytes(key),
                               key.size());
  }
  // The matcher of next week's list; people who are not on that one are still opted out.
  inline updated_matcher updated(const list &list) const;
  std::string to_bytes() const { return text(optout_matcher_to_bytes); }
  static matcher from_bytes(std::string_view data) {
    return detail::make<matcher>(optout_matcher_from_bytes, detail::bytes(data), data.size());
  }
  void save(std::string_view path) const { call(optout_matcher_save, path); }
  static matcher open(std::string_view path) { return detail::make<matcher>(optout_matcher_open, path); }
  std::string_view policy_name() const { return ask(optout_matcher_policy_name); }
  std::string_view policy_hash() const { return ask(optout_matcher_policy_hash); }
  std::string_view list_snapshot() const { return ask(optout_matcher_list_snapshot); }
  std::size_t entry_count() const { return ask(optout_matcher_entry_count); }
  optout::match match(const contact &contact) const {
    return make<optout::match>(optout_matcher_match, contact.get());
  }
  std::string merge_facts(std::string_view facts, std::string_view other) const {
    return text(optout_matcher_merge_facts, detail::bytes(facts), facts.size(), detail::bytes(other),
                other.size());
  }
};

// The matcher of a newer list, and how the lists differ.
struct updated_matcher {
  optout::matcher matcher;
  list_update update;
};

inline updated_matcher matcher::updated(const list &list) const {
  optout_matcher *made = nullptr;
  optout_list_update *update = nullptr;
  detail::call(optout_matcher_updated, get(), list.get(), &made, &update);
  return {matcher(made), list_update(update)};
}

}  // namespace optout

#endif  // OPTOUT_MATCHING_HPP
