// How many calls a system still takes, and what it says to them.
#ifndef OPTOUT_ALLOWANCE_HPP
#define OPTOUT_ALLOWANCE_HPP

#include <optout/handle.hpp>

#include <vector>

namespace optout {

// How much of a system's allowance is taken.
struct budget {
  // None for all calls that there are.
  std::optional<std::uint64_t> calls_per_day;
  std::uint64_t leave = 0;
  // Seconds after midnight UTC; none for what is known of the system.
  std::optional<std::uint32_t> day_begins;
};

// A header of an answer.
struct answer_header {
  std::string_view name;
  std::string_view value;
};

// A system's answer to a call, of texts that have to be there until it is taken. An empty one says that none
// came.
struct call_answer {
  std::uint16_t status = 0;
  std::vector<answer_header> headers;
  std::string_view body;
};

// Whether a call may be made.
struct call_verdict {
  optout_call_verdict verdict = OPTOUT_CALL_VERDICT_NONE;
  // In seconds since 1970; 0 if there is nothing to wait for.
  std::uint64_t until = 0;
  optout_hold hold = OPTOUT_HOLD_NONE;
};

namespace detail {

inline std::uint64_t calls_per_day(const budget &budget) noexcept {
  return budget.calls_per_day.value_or(UINT64_MAX);
}
inline std::int32_t day_begins(const budget &budget) noexcept {
  return budget.day_begins ? static_cast<std::int32_t>(*budget.day_begins) : -1;
}

// The headers of an answer, as C takes them.
class header_columns {
 public:
  explicit header_columns(const std::vector<answer_header> &headers) {
    names_.reserve(headers.size());
    values_.reserve(headers.size());
    for (const answer_header &header : headers) {
      names_.push_back(in(header.name));
      values_.push_back(in(header.value));
    }
  }
  const optout_str *names() const noexcept { return names_.data(); }
  const optout_str *values() const noexcept { return values_.data(); }
  std::size_t size() const noexcept { return names_.size(); }

 private:
  std::vector<optout_str> names_;
  std::vector<optout_str> values_;
};

}  // namespace detail

// Counts the calls to one system, for hosts that make calls of their own. An erasure has its own.
class allowance : public handle<optout_allowance, optout_allowance_free> {
 public:
  using handle::handle;
  explicit allowance(optout_system system) : handle(created(optout_allowance_new, system)) {}
  static allowance from_json(std::string_view json) {
    return detail::make<allowance>(optout_allowance_from_json, json);
  }
  std::string json() const { return text(optout_allowance_json); }
  allowance &set_budget(const budget &budget) {
    return call(optout_allowance_set_budget, detail::calls_per_day(budget), budget.leave,
                detail::day_begins(budget)),
           *this;
  }
  // Times are in seconds since 1970. A call that is let go on is counted.
  call_verdict charge(std::uint64_t now) {
    call_verdict said;
    call(optout_allowance_charge, now, &said.verdict, &said.until, &said.hold);
    return said;
  }
  call_verdict take(const call_answer &answer, std::uint64_t in_flight, std::uint64_t now) {
    const detail::header_columns headers(answer.headers);
    call_verdict said;
    call(optout_allowance_take, answer.status, headers.names(), headers.values(), headers.size(),
         detail::bytes(answer.body), answer.body.size(), in_flight, now, &said.verdict, &said.until,
         &said.hold);
    return said;
  }
  allowance &authorized() { return call(optout_allowance_authorized), *this; }
  std::uint64_t call_count() const { return ask(optout_allowance_call_count); }
};

}  // namespace optout

#endif  // OPTOUT_ALLOWANCE_HPP
