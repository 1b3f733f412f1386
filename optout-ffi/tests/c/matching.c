/* Matching beyond single matches: what else is known, matchers kept and updated, explanations, names by
 * short forms of one's own, guard and review of a sweep. Stops at the first thing that is otherwise. */
#include "check.h"

static const char KEY[] = "a key of sixteen bytes or more";

static optout_contact *contact_of(const char *email, const char *name) {
  optout_contact *contact = NULL;
  OK(optout_contact_new(&contact, NULL));
  OK(optout_contact_add_email(contact, S(email), NULL));
  OK(optout_contact_add_full_name(contact, S(name), NULL));
  return contact;
}

static optout_matcher *matcher_of(const char *text, const optout_match_options *options) {
  optout_list *list = read_list(text);
  optout_policy *policy = standard();
  optout_matcher *matcher = NULL;
  OK(optout_matcher_with_options(list, policy, options, &matcher, NULL));
  optout_policy_free(policy);
  optout_list_free(list);
  return matcher;
}

static optout_match *match_of(const optout_matcher *matcher, const optout_contact *contact) {
  optout_match *match = NULL;
  OK(optout_matcher_match(matcher, contact, &match, NULL));
  return match;
}

static bool is_text(optout_buffer *buffer, const char *expected) {
  const bool same = is(optout_buffer_text(buffer), expected);
  optout_buffer_free(buffer);
  return same;
}

static void is_hash(optout_buffer *hash) {
  CHECK(optout_buffer_len(hash) == 64);
  optout_buffer_free(hash);
}

static void tables_are_read_and_grow(void) {
  optout_error *error = NULL;
  optout_buffer *text = NULL;
  bool related = true;

  optout_domain_aliases *aliases = NULL;
  const char *rows = "domain,alias,alias\nengine.example,analytical.example,difference.example\n";
  OK(optout_domain_aliases_read(BYTES(rows), &aliases, NULL));
  CHECK(optout_domain_aliases_count(aliases) == 2);
  OK(optout_domain_aliases_add(aliases, S("engine.example"), S("https://www.zeta.example"), NULL));
  CHECK(optout_domain_aliases_count(aliases) == 3);
  OK(optout_domain_aliases_canonical(aliases, S("zeta.example"), &text, NULL));
  CHECK(is_text(text, "analytical.example"));
  CHECK(optout_domain_aliases_add(aliases, S("engine.example"), S("gmail.com"), NULL) ==
        OPTOUT_STATUS_VALUE);
  OK(optout_domain_aliases_hash(aliases, &text, NULL));
  is_hash(text);
  optout_domain_aliases_free(aliases);
  rows = "domain,alias\nengine.example,analytical.example\nengine.example,gmail.com\n";
  CHECK(optout_domain_aliases_read(BYTES(rows), &aliases, &error) == OPTOUT_STATUS_VALUE);
  CHECK(optout_error_input(error) == OPTOUT_INPUT_DOMAIN_ALIASES);
  CHECK(optout_error_record(error) == 2 && optout_error_line(error) == 3);
  optout_error_free(error);
  OK(optout_domain_aliases_new(&aliases, NULL));
  CHECK(optout_domain_aliases_count(aliases) == 0);
  optout_domain_aliases_free(aliases);

  optout_id_links *links = NULL;
  OK(optout_id_links_read(BYTES("system,old_id,new_id\nhubspot,101,202\n"), &links, NULL));
  OK(optout_id_links_add(links, S("HubSpot"), S("202"), S("303"), NULL));
  CHECK(optout_id_links_add(links, S("hubspot"), S("303"), S("101"), NULL) == OPTOUT_STATUS_VALUE);
  CHECK(optout_id_links_count(links) == 2);
  OK(optout_id_links_current(links, S("hubspot"), S("101"), &text, NULL));
  CHECK(is_text(text, "303"));
  OK(optout_id_links_hash(links, &text, NULL));
  is_hash(text);
  optout_id_links_free(links);
  OK(optout_id_links_new(&links, NULL));
  CHECK(optout_id_links_count(links) == 0);
  optout_id_links_free(links);
  CHECK(optout_id_links_read(BYTES("system,old_id,new_id\n,1,2\n"), &links, &error) ==
        OPTOUT_STATUS_VALUE);
  CHECK(is(optout_input_word(optout_error_input(error)), "id_links"));
  optout_error_free(error);

  optout_nicknames *nicknames = NULL;
  OK(optout_nicknames_read(BYTES("Jos\xc3\xa9,Pepe,Chepe\n"), &nicknames, NULL));
  OK(optout_nicknames_add(nicknames, S("Benjamin"), S("Bibi"), NULL));
  CHECK(optout_nicknames_count(nicknames) == 3);
  OK(optout_nicknames_are(nicknames, S("pepe"), S("jose"), &related, NULL));
  CHECK(related);
  OK(optout_nicknames_are(nicknames, S("pepe"), S("chepe"), &related, NULL));
  CHECK(!related);
  OK(optout_nicknames_hash(nicknames, &text, NULL));
  is_hash(text);
  optout_nicknames_free(nicknames);
  OK(optout_nicknames_new(&nicknames, NULL));
  OK(optout_nicknames_are(nicknames, S("bob"), S("robert"), &related, NULL));
  CHECK(related && optout_nicknames_count(nicknames) == 0);
  optout_nicknames_free(nicknames);
  CHECK(optout_nicknames_read(BYTES("Bob,Robert\nBob\n"), &nicknames, &error) == OPTOUT_STATUS_VALUE);
  CHECK(optout_error_line(error) == 2 && optout_error_input(error) == OPTOUT_INPUT_NICKNAMES);
  optout_error_free(error);
}

