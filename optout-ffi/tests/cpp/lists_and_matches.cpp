// Lists, matches and why: handles, views, ranges, errors, and what was moved from.
#include <optional>
#include <type_traits>

#include "check.hpp"

template class optout::basic_pair<optout::handle<optout_pair, optout_pair_free>>;
template class optout::basic_pair<optout::view<optout_pair>>;
template class optout::basic_changes<optout::handle<optout_changes, optout_changes_free>>;
template class optout::basic_changes<optout::view<optout_changes>>;

static_assert(std::is_nothrow_move_constructible_v<optout::matcher>);
static_assert(!std::is_copy_constructible_v<optout::matcher>);
static_assert(std::is_nothrow_copy_constructible_v<optout::error>);
static_assert(sizeof(optout::matcher) == sizeof(void *));

static void lists_are_ranges() {
  const optout::list list = the_list();
  std::string ids;
  for (const auto &[id, requested, record] : list.entries()) {
    ids += std::string(id) + " " + std::string(requested) + " " + std::to_string(record) + "\n";
  }
  CHECK(ids == "P1 2026-11-21 1\nP2  2\n");
  CHECK(list.record_count() == 2 && list.entries().size() == 2 && list.unread_columns().empty());
  CHECK(list.entries()[7].id.empty());
  const std::optional<optout::contact> ada = list.entry_contact(0);
  CHECK(ada && ada->emails()[0] == "ada@engine.example" && ada->names()[0].full == "Ada Lovelace");
  CHECK(ada->ids().size() == 1 && ada->ids()[0].name_space == "6sense" && ada->ids()[0].value == "P1");
  CHECK(ada->websites()[0] == "engine.example" && !list.entry_contact(2));
  CHECK(!list.columns_json().empty());

  optout::list_options options;
  options.set_now("2026-11-24").set_date_order(OPTOUT_DATE_ORDER_DAY_FIRST).set_serial_dates(true);
  options.set_assumed_offset(60).set_encoding("utf-8").set_delimiter(';').add_column("Who", "full_name");
  const optout::list other =
      optout::list::read("Who;Work email;Shoe size\nAda;ada@engine.example;9\nBob;-;8\n", &options);
  CHECK(other.unread_columns().size() == 1 && other.unread_columns()[0] == 3);
  CHECK(!other.faults().empty() && other.faults()[0].position.record >= 1);
}

static void errors_say_where() {
  try {
    optout::list::read("Name,Work email\n\"Ada,ada@engine.example\n");
    CHECK(false);
  } catch (const optout::error &error) {
    const optout::error copy = error;
    CHECK(copy.status() == OPTOUT_STATUS_UNCLOSED_QUOTE && copy.code() == "unclosed_quote");
    CHECK(copy.position() && copy.position()->record == 1 && copy.position()->line == 2);
    CHECK(copy.position()->byte == 16 && copy.input() == OPTOUT_INPUT_LIST);
    CHECK(copy.what() == copy.message() && !copy.message().empty());
    CHECK(copy.fault().empty() && copy.found() == 0 && copy.limit() == 0 && copy.previous() == 0);
    CHECK(!copy.of_one_entry() && optout::word(copy.input()) == "list");
  }
  try {
    optout::email::parse("nobody");
    CHECK(false);
  } catch (const std::runtime_error &error) {
    CHECK(std::string(error.what()).find("nobody") == std::string::npos);
  }
  CHECK(status_of([] { optout::list::read_path("/nowhere/list.csv"); }) == OPTOUT_STATUS_IO);
  CHECK(status_of([] { optout::email::parse("\xff@x.example"); }) == OPTOUT_STATUS_INVALID_UTF8);
}

