// From single values to the keys that are compared.
#ifndef OPTOUT_VALUES_HPP
#define OPTOUT_VALUES_HPP

#include <optout/tables.hpp>

namespace optout {

// An e-mail address that was read.
class email : public handle<optout_email, optout_email_free> {
 public:
  using handle::handle;
  static email parse(std::string_view raw) { return detail::make<email>(optout_email_parse, raw); }
  std::string_view exact() const { return ask(optout_email_exact); }
  std::string_view canonical() const { return ask(optout_email_canonical); }
  std::string_view local() const { return ask(optout_email_local); }
  std::string_view domain() const { return ask(optout_email_domain); }
  optout_email_class class_of() const { return ask(optout_email_class_of); }
  std::string_view company_domain() const { return ask(optout_email_company_domain); }
};

// A website that was read.
class website : public handle<optout_website, optout_website_free> {
 public:
  using handle::handle;
  static website parse(std::string_view raw) { return detail::make<website>(optout_website_parse, raw); }
  std::string_view host() const { return ask(optout_website_host); }
  std::string_view domain() const { return ask(optout_website_domain); }
  optout_website_class class_of() const { return ask(optout_website_class_of); }
  bool is_company_evidence() const { return ask(optout_website_is_company_evidence); }
};

// How two names agree.
class name_comparison : public handle<optout_name_comparison, optout_name_comparison_free> {
 public:
  using handle::handle;
  // How a part of the left name and one of the right name agree.
  struct edge {
    optout_edge_class agreement;
    optout_edge_reason reason;
    std::size_t left;
    std::size_t right;
  };

  optout_name_class class_of() const { return ask(optout_name_comparison_class); }
  std::string_view sentence() const { return ask(optout_name_comparison_sentence); }
  bool generations_differ() const { return ask(optout_name_comparison_generations_differ); }
  bool parents_differ() const { return ask(optout_name_comparison_parents_differ); }
  bool address_differs() const { return ask(optout_name_comparison_address_differs); }
  bool number_differs() const { return ask(optout_name_comparison_number_differs); }
  bool is_close() const { return ask(optout_name_comparison_is_close); }
  auto edges() const { return sequence<optout_name_comparison_edge_count, edge_at>(get()); }
  // The places of parts that agree with none.
  auto left_over() const {
    return sequence<optout_name_comparison_left_over, optout_name_comparison_left_place>(get());
  }
  auto right_over() const {
    return sequence<optout_name_comparison_right_over, optout_name_comparison_right_place>(get());
  }

 private:
  static edge edge_at(const optout_name_comparison *comparison, std::size_t at) {
    return {
        optout_name_comparison_edge_class(comparison, at), optout_name_comparison_edge_reason(comparison, at),
        optout_name_comparison_edge_left(comparison, at), optout_name_comparison_edge_right(comparison, at)};
  }
};

// A name that was read.
class name : public handle<optout_name, optout_name_free> {
 public:
  using handle::handle;
  // A folded form, and what part of the name it is.
  struct token {
    std::string_view text;
    optout_name_tag tag;
  };

  // None if nothing of a name is in the text.
  static std::optional<name> parse(std::string_view full) {
    return detail::find<name>(optout_name_parse, full);
  }
  static std::optional<name> from_parts(std::string_view given, std::string_view family) {
    return detail::find<name>(optout_name_from_parts, given, family);
  }
  std::string_view key() const { return ask(optout_name_key); }
  std::string_view generation() const { return ask(optout_name_generation); }
  name_comparison compare(const name &right) const {
    return make<name_comparison>(optout_name_compare, right.get());
  }
  name_comparison compare(const name &right, const nicknames &nicknames) const {
    return make<name_comparison>(optout_name_compare_with, right.get(), nicknames.get());
  }
  auto tokens() const { return sequence<optout_name_token_count, token_at>(get()); }

 private:
  static token token_at(const optout_name *name, std::size_t at) {
    return {detail::out(optout_name_token(name, at)), optout_name_token_tag(name, at)};
  }
};

// What the cells of a column of dates turned out to be.
class date_readings : public handle<optout_date_readings, optout_date_readings_free> {
 public:
  using handle::handle;
  // What a cell turned out to be; the text is its date or time, empty if it has none.
  struct reading {
    optout_date_outcome outcome;
    std::string_view text;
  };

  bool mixed() const { return ask(optout_date_readings_mixed); }
  optout_date_order order() const { return ask(optout_date_readings_order); }
  bool contradictory() const { return ask(optout_date_readings_contradictory); }
  bool zone_assumed() const { return ask(optout_date_readings_zone_assumed); }
  auto readings() const { return sequence<optout_date_readings_count, reading_at>(get()); }

 private:
  static reading reading_at(const optout_date_readings *readings, std::size_t at) {
    return {optout_date_readings_outcome(readings, at), detail::out(optout_date_readings_text(readings, at))};
  }
};

// A column of dates, which is read as a whole.
class date_column : public handle<optout_date_column, optout_date_column_free> {
 public:
  using handle::handle;
  date_column() : handle(created(optout_date_column_new)) {}
  date_column &add(std::string_view cell) { return call(optout_date_column_add, cell), *this; }
  date_readings read(optout_date_order order = OPTOUT_DATE_ORDER_NONE, bool serial_dates = false,
                     std::int32_t assumed_offset = 0) const {
    return make<date_readings>(optout_date_column_read, order, serial_dates, assumed_offset);
  }
};

// The addresses of a cell, as they stand in it.
inline strings emails_split(std::string_view cell) {
  return detail::make<strings>(optout_emails_split, cell);
}

inline optout_flag flag_parse(std::string_view raw) {
  return detail::give<optout_flag>(optout_flag_parse, raw);
}

inline std::string id_opaque(std::string_view raw) { return detail::text(optout_id_opaque, raw); }
inline std::string id_salesforce(std::string_view raw) { return detail::text(optout_id_salesforce, raw); }
inline std::string id_crm(std::string_view raw) { return detail::text(optout_id_crm, raw); }

inline bool are_nicknames(std::string_view left, std::string_view right) {
  return detail::give<bool>(optout_are_nicknames, left, right);
}

// None if the host has none.
inline std::optional<std::string> registrable_domain(std::string_view host) {
  const auto domain = detail::find<buffer>(optout_registrable_domain, host);
  if (!domain) return std::nullopt;
  return std::string(domain->bytes());
}

}  // namespace optout

#endif  // OPTOUT_VALUES_HPP
