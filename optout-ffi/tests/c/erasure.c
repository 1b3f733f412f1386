/* A plan carried out over a stop, and an allowance of its own. Stops at the first thing that is otherwise. */

#include "check.h"

#define NOW 1795000000u

static optout_next *next_of(optout_erasure *erasure) {
  optout_next *next = NULL;
  OK(optout_erasure_next(erasure, NOW, &next, NULL));
  return next;
}

static optout_erasure *resumed(const optout_erasure_plan *plan, const optout_erasure *before) {
  optout_erasure *erasure = NULL;
  optout_buffer *progress = NULL;
  OK(optout_erasure_progress_json(before, &progress, NULL));
  OK(optout_erasure_resume(plan, optout_buffer_text(progress), &erasure, NULL));
  optout_buffer_free(progress);
  return erasure;
}

static void what_was_in_flight_comes_first_again(void) {
  optout_erasure_plan *plan = NULL, *other = NULL;
  optout_erasure *erasure = NULL, *refused = NULL;
  optout_buffer *hash = NULL, *json = NULL;
  optout_taken *taken = NULL;
  size_t added = 0;
  OK(optout_erasure_plan_new(OPTOUT_SYSTEM_MARKETO, &plan, NULL));
  OK(optout_erasure_plan_new(OPTOUT_SYSTEM_MARKETO, &other, NULL));
  const int32_t method = OPTOUT_ERASURE_METHOD_MARKETO_DELETE_LEADS;
  OK(optout_erasure_plan_set_batch_size(plan, method, 2, NULL));
  OK(optout_erasure_plan_read_deletions(plan, method, BYTES("record,record_id\n1,11\n2,12\n3,13\n"), &added,
                                        NULL));
  CHECK(added == 3);
  OK(optout_erasure_plan_hash(plan, &hash, NULL));
  CHECK(optout_erasure_begin(other, optout_buffer_text(hash), &refused, NULL) ==
        OPTOUT_STATUS_INVALID_OPTION);
  OK(optout_erasure_begin(plan, optout_buffer_text(hash), &erasure, NULL));

  optout_next *next = next_of(erasure);
  CHECK(optout_next_kind_of(next) == OPTOUT_NEXT_KIND_SUPPRESS && optout_next_number(next) == 0);
  optout_next_free(next);
  OK(optout_erasure_suppressed(erasure, NULL));
  next = next_of(erasure);
  CHECK(optout_next_kind_of(next) == OPTOUT_NEXT_KIND_SEND);
  CHECK(optout_next_system(next) == OPTOUT_SYSTEM_MARKETO);
  CHECK((int32_t)optout_next_method(next) == method);
  CHECK(optout_next_number(next) == 1 && !optout_next_is_repeated(next));
  CHECK(is(optout_next_verb(next), "POST") && is(optout_next_path(next), "/rest/v1/leads/delete.json"));
  CHECK(is(optout_next_content_type(next), "application/json"));
  CHECK(is(optout_next_body(next), "{\"input\":[{\"id\":11},{\"id\":12}]}"));
  CHECK(!optout_next_needs_address(next) && optout_next_record_count(next) == 2);
  CHECK(is(optout_next_record_id(next, 1), "12") && is(optout_next_record_id(next, 2), ""));
  optout_next_free(next);
  next = next_of(erasure);
  CHECK(optout_next_kind_of(next) == OPTOUT_NEXT_KIND_ANSWER);
  optout_next_free(next);

  /* A stop: nobody knows what became of the call. */
  optout_erasure *again = resumed(plan, erasure);
  optout_erasure_free(erasure);
  next = next_of(again);
  CHECK(optout_next_number(next) == 1 && optout_next_is_repeated(next));
  optout_next_free(next);
  const char *body = "{\"success\":true,\"result\":[{\"status\":\"skipped\",\"reasons\":[{\"code\":\"1004\"}]},"
                     "{\"id\":12,\"status\":\"skipped\",\"reasons\":[{\"code\":\"1018\"}]}]}";
  OK(optout_erasure_take_answer(again, 1, 200, NULL, NULL, 0, BYTES(body), NOW, &taken, NULL));
  CHECK(optout_taken_count(taken) == 2 && is(optout_taken_record_id(taken, 0), "11"));
  CHECK(optout_taken_outcome(taken, 0) == OPTOUT_ERASURE_OUTCOME_GONE);
  CHECK(optout_taken_outcome(taken, 1) == OPTOUT_ERASURE_OUTCOME_FAILED);
  CHECK(is(optout_taken_code(taken, 1), "1018") && is(optout_taken_code(taken, 2), ""));
  CHECK(optout_taken_verdict(taken) == OPTOUT_CALL_VERDICT_GO_ON && optout_taken_until(taken) == 0);
  CHECK(optout_taken_hold(taken) == OPTOUT_HOLD_NONE);
  optout_taken_free(taken);
  CHECK(optout_erasure_take_answer(again, 1, 200, NULL, NULL, 0, BYTES(body), NOW, &taken, NULL) ==
        OPTOUT_STATUS_INVALID_OPTION);

  next = next_of(again);
  CHECK(optout_next_number(next) == 2);
  optout_next_free(next);
  body = "{\"success\":false,\"errors\":[{\"code\":\"607\"}]}";
  OK(optout_erasure_take_answer(again, 2, 200, NULL, NULL, 0, BYTES(body), NOW, &taken, NULL));
  CHECK(optout_taken_verdict(taken) == OPTOUT_CALL_VERDICT_STOP);
  CHECK(optout_taken_hold(taken) == OPTOUT_HOLD_DAILY_ALLOWANCE);
  const uint64_t until = optout_taken_until(taken);
  optout_taken_free(taken);
  next = next_of(again);
  CHECK(optout_next_kind_of(next) == OPTOUT_NEXT_KIND_STOP && optout_next_until(next) == until);
  CHECK(optout_next_hold(next) == OPTOUT_HOLD_DAILY_ALLOWANCE);
  optout_next_free(next);
  OK(optout_erasure_next(again, until, &next, NULL));
  body = "{\"success\":true,\"result\":[{\"id\":13,\"status\":\"deleted\"}]}";
  OK(optout_erasure_take_answer(again, optout_next_number(next), 200, NULL, NULL, 0, BYTES(body), until, &taken,
                                NULL));
  optout_taken_free(taken);
  optout_next_free(next);
  OK(optout_erasure_next(again, until, &next, NULL));
  CHECK(optout_next_kind_of(next) == OPTOUT_NEXT_KIND_DONE);
  optout_next_free(next);

  OK(optout_erasure_standing_json(again, &json, NULL));
  CHECK(is(optout_buffer_text(json),
           "[{\"method\":\"marketo_delete_leads\",\"system\":\"marketo\",\"planned\":3,\"deleted\":1,\"gone\":1,"
           "\"accepted\":0,\"failed\":1,\"open\":0,\"last\":\"2026-11-19\"}]"));
  optout_buffer_free(json);
  OK(optout_erasure_failed_json(again, &json, NULL));
  CHECK(is(optout_buffer_text(json),
           "[{\"method\":\"marketo_delete_leads\",\"record_id\":\"12\",\"outcome\":\"failed\",\"code\":\"1018\"}]"));
  optout_buffer_free(json);
  OK(optout_erasure_reverification_json(again, S("2026-12-18"), &json, NULL));
  CHECK(is(optout_buffer_text(json), "[]"));
  optout_buffer_free(json);
  OK(optout_erasure_reverification_json(again, S("2026-12-19"), &json, NULL));
  CHECK(is(optout_buffer_text(json),
           "[{\"method\":\"marketo_delete_leads\",\"system\":\"marketo\",\"days\":30,\"due\":\"2026-12-19\","
           "\"record_ids\":[\"11\",\"13\"]}]"));
  optout_buffer_free(json);
  OK(optout_erasure_reverified(again, method, 30, NULL));
  CHECK(optout_erasure_reverified(again, method, 30, NULL) == OPTOUT_STATUS_INVALID_OPTION);
  CHECK(optout_erasure_resume(other, S("{}"), &refused, NULL) == OPTOUT_STATUS_INVALID_JSON);
  optout_erasure_free(again);
  optout_buffer_free(hash);
  optout_erasure_plan_free(other);
  optout_erasure_plan_free(plan);
}

