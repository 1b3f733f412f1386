/* Calls of every function in an order that a generator with a fixed start gives, with whatever objects there
 * are, NULL, odd numbers and texts of all kinds; `calls.h`, made from the header, has a case for each function.
 * Behind each call stands what holds for all: no panic, nothing written on failure, an error that says
 * something, views that can be read. The program is built with sanitizers, which see to the rest.
 *
 * sequences DIRECTORY FIRST COUNT: so many sequences from the first on. */
#define _POSIX_C_SOURCE 200809L
#include <optout.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SLOTS 4
#define CALLS 150
#define MOST_DEEP 4

static uint64_t state;
static unsigned long sequence;
static const char *calling = "";

static void fail(const char *what) {
  fprintf(stderr, "sequence %lu: %s: %s\n", sequence, calling, what);
  abort();
}

/* Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014. */
static uint64_t number(void) {
  uint64_t mixed = state += 0x9E3779B97F4A7C15u;
  mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
  return mixed ^ mixed >> 31;
}

static size_t below(size_t end) {
  return (size_t)(number() % end);
}

#define PICK(of) ((of)[below(sizeof(of) / sizeof(*(of)))])

/* Texts by what they are for. */
enum { ANY, DATE, FILE_NAME, LIST, CONTACTS, EXPORT, EVIDENCE, POLICY, HASHES, KEY, JSON, BODY, PAIRS, WORD };

static const char *const DATES[] = {"2026-11-24", "2026-11-24T08:00:00Z", "2026-10", "", "11/21/2026", "0001-01-01"};
static const char *const FILES[] = {"f0", "f1", "f2", "f3", "f0", "f1", "missing/f", ""};
static const char *const LISTS[] = {
    "Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date\n"
    "Ada Lovelace,engine.example,P1,ada@engine.example,2026-11-21\n"
    "\"Smith, Robert\",loom.example,P2,info@loom.example,03/04/2026\n,,,bob at loom,\n",
    "[{\"contactId\":\"7\",\"fullName\":\"Ada Lovelace\"}]",
    "Unique 6sense Record ID\nP1\n", "Unique 6sense Record ID\n", "P1\nP2\n", "Name,Work email\n\"Ada,"};
static const char *const TABLES[] = {
    "Id,FirstName,LastName,Email,X6senseID__c,HasOptedOutOfEmail,MailingCountry\n"
    "7,Ada,Lovelace,ada@engine.example,P1,TRUE,Germany\n8,Bob,Smith,info@loom.example,,0,\n",
    "Record ID,First Name,Last Name,Email,Additional email addresses\n7,Ada,L.,a@x.example,ada@engine.example\n",
    "Id,Email\n", "Id,Email\n7\n"};
static const char *const EXPORTS[] = {
    "6sense People Id,Name,Email,Credit Deducted,Is Redacted\nP1,Ada,ada@engine.example,1,\nP9,Bob,b@x.example,1,FALSE\n",
    "CRM People Record Id,6sense Company Id,Email,Note\r\n003A,C1,ada@engine.example,\"5\"\" pipe\"\r\n",
    "Email,6sense People Id\n\"ada@engine.example", ""};
static const char *const EVIDENCES[] = {
    "record_id,namespace,kind,polarity,occurred_at,provenance\n7,hubspot,opt_in_double,affirms,2026-01-02,own\n",
    "{\"record_id\":\"7\",\"kind\":\"legal_hold\"}\n", "email,kind\nada@engine.example,reply\n", "kind\n"};
static const char *const POLICIES[] = {
    "standard", "strict", "broad", "[basis]\nbalancing_test = 'T-1'\n", "{\"matching\":\"strict\"}",
    "name = 'own'\n[[rule]]\nname = 'id'\ntier = 'T0'\nwhen = 'id'\nstatus = 'match'\nsays = 'Same id.'\n",
    "[matching]\nname = 'x'\n"};
static const char *const HASHED[] = {
    "ID,Hash\n7,tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ=\n", "0123456789abcdef0123456789abcdef\n",
    "tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ="};
static const char *const KEYS[] = {"a key of sixteen bytes or more", "a key of sixteen bytes or more",
                                   "a key of sixteen bytes or more", "short", "another key of sixteen"};
