/* Runs cases of the vector suite that come in on stdin, and writes what the library says to stdout.
 *
 * Both ways a message is a row of fields, `key length\n` and as many bytes and `\n`, and ends with
 * the field `end`. A key can come several times. The first field of a case, `file`, names the vector
 * file that the case stands in. */
#include <optout.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct field {
  char key[32];
  char *data;
  size_t len;
};

struct message {
  struct field *fields;
  size_t count;
};

static void stop(const char *why) {
  fprintf(stderr, "%s\n", why);
  exit(1);
}

/* Reads a field; false at the end of the input. */
static bool read_field(struct field *field) {
  if (scanf("%31s %zu", field->key, &field->len) != 2) {
    return false;
  }
  field->data = malloc(field->len + 1);
  if (!field->data || getchar() != '\n' || fread(field->data, 1, field->len, stdin) != field->len ||
      getchar() != '\n') {
    stop("a field is cut off");
  }
  return true;
}

static bool read_message(struct message *message) {
  struct field field;
  message->fields = NULL;
  message->count = 0;
  while (read_field(&field)) {
    if (strcmp(field.key, "end") == 0) {
      free(field.data);
      return true;
    }
    message->fields = realloc(message->fields, (message->count + 1) * sizeof field);
    if (!message->fields) {
      stop("no memory");
    }
    message->fields[message->count++] = field;
  }
  return false;
}

static void free_message(struct message *message) {
  for (size_t at = 0; at < message->count; at++) {
    free(message->fields[at].data);
  }
  free(message->fields);
}

/* The nth field of a key, or NULL. */
static const struct field *find(const struct message *message, const char *key, size_t nth) {
  for (size_t at = 0; at < message->count; at++) {
    if (strcmp(message->fields[at].key, key) == 0 && nth-- == 0) {
      return &message->fields[at];
    }
  }
  return NULL;
}

static bool has(const struct message *message, const char *key) { return find(message, key, 0); }

static optout_str nth(const struct message *message, const char *key, size_t at) {
  const struct field *field = find(message, key, at);
  optout_str text = {field ? field->data : NULL, field ? field->len : 0};
  return text;
}

static optout_str text(const struct message *message, const char *key) { return nth(message, key,
                       0); }

static uint64_t number(const struct message *message, const char *key) {
  optout_str digits = text(message, key);
  uint64_t value = 0;
  for (size_t at = 0; at < digits.len; at++) value = value * 10 + (uint64_t)(digits.data[at] - '0');
  return value;
}

#define BYTES(view) (const uint8_t *)(view).data, (view).len

static void put(const char *key, optout_str value) {
  printf("%s %zu\n", key, value.len);
  if (value.len) {
    fwrite(value.data, 1, value.len, stdout);
  }
  putchar('\n');
}

static void put_buffer(const char *key, const optout_buffer *buffer) {
  optout_str value = {(const char *)optout_buffer_data(buffer), optout_buffer_len(buffer)};
  put(key, value);
}

static void put_number(const char *key, uint64_t number) {
  char digits[24];
  snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
  put(key, optout_str_of(digits));
}

static void put_at(const char *key, optout_str word, uint64_t record) {
  char place[128];
  snprintf(place, sizeof place, "%.*s@%llu", (int)word.len, word.data, (unsigned long long)record);
  put(key, optout_str_of(place));
}

static void put_all(const char *key, const optout_strings *strings) {
  for (size_t at = 0; at < optout_strings_count(strings); at++) {
    put(key, optout_strings_at(strings, at));
  }
}

/* The error of the last call that failed. */
static optout_error *error;

/* Writes the error of a call that failed; tells whether it did. */
static bool failed(optout_status status) {
  if (status == OPTOUT_STATUS_OK) {
    return false;
  }
  if (optout_error_status(error) != status) {
    stop("the error has another status than the call");
  }
  put("error", optout_error_code(error));
  put("message", optout_error_message(error));
  if (optout_error_fault(error).len) {
    put("fault", optout_error_fault(error));
  }
  if (optout_error_input(error) != OPTOUT_INPUT_NONE) {
    put("input", optout_input_word(optout_error_input(error)));
  }
  put_number("record", optout_error_record(error));
  put_number("line", optout_error_line(error));
  put_number("byte", optout_error_byte(error));
  optout_error_free(error);
  error = NULL;
  return true;
}

static bool same(optout_str view, const char *word) {
  return view.len == strlen(word) && memcmp(view.data, word, view.len) == 0;
}

/* The value of an enum from 1 to `most` that a word stands for; 0 if it stands for none. */
static int32_t value_of(optout_str word, optout_str (*word_of)(int32_t value), int32_t most) {
  for (int32_t value = 1; value <= most; value++) {
    optout_str own = word_of(value);
    if (own.len == word.len && memcmp(own.data, word.data, own.len) == 0) {
      return value;
    }
  }
  return 0;
}

static int32_t date_order(optout_str word) {
  return value_of(word, optout_date_order_word, OPTOUT_DATE_ORDER_DAY_FIRST);
}

static int32_t list_form(optout_str word) {
  return value_of(word, optout_list_form_word, OPTOUT_LIST_FORM_ZOOM_INFO);
}

static int32_t certainty(optout_str word) {
  return value_of(word, optout_certainty_word, OPTOUT_CERTAINTY_SHARED_MAILBOX);
}

