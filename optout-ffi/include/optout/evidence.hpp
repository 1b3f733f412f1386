// What speaks for keeping a record.
#ifndef OPTOUT_EVIDENCE_HPP
#define OPTOUT_EVIDENCE_HPP

#include <optout/contact.hpp>

namespace optout {

// A piece of the controller's own evidence.
class evidence : public handle<optout_evidence, optout_evidence_free> {
 public:
  using handle::handle;
  evidence(std::string_view id, optout_evidence_kind kind) : handle(created(optout_evidence_new, id, kind)) {}
  evidence &set_polarity(optout_polarity polarity) {
    return call(optout_evidence_set_polarity, polarity), *this;
  }
  evidence &set_occurred_at(std::string_view time) {
    return call(optout_evidence_set_occurred_at, time), *this;
  }
  evidence &set_expires_at(std::string_view time) {
    return call(optout_evidence_set_expires_at, time), *this;
  }
  evidence &set_source(std::string_view system, std::string_view reference) {
    return call(optout_evidence_set_source, system, reference), *this;
  }
  evidence &set_provenance(optout_provenance provenance) {
    return call(optout_evidence_set_provenance, provenance), *this;
  }
  evidence &add_purpose(std::string_view purpose) {
    return call(optout_evidence_add_purpose, purpose), *this;
  }
  optout_evidence_kind kind() const { return ask(optout_evidence_kind_of); }
  optout_strength strength() const { return ask(optout_evidence_strength); }
  optout_consent_state consent_state(std::string_view now) const {
    return give<optout_consent_state>(optout_evidence_consent_state, now);
  }
};

// Pieces of evidence, owned or another object's.
template <class Base>
class basic_evidence_set : public Base {
 public:
  using Base::Base;
  std::string json() const { return detail::text(optout_evidence_set_json, this->get()); }
  std::size_t count() const { return this->ask(optout_evidence_set_count); }
  // A copy of the piece at a place; none beyond the end.
  std::optional<evidence> at(std::size_t at) const {
    return detail::find<evidence>(optout_evidence_set_at, this->get(), at);
  }
};
using evidence_set_view = basic_evidence_set<view<optout_evidence_set>>;

// The pieces of evidence about a person.
class evidence_set : public basic_evidence_set<handle<optout_evidence_set, optout_evidence_set_free>> {
 public:
  using basic_evidence_set::basic_evidence_set;
  evidence_set() : basic_evidence_set(created(optout_evidence_set_new)) {}
  static evidence_set from_json(std::string_view json) {
    return detail::make<evidence_set>(optout_evidence_set_from_json, json);
  }
  evidence_set &add(const evidence &evidence) { return call(optout_evidence_set_add, evidence.get()), *this; }
};

// Evidence files, by the people they are about.
class evidence_store : public handle<optout_evidence_store, optout_evidence_store_free> {
 public:
  using handle::handle;
  static evidence_store read(std::string_view data) {
    return detail::make<evidence_store>(optout_evidence_store_read, detail::bytes(data), data.size());
  }
  static evidence_store read_path(std::string_view path) {
    return detail::make<evidence_store>(optout_evidence_store_read_path, path);
  }
  static evidence_store from_json(std::string_view json) {
    return detail::make<evidence_store>(optout_evidence_store_from_json, json);
  }
  std::string json() const { return text(optout_evidence_store_json); }
  std::uint64_t count() const { return ask(optout_evidence_store_count); }
  evidence_set pieces() const { return make<evidence_set>(optout_evidence_store_pieces); }
  evidence_set about(const contact &contact, std::string_view system) const {
    return make<evidence_set>(optout_evidence_store_about, contact.get(), system);
  }
};

// How an export's columns are read.
class contacts_options : public handle<optout_contacts_options, optout_contacts_options_free> {
 public:
  using handle::handle;
  contacts_options() : handle(created(optout_contacts_options_new)) {}
  contacts_options &set_preset(std::string_view name) {
    return call(optout_contacts_options_set_preset, name), *this;
  }
  contacts_options &add_column(std::string_view header, std::string_view role) {
    return call(optout_contacts_options_add_column, header, role), *this;
  }
  contacts_options &set_encoding(std::string_view label) {
    return call(optout_contacts_options_set_encoding, label), *this;
  }
  contacts_options &set_delimiter(char delimiter) {
    return call(optout_contacts_options_set_delimiter, static_cast<std::uint8_t>(delimiter)), *this;
  }
};

// The evidence that an export's own columns are.
class contacts_evidence : public handle<optout_contacts_evidence, optout_contacts_evidence_free> {
 public:
  using handle::handle;
  static contacts_evidence read(std::string_view contacts, const contacts_options *options = nullptr) {
    return detail::make<contacts_evidence>(optout_contacts_evidence_read, detail::bytes(contacts),
                                           contacts.size(), detail::raw(options));
  }
  std::string_view preset() const { return ask(optout_contacts_evidence_preset); }
  std::size_t record_count() const { return ask(optout_contacts_evidence_record_count); }
  // The evidence of each record; it belongs to this object.
  auto records() const { return sequence<optout_contacts_evidence_record_count, record_at>(get()); }

 private:
  static evidence_set_view record_at(const optout_contacts_evidence *evidence, std::size_t at) {
    return evidence_set_view(optout_contacts_evidence_at(evidence, at));
  }
};

}  // namespace optout

#endif  // OPTOUT_EVIDENCE_HPP