static void matches_explain_themselves() {
  const optout::matcher matcher = the_matcher();
  CHECK(matcher.entry_count() == 2 && matcher.policy_name() == "standard");
  optout::contact contact;
  contact.add_email("ADA@engine.example").add_name_parts("Ada", "Lovelace").add_website("www.engine.example");
  const optout::match match = matcher.match(contact);
  CHECK(match.status() == OPTOUT_MATCH_STATUS_MATCH && optout::word(match.status()) == "match");
  CHECK(match.tier() == OPTOUT_TIER_T1 && match.entry_id() == "P1" && match.rule() == "same-email");
  CHECK(match.email() == OPTOUT_EMAIL_AGREEMENT_EXACT && match.name() == OPTOUT_NAME_CLASS_EXACT);
  CHECK(match.shares_domain() && match.competing().empty() && match.id_namespaces().empty());

  const optout::explanation explanation = matcher.explain(contact);
  CHECK(explanation.status() == OPTOUT_MATCH_STATUS_MATCH && explanation.pairs().size() == 1);
  const optout::pair_view best = explanation.pairs()[0];
  CHECK(best.entry_id() == "P1" && !best.fields()[0].contradicts);
  CHECK(explanation.table().find("lovelace") == std::string::npos);
  CHECK(matcher.replay(explanation.json(), contact) == OPTOUT_REPLAY_SAME);
  CHECK(status_of([&] { matcher.explain(contact, OPTOUT_VALUES_HASHED, "short"); }) ==
        OPTOUT_STATUS_INVALID_OPTION);

  contact.clear().add_full_name("Cleo Nobody").add_id("6sense", "P9");
  CHECK(matcher.match(contact).status() == OPTOUT_MATCH_STATUS_NON_MATCH);
  const optout::pair pair = matcher.why_not("P1", contact, OPTOUT_VALUES_SHOWN);
  CHECK(!pair.unmet().empty() && !pair.unmet()[0].condition.empty() &&
        pair.status() == OPTOUT_MATCH_STATUS_NON_MATCH);
  const optout::pair_view view = pair;
  CHECK(view.entry_id() == "P1" && view.json() == pair.json());
}

static void what_else_is_known_is_used() {
  optout::domain_aliases aliases =
      optout::domain_aliases::read("domain,alias\nengine.example,motor.example\n");
  aliases.add("engine.example", "machine.example");
  CHECK(aliases.count() == 2 && aliases.canonical("machine.example") == "engine.example" &&
        aliases.hash().size() == 64);
  optout::nicknames nicknames;
  nicknames.add("Ada", "Addie");
  CHECK(nicknames.are("ada", "addie") && nicknames.count() == 1);
  optout::id_links links = optout::id_links::read("system,old_id,new_id\n6sense,P7,P1\n");
  CHECK(links.current("6sense", "P7") == "P1" && links.count() == 1);
  optout::verdicts verdicts;
  verdicts.pin("hubspot", "7", "P2", OPTOUT_VERDICT_DIFFERENT, "Dora", "2026-11-20", "");
  const std::optional<optout::pinned> pinned = verdicts.find("hubspot", "7", "P2");
  CHECK(pinned && pinned->verdict() == OPTOUT_VERDICT_DIFFERENT && pinned->decided_by() == "Dora");
  CHECK(!verdicts.find("hubspot", "8", "P2") && verdicts.count() == 1);

  optout::match_options options;
  options.set_domain_aliases(aliases).set_nicknames(nicknames).set_id_links(links).set_verdicts(verdicts);
  const optout::matcher matcher(the_list(), optout::policy::standard(), options);
  optout::contact contact;
  contact.add_id("6sense", "P7");
  CHECK(matcher.match(contact).entry_id() == "P1" && matcher.match(contact).shares_id());
}

static void matchers_are_kept_and_updated(const std::string &directory) {
  const optout::matcher matcher = the_matcher();
  const optout::matcher again = optout::matcher::from_bytes(matcher.to_bytes());
  CHECK(again.policy_hash() == matcher.policy_hash() && again.list_snapshot() == matcher.list_snapshot());
  matcher.save(directory + "/matcher");
  CHECK(optout::matcher::open(directory + "/matcher").entry_count() == 2);
  CHECK(status_of([] { optout::matcher::from_bytes("no matcher"); }) == OPTOUT_STATUS_INDEX);
  const optout::list next = optout::list::read("Unique 6sense Record ID\nP2\nP3\n");
  const auto [updated, update] = matcher.updated(next);
  CHECK(updated.entry_count() == 3 && update.new_count() == 1 && update.vanished_count() == 1);
}