static const char *const JSONS[] = {
    "{\"system_of_record\":\"hubspot\",\"salesforce_version\":\"v65.0\",\"records\":"
    "[{\"method\":\"hubspot_archive\",\"batch_size\":2,\"record_ids\":[\"101\",\"102\",\"103\"]}]}",
    "{\"id\":\"00\",\"entries\":{\"P1\":\"aa\"}}",
    "{\"latest\":{\"id\":\"00\",\"entries\":{}},\"gone\":[],\"looked_on\":\"2026-11-17\"}",
    "{\"since\":\"2026-09\",\"attested\":{}}", "{\"raised\":{}}",
    "{\"primary\":\"admin@company.example\",\"designated\":[]}", "{\"feeds\":[]}",
    "{\"version\":1,\"pieces\":[],\"records\":[],\"mailboxes\":[]}",
    "[{\"kind\":\"opt_in_double\",\"occurred_at\":\"2026-01-02T10:00:00Z\",\"provenance\":\"own\",\"purposes\":[\"marketing\"]}]",
    "[]", "{}", "null", "{\"a\":"};
static const char *const BODIES[] = {"", "[{\"success\":true}]", "{\"success\":false,\"errors\":[{\"code\":\"607\"}]}",
                                     "{\"errorType\":\"RATE_LIMIT\"}", "[[", "\xff"};
static const char *const PAIRS_OF[] = {"Zebedee,Beedee\n", "domain,alias\nengine.example,analytical.example\n",
                                       "system,old_id,new_id\n6sense,P1,P2\n",
                                       "entry_id,record_id,verdict,system\nP1,7,same,hubspot\nP2,8,,\n",
                                       "record_id\n101\n003000000000001AAA\n"};
static const char *const WORDS[] = {
    "", "Ada Lovelace", "Robert", "Bob", "Lovelace, Ada", "ada@engine.example", "Ada@Engine.example; bob at loom", "P1",
    "P2", "7", "101", "003000000000001AAA", "6sense", "salesforce", "hubspot", "engine.example",
    "https://www.loom.example/about", "email", "full_name", "id:6sense", "record_id:hubspot", "phone", "Email",
    "Work email", "utf-8", "utf-16le", "windows-1252", "crm", "Germany", "+49 1", "DPO", "v65.0", "UTC",
    "Europe/Berlin", "http", "data.result", "marketing", "TRUE", "1.2E+16", "\xc3\xa9\xe2\x80\x8b", "\xff\xfe", "-1",
    "x\ny", "a.d.a+x@gmail.com", "19790101", "94103"};

static const char *word(int kind) {
  if (below(6) == 0) {
    kind = (int)below(WORD + 1);
  }
  switch (kind) {
    case DATE: return PICK(DATES);
    case FILE_NAME: return PICK(FILES);
    case LIST: return below(2) ? LISTS[0] : PICK(LISTS);
    case CONTACTS: return below(2) ? TABLES[0] : PICK(TABLES);
    case EXPORT: return below(2) ? EXPORTS[0] : PICK(EXPORTS);
    case EVIDENCE: return PICK(EVIDENCES);
    case POLICY: return PICK(POLICIES);
    case HASHES: return PICK(HASHED);
    case KEY: return PICK(KEYS);
    case JSON: return PICK(JSONS);
    case BODY: return PICK(BODIES);
    case PAIRS: return PICK(PAIRS_OF);
    default: return PICK(WORDS);
  }
}

/* Memory of a call's arguments, each of its own length so that a sanitizer sees who reads beyond. */
static void *held[64];
static size_t held_count;

static uint8_t *keep(const void *bytes, size_t len) {
  uint8_t *copy = malloc(len ? len : 1);
  if (copy == NULL || held_count == sizeof held / sizeof *held) {
    fail("the test's own memory");
  }
  if (len) {
    memcpy(copy, bytes, len);
  }
  held[held_count++] = copy;
  return copy;
}

static void release(size_t from) {
  while (held_count > from) {
    free(held[--held_count]);
  }
}

static const optout_buffer *some_buffer(void);

/* Bytes of a kind, perhaps those of a buffer that there is, perhaps a little changed. */
static const uint8_t *bytes(int kind, size_t *len) {
  const optout_buffer *buffer = below(3) ? NULL : some_buffer();
  const char *text = word(kind);
  uint8_t *copy;
  if (below(24) == 0) {
    *len = 0;
    return NULL;
  }
  *len = buffer ? optout_buffer_len(buffer) : strlen(text);
  copy = keep(buffer ? (const void *)optout_buffer_data(buffer) : (const void *)text, *len);
  if (*len && below(6) == 0) {
    copy[below(*len)] ^= (uint8_t)(1u << below(8));
  }
  if (below(64) == 0) {
    *len = SIZE_MAX;
  }
  return copy;
}

static optout_str text(int kind) {
  optout_str made;
  made.data = (const void *)bytes(kind, &made.len);
  return made;
}