static void verdicts_are_pinned_and_looked_up(void) {
  const optout_str none = {NULL, 0};
  optout_verdicts *verdicts = NULL;
  optout_pinned *pinned = NULL;
  optout_error *error = NULL;
  optout_buffer *hash = NULL;
  const char *queue = "reason,record_id,entry_id,verdict,system,decided_by,decided_on,note\n"
                      "near,7,P1,Same,crm,DPO,2026-11-21,called\nnear,8,P1,,crm,,,\n";
  OK(optout_verdicts_read(BYTES(queue), &verdicts, NULL));
  CHECK(optout_verdicts_count(verdicts) == 1 && optout_verdicts_undecided_count(verdicts) == 1);
  OK(optout_verdicts_get(verdicts, S("CRM"), S(" 7"), S("P1"), &pinned, NULL));
  CHECK(optout_pinned_verdict(pinned) == OPTOUT_VERDICT_SAME);
  CHECK(is(optout_pinned_decided_by(pinned), "DPO") && is(optout_pinned_note(pinned), "called"));
  CHECK(is(optout_pinned_decided_on(pinned), "2026-11-21"));
  optout_pinned_free(pinned);
  OK(optout_verdicts_get(verdicts, S("crm"), S("8"), S("P1"), &pinned, NULL));
  CHECK(pinned == NULL);
  /* Another verdict about the pair has to be later. */
  CHECK(optout_verdicts_pin(verdicts, S("crm"), S("7"), S("P1"), OPTOUT_VERDICT_DIFFERENT, none, none,
                            none, &error) == OPTOUT_STATUS_VALUE);
  optout_error_free(error);
  CHECK(optout_verdicts_pin(verdicts, S("crm"), S("7"), S("P1"), OPTOUT_VERDICT_DIFFERENT, none,
                            S("soon"), none, NULL) == OPTOUT_STATUS_VALUE);
  CHECK(optout_verdicts_pin(verdicts, S("crm"), S("7"), S("P1"), 3, none, none, none, NULL) ==
        OPTOUT_STATUS_INVALID_ENUM);
  CHECK(optout_verdicts_count(verdicts) == 1);
  OK(optout_verdicts_pin(verdicts, S("crm"), S("7"), S("P1"), OPTOUT_VERDICT_DIFFERENT, S("DPO"),
                         S("2026-11-22"), none, NULL));
  OK(optout_verdicts_get(verdicts, S("crm"), S("7"), S("P1"), &pinned, NULL));
  CHECK(optout_pinned_verdict(pinned) == OPTOUT_VERDICT_DIFFERENT);
  CHECK(is(optout_verdict_word(OPTOUT_VERDICT_DIFFERENT), "different"));
  optout_pinned_free(pinned);
  OK(optout_verdicts_hash(verdicts, &hash, NULL));
  is_hash(hash);
  optout_verdicts_free(verdicts);
  queue = "entry_id,record_id,verdict\nP1,7,same\nP1,7,different\n";
  CHECK(optout_verdicts_read(BYTES(queue), &verdicts, &error) == OPTOUT_STATUS_VALUE);
  CHECK(optout_error_input(error) == OPTOUT_INPUT_VERDICTS && optout_error_record(error) == 2);
  optout_error_free(error);
}