static void run_id(const struct message *in) {
  optout_str call = text(in, "call"), input = text(in, "input");
  optout_buffer *key = NULL;
  optout_status status = same(call, "opaque_id")       ? optout_id_opaque(input, &key, &error)
                         : same(call, "salesforce_id") ? optout_id_salesforce(input, &key, &error)
                                                       : optout_id_crm(input, &key, &error);
  if (!failed(status)) {
    put_buffer("result", key);
  }
  optout_buffer_free(key);
}

static void run_email(const struct message *in) {
  optout_str call = text(in, "call"), input = text(in, "input");
  if (same(call, "split_emails")) {
    optout_strings *addresses = NULL;
    if (!failed(optout_emails_split(input, &addresses, &error))) {
      put_all("result", addresses);
    }
    optout_strings_free(addresses);
    return;
  }
  optout_email *email = NULL;
  if (!failed(optout_email_parse(input, &email, &error))) {
    const optout_str class = optout_email_class_word(optout_email_class_of(email));
    put("result", same(call, "email_exact")       ? optout_email_exact(email)
                  : same(call, "email_canonical") ? optout_email_canonical(email)
                                                  : class);
  }
  optout_email_free(email);
}

static void run_website(const struct message *in) {
  optout_website *website = NULL;
  if (!failed(optout_website_parse(text(in, "input"), &website, &error))) {
    put("result", same(text(in, "call"), "website_domain")
                      ? optout_website_domain(website)
                      : optout_website_class_word(optout_website_class_of(website)));
  }
  optout_website_free(website);
}

static void run_name_class(const struct message *in) {
  optout_name *left = NULL;
  optout_name *right = NULL;
  optout_name_comparison *comparison = NULL;
  if (!failed(optout_name_parse(nth(in, "inputs", 0), &left, &error)) &&
      !failed(optout_name_parse(nth(in, "inputs", 1), &right, &error)) &&
      !failed(optout_name_compare(left, right, &comparison, &error))) {
    put("result", optout_name_class_word(optout_name_comparison_class(comparison)));
  }
  optout_name_comparison_free(comparison);
  optout_name_free(right);
  optout_name_free(left);
}

static void run_name(const struct message *in) {
  if (same(text(in, "call"), "name_class")) {
    run_name_class(in);
    return;
  }
  optout_name *name = NULL;
  if (!failed(optout_name_parse(text(in, "input"), &name, &error))) {
    put("result", optout_name_key(name));
  }
  optout_name_free(name);
}

static void run_flag(const struct message *in) {
  optout_flag flag = OPTOUT_FLAG_NONE;
  if (!failed(optout_flag_parse(text(in, "input"), &flag, &error))) {
    put("result", optout_flag_word(flag));
  }
}

static void run_dates(const struct message *in) {
  static const char *const words[] = {"", "blank", "date", "ambiguous", "unreadable"};
  optout_date_column *column = NULL;
  optout_date_readings *readings = NULL;
  optout_status status = optout_date_column_new(&column, &error);
  for (size_t at = 0; !status && find(in, "inputs", at); at++) {
    status = optout_date_column_add(column, nth(in, "inputs", at), &error);
  }
  int32_t order = has(in, "order") ? date_order(text(in, "order")) : 0;
  int32_t offset = has(in, "assumed_offset") ? atoi(find(in, "assumed_offset", 0)->data) : 0;
  if (!status) {
    status = optout_date_column_read(column, order, has(in, "serial"), offset, &readings, &error);
  }
  if (!failed(status)) {
    for (size_t at = 0; at < optout_date_readings_count(readings); at++) {
      optout_date_outcome outcome = optout_date_readings_outcome(readings, at);
      put("result", outcome == OPTOUT_DATE_OUTCOME_DATE ? optout_date_readings_text(readings, at)
                                                        : optout_str_of(words[outcome]));
    }
  }
  optout_date_readings_free(readings);
  optout_date_column_free(column);
}

static optout_status list_options(const struct message *in, optout_list_options *options) {
  optout_status status = OPTOUT_STATUS_OK;
  for (size_t at = 0; !status && find(in, "column", at); at++) {
    status = optout_list_options_add_column(options, nth(in, "column", at), nth(in, "role", at),
                                            &error);
  }
  if (!status && has(in, "form")) {
    status = optout_list_options_set_form(options, list_form(text(in, "form")), &error);
  }
  if (!status && has(in, "records_at")) {
    status = optout_list_options_set_records_at(options, text(in, "records_at"), &error);
  }
  if (!status && has(in, "date_order")) {
    status = optout_list_options_set_date_order(options, date_order(text(in, "date_order")),
                                                &error);
  }
  if (!status && has(in, "serial_dates")) {
    status = optout_list_options_set_serial_dates(options, true, &error);
  }
  if (!status && has(in, "now")) {
    status = optout_list_options_set_now(options, text(in, "now"), &error);
  }
  return status;
}

static void run_list(const struct message *in) {
  optout_list_options *options = NULL;
  optout_list *list = NULL;
  optout_status status = optout_list_options_new(&options, &error);
  if (!status) {
    status = list_options(in, options);
  }
  if (!status) {
    status = optout_list_read(BYTES(text(in, "list")), options, &list, &error);
  }
  if (!failed(status)) {
    put_number("records", optout_list_record_count(list));
    put_number("entries", optout_list_entry_count(list));
    for (size_t at = 0; at < optout_list_fault_count(list); at++) {
      put_at("fault", optout_fault_kind_word(optout_list_fault_kind(list, at)),
             optout_list_fault_record(list, at));
    }
    for (size_t at = 0; at < optout_list_entry_count(list); at++) {
      put("requested", optout_list_entry_requested(list, at));
      put("entry_id", optout_list_entry_id(list, at));
    }
    for (size_t at = 0; at < optout_list_unread_column_count(list); at++) {
      put_number("unread", optout_list_unread_column(list, at));
    }
  }
  optout_list_free(list);
  optout_list_options_free(options);
}

