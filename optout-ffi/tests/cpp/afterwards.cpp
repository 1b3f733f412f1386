// What is done when it has been decided: suppression, hashed lists, erasure, the digest and notices.
#include <optional>
#include <utility>
#include <vector>

#include "check.hpp"

static constexpr std::string_view KEY = "a key of sixteen bytes or more";
static constexpr std::uint64_t NOW = 1795000000;

static bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

static optout::contact contact_at(std::string_view email) {
  optout::contact contact;
  contact.add_email(email);
  return contact;
}

static void the_suppressed_do_not_come_back() {
  optout::suppression_set set(KEY);
  CHECK(set.add_list(KEY, the_list(), "2026-11-24") == 0 && set.count() > 4);
  optout::suppression_set copy = optout::suppression_set::from_bytes(set.to_bytes());
  const optout_standing ada = copy.check(KEY, contact_at("Ada@engine.example"));
  CHECK(ada == OPTOUT_STANDING_STOPPED_BY_EMAIL && optout::word(ada) == "stopped_by_email");
  CHECK(optout::standing_admission(ada) == OPTOUT_ADMISSION_STOPPED);
  CHECK(optout::word(optout::standing_admission(ada)) == "stopped");
  const optout::contact cleo = contact_at("cleo@engine.example");
  CHECK(copy.may_import(KEY, cleo) && !copy.add(KEY, optout::contact(), "2026-11-25"));

  const std::uint64_t revision = copy.revision();
  CHECK(copy.add(KEY, cleo, "2026-11-25") && !copy.may_import(KEY, cleo));
  set.apply(copy.delta_since(revision));
  CHECK(!set.may_import(KEY, cleo));
  CHECK(set.release(KEY, cleo, "2026-11-26") == OPTOUT_STANDING_FREE && set.released() == 1);
  CHECK(copy.merge(set).may_import(KEY, cleo));

  const std::string_view people = "Id,LastName,Email\n1,L,ada@engine.example\n2,C,cleo@engine.example\n";
  const optout::imported imported = set.import(KEY, people);
  CHECK(imported.admitted().text() == "Id,LastName,Email\n2,C,cleo@engine.example\n");
  CHECK(imported.turned_away().text() == "record,standing\n1,stopped_by_email\n");
  CHECK(holds(imported.counts_json(), "\"admitted\":1"));
  optout::contacts_options options;
  options.set_delimiter(';').set_preset("salesforce");
  const optout::imported other = set.import(KEY, "Id;LastName;Email\n1;L;ada@engine.example\n", &options);
  CHECK(other.admitted().text() == "Id;LastName;Email\n");

  CHECK(status_of([] { optout::suppression_set("short"); }) == OPTOUT_STATUS_INVALID_OPTION);
  CHECK(status_of([&] { copy.check("another key of sixteen bytes", cleo); }) == OPTOUT_STATUS_INVALID_OPTION);
  CHECK(status_of([&] { copy.delta_since(0); }) == OPTOUT_STATUS_INVALID_OPTION);
  CHECK(status_of([] { optout::suppression_set::from_bytes("no set"); }) == OPTOUT_STATUS_BYTES);
  CHECK(status_of([&] { copy.add(KEY, cleo, "tomorrow"); }) == OPTOUT_STATUS_VALUE);
  optout_suppression_set *released = copy.release();
  CHECK(copy.count() == 0 && optout::suppression_set(released).count() > 0);
}

static void hashed_lists_are_answered() {
  const std::string hash = optout::hash_email(OPTOUT_HASH_PROFILE_UID2, "user@example.com");
  CHECK(hash == "tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ=");
  CHECK(optout::word(OPTOUT_HASH_PROFILE_UID2) == "uid2" && optout::hash_drop_name("Ada").size() == 44);
  const std::string person = optout::hash_drop_person("Ada", "Lovelace", "1985-07-04", "94105");
  const auto list =
      optout::hashed_list::read("ID,Hash\nq1," + hash + "\nq2," + person + "\n", OPTOUT_HASH_PROFILE_DROP);
  CHECK(list.count() == 2 && list.has_hash(person) && list.matches(contact_at("User@example.com")));
  CHECK(!list.matches(contact_at("ada@engine.example")));

  optout::hashed_tally tally(list);
  CHECK(tally.add("1", contact_at("user@example.com")) == 1 && tally.add_hash("2", hash) == 1);
  std::string said;
  for (const auto &[record, id, outcome] : tally.answers()) {
    said += std::to_string(record) + " " + std::string(id) + " " + std::string(optout::word(outcome)) + "\n";
  }
  CHECK(said == "1 q1 opt_out_only\n2 q2 not_found\n");
  const optout_hashed_outcome both = tally.answers()[0].outcome;
  CHECK(optout::hashed_outcome_reason(both) == "several_consumers");
  CHECK(optout::hashed_outcome_drop_status(both) == 4);
  CHECK(tally.answers()[2].outcome == OPTOUT_HASHED_OUTCOME_NONE);

  CHECK(status_of([] { optout::hash_email(OPTOUT_HASH_PROFILE_DROP, "nobody"); }) == OPTOUT_STATUS_VALUE);
  try {
    optout::hashed_list::read("Hash\n" + hash + "\nx\n", OPTOUT_HASH_PROFILE_DROP);
    CHECK(false);
  } catch (const optout::error &error) {
    CHECK(error.status() == OPTOUT_STATUS_VALUE && error.position() && error.position()->record == 2);
  }
}

