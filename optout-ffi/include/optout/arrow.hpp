// Streams of record batches, as the Arrow C stream interface has them.
#ifndef OPTOUT_ARROW_HPP
#define OPTOUT_ARROW_HPP

#include <optout/handle.hpp>

namespace optout {

// A stream that is released with this. Whoever imports it, such as arrow::ImportRecordBatchReader, is given
// get(), and has moved it out then.
class arrow_stream {
 public:
  arrow_stream() noexcept : stream_() {}
  // Moves a stream in; the other structure is a released one afterwards.
  explicit arrow_stream(ArrowArrayStream *moved) noexcept : stream_(*moved) { moved->release = nullptr; }
  arrow_stream(arrow_stream &&other) noexcept : arrow_stream(&other.stream_) {}
  arrow_stream &operator=(arrow_stream &&other) noexcept {
    std::swap(stream_, other.stream_);
    return *this;
  }
  ~arrow_stream() {
    if (stream_.release != nullptr) stream_.release(&stream_);
  }

  ArrowArrayStream *get() noexcept { return &stream_; }

 private:
  ArrowArrayStream stream_;
};

namespace detail {

// A stream, and what it needs until it is released.
struct keeping_stream {
  arrow_stream inner;
  std::shared_ptr<void> kept;

  static arrow_stream of(arrow_stream inner, std::shared_ptr<void> kept) {
    ArrowArrayStream outer{};
    outer.private_data = new keeping_stream{std::move(inner), std::move(kept)};
    outer.get_schema = [](ArrowArrayStream *self, ArrowSchema *schema) {
      ArrowArrayStream *stream = inner_of(self);
      return stream->get_schema(stream, schema);
    };
    outer.get_next = [](ArrowArrayStream *self, ArrowArray *batch) {
      ArrowArrayStream *stream = inner_of(self);
      return stream->get_next(stream, batch);
    };
    outer.get_last_error = [](ArrowArrayStream *self) {
      ArrowArrayStream *stream = inner_of(self);
      return stream->get_last_error(stream);
    };
    outer.release = [](ArrowArrayStream *self) {
      delete static_cast<keeping_stream *>(self->private_data);
      self->release = nullptr;
    };
    return arrow_stream(&outer);
  }

 private:
  static ArrowArrayStream *inner_of(ArrowArrayStream *self) noexcept {
    return static_cast<keeping_stream *>(self->private_data)->inner.get();
  }
};

}  // namespace detail
}  // namespace optout

#endif  // OPTOUT_ARROW_HPP
