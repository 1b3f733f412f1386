// What all classes are made of: a pointer that is owned, or one that is not, and the ways to call a
// function of optout.h.
#ifndef OPTOUT_HANDLE_HPP
#define OPTOUT_HANDLE_HPP

#include <optout/error.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace optout {

template <class T>
class view;

namespace detail {

inline optout_str in(std::string_view text) noexcept { return {text.data(), text.size()}; }
template <class T>
T in(T value) noexcept {
  return value;
}
template <class T>
T out(T value) noexcept {
  return value;
}
inline const std::uint8_t *bytes(std::string_view data) noexcept {
  return reinterpret_cast<const std::uint8_t *>(data.data());
}

// Calls a function that can fail. Its outputs are among the arguments; behind them comes the error, which is
// read in a statement of its own: an argument beside the call would be read before it.
template <class F, class... A>
void call(F function, A... arguments) {
  optout_error *failure = nullptr;
  const optout_status status = function(in(arguments)..., &failure);
  if (status != OPTOUT_STATUS_OK) throw error(failure);
}

// Calls a function that gives a value.
template <class V, class F, class... A>
V give(F function, A... arguments) {
  V value{};
  call(function, arguments..., &value);
  return value;
}

// Calls a function that gives an object.
template <class W, class F, class... A>
W make(F function, A... arguments) {
  return W(give<typename W::c_type *>(function, arguments...));
}

// Calls a function that gives an object or none.
template <class W, class F, class... A>
std::optional<W> find(F function, A... arguments) {
  auto *found = give<typename W::c_type *>(function, arguments...);
  if (found == nullptr) return std::nullopt;
  return std::optional<W>(std::in_place, found);
}

// Calls a function that gives a text, or bytes.
template <class F, class... A>
std::string text(F function, A... arguments) {
  const std::unique_ptr<optout_buffer, void (*)(optout_buffer *)> given(
      give<optout_buffer *>(function, arguments...), optout_buffer_free);
  const std::size_t len = optout_buffer_len(given.get());
  if (len == 0) return std::string();
  return std::string(reinterpret_cast<const char *>(optout_buffer_data(given.get())), len);
}

// The object for optout.h; nullptr stays nullptr.
template <class W>
auto raw(const W *object) noexcept -> decltype(object->get()) {
  return object == nullptr ? nullptr : object->get();
}

template <class R, class T>
T *object_of(R (*)(T *));

}  // namespace detail

// An object of the library, which is freed with this. It is moved and never copied; what it was moved out of
// answers as the C functions answer NULL: with 0, an empty text, or an error. Texts that it gives are
// views, good until it is changed, moved from or destroyed.
template <class T, void (*Free)(T *)>
class handle {
 public:
  using c_type = T;

  // Takes over an object that a function of optout.h has given.
  explicit handle(T *owned) noexcept : owned_(owned) {}

  // For functions of optout.h. The object stays this one's.
  T *get() noexcept { return owned_.get(); }
  const T *get() const noexcept { return owned_.get(); }
  // Hands the object over to the caller.
  T *release() noexcept { return owned_.release(); }

 protected:
  template <class F, class... A>
  static T *created(F function, A... arguments) {
    return detail::give<T *>(function, arguments...);
  }
  template <class F, class... A>
  auto ask(F function, A... arguments) const {
    return detail::out(function(get(), detail::in(arguments)...));
  }
  template <class F, class... A>
  void call(F function, A... arguments) {
    detail::call(function, get(), arguments...);
  }
  template <class F, class... A>
  void call(F function, A... arguments) const {
    detail::call(function, get(), arguments...);
  }
  template <class V, class F, class... A>
  V give(F function, A... arguments) const {
    return detail::give<V>(function, get(), arguments...);
  }
  template <class W, class F, class... A>
  W make(F function, A... arguments) const {
    return detail::make<W>(function, get(), arguments...);
  }
  template <class F, class... A>
  std::string text(F function, A... arguments) const {
    return detail::text(function, get(), arguments...);
  }

 private:
  struct deleter {
    void operator()(T *owned) const noexcept { Free(owned); }
  };
  std::unique_ptr<T, deleter> owned_;
};

// An object that belongs to another one, and is good as long as that is.
template <class T>
class view {
 public:
  using c_type = T;

  explicit view(const T *borrowed) noexcept : borrowed_(borrowed) {}
  template <void (*Free)(T *)>
  view(const handle<T, Free> &owner) noexcept : borrowed_(owner.get()) {}

  const T *get() const noexcept { return borrowed_; }

 protected:
  template <class F, class... A>
  auto ask(F function, A... arguments) const {
    return detail::out(function(get(), detail::in(arguments)...));
  }

 private:
  const T *borrowed_;
};

// A range over what an object has several of. It is good as long as the object. Beyond the end, [] gives what
// the C function gives there: 0, or an empty text.
template <auto Count, auto At>
class sequence {
 public:
  using object = decltype(detail::object_of(Count));
  using value_type = decltype(detail::out(At(object(), std::size_t())));

  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = sequence::value_type;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = value_type;

    iterator() noexcept = default;
    iterator(object of, std::size_t at) noexcept : of_(of), at_(at) {}
    value_type operator*() const { return detail::out(At(of_, at_)); }
    iterator &operator++() noexcept { return ++at_, *this; }
    iterator operator++(int) noexcept { return iterator(of_, at_++); }
    friend bool operator==(const iterator &one, const iterator &other) noexcept {
      return one.at_ == other.at_;
    }
    friend bool operator!=(const iterator &one, const iterator &other) noexcept {
      return one.at_ != other.at_;
    }

   private:
    object of_ = nullptr;
    std::size_t at_ = 0;
  };
  using const_iterator = iterator;

  explicit sequence(object of) noexcept : of_(of) {}
  std::size_t size() const noexcept { return Count(of_); }
  bool empty() const noexcept { return size() == 0; }
  value_type operator[](std::size_t at) const { return detail::out(At(of_, at)); }
  iterator begin() const noexcept { return iterator(of_, 0); }
  iterator end() const noexcept { return iterator(of_, size()); }

 private:
  object of_;
};

// The reading of texts that are owned, or another object's.
using strings_view = sequence<optout_strings_count, optout_strings_at>;

// Texts.
class strings : public handle<optout_strings, optout_strings_free> {
 public:
  using handle::handle;
  std::size_t size() const { return ask(optout_strings_count); }
  std::string_view operator[](std::size_t at) const { return ask(optout_strings_at, at); }
  auto begin() const { return strings_view(get()).begin(); }
  auto end() const { return strings_view(get()).end(); }
};

// Bytes, such as those of a file.
template <class Base>
class basic_buffer : public Base {
 public:
  using Base::Base;
  const char *data() const { return reinterpret_cast<const char *>(optout_buffer_data(this->get())); }
  std::size_t size() const { return optout_buffer_len(this->get()); }
  std::string_view bytes() const {
    return size() == 0 ? std::string_view() : std::string_view(data(), size());
  }
  // The bytes, if all of them are UTF-8; empty if not.
  std::string_view text() const { return detail::out(optout_buffer_text(this->get())); }
};
using buffer = basic_buffer<handle<optout_buffer, optout_buffer_free>>;
using buffer_view = basic_buffer<view<optout_buffer>>;

}  // namespace optout

#endif  // OPTOUT_HANDLE_HPP
