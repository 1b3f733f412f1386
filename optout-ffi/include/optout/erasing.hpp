// A plan being carried out.
#ifndef OPTOUT_ERASING_HPP
#define OPTOUT_ERASING_HPP

#include <optout/allowance.hpp>
#include <optout/erasure.hpp>

namespace optout {

// What the host is to do, and the request if it is to make a call.
class next : public handle<optout_next, optout_next_free> {
 public:
  using handle::handle;
  optout_next_kind kind() const { return ask(optout_next_kind_of); }
  optout_system system() const { return ask(optout_next_system); }
  std::uint64_t until() const { return ask(optout_next_until); }
  optout_hold hold() const { return ask(optout_next_hold); }
  std::uint64_t number() const { return ask(optout_next_number); }
  optout_erasure_method method() const { return ask(optout_next_method); }
  std::string_view verb() const { return ask(optout_next_verb); }
  std::string_view path() const { return ask(optout_next_path); }
  std::string_view content_type() const { return ask(optout_next_content_type); }
  std::string_view body() const { return ask(optout_next_body); }
  bool needs_address() const { return ask(optout_next_needs_address); }
  std::string address_body(std::string_view email, std::string_view requester_email) const {
    return text(optout_next_address_body, email, requester_email);
  }
  bool is_repeated() const { return ask(optout_next_is_repeated); }
  auto record_ids() const { return sequence<optout_next_record_count, optout_next_record_id>(get()); }
};

// What an answer has settled.
class taken : public handle<optout_taken, optout_taken_free> {
 public:
  using handle::handle;
  // What has become of a record.
  struct record {
    std::string_view id;
    optout_erasure_outcome outcome;
    std::string_view code;
  };

  optout_call_verdict verdict() const { return ask(optout_taken_verdict); }
  std::uint64_t until() const { return ask(optout_taken_until); }
  optout_hold hold() const { return ask(optout_taken_hold); }
  auto records() const { return sequence<optout_taken_count, record_at>(get()); }

 private:
  static record record_at(const optout_taken *taken, std::size_t at) {
    return {detail::out(optout_taken_record_id(taken, at)), optout_taken_outcome(taken, at),
            detail::out(optout_taken_code(taken, at))};
  }
};

// A plan that a human has approved, being carried out. Times are in seconds since 1970.
class erasure : public handle<optout_erasure, optout_erasure_free> {
 public:
  using handle::handle;
  static erasure begin(const erasure_plan &plan, std::string_view approval) {
    return detail::make<erasure>(optout_erasure_begin, plan.get(), approval);
  }
  // `progress` is the JSON that was stored last.
  static erasure resume(const erasure_plan &plan, std::string_view progress) {
    return detail::make<erasure>(optout_erasure_resume, plan.get(), progress);
  }
  std::string progress_json() const { return text(optout_erasure_progress_json); }
  erasure &suppressed() { return call(optout_erasure_suppressed), *this; }
  erasure &authorized(optout_system system) { return call(optout_erasure_authorized, system), *this; }
  erasure &set_budget(optout_system system, const budget &budget) {
    return call(optout_erasure_set_budget, system, detail::calls_per_day(budget), budget.leave,
                detail::day_begins(budget)),
           *this;
  }
  erasure &set_in_flight(std::size_t most) { return call(optout_erasure_set_in_flight, most), *this; }
  optout::next next(std::uint64_t now) { return detail::make<optout::next>(optout_erasure_next, get(), now); }
  taken take_answer(std::uint64_t number, const call_answer &answer, std::uint64_t now) {
    const detail::header_columns headers(answer.headers);
    return detail::make<taken>(optout_erasure_take_answer, get(), number, answer.status, headers.names(),
                               headers.values(), headers.size(), detail::bytes(answer.body),
                               answer.body.size(), now);
  }
  std::string standing_json() const { return text(optout_erasure_standing_json); }
  std::string failed_json() const { return text(optout_erasure_failed_json); }
  std::string reverification_json(std::string_view day) const {
    return text(optout_erasure_reverification_json, day);
  }
  erasure &reverified(optout_erasure_method method, std::uint32_t days) {
    return call(optout_erasure_reverified, method, days), *this;
  }
};

}  // namespace optout

#endif  // OPTOUT_ERASING_HPP
