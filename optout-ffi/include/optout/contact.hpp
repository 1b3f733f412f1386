// A record of a person: what is known of them, as it was given.
#ifndef OPTOUT_CONTACT_HPP
#define OPTOUT_CONTACT_HPP

#include <optout/handle.hpp>

namespace optout {

// What is known of a person. One object serves many records: see clear().
class contact : public handle<optout_contact, optout_contact_free> {
 public:
  using handle::handle;
  struct id {
    std::string_view name_space;
    std::string_view value;
  };
  // Either whole, or in parts.
  struct written_name {
    std::string_view full;
    std::string_view given;
    std::string_view family;
  };

  contact() : handle(created(optout_contact_new)) {}
  contact &add_id(std::string_view namespace_, std::string_view value) {
    return call(optout_contact_add_id, namespace_, value), *this;
  }
  contact &add_email(std::string_view cell) { return call(optout_contact_add_email, cell), *this; }
  contact &add_full_name(std::string_view name) { return call(optout_contact_add_full_name, name), *this; }
  contact &add_name_parts(std::string_view given, std::string_view family) {
    return call(optout_contact_add_name_parts, given, family), *this;
  }
  contact &add_website(std::string_view website) { return call(optout_contact_add_website, website), *this; }
  contact &clear() { return call(optout_contact_clear), *this; }
  auto ids() const { return sequence<optout_contact_id_count, id_at>(get()); }
  auto emails() const { return sequence<optout_contact_email_count, optout_contact_email>(get()); }
  auto names() const { return sequence<optout_contact_name_count, name_at>(get()); }
  auto websites() const { return sequence<optout_contact_website_count, optout_contact_website>(get()); }

 private:
  static id id_at(const optout_contact *contact, std::size_t at) {
    return {detail::out(optout_contact_id_namespace(contact, at)),
            detail::out(optout_contact_id_value(contact, at))};
  }
  static written_name name_at(const optout_contact *contact, std::size_t at) {
    return {detail::out(optout_contact_full_name(contact, at)),
            detail::out(optout_contact_given_name(contact, at)),
            detail::out(optout_contact_family_name(contact, at))};
  }
};

}  // namespace optout

#endif  // OPTOUT_CONTACT_HPP
