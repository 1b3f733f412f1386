// The rules: who is taken for whom, and what may be kept.
#ifndef OPTOUT_POLICY_HPP
#define OPTOUT_POLICY_HPP

#include <optout/handle.hpp>

namespace optout {

// Matching rules and the parameters of the basis rules.
class policy : public handle<optout_policy, optout_policy_free> {
 public:
  using handle::handle;
  static policy standard() { return detail::make<policy>(optout_policy_standard); }
  static policy shipped(std::string_view name) { return detail::make<policy>(optout_policy_shipped, name); }
  static policy from_toml(std::string_view toml) {
    return detail::make<policy>(optout_policy_from_toml, toml);
  }
  static policy from_json(std::string_view json) {
    return detail::make<policy>(optout_policy_from_json, json);
  }
  static policy read(std::string_view text) { return detail::make<policy>(optout_policy_read, text); }
  static policy from_matching_toml(std::string_view toml) {
    return detail::make<policy>(optout_policy_from_matching_toml, toml);
  }
  static policy from_matching_json(std::string_view json) {
    return detail::make<policy>(optout_policy_from_matching_json, json);
  }
  static policy read_matching(std::string_view text) {
    return detail::make<policy>(optout_policy_read_matching, text);
  }
  std::string matching_toml() const { return text(optout_policy_matching_toml); }
  std::string basis_json() const { return text(optout_policy_basis_json); }
  std::string_view name() const { return ask(optout_policy_name); }
  std::string_view hash() const { return ask(optout_policy_hash); }
  std::string_view matching_hash() const { return ask(optout_policy_matching_hash); }
  std::string_view basis_hash() const { return ask(optout_policy_basis_hash); }
};

}  // namespace optout

#endif  // OPTOUT_POLICY_HPP