static void weeks_are_compared() {
  const optout::snapshot before = optout::snapshot::of(the_list());
  const optout::snapshot now = optout::snapshot::of(optout::list::read(std::string(LIST) + "Cleo,,P3,,\n"));
  CHECK(optout::snapshot::from_json(before.json()).id() == before.id() && now.count() == 3);
  const optout::changes changes = now.since(before);
  CHECK(changes.new_entries().size() == 1 && changes.new_entries()[0] == "P3");
  CHECK(changes.changed_entries().empty() && changes.vanished_entries().empty());
}

static void what_was_moved_from_answers_as_null() {
  optout::list list = the_list();
  optout::list other = std::move(list);
  CHECK(list.get() == nullptr && list.entries().empty() && list.record_count() == 0);
  CHECK(status_of([&] { optout::matcher(list, optout::policy::standard()); }) == OPTOUT_STATUS_NULL_ARGUMENT);
  list = std::move(other);
  CHECK(list.entries().size() == 2);
  optout_list *released = list.release();
  CHECK(list.get() == nullptr && optout_list_entry_count(released) == 2);
  const optout::list adopted(released);
  CHECK(adopted.entries().size() == 2);
}

static void values_become_keys() {
  const optout::email email = optout::email::parse("Ada <A.Lovelace+list@GMAIL.com>");
  CHECK(email.exact() == "a.lovelace+list@gmail.com" && email.canonical() == "alovelace@gmail.com");
  CHECK(email.class_of() == OPTOUT_EMAIL_CLASS_FREE_MAIL && email.company_domain().empty());
  const std::optional<optout::name> one = optout::name::parse("Lovelace, Ada");
  const std::optional<optout::name> other = optout::name::from_parts("Ada", "Lovelance");
  CHECK(one && other && !optout::name::parse("  ") && one->tokens().size() == 2);
  CHECK(one->tokens()[0].tag == OPTOUT_NAME_TAG_FAMILY || one->tokens()[0].tag == OPTOUT_NAME_TAG_GIVEN);
  const optout::name_comparison comparison = one->compare(*other);
  CHECK(comparison.class_of() == OPTOUT_NAME_CLASS_TYPO1 && comparison.edges().size() == 2);
  CHECK(comparison.left_over().empty() && comparison.is_close() && !comparison.sentence().empty());
  optout::date_column column;
  column.add("2026-11-21").add("yesterday");
  const optout::date_readings readings = column.read();
  CHECK(readings.readings()[0].text == "2026-11-21" &&
        readings.readings()[1].outcome == OPTOUT_DATE_OUTCOME_UNREADABLE);
  CHECK(optout::registrable_domain("www.engine.co.uk") == "engine.co.uk" &&
        !optout::registrable_domain("co.uk"));
  CHECK(optout::website::parse("https://www.engine.example/x").host() == "engine.example");
  CHECK(optout::emails_split("a@x.example; b@y.example").size() == 2);
  CHECK(optout::flag_parse("yes") == OPTOUT_FLAG_TRUE &&
        optout::id_salesforce("001C000000o4OOI").size() == 18);
  CHECK(optout::abi_version() == OPTOUT_ABI_VERSION && !optout::version().empty() &&
        !optout::tables_json().empty());
}

int main(int, char **arguments) {
  lists_are_ranges();
  errors_say_where();
  matches_explain_themselves();
  what_else_is_known_is_used();
  matchers_are_kept_and_updated(arguments[1]);
  weeks_are_compared();
  what_was_moved_from_answers_as_null();
  values_become_keys();
  return 0;
}