static optout::decision the_decision() {
  optout::circumstances circumstances("2026-11-24");
  circumstances.set_place("France", "").set_received("2026-11-20");
  const optout::match match = the_matcher().match(contact_at("ada@engine.example"));
  return *optout::decision::of(match, circumstances, optout::policy::standard());
}

static void plans_are_approved() {
  const optout::decision decision = the_decision();
  const optout_erasure_method method = optout::system_method(OPTOUT_SYSTEM_SALESFORCE);
  CHECK(method == OPTOUT_ERASURE_METHOD_SALESFORCE_COLLECTIONS);
  CHECK(optout::word(method) == "salesforce_collections" && optout::erasure_method_batch_size(method) == 200);
  CHECK(optout::erasure_method_system(method) == OPTOUT_SYSTEM_SALESFORCE);
  optout::erasure_plan plan(OPTOUT_SYSTEM_SALESFORCE);
  plan.set_salesforce_version("v62.0").set_batch_size(method, 1);
  CHECK(plan.add(method, "003C000000o4OOIIA2", decision));
  CHECK(plan.read_deletions(OPTOUT_ERASURE_METHOD_HUBSPOT_ARCHIVE, "record,record_id\n1,11\n2,12\n") == 2);
  CHECK(plan.count() == 3);
  std::vector<optout_erasure_step_kind> kinds;
  for (const optout::erasure_plan::step &step : plan.steps()) kinds.push_back(step.kind);
  CHECK(kinds.size() > 2 && kinds.front() == OPTOUT_ERASURE_STEP_KIND_SUPPRESS);
  CHECK(kinds.back() == OPTOUT_ERASURE_STEP_KIND_DOWNSTREAM && optout::word(kinds.back()) == "downstream");
  const optout::erasure_plan::step last = plan.steps()[plan.steps().size() - 1];
  CHECK(last.system == OPTOUT_SYSTEM_HUBSPOT && last.method == OPTOUT_ERASURE_METHOD_HUBSPOT_ARCHIVE);
  CHECK(last.record_count == 2 && last.call_count == 1);
  const std::vector<std::string_view> ids = plan.record_ids(OPTOUT_ERASURE_METHOD_HUBSPOT_ARCHIVE);
  CHECK((ids == std::vector<std::string_view>{"11", "12"}));
  CHECK(holds(plan.delete_table(OPTOUT_SYSTEM_HUBSPOT, OPTOUT_ERASURE_OBJECT_CONTACT), "12"));
  CHECK(holds(plan.flag_table(OPTOUT_SYSTEM_HUBSPOT, OPTOUT_ERASURE_OBJECT_CONTACT), "12"));
  CHECK(optout::word(OPTOUT_ERASURE_OBJECT_CONTACT) == "contact");
  plan.approve(plan.hash());
  CHECK(holds(plan.preview_json(), plan.hash()));
  CHECK(optout::erasure_plan::from_json(plan.json()).hash() == plan.hash());
  CHECK(status_of([&] { plan.approve("another"); }) == OPTOUT_STATUS_INVALID_OPTION);
  CHECK(status_of([&] { plan.add(method, "1.2E+17", decision); }) == OPTOUT_STATUS_VALUE);
  CHECK(status_of([] { optout::erasure_plan::from_json("{}"); }) == OPTOUT_STATUS_INVALID_JSON);
}