static optout_status read_policy(const struct message *in, optout_policy **policy) {
  return has(in, "shipped")  ? optout_policy_shipped(text(in, "shipped"), policy, &error)
         : has(in, "policy") ? optout_policy_from_toml(text(in, "policy"), policy, &error)
                             : optout_policy_standard(policy, &error);
}

/* Writes the hash and the layout of a policy's rules, and the layout of what that reads back as. */
static void put_policy(const optout_policy *policy) {
  optout_buffer *toml = NULL, *again = NULL;
  optout_policy *read = NULL;
  optout_status status = optout_policy_matching_toml(policy, &toml, &error);
  if (!status) status = optout_policy_read_matching(optout_buffer_text(toml), &read, &error);
  if (!status) status = optout_policy_matching_toml(read, &again, &error);
  if (!failed(status)) {
    put("hash", optout_policy_matching_hash(policy));
    put_buffer("toml", toml);
    put("hash_again", optout_policy_matching_hash(read));
    put_buffer("toml_again", again);
  }
  optout_policy_free(read);
  optout_buffer_free(again);
  optout_buffer_free(toml);
}

static void run_policy(const struct message *in) {
  const optout_str format = text(in, "format"), rules = text(in, "matching");
  const optout_str whole = text(in, "policy");
  const bool is_toml = same(format, "toml"), is_json = same(format, "json");
  optout_policy *policy = NULL;
  optout_status status;
  if (has(in, "shipped")) {
    status = optout_policy_shipped(text(in, "shipped"), &policy, &error);
  } else if (has(in, "matching")) {
    status = is_toml   ? optout_policy_from_matching_toml(rules, &policy, &error)
             : is_json ? optout_policy_from_matching_json(rules, &policy, &error)
                       : optout_policy_read_matching(rules, &policy, &error);
  } else {
    status = is_toml   ? optout_policy_from_toml(whole, &policy, &error)
             : is_json ? optout_policy_from_json(whole, &policy, &error)
                       : optout_policy_read(whole, &policy, &error);
  }
  if (!failed(status)) {
    put_policy(policy);
  }
  optout_policy_free(policy);
}

static optout_status fill_contact(const struct message *in, optout_contact *contact) {
  optout_status status = OPTOUT_STATUS_OK;
  for (size_t at = 0; !status && at < in->count; at++) {
    const char *key = in->fields[at].key;
    const optout_str value = {in->fields[at].data, in->fields[at].len};
    const bool more = at + 1 < in->count;
    const optout_str next = {more ? in->fields[at + 1].data : NULL,
more ? in->fields[at + 1].len : 0};
    if (strcmp(key, "namespace") == 0) {
      status = optout_contact_add_id(contact, value, next, &error);
    } else if (strcmp(key, "email") == 0) {
      status = optout_contact_add_email(contact, value, &error);
    } else if (strcmp(key, "full_name") == 0) {
      status = optout_contact_add_full_name(contact, value, &error);
    } else if (strcmp(key, "given") == 0) {
      status = optout_contact_add_name_parts(contact, value, next, &error);
    } else if (strcmp(key, "website") == 0) {
      status = optout_contact_add_website(contact, value, &error);
    }
  }
  return status;
}

/* Fills options with the tables that a case has. */
static optout_status match_options(const struct message *in, optout_match_options *options) {
  optout_domain_aliases *aliases = NULL;
  optout_id_links *links = NULL;
  optout_nicknames *nicknames = NULL;
  optout_verdicts *verdicts = NULL;
  optout_status status = OPTOUT_STATUS_OK;
  if (has(in, "aliases")) {
    status = optout_domain_aliases_read(BYTES(text(in, "aliases")), &aliases, &error);
    if (!status) status = optout_match_options_set_domain_aliases(options, aliases, &error);
  }
  if (!status && has(in, "links")) {
    status = optout_id_links_read(BYTES(text(in, "links")), &links, &error);
    if (!status) status = optout_match_options_set_id_links(options, links, &error);
  }
  if (!status && has(in, "nicknames")) {
    status = optout_nicknames_read(BYTES(text(in, "nicknames")), &nicknames, &error);
    if (!status) status = optout_match_options_set_nicknames(options, nicknames, &error);
  }
  if (!status && has(in, "verdicts")) {
    status = optout_verdicts_read(BYTES(text(in, "verdicts")), &verdicts, &error);
    if (!status) status = optout_match_options_set_verdicts(options, verdicts, &error);
  }
  optout_verdicts_free(verdicts);
  optout_nicknames_free(nicknames);
  optout_id_links_free(links);
  optout_domain_aliases_free(aliases);
  return status;
}

/* Puts a matcher's own copy, made through its bytes, in its place. */
static optout_status through_bytes(optout_matcher **matcher) {
  optout_buffer *kept = NULL;
  optout_matcher *again = NULL;
  optout_status status = optout_matcher_to_bytes(*matcher, &kept, &error);
  if (!status) {
    status = optout_matcher_from_bytes(optout_buffer_data(kept), optout_buffer_len(kept), &again,
                                       &error);
  }
  optout_buffer_free(kept);
  if (!status) {
    optout_matcher_free(*matcher);
    *matcher = again;
  }
  return status;
}