static void an_allowance_counts_what_it_allows(void) {
  optout_allowance *allowance = NULL, *again = NULL;
  optout_buffer *json = NULL;
  optout_call_verdict verdict = OPTOUT_CALL_VERDICT_NONE;
  optout_hold hold = OPTOUT_HOLD_NONE;
  uint64_t until = 0;
  OK(optout_allowance_new(OPTOUT_SYSTEM_HUBSPOT, &allowance, NULL));
  OK(optout_allowance_set_budget(allowance, 1, 0, -1, NULL));
  OK(optout_allowance_charge(allowance, NOW, &verdict, &until, &hold, NULL));
  CHECK(verdict == OPTOUT_CALL_VERDICT_GO_ON && until == 0 && hold == OPTOUT_HOLD_NONE);
  OK(optout_allowance_json(allowance, &json, NULL));
  OK(optout_allowance_from_json(optout_buffer_text(json), &again, NULL));
  optout_buffer_free(json);
  optout_allowance_free(allowance);
  OK(optout_allowance_charge(again, NOW, &verdict, &until, &hold, NULL));
  CHECK(verdict == OPTOUT_CALL_VERDICT_STOP && hold == OPTOUT_HOLD_BUDGET && until > NOW);
  CHECK(optout_allowance_call_count(again) == 1);
  OK(optout_allowance_set_budget(again, UINT64_MAX, 0, -1, NULL));
  const optout_str names[] = {S("retry-after")}, values[] = {S("7")};
  OK(optout_allowance_take(again, 429, names, values, 1, NULL, 0, 0, NOW, &verdict, &until, NULL, NULL));
  CHECK(verdict == OPTOUT_CALL_VERDICT_WAIT && until == NOW + 7);
  OK(optout_allowance_take(again, 401, NULL, NULL, 0, NULL, 0, 0, NOW, &verdict, NULL, NULL, NULL));
  CHECK(verdict == OPTOUT_CALL_VERDICT_AUTHORIZE);
  OK(optout_allowance_authorized(again, NULL));
  OK(optout_allowance_charge(again, NOW, &verdict, NULL, NULL, NULL));
  CHECK(verdict == OPTOUT_CALL_VERDICT_GO_ON);
  optout_allowance_free(again);
}

int main(void) {
  what_was_in_flight_comes_first_again();
  an_allowance_counts_what_it_allows();
  return 0;
}
