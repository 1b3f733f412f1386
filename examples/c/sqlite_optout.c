/* An extension of SQLite: who of a table is on the Opt-Out List, in SQL.
 *
 *   cc -std=c11 -shared -fPIC sqlite_optout.c $(pkg-config --cflags --libs optout) -o sqlite_optout.so
 *   sqlite3 crm.db
 *   sqlite> .load ./sqlite_optout
 *   sqlite> SELECT optout_load('list.csv');
 *   sqlite> SELECT id, optout_match(email, name, website) FROM contacts;
 *
 * optout_load(path)                    reads a list for this connection: how many people are on it
 * optout_match(email, name, website)   the id of the list entry that the record belongs to, or NULL
 * optout_tier(email, name, website)    how strong the evidence is, 'T0' to 'T6', or NULL if nobody is found
 * optout_status(email, name, website)  'match', 'possible', 'non_match' or 'unknown'
 *
 * A record is looked at by itself. What only a pass over the whole table can tell, whether it is the only one of
 * its name and company, stays 'possible'.
 */
#include <optout.h>
#include <sqlite3ext.h>
#include <stdlib.h>

SQLITE_EXTENSION_INIT1

/* What a connection has loaded. Its functions share it; SQLite calls them one at a time. */
struct loaded {
  optout_matcher *matcher;
  /* Is filled for each record anew, and holds none between them. */
  optout_contact *contact;
  int users;
};

static void leave(void *user) {
  struct loaded *loaded = user;
  if (--loaded->users == 0) {
    optout_contact_free(loaded->contact);
    optout_matcher_free(loaded->matcher);
    free(loaded);
  }
}

/* Messages of the library hold no value of a record. */
static void fail(sqlite3_context *context, optout_error *error) {
  const optout_str message = optout_error_message(error);
  sqlite3_result_error(context, message.data, (int)message.len);
  optout_error_free(error);
}

/* A NULL is the empty text, which is the same to a record. */
static optout_str text_of(sqlite3_value *value) {
  /* In this order: asking for the text settles how long it is. */
  const char *data = (const char *)sqlite3_value_text(value);
  const optout_str text = {data, data ? (size_t)sqlite3_value_bytes(value) : 0};
  return text;
}

static void give(sqlite3_context *context, optout_str text) {
  if (text.len == 0) {
    sqlite3_result_null(context);
  } else {
    sqlite3_result_text(context, text.data, (int)text.len, SQLITE_TRANSIENT);
  }
}

static void load(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  struct loaded *loaded = sqlite3_user_data(context);
  optout_error *error = NULL;
  optout_list *list = NULL;
  optout_policy *policy = NULL;
  optout_matcher *matcher = NULL;
  if (optout_list_read_path(text_of(arguments[0]), NULL, &list, &error) ||
      optout_policy_standard(&policy, &error) || optout_matcher_new(list, policy, &matcher, &error)) {
    fail(context, error);
  } else {
    optout_matcher_free(loaded->matcher);
    loaded->matcher = matcher;
    sqlite3_result_int64(context, (sqlite3_int64)optout_list_entry_count(list));
  }
  optout_policy_free(policy);
  optout_list_free(list);
}

/* What the record of the arguments is to the list; NULL, and the error is said, if that failed. */
static optout_match *match_of(sqlite3_context *context, sqlite3_value **arguments) {
  struct loaded *loaded = sqlite3_user_data(context);
  if (loaded->matcher == NULL) {
    sqlite3_result_error(context, "there is no list yet: call optout_load", -1);
    return NULL;
  }
  optout_error *error = NULL;
  optout_match *match = NULL;
  if (optout_contact_add_email(loaded->contact, text_of(arguments[0]), &error) ||
      optout_contact_add_full_name(loaded->contact, text_of(arguments[1]), &error) ||
      optout_contact_add_website(loaded->contact, text_of(arguments[2]), &error) ||
      optout_matcher_match(loaded->matcher, loaded->contact, &match, &error)) {
    fail(context, error);
  }
  optout_contact_clear(loaded->contact, NULL);
  return match;
}

static void entry(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  optout_match *match = match_of(context, arguments);
  if (match && optout_match_status_of(match) == OPTOUT_MATCH_STATUS_MATCH) {
    give(context, optout_match_entry_id(match));
  }
  optout_match_free(match);
}

static void tier(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  optout_match *match = match_of(context, arguments);
  if (match) {
    give(context, optout_tier_word(optout_match_tier(match)));
  }
  optout_match_free(match);
}

static void status(sqlite3_context *context, int count, sqlite3_value **arguments) {
  (void)count;
  optout_match *match = match_of(context, arguments);
  if (match) {
    give(context, optout_match_status_word(optout_match_status_of(match)));
  }
  optout_match_free(match);
}

int sqlite3_sqliteoptout_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);

int sqlite3_sqliteoptout_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
  SQLITE_EXTENSION_INIT2(api);
  if (optout_abi_version() != OPTOUT_ABI_VERSION) {
    *message = sqlite3_mprintf("liboptout has another ABI than this extension");
    return SQLITE_ERROR;
  }
  struct loaded *loaded = calloc(1, sizeof *loaded);
  if (loaded == NULL) {
    return SQLITE_NOMEM;
  }
  loaded->users = 1;
  int code = optout_contact_new(&loaded->contact, NULL) ? SQLITE_ERROR : SQLITE_OK;
  static const struct {
    const char *name;
    int arguments, flags;
    void (*function)(sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
      /* It opens a file: no view and no trigger of a database may do that. */
      {"optout_load", 1, SQLITE_DIRECTONLY, load},
      {"optout_match", 3, 0, entry},
      {"optout_tier", 3, 0, tier},
      {"optout_status", 3, 0, status},
  };
  for (size_t at = 0; code == SQLITE_OK && at < sizeof functions / sizeof *functions; at++) {
    loaded->users++; /* SQLite leaves it even if the function cannot be made. */
    code = sqlite3_create_function_v2(db, functions[at].name, functions[at].arguments,
                                      SQLITE_UTF8 | functions[at].flags, loaded, functions[at].function,
                                      NULL, NULL, leave);
  }
  leave(loaded);
  return code;
}
