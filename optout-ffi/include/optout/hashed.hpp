// Lists that arrive hashed.
#ifndef OPTOUT_HASHED_HPP
#define OPTOUT_HASHED_HPP

#include <optout/contact.hpp>

namespace optout {

// The hashes that lists have.
inline std::string hash_email(optout_hash_profile profile, std::string_view email) {
  return detail::text(optout_hash_email, profile, email);
}
inline std::string hash_drop_name(std::string_view name) { return detail::text(optout_hash_drop_name, name); }
inline std::string hash_drop_person(std::string_view given, std::string_view family, std::string_view born,
                                    std::string_view zip) {
  return detail::text(optout_hash_drop_person, given, family, born, zip);
}

// Why, as one word; empty for 0.
inline std::string_view hashed_outcome_reason(optout_hashed_outcome outcome) {
  return detail::out(optout_hashed_outcome_reason(outcome));
}
inline std::uint8_t hashed_outcome_drop_status(optout_hashed_outcome outcome) {
  return optout_hashed_outcome_drop_status(outcome);
}

// A list of hashes of one profile.
class hashed_list : public handle<optout_hashed_list, optout_hashed_list_free> {
 public:
  using handle::handle;
  static hashed_list read(std::string_view data, optout_hash_profile profile) {
    return detail::make<hashed_list>(optout_hashed_list_read, detail::bytes(data), data.size(), profile);
  }
  std::size_t count() const { return ask(optout_hashed_list_count); }
  bool matches(const contact &contact) const {
    return give<bool>(optout_hashed_list_matches, contact.get());
  }
  bool has_hash(std::string_view hash) const { return give<bool>(optout_hashed_list_has_hash, hash); }
};

// Goes over all consumers of a system, and then knows what becomes of each row of a list.
class hashed_tally : public handle<optout_hashed_tally, optout_hashed_tally_free> {
 public:
  using handle::handle;
  // What becomes of the people behind a row.
  struct answer {
    std::uint64_t record;
    std::string_view id;
    optout_hashed_outcome outcome;
  };

  explicit hashed_tally(const hashed_list &list) : handle(created(optout_hashed_tally_new, list.get())) {}
  // How many rows the contact has.
  std::size_t add(std::string_view consumer, const contact &contact) {
    return detail::give<std::size_t>(optout_hashed_tally_add, get(), consumer, contact.get());
  }
  // How many rows have the hash.
  std::size_t add_hash(std::string_view consumer, std::string_view hash) {
    return detail::give<std::size_t>(optout_hashed_tally_add_hash, get(), consumer, hash);
  }
  auto answers() const { return sequence<optout_hashed_tally_count, answer_at>(get()); }

 private:
  static answer answer_at(const optout_hashed_tally *tally, std::size_t at) {
    return {optout_hashed_tally_record(tally, at), detail::out(optout_hashed_tally_id(tally, at)),
            optout_hashed_tally_outcome(tally, at)};
  }
};

}  // namespace optout

#endif  // OPTOUT_HASHED_HPP