static void put_match(const optout_match *match) {
  put("status", optout_match_status_word(optout_match_status_of(match)));
  if (optout_match_tier(match) != OPTOUT_TIER_NONE) {
    put("tier", optout_tier_word(optout_match_tier(match)));
    put("rule", optout_match_rule(match));
    put("entry", optout_match_entry_id(match));
    put("sentence", optout_match_sentence(match));
  }
  for (size_t at = 0; at < optout_match_competing_count(match); at++) {
    put("competing", optout_match_competing(match, at));
  }
  put_number("settled", optout_match_is_settled(match));
  put_number("oversized", optout_match_oversized_block_count(match));
}

static void put_pair(const optout_pair *pair) {
  for (size_t at = 0; at < optout_pair_unmet_count(pair); at++) {
    put("unmet", optout_pair_unmet_rule(pair, at));
    put("condition", optout_pair_unmet_condition(pair, at));
  }
  for (size_t at = 0; at < optout_pair_field_count(pair); at++) {
    put("field", optout_field_word(optout_pair_field(pair, at)));
    put("class", optout_pair_field_class(pair, at));
  }
}

static void run_matching(const struct message *in) {
  optout_list *list = NULL;
  optout_policy *policy = NULL;
  optout_match_options *options = NULL;
  optout_matcher *matcher = NULL;
  optout_contact *contact = NULL;
  optout_match *match = NULL;
  optout_explanation *explanation = NULL;
  optout_buffer *explained = NULL;
  optout_pair *pair = NULL;
  optout_replay replay = OPTOUT_REPLAY_NONE;
  optout_status status = optout_list_read(BYTES(text(in, "list")), NULL, &list, &error);
  if (!status) status = read_policy(in, &policy);
  if (!status) status = optout_match_options_new(&options, &error);
  if (!status) status = match_options(in, options);
  if (!status) status = optout_matcher_with_options(list, policy, options, &matcher, &error);
  if (!status) status = optout_contact_new(&contact, &error);
  if (!status) status = fill_contact(in, contact);
  if (!status) {
    status = optout_matcher_explain(matcher, contact, OPTOUT_VALUES_SHOWN, NULL, 0, &explanation,
                                    &error);
  }
  if (!status) status = optout_explanation_json(explanation, &explained, &error);
  /* All that follows is asked of the copy. */
  if (!status) status = through_bytes(&matcher);
  if (!status) {
    status = optout_matcher_replay(matcher, optout_buffer_text(explained), contact,
                                   OPTOUT_VALUES_SHOWN, NULL, 0, &replay, &error);
  }
  if (!status) status = optout_matcher_match(matcher, contact, &match, &error);
  if (!status && has(in, "why_not")) {
    status = optout_matcher_why_not(matcher, text(in, "why_not"), contact, OPTOUT_VALUES_HIDDEN,
                                    NULL, 0, &pair, &error);
  }
  if (!failed(status)) {
    put_match(match);
    put_pair(pair);
    put("replay", optout_replay_word(replay));
  }
  optout_pair_free(pair);
  optout_buffer_free(explained);
  optout_explanation_free(explanation);
  optout_match_free(match);
  optout_contact_free(contact);
  optout_matcher_free(matcher);
  optout_match_options_free(options);
  optout_policy_free(policy);
  optout_list_free(list);
}

/* Fills circumstances with all that a case says of the place and of what set the decision off. */
static optout_status fill_circumstances(const struct message *in, optout_circumstances *known) {
  static const struct {
    const char *key;
    optout_status (*set)(optout_circumstances *, optout_str, optout_error **);
  } setters[] = {
      {"residency", optout_circumstances_set_residency},
      {"vendor_country", optout_circumstances_set_vendor_country},
      {"phone", optout_circumstances_set_phone},
      {"company_country", optout_circumstances_set_company_country},
      {"domain", optout_circumstances_set_domain},
  };
  const int32_t trigger = has(in, "trigger") ? value_of(text(in, "trigger"), optout_trigger_word,
                                                        OPTOUT_TRIGGER_AFTER_SUBSCRIPTION)
                                             : OPTOUT_TRIGGER_VENDOR_OPT_OUT;
  const optout_str since = text(in, has(in, "since") ? "since" : "now");
  optout_status status = optout_circumstances_set_place(known, text(in, "country"),
                                                        text(in, "region"), &error);
  if (!status) status = optout_circumstances_set_trigger(known, trigger, since, &error);
  for (size_t at = 0; !status && at < sizeof setters / sizeof *setters; at++) {
    status = setters[at].set(known, text(in, setters[at].key), &error);
  }
  return status;
}

static void put_classification(const optout_classification *answer) {
  put("retention", optout_retention_word(optout_classification_retention(answer)));
  put("basis", optout_lawful_basis_word(optout_classification_basis(answer)));
  put("marketing", optout_marketing_word(optout_classification_marketing(answer)));
  put("rule", optout_basis_rule_word(optout_classification_rule(answer)));
  put("reason", optout_reason_word(optout_classification_reason(answer)));
  put_all("used", optout_classification_used(answer));
  put_all("permits_marketing", optout_classification_permits_marketing(answer));
  put_all("defeated", optout_classification_defeated(answer));
  put_all("ignored", optout_classification_ignored(answer));
  for (size_t at = 0; at < optout_classification_missing_count(answer); at++) {
    put("missing", optout_missing_word(optout_classification_missing(answer, at)));
  }
  put("valid_until", optout_classification_valid_until(answer));
  put("marketing_until", optout_classification_marketing_until(answer));
  for (size_t at = 0; at < optout_classification_regime_count(answer); at++) {
    put("regimes", optout_regime_word(optout_classification_regime(answer, at)));
  }
  put("deadline", optout_classification_deadline(answer));
  put("clock", optout_clock_word(optout_classification_deadline_clock(answer)));
  put_number("overdue", optout_classification_is_overdue(answer));
  put_number("waste", optout_classification_is_marketing_waste(answer));
}