static void erasures_go_on_after_a_stop() {
  const optout_erasure_method method = OPTOUT_ERASURE_METHOD_MARKETO_DELETE_LEADS;
  optout::erasure_plan plan(OPTOUT_SYSTEM_MARKETO);
  plan.read_deletions(method, "record,record_id\n1,11\n2,12\n");
  CHECK(status_of([&] { optout::erasure::begin(plan, "another"); }) == OPTOUT_STATUS_INVALID_OPTION);
  optout::erasure erasure = optout::erasure::begin(plan, plan.hash());
  erasure.set_in_flight(1).set_budget(OPTOUT_SYSTEM_MARKETO, {2, 0, std::nullopt});
  CHECK(erasure.next(NOW).kind() == OPTOUT_NEXT_KIND_SUPPRESS);
  const optout::next next = erasure.suppressed().next(NOW);
  CHECK(next.kind() == OPTOUT_NEXT_KIND_SEND && optout::word(next.kind()) == "send");
  CHECK(next.system() == OPTOUT_SYSTEM_MARKETO && next.method() == method && next.number() == 1);
  CHECK(next.verb() == "POST" && next.path() == "/rest/v1/leads/delete.json");
  CHECK(next.content_type() == "application/json" && next.body() == "{\"input\":[{\"id\":11},{\"id\":12}]}");
  CHECK(!next.is_repeated() && !next.needs_address() && next.until() == 0);
  CHECK(next.hold() == OPTOUT_HOLD_NONE && next.record_ids().size() == 2 && next.record_ids()[1] == "12");
  CHECK(erasure.next(NOW).kind() == OPTOUT_NEXT_KIND_ANSWER);

  erasure = optout::erasure::resume(plan, erasure.progress_json());
  CHECK(erasure.next(NOW).is_repeated());
  const optout::taken refused = erasure.take_answer(1, {401, {}, ""}, NOW);
  CHECK(refused.verdict() == OPTOUT_CALL_VERDICT_AUTHORIZE);
  CHECK(erasure.next(NOW).kind() == OPTOUT_NEXT_KIND_AUTHORIZE);
  erasure.set_budget(OPTOUT_SYSTEM_MARKETO, {}).authorized(OPTOUT_SYSTEM_MARKETO);
  const optout::next again = erasure.next(NOW);
  CHECK(again.kind() == OPTOUT_NEXT_KIND_SEND);
  const optout::taken taken = erasure.take_answer(
      again.number(),
      {200, {}, R"({"success":true,"result":[{"id":11,"status":"deleted"},)"
                R"({"id":12,"status":"skipped","reasons":[{"code":"1018"}]}]})"},
      NOW);
  std::string said;
  for (const auto &[id, outcome, code] : taken.records()) {
    said += std::string(id) + " " + std::string(optout::word(outcome)) + " " + std::string(code) + "\n";
  }
  CHECK(said == "11 deleted \n12 failed 1018\n");
  CHECK(taken.verdict() == OPTOUT_CALL_VERDICT_GO_ON && optout::word(taken.verdict()) == "go_on");
  CHECK(taken.until() == 0 && taken.hold() == OPTOUT_HOLD_NONE);
  CHECK(erasure.next(NOW).kind() == OPTOUT_NEXT_KIND_DONE);
  CHECK(holds(erasure.standing_json(), "\"deleted\":1") && holds(erasure.failed_json(), "\"1018\""));
  CHECK(holds(erasure.reverification_json("2026-12-19"), "\"days\":30"));
  CHECK(erasure.reverified(method, 30).reverification_json("2026-12-19") == "[]");
  CHECK(status_of([&] { erasure.take_answer(1, {}, NOW); }) == OPTOUT_STATUS_INVALID_OPTION);

  optout::erasure_plan by_address(OPTOUT_SYSTEM_OUTREACH);
  by_address.read_deletions(OPTOUT_ERASURE_METHOD_OUTREACH_COMPLIANCE_PROSPECT, "record,record_id\n1,7\n");
  optout::erasure asking = optout::erasure::begin(by_address, by_address.hash());
  const optout::next request = asking.suppressed().next(NOW);
  CHECK(request.needs_address() && request.body().empty());
  CHECK(holds(request.address_body("ada@engine.example", "dpo@company.example"), "ada@engine.example"));
}

static void allowances_count() {
  optout::allowance allowance(OPTOUT_SYSTEM_HUBSPOT);
  allowance.set_budget({1, 0, 0});
  CHECK(allowance.charge(NOW).verdict == OPTOUT_CALL_VERDICT_GO_ON);
  optout::allowance again = optout::allowance::from_json(allowance.json());
  const optout::call_verdict stop = again.charge(NOW);
  CHECK(stop.verdict == OPTOUT_CALL_VERDICT_STOP && stop.hold == OPTOUT_HOLD_BUDGET && stop.until > NOW);
  CHECK(optout::word(stop.hold) == "budget" && again.call_count() == 1);
  again.set_budget({});
  const optout::call_verdict wait = again.take({429, {{"retry-after", "7"}}, ""}, 0, NOW);
  CHECK(wait.verdict == OPTOUT_CALL_VERDICT_WAIT && wait.until == NOW + 7 && wait.hold == OPTOUT_HOLD_RATE);
  CHECK(again.take({401, {}, ""}, 0, NOW).verdict == OPTOUT_CALL_VERDICT_AUTHORIZE);
  CHECK(again.authorized().charge(NOW).verdict == OPTOUT_CALL_VERDICT_GO_ON);
  CHECK(status_of([] { optout::allowance::from_json("[]"); }) == OPTOUT_STATUS_INVALID_JSON);
}

