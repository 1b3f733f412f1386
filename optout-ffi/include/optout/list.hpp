// The vendor's Opt-Out List, and what becomes of it from week to week.
#ifndef OPTOUT_LIST_HPP
#define OPTOUT_LIST_HPP

#include <optout/contact.hpp>

namespace optout {

// How a list is read.
class list_options : public handle<optout_list_options, optout_list_options_free> {
 public:
  using handle::handle;
  list_options() : handle(created(optout_list_options_new)) {}
  list_options &set_form(optout_list_form form) { return call(optout_list_options_set_form, form), *this; }
  list_options &set_records_at(std::string_view field) {
    return call(optout_list_options_set_records_at, field), *this;
  }
  list_options &set_date_order(optout_date_order order) {
    return call(optout_list_options_set_date_order, order), *this;
  }
  list_options &set_serial_dates(bool serial) {
    return call(optout_list_options_set_serial_dates, serial), *this;
  }
  list_options &set_assumed_offset(std::int32_t minutes) {
    return call(optout_list_options_set_assumed_offset, minutes), *this;
  }
  list_options &set_now(std::string_view date) { return call(optout_list_options_set_now, date), *this; }
  list_options &set_threads(std::size_t threads) { return call(optout_list_options_set_threads, threads), *this; }
  list_options &add_column(std::string_view header, std::string_view role) {
    return call(optout_list_options_add_column, header, role), *this;
  }
  list_options &set_encoding(std::string_view label) {
    return call(optout_list_options_set_encoding, label), *this;
  }
  list_options &set_delimiter(char delimiter) {
    return call(optout_list_options_set_delimiter, static_cast<std::uint8_t>(delimiter)), *this;
  }
};

// The Opt-Out List.
class list : public handle<optout_list, optout_list_free> {
 public:
  using handle::handle;
  // A person of the list.
  struct entry {
    std::string_view id;
    std::string_view requested;
    std::uint64_t record;
  };
  // What is wrong with a row.
  struct fault {
    optout_fault_kind kind;
    optout::position position;
  };

  static list read(std::string_view data, const list_options *options = nullptr) {
    return detail::make<list>(optout_list_read, detail::bytes(data), data.size(), detail::raw(options));
  }
  static list read_path(std::string_view path, const list_options *options = nullptr) {
    return detail::make<list>(optout_list_read_path, path, detail::raw(options));
  }
  std::uint64_t record_count() const { return ask(optout_list_record_count); }
  std::string columns_json() const { return text(optout_list_columns_json); }
  // The numbers, from 1, of columns whose names say nothing to the library.
  auto unread_columns() const {
    return sequence<optout_list_unread_column_count, optout_list_unread_column>(get());
  }
  auto entries() const { return sequence<optout_list_entry_count, entry_at>(get()); }
  std::optional<contact> entry_contact(std::size_t at) const {
    return detail::find<contact>(optout_list_entry_contact, get(), at);
  }
  auto faults() const { return sequence<optout_list_fault_count, fault_at>(get()); }

 private:
  static entry entry_at(const optout_list *list, std::size_t at) {
    return {detail::out(optout_list_entry_id(list, at)), detail::out(optout_list_entry_requested(list, at)),
            optout_list_entry_record(list, at)};
  }
  static fault fault_at(const optout_list *list, std::size_t at) {
    return {optout_list_fault_kind(list, at),
            {optout_list_fault_record(list, at), optout_list_fault_line(list, at),
             optout_list_fault_byte(list, at)}};
  }
};

// What has changed between two snapshots.
template <class Base>
class basic_changes : public Base {
 public:
  using Base::Base;
  strings_view new_entries() const { return strings_view(this->ask(optout_changes_new_entries)); }
  strings_view changed_entries() const { return strings_view(this->ask(optout_changes_changed_entries)); }
  strings_view vanished_entries() const { return strings_view(this->ask(optout_changes_vanished_entries)); }
};
using changes = basic_changes<handle<optout_changes, optout_changes_free>>;
using changes_view = basic_changes<view<optout_changes>>;

// A list at one time, to be kept and compared.
class snapshot : public handle<optout_snapshot, optout_snapshot_free> {
 public:
  using handle::handle;
  static snapshot of(const list &list) { return detail::make<snapshot>(optout_snapshot_of, list.get()); }
  static snapshot from_json(std::string_view json) {
    return detail::make<snapshot>(optout_snapshot_from_json, json);
  }
  std::string json() const { return text(optout_snapshot_json); }
  std::string_view id() const { return ask(optout_snapshot_id); }
  std::size_t count() const { return ask(optout_snapshot_count); }
  changes since(const snapshot &earlier) const { return make<changes>(optout_snapshot_since, earlier.get()); }
};

}  // namespace optout

#endif  // OPTOUT_LIST_HPP