static void run_basis(const struct message *in) {
  optout_policy *policy = NULL;
  optout_evidence_set *evidence = NULL;
  optout_circumstances *known = NULL;
  optout_place *place = NULL;
  optout_classification *answer = NULL;
  optout_buffer *json = NULL, *trace = NULL;
  bool replays = false;
  int32_t sure = has(in, "certainty") ? certainty(text(in, "certainty")) : OPTOUT_CERTAINTY_CERTAIN;
  optout_status status = read_policy(in, &policy);
  if (!status) status = optout_evidence_set_from_json(text(in, "evidence"), &evidence, &error);
  if (!status) status = optout_circumstances_new(text(in, "now"), &known, &error);
  if (!status) status = optout_circumstances_set_evidence(known, evidence, &error);
  if (!status) status = fill_circumstances(in, known);
  if (!status) status = optout_circumstances_place(known, policy, &place, &error);
  if (!status) status = optout_classification_of(sure, known, policy, &answer, &error);
  if (!status) status = optout_classification_json(answer, &json, &error);
  if (!status) status = optout_basis_explain(sure, known, policy, &trace, &error);
  if (!status) {
    status = optout_basis_replays(optout_buffer_text(trace), sure, known, policy, &replays, &error);
  }
  if (!failed(status)) {
    put_classification(answer);
    put("signal", optout_signal_word(optout_place_signal(place)));
    for (size_t at = 0; at < optout_place_regime_count(place); at++) {
      put("place", optout_regime_word(optout_place_regime(place, at)));
    }
    put_buffer("json", json);
    put_buffer("trace", trace);
    put_number("replay", replays);
  }
  optout_buffer_free(trace);
  optout_buffer_free(json);
  optout_classification_free(answer);
  optout_place_free(place);
  optout_circumstances_free(known);
  optout_evidence_set_free(evidence);
  optout_policy_free(policy);
}

static void put_set(const optout_evidence_set *set) {
  optout_buffer *json = NULL;
  if (!failed(optout_evidence_set_json(set, &json, &error))) {
    put_buffer("pieces", json);
  }
  optout_buffer_free(json);
}

/* Writes the evidence of each record of an export, and the preset that the export was read by. */
static void run_columns(const struct message *in) {
  optout_contacts_options *options = NULL;
  optout_contacts_evidence *evidence = NULL;
  optout_status status = optout_contacts_options_new(&options, &error);
  if (!status && has(in, "preset")) {
    status = optout_contacts_options_set_preset(options, text(in, "preset"), &error);
  }
  for (size_t at = 0; !status && find(in, "column", at); at++) {
    status = optout_contacts_options_add_column(options, nth(in, "column", at), nth(in, "role", at),
                                                &error);
  }
  if (!status) {
    status = optout_contacts_evidence_read(BYTES(text(in, "contacts")), options, &evidence, &error);
  }
  if (!failed(status)) {
    put("preset", optout_contacts_evidence_preset(evidence));
    for (size_t at = 0; at < optout_contacts_evidence_record_count(evidence); at++) {
      put_set(optout_contacts_evidence_at(evidence, at));
    }
  }
  optout_contacts_evidence_free(evidence);
  optout_contacts_options_free(options);
}

static void run_evidence(const struct message *in) {
  if (has(in, "contacts")) {
    run_columns(in);
    return;
  }
  optout_evidence_store *store = NULL;
  optout_evidence_set *set = NULL;
  optout_contact *contact = NULL;
  optout_status status = optout_evidence_store_read(BYTES(text(in, "evidence")), &store, &error);
  if (!status && has(in, "namespace")) {
    status = optout_contact_new(&contact, &error);
    if (!status) status = fill_contact(in, contact);
    if (!status) {
      status = optout_evidence_store_about(store, contact, text(in, "system"), &set, &error);
    }
  } else if (!status) {
    status = optout_evidence_store_pieces(store, &set, &error);
  }
  if (!failed(status)) {
    put_set(set);
  }
  optout_contact_free(contact);
  optout_evidence_set_free(set);
  optout_evidence_store_free(store);
}

static optout_status fill_targets(const struct message *in, optout_targets *targets) {
  optout_status status = OPTOUT_STATUS_OK;
  for (size_t at = 0; !status && find(in, "people_id", at); at++) {
    status = optout_targets_add_person_id(targets, nth(in, "people_id", at), NULL, &error);
  }
  for (size_t at = 0; !status && find(in, "record_id", at); at++) {
    status = optout_targets_add_record_id(targets, nth(in, "record_id", at), NULL, &error);
  }
  for (size_t at = 0; !status && find(in, "email", at); at++) {
    status = optout_targets_add_email(targets, nth(in, "email", at), NULL, &error);
  }
  return status;
}