/* Everything that can be known, as options. What they were made of is gone. */
static optout_match_options *all_options(void) {
  optout_match_options *options = NULL;
  optout_domain_aliases *aliases = NULL;
  optout_id_links *links = NULL;
  optout_nicknames *nicknames = NULL;
  optout_verdicts *verdicts = NULL;
  const optout_str none = {NULL, 0};
  OK(optout_match_options_new(&options, NULL));
  OK(optout_domain_aliases_new(&aliases, NULL));
  OK(optout_domain_aliases_add(aliases, S("engine.example"), S("analytical.example"), NULL));
  OK(optout_match_options_set_domain_aliases(options, aliases, NULL));
  optout_domain_aliases_free(aliases);
  OK(optout_id_links_new(&links, NULL));
  OK(optout_id_links_add(links, S("6sense"), S("P0"), S("P1"), NULL));
  OK(optout_match_options_set_id_links(options, links, NULL));
  optout_id_links_free(links);
  OK(optout_nicknames_new(&nicknames, NULL));
  OK(optout_nicknames_add(nicknames, S("Ada"), S("Quix"), NULL));
  OK(optout_match_options_set_nicknames(options, nicknames, NULL));
  optout_nicknames_free(nicknames);
  OK(optout_verdicts_new(&verdicts, NULL));
  OK(optout_verdicts_pin(verdicts, S("crm"), S("7"), S("P2"), OPTOUT_VERDICT_SAME, none, none, none,
                         NULL));
  OK(optout_match_options_set_verdicts(options, verdicts, NULL));
  optout_verdicts_free(verdicts);
  return options;
}

static void options_reach(const optout_matcher *matcher) {
  /* A short form of the caller's, and the company under its other domain. */
  optout_contact *contact = contact_of("quix.lovelace@analytical.example", "Quix Lovelace");
  optout_match *match = match_of(matcher, contact);
  CHECK(optout_match_status_of(match) == OPTOUT_MATCH_STATUS_POSSIBLE);
  CHECK(is(optout_match_entry_id(match), "P1") && optout_match_tier(match) == OPTOUT_TIER_T3);
  CHECK(optout_match_name(match) == OPTOUT_NAME_CLASS_NICKNAME);
  CHECK(optout_match_shares_domain(match) && !optout_match_has_same_name(match));
  CHECK(optout_match_has_close_name(match) && !optout_match_has_close_name(NULL));
  CHECK(optout_match_email(match) == OPTOUT_EMAIL_AGREEMENT_CONTRADICTS);
  CHECK(optout_match_verdict(match) == OPTOUT_VERDICT_NONE && optout_match_score(match) > 0);
  CHECK(optout_match_only_record(match) == OPTOUT_ONLY_RECORD_OPEN);
  CHECK(optout_match_oversized_block_count(match) == 0 && !optout_match_is_shared_id(match));
  CHECK(optout_match_id_namespace_count(match) == 0 && is(optout_match_id_namespace(match, 0), ""));
  optout_match_free(match);
  /* The name in another order, under an id that has become the listed one. */
  OK(optout_contact_clear(contact, NULL));
  OK(optout_contact_add_id(contact, S("6sense"), S("P0"), NULL));
  OK(optout_contact_add_full_name(contact, S("Lovelace, Ada"), NULL));
  match = match_of(matcher, contact);
  CHECK(optout_match_status_of(match) == OPTOUT_MATCH_STATUS_MATCH && optout_match_shares_id(match));
  CHECK(optout_match_is_settled(match) && optout_match_has_same_name(match));
  CHECK(optout_match_id_namespace_count(match) == 1);
  CHECK(is(optout_match_id_namespace(match, 0), "6sense"));
  optout_match_free(match);
  /* What a human said, where no rule says anything. */
  OK(optout_contact_clear(contact, NULL));
  OK(optout_contact_add_id(contact, S("crm"), S("7"), NULL));
  match = match_of(matcher, contact);
  CHECK(optout_match_verdict(match) == OPTOUT_VERDICT_SAME && is(optout_match_entry_id(match), "P2"));
  optout_match_free(match);
  /* A slip of spelling. */
  optout_contact_free(contact);
  contact = contact_of("lovelaca@engine.example", "Ada Lovelace");
  match = match_of(matcher, contact);
  CHECK(is(optout_match_entry_id(match), "P3"));
  CHECK(optout_match_email(match) == OPTOUT_EMAIL_AGREEMENT_NEAR);
  optout_match_free(match);
  optout_contact_free(contact);
}

