// From evidence and a match to what becomes of a record, and by when.
#ifndef OPTOUT_DECISION_HPP
#define OPTOUT_DECISION_HPP

#include <optout/evidence.hpp>
#include <optout/matching.hpp>

namespace optout {

// A day by which something has to be done.
class deadline : public handle<optout_deadline, optout_deadline_free> {
 public:
  using handle::handle;
  std::string_view date() const { return ask(optout_deadline_date); }
  std::string_view start() const { return ask(optout_deadline_start); }
  optout_clock clock() const { return ask(optout_deadline_clock); }
  bool is_overdue(std::string_view now) const { return give<bool>(optout_deadline_is_overdue, now); }
};

// Where a person is, in law.
class place : public handle<optout_place, optout_place_free> {
 public:
  using handle::handle;
  optout_signal signal() const { return ask(optout_place_signal); }
  // None where no regime of the place has a clock for it.
  std::optional<optout::deadline> deadline(const policy &policy, optout_request request,
                                           std::string_view start) const {
    return detail::find<optout::deadline>(optout_place_deadline, get(), policy.get(), request, start);
  }
  auto regimes() const { return sequence<optout_place_regime_count, optout_place_regime>(get()); }
};

// What is known about a record beside its match.
class circumstances : public handle<optout_circumstances, optout_circumstances_free> {
 public:
  using handle::handle;
  explicit circumstances(std::string_view now) : handle(created(optout_circumstances_new, now)) {}
  circumstances &set_evidence(evidence_set_view evidence) {
    return call(optout_circumstances_set_evidence, evidence.get()), *this;
  }
  circumstances &set_residency(std::string_view country) {
    return call(optout_circumstances_set_residency, country), *this;
  }
  circumstances &set_place(std::string_view country, std::string_view region) {
    return call(optout_circumstances_set_place, country, region), *this;
  }
  circumstances &set_vendor_country(std::string_view country) {
    return call(optout_circumstances_set_vendor_country, country), *this;
  }
  circumstances &set_phone(std::string_view phone) {
    return call(optout_circumstances_set_phone, phone), *this;
  }
  circumstances &set_company_country(std::string_view country) {
    return call(optout_circumstances_set_company_country, country), *this;
  }
  circumstances &set_domain(std::string_view domain) {
    return call(optout_circumstances_set_domain, domain), *this;
  }
  circumstances &set_trigger(optout_trigger trigger, std::string_view since) {
    return call(optout_circumstances_set_trigger, trigger, since), *this;
  }
  circumstances &set_received(std::string_view date) {
    return call(optout_circumstances_set_received, date), *this;
  }
  optout::place place(const policy &policy) const {
    return make<optout::place>(optout_circumstances_place, policy.get());
  }
};

// What the rules say, owned or another object's.
template <class Base>
class basic_classification : public Base {
 public:
  using Base::Base;
  optout_retention retention() const { return this->ask(optout_classification_retention); }
  optout_lawful_basis basis() const { return this->ask(optout_classification_basis); }
  std::string_view basis_iri() const { return this->ask(optout_classification_basis_iri); }
  optout_marketing marketing() const { return this->ask(optout_classification_marketing); }
  optout_basis_rule rule() const { return this->ask(optout_classification_rule); }
  optout_reason reason() const { return this->ask(optout_classification_reason); }
  std::string_view sentence() const { return this->ask(optout_classification_sentence); }
  strings_view purposes() const { return strings_view(this->ask(optout_classification_purposes)); }
  strings_view used() const { return strings_view(this->ask(optout_classification_used)); }
  strings_view permits_marketing() const {
    return strings_view(this->ask(optout_classification_permits_marketing));
  }
  strings_view defeated() const { return strings_view(this->ask(optout_classification_defeated)); }
  strings_view ignored() const { return strings_view(this->ask(optout_classification_ignored)); }
  std::string_view valid_until() const { return this->ask(optout_classification_valid_until); }
  std::string_view marketing_until() const { return this->ask(optout_classification_marketing_until); }
  std::string_view deadline() const { return this->ask(optout_classification_deadline); }
  std::string_view deadline_start() const { return this->ask(optout_classification_deadline_start); }
  optout_clock deadline_clock() const { return this->ask(optout_classification_deadline_clock); }
  bool is_overdue() const { return this->ask(optout_classification_is_overdue); }
  bool is_marketing_contact() const { return this->ask(optout_classification_is_marketing_contact); }
  bool is_marketing_waste() const { return this->ask(optout_classification_is_marketing_waste); }
  std::string json() const { return detail::text(optout_classification_json, this->get()); }
  auto regimes() const {
    return sequence<optout_classification_regime_count, optout_classification_regime>(this->get());
  }
  auto missing() const {
    return sequence<optout_classification_missing_count, optout_classification_missing>(this->get());
  }
};
using classification_view = basic_classification<view<optout_classification>>;

// What the rules say of a person, by evidence alone.
class classification
    : public basic_classification<handle<optout_classification, optout_classification_free>> {
 public:
  using basic_classification::basic_classification;
  static classification of(optout_certainty certainty, const circumstances &circumstances,
                           const policy &policy) {
    return detail::make<classification>(optout_classification_of, certainty, circumstances.get(),
                                        policy.get());
  }
};

// What becomes of a record that was found.
class decision : public handle<optout_decision, optout_decision_free> {
 public:
  using handle::handle;
  // None if the match found nobody.
  static std::optional<decision> of(const match &found, const circumstances &circumstances,
                                    const policy &policy) {
    return detail::find<decision>(optout_decision_of, found.get(), circumstances.get(), policy.get());
  }
  classification_view classification() const {
    return classification_view(ask(optout_decision_classification));
  }
  std::string_view entry_id() const { return ask(optout_decision_entry_id); }
  std::string_view sentence() const { return ask(optout_decision_sentence); }
  strings_view competing() const { return strings_view(ask(optout_decision_competing)); }
  std::string_view deadline() const { return ask(optout_decision_deadline); }
  std::string_view deadline_start() const { return ask(optout_decision_deadline_start); }
  optout_clock deadline_clock() const { return ask(optout_decision_deadline_clock); }
  std::string_view policy_hash() const { return ask(optout_decision_policy_hash); }
  std::string json() const { return text(optout_decision_json); }
  auto regimes() const { return sequence<optout_decision_regime_count, optout_decision_regime>(get()); }
};

// What another policy would say.
struct what_if_outcome {
  std::string json;
  // More decisions flip than the cap allows: a human looks before the new policy is used.
  bool exceeds_cap;
};

class what_if : public handle<optout_what_if, optout_what_if_free> {
 public:
  using handle::handle;
  what_if() : handle(created(optout_what_if_new)) {}
  what_if &add(std::string_view name, optout_certainty certainty, const circumstances &circumstances) {
    return call(optout_what_if_add, name, certainty, circumstances.get()), *this;
  }
  what_if_outcome run(const policy &before, const policy &after, std::uint64_t most_flips) const {
    bool exceeds_cap = false;
    optout_buffer *json = nullptr;
    detail::call(optout_what_if_run, get(), before.get(), after.get(), most_flips, &exceeds_cap, &json);
    return {std::string(buffer(json).bytes()), exceeds_cap};
  }
};

// Why a classification is what it is, as JSON.
inline std::string basis_explain(optout_certainty certainty, const circumstances &circumstances,
                                 const policy &policy) {
  return detail::text(optout_basis_explain, certainty, circumstances.get(), policy.get());
}

// Whether an explanation comes out the same again.
inline bool basis_replays(std::string_view explanation, optout_certainty certainty,
                          const circumstances &circumstances, const policy &policy) {
  return detail::give<bool>(optout_basis_replays, explanation, certainty, circumstances.get(), policy.get());
}

}  // namespace optout

#endif  // OPTOUT_DECISION_HPP
