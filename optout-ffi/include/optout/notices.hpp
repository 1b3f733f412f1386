// Who is told what: the weekly digest, notices about systems, and the reviews of every month.
#ifndef OPTOUT_NOTICES_HPP
#define OPTOUT_NOTICES_HPP

#include <optout/list.hpp>
#include <optout/policy.hpp>

namespace optout {

// Who gets the digest.
class recipients : public handle<optout_recipients, optout_recipients_free> {
 public:
  using handle::handle;
  explicit recipients(std::string_view primary) : handle(created(optout_recipients_new, primary)) {}
  static recipients from_json(std::string_view json) {
    return detail::make<recipients>(optout_recipients_from_json, json);
  }
  std::string json() const { return text(optout_recipients_json); }
  // Whether the address was not there yet.
  bool add(std::string_view email) { return detail::give<bool>(optout_recipients_add, get(), email); }
  // Whether there was such a one.
  bool remove(std::string_view email) { return detail::give<bool>(optout_recipients_remove, get(), email); }
  // The primary administrator's first.
  auto addresses() const { return sequence<optout_recipients_count, optout_recipients_at>(get()); }
};

// The weekly message about new opt-outs.
class digest : public handle<optout_digest, optout_digest_free> {
 public:
  using handle::handle;
  std::string_view message_id() const { return ask(optout_digest_message_id); }
  changes_view changes() const { return changes_view(ask(optout_digest_changes)); }
  std::size_t entry_count() const { return ask(optout_digest_entry_count); }
  bool shrank() const { return ask(optout_digest_shrank); }
  std::string json() const { return detail::text(optout_digest_json, get()); }
  std::string subject() const { return detail::text(optout_digest_subject, get()); }
  std::string text() const { return detail::text(optout_digest_text, get()); }
  std::string html() const { return detail::text(optout_digest_html, get()); }
  std::string message(std::string_view from, const recipients &recipients, std::string_view at) const {
    return detail::text(optout_digest_message, get(), from, recipients.get(), at);
  }
};

// What administrators have been told so far; to be kept when the message is out.
class digest_state : public handle<optout_digest_state, optout_digest_state_free> {
 public:
  using handle::handle;
  digest_state() : handle(created(optout_digest_state_new)) {}
  static digest_state from_json(std::string_view json) {
    return detail::make<digest_state>(optout_digest_state_from_json, json);
  }
  std::string json() const { return text(optout_digest_state_json); }
  // None if no digest is due, or nothing is new. `zone` is one of the IANA database; UTC if it is empty.
  std::optional<digest> weekly(const snapshot &current, std::string_view now, std::string_view zone = {},
                               const policy *policy = nullptr) {
    return detail::find<digest>(optout_digest_state_weekly, get(), current.get(), now, zone,
                                detail::raw(policy));
  }
};

// What has been told about systems and is not over yet.
class watch : public handle<optout_watch, optout_watch_free> {
 public:
  using handle::handle;
  watch() : handle(created(optout_watch_new)) {}
  static watch from_json(std::string_view json) { return detail::make<watch>(optout_watch_from_json, json); }
  std::string json() const { return text(optout_watch_json); }
  // The notices, as JSON; `health` and `rules` are JSON too, and `rules` may be empty.
  std::string evaluate(std::string_view health, std::string_view now, std::string_view rules = {}) {
    return detail::text(optout_watch_evaluate, get(), health, now, rules);
  }
};

// Which months' reviews of the list have been done, and on whose word.
class review_ledger : public handle<optout_review_ledger, optout_review_ledger_free> {
 public:
  using handle::handle;
  explicit review_ledger(std::string_view since) : handle(created(optout_review_ledger_new, since)) {}
  static review_ledger from_json(std::string_view json) {
    return detail::make<review_ledger>(optout_review_ledger_from_json, json);
  }
  std::string json() const { return text(optout_review_ledger_json); }
  review_ledger &attest(std::string_view month, std::string_view on, std::string_view by) {
    return call(optout_review_ledger_attest, month, on, by), *this;
  }
  // As JSON.
  std::string reviews(std::string_view today) const { return text(optout_review_ledger_reviews, today); }
};

}  // namespace optout

#endif  // OPTOUT_NOTICES_HPP