/* Redacts, verifies, and redacts the result once more. */
static void run_redaction(const struct message *in) {
  optout_targets *targets = NULL;
  optout_redactor *redactor = NULL;
  optout_buffer *output = NULL, *again = NULL;
  optout_summary *summary = NULL, *second = NULL;
  optout_verification *verification = NULL;
  optout_status status = optout_targets_new(&targets, &error);
  if (!status) status = fill_targets(in, targets);
  if (!status) status = optout_redactor_new(targets, &redactor, &error);
  if (!status && has(in, "profile")) {
    status = optout_redactor_set_profile_name(redactor, text(in, "profile"), &error);
  }
  const optout_str input = text(in, "input");
  if (!status) status = optout_redactor_redact(redactor, BYTES(input), NULL, NULL, &output, &summary, &error);
  const uint8_t *data = optout_buffer_data(output);
  const size_t len = optout_buffer_len(output);
  if (!status) status = optout_redactor_verify(redactor, BYTES(input), data, len, NULL, NULL, &verification,
      &error);
  if (!status) status = optout_redactor_redact(redactor, data, len, NULL, NULL, &again, &second, &error);
  if (!failed(status)) {
    put_buffer("output", output);
    put_buffer("again", again);
    put_number("redacted", optout_summary_redacted_count(summary));
    const optout_findings *findings = optout_summary_findings(summary);
    for (size_t at = 0; at < optout_findings_count(findings); at++) {
      put_at("finding", optout_finding_kind_word(optout_findings_kind(findings, at)),
             optout_findings_record(findings, at));
    }
  }
  optout_verification_free(verification);
  optout_summary_free(second);
  optout_summary_free(summary);
  optout_buffer_free(again);
  optout_buffer_free(output);
  optout_redactor_free(redactor);
  optout_targets_free(targets);
}

static void run_sweep(const struct message *in) {
  optout_list *list = NULL;
  optout_policy *policy = NULL;
  optout_evidence_store *evidence = NULL;
  optout_match_options *options = NULL;
  optout_sweep *sweep = NULL;
  optout_sweep_result *result = NULL;
  optout_buffer *counts = NULL;
  optout_list *previous = NULL;
  optout_snapshot *snapshot = NULL;
  optout_status status = optout_list_read(BYTES(text(in, "list")), NULL, &list, &error);
  if (!status && has(in, "evidence")) {
    status = optout_evidence_store_read(BYTES(text(in, "evidence")), &evidence, &error);
  }
  if (!status) status = read_policy(in, &policy);
  if (!status) status = optout_sweep_new(policy, text(in, "now"), &sweep, &error);
  if (!status && has(in, "preset")) {
    status = optout_sweep_set_preset(sweep, text(in, "preset"), &error);
  }
  for (size_t at = 0; !status && find(in, "column", at); at++) {
    status = optout_sweep_add_column(sweep, nth(in, "column", at), nth(in, "role", at), &error);
  }
  if (!status) status = optout_match_options_new(&options, &error);
  if (!status) status = match_options(in, options);
  if (!status) status = optout_sweep_set_match_options(sweep, options, &error);
  if (!status && has(in, "previous_list")) {
    status = optout_list_read(BYTES(text(in, "previous_list")), NULL, &previous, &error);
    if (!status) status = optout_snapshot_of(previous, &snapshot, &error);
    if (!status) status = optout_sweep_set_previous_list(sweep, snapshot, &error);
  }
  if (!status && has(in, "previous_records")) {
    status = optout_sweep_set_previous_records(sweep, number(in, "previous_records"), &error);
  }
  if (!status) {
    status = optout_sweep_run(sweep, list, evidence, BYTES(text(in, "contacts")), NULL, NULL,
                              &result, &error);
  }
  if (!status) status = optout_sweep_result_counts_json(result, &counts, &error);
  if (!failed(status)) {
    put_buffer("decisions", optout_sweep_result_decisions(result));
    put_buffer("flags", optout_sweep_result_flags(result));
    put_buffer("counts", counts);
  }
  optout_buffer_free(counts);
  optout_sweep_result_free(result);
  optout_sweep_free(sweep);
  optout_snapshot_free(snapshot);
  optout_list_free(previous);
  optout_match_options_free(options);
  optout_evidence_store_free(evidence);
  optout_policy_free(policy);
  optout_list_free(list);
}

static void run_digest(const struct message *in) {
  optout_digest_state *state = NULL;
  optout_status status = optout_digest_state_new(&state, &error);
  for (size_t at = 0; !status && find(in, "now", at); at++) {
    optout_list *list = NULL;
    optout_snapshot *snapshot = NULL;
    optout_digest *digest = NULL;
    optout_buffer *json = NULL;
    status = optout_list_read(BYTES(nth(in, "list", at)), NULL, &list, &error);
    if (!status) status = optout_snapshot_of(list, &snapshot, &error);
    if (!status) {
      status = optout_digest_state_weekly(state, snapshot, nth(in, "now", at), text(in, "zone"),
                                          NULL, &digest, &error);
    }
    if (!status && digest) status = optout_digest_json(digest, &json, &error);
    if (!status) put_buffer("said", json);
    optout_buffer_free(json);
    optout_digest_free(digest);
    optout_snapshot_free(snapshot);
    optout_list_free(list);
  }
  failed(status);
  optout_digest_state_free(state);
}

static void run_watch(const struct message *in) {
  optout_watch *watch = NULL;
  optout_status status = optout_watch_new(&watch, &error);
  for (size_t at = 0; !status && find(in, "now", at); at++) {
    optout_buffer *json = NULL;
    status = optout_watch_evaluate(watch, nth(in, "health", at), nth(in, "now", at),
                                   text(in, "rules"), &json, &error);
    if (!status) put_buffer("said", json);
    optout_buffer_free(json);
  }
  failed(status);
  optout_watch_free(watch);
}

static void run_reviews(const struct message *in) {
  optout_review_ledger *ledger = NULL;
  optout_buffer *json = NULL;
  optout_status status = optout_review_ledger_new(text(in, "since"), &ledger, &error);
  for (size_t at = 0; !status && find(in, "month", at); at++) {
    status = optout_review_ledger_attest(ledger, nth(in, "month", at), nth(in, "on", at),
                                         nth(in, "by", at), &error);
  }
  if (!status) status = optout_review_ledger_reviews(ledger, text(in, "now"), &json, &error);
  if (!failed(status)) put_buffer("said", json);
  optout_buffer_free(json);
  optout_review_ledger_free(ledger);
}