static const char PEOPLE[] = "Name,Company website,Unique 6sense Record ID,Work email\n"
                             "Ada Lovelace,engine.example,P1,ada@engine.example\n"
                             "Bob Babbage,engine.example,P2,bob@engine.example\n"
                             "Ada Lovelace,other.example,P3,lovelace@engine.example\n";

static void matchers_are_saved_and_opened(const char *directory) {
  char path[4096];
  CHECK(snprintf(path, sizeof path, "%s/matcher", directory) < (int)sizeof path);
  optout_match_options *options = all_options();
  optout_matcher *matcher = matcher_of(PEOPLE, options), *opened = NULL;
  optout_match_options_free(options);
  optout_error *error = NULL;
  CHECK(optout_matcher_open(S(path), &opened, &error) == OPTOUT_STATUS_IO && opened == NULL);
  optout_error_free(error);
  OK(optout_matcher_save(matcher, S(path), NULL));
  optout_matcher_free(matcher);
  OK(optout_matcher_open(S(path), &opened, NULL));
  CHECK(remove(path) == 0);
  options_reach(opened);
  CHECK(optout_matcher_save(opened, S(directory), NULL) == OPTOUT_STATUS_IO);
  optout_matcher_free(opened);
  FILE *file = fopen(path, "w");
  CHECK(file && fputs("other bytes", file) >= 0 && fclose(file) == 0);
  opened = NULL;
  CHECK(optout_matcher_open(S(path), &opened, NULL) == OPTOUT_STATUS_INDEX && opened == NULL);
  CHECK(optout_matcher_save(NULL, S(path), NULL) != OPTOUT_STATUS_OK);
  CHECK(remove(path) == 0);
}

static void matchers_are_kept_and_updated(void) {
  optout_match_options *options = all_options();
  optout_matcher *matcher = matcher_of(PEOPLE, options), *kept = NULL, *updated = NULL;
  optout_match_options_free(options);
  optout_buffer *bytes = NULL;
  optout_list_update *update = NULL;
  optout_error *error = NULL;
  options_reach(matcher);
  OK(optout_matcher_to_bytes(matcher, &bytes, NULL));
  const size_t len = optout_buffer_len(bytes);
  uint8_t *data = malloc(len);
  CHECK(data);
  memcpy(data, optout_buffer_data(bytes), len);
  OK(optout_matcher_from_bytes(data, len, &kept, NULL));
  data[len / 2] ^= 1;
  optout_matcher *broken = NULL;
  CHECK(optout_matcher_from_bytes(data, len, &broken, &error) == OPTOUT_STATUS_INDEX);
  CHECK(broken == NULL && is(optout_error_code(error), "index"));
  CHECK(is(optout_error_message(error), "expected a whole matcher; this one was cut off or damaged"));
  optout_error_free(error);
  CHECK(optout_matcher_from_bytes(NULL, 0, &broken, NULL) == OPTOUT_STATUS_INDEX);
  free(data);
  optout_buffer_free(bytes);
  optout_matcher_free(matcher);
  options_reach(kept);
  CHECK(is(optout_matcher_policy_name(kept), "standard"));
  optout_policy *policy = standard();
  const optout_str hash = optout_policy_matching_hash(policy);
  CHECK(optout_matcher_policy_hash(kept).len == hash.len);
  CHECK(memcmp(optout_matcher_policy_hash(kept).data, hash.data, hash.len) == 0);
  optout_policy_free(policy);

  optout_list *list = read_list("Name,Unique 6sense Record ID,Work email\n"
                                "Ada Lovelace,P1,ada@home.example\nCleo Clark,P4,cleo@engine.example\n"
                                "Bob Babbage,P2,bob@engine.example\n");
  OK(optout_matcher_updated(kept, list, &updated, &update, NULL));
  CHECK(optout_list_update_new_count(update) == 1 && optout_list_update_changed_count(update) == 1);
  CHECK(optout_list_update_unchanged_count(update) == 1);
  CHECK(optout_list_update_vanished_count(update) == 1);
  optout_list_update_free(update);
  CHECK(optout_matcher_entry_count(updated) == 4 && optout_matcher_entry_count(kept) == 3);
  optout_matcher_free(kept);
  options_reach(updated);
  optout_matcher *again = NULL;
  OK(optout_matcher_updated(updated, list, &again, NULL, NULL));
  optout_matcher_free(again);
  optout_list_free(list);
  optout_contact *contact = contact_of("ada@home.example", "Ada Lovelace");
  optout_match *match = match_of(updated, contact);
  CHECK(is(optout_match_entry_id(match), "P1"));
  optout_match_free(match);
  optout_contact_free(contact);
  optout_matcher_free(updated);
}

