// Who must not come back.
#ifndef OPTOUT_SUPPRESSION_HPP
#define OPTOUT_SUPPRESSION_HPP

#include <optout/evidence.hpp>
#include <optout/list.hpp>

namespace optout {

// Whether a contact who stands there may come in.
inline optout_admission standing_admission(optout_standing standing) {
  return optout_standing_admission(standing);
}

// What came of an import; its tables belong to it.
class imported : public handle<optout_imported, optout_imported_free> {
 public:
  using handle::handle;
  buffer_view admitted() const { return buffer_view(ask(optout_imported_admitted)); }
  buffer_view turned_away() const { return buffer_view(ask(optout_imported_turned_away)); }
  std::string counts_json() const { return text(optout_imported_counts_json); }
};

// People who must not be imported again, as hashes under a key.
class suppression_set : public handle<optout_suppression_set, optout_suppression_set_free> {
 public:
  using handle::handle;
  // Of the object, beside that of a person.
  using handle::release;
  explicit suppression_set(std::string_view key)
      : handle(created(optout_suppression_set_new, detail::bytes(key), key.size())) {}
  static suppression_set from_bytes(std::string_view data) {
    return detail::make<suppression_set>(optout_suppression_set_from_bytes, detail::bytes(data), data.size());
  }
  std::string to_bytes() const { return text(optout_suppression_set_to_bytes); }
  // Of how many people nothing could be kept.
  std::uint64_t add_list(std::string_view key, const list &list, std::string_view on) {
    return detail::give<std::uint64_t>(optout_suppression_set_add_list, get(), detail::bytes(key), key.size(),
                                       list.get(), on);
  }
  // Whether anything could be kept.
  bool add(std::string_view key, const contact &contact, std::string_view on) {
    return detail::give<bool>(optout_suppression_set_add, get(), detail::bytes(key), key.size(),
                              contact.get(), on);
  }
  // Where the contact stands now.
  optout_standing release(std::string_view key, const contact &contact, std::string_view on) {
    return detail::give<optout_standing>(optout_suppression_set_release, get(), detail::bytes(key),
                                         key.size(), contact.get(), on);
  }
  optout_standing check(std::string_view key, const contact &contact) const {
    return give<optout_standing>(optout_suppression_set_check, detail::bytes(key), key.size(), contact.get());
  }
  bool may_import(std::string_view key, const contact &contact) const {
    return give<bool>(optout_suppression_set_may_import, detail::bytes(key), key.size(), contact.get());
  }
  imported import(std::string_view key, std::string_view contacts,
                  const contacts_options *options = nullptr) const {
    return make<imported>(optout_suppression_set_import, detail::bytes(key), key.size(),
                          detail::bytes(contacts), contacts.size(), detail::raw(options));
  }
  suppression_set &merge(const suppression_set &other) {
    return call(optout_suppression_set_merge, other.get()), *this;
  }
  std::uint64_t revision() const { return ask(optout_suppression_set_revision); }
  std::string delta_since(std::uint64_t revision) const {
    return text(optout_suppression_set_delta_since, revision);
  }
  suppression_set &apply(std::string_view delta) {
    return call(optout_suppression_set_apply, detail::bytes(delta), delta.size()), *this;
  }
  std::size_t count() const { return ask(optout_suppression_set_count); }
  std::size_t released() const { return ask(optout_suppression_set_released); }
};

}  // namespace optout

#endif  // OPTOUT_SUPPRESSION_HPP