static optout::snapshot snapshot_of(std::string_view list) {
  return optout::snapshot::of(optout::list::read(list));
}

static void a_digest_tells_of_the_week() {
  const optout::policy policy = optout::policy::standard();
  const optout::snapshot now = snapshot_of("Unique 6sense Record ID\nP1\nP2\n");
  optout::digest_state state;
  CHECK(state.weekly(snapshot_of("Unique 6sense Record ID\nP1\n"), "2026-11-17"));
  optout::digest_state kept = optout::digest_state::from_json(state.json());
  CHECK(!kept.weekly(now, "2026-11-24T04:59:59Z", "America/New_York"));
  CHECK(status_of([&] { kept.weekly(now, "2026-11-24T05:00:00Z", "Mars/Base"); }) ==
        OPTOUT_STATUS_INVALID_OPTION);
  const std::optional<optout::digest> digest =
      kept.weekly(now, "2026-11-24T05:00:00Z", "America/New_York", &policy);
  CHECK(digest && digest->entry_count() == 2 && !digest->shrank() && digest->message_id().size() == 64);
  std::vector<std::string> ids;
  for (const std::string_view id : digest->changes().new_entries()) ids.emplace_back(id);
  CHECK(ids == std::vector<std::string>{"P2"});
  CHECK(digest->subject() == "1 new opt-out, 2026-11-24" && holds(digest->text(), "  P2\n"));
  CHECK(holds(digest->html(), "<code>P2</code>") && holds(digest->json(), "\"date\":\"2026-11-24\""));

  optout::recipients recipients("admin@company.example");
  CHECK(recipients.add("privacy@company.example") && !recipients.add("privacy@company.example"));
  optout::recipients read = optout::recipients::from_json(recipients.json());
  std::string addresses;
  for (const std::string_view address : read.addresses()) addresses += std::string(address) + "\n";
  CHECK(addresses == "admin@company.example\nprivacy@company.example\n");
  CHECK(read.remove("Privacy@company.example") && read.addresses().size() == 1);
  CHECK(status_of([&] { read.add("a@x.example\nBcc: b@y.example"); }) == OPTOUT_STATUS_VALUE);
  CHECK(holds(digest->message("optout@company.example", recipients, "2026-11-24T08:00:00Z"),
              "Date: Tue, 24 Nov 2026 08:00:00 +0000\r\n"));
}

static void a_watch_tells_once() {
  const std::string_view health = R"({"syncs": [{"name": "crm", "finished_on": "2026-11-20"}]})";
  optout::watch watch;
  CHECK(watch.evaluate(health, "2026-11-24", R"({"sync_days": 4})") == "[]");
  CHECK(holds(watch.evaluate(health, "2026-11-24"), "\"kind\":\"sync_delayed\""));
  optout::watch kept = optout::watch::from_json(watch.json());
  CHECK(kept.evaluate(health, "2026-11-24") == "[]");
  CHECK(status_of([&] { kept.evaluate(R"({"syncs": 1})", "2026-11-24"); }) == OPTOUT_STATUS_INVALID_JSON);
}

static void a_ledger_keeps_the_first_word() {
  optout::review_ledger ledger("2026-10");
  ledger.attest("2026-10", "2026-11-24", "DPO");
  const optout::review_ledger kept = optout::review_ledger::from_json(ledger.json());
  CHECK(holds(kept.reviews("2026-11-24"), "\"attested_by\":\"DPO\""));
  CHECK(holds(kept.reviews("2026-11-24"), "\"state\":\"due\""));
  CHECK(status_of([&] { ledger.attest("2026-10", "2026-11-24", "CEO"); }) == OPTOUT_STATUS_INVALID_OPTION);
}

int main() {
  the_suppressed_do_not_come_back();
  hashed_lists_are_answered();
  plans_are_approved();
  erasures_go_on_after_a_stop();
  allowances_count();
  a_digest_tells_of_the_week();
  a_watch_tells_once();
  a_ledger_keeps_the_first_word();
  return 0;
}