static const optout_str *texts(size_t count) {
  static const optout_str none[8];
  optout_str *all = (void *)keep(none, count * sizeof *none);
  for (size_t at = 0; at < count; at++) {
    const char *one = word(below(4) ? WORD : EXPORT);
    all[at].len = strlen(one);
    all[at].data = (const void *)keep(one, all[at].len);
  }
  return all;
}

static size_t amount(bool is_small) {
  static const size_t odd[] = {SIZE_MAX, SIZE_MAX / 2, 4096, 1u << 20};
  return is_small || below(8) ? below(7) : PICK(odd);
}

static uint64_t big(void) {
  static const uint64_t odd[] = {UINT64_MAX, INT64_MAX, 1795500000u, 86400, 1000};
  return below(3) ? below(7) : PICK(odd);
}

static int32_t value(void) {
  static const int32_t odd[] = {INT32_MIN, INT32_MAX, -1, 60};
  return below(12) ? (int32_t)below(14) : PICK(odd);
}

static uint16_t status_of_call(void) {
  static const uint16_t all[] = {0, 200, 204, 401, 403, 404, 429, 500, 65535};
  return PICK(all);
}

static bool on_progress(uint64_t records, uint64_t read, void *user) {
  (void)records, (void)read, (void)user;
  return below(8) > 0;
}

static bool on_redaction(uint64_t records, uint64_t read, uint64_t redacted, void *user) {
  (void)redacted;
  return on_progress(records, read, user);
}

/* Called on any thread, so they draw nothing. */
static ptrdiff_t on_read(uint8_t *buffer, size_t len, void *input) {
  const char **rest = input;
  size_t count = strlen(*rest);
  count = count < len ? count : len;
  count = count > 7 ? 7 : count;
  memcpy(buffer, *rest, count);
  *rest += count;
  return (ptrdiff_t)count;
}

static int32_t on_write(const uint8_t *data, size_t len, void *output) {
  volatile uint8_t last = data[len - 1];
  (void)last;
  *(size_t *)output += len;
  return 0;
}

static const char *stream_rest;
static size_t stream_written;

static void *stream_input(void) {
  stream_rest = word(EXPORT);
  return &stream_rest;
}

static void read_view(const void *data, size_t len) {
  volatile uint8_t sum = 0;
  for (size_t at = 0; at < len; at++) {
    sum ^= ((const uint8_t *)data)[at];
  }
  if (len && data == NULL) {
    fail("a view of nothing");
  }
}

/* What an output holds before the call. */
#define UNTOUCHED 0xA5

static bool is_untouched(const void *output, size_t len) {
  for (size_t at = 0; at < len; at++) {
    if (((const uint8_t *)output)[at] != UNTOUCHED) {
      return false;
    }
  }
  return true;
}

static unsigned long succeeded;
static void keep_error(optout_error *error);

/* What holds behind every call that can fail. */
static void check(optout_status status, optout_error *error, bool has_error) {
  const bool is_told = !is_untouched(&error, sizeof error);
  if (status == OPTOUT_STATUS_PANIC) {
    fail("a panic");
  }
  if (is_told != (has_error && status != OPTOUT_STATUS_OK)) {
    fail("the error");
  }
  if (is_told) {
    const optout_str message = optout_error_message(error);
    const optout_str code = optout_error_code(error);
    if (optout_error_status(error) != status || message.len == 0) {
      fail("an error that says nothing");
    }
    read_view(message.data, message.len);
    read_view(code.data, code.len);
    keep_error(error);
  }
}

#include "calls.h"

static const optout_buffer *some_buffer(void) {
  return objects[POOL_optout_buffer][below(SLOTS)];
}

static void keep_error(optout_error *error) {
  put(POOL_optout_error, error);
}

int main(int argc, char **argv) {
  unsigned long first, count;
  if (argc != 4 || chdir(argv[1]) != 0) {
    return 2;
  }
  first = strtoul(argv[2], NULL, 10);
  count = strtoul(argv[3], NULL, 10);
  for (sequence = first; sequence < first + count; sequence++) {
    state = sequence;
    for (int nth = 0; nth < CALLS; nth++) {
      call(below(FUNCTIONS), 0);
    }
    free_all();
  }
  unsigned reached = 0;
  for (unsigned at = 0; at < FUNCTIONS; at++) {
    reached += has_succeeded[at];
    if (!has_succeeded[at] && getenv("SEQUENCES_MISSED") != NULL) {
      fprintf(stderr, "never succeeded: %s\n", names[at]);
    }
  }
  printf("%lu sequences, %lu calls that succeeded, %u of %u functions\n", count, succeeded, reached,
         (unsigned)FUNCTIONS);
  return 0;
}