static void run_notices(const struct message *in) {
  const optout_str call = text(in, "call");
  same(call, "digest") ? run_digest(in) : same(call, "watch") ? run_watch(in) : run_reviews(in);
}

static int32_t hash_profile(optout_str word) {
  for (int32_t profile = OPTOUT_HASH_PROFILE_DROP; profile <= OPTOUT_HASH_PROFILE_PLAIN_SHA256;
       profile++) {
    const optout_str other = optout_hash_profile_word(profile);
    if (other.len == word.len && memcmp(other.data, word.data, word.len) == 0) return profile;
  }
  return 99;
}

static void run_hashed(const struct message *in) {
  const int32_t profile = hash_profile(text(in, "profile"));
  const optout_str call = text(in, "call"), input = text(in, "input");
  optout_buffer *hash = NULL;
  optout_status status;
  if (same(call, "matches")) {
    optout_hashed_list *list = NULL;
    optout_contact *contact = NULL;
    bool matches = false;
    status = optout_hashed_list_read(BYTES(text(in, "list")), profile, &list, &error);
    if (!status) status = optout_contact_new(&contact, &error);
    if (!status) status = optout_contact_add_email(contact, input, &error);
    if (!status) status = optout_hashed_list_matches(list, contact, &matches, &error);
    if (!failed(status)) put("result", optout_str_of(matches ? "true" : "false"));
    optout_contact_free(contact);
    optout_hashed_list_free(list);
    return;
  }
  if (same(call, "hash_email")) {
    status = optout_hash_email(profile, input, &hash, &error);
  } else if (same(call, "drop_name")) {
    status = optout_hash_drop_name(input, &hash, &error);
  } else {
    status = optout_hash_drop_person(nth(in, "inputs", 0), nth(in, "inputs", 1),
                                     nth(in, "inputs", 2), nth(in, "inputs", 3), &hash, &error);
  }
  if (!failed(status)) put_buffer("result", hash);
  optout_buffer_free(hash);
}

/* Puts a set's own copy, made through its bytes, in its place. */
static optout_status kept_suppressed(optout_suppression_set **set) {
  optout_buffer *kept = NULL;
  optout_suppression_set *again = NULL;
  optout_status status = optout_suppression_set_to_bytes(*set, &kept, &error);
  if (!status) {
    status = optout_suppression_set_from_bytes(optout_buffer_data(kept), optout_buffer_len(kept),
                                               &again, &error);
  }
  optout_buffer_free(kept);
  if (!status) {
    optout_suppression_set_free(*set);
    *set = again;
  }
  return status;
}

/* Steps and the question, each a field `do` with the fields behind it. */
static void run_suppression(const struct message *in) {
  const optout_str key = optout_str_of("a key of sixteen bytes or more");
  optout_suppression_set *set = NULL;
  optout_status status = optout_suppression_set_new(BYTES(key), &set, &error);
  for (size_t at = 0; !status && at < in->count; at++) {
    if (strcmp(in->fields[at].key, "do") != 0) continue;
    struct message step = {in->fields + at, 1};
    while (at + step.count < in->count && strcmp(step.fields[step.count].key, "do") != 0) {
      step.count++;
    }
    const optout_str what = text(&step, "do"), on = text(&step, "on");
    optout_contact *contact = NULL;
    optout_list *list = NULL;
    optout_standing standing = OPTOUT_STANDING_NONE;
    status = optout_contact_new(&contact, &error);
    if (!status) status = fill_contact(&step, contact);
    if (!status && same(what, "add")) {
      status = optout_suppression_set_add(set, BYTES(key), contact, on, NULL, &error);
    } else if (!status && same(what, "release")) {
      status = optout_suppression_set_release(set, BYTES(key), contact, on, NULL, &error);
    } else if (!status && same(what, "list")) {
      status = optout_list_read(BYTES(text(&step, "list")), NULL, &list, &error);
      if (!status) {
        status = optout_suppression_set_add_list(set, BYTES(key), list, on, NULL, &error);
      }
    } else if (!status) {
      status = kept_suppressed(&set);
      if (!status) {
        status = optout_suppression_set_check(set, BYTES(key), contact, &standing, &error);
      }
      put("standing", optout_standing_word(standing));
      put_number("members", optout_suppression_set_count(set));
    }
    optout_list_free(list);
    optout_contact_free(contact);
  }
  failed(status);
  optout_suppression_set_free(set);
}

static optout_status plan_erasure(const struct message *in, int32_t method, optout_erasure_plan *plan) {
  optout_status status = 0;
  if (has(in, "batch_size")) {
    status = optout_erasure_plan_set_batch_size(plan, method, (size_t)number(in, "batch_size"), &error);
  }
  if (!status && has(in, "salesforce_version")) {
    status = optout_erasure_plan_set_salesforce_version(plan, text(in, "salesforce_version"), &error);
  }
  if (!status) {
    status = optout_erasure_plan_read_deletions(plan, method, BYTES(text(in, "table")), NULL, &error);
  }
  return status;
}

static void put_taken(const optout_taken *taken) {
  for (size_t at = 0; at < optout_taken_count(taken); at++) {
    put("outcome", optout_erasure_outcome_word(optout_taken_outcome(taken, at)));
    put("code", optout_taken_code(taken, at));
  }
  put("verdict", optout_call_verdict_word(optout_taken_verdict(taken)));
  put_number("until", optout_taken_until(taken));
  put("hold", optout_hold_word(optout_taken_hold(taken)));
}

