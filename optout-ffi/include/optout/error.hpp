// What goes wrong, as an exception.
#ifndef OPTOUT_ERROR_HPP
#define OPTOUT_ERROR_HPP

#include <optout.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#if !defined(__cpp_exceptions) && !defined(__EXCEPTIONS) && !defined(_CPPUNWIND)
#error "optout.hpp throws; a program without exceptions uses optout.h, which it is made of"
#endif

namespace optout {

namespace detail {

inline std::string_view out(optout_str text) noexcept {
  return text.len == 0 ? std::string_view() : std::string_view(text.data, text.len);
}

}  // namespace detail

// Where a fault is: records and lines count from 1, the header is record 0, bytes count from 0.
struct position {
  std::uint64_t record;
  std::uint64_t line;
  std::uint64_t byte;
};

// A call failed, and nothing was done. No text in it holds a value that was read. Copies share what
// they say, so that copying one while another is on its way does not throw.
class error : public std::runtime_error {
 public:
  // Takes over the error of a call that failed.
  explicit error(optout_error *owned)
      : error(std::shared_ptr<const optout_error>(owned, optout_error_free)) {}

  optout_status status() const noexcept { return optout_error_status(owned_.get()); }
  std::string_view code() const noexcept { return detail::out(optout_error_code(owned_.get())); }
  // The same text as what().
  std::string_view message() const noexcept { return detail::out(optout_error_message(owned_.get())); }
  std::string_view fault() const noexcept { return detail::out(optout_error_fault(owned_.get())); }
  optout_input input() const noexcept { return optout_error_input(owned_.get()); }
  std::optional<optout::position> position() const noexcept {
    const optout_error *error = owned_.get();
    if (!optout_error_has_position(error)) return std::nullopt;
    return optout::position{optout_error_record(error), optout_error_line(error), optout_error_byte(error)};
  }
  std::uint64_t found() const noexcept { return optout_error_found(owned_.get()); }
  std::uint64_t limit() const noexcept { return optout_error_limit(owned_.get()); }
  std::uint64_t previous() const noexcept { return optout_error_previous(owned_.get()); }
  bool of_one_entry() const noexcept { return optout_error_of_one_entry(owned_.get()); }

 private:
  explicit error(std::shared_ptr<const optout_error> owned)
      : std::runtime_error(std::string(detail::out(optout_error_message(owned.get())))),
        owned_(std::move(owned)) {}

  std::shared_ptr<const optout_error> owned_;
};

}  // namespace optout

#endif  // OPTOUT_ERROR_HPP
