// What else is known to matching: tables of the user's own.
#ifndef OPTOUT_TABLES_HPP
#define OPTOUT_TABLES_HPP

#include <optout/handle.hpp>

namespace optout {

// Company domains that are one company's.
class domain_aliases : public handle<optout_domain_aliases, optout_domain_aliases_free> {
 public:
  using handle::handle;
  domain_aliases() : handle(created(optout_domain_aliases_new)) {}
  static domain_aliases read(std::string_view data) {
    return detail::make<domain_aliases>(optout_domain_aliases_read, detail::bytes(data), data.size());
  }
  domain_aliases &add(std::string_view one, std::string_view other) {
    return call(optout_domain_aliases_add, one, other), *this;
  }
  std::string canonical(std::string_view domain) const {
    return text(optout_domain_aliases_canonical, domain);
  }
  std::size_t count() const { return ask(optout_domain_aliases_count); }
  std::string hash() const { return text(optout_domain_aliases_hash); }
};

// Record ids that were merged or converted.
class id_links : public handle<optout_id_links, optout_id_links_free> {
 public:
  using handle::handle;
  id_links() : handle(created(optout_id_links_new)) {}
  static id_links read(std::string_view data) {
    return detail::make<id_links>(optout_id_links_read, detail::bytes(data), data.size());
  }
  id_links &add(std::string_view system, std::string_view old_id, std::string_view new_id) {
    return call(optout_id_links_add, system, old_id, new_id), *this;
  }
  std::string current(std::string_view system, std::string_view key) const {
    return text(optout_id_links_current, system, key);
  }
  std::size_t count() const { return ask(optout_id_links_count); }
  std::string hash() const { return text(optout_id_links_hash); }
};

// Given names and their short forms.
class nicknames : public handle<optout_nicknames, optout_nicknames_free> {
 public:
  using handle::handle;
  nicknames() : handle(created(optout_nicknames_new)) {}
  static nicknames read(std::string_view data) {
    return detail::make<nicknames>(optout_nicknames_read, detail::bytes(data), data.size());
  }
  nicknames &add(std::string_view name, std::string_view short_form) {
    return call(optout_nicknames_add, name, short_form), *this;
  }
  bool are(std::string_view left, std::string_view right) const {
    return give<bool>(optout_nicknames_are, left, right);
  }
  std::size_t count() const { return ask(optout_nicknames_count); }
  std::string hash() const { return text(optout_nicknames_hash); }
};

// What a human decided about a record and an entry.
class pinned : public handle<optout_pinned, optout_pinned_free> {
 public:
  using handle::handle;
  optout_verdict verdict() const { return ask(optout_pinned_verdict); }
  std::string_view decided_by() const { return ask(optout_pinned_decided_by); }
  std::string_view decided_on() const { return ask(optout_pinned_decided_on); }
  std::string_view note() const { return ask(optout_pinned_note); }
};

// What humans decided about records and entries.
class verdicts : public handle<optout_verdicts, optout_verdicts_free> {
 public:
  using handle::handle;
  verdicts() : handle(created(optout_verdicts_new)) {}
  static verdicts read(std::string_view data) {
    return detail::make<verdicts>(optout_verdicts_read, detail::bytes(data), data.size());
  }
  verdicts &pin(std::string_view system, std::string_view record_id, std::string_view entry_id,
                optout_verdict verdict, std::string_view decided_by, std::string_view decided_on,
                std::string_view note) {
    return call(optout_verdicts_pin, system, record_id, entry_id, verdict, decided_by, decided_on, note),
           *this;
  }
  std::optional<pinned> find(std::string_view system, std::string_view record_id,
                             std::string_view entry_id) const {
    return detail::find<pinned>(optout_verdicts_get, get(), system, record_id, entry_id);
  }
  std::uint64_t undecided_count() const { return ask(optout_verdicts_undecided_count); }
  std::size_t count() const { return ask(optout_verdicts_count); }
  std::string hash() const { return text(optout_verdicts_hash); }
};

// What a matcher is made with beside list and policy. It keeps copies.
class match_options : public handle<optout_match_options, optout_match_options_free> {
 public:
  using handle::handle;
  match_options() : handle(created(optout_match_options_new)) {}
  match_options &set_domain_aliases(const domain_aliases &domain_aliases) {
    return call(optout_match_options_set_domain_aliases, domain_aliases.get()), *this;
  }
  match_options &set_id_links(const id_links &id_links) {
    return call(optout_match_options_set_id_links, id_links.get()), *this;
  }
  match_options &set_nicknames(const nicknames &nicknames) {
    return call(optout_match_options_set_nicknames, nicknames.get()), *this;
  }
  match_options &set_verdicts(const verdicts &verdicts) {
    return call(optout_match_options_set_verdicts, verdicts.get()), *this;
  }
  match_options &set_threads(std::size_t threads) { return call(optout_match_options_set_threads, threads), *this; }
};

}  // namespace optout

#endif  // OPTOUT_TABLES_HPP
