// Functions of the caller's that the library calls: what they throw crosses C as a status, and is thrown
// again when the call has come back.
#ifndef OPTOUT_PROGRESS_HPP
#define OPTOUT_PROGRESS_HPP

#include <optout/handle.hpp>

#include <exception>
#include <functional>
#include <ios>
#include <istream>
#include <ostream>

namespace optout {

// How far a pass is.
struct progress {
  std::uint64_t records;
  std::uint64_t bytes;
};

// How far a redaction is; records that were redacted before count as redacted.
struct redaction_progress {
  std::uint64_t records;
  std::uint64_t bytes;
  std::uint64_t redacted;
};

// Is told of the progress, on the thread of the call; false stops the work with OPTOUT_STATUS_CANCELLED, and so
// does an exception, which leaves the call in the place of that error. An empty one is not called.
using on_progress = std::function<bool(const progress &)>;
using on_redaction_progress = std::function<bool(const redaction_progress &)>;

// Fills a buffer as far as it can: how many bytes it has put there, 0 at the end only.
using reader = std::function<std::size_t(char *buffer, std::size_t len)>;
// Takes all the bytes, or throws.
using writer = std::function<void(std::string_view data)>;

namespace detail {

// A function of the caller's, and what it has thrown.
template <class F>
class callback {
 public:
  explicit callback(F function) : function_(std::move(function)) {}

  explicit operator bool() const noexcept { return static_cast<bool>(function_); }
  void *user() noexcept { return this; }
  void rethrow() const {
    if (thrown_) std::rethrow_exception(thrown_);
  }

  // Calls it; `failed` is the answer for C if it throws.
  template <class R, class C>
  static R run(void *user, R failed, C use) noexcept {
    auto &self = *static_cast<callback *>(user);
    try {
      return use(self.function_);
    } catch (...) {
      self.thrown_ = std::current_exception();
      return failed;
    }
  }

 private:
  F function_;
  std::exception_ptr thrown_;
};

using progress_callback = callback<on_progress>;
using redaction_callback = callback<on_redaction_progress>;
using read_callback = callback<reader>;
using write_callback = callback<writer>;

inline bool tell_progress(std::uint64_t records, std::uint64_t bytes, void *user) noexcept {
  return progress_callback::run(
      user, false, [&](const on_progress &function) { return function(progress{records, bytes}); });
}

inline bool tell_redaction(std::uint64_t records, std::uint64_t bytes, std::uint64_t redacted,
                           void *user) noexcept {
  return redaction_callback::run(user, false, [&](const on_redaction_progress &function) {
    return function(redaction_progress{records, bytes, redacted});
  });
}

inline std::ptrdiff_t read_from(std::uint8_t *buffer, std::size_t len, void *input) noexcept {
  return read_callback::run(input, std::ptrdiff_t(-1), [&](const reader &function) {
    return static_cast<std::ptrdiff_t>(function(reinterpret_cast<char *>(buffer), len));
  });
}

inline std::int32_t write_to(const std::uint8_t *data, std::size_t len, void *output) noexcept {
  return write_callback::run(output, std::int32_t(-1), [&](const writer &function) {
    function(std::string_view(reinterpret_cast<const char *>(data), len));
    return std::int32_t(0);
  });
}

inline optout_progress function_of(const progress_callback &callback) noexcept {
  return callback ? tell_progress : nullptr;
}

inline optout_redaction_progress function_of(const redaction_callback &callback) noexcept {
  return callback ? tell_redaction : nullptr;
}

// Does something that calls back. What a callback threw comes before the error that came of it.
template <class C, class... B>
auto calling_back(C work, const B &...callbacks) {
  try {
    auto result = work();
    (callbacks.rethrow(), ...);
    return result;
  } catch (const error &) {
    (callbacks.rethrow(), ...);
    throw;
  }
}

// Does something with a progress function, as C takes it.
template <class F, class C>
auto watched(F progress, C work) {
  callback<F> callback(std::move(progress));
  return calling_back([&] { return work(function_of(callback), callback.user()); }, callback);
}

// A stream while the library uses it, on any thread: it throws nothing at its end, and does not flush the
// stream that it is tied to, which may be in use on another thread.
class quiet_stream {
 public:
  explicit quiet_stream(std::ios &stream)
      : stream_(stream), tied_(stream.tie(nullptr)), throws_(stream.exceptions()) {
    stream_.exceptions(std::ios::goodbit);
  }
  quiet_stream(const quiet_stream &) = delete;
  quiet_stream &operator=(const quiet_stream &) = delete;
  ~quiet_stream() {
    stream_.tie(tied_);
    try {
      stream_.exceptions(throws_);
    } catch (const std::ios::failure &) {
      // The state says it, and the call has failed by itself if the stream had.
    }
  }

 private:
  std::ios &stream_;
  std::ostream *tied_;
  std::ios::iostate throws_;
};

inline std::size_t read_stream(std::istream &input, char *buffer, std::size_t len) {
  input.read(buffer, static_cast<std::streamsize>(len));
  // The end is none of the failures that a short read is taken for.
  if (input.eof() && !input.bad()) input.clear(std::ios::eofbit);
  if (input.fail()) throw std::ios::failure("the input stream cannot be read");
  return static_cast<std::size_t>(input.gcount());
}

inline void write_stream(std::ostream &output, std::string_view data) {
  if (!output.write(data.data(), static_cast<std::streamsize>(data.size()))) {
    throw std::ios::failure("the output stream cannot be written");
  }
}

}  // namespace detail
}  // namespace optout

#endif  // OPTOUT_PROGRESS_HPP