static void an_id_of_many_is_nobodys(void) {
  char text[4096], id[16];
  optout_match_options *options = NULL;
  optout_id_links *links = NULL;
  OK(optout_match_options_new(&options, NULL));
  OK(optout_id_links_new(&links, NULL));
  size_t end = (size_t)sprintf(text, "Unique 6sense Record ID,Work email\n");
  for (int at = 0; at < 20; at++) {
    end += (size_t)sprintf(text + end, "P%d,p%d@x%d.example\n", at, at, at);
    sprintf(id, "P%d", at);
    OK(optout_id_links_add(links, S("6sense"), S(id), S("P99"), NULL));
  }
  OK(optout_match_options_set_id_links(options, links, NULL));
  optout_id_links_free(links);
  optout_matcher *matcher = matcher_of(text, options);
  optout_match_options_free(options);
  optout_contact *contact = NULL;
  OK(optout_contact_new(&contact, NULL));
  OK(optout_contact_add_id(contact, S("6sense"), S("P99"), NULL));
  OK(optout_contact_add_email(contact, S("p7@x7.example"), NULL));
  optout_match *match = match_of(matcher, contact);
  CHECK(optout_match_email(match) == OPTOUT_EMAIL_AGREEMENT_EXACT);
  CHECK(optout_match_is_shared_id(match) && !optout_match_shares_id(match));
  optout_match_free(match);
  optout_contact_free(contact);
  optout_matcher_free(matcher);
}

/* Whether a text is in another one. */
static bool has(const optout_buffer *buffer, const char *part) {
  const optout_str text = optout_buffer_text(buffer);
  const size_t len = strlen(part);
  for (size_t at = 0; at + len <= text.len; at++) {
    if (memcmp(text.data + at, part, len) == 0) {
      return true;
    }
  }
  return false;
}

static optout_buffer *explained(const optout_matcher *matcher, const optout_contact *contact,
                                int32_t values, const char *key) {
  optout_explanation *explanation = NULL;
  optout_buffer *json = NULL;
  OK(optout_matcher_explain(matcher, contact, values, (const uint8_t *)key, key ? strlen(key) : 0,
                            &explanation, NULL));
  OK(optout_explanation_json(explanation, &json, NULL));
  optout_explanation_free(explanation);
  return json;
}