/* Hands out all requests; the number of the first. */
static optout_status put_requests(const struct message *in, optout_erasure *erasure, uint64_t *first) {
  optout_status status = 0;
  while (!status) {
    optout_next *next = NULL;
    optout_buffer *body = NULL;
    status = optout_erasure_next(erasure, number(in, "now"), &next, &error);
    const bool is_request = !status && optout_next_kind_of(next) == OPTOUT_NEXT_KIND_SEND;
    if (is_request && has(in, "email")) {
      status = optout_next_address_body(next, text(in, "email"), text(in, "requester"), &body, &error);
    }
    if (is_request && !status) {
      if (!*first) *first = optout_next_number(next);
      put("verb", optout_next_verb(next));
      put("path", optout_next_path(next));
      put("body", body ? optout_buffer_text(body) : optout_next_body(next));
    }
    optout_buffer_free(body);
    optout_next_free(next);
    if (!is_request) break;
  }
  return status;
}

static void run_erasure(const struct message *in) {
  optout_erasure_plan *plan = NULL;
  optout_erasure *erasure = NULL;
  optout_taken *taken = NULL;
  optout_buffer *delete_table = NULL, *flag_table = NULL, *hash = NULL;
  const int32_t method = value_of(text(in, "method"), optout_erasure_method_word, 9);
  const int32_t system = optout_erasure_method_system(method);
  optout_status status = optout_erasure_plan_new(system, &plan, &error);
  if (!status) status = plan_erasure(in, method, plan);
  if (!status && has(in, "object")) {
    const int32_t object = value_of(text(in, "object"), optout_erasure_object_word, 5);
    status = optout_erasure_plan_delete_table(plan, system, object, &delete_table, &error);
    if (!status) status = optout_erasure_plan_flag_table(plan, system, object, &flag_table, &error);
  }
  if (!status) status = optout_erasure_plan_hash(plan, &hash, &error);
  if (!status) status = optout_erasure_begin(plan, optout_buffer_text(hash), &erasure, &error);
  if (!status) status = optout_erasure_suppressed(erasure, &error);
  if (!status) {
    const uint64_t calls = has(in, "calls_per_day") ? number(in, "calls_per_day") : UINT64_MAX;
    const int32_t begins = has(in, "day_begins") ? (int32_t)number(in, "day_begins") : -1;
    const uint64_t leave = has(in, "leave") ? number(in, "leave") : 0;
    status = optout_erasure_set_budget(erasure, system, calls, leave, begins, &error);
  }
  if (!status) status = optout_erasure_set_in_flight(erasure, (size_t)number(in, "width"), &error);
  uint64_t first = 0;
  if (!status) status = put_requests(in, erasure, &first);
  if (!status && has(in, "status")) {
    optout_str names[8], values[8];
    size_t headers = 0;
    for (; headers < 8 && find(in, "header", headers); headers++) {
      names[headers] = nth(in, "header", headers);
      values[headers] = nth(in, "value", headers);
    }
    status = optout_erasure_take_answer(erasure, first, (uint16_t)number(in, "status"), names, values, headers,
                                        BYTES(text(in, "body")), number(in, "now"), &taken, &error);
  }
  if (!failed(status)) {
    if (has(in, "object")) {
      put_buffer("delete_table", delete_table);
      put_buffer("flag_table", flag_table);
    }
    if (taken) put_taken(taken);
  }
  optout_taken_free(taken);
  optout_erasure_free(erasure);
  optout_buffer_free(hash);
  optout_buffer_free(flag_table);
  optout_buffer_free(delete_table);
  optout_erasure_plan_free(plan);
}

static void run_audit(const struct message *in) {
  optout_audited *audited = NULL;
  if (!failed(optout_audit_verify(BYTES(text(in, "log")), text(in, "head"), &audited, &error))) {
    put_number("decisions", optout_audited_decision_count(audited));
    put("head", optout_audited_head(audited));
    put("list_snapshot", optout_audited_list_snapshot(audited));
    put("now", optout_audited_now(audited));
    put("received", optout_audited_received(audited));
    put("policy_hash", optout_audited_policy_hash(audited));
    put("engine", optout_audited_engine(audited));
  }
  optout_audited_free(audited);
}

static void run(const struct message *in) {
  static const struct {
    const char *file;
    void (*run)(const struct message *in);
  } runners[] = {
      {"audit", run_audit},
      {"basis", run_basis},         {"emails", run_email},      {"erasure", run_erasure},
      {"evidence", run_evidence},
      {"hashed", run_hashed},
      {"ids", run_id},              {"list", run_list},         {"matching", run_matching},
      {"names", run_name},          {"notices", run_notices},   {"policies", run_policy},
      {"redaction", run_redaction}, {"suppression", run_suppression}, {"sweep", run_sweep},
      {"websites", run_website},
  };
  const optout_str file = text(in, "file");
  if (same(file, "dates")) {
    same(text(in, "call"), "flag") ? run_flag(in) : run_dates(in);
    return;
  }
  for (size_t at = 0; at < sizeof runners / sizeof *runners; at++) {
    if (same(file, runners[at].file)) {
      runners[at].run(in);
      return;
    }
  }
  stop("a case of a file that is not known");
}

int main(void) {
  struct message in;
  while (read_message(&in)) {
    run(&in);
    puts("end 0\n");
    free_message(&in);
  }
  return 0;
}