static void explanations_show_what_they_are_asked_to(void) {
  optout_matcher *matcher = matcher_of(PEOPLE, NULL);
  optout_contact *contact = contact_of("BOB@engine.example", "Robert Babbage");
  optout_contact *other = contact_of("cleo@engine.example", "Cleo");
  optout_explanation *explanation = NULL;
  optout_buffer *text = NULL;
  OK(optout_matcher_explain(matcher, contact, OPTOUT_VALUES_HIDDEN, NULL, 0, &explanation, NULL));
  CHECK(optout_explanation_status(explanation) == OPTOUT_MATCH_STATUS_MATCH);
  CHECK(optout_explanation_pair_count(explanation) >= 1);
  OK(optout_explanation_table(explanation, &text, NULL));
  CHECK(has(text, "entry P2: match (T1, same-email)") && !has(text, "abbage"));
  optout_buffer_free(text);
  const optout_pair *first = optout_explanation_pair(explanation, 0);
  CHECK(is(optout_pair_entry_id(first), "P2") && is(optout_pair_rule(first), "same-email"));
  CHECK(optout_pair_status(first) == OPTOUT_MATCH_STATUS_MATCH);
  CHECK(optout_pair_tier(first) == OPTOUT_TIER_T1 && optout_pair_score(first) > 0);
  CHECK(optout_pair_sentence(first).len > 0 && optout_pair_verdict(first) == OPTOUT_VERDICT_NONE);
  CHECK(optout_pair_field_count(first) == 4 && optout_pair_field(first, 1) == OPTOUT_FIELD_EMAIL);
  CHECK(is(optout_pair_field_class(first, 1), "exact"));
  CHECK(optout_pair_field(first, 4) == OPTOUT_FIELD_NONE && is(optout_pair_field_class(first, 4), ""));
  CHECK(!optout_pair_field_contradicts(first, 2) && optout_pair_unmet_count(first) > 0);
  CHECK(is(optout_pair_unmet_rule(first, 0), "record-id-contradicted"));
  CHECK(is(optout_pair_unmet_condition(first, 0), "id"));
  CHECK(optout_explanation_pair(explanation, 99) == NULL);
  OK(optout_pair_json(first, &text, NULL));
  CHECK(has(text, "\"entry_id\":\"P2\"") && !has(text, "abbage"));
  optout_buffer_free(text);
  (void)optout_explanation_is_settled(explanation);
  optout_explanation_free(explanation);

  text = explained(matcher, contact, OPTOUT_VALUES_SHOWN, NULL);
  CHECK(has(text, "Robert Babbage") && has(text, "bob@engine.example"));
  optout_buffer_free(text);
  text = explained(matcher, contact, OPTOUT_VALUES_HASHED, KEY);
  CHECK(has(text, "\"record\":") && !has(text, "abbage"));
  optout_replay replay = OPTOUT_REPLAY_NONE;
  OK(optout_matcher_replay(matcher, optout_buffer_text(text), contact, OPTOUT_VALUES_HASHED,
                           BYTES(KEY), &replay, NULL));
  CHECK(replay == OPTOUT_REPLAY_SAME);
  OK(optout_matcher_replay(matcher, optout_buffer_text(text), contact, OPTOUT_VALUES_SHOWN, NULL, 0,
                           &replay, NULL));
  CHECK(replay == OPTOUT_REPLAY_OTHER_OUTCOME);
  OK(optout_matcher_replay(matcher, S("[]"), contact, OPTOUT_VALUES_HIDDEN, NULL, 0, &replay, NULL));
  CHECK(replay == OPTOUT_REPLAY_UNREADABLE && is(optout_replay_word(replay), "unreadable"));
  optout_buffer_free(text);
  CHECK(optout_matcher_explain(matcher, contact, OPTOUT_VALUES_HASHED, BYTES("short"), &explanation,
                               NULL) == OPTOUT_STATUS_INVALID_OPTION);
  CHECK(optout_matcher_explain(matcher, contact, 4, NULL, 0, &explanation, NULL) ==
        OPTOUT_STATUS_INVALID_ENUM);

  optout_pair *pair = NULL;
  OK(optout_matcher_why_not(matcher, S("P2"), other, OPTOUT_VALUES_SHOWN, NULL, 0, &pair, NULL));
  CHECK(optout_pair_status(pair) == OPTOUT_MATCH_STATUS_NON_MATCH);
  CHECK(optout_pair_tier(pair) == OPTOUT_TIER_NONE && is(optout_pair_rule(pair), ""));
  CHECK(is(optout_pair_field_class(pair, 2), "contradiction"));
  CHECK(optout_pair_field_contradicts(pair, 2));
  OK(optout_pair_table(pair, &text, NULL));
  CHECK(has(text, "speaks against it") && has(text, "Bob Babbage"));
  optout_buffer_free(text);
  optout_pair_free(pair);
  CHECK(optout_matcher_why_not(matcher, S("P9"), other, OPTOUT_VALUES_SHOWN, NULL, 0, &pair, NULL) ==
        OPTOUT_STATUS_INVALID_OPTION);
  optout_contact_free(other);
  optout_contact_free(contact);
  optout_matcher_free(matcher);
}

static optout_name *name_of(const char *text) {
  optout_name *name = NULL;
  OK(optout_name_parse(S(text), &name, NULL));
  return name;
}

static void names_say_what_makes_them_agree(void) {
  optout_name *left = name_of("Quix Mueller Smith"), *right = name_of("Ada M\xc3\xbcller");
  optout_nicknames *nicknames = NULL;
  optout_name_comparison *comparison = NULL;
  OK(optout_name_compare(left, right, &comparison, NULL));
  CHECK(optout_name_comparison_class(comparison) == OPTOUT_NAME_CLASS_CONTRADICTION);
  optout_name_comparison_free(comparison);
  OK(optout_nicknames_new(&nicknames, NULL));
  OK(optout_nicknames_add(nicknames, S("Ada"), S("Quix"), NULL));
  OK(optout_name_compare_with(left, right, nicknames, &comparison, NULL));
  CHECK(optout_name_comparison_edge_count(comparison) == 2);
  CHECK(optout_name_comparison_edge_reason(comparison, 0) == OPTOUT_EDGE_REASON_SHORT_FORM);
  CHECK(optout_name_comparison_edge_reason(comparison, 1) == OPTOUT_EDGE_REASON_PLAIN_FORM);
  CHECK(optout_name_comparison_edge_reason(comparison, 2) == OPTOUT_EDGE_REASON_NONE);
  CHECK(is(optout_edge_reason_word(OPTOUT_EDGE_REASON_PLAIN_FORM), "plain_form"));
  CHECK(optout_name_comparison_left_over(comparison) == 1);
  CHECK(optout_name_comparison_left_place(comparison, 0) == 2);
  CHECK(optout_name_comparison_left_place(comparison, 1) == 0);
  CHECK(optout_name_comparison_right_over(comparison) == 0);
  CHECK(optout_name_comparison_right_place(comparison, 0) == 0);
  CHECK(!optout_name_comparison_parents_differ(comparison));
  optout_name_comparison_free(comparison);
  optout_nicknames_free(nicknames);
  optout_name_free(right);
  optout_name_free(left);
  left = name_of("Abdullah bin Omar"), right = name_of("Omar bin Abdullah");
  OK(optout_name_compare(left, right, &comparison, NULL));
  CHECK(optout_name_comparison_parents_differ(comparison));
  CHECK(optout_name_comparison_class(comparison) == OPTOUT_NAME_CLASS_CONTRADICTION);
  optout_name_comparison_free(comparison);
  optout_name_free(right);
  optout_name_free(left);
}

static void policies_are_read_and_written(void) {
  optout_policy *policy = NULL, *other = NULL;
  optout_error *error = NULL;
  optout_buffer *toml = NULL;
  OK(optout_policy_shipped(S("broad"), &policy, NULL));
  CHECK(is(optout_policy_name(policy), "broad"));
  OK(optout_policy_matching_toml(policy, &toml, NULL));
  OK(optout_policy_from_matching_toml(optout_buffer_text(toml), &other, NULL));
  CHECK(memcmp(optout_policy_hash(policy).data, optout_policy_hash(other).data, 64) == 0);
  optout_buffer_free(toml);
  optout_policy_free(other);
  OK(optout_policy_from_json(S("{\"matching\": \"broad\"}"), &other, NULL));
  CHECK(memcmp(optout_policy_hash(policy).data, optout_policy_hash(other).data, 64) == 0);
  optout_policy_free(other);
  OK(optout_policy_read(S("matching = 'strict'\n"), &other, NULL));
  CHECK(is(optout_policy_name(other), "strict"));
  optout_policy_free(other);
  optout_policy_free(policy);
  CHECK(optout_policy_shipped(S("lax"), &policy, NULL) == OPTOUT_STATUS_INVALID_OPTION);
  const char *rules = "{\"name\": \"x\",\n \"rule\": [{\"name\": \"a\", \"tier\": \"T9\"}]}";
  CHECK(optout_policy_from_matching_json(S(rules), &policy, &error) == OPTOUT_STATUS_POLICY);
  CHECK(optout_error_line(error) == 2 && optout_error_has_position(error));
  optout_error_free(error);
}

static optout_sweep *sweep_of(const optout_match_options *options) {
  optout_policy *policy = standard();
  optout_sweep *sweep = NULL;
  OK(optout_sweep_new(policy, S("2026-11-24"), &sweep, NULL));
  optout_policy_free(policy);
  OK(optout_sweep_set_preset(sweep, S("hubspot"), NULL));
  if (options) {
    OK(optout_sweep_set_match_options(sweep, options, NULL));
  }
  return sweep;
}

static void a_guard_stops_a_sweep(void) {
  optout_list *list = read_list(LIST);
  optout_sweep *sweep = sweep_of(NULL);
  optout_sweep_result *result = NULL;
  optout_error *error = NULL;
  OK(optout_sweep_set_guard(sweep, 0, 0, NULL));
  const char *contacts = "Record ID,Email,First name,Last name\n7,ada@engine.example,Ada,Lovelace\n";
  CHECK(optout_sweep_run(sweep, list, NULL, BYTES(contacts), NULL, NULL, &result, &error) ==
        OPTOUT_STATUS_BLAST_RADIUS);
  CHECK(result == NULL && is(optout_error_code(error), "blast_radius"));
  CHECK(optout_error_input(error) == OPTOUT_INPUT_NONE);
  CHECK(optout_error_found(error) == 1 && optout_error_limit(error) == 0);
  CHECK(optout_error_of_one_entry(error));
  optout_error_free(error);
  OK(optout_sweep_set_guard(sweep, 0, 1000, NULL));
  OK(optout_sweep_set_threads(sweep, 0, NULL));
  CHECK(optout_sweep_run(sweep, list, NULL, BYTES(contacts), NULL, NULL, &result, NULL) ==
        OPTOUT_STATUS_INVALID_OPTION);
  OK(optout_sweep_set_threads(sweep, 2, NULL));
  OK(optout_sweep_run(sweep, list, NULL, BYTES(contacts), NULL, NULL, &result, NULL));
  optout_sweep_result_free(result);
  optout_sweep_free(sweep);
  optout_list_free(list);
}

static void review_shows_what_it_may_and_comes_back(void) {
  const char *contacts = "Record ID,Email,First name,Last name\n7,quix@analytical.example,Quix,Lovelace\n";
  optout_match_options *options = all_options();
  optout_list *list = read_list(LIST);
  optout_sweep *sweep = sweep_of(options);
  optout_sweep_result *result = NULL;
  OK(optout_sweep_run(sweep, list, NULL, BYTES(contacts), NULL, NULL, &result, NULL));
  const optout_buffer *review = optout_sweep_result_review(result);
  CHECK(has(review, "P1") && !has(review, "Lovelace"));
  CHECK(optout_sweep_result_flags(result) != NULL);
  optout_sweep_result_free(result);
  OK(optout_sweep_leave_out(sweep, S("flags"), NULL));
  CHECK(optout_sweep_leave_out(sweep, S("Flags"), NULL) == OPTOUT_STATUS_INVALID_OPTION);
  OK(optout_sweep_set_review_values(sweep, true, NULL));
  OK(optout_sweep_set_review_scores(sweep, true, NULL));
  OK(optout_sweep_run(sweep, list, NULL, BYTES(contacts), NULL, NULL, &result, NULL));
  review = optout_sweep_result_review(result);
  CHECK(has(review, "Quix Lovelace") && has(review, "Ada Lovelace"));
  CHECK(optout_sweep_result_flags(result) == NULL && optout_buffer_len(optout_sweep_result_flags(result)) == 0);
  optout_verdicts *verdicts = NULL;
  OK(optout_verdicts_read(optout_buffer_data(review), optout_buffer_len(review), &verdicts, NULL));
  CHECK(optout_verdicts_undecided_count(verdicts) == 1 && optout_verdicts_count(verdicts) == 0);
  optout_sweep_result_free(result);
  const optout_str none = {NULL, 0};
  OK(optout_verdicts_pin(verdicts, S("hubspot"), S("7"), S("P1"), OPTOUT_VERDICT_DIFFERENT, none, none,
                         none, NULL));
  OK(optout_match_options_set_verdicts(options, verdicts, NULL));
  optout_verdicts_free(verdicts);
  OK(optout_sweep_set_match_options(sweep, options, NULL));
  optout_match_options_free(options);
  OK(optout_sweep_run(sweep, list, NULL, BYTES(contacts), NULL, NULL, &result, NULL));
  CHECK(!has(optout_sweep_result_decisions(result), "P1"));
  optout_sweep_result_free(result);
  optout_sweep_free(sweep);
  optout_list_free(list);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  tables_are_read_and_grow();
  verdicts_are_pinned_and_looked_up();
  matchers_are_kept_and_updated();
  matchers_are_saved_and_opened(argv[1]);
  an_id_of_many_is_nobodys();
  explanations_show_what_they_are_asked_to();
  names_say_what_makes_them_agree();
  policies_are_read_and_written();
  a_guard_stops_a_sweep();
  review_shows_what_it_may_and_comes_back();
  return 0;
}
