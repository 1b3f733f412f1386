/* optout: honour a data vendor's opt-out list.
 *
 * Generated from the sources of optout-ffi; a test compares it. The conventions are in its README:
 *
 * - A fallible function returns an optout_status, 0 (OPTOUT_STATUS_OK) if it succeeded. Its outputs
 *   come last, behind them an error that may be NULL. On failure no output is written and *error, if
 *   error is not NULL, is a new optout_error to be freed; on success *error is left alone.
 * - Text goes in as UTF-8 by pointer and length. Text comes out as a view into the object that the
 *   function was asked about, and lives as long as that object is neither changed nor freed.
 * - An object from an output belongs to the caller, who frees it with the _free function of its type;
 *   one that is returned as a pointer to const belongs to the object that it was asked of.
 * - A function that returns its answer itself answers a NULL object, or a place beyond the end, with
 *   0, false, NULL or an empty view. Freeing NULL does nothing.
 * - Two arguments of one call do not overlap in memory, unless both are only read.
 * - No panic crosses the border: it becomes OPTOUT_STATUS_PANIC, or the answer to NULL.
 * - Callbacks are called during the call that they were given to, those of an Arrow stream until it is
 *   released. No exception and no longjmp may leave one.
 * - No message holds a value that was read: no name, address or id.
 */


#ifndef OPTOUT_H
#define OPTOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The Arrow C data and stream interfaces, as https://arrow.apache.org/docs/format/ gives them for
 * everybody to copy, unless they have been included already. */

#ifdef __cplusplus
extern "C" {
#endif

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

#endif  /* ARROW_C_DATA_INTERFACE */

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};

#endif  /* ARROW_C_STREAM_INTERFACE */

#ifdef __cplusplus
}
#endif


// The version of the ABI that this header describes. It changes when a program has to be compiled
// anew; a number, a name or a layout that is published never changes its meaning.
#define OPTOUT_ABI_VERSION 1

// Which of the inputs an error is in.
typedef enum {
  // None in particular.
  OPTOUT_INPUT_NONE = 0,
  // The vendor's Opt-Out List.
  OPTOUT_INPUT_LIST = 1,
  // The contact records that are swept.
  OPTOUT_INPUT_CONTACTS = 2,
  // An evidence file.
  OPTOUT_INPUT_EVIDENCE = 3,
  // A past-export file.
  OPTOUT_INPUT_PAST_EXPORT = 4,
  // A policy.
  OPTOUT_INPUT_POLICY = 5,
  // What is written.
  OPTOUT_INPUT_OUTPUT = 6,
  // The table of company domains that are one company's.
  OPTOUT_INPUT_DOMAIN_ALIASES = 7,
  // The table of record ids that were merged or converted.
  OPTOUT_INPUT_ID_LINKS = 8,
  // The table of decisions about pairs.
  OPTOUT_INPUT_VERDICTS = 9,
  // The table of given names and their short forms.
  OPTOUT_INPUT_NICKNAMES = 10,
  // The Opt-Out List of last time, or its snapshot.
  OPTOUT_INPUT_PREVIOUS_LIST = 11,
  // A list of hashed identifiers.
  OPTOUT_INPUT_HASHED_LIST = 12,
  // A table of records to delete.
  OPTOUT_INPUT_DELETIONS = 13,
  // The audit log of a pass.
  OPTOUT_INPUT_AUDIT = 14,
} optout_input;

// Whether a contact may come in.
typedef enum {
  // No value.
  OPTOUT_ADMISSION_NONE = 0,
  // Nothing that the contact is known by is in the set.
  OPTOUT_ADMISSION_FREE = 1,
  // The contact is somebody in the set, and may not come in.
  OPTOUT_ADMISSION_STOPPED = 2,
  // The contact may be somebody in the set: a human has to look.
  OPTOUT_ADMISSION_HELD = 3,
  // The contact could not be looked up. That is no leave to come in.
  OPTOUT_ADMISSION_UNKNOWN = 4,
} optout_admission;

// A fault of one row, or of one column, that does not stop the list from being read.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_FAULT_KIND_NONE = 0,
  // The row has neither a record id nor an e-mail address: nothing can be matched on it.
  OPTOUT_FAULT_KIND_NO_IDENTIFIER = 1,
  // The record id was damaged, as a spreadsheet does to long numbers; it is not matched on.
  OPTOUT_FAULT_KIND_UNREADABLE_ID = 2,
  // An e-mail address cannot be read; it is not matched on.
  OPTOUT_FAULT_KIND_UNREADABLE_EMAIL = 3,
  // A website cannot be read; it gives no company evidence.
  OPTOUT_FAULT_KIND_UNREADABLE_WEBSITE = 4,
  // No request date.
  OPTOUT_FAULT_KIND_BLANK_DATE = 5,
  // A request date that cannot be read.
  OPTOUT_FAULT_KIND_UNREADABLE_DATE = 6,
  // A request date that can be read in two ways, such as 03/04/2026.
  OPTOUT_FAULT_KIND_AMBIGUOUS_DATE = 7,
  // A request date in the future.
  OPTOUT_FAULT_KIND_FUTURE_DATE = 8,
  // The column writes dates in more than one way.
  OPTOUT_FAULT_KIND_MIXED_DATES = 9,
  // The row is about the same person as an earlier one, and was merged into that.
  OPTOUT_FAULT_KIND_MERGED = 10,
} optout_fault_kind;

// What a human decided about a record and an entry.
typedef enum {
  // Nobody has decided.
  OPTOUT_VERDICT_NONE = 0,
  // They are one person.
  OPTOUT_VERDICT_SAME = 1,
  // They are two.
  OPTOUT_VERDICT_DIFFERENT = 2,
} optout_verdict;

// What became of an explanation when it was made anew.
typedef enum {
  // No value.
  OPTOUT_REPLAY_NONE = 0,
  // Every byte is the same.
  OPTOUT_REPLAY_SAME = 1,
  // It was made by another version of the library.
  OPTOUT_REPLAY_OTHER_ENGINE = 2,
  // It was made with other data tables.
  OPTOUT_REPLAY_OTHER_TABLES = 3,
  // It was made under another policy.
  OPTOUT_REPLAY_OTHER_POLICY = 4,
  // The record, the list or the way of showing values is another one.
  OPTOUT_REPLAY_OTHER_OUTCOME = 5,
  // It is no explanation.
  OPTOUT_REPLAY_UNREADABLE = 6,
} optout_replay;

// Whether a record belongs to a listed person.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_MATCH_STATUS_NONE = 0,
  // It does.
  OPTOUT_MATCH_STATUS_MATCH = 1,
  // It may; a human decides.
  OPTOUT_MATCH_STATUS_POSSIBLE = 2,
  // Nothing says so.
  OPTOUT_MATCH_STATUS_NON_MATCH = 3,
  // It has nothing that could be looked up, which is not the same as no match.
  OPTOUT_MATCH_STATUS_UNKNOWN = 4,
} optout_match_status;

// How strong the evidence of a match is; T0 is the strongest.
typedef enum {
  // Nobody was found.
  OPTOUT_TIER_NONE = 0,
  // Record id.
  OPTOUT_TIER_T0 = 1,
  // E-mail, exact.
  OPTOUT_TIER_T1 = 2,
  // E-mail, same mailbox.
  OPTOUT_TIER_T2 = 3,
  // Name and company.
  OPTOUT_TIER_T3 = 4,
  // Similar e-mail, name and company.
  OPTOUT_TIER_T4 = 5,
  // Similar name and company, or a role mailbox.
  OPTOUT_TIER_T5 = 6,
  // Name only.
  OPTOUT_TIER_T6 = 7,
} optout_tier;

// A field of a record.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_FIELD_NONE = 0,
  // Record ids.
  OPTOUT_FIELD_ID = 1,
  // E-mail addresses.
  OPTOUT_FIELD_EMAIL = 2,
  // Names.
  OPTOUT_FIELD_NAME = 3,
  // Company domains.
  OPTOUT_FIELD_DOMAIN = 4,
} optout_field;

// How the e-mail addresses of both sides agree.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_EMAIL_AGREEMENT_NONE = 0,
  // At least one side has none.
  OPTOUT_EMAIL_AGREEMENT_MISSING = 1,
  // Both have some, and share none.
  OPTOUT_EMAIL_AGREEMENT_CONTRADICTS = 2,
  // They share none, and two at one domain differ by a slip or two of spelling.
  OPTOUT_EMAIL_AGREEMENT_NEAR = 3,
  // They share a mailbox by the provider's documented rule.
  OPTOUT_EMAIL_AGREEMENT_CANONICAL = 4,
  // They share an address.
  OPTOUT_EMAIL_AGREEMENT_EXACT = 5,
} optout_email_agreement;

// How well two names agree, from not at all to wholly.
typedef enum {
  // At least one side has no name.
  OPTOUT_NAME_CLASS_NONE = 0,
  // Parts of both are left over: they cannot be one person's.
  OPTOUT_NAME_CLASS_CONTRADICTION = 1,
  // The least that counts: a part differs by two slips of spelling, or only initials agree.
  OPTOUT_NAME_CLASS_TYPO2 = 2,
  // A part differs by one slip of spelling.
  OPTOUT_NAME_CLASS_TYPO1 = 3,
  // One leaves out a part of the other.
  OPTOUT_NAME_CLASS_OMISSION = 4,
  // An initial stands for a part.
  OPTOUT_NAME_CLASS_INITIAL = 5,
  // The same parts in another order, and nothing says which is the family name.
  OPTOUT_NAME_CLASS_SWAPPED = 6,
  // A known short form stands for a part.
  OPTOUT_NAME_CLASS_NICKNAME = 7,
  // A part is the same in another script, or by another custom of writing it in Latin letters.
  OPTOUT_NAME_CLASS_TRANSLITERATION = 8,
  // Parts of one are written as one word in the other.
  OPTOUT_NAME_CLASS_JOINED = 9,
  // All parts are the same.
  OPTOUT_NAME_CLASS_EXACT = 10,
} optout_name_class;

// Whether no other record of the file has a name that can be the entry's, and its company.
typedef enum {
  // No value: nobody was found.
  OPTOUT_ONLY_RECORD_NONE = 0,
  // It is the only one.
  OPTOUT_ONLY_RECORD_YES = 1,
  // There are others.
  OPTOUT_ONLY_RECORD_NO = 2,
  // Nobody has looked: only a pass over the whole file can tell.
  OPTOUT_ONLY_RECORD_OPEN = 3,
} optout_only_record;

// May the record be kept?
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_RETENTION_NONE = 0,
  // Delete it.
  OPTOUT_RETENTION_REMOVE = 1,
  // Keep it.
  OPTOUT_RETENTION_KEEP = 2,
  // Keep it for storage only.
  OPTOUT_RETENTION_KEEP_RESTRICTED = 3,
  // Send nothing to it, and do not delete it.
  OPTOUT_RETENTION_SUPPRESS_ONLY = 4,
  // A human decides.
  OPTOUT_RETENTION_REVIEW = 5,
} optout_retention;

// The six lawful bases of GDPR Article 6(1), points (a) to (f).
typedef enum {
  // No basis.
  OPTOUT_LAWFUL_BASIS_NONE = 0,
  // Point (a).
  OPTOUT_LAWFUL_BASIS_CONSENT = 1,
  // Point (b).
  OPTOUT_LAWFUL_BASIS_CONTRACT = 2,
  // Point (c).
  OPTOUT_LAWFUL_BASIS_LEGAL_OBLIGATION = 3,
  // Point (d).
  OPTOUT_LAWFUL_BASIS_VITAL_INTERESTS = 4,
  // Point (e).
  OPTOUT_LAWFUL_BASIS_PUBLIC_TASK = 5,
  // Point (f).
  OPTOUT_LAWFUL_BASIS_LEGITIMATE_INTERESTS = 6,
} optout_lawful_basis;

// May marketing be sent?
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_MARKETING_NONE = 0,
  // Yes.
  OPTOUT_MARKETING_ALLOWED = 1,
  // No.
  OPTOUT_MARKETING_SUPPRESSED = 2,
  // A human decides; send nothing until then.
  OPTOUT_MARKETING_REVIEW = 3,
} optout_marketing;

// The rule that decided.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_BASIS_RULE_NONE = 0,
  // The match is not certain.
  OPTOUT_BASIS_RULE_R0 = 1,
  // An active legal hold.
  OPTOUT_BASIS_RULE_R1 = 2,
  // An erasure request made to the controller.
  OPTOUT_BASIS_RULE_R2 = 3,
  // Documented consent.
  OPTOUT_BASIS_RULE_R4 = 4,
  // A contract with the person.
  OPTOUT_BASIS_RULE_R5 = 5,
  // The employer is a customer and the person has a part in it.
  OPTOUT_BASIS_RULE_R6 = 6,
  // The person came to the controller, and there is a relationship.
  OPTOUT_BASIS_RULE_R7 = 7,
  // Nothing but assertion or context.
  OPTOUT_BASIS_RULE_R8 = 8,
  // No law applies, attested by a human.
  OPTOUT_BASIS_RULE_R9 = 9,
  // Nothing supports keeping.
  OPTOUT_BASIS_RULE_R10 = 10,
} optout_basis_rule;

// Why, in a word.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_REASON_NONE = 0,
  // The match is not certain.
  OPTOUT_REASON_MATCH_UNCERTAIN = 1,
  // The mailbox may be shared.
  OPTOUT_REASON_SHARED_MAILBOX = 2,
  // An active legal hold.
  OPTOUT_REASON_LEGAL_HOLD = 3,
  // The person asked the controller directly.
  OPTOUT_REASON_DIRECT_RIGHTS_REQUEST = 4,
  // Documented consent covers the purpose.
  OPTOUT_REASON_DOCUMENTED_CONSENT = 5,
  // The person is party to a contract.
  OPTOUT_REASON_CONTRACT_PARTY = 6,
  // An existing customer's person.
  OPTOUT_REASON_EXISTING_CUSTOMER = 7,
  // A prospect who came to the controller.
  OPTOUT_REASON_PROSPECT = 8,
  // The policy names no balancing test.
  OPTOUT_REASON_NO_BALANCING_TEST = 9,
  // An interaction or a relationship record, one without the other.
  OPTOUT_REASON_WEAK_RELATIONSHIP = 10,
  // Nothing but assertion, context, or support that does not reach far enough.
  OPTOUT_REASON_UNCORROBORATED = 11,
  // No applicable law, attested.
  OPTOUT_REASON_NO_APPLICABLE_LAW = 12,
  // No applicable law, not attested.
  OPTOUT_REASON_NOT_ATTESTED = 13,
  // Nothing supports keeping.
  OPTOUT_REASON_NO_INDEPENDENT_BASIS = 14,
  // Nothing supports keeping, but the record's own id is missing or cannot be read.
  OPTOUT_REASON_UNREADABLE_RECORD_ID = 15,
} optout_reason;

// What is missing for a record to be kept on a basis.
typedef enum {
  // No value: the answer to NULL, or beyond the end.
  OPTOUT_MISSING_NONE = 0,
  // A human who says whether the record is the person's.
  OPTOUT_MISSING_CERTAIN_MATCH = 1,
  // Anything of the controller's own.
  OPTOUT_MISSING_OWN_EVIDENCE = 2,
  // The time and the reference of what is asserted.
  OPTOUT_MISSING_DOCUMENTATION = 3,
  // Consent that covers the purpose.
  OPTOUT_MISSING_CONSENT_TO_PURPOSE = 4,
  // Consent that has not expired.
  OPTOUT_MISSING_CURRENT_CONSENT = 5,
  // The person's own part in the employer's custom.
  OPTOUT_MISSING_PERSON_LINK = 6,
  // That the employer is a customer.
  OPTOUT_MISSING_EMPLOYER_CUSTOMER = 7,
  // That the person came to the controller, not long ago and behind the vendor's first delivery.
  OPTOUT_MISSING_INTERACTION = 8,
  // A record of a relationship.
  OPTOUT_MISSING_RELATIONSHIP_RECORD = 9,
  // The balancing test, in the policy.
  OPTOUT_MISSING_BALANCING_TEST = 10,
  // A human who stands for no law being applicable.
  OPTOUT_MISSING_ATTESTATION = 11,
} optout_missing;

// A body of law that may apply to a person.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_REGIME_NONE = 0,
  // The GDPR in the European Economic Area.
  OPTOUT_REGIME_EEA = 1,
  // The UK GDPR and PECR.
  OPTOUT_REGIME_UK = 2,
  // California: CCPA.
  OPTOUT_REGIME_US_CALIFORNIA = 3,
  // The other states: CAN-SPAM.
  OPTOUT_REGIME_US_OTHER = 4,
  // Canada: CASL.
  OPTOUT_REGIME_CANADA = 5,
  // Anywhere else.
  OPTOUT_REGIME_REST = 6,
} optout_regime;

// What sets a deadline.
typedef enum {
  // No deadline.
  OPTOUT_CLOCK_NONE = 0,
  // GDPR Art. 12(3).
  OPTOUT_CLOCK_GDPR_ART12 = 1,
  // CCPA, opt-out of sale and sharing.
  OPTOUT_CLOCK_CCPA_OPT_OUT = 2,
  // CAN-SPAM.
  OPTOUT_CLOCK_CAN_SPAM = 3,
  // CASL.
  OPTOUT_CLOCK_CASL = 4,
  // The vendor asks for a monthly review.
  OPTOUT_CLOCK_VENDOR_REVIEW = 5,
  // CCPA, request to delete.
  OPTOUT_CLOCK_CCPA_DELETION = 6,
  // The Delete Act's list for data brokers.
  OPTOUT_CLOCK_DROP = 7,
  // The agreement with the vendor, as the policy has it.
  OPTOUT_CLOCK_AGREEMENT = 8,
} optout_clock;

// What a piece of evidence shows.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_EVIDENCE_KIND_NONE = 0,
  // The person opted in.
  OPTOUT_EVIDENCE_KIND_OPT_IN_SINGLE = 1,
  // The person opted in and confirmed it from their mailbox.
  OPTOUT_EVIDENCE_KIND_OPT_IN_DOUBLE = 2,
  // The person is party to a contract with the controller.
  OPTOUT_EVIDENCE_KIND_CONTRACT = 3,
  // The person asked for steps before entering a contract.
  OPTOUT_EVIDENCE_KIND_PRE_CONTRACT = 4,
  // The person's employer is a customer.
  OPTOUT_EVIDENCE_KIND_EMPLOYER_CUSTOMER = 5,
  // The person has a part in the employer's custom: a contact role, an invoice, a user.
  OPTOUT_EVIDENCE_KIND_PERSON_LINK = 6,
  // The person came to the controller: a reply, a form, a meeting, a ticket.
  OPTOUT_EVIDENCE_KIND_INTERACTION = 7,
  // A record of a business relationship with the person.
  OPTOUT_EVIDENCE_KIND_RELATIONSHIP_RECORD = 8,
  // A law requires the record to be kept.
  OPTOUT_EVIDENCE_KIND_STATUTORY_RETENTION = 9,
  // The record is held for legal claims.
  OPTOUT_EVIDENCE_KIND_LEGAL_CLAIMS_HOLD = 10,
  // The record is older than the vendor's first delivery.
  OPTOUT_EVIDENCE_KIND_CREATED_BEFORE_VENDOR = 11,
  // A CRM's legal-basis field claims a basis.
  OPTOUT_EVIDENCE_KIND_LEGAL_BASIS_FIELD = 12,
  // The record's owner says so.
  OPTOUT_EVIDENCE_KIND_OWNER_STATEMENT = 13,
  // The contact is paid for as a marketing contact.
  OPTOUT_EVIDENCE_KIND_MARKETING_CONTACT = 14,
  // The contact is on a list.
  OPTOUT_EVIDENCE_KIND_LIST_MEMBERSHIP = 15,
  // A lead score.
  OPTOUT_EVIDENCE_KIND_LEAD_SCORE = 16,
  // The controller's own sends.
  OPTOUT_EVIDENCE_KIND_OWN_SEND = 17,
  // Opens of and clicks on the controller's own sends.
  OPTOUT_EVIDENCE_KIND_OWN_ENGAGEMENT = 18,
  // Credits were spent on the contact.
  OPTOUT_EVIDENCE_KIND_CREDIT_SPENT = 19,
  // A legal-basis field says "Not applicable".
  OPTOUT_EVIDENCE_KIND_NOT_APPLICABLE = 20,
  // A subscription status without an act of the person behind it.
  OPTOUT_EVIDENCE_KIND_SUBSCRIBED = 21,
  // The person unsubscribed.
  OPTOUT_EVIDENCE_KIND_UNSUBSCRIBE = 22,
  // The person opted out of e-mail.
  OPTOUT_EVIDENCE_KIND_EMAIL_OPT_OUT = 23,
  // The person must not be called.
  OPTOUT_EVIDENCE_KIND_DO_NOT_CALL = 24,
  // The person withdrew consent.
  OPTOUT_EVIDENCE_KIND_CONSENT_WITHDRAWN = 25,
  // The person objected, GDPR Article 21.
  OPTOUT_EVIDENCE_KIND_OBJECTION = 26,
  // The person asked the controller to erase, GDPR Article 17.
  OPTOUT_EVIDENCE_KIND_ERASURE_REQUEST = 27,
  // The address was obtained from the person in a sale of something similar, and refusing was easy
  // then and with each message since: ePrivacy Directive Art. 13(2), PECR reg. 22(3).
  OPTOUT_EVIDENCE_KIND_SOFT_OPT_IN = 28,
  // The mailbox is a corporate subscriber's: PECR reg. 2 and 22.
  OPTOUT_EVIDENCE_KIND_CORPORATE_SUBSCRIBER = 29,
} optout_evidence_kind;

// How well a piece of evidence is recorded.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_STRENGTH_NONE = 0,
  // A bare field.
  OPTOUT_STRENGTH_ASSERTED = 1,
  // With the time at which it happened.
  OPTOUT_STRENGTH_RECORDED = 2,
  // With the time and a reference to where it is found.
  OPTOUT_STRENGTH_DOCUMENTED = 3,
} optout_strength;

// A state of consent.
typedef enum {
  // None: it is not about consent, or lies in the future.
  OPTOUT_CONSENT_STATE_NONE = 0,
  // It was given.
  OPTOUT_CONSENT_STATE_GIVEN = 1,
  // The person took it back.
  OPTOUT_CONSENT_STATE_WITHDRAWN = 2,
  // Its time is over.
  OPTOUT_CONSENT_STATE_EXPIRED = 3,
} optout_consent_state;

// What tells where a person is.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_SIGNAL_NONE = 0,
  // Where the person says they live.
  OPTOUT_SIGNAL_RESIDENCY = 1,
  // Where the person gets mail.
  OPTOUT_SIGNAL_MAILING_ADDRESS = 2,
  // Where the vendor has the person.
  OPTOUT_SIGNAL_VENDOR = 3,
  // The calling code of a telephone number.
  OPTOUT_SIGNAL_PHONE = 4,
  // Where the company is.
  OPTOUT_SIGNAL_COMPANY = 5,
  // The country of a domain.
  OPTOUT_SIGNAL_DOMAIN = 6,
  // Nothing does.
  OPTOUT_SIGNAL_UNKNOWN = 7,
} optout_signal;

// The options of HubSpot's contact property hs_legal_basis.
typedef enum {
  // No option.
  OPTOUT_HUBSPOT_LEGAL_BASIS_NONE = 0,
  // Legitimate interests in a prospect.
  OPTOUT_HUBSPOT_LEGAL_BASIS_LEGITIMATE_INTEREST_PROSPECT = 1,
  // Legitimate interests in a customer.
  OPTOUT_HUBSPOT_LEGAL_BASIS_LEGITIMATE_INTEREST_CUSTOMER = 2,
  // Other legitimate interests.
  OPTOUT_HUBSPOT_LEGAL_BASIS_LEGITIMATE_INTEREST_OTHER = 3,
  // A contract.
  OPTOUT_HUBSPOT_LEGAL_BASIS_PERFORMANCE_OF_CONTRACT = 4,
  // Consent.
  OPTOUT_HUBSPOT_LEGAL_BASIS_FREELY_GIVEN_CONSENT = 5,
  // No basis is claimed.
  OPTOUT_HUBSPOT_LEGAL_BASIS_NOT_APPLICABLE = 6,
} optout_hubspot_legal_basis;

// What the person is to the controller, where HubSpot makes a difference.
typedef enum {
  // No value.
  OPTOUT_RELATIONSHIP_NONE = 0,
  // A prospect or lead.
  OPTOUT_RELATIONSHIP_PROSPECT = 1,
  // An existing customer.
  OPTOUT_RELATIONSHIP_CUSTOMER = 2,
  // Neither.
  OPTOUT_RELATIONSHIP_OTHER = 3,
} optout_relationship;

// legalBasis of HubSpot's communication preferences.
typedef enum {
  // No value.
  OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_NONE = 0,
  // Legitimate interests in a prospect.
  OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_LEGITIMATE_INTEREST_PQL = 1,
  // Legitimate interests in a customer.
  OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_LEGITIMATE_INTEREST_CLIENT = 2,
  // Other legitimate interests.
  OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_LEGITIMATE_INTEREST_OTHER = 3,
  // A contract.
  OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_PERFORMANCE_OF_CONTRACT = 4,
  // Consent.
  OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_CONSENT_WITH_NOTICE = 5,
  // The GDPR is held not to apply.
  OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_NON_GDPR = 6,
  // Leave to process and store, which is none to send.
  OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_PROCESS_AND_STORE = 7,
} optout_hubspot_subscription_basis;

// A kind of finding.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_FINDING_KIND_NONE = 0,
  // A row was marked as redacted and still held data; it is blank now.
  OPTOUT_FINDING_KIND_LEAKY_REDACTED_ROW = 1,
  // One identifier of the row is a target's and another is not; the row is redacted.
  OPTOUT_FINDING_KIND_CONFLICTING_IDENTIFIERS = 2,
  // A kept column repeated the row's e-mail, phone or name, or held an `@`; it is blank now.
  OPTOUT_FINDING_KIND_KEPT_VALUE_LEAK = 3,
  // A redacted row held data beyond the last column of the header; it is blank now.
  OPTOUT_FINDING_KIND_EXTRA_FIELDS = 4,
  // A redacted row ends before the column that would mark it as redacted.
  OPTOUT_FINDING_KIND_SHORT_ROW = 5,
  // The row was redacted on account of a shared mailbox only.
  OPTOUT_FINDING_KIND_ROLE_MAILBOX = 6,
  // An identifier that nothing can be compared with, such as an id that a spreadsheet damaged.
  OPTOUT_FINDING_KIND_FAULTY_IDENTIFIER = 7,
  // An identifier that is not valid in the file's encoding; it was read as windows-1252.
  OPTOUT_FINDING_KIND_UNDECODABLE_IDENTIFIER = 8,
  // The vendor names no columns for sales-engagement exports: the strictest set was taken.
  OPTOUT_FINDING_KIND_PROFILE_SEP = 9,
  // The e-mail address of a redacted person still stands in a record of the output.
  OPTOUT_FINDING_KIND_RESIDUAL_MENTION = 10,
} optout_finding_kind;

// Whether a call may be made, as one word.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_CALL_VERDICT_NONE = 0,
  // It may.
  OPTOUT_CALL_VERDICT_GO_ON = 1,
  // Not before a time.
  OPTOUT_CALL_VERDICT_WAIT = 2,
  // Not before a time: work stops at once, and somebody is to be told.
  OPTOUT_CALL_VERDICT_STOP = 3,
  // Not before somebody has seen to the credentials.
  OPTOUT_CALL_VERDICT_AUTHORIZE = 4,
} optout_call_verdict;

// Why calls have to wait.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_HOLD_NONE = 0,
  // There were too many calls in too short a time.
  OPTOUT_HOLD_RATE = 1,
  // There were too many calls at one time.
  OPTOUT_HOLD_CONCURRENCY = 2,
  // The system takes no more calls today: all that its owner may make have been made, by whomever.
  OPTOUT_HOLD_DAILY_ALLOWANCE = 3,
  // The calls that the caller allows for a day have been made.
  OPTOUT_HOLD_BUDGET = 4,
  // The system is out of order.
  OPTOUT_HOLD_UNAVAILABLE = 5,
  // The system does not take the caller's credentials, or they do not allow for deletions.
  OPTOUT_HOLD_CREDENTIALS = 6,
} optout_hold;

// What the host is to do, as one word.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_NEXT_KIND_NONE = 0,
  // See to suppression.
  OPTOUT_NEXT_KIND_SUPPRESS = 1,
  // Make a call.
  OPTOUT_NEXT_KIND_SEND = 2,
  // Wait for an answer.
  OPTOUT_NEXT_KIND_ANSWER = 3,
  // Wait until a time.
  OPTOUT_NEXT_KIND_WAIT = 4,
  // Stop work until a time.
  OPTOUT_NEXT_KIND_STOP = 5,
  // See to the credentials.
  OPTOUT_NEXT_KIND_AUTHORIZE = 6,
  // Nothing.
  OPTOUT_NEXT_KIND_DONE = 7,
} optout_next_kind;

// A system from which records are deleted.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_SYSTEM_NONE = 0,
  // Salesforce.
  OPTOUT_SYSTEM_SALESFORCE = 1,
  // HubSpot.
  OPTOUT_SYSTEM_HUBSPOT = 2,
  // Marketo Engage.
  OPTOUT_SYSTEM_MARKETO = 3,
  // Oracle Eloqua.
  OPTOUT_SYSTEM_ELOQUA = 4,
  // Account Engagement, once Pardot.
  OPTOUT_SYSTEM_PARDOT = 5,
  // Outreach.
  OPTOUT_SYSTEM_OUTREACH = 6,
  // Salesloft.
  OPTOUT_SYSTEM_SALESLOFT = 7,
} optout_system;

// How records of a system are deleted: one documented call.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_ERASURE_METHOD_NONE = 0,
  // Salesforce, 200 records a call, each deleted or not by itself. They are in the recycle bin for 15
  // days.
  OPTOUT_ERASURE_METHOD_SALESFORCE_COLLECTIONS = 1,
  // HubSpot, one contact a call, which is gone for good.
  OPTOUT_ERASURE_METHOD_HUBSPOT_GDPR_DELETE = 2,
  // HubSpot, 100 contacts a call; they can be restored for 90 days.
  OPTOUT_ERASURE_METHOD_HUBSPOT_ARCHIVE = 3,
  // Marketo, 300 leads a call.
  OPTOUT_ERASURE_METHOD_MARKETO_DELETE_LEADS = 4,
  // Eloqua, one contact a call.
  OPTOUT_ERASURE_METHOD_ELOQUA_DELETE_CONTACT = 5,
  // Account Engagement, one prospect a call, which goes to its recycle bin.
  OPTOUT_ERASURE_METHOD_PARDOT_DELETE_PROSPECT = 6,
  // Outreach, one prospect a call: a compliance request, which Outreach works off later. It goes by the
  // prospect's address, which the host puts in.
  OPTOUT_ERASURE_METHOD_OUTREACH_COMPLIANCE_PROSPECT = 7,
  // The same for a recipient: an address that is on no prospect.
  OPTOUT_ERASURE_METHOD_OUTREACH_COMPLIANCE_RECIPIENT = 8,
  // Salesloft, one person a call.
  OPTOUT_ERASURE_METHOD_SALESLOFT_DELETE_PERSON = 9,
} optout_erasure_method;

// What has become of a record.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_ERASURE_OUTCOME_NONE = 0,
  // The system has deleted it.
  OPTOUT_ERASURE_OUTCOME_DELETED = 1,
  // The system says that it had been deleted before, or never was there.
  OPTOUT_ERASURE_OUTCOME_GONE = 2,
  // The system has taken the request and deletes later.
  OPTOUT_ERASURE_OUTCOME_ACCEPTED = 3,
  // The system refuses to delete it; the code says why. A human has to look.
  OPTOUT_ERASURE_OUTCOME_FAILED = 4,
  // It is not known to be deleted, and is sent again.
  OPTOUT_ERASURE_OUTCOME_AGAIN = 5,
} optout_erasure_outcome;

// Why a step has its place.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_ERASURE_STEP_KIND_NONE = 0,
  // Before anything is deleted: the people go into the suppression set, and the records get their flags.
  // Whoever is only deleted comes back with the next import, or is written to in between.
  OPTOUT_ERASURE_STEP_KIND_SUPPRESS = 1,
  // Where records of the others come from: whatever is deleted elsewhere first, it makes anew.
  OPTOUT_ERASURE_STEP_KIND_SYSTEM_OF_RECORD = 2,
  // The others.
  OPTOUT_ERASURE_STEP_KIND_DOWNSTREAM = 3,
} optout_erasure_step_kind;

// What is to become of the people behind a hash.
typedef enum {
  // No value.
  OPTOUT_HASHED_OUTCOME_NONE = 0,
  // One consumer has the identifier: their data are deleted.
  OPTOUT_HASHED_OUTCOME_DELETE = 1,
  // Several consumers have it: all of them are opted out, and nobody is deleted.
  OPTOUT_HASHED_OUTCOME_OPT_OUT_ONLY = 2,
  // Nobody has it.
  OPTOUT_HASHED_OUTCOME_NOT_FOUND = 3,
} optout_hashed_outcome;

// Where a contact stands, and by what.
typedef enum {
  // No value.
  OPTOUT_STANDING_NONE = 0,
  // Nothing is in the set.
  OPTOUT_STANDING_FREE = 1,
  // A record id is in the set.
  OPTOUT_STANDING_STOPPED_BY_ID = 2,
  // An e-mail address is in the set.
  OPTOUT_STANDING_STOPPED_BY_EMAIL = 3,
  // An address that several people read is in the set.
  OPTOUT_STANDING_HELD_BY_ROLE_MAILBOX = 4,
  // The address is in the set but for a tag, and nothing is known of how its provider reads one.
  OPTOUT_STANDING_HELD_BY_TAGGED_EMAIL = 5,
  // A name at a company is in the set.
  OPTOUT_STANDING_HELD_BY_NAME_AT_COMPANY = 6,
  // An id or an address cannot be read, and so was not looked up.
  OPTOUT_STANDING_UNREADABLE = 7,
  // There is no id, no address, and no name at a company.
  OPTOUT_STANDING_NOTHING_TO_LOOK_UP = 8,
} optout_standing;

// What a cell of a column turned out to be.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_DATE_OUTCOME_NONE = 0,
  // Nothing.
  OPTOUT_DATE_OUTCOME_BLANK = 1,
  // A date.
  OPTOUT_DATE_OUTCOME_DATE = 2,
  // A date of which day and month cannot be told apart.
  OPTOUT_DATE_OUTCOME_AMBIGUOUS = 3,
  // No date that can be read.
  OPTOUT_DATE_OUTCOME_UNREADABLE = 4,
} optout_date_outcome;

// Whether the month or the day stands first in `03/04/2026`.
typedef enum {
  // No order was given or proved.
  OPTOUT_DATE_ORDER_NONE = 0,
  // As in the United States.
  OPTOUT_DATE_ORDER_MONTH_FIRST = 1,
  // As in most of the world.
  OPTOUT_DATE_ORDER_DAY_FIRST = 2,
} optout_date_order;

// What kind of mailbox an address names.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_EMAIL_CLASS_NONE = 0,
  // A function (`info`, `sales`): several people read it, one after another or all at once. This
  // outranks the domain, because it decides whether the address stands for a person at all.
  OPTOUT_EMAIL_CLASS_ROLE = 1,
  // A domain on which anybody can have a mailbox.
  OPTOUT_EMAIL_CLASS_FREE_MAIL = 2,
  // A throw-away mailbox.
  OPTOUT_EMAIL_CLASS_DISPOSABLE = 3,
  // Everything else: the domain belongs to the employer.
  OPTOUT_EMAIL_CLASS_CORPORATE = 4,
} optout_email_class;

// What a cell that holds a flag says.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_FLAG_NONE = 0,
  // Yes.
  OPTOUT_FLAG_TRUE = 1,
  // No.
  OPTOUT_FLAG_FALSE = 2,
  // Nothing: unknown, which is not no.
  OPTOUT_FLAG_BLANK = 3,
  // Something that is no flag.
  OPTOUT_FLAG_UNREADABLE = 4,
} optout_flag;

// What part of a name a token is.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_NAME_TAG_NONE = 0,
  // A given name, known from its column or from a comma.
  OPTOUT_NAME_TAG_GIVEN = 1,
  // A family name, known from its column or from a comma.
  OPTOUT_NAME_TAG_FAMILY = 2,
  // A given or a family name: nothing says which.
  OPTOUT_NAME_TAG_UNTAGGED = 3,
  // A title, a form of address or a degree; no evidence for or against a person.
  OPTOUT_NAME_TAG_HONORIFIC = 4,
  // `jr`, `sr`, `ii`, `iii` or `iv`: two different ones contradict each other.
  OPTOUT_NAME_TAG_GENERATION = 5,
} optout_name_tag;

// How a part of one name agrees with a part of the other.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_EDGE_CLASS_NONE = 0,
  // The same after folding.
  OPTOUT_EDGE_CLASS_EXACT = 1,
  // Written apart on one side.
  OPTOUT_EDGE_CLASS_JOINED = 2,
  // The same in another script, or by another custom of spelling.
  OPTOUT_EDGE_CLASS_TRANSLITERATION = 3,
  // A known short form.
  OPTOUT_EDGE_CLASS_NICKNAME = 4,
  // An initial.
  OPTOUT_EDGE_CLASS_INITIAL = 5,
  // Without its particles on one side: `Berg` and `van der Berg`.
  OPTOUT_EDGE_CLASS_OMISSION = 6,
  // One slip of spelling.
  OPTOUT_EDGE_CLASS_TYPO1 = 7,
  // Two slips of spelling.
  OPTOUT_EDGE_CLASS_TYPO2 = 8,
} optout_edge_class;

// What makes two parts agree.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_EDGE_REASON_NONE = 0,
  // They are the same after folding.
  OPTOUT_EDGE_REASON_SAME = 1,
  // They are the two plain forms of one letter: `Müller`, `Mueller`.
  OPTOUT_EDGE_REASON_PLAIN_FORM = 2,
  // Words of one are one word in the other.
  OPTOUT_EDGE_REASON_WRITTEN_TOGETHER = 3,
  // They are one name in two scripts.
  OPTOUT_EDGE_REASON_SCRIPT = 4,
  // They are one name by two customs of spelling.
  OPTOUT_EDGE_REASON_SPELLING = 5,
  // One is a listed short form of the other.
  OPTOUT_EDGE_REASON_SHORT_FORM = 6,
  // One is the first letter of the other, or the first letters of several parts.
  OPTOUT_EDGE_REASON_FIRST_LETTER = 7,
  // One has particles that the other leaves out.
  OPTOUT_EDGE_REASON_PARTICLES = 8,
  // They differ by slips of spelling.
  OPTOUT_EDGE_REASON_SLIP = 9,
  // A digit stands where the other has a letter.
  OPTOUT_EDGE_REASON_DIGIT = 10,
} optout_edge_reason;

// Whose site it is.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_WEBSITE_CLASS_NONE = 0,
  // The company's own.
  OPTOUT_WEBSITE_CLASS_COMPANY = 1,
  // A mail provider's.
  OPTOUT_WEBSITE_CLASS_FREE_MAIL = 2,
  // A social network's or a publishing platform's.
  OPTOUT_WEBSITE_CLASS_SOCIAL = 3,
  // A page of links, or a shortened link.
  OPTOUT_WEBSITE_CLASS_LINK_IN_BIO = 4,
  // A site builder's; a customer's site below a private public suffix is the customer's own.
  OPTOUT_WEBSITE_CLASS_SITE_BUILDER = 5,
} optout_website_class;

// How sure it is that the record belongs to the listed person.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_CERTAINTY_NONE = 0,
  // It does.
  OPTOUT_CERTAINTY_CERTAIN = 1,
  // It may.
  OPTOUT_CERTAINTY_UNCERTAIN = 2,
  // The mailbox is listed, and more people than one may stand behind it.
  OPTOUT_CERTAINTY_SHARED_MAILBOX = 3,
} optout_certainty;

// What a column of an export holds.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_COLUMN_NONE = 0,
  // The vendor's id of the company.
  OPTOUT_COLUMN_COMPANY_ID = 1,
  // The vendor's id of the person: identifies a target.
  OPTOUT_COLUMN_PEOPLE_ID = 2,
  // The CRM's id of the person's record: identifies a target.
  OPTOUT_COLUMN_RECORD_ID = 3,
  // The CRM's id of the company.
  OPTOUT_COLUMN_COMPANY_RECORD_ID = 4,
  // Whether a credit was spent. Never read, only kept.
  OPTOUT_COLUMN_CREDIT = 5,
  // The flag that says that a row is redacted.
  OPTOUT_COLUMN_IS_REDACTED = 6,
  // The person's e-mail addresses: identify a target.
  OPTOUT_COLUMN_EMAIL = 7,
  // Something else, which a caller-defined profile keeps.
  OPTOUT_COLUMN_OTHER = 8,
} optout_column;

// What kind of thing a record is in its system. Tables that are uploaded are of one kind each.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_ERASURE_OBJECT_NONE = 0,
  // A contact.
  OPTOUT_ERASURE_OBJECT_CONTACT = 1,
  // A lead.
  OPTOUT_ERASURE_OBJECT_LEAD = 2,
  // A prospect.
  OPTOUT_ERASURE_OBJECT_PROSPECT = 3,
  // An address without a prospect.
  OPTOUT_ERASURE_OBJECT_RECIPIENT = 4,
  // A person.
  OPTOUT_ERASURE_OBJECT_PERSON = 5,
} optout_erasure_object;

// A named way to hash an e-mail address: there is no universal one.
typedef enum {
  // No value.
  OPTOUT_HASH_PROFILE_NONE = 0,
  // California's Delete Request and Opt-out Platform: SHA-256 in Base64, dots and tags stay.
  OPTOUT_HASH_PROFILE_DROP = 1,
  // Unified ID 2.0: SHA-256 in Base64, dots and tags go at gmail.com.
  OPTOUT_HASH_PROFILE_UID2 = 2,
  // Google's Customer Match: SHA-256 in hexadecimal.
  OPTOUT_HASH_PROFILE_GOOGLE = 3,
  // Meta's custom audiences: SHA-256 in hexadecimal.
  OPTOUT_HASH_PROFILE_META = 4,
  // MD5 in hexadecimal.
  OPTOUT_HASH_PROFILE_PLAIN_MD5 = 5,
  // SHA-1 in hexadecimal.
  OPTOUT_HASH_PROFILE_PLAIN_SHA1 = 6,
  // SHA-256 in hexadecimal.
  OPTOUT_HASH_PROFILE_PLAIN_SHA256 = 7,
} optout_hash_profile;

// The form of a list. A vendor has a form of its own where a public page shows what it sends; for any
// other there are CSV and JSON, whose fields the caller names with optout_list_options_add_column.
//
// JSON is one value, or several one behind the other: a line for each, or not. Where an array stands
// in the place of a value, each of its elements counts. The name of a field inside another has those
// around it in front, with dots between.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_LIST_FORM_NONE = 0,
  // A delimited text whose header names the columns: 6sense's Opt-Out List, or any with named columns.
  OPTOUT_LIST_FORM_CSV = 1,
  // JSON objects, whose fields the caller names as columns.
  OPTOUT_LIST_FORM_JSON = 2,
  // What Lusha posts to a webhook: an object for one person, or several.
  OPTOUT_LIST_FORM_LUSHA = 3,
  // What People Data Labs' Subject Request API answers: ids alone, with or without a header.
  OPTOUT_LIST_FORM_PEOPLE_DATA_LABS = 4,
  // What ZoomInfo's Compliance API answers when it is asked for people who have opted out.
  OPTOUT_LIST_FORM_ZOOM_INFO = 5,
} optout_list_form;

// Whether a piece of evidence says that a thing is so, or that it is not or no longer so.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_POLARITY_NONE = 0,
  // It is so.
  OPTOUT_POLARITY_AFFIRMS = 1,
  // It is not, or no longer, so.
  OPTOUT_POLARITY_DENIES = 2,
} optout_polarity;

// Where a piece of evidence comes from.
typedef enum {
  // No value: the answer to NULL.
  OPTOUT_PROVENANCE_NONE = 0,
  // The controller's own dealings with the person.
  OPTOUT_PROVENANCE_OWN = 1,
  // The vendor; its provenance ends with the opt-out, so it never supports anything.
  OPTOUT_PROVENANCE_VENDOR = 2,
  // Not known; it can raise a question only.
  OPTOUT_PROVENANCE_UNKNOWN = 3,
} optout_provenance;

// What somebody asks for.
typedef enum {
  // No value.
  OPTOUT_REQUEST_NONE = 0,
  // To be left in peace: the vendor's list.
  OPTOUT_REQUEST_OPT_OUT = 1,
  // To be erased, asked of the controller.
  OPTOUT_REQUEST_ERASURE = 2,
  // To be erased, asked of a public list for data brokers.
  OPTOUT_REQUEST_DELETION_LIST = 3,
} optout_request;

// What sets a decision off.
typedef enum {
  // No value.
  OPTOUT_TRIGGER_NONE = 0,
  // The person is on the vendor's list.
  OPTOUT_TRIGGER_VENDOR_OPT_OUT = 1,
  // The subscription ended, and the record came from the vendor.
  OPTOUT_TRIGGER_AFTER_SUBSCRIPTION = 2,
} optout_trigger;

// How the values of both sides stand in an explanation.
typedef enum {
  // No value.
  OPTOUT_VALUES_NONE = 0,
  // They do not.
  OPTOUT_VALUES_HIDDEN = 1,
  // As HMAC-SHA-256 under the caller's key of at least 16 bytes: equal values can be seen to be
  // equal.
  OPTOUT_VALUES_HASHED = 2,
  // As they are, for who may see them.
  OPTOUT_VALUES_SHOWN = 3,
} optout_values;

// Counts the calls to one system and listens to what it says of its limits: for hosts that make calls of their
// own. An erasure has its own.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_allowance optout_allowance;

// What became of a stream of batches.
//
// It is not changed by any function, so threads may use it at the same time, one that reads the
// stream included.
typedef struct optout_arrow_run optout_arrow_run;

// What a replay has shown: whether the decisions of an audit log come out again.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_audit_replay optout_audit_replay;

// What an audit log is that is whole.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_audited optout_audited;

// Sweeps the record batches of a part of a table, as optout_sweep_run_arrow does all of it; for whoever spreads
// batches over threads, processes or machines.
//
// A first look, optout_batch_sweep_sweep, decides about records as far as they can be decided about by
// themselves. Where another record may turn out to be somebody else with the same address, `settled` is
// false, and `retention` is review at most. The facts of all parts, merged, settle those in a second look,
// optout_batch_sweep_settle. The tallies of all parts and looks, merged, are what optout_sweep_finish counts.
//
// Threads may use it at the same time, one after the other being served.
typedef struct optout_batch_sweep optout_batch_sweep;

// Bytes or text that the library has made.
//
// It is not changed by any function, so threads may read it at the same time.
typedef struct optout_buffer optout_buffer;

// How one snapshot differs from an earlier one, by the names of entries.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_changes optout_changes;

// What is known about a record besides its identifiers.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_circumstances optout_circumstances;

// Whether a record may be kept and whether marketing may be sent, with what it rests on. Decision
// support, not legal advice.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_classification optout_classification;

// What a classifier found.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_classified optout_classified;

// One pass over records that came from the vendor, without a list: after the end of a subscription, or to
// see where the controller stands before a list comes in. Every record is taken for the person that it
// names.
//
// Threads may run it at the same time; while one sets an option, no other may use it.
typedef struct optout_classifier optout_classifier;

// The identifiers of a record: any number of each. Values are raw; matching normalises them.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_contact optout_contact;

// The evidence in the columns of a contact export, record by record.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_contacts_evidence optout_contacts_evidence;

// How to read a contact export. What is not set is told from the file.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_contacts_options optout_contacts_options;

// A column of dates that is being read.
//
// Threads may read it at the same time; while one adds to it, no other may use it.
typedef struct optout_date_column optout_date_column;

// A column read to its end.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_date_readings optout_date_readings;

// A day by which something is to be done.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_deadline optout_deadline;

// What is to become of a record, and everything that this rests on. It holds no personal data.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_decision optout_decision;

// The weekly message about new opt-outs.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_digest optout_digest;

// What administrators have been told so far; to be kept when the message is out.
//
// Threads may read it at the same time; while one asks for a digest, no other may use it.
typedef struct optout_digest_state optout_digest_state;

// The caller's table of company domains that are one company's: rebrands, subsidiaries. All domains that
// rows bring together are one company, in whatever order the rows come.
//
// Threads may read it at the same time; while one adds to it, no other may use it.
typedef struct optout_domain_aliases optout_domain_aliases;

// An e-mail address as keys.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_email optout_email;

// A plan that a human has approved, being carried out by its host.
//
// Ask for the next thing to do, store the progress, make the call, hand the answer back and store the progress
// again. Stopped at any point and resumed from what was stored last, no record is lost, and only what was in
// flight is repeated: requests that were handed out and whose answers were not taken.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_erasure optout_erasure;

// The records that are to be deleted, by the call that deletes them. The library deletes nothing: the host
// carries a plan out when a human has approved it by its hash.
//
// Threads may read it at the same time; while one adds to it, no other may use it.
typedef struct optout_erasure_plan optout_erasure_plan;

// What went wrong, and where. It holds no value that was read.
//
// It is not changed by any function, so threads may read it at the same time.
typedef struct optout_error optout_error;

// A piece of evidence: a fact, with where it comes from.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_evidence optout_evidence;

// The evidence about one person.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_evidence_set optout_evidence_set;

// An evidence file: evidence by the record or the address that it is about.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_evidence_store optout_evidence_store;

// What a record is to the list, with everything that says so; the near misses too.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_explanation optout_explanation;

// What somebody should look at, by record number. It belongs to a summary or a verification, and
// threads may use it at the same time.
typedef struct optout_findings optout_findings;

// A list of hashes of one profile, each perhaps with an id by which its sender wants the answer.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_hashed_list optout_hashed_list;

// Goes over all consumers of a system, and then knows what becomes of each row of a hashed list.
//
// Threads may read it at the same time; while one adds to it, no other may use it.
typedef struct optout_hashed_tally optout_hashed_tally;

// The caller's table of record ids that have become others: merged records, converted leads. A list names
// records as they were on the day when the vendor took them.
//
// Threads may read it at the same time; while one adds to it, no other may use it.
typedef struct optout_id_links optout_id_links;

// What came of an import.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_imported optout_imported;

// What to sweep and where to write: list, contacts, evidence and past exports in; tables, redacted
// exports, audit records, an evidence report and a manifest out, all of them or none.
//
// Threads may run it at the same time; while one sets an option, no other may use it.
typedef struct optout_job optout_job;

// What a job did.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_job_report optout_job_report;

// People who asked the vendor to be removed. Rows about one person are one entry.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_list optout_list;

// How to read a list. What is not set is told from the file.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_list_options optout_list_options;

// How a list differs from what a matcher knew.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_list_update optout_list_update;

// What a record is to the list.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_match optout_match;

// What the caller knows beside list and policy; at first nothing.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_match_options optout_match_options;

// A list arranged for matching under a policy, with what else is known. It keeps what it needs of all.
//
// It is not changed by any function, so threads may match with it at the same time.
typedef struct optout_matcher optout_matcher;

// A person's name, read into tokens: given names first, then family names.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_name optout_name;

// How two names agree, and why. It holds places, no parts.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_name_comparison optout_name_comparison;

// What the host is to do, and the request if it is to make a call.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_next optout_next;

// Which given names are short forms of which: the list that comes with the library, and pairs of the
// caller's own. Only the pairs themselves count, never a third name.
//
// Threads may read it at the same time; while one adds to it, no other may use it.
typedef struct optout_nicknames optout_nicknames;

// A record beside one entry.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_pair optout_pair;

// A verdict, and how it came about.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_pinned optout_pinned;

// The regimes that may apply to a person, the strictest of which counts, and what tells so.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_place optout_place;

// The rules of matching and the parameters of the basis rules.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_policy optout_policy;

// A caller-defined allow-list of columns, for another vendor's exports.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_profile optout_profile;

// Who gets the digest: the primary administrator always, and those whom they designate.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_recipients optout_recipients;

// Redacts past-export files, and verifies that it was done.
//
// Threads may redact with it at the same time; while one sets an option, no other may use it.
typedef struct optout_redactor optout_redactor;

// Which months' reviews of the list have been done, and on whose word.
//
// Threads may read it at the same time; while one attests, no other may use it.
typedef struct optout_review_ledger optout_review_ledger;

// A row after redaction.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_row optout_row;

// Redacts the rows of one table, in their order, by the rules by which a redactor redacts a file.
//
// One thread at a time may use it.
typedef struct optout_row_redactor optout_row_redactor;

// The entries of a list by name and fingerprint, to be kept until next week.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_snapshot optout_snapshot;

// Texts that the library has made, in an order of their own.
//
// It is not changed by any function, so threads may read it at the same time.
typedef struct optout_strings optout_strings;

// The manifest of a redaction: numbers, hashes and findings, and no personal data.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_summary optout_summary;

// People who must not be imported again, as hashes under a key of the caller's, of which the leading 128
// bits are kept, each with the day of the latest opt-out.
//
// Copies grow apart and are merged, in any order and any number of times, to the same set. Nobody leaves
// by absence; only optout_suppression_set_release lets a person in again, and a later opt-out takes that
// back.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_suppression_set optout_suppression_set;

// One pass over contacts that are in memory.
//
// Threads may run it at the same time; while one sets an option, no other may use it.
typedef struct optout_sweep optout_sweep;

// What a sweep found.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_sweep_result optout_sweep_result;

// What an answer has settled.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_taken optout_taken;

// The identifiers of the people whose rows are redacted.
//
// Threads may read it at the same time; while one changes it, no other may use it.
typedef struct optout_targets optout_targets;

// Verdicts about pairs of a record and an entry. One outranks every rule; for a pair without one the rules
// decide.
//
// Threads may read it at the same time; while one adds to it, no other may use it.
typedef struct optout_verdicts optout_verdicts;

// What a verification saw; that there is one says that every promise holds.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_verification optout_verification;

// What has been told about systems and is not over yet.
//
// Threads may read it at the same time; while one evaluates, no other may use it.
typedef struct optout_watch optout_watch;

// A website as keys.
//
// It is not changed by any function, so threads may use it at the same time.
typedef struct optout_website optout_website;

// Cases that are classified under two policies, to see which decisions flip.
//
// Threads may read it at the same time; while one adds to it, no other may use it.
typedef struct optout_what_if optout_what_if;

// 0 if a function succeeded, else the number of what went wrong.
typedef int32_t optout_status;

// A view of UTF-8 text that somebody else owns; it has no NUL at its end. NULL with length 0 is
// the empty text.
typedef struct {
  // The first byte.
  const char *data;
  // The number of bytes.
  size_t len;
} optout_str;

// Is told how many records and bytes of a past export are done with, and how many of the records are
// redacted, now or from before, with the caller's own pointer; every few chunks and at the end. Bytes
// of compressed files count as what they hold, Arrow batches have 0. False stops the work with
// OPTOUT_STATUS_CANCELLED. It is called on the thread of the call, however many others are at work,
// or on that which reads an Arrow stream, and must return: no exception and no longjmp may leave it.
typedef bool (*optout_redaction_progress)(uint64_t records,
                                          uint64_t bytes,
                                          uint64_t redacted,
                                          void *user);

// Fills a buffer of `len` bytes, which is never 0, as far as it can, with the caller's own pointer: how
// many bytes it has written there, 0 at the end and only there, or a negative number if it fails. A
// number above `len` is a failure too. It must return: no exception and no longjmp may leave it.
typedef ptrdiff_t (*optout_read)(uint8_t *buffer, size_t len, void *input);

// Takes all of `len` bytes, which is never 0, with the caller's own pointer: 0 if it has, any other
// number if it fails. It must return: no exception and no longjmp may leave it.
typedef int32_t (*optout_write)(const uint8_t *data, size_t len, void *output);

// Is told how many records and bytes have been read, every few thousand records or so and at the end,
// with the caller's own pointer. False stops the work with OPTOUT_STATUS_CANCELLED. It is called
// on the thread of the call, and must return: no exception and no longjmp may leave it.
typedef bool (*optout_progress)(uint64_t records, uint64_t bytes, void *user);

// It succeeded.
#define OPTOUT_STATUS_OK 0

// The library has a fault of its own. It did nothing; objects that the call could change are only
// good for being freed.
#define OPTOUT_STATUS_PANIC 1

// An argument is NULL that must not be.
#define OPTOUT_STATUS_NULL_ARGUMENT 2

// A text is not UTF-8.
#define OPTOUT_STATUS_INVALID_UTF8 3

// A number stands for none of the values of its enum.
#define OPTOUT_STATUS_INVALID_ENUM 4

// A text is not the JSON that was expected.
#define OPTOUT_STATUS_INVALID_JSON 5

// A fault that this version of the ABI has no number for; the error has its word.
#define OPTOUT_STATUS_OTHER 6

// A length that nothing in memory can have, such as a negative number that was converted.
#define OPTOUT_STATUS_INVALID_LENGTH 7

// Reading or writing failed.
#define OPTOUT_STATUS_IO 101

// The caller's progress callback asked to stop.
#define OPTOUT_STATUS_CANCELLED 102

// The input is empty: it has not even a header.
#define OPTOUT_STATUS_EMPTY 103

// The bytes are not valid in the encoding that was detected or declared.
#define OPTOUT_STATUS_ENCODING 104

// A NUL byte in a text file.
#define OPTOUT_STATUS_NUL 105

// A quoted field that never ends.
#define OPTOUT_STATUS_UNCLOSED_QUOTE 106

// More than one delimiter fits the file.
#define OPTOUT_STATUS_AMBIGUOUS_DELIMITER 107

// A record that has another number of fields than the header.
#define OPTOUT_STATUS_FIELD_COUNT 108

// The last record is short and has no line end: the file was cut off.
#define OPTOUT_STATUS_TRUNCATED 109

// A record larger than the limit.
#define OPTOUT_STATUS_RECORD_TOO_LARGE 110

// The header lacks a column that the job needs.
#define OPTOUT_STATUS_MISSING_COLUMN 111

// Two columns of the header stand for the same thing.
#define OPTOUT_STATUS_DUPLICATE_COLUMN 112

// A column of the header has no name.
#define OPTOUT_STATUS_UNNAMED_COLUMN 113

// No known layout fits the header.
#define OPTOUT_STATUS_UNKNOWN_LAYOUT 114

// A value that cannot be read as what it has to be.
#define OPTOUT_STATUS_VALUE 115

// An option that cannot be used.
#define OPTOUT_STATUS_INVALID_OPTION 116

// A policy that cannot be read.
#define OPTOUT_STATUS_POLICY 117

// A redacted file or an audit log does not hold what was promised.
#define OPTOUT_STATUS_VERIFICATION 118

// An index that cannot be used: bytes that are no matcher's, damaged, or of another version.
#define OPTOUT_STATUS_INDEX 119

// A pass would remove more records than its guard lets pass.
#define OPTOUT_STATUS_BLAST_RADIUS 120

// An input has far less in it than last time, which a guard takes for a fault of whoever sent it.
#define OPTOUT_STATUS_SHRINKAGE 121

// Bytes that are not what was kept: something else's, damaged, or of another version.
#define OPTOUT_STATUS_BYTES 122

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The status that the call returned.
optout_status optout_error_status(const optout_error *error);

// The kind of error as one word, the same in every language: "unclosed_quote".
optout_str optout_error_code(const optout_error *error);

// Where the fault is and what was expected there, in a sentence.
optout_str optout_error_message(const optout_error *error);

// Why a value has no key, as one word: "spreadsheet_damaged". Empty for other errors.
optout_str optout_error_fault(const optout_error *error);

// The input that the fault is in, where more than one is in play.
optout_input optout_error_input(const optout_error *error);

// Whether the fault has a place; without one, record, line and byte are 0.
bool optout_error_has_position(const optout_error *error);

// The record, counted from 1; the header is record 0.
uint64_t optout_error_record(const optout_error *error);

// The line, counted from 1. A line end inside quotes counts.
uint64_t optout_error_line(const optout_error *error);

// The offset in bytes, counted from 0; in UTF-16 input the offset in the same text as UTF-8.
uint64_t optout_error_byte(const optout_error *error);

// How many records a pass would remove, of an error OPTOUT_STATUS_BLAST_RADIUS; how many people or records an
// input has, of an error OPTOUT_STATUS_SHRINKAGE; 0 for other errors.
uint64_t optout_error_found(const optout_error *error);

// How many the guard allows, of such an error: at most, or of an error OPTOUT_STATUS_SHRINKAGE at least.
uint64_t optout_error_limit(const optout_error *error);

// Whether the records of such an error are all one list entry's, or the pass's as a whole.
bool optout_error_of_one_entry(const optout_error *error);

// How many people or records the input had last time, of an error OPTOUT_STATUS_SHRINKAGE; 0 for other errors.
uint64_t optout_error_previous(const optout_error *error);

// Frees an error.
void optout_error_free(optout_error *error);

// A view of a text that ends with NUL, such as a literal; empty for NULL. It lives as long as the
// text.
//
// `text` is NULL, or a NUL follows it in memory that can be read.
optout_str optout_str_of(const char *text);

// The first byte; NULL for an empty buffer.
const uint8_t *optout_buffer_data(const optout_buffer *buffer);

// The number of bytes.
size_t optout_buffer_len(const optout_buffer *buffer);

// The buffer as text; empty if it holds bytes that are not UTF-8.
optout_str optout_buffer_text(const optout_buffer *buffer);

// Frees a buffer.
void optout_buffer_free(optout_buffer *buffer);

// How many texts there are.
size_t optout_strings_count(const optout_strings *strings);

// The text at a place, counted from 0.
optout_str optout_strings_at(const optout_strings *strings, size_t at);

// Frees the texts; not for those that are returned as a pointer to const.
void optout_strings_free(optout_strings *strings);

// The version of the ABI of the library that is linked, to be compared with OPTOUT_ABI_VERSION.
uint32_t optout_abi_version(void);

// The version of the library. The view lives as long as the program.
optout_str optout_version(void);

// The version of the rules by which values become keys: it changes whenever some value would get
// another key.
uint32_t optout_normalization_version(void);

// The data tables in use and their versions, as a JSON object.
optout_status optout_tables_json(optout_buffer **json, optout_error **error);

// The word for a value of optout_lawful_basis, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_lawful_basis_word(int32_t value);

// The word for a value of optout_retention, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_retention_word(int32_t value);

// The word for a value of optout_marketing, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_marketing_word(int32_t value);

// The word for a value of optout_certainty, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_certainty_word(int32_t value);

// The word for a value of optout_basis_rule, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_basis_rule_word(int32_t value);

// The word for a value of optout_reason, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_reason_word(int32_t value);

// The word for a value of optout_regime, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_regime_word(int32_t value);

// The word for a value of optout_clock, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_clock_word(int32_t value);

// The word for a value of optout_request, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_request_word(int32_t value);

// The word for a value of optout_signal, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_signal_word(int32_t value);

// The word for a value of optout_trigger, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_trigger_word(int32_t value);

// The word for a value of optout_missing, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_missing_word(int32_t value);

// The word for a value of optout_system, the same in every language. Empty for 0 and for numbers that are
// none; the view lives as long as the program.
optout_str optout_system_word(int32_t value);

// The word for a value of optout_erasure_method, the same in every language. Empty for 0 and for numbers that are
// none; the view lives as long as the program.
optout_str optout_erasure_method_word(int32_t value);

// The word for a value of optout_erasure_object, the same in every language. Empty for 0 and for numbers that are
// none; the view lives as long as the program.
optout_str optout_erasure_object_word(int32_t value);

// The word for a value of optout_erasure_step_kind, the same in every language. Empty for 0 and for numbers that are
// none; the view lives as long as the program.
optout_str optout_erasure_step_kind_word(int32_t value);

// The word for a value of optout_next_kind, the same in every language. Empty for 0 and for numbers that are
// none; the view lives as long as the program.
optout_str optout_next_kind_word(int32_t value);

// The word for a value of optout_erasure_outcome, the same in every language. Empty for 0 and for numbers that are
// none; the view lives as long as the program.
optout_str optout_erasure_outcome_word(int32_t value);

// The word for a value of optout_call_verdict, the same in every language. Empty for 0 and for numbers that are
// none; the view lives as long as the program.
optout_str optout_call_verdict_word(int32_t value);

// The word for a value of optout_hold, the same in every language. Empty for 0 and for numbers that are
// none; the view lives as long as the program.
optout_str optout_hold_word(int32_t value);

// The word for a value of optout_evidence_kind, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_evidence_kind_word(int32_t value);

// The word for a value of optout_polarity, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_polarity_word(int32_t value);

// The word for a value of optout_provenance, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_provenance_word(int32_t value);

// The word for a value of optout_strength, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_strength_word(int32_t value);

// The word for a value of optout_field, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_field_word(int32_t value);

// The word for a value of optout_replay, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_replay_word(int32_t value);

// The word for a value of optout_hash_profile, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_hash_profile_word(int32_t value);

// The word for a value of optout_hashed_outcome, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_hashed_outcome_word(int32_t value);

// Why, as one word. Empty for 0 and for numbers that are none; the view lives as long as the program.
optout_str optout_hashed_outcome_reason(int32_t value);

// The status that California's platform is told once it is done: 3 deleted, 4 opted out, 5 not found; 0 for
// numbers that are no outcome.
uint8_t optout_hashed_outcome_drop_status(int32_t value);

// The word for a value of optout_input; empty for 0 and for numbers that are none. The view lives
// as long as the program.
optout_str optout_input_word(int32_t value);

// The word for a value of optout_fault_kind, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_fault_kind_word(int32_t value);

// The word for a value of optout_list_form, the same in every language. Empty for 0 and for numbers
// that are none; the view lives as long as the program.
optout_str optout_list_form_word(int32_t value);

// The word for a value of optout_match_status, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_match_status_word(int32_t value);

// The word for a value of optout_tier, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_tier_word(int32_t value);

// The word for a value of optout_email_agreement, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_email_agreement_word(int32_t value);

// The word for a value of optout_name_class, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_name_class_word(int32_t value);

// The word for a value of optout_edge_class, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_edge_class_word(int32_t value);

// The word for a value of optout_edge_reason, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_edge_reason_word(int32_t value);

// The word for a value of optout_verdict, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_verdict_word(int32_t value);

// The word for a value of optout_email_class, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_email_class_word(int32_t value);

// The word for a value of optout_website_class, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_website_class_word(int32_t value);

// The word for a value of optout_flag, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_flag_word(int32_t value);

// The word for a value of optout_date_order, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_date_order_word(int32_t value);

// The word for a value of optout_name_tag, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_name_tag_word(int32_t value);

// The word for a value of optout_finding_kind, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_finding_kind_word(int32_t value);

// The word for a value of optout_column, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_column_word(int32_t value);

// The word for a value of optout_admission, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_admission_word(int32_t value);

// The word for a value of optout_standing, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_standing_word(int32_t value);

// Whether a contact who stands there, a value of optout_standing, may come in.
optout_admission optout_standing_admission(int32_t value);

// The word for a value of optout_consent_state, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_consent_state_word(int32_t value);

// The word for a value of optout_relationship, the same in every language. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_relationship_word(int32_t value);

// The label of a value of optout_hubspot_legal_basis, in HubSpot's exact text. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_hubspot_legal_basis_word(int32_t value);

// The word of HubSpot's API for a value of optout_hubspot_subscription_basis. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_hubspot_subscription_basis_word(int32_t value);

// Makes options that set nothing.
optout_status optout_list_options_new(optout_list_options **options, optout_error **error);

// Sets the form in which the list comes: a value of optout_list_form. It is OPTOUT_LIST_FORM_CSV unless
// set.
optout_status optout_list_options_set_form(optout_list_options *options,
                                           int32_t form,
                                           optout_error **error);

// Names the field of JSON in which the opt-outs are, where they are not the values themselves and the
// form does not say; of a field inside another the names of both: "data.results".
optout_status optout_list_options_set_records_at(optout_list_options *options,
                                                 optout_str field,
                                                 optout_error **error);

// Sets the order of day and month for dates such as 03/04/2026, where the column does not prove
// one: a value of optout_date_order.
optout_status optout_list_options_set_date_order(optout_list_options *options,
                                                 int32_t order,
                                                 optout_error **error);

// Reads plain numbers in the date column as a spreadsheet's day count (1900 system), or not.
optout_status optout_list_options_set_serial_dates(optout_list_options *options,
                                                   bool serial,
                                                   optout_error **error);

// Sets by how many minutes a time without a zone is ahead of UTC.
optout_status optout_list_options_set_assumed_offset(optout_list_options *options,
                                                     int32_t minutes,
                                                     optout_error **error);

// Sets today, "2026-11-21", for telling request dates in the future.
optout_status optout_list_options_set_now(optout_list_options *options,
                                          optout_str date,
                                          optout_error **error);

// Sets how many threads work on a long list; the list is the same whatever their number, and 0 is as 1. They end
// with the call, and none of them calls back.
optout_status optout_list_options_set_threads(optout_list_options *options,
                                              size_t threads,
                                              optout_error **error);

// Says what a column or field holds, by its name: "email", "full_name", "given_name", "family_name",
// "website", "request_date", "id:6sense" and so on. It outranks the vendor's names.
optout_status optout_list_options_add_column(optout_list_options *options,
                                             optout_str header,
                                             optout_str role,
                                             optout_error **error);

// Names the encoding by its WHATWG label, such as "windows-1252".
optout_status optout_list_options_set_encoding(optout_list_options *options,
                                               optout_str label,
                                               optout_error **error);

// Names the delimiter.
optout_status optout_list_options_set_delimiter(optout_list_options *options,
                                                uint8_t delimiter,
                                                optout_error **error);

// Frees options.
void optout_list_options_free(optout_list_options *options);

// Reads a list. `options` may be NULL.
//
// `len` bytes can be read at `data`.
optout_status optout_list_read(const uint8_t *data,
                               size_t len,
                               const optout_list_options *options,
                               optout_list **list,
                               optout_error **error);

// Reads a list from a file. `options` may be NULL.
optout_status optout_list_read_path(optout_str path,
                                    const optout_list_options *options,
                                    optout_list **list,
                                    optout_error **error);

// How many rows the list had, merged ones included.
uint64_t optout_list_record_count(const optout_list *list);

// How many of its columns have names that say nothing to the library: perhaps they should be named.
size_t optout_list_unread_column_count(const optout_list *list);

// The number of such a column, from 1; `at` counts from 0. 0 if there is none.
size_t optout_list_unread_column(const optout_list *list, size_t at);

// What its columns were taken for, as a JSON array with a role such as "email" or null for each.
optout_status optout_list_columns_json(const optout_list *list,
                                       optout_buffer **json,
                                       optout_error **error);

// How many people are on it.
size_t optout_list_entry_count(const optout_list *list);

// The name of an entry in decisions, counted from 0: its record id, or "#" and its row.
optout_str optout_list_entry_id(const optout_list *list, size_t at);

// The earliest day on which an entry's opt-out was requested, "2026-11-21"; empty if the list does
// not say.
optout_str optout_list_entry_requested(const optout_list *list,
                                       size_t at);

// The first row of the list about an entry, counted from 1.
uint64_t optout_list_entry_record(const optout_list *list, size_t at);

// A copy of an entry's identifiers; NULL if there is no such entry.
optout_status optout_list_entry_contact(const optout_list *list,
                                        size_t at,
                                        optout_contact **contact,
                                        optout_error **error);

// How many faults single rows have.
size_t optout_list_fault_count(const optout_list *list);

// What is wrong: a fault, counted from 0.
optout_fault_kind optout_list_fault_kind(const optout_list *list, size_t at);

// The record of a fault, counted from 1; the header is record 0.
uint64_t optout_list_fault_record(const optout_list *list, size_t at);

// The line of a fault, counted from 1.
uint64_t optout_list_fault_line(const optout_list *list, size_t at);

// The offset of a fault's row in bytes, counted from 0.
uint64_t optout_list_fault_byte(const optout_list *list, size_t at);

// Frees a list. Matchers that were made of it stay good.
void optout_list_free(optout_list *list);

// Takes a snapshot of a list.
optout_status optout_snapshot_of(const optout_list *list,
                                 optout_snapshot **snapshot,
                                 optout_error **error);

// Reads a snapshot that was kept as JSON.
optout_status optout_snapshot_from_json(optout_str json,
                                        optout_snapshot **snapshot,
                                        optout_error **error);

// The snapshot as JSON, to be kept.
optout_status optout_snapshot_json(const optout_snapshot *snapshot,
                                   optout_buffer **json,
                                   optout_error **error);

// SHA-256 over all entries, in hexadecimal; the order of rows does not matter.
optout_str optout_snapshot_id(const optout_snapshot *snapshot);

// How many entries it has.
size_t optout_snapshot_count(const optout_snapshot *snapshot);

// Tells what has changed since an earlier snapshot.
optout_status optout_snapshot_since(const optout_snapshot *snapshot,
                                    const optout_snapshot *earlier,
                                    optout_changes **changes,
                                    optout_error **error);

// Frees a snapshot.
void optout_snapshot_free(optout_snapshot *snapshot);

// Names of entries that the earlier snapshot lacks. They belong to the changes.
const optout_strings *optout_changes_new_entries(const optout_changes *changes);

// Names of entries that say something else now. They belong to the changes.
const optout_strings *optout_changes_changed_entries(const optout_changes *changes);

// Names of entries that are gone, which is no withdrawal. They belong to the changes.
const optout_strings *optout_changes_vanished_entries(const optout_changes *changes);

// Frees changes; not for those of a digest.
void optout_changes_free(optout_changes *changes);

// Makes a record without identifiers.
optout_status optout_contact_new(optout_contact **contact, optout_error **error);

// Adds an id of a namespace: "6sense", "salesforce", "hubspot" or the caller's own word. Ids of
// two namespaces never match. Like every value, it is left out if it is blank.
optout_status optout_contact_add_id(optout_contact *contact,
                                    optout_str namespace_,
                                    optout_str value,
                                    optout_error **error);

// Adds an e-mail cell, which may hold several addresses.
optout_status optout_contact_add_email(optout_contact *contact,
                                       optout_str cell,
                                       optout_error **error);

// Adds a whole name, in either order.
optout_status optout_contact_add_full_name(optout_contact *contact,
                                           optout_str name,
                                           optout_error **error);

// Adds a name of which given and family name are known apart; either may be empty.
optout_status optout_contact_add_name_parts(optout_contact *contact,
                                            optout_str given,
                                            optout_str family,
                                            optout_error **error);

// Adds a website: a URL or a bare host.
optout_status optout_contact_add_website(optout_contact *contact,
                                         optout_str website,
                                         optout_error **error);

// Takes all identifiers out, so that one object serves many records.
optout_status optout_contact_clear(optout_contact *contact, optout_error **error);

// How many ids it has.
size_t optout_contact_id_count(const optout_contact *contact);

// The namespace of an id, counted from 0.
optout_str optout_contact_id_namespace(const optout_contact *contact, size_t at);

// The value of an id, counted from 0, as it was given.
optout_str optout_contact_id_value(const optout_contact *contact, size_t at);

// How many e-mail cells it has.
size_t optout_contact_email_count(const optout_contact *contact);

// An e-mail cell, counted from 0, as it was given.
optout_str optout_contact_email(const optout_contact *contact, size_t at);

// How many names it has.
size_t optout_contact_name_count(const optout_contact *contact);

// A whole name, counted from 0; empty if it was given in parts.
optout_str optout_contact_full_name(const optout_contact *contact, size_t at);

// The given name of a name, counted from 0; empty if it was given whole.
optout_str optout_contact_given_name(const optout_contact *contact, size_t at);

// The family name of a name, counted from 0; empty if it was given whole.
optout_str optout_contact_family_name(const optout_contact *contact, size_t at);

// How many websites it has.
size_t optout_contact_website_count(const optout_contact *contact);

// A website, counted from 0, as it was given.
optout_str optout_contact_website(const optout_contact *contact, size_t at);

// Frees a record.
void optout_contact_free(optout_contact *contact);

// The shipped matching rules and the default parameters.
optout_status optout_policy_standard(optout_policy **policy, optout_error **error);

// The shipped matching rules of a name, "strict", "standard" or "broad", and the default parameters.
optout_status optout_policy_shipped(optout_str name,
                                    optout_policy **policy,
                                    optout_error **error);

// Reads a policy from TOML; both tables, `matching` and `basis`, may be left out, and `matching` may be
// the name of shipped rules. OPTOUT_STATUS_POLICY, with line and byte, for anything that is not a
// policy's.
optout_status optout_policy_from_toml(optout_str toml,
                                      optout_policy **policy,
                                      optout_error **error);

// Reads a policy from JSON, as optout_policy_from_toml does from TOML.
optout_status optout_policy_from_json(optout_str json,
                                      optout_policy **policy,
                                      optout_error **error);

// Reads a policy from JSON if its first sign is a brace, which no TOML starts with, or else from
// TOML.
optout_status optout_policy_read(optout_str text,
                                 optout_policy **policy,
                                 optout_error **error);

// Reads matching rules alone from TOML: a name and an array `rule`; the parameters are the default
// ones.
optout_status optout_policy_from_matching_toml(optout_str toml,
                                               optout_policy **policy,
                                               optout_error **error);

// Reads matching rules alone from JSON, as optout_policy_from_matching_toml does from TOML.
optout_status optout_policy_from_matching_json(optout_str json,
                                               optout_policy **policy,
                                               optout_error **error);

// Reads matching rules alone from JSON or TOML, as optout_policy_read tells them.
optout_status optout_policy_read_matching(optout_str text,
                                          optout_policy **policy,
                                          optout_error **error);

// The matching rules as TOML, in one layout whatever they were read from; they read back as the same
// rules.
optout_status optout_policy_matching_toml(const optout_policy *policy,
                                          optout_buffer **toml,
                                          optout_error **error);

// The parameters of the basis rules as one line of JSON, with what each regime asks for and the legal
// texts that say so. As the table `basis` of a policy it reads back as the same parameters.
optout_status optout_policy_basis_json(const optout_policy *policy,
                                       optout_buffer **json,
                                       optout_error **error);

// The name of the matching rules.
optout_str optout_policy_name(const optout_policy *policy);

// SHA-256 of the canonical form, in hexadecimal: two texts that mean the same have one.
optout_str optout_policy_hash(const optout_policy *policy);

// The same of the matching rules alone; layout, names of policies and sentences are not in it.
optout_str optout_policy_matching_hash(const optout_policy *policy);

// The same of the parameters of the basis rules alone: what an explanation of a classification names.
optout_str optout_policy_basis_hash(const optout_policy *policy);

// Frees a policy. What was made of it stays good.
void optout_policy_free(optout_policy *policy);

// Makes a table in which no two domains are one company's.
optout_status optout_domain_aliases_new(optout_domain_aliases **aliases, optout_error **error);

// Reads a delimited text with the columns `domain` and `alias`; further aliases have columns `alias_2`,
// `alias_3` and so on, or all the name `alias`. Other columns are passed over. A cell that holds no
// company's own domain, or several at once, is an error with its position.
//
// `len` bytes can be read at `data`.
optout_status optout_domain_aliases_read(const uint8_t *data,
                                         size_t len,
                                         optout_domain_aliases **aliases,
                                         optout_error **error);

// Says that two domains, or the websites they are in, are one company's. OPTOUT_STATUS_VALUE for a text
// that is not the website of a company of its own.
optout_status optout_domain_aliases_add(optout_domain_aliases *aliases,
                                        optout_str one,
                                        optout_str other,
                                        optout_error **error);

// The domain that stands for a registrable domain's company: of all its domains the first in the order
// of their bytes; the domain itself where it has no alias.
optout_status optout_domain_aliases_canonical(const optout_domain_aliases *aliases,
                                              optout_str domain,
                                              optout_buffer **canonical,
                                              optout_error **error);

// How many domains have another one that stands for them.
size_t optout_domain_aliases_count(const optout_domain_aliases *aliases);

// SHA-256 of what it says, in hexadecimal; the order and the number of rows are not in it.
optout_status optout_domain_aliases_hash(const optout_domain_aliases *aliases,
                                         optout_buffer **hash,
                                         optout_error **error);

// Frees aliases. Options that hold them keep their copy.
void optout_domain_aliases_free(optout_domain_aliases *aliases);

// Makes a table in which no id has become another.
optout_status optout_id_links_new(optout_id_links **links, optout_error **error);

// Reads a delimited text with the columns `system`, `old_id` and `new_id`. Other columns are passed over.
// A blank cell, an id that cannot be read, one that leads to two others, and ids that lead in a circle are
// errors with their position.
//
// `len` bytes can be read at `data`.
optout_status optout_id_links_read(const uint8_t *data,
                                   size_t len,
                                   optout_id_links **links,
                                   optout_error **error);

// Says that an id of a system has become another. OPTOUT_STATUS_VALUE for a blank system, an id that
// cannot be read, one that leads to another id already, and one to which the new id leads.
optout_status optout_id_links_add(optout_id_links *links,
                                  optout_str system,
                                  optout_str old_id,
                                  optout_str new_id,
                                  optout_error **error);

// The id that an id has become in the end; itself where it has not. It is compared as the key that ids
// of its system have: a Salesforce id in its form of 18 characters.
optout_status optout_id_links_current(const optout_id_links *links,
                                      optout_str system,
                                      optout_str key,
                                      optout_buffer **current,
                                      optout_error **error);

// How many ids have become others.
size_t optout_id_links_count(const optout_id_links *links);

// SHA-256 of what it says, in hexadecimal; the order of rows is not in it.
optout_status optout_id_links_hash(const optout_id_links *links,
                                   optout_buffer **hash,
                                   optout_error **error);

// Frees links. Options that hold them keep their copy.
void optout_id_links_free(optout_id_links *links);

// Makes options that know nothing.
optout_status optout_match_options_new(optout_match_options **options, optout_error **error);

// Sets the company domains that are one company's; they are copied, as all that is set here.
optout_status optout_match_options_set_domain_aliases(optout_match_options *options,
                                                      const optout_domain_aliases *domain_aliases,
                                                      optout_error **error);

// Sets the ids of merged and converted records, and what they have become.
optout_status optout_match_options_set_id_links(optout_match_options *options,
                                                const optout_id_links *id_links,
                                                optout_error **error);

// Sets the short forms of given names beside those that the library knows.
optout_status optout_match_options_set_nicknames(optout_match_options *options,
                                                 const optout_nicknames *nicknames,
                                                 optout_error **error);

// Sets what humans have decided about pairs; it outranks every rule.
optout_status optout_match_options_set_verdicts(optout_match_options *options,
                                                const optout_verdicts *verdicts,
                                                optout_error **error);

// Sets how many threads arrange a long list; the matcher is the same whatever their number, and 0 is as 1. They
// end with the call.
optout_status optout_match_options_set_threads(optout_match_options *options,
                                               size_t threads,
                                               optout_error **error);

// Frees options.
void optout_match_options_free(optout_match_options *options);

// Makes a list without pairs of the caller's own.
optout_status optout_nicknames_new(optout_nicknames **nicknames, optout_error **error);

// Reads pairs from CSV lines `name,short[,short...]` without a header. A line without a short form, or
// with an empty name, is an error with its position.
//
// `len` bytes can be read at `data`.
optout_status optout_nicknames_read(const uint8_t *data,
                                    size_t len,
                                    optout_nicknames **nicknames,
                                    optout_error **error);

// Adds a pair; both are folded as names are. A pair with nothing in it, or of one name twice, is no pair.
optout_status optout_nicknames_add(optout_nicknames *nicknames,
                                   optout_str name,
                                   optout_str short_form,
                                   optout_error **error);

// Tells whether one given name is a short form of the other. Both are folded forms, as tokens have.
optout_status optout_nicknames_are(const optout_nicknames *nicknames,
                                   optout_str left,
                                   optout_str right,
                                   bool *are_nicknames_of_one,
                                   optout_error **error);

// How many pairs of the caller's own it has.
size_t optout_nicknames_count(const optout_nicknames *nicknames);

// SHA-256 of all pairs and the version of the list that comes with the library, in hexadecimal; the order
// of pairs is not in it.
optout_status optout_nicknames_hash(const optout_nicknames *nicknames,
                                    optout_buffer **hash,
                                    optout_error **error);

// Frees nicknames. Options that hold them keep their copy.
void optout_nicknames_free(optout_nicknames *nicknames);

// Makes a set without verdicts.
optout_status optout_verdicts_new(optout_verdicts **verdicts, optout_error **error);

// Reads a delimited text with the columns `entry_id`, `record_id` and `verdict` ("same" or "different"),
// and perhaps `system` (of the record id), `decided_by`, `decided_on` and `note`: a review queue as it was
// filled in. Other columns and rows without a verdict are passed over. An id, a word or a time that cannot
// be read, an entry without an id of its own, and verdicts that contradict each other, unless the later one
// is known, are errors with their position.
//
// `len` bytes can be read at `data`.
optout_status optout_verdicts_read(const uint8_t *data,
                                   size_t len,
                                   optout_verdicts **verdicts,
                                   optout_error **error);

// Pins a verdict, a value of optout_verdict, about a record of a system, of any system where it is empty,
// and an entry. Who decided ("DPO"), when ("2026-11-21" or a time) and what else is to be said may be
// empty. OPTOUT_STATUS_VALUE for an id that cannot be read, an entry without an id of its own, and a verdict
// that contradicts another one, unless the later one is known; nothing is pinned then.
optout_status optout_verdicts_pin(optout_verdicts *verdicts,
                                  optout_str system,
                                  optout_str record_id,
                                  optout_str entry_id,
                                  int32_t verdict,
                                  optout_str decided_by,
                                  optout_str decided_on,
                                  optout_str note,
                                  optout_error **error);

// A copy of the verdict about a record and an entry; NULL if there is none. Ids are compared as those of a
// list and its records are.
optout_status optout_verdicts_get(const optout_verdicts *verdicts,
                                  optout_str system,
                                  optout_str record_id,
                                  optout_str entry_id,
                                  optout_pinned **pinned,
                                  optout_error **error);

// How many rows had no verdict yet.
uint64_t optout_verdicts_undecided_count(const optout_verdicts *verdicts);

// How many verdicts it holds, earlier ones about the same pair included.
size_t optout_verdicts_count(const optout_verdicts *verdicts);

// SHA-256 of what was decided about which pairs, in hexadecimal: the order of rows, who decided and notes
// are not in it.
optout_status optout_verdicts_hash(const optout_verdicts *verdicts,
                                   optout_buffer **hash,
                                   optout_error **error);

// Frees verdicts. Options that hold them keep their copy.
void optout_verdicts_free(optout_verdicts *verdicts);

// What was decided.
optout_verdict optout_pinned_verdict(const optout_pinned *pinned);

// Who decided; empty if it is not known.
optout_str optout_pinned_decided_by(const optout_pinned *pinned);

// When; empty if it is not known.
optout_str optout_pinned_decided_on(const optout_pinned *pinned);

// What else is to be said.
optout_str optout_pinned_note(const optout_pinned *pinned);

// Frees a verdict.
void optout_pinned_free(optout_pinned *pinned);

// Explains what a record is to the list. `values`, a value of optout_values, says how the values of both
// sides stand in it; the key is for OPTOUT_VALUES_HASHED, and is NULL with length 0 otherwise. A key that is
// too short is OPTOUT_STATUS_INVALID_OPTION.
//
// `key_len` bytes can be read at `key`.
optout_status optout_matcher_explain(const optout_matcher *matcher,
                                     const optout_contact *contact,
                                     int32_t values,
                                     const uint8_t *key,
                                     size_t key_len,
                                     optout_explanation **explanation,
                                     optout_error **error);

// Explains what a record is to one entry, by the entry's name, above all why it is nothing to it. The
// values stand in it as in optout_matcher_explain. OPTOUT_STATUS_INVALID_OPTION if the list has no entry of
// that name.
//
// `key_len` bytes can be read at `key`.
optout_status optout_matcher_why_not(const optout_matcher *matcher,
                                     optout_str entry_id,
                                     const optout_contact *contact,
                                     int32_t values,
                                     const uint8_t *key,
                                     size_t key_len,
                                     optout_pair **pair,
                                     optout_error **error);

// Explains anew what was explained before, and says whether every byte of the JSON is the same. The values
// stand in it as in optout_matcher_explain.
//
// `key_len` bytes can be read at `key`.
optout_status optout_matcher_replay(const optout_matcher *matcher,
                                    optout_str explanation,
                                    const optout_contact *contact,
                                    int32_t values,
                                    const uint8_t *key,
                                    size_t key_len,
                                    optout_replay *replay,
                                    optout_error **error);

// The explanation as JSON: the same byte for byte wherever and whenever it is made of the same record,
// list and policy.
optout_status optout_explanation_json(const optout_explanation *explanation,
                                      optout_buffer **json,
                                      optout_error **error);

// The explanation as a table that can be read aloud.
optout_status optout_explanation_table(const optout_explanation *explanation,
                                       optout_buffer **table,
                                       optout_error **error);

// What the record is to the list.
optout_match_status optout_explanation_status(const optout_explanation *explanation);

// Whether that stands without a look at the rest of the file, as optout_match_is_settled has it.
bool optout_explanation_is_settled(const optout_explanation *explanation);

// With how many entries the record shares something.
size_t optout_explanation_pair_count(const optout_explanation *explanation);

// The record beside such an entry, counted from 0, the strongest first. It belongs to the explanation.
const optout_pair *optout_explanation_pair(const optout_explanation *explanation,
                                           size_t at);

// Frees an explanation.
void optout_explanation_free(optout_explanation *explanation);

// The pair as JSON.
optout_status optout_pair_json(const optout_pair *pair,
                               optout_buffer **json,
                               optout_error **error);

// The pair as a table that can be read aloud.
optout_status optout_pair_table(const optout_pair *pair,
                                optout_buffer **table,
                                optout_error **error);

// The entry's name.
optout_str optout_pair_entry_id(const optout_pair *pair);

// What the rule says; OPTOUT_MATCH_STATUS_NON_MATCH if none holds.
optout_match_status optout_pair_status(const optout_pair *pair);

// The tier of the rule that holds.
optout_tier optout_pair_tier(const optout_pair *pair);

// The name of the rule that holds; empty if none does.
optout_str optout_pair_rule(const optout_pair *pair);

// Why, in plain sentences without any value.
optout_str optout_pair_sentence(const optout_pair *pair);

// A number that ranks pairs of one tier, and says nothing between tiers.
uint32_t optout_pair_score(const optout_pair *pair);

// What a human decided, which outranks the rules.
optout_verdict optout_pair_verdict(const optout_pair *pair);

// How many fields were compared.
size_t optout_pair_field_count(const optout_pair *pair);

// A field, counted from 0.
optout_field optout_pair_field(const optout_pair *pair, size_t at);

// How a field agrees, in the words of that field: "exact", "nickname", "same".
optout_str optout_pair_field_class(const optout_pair *pair, size_t at);

// Whether a field speaks against the pair.
bool optout_pair_field_contradicts(const optout_pair *pair, size_t at);

// How many rules stand in front of the one that holds.
size_t optout_pair_unmet_count(const optout_pair *pair);

// The name of such a rule, counted from 0.
optout_str optout_pair_unmet_rule(const optout_pair *pair, size_t at);

// The first condition of such a rule that is not met.
optout_str optout_pair_unmet_condition(const optout_pair *pair, size_t at);

// Frees a pair; not for those of an explanation.
void optout_pair_free(optout_pair *pair);

// Arranges a list for matching.
optout_status optout_matcher_new(const optout_list *list,
                                 const optout_policy *policy,
                                 optout_matcher **matcher,
                                 optout_error **error);

// Arranges a list for matching with what else is known. `options` may be NULL.
optout_status optout_matcher_with_options(const optout_list *list,
                                          const optout_policy *policy,
                                          const optout_match_options *options,
                                          optout_matcher **matcher,
                                          optout_error **error);

// Makes the matcher for a new list, with all that the old one knew before: lists are cumulative, and who
// is not on this week's is still opted out. `update`, how the lists differ, may be NULL. The old matcher
// stays as it is.
optout_status optout_matcher_updated(const optout_matcher *matcher,
                                     const optout_list *list,
                                     optout_matcher **updated,
                                     optout_list_update **update,
                                     optout_error **error);

// The matcher as bytes, to be kept, or sent to other machines. Names and addresses are in it in clear:
// guard it as the list itself.
optout_status optout_matcher_to_bytes(const optout_matcher *matcher,
                                      optout_buffer **kept,
                                      optout_error **error);

// Makes a matcher from its bytes, of which it keeps a copy. OPTOUT_STATUS_INDEX for bytes that are no
// matcher's, damaged, or made by another version.
//
// `len` bytes can be read at `data`.
optout_status optout_matcher_from_bytes(const uint8_t *data,
                                        size_t len,
                                        optout_matcher **matcher,
                                        optout_error **error);

// Writes the matcher to a file, to be opened with optout_matcher_open: the bytes of
// optout_matcher_to_bytes. The file appears or is replaced whole; who has the old one open keeps it. Names
// and addresses are in it in clear: guard it as the list itself.
optout_status optout_matcher_save(const optout_matcher *matcher,
                                  optout_str path,
                                  optout_error **error);

// Opens a matcher in a file that optout_matcher_save wrote. The file is read where it lies, without a copy,
// and all processes of a machine that open it share what is read of it. It must not be changed in place
// meanwhile, and may be replaced by another at any time: a file that is changed all the same gives wrong
// answers, and one that is cut short ends the process. OPTOUT_STATUS_INDEX as in
// optout_matcher_from_bytes.
optout_status optout_matcher_open(optout_str path,
                                  optout_matcher **matcher,
                                  optout_error **error);

// The name of the rules that it matches by.
optout_str optout_matcher_policy_name(const optout_matcher *matcher);

// The hash of the rules that it matches by, as optout_policy_matching_hash has it.
optout_str optout_matcher_policy_hash(const optout_matcher *matcher);

// The id of the list's snapshot, as optout_snapshot_id has it: of the list that it was made from, or of the last
// that it was updated with.
optout_str optout_matcher_list_snapshot(const optout_matcher *matcher);

// How many entries it matches against.
size_t optout_matcher_entry_count(const optout_matcher *matcher);

// Finds the listed person that a record belongs to. There is always a match object; its status
// says whether anybody was found. By itself a record cannot show that its mailbox is somebody else's too,
// or that its company has nobody else of the name; see optout_match_is_settled.
optout_status optout_matcher_match(const optout_matcher *matcher,
                                   const optout_contact *contact,
                                   optout_match **found,
                                   optout_error **error);

// Frees a matcher.
void optout_matcher_free(optout_matcher *matcher);

// How many entries were not known.
size_t optout_list_update_new_count(const optout_list_update *update);

// How many entries say something more.
size_t optout_list_update_changed_count(const optout_list_update *update);

// How many entries say nothing new.
size_t optout_list_update_unchanged_count(const optout_list_update *update);

// How many entries the list no longer has. Lists are cumulative: they stay opted out.
size_t optout_list_update_vanished_count(const optout_list_update *update);

// Frees an update.
void optout_list_update_free(optout_list_update *update);

// Whether the record belongs to a listed person.
optout_match_status optout_match_status_of(const optout_match *found);

// How strong the evidence is; OPTOUT_TIER_NONE if nobody was found. What else is asked about the entry is
// then 0, false or empty too.
optout_tier optout_match_tier(const optout_match *found);

// The name of the rule that found the entry.
optout_str optout_match_rule(const optout_match *found);

// The name of the entry that the record belongs to.
optout_str optout_match_entry_id(const optout_match *found);

// Why, in plain sentences without any value.
optout_str optout_match_sentence(const optout_match *found);

// Whether they share a record id that is one person's.
bool optout_match_shares_id(const optout_match *found);

// In how many namespaces they share such an id.
size_t optout_match_id_namespace_count(const optout_match *found);

// Such a namespace, counted from 0.
optout_str optout_match_id_namespace(const optout_match *found, size_t at);

// Whether all record ids that they share are listed for more people than one person's can be.
bool optout_match_is_shared_id(const optout_match *found);

// How the e-mail addresses agree.
optout_email_agreement optout_match_email(const optout_match *found);

// Whether all addresses they share are role mailboxes.
bool optout_match_is_role_mailbox(const optout_match *found);

// Whether the list, or the file, has every address they share for people of different names.
bool optout_match_is_shared_mailbox(const optout_match *found);

// How the names agree, if both sides have one.
optout_name_class optout_match_name(const optout_match *found);

// Whether the names have the same parts, in whatever order.
bool optout_match_has_same_name(const optout_match *found);

// Whether the names have two parts or more, can be one person's, and no part is left over.
bool optout_match_has_complete_name(const optout_match *found);

// Whether names of both can be one person's, two parts or more agree, and one thing at most sets them apart:
// a slip, an initial, a part left out, or their order.
bool optout_match_has_close_name(const optout_match *found);

// Whether they share a company's domain.
bool optout_match_shares_domain(const optout_match *found);

// Whether no other record of the file has a compatible name and the company.
optout_only_record optout_match_only_record(const optout_match *found);

// A number that ranks pairs of one tier, and says nothing between tiers.
uint32_t optout_match_score(const optout_match *found);

// What a human decided, which outranks the rules.
optout_verdict optout_match_verdict(const optout_match *found);

// Whether the match stands by itself. It does not where a record was found by an address alone, and
// the list has no name for it, or one that several people could answer to, such as "J. Smith": another
// record with that address may be somebody else. Nor does it where a rule asks for the only record that
// fits. A sweep looks at the whole file first; who matches one by one has to.
bool optout_match_is_settled(const optout_match *found);

// How many other entries a rule held for too.
size_t optout_match_competing_count(const optout_match *found);

// The name of another entry that a rule held for, counted from 0.
optout_str optout_match_competing(const optout_match *found, size_t at);

// How many ids and addresses of the record could not be read, and so were not looked up.
size_t optout_match_unreadable_count(const optout_match *found);

// How many blocks the record led to that had too many entries to be compared: the list has more people
// of one name at one place, or of one id or address, than can be told apart.
size_t optout_match_oversized_block_count(const optout_match *found);

// Frees a match.
void optout_match_free(optout_match *found);

// Makes circumstances of which only the day is known: `now` is today, "2026-11-24". What set the
// decision off is the vendor's opt-out, of that day.
optout_status optout_circumstances_new(optout_str now,
                                       optout_circumstances **circumstances,
                                       optout_error **error);

// Sets the evidence about the person; it is copied.
optout_status optout_circumstances_set_evidence(optout_circumstances *circumstances,
                                                const optout_evidence_set *evidence,
                                                optout_error **error);

// Sets the country in which the person says they live, by name or code. Of all that tells where the
// person is, this and the following, the first that says anything counts, in the order of optout_signal;
// what is not known is empty.
optout_status optout_circumstances_set_residency(optout_circumstances *circumstances,
                                                 optout_str country,
                                                 optout_error **error);

// Sets the country, and the state or region, in which the person gets mail; either may be empty.
optout_status optout_circumstances_set_place(optout_circumstances *circumstances,
                                             optout_str country,
                                             optout_str region,
                                             optout_error **error);

// Sets the country that the vendor gives.
optout_status optout_circumstances_set_vendor_country(optout_circumstances *circumstances,
                                                      optout_str country,
                                                      optout_error **error);

// Sets a telephone number, which counts if it starts with its calling code: "+49", "0049".
optout_status optout_circumstances_set_phone(optout_circumstances *circumstances,
                                             optout_str phone,
                                             optout_error **error);

// Sets the country of the person's company.
optout_status optout_circumstances_set_company_country(optout_circumstances *circumstances,
                                                       optout_str country,
                                                       optout_error **error);

// Sets a domain of the person or the company.
optout_status optout_circumstances_set_domain(optout_circumstances *circumstances,
                                              optout_str domain,
                                              optout_error **error);

// Sets what set the decision off, a value of optout_trigger, and the day of that: when the list was
// received, or the subscription ended. Clocks run from it.
optout_status optout_circumstances_set_trigger(optout_circumstances *circumstances,
                                               int32_t trigger,
                                               optout_str since,
                                               optout_error **error);

// Sets the day on which the list was received, if it was not today: clocks run from it.
optout_status optout_circumstances_set_received(optout_circumstances *circumstances,
                                                optout_str date,
                                                optout_error **error);

// Frees circumstances.
void optout_circumstances_free(optout_circumstances *circumstances);

// Classifies without a match: `certainty`, a value of optout_certainty, says how sure it is that
// the record is the listed person's.
optout_status optout_classification_of(int32_t certainty,
                                       const optout_circumstances *circumstances,
                                       const optout_policy *policy,
                                       optout_classification **classification,
                                       optout_error **error);

// May the record be kept?
optout_retention optout_classification_retention(const optout_classification *classification);

// On which basis, if it is kept on one.
optout_lawful_basis optout_classification_basis(const optout_classification *classification);

// The W3C Data Privacy Vocabulary IRI of that basis; empty without one.
optout_str optout_classification_basis_iri(const optout_classification *classification);

// May marketing be sent?
optout_marketing optout_classification_marketing(const optout_classification *classification);

// The rule that decided.
optout_basis_rule optout_classification_rule(const optout_classification *classification);

// Why, in a word.
optout_reason optout_classification_reason(const optout_classification *classification);

// Why, in a plain sentence.
optout_str optout_classification_sentence(const optout_classification *classification);

// The purposes for which it may be kept. They belong to the classification, as all that follows.
const optout_strings *optout_classification_purposes(const optout_classification *classification);

// Names of the evidence that carried the decision.
const optout_strings *optout_classification_used(const optout_classification *classification);

// Names of the evidence that permits marketing.
const optout_strings *optout_classification_permits_marketing(const optout_classification *classification);

// Names of the evidence that others defeated.
const optout_strings *optout_classification_defeated(const optout_classification *classification);

// Names of the evidence that counts for nothing by its kind.
const optout_strings *optout_classification_ignored(const optout_classification *classification);

// How many things would have to be on record for the record to be kept.
size_t optout_classification_missing_count(const optout_classification *classification);

// What would have to be on record for the record to be kept, counted from 0.
optout_missing optout_classification_missing(const optout_classification *classification,
                                             size_t at);

// Until when the answer about keeping holds, "2027-01-01"; empty if it does not end.
optout_str optout_classification_valid_until(const optout_classification *classification);

// Until when marketing is permitted; empty if that does not end, or is not so.
optout_str optout_classification_marketing_until(const optout_classification *classification);

// How many regimes may apply.
size_t optout_classification_regime_count(const optout_classification *classification);

// A regime that may apply, counted from 0.
optout_regime optout_classification_regime(const optout_classification *classification,
                                           size_t at);

// The day by which it is to be done, "2026-12-24"; empty if the record is simply kept, or if nothing sets
// a day.
optout_str optout_classification_deadline(const optout_classification *classification);

// The day from which the deadline runs; empty without one.
optout_str optout_classification_deadline_start(const optout_classification *classification);

// What set the deadline.
optout_clock optout_classification_deadline_clock(const optout_classification *classification);

// Whether that day has passed.
bool optout_classification_is_overdue(const optout_classification *classification);

// Whether the record is paid for as a marketing contact, which decides nothing.
bool optout_classification_is_marketing_contact(const optout_classification *classification);

// Whether the person opted out of e-mail and is still paid for as a marketing contact.
bool optout_classification_is_marketing_waste(const optout_classification *classification);

// The classification as JSON.
optout_status optout_classification_json(const optout_classification *classification,
                                         optout_buffer **json,
                                         optout_error **error);

// Frees a classification; not for that of a decision.
void optout_classification_free(optout_classification *classification);

// Makes options that set nothing.
optout_status optout_contacts_options_new(optout_contacts_options **options,
                                          optout_error **error);

// Names the layout, as optout_sweep_set_preset does. Columns are added afterwards.
optout_status optout_contacts_options_set_preset(optout_contacts_options *options,
                                                 optout_str name,
                                                 optout_error **error);

// Says what a column holds, by its header name. It outranks the preset.
optout_status optout_contacts_options_add_column(optout_contacts_options *options,
                                                 optout_str header,
                                                 optout_str role,
                                                 optout_error **error);

// Names the encoding by its WHATWG label.
optout_status optout_contacts_options_set_encoding(optout_contacts_options *options,
                                                   optout_str label,
                                                   optout_error **error);

// Names the delimiter.
optout_status optout_contacts_options_set_delimiter(optout_contacts_options *options,
                                                    uint8_t delimiter,
                                                    optout_error **error);

// Frees options.
void optout_contacts_options_free(optout_contacts_options *options);

// Reads the evidence in the columns of contacts: flags, dates and legal-basis fields. `options` may be
// NULL. Each piece is named after its column, "column:3". A flag that can be read neither as true nor as
// false is OPTOUT_STATUS_VALUE: whether the person opted out must not be guessed.
//
// `len` bytes can be read at `contacts`.
optout_status optout_contacts_evidence_read(const uint8_t *contacts,
                                            size_t len,
                                            const optout_contacts_options *options,
                                            optout_contacts_evidence **evidence,
                                            optout_error **error);

// The name of the preset by which the header was read; empty if by none. It lives as long as the program.
optout_str optout_contacts_evidence_preset(const optout_contacts_evidence *evidence);

// How many records were read.
size_t optout_contacts_evidence_record_count(const optout_contacts_evidence *evidence);

// The evidence in the columns of the record at a place, counted from 0. It belongs to the object.
const optout_evidence_set *optout_contacts_evidence_at(const optout_contacts_evidence *evidence,
                                                       size_t at);

// Frees the object.
void optout_contacts_evidence_free(optout_contacts_evidence *evidence);

// Decides about a record. If the match found nobody, there is nothing to decide and the output is
// NULL. What a match finds is on the vendor's list: OPTOUT_STATUS_INVALID_OPTION for circumstances that
// have another trigger than that.
optout_status optout_decision_of(const optout_match *found,
                                 const optout_circumstances *circumstances,
                                 const optout_policy *policy,
                                 optout_decision **decision,
                                 optout_error **error);

// Retention, basis and marketing. It belongs to the decision.
const optout_classification *optout_decision_classification(const optout_decision *decision);

// The name of the entry that the record belongs to.
optout_str optout_decision_entry_id(const optout_decision *decision);

// Why, in plain sentences: first the match, then the basis.
optout_str optout_decision_sentence(const optout_decision *decision);

// Names of other entries that the record may belong to. They belong to the decision.
const optout_strings *optout_decision_competing(const optout_decision *decision);

// The day by which it is to be done, "2026-12-24"; empty if the record is simply kept.
optout_str optout_decision_deadline(const optout_decision *decision);

// The day from which the deadline runs; empty without one.
optout_str optout_decision_deadline_start(const optout_decision *decision);

// What set the deadline.
optout_clock optout_decision_deadline_clock(const optout_decision *decision);

// How many regimes may apply.
size_t optout_decision_regime_count(const optout_decision *decision);

// A regime that may apply, counted from 0.
optout_regime optout_decision_regime(const optout_decision *decision, size_t at);

// The hash of the policy that decided.
optout_str optout_decision_policy_hash(const optout_decision *decision);

// The decision as one line of JSON, with everything that it rests on.
optout_status optout_decision_json(const optout_decision *decision,
                                   optout_buffer **json,
                                   optout_error **error);

// Frees a decision.
void optout_decision_free(optout_decision *decision);

// Makes a bare assertion of a kind, a value of optout_evidence_kind. `id` names it in traces and
// must hold no personal data.
optout_status optout_evidence_new(optout_str id,
                                  int32_t kind,
                                  optout_evidence **evidence,
                                  optout_error **error);

// Sets whether it affirms, as it does from the start, or denies: a value of optout_polarity.
optout_status optout_evidence_set_polarity(optout_evidence *evidence,
                                           int32_t polarity,
                                           optout_error **error);

// Sets when it happened: "2026-11-21" or "2026-11-21T10:00:00Z".
optout_status optout_evidence_set_occurred_at(optout_evidence *evidence,
                                              optout_str time,
                                              optout_error **error);

// Sets from when on it no longer counts.
optout_status optout_evidence_set_expires_at(optout_evidence *evidence,
                                             optout_str time,
                                             optout_error **error);

// Sets the system that it is found in, and where in it; either may be empty.
optout_status optout_evidence_set_source(optout_evidence *evidence,
                                         optout_str system,
                                         optout_str reference,
                                         optout_error **error);

// Sets whose it is: a value of optout_provenance. Unknown from the start.
optout_status optout_evidence_set_provenance(optout_evidence *evidence,
                                             int32_t provenance,
                                             optout_error **error);

// Adds a purpose that it covers, such as "marketing".
optout_status optout_evidence_add_purpose(optout_evidence *evidence,
                                          optout_str purpose,
                                          optout_error **error);

// What it shows.
optout_evidence_kind optout_evidence_kind_of(const optout_evidence *evidence);

// How well it is recorded: a time and a reference make it documented, a time alone recorded.
optout_strength optout_evidence_strength(const optout_evidence *evidence);

// The state of consent that this piece by itself shows on a day, "2026-11-24"; OPTOUT_CONSENT_STATE_NONE
// where it is not about consent or lies in the future. Another piece may have ended it: a classification
// looks at all of them.
optout_status optout_evidence_consent_state(const optout_evidence *evidence,
                                            optout_str now,
                                            optout_consent_state *state,
                                            optout_error **error);

// Frees a piece of evidence.
void optout_evidence_free(optout_evidence *evidence);

// Makes a set without evidence.
optout_status optout_evidence_set_new(optout_evidence_set **set, optout_error **error);

// Reads a set from a JSON array of objects with the fields id, kind, polarity, occurred_at,
// expires_at, source_system, source_ref, provenance and purposes; only kind is required.
optout_status optout_evidence_set_from_json(optout_str json,
                                            optout_evidence_set **set,
                                            optout_error **error);

// The set as a JSON array.
optout_status optout_evidence_set_json(const optout_evidence_set *set,
                                       optout_buffer **json,
                                       optout_error **error);

// Adds a copy of a piece of evidence.
optout_status optout_evidence_set_add(optout_evidence_set *set,
                                      const optout_evidence *evidence,
                                      optout_error **error);

// How many pieces it has.
size_t optout_evidence_set_count(const optout_evidence_set *set);

// A copy of the piece at a place, counted from 0; NULL beyond the end.
optout_status optout_evidence_set_at(const optout_evidence_set *set,
                                     size_t at,
                                     optout_evidence **evidence,
                                     optout_error **error);

// Frees a set.
void optout_evidence_set_free(optout_evidence_set *set);

// Reads an evidence file: columns record_id or email or both, kind, and as they are known namespace (of the id), polarity,
// occurred_at, expires_at, source_system, source_ref, provenance and purposes.
//
// `len` bytes can be read at `data`.
optout_status optout_evidence_store_read(const uint8_t *data,
                                         size_t len,
                                         optout_evidence_store **store,
                                         optout_error **error);

// Reads an evidence file by its path.
optout_status optout_evidence_store_read_path(optout_str path,
                                              optout_evidence_store **store,
                                              optout_error **error);

// Reads what optout_evidence_store_json gave.
optout_status optout_evidence_store_from_json(optout_str json,
                                              optout_evidence_store **store,
                                              optout_error **error);

// The store as JSON, for other processes and machines. Record ids and addresses are in it in clear: guard
// it as the evidence file itself.
optout_status optout_evidence_store_json(const optout_evidence_store *store,
                                         optout_buffer **json,
                                         optout_error **error);

// How many pieces it has.
uint64_t optout_evidence_store_count(const optout_evidence_store *store);

// A copy of all its pieces, in the order of the file. They are about whoever the file is about, so no one
// person is classified by them.
optout_status optout_evidence_store_pieces(const optout_evidence_store *store,
                                           optout_evidence_set **set,
                                           optout_error **error);

// A copy of the evidence about a record, by every id and mailbox of it. `system` is the namespace of
// the system that the record is from, or empty: ids of evidence that name no namespace are that
// system's.
optout_status optout_evidence_store_about(const optout_evidence_store *store,
                                          const optout_contact *contact,
                                          optout_str system,
                                          optout_evidence_set **set,
                                          optout_error **error);

// Frees a store.
void optout_evidence_store_free(optout_evidence_store *store);

// Where a person is, by what a policy says of countries, calling codes and domains.
optout_status optout_circumstances_place(const optout_circumstances *circumstances,
                                         const optout_policy *policy,
                                         optout_place **place,
                                         optout_error **error);

// How many regimes may apply.
size_t optout_place_regime_count(const optout_place *place);

// A regime that may apply, counted from 0.
optout_regime optout_place_regime(const optout_place *place, size_t at);

// What tells so.
optout_signal optout_place_signal(const optout_place *place);

// The earliest day that any of the regimes sets for a request, a value of optout_request, that was made
// on a day, `start`. NULL where none has a clock for it.
optout_status optout_place_deadline(const optout_place *place,
                                    const optout_policy *policy,
                                    int32_t request,
                                    optout_str start,
                                    optout_deadline **deadline,
                                    optout_error **error);

// Frees a place.
void optout_place_free(optout_place *place);

// The last day, "2026-12-24".
optout_str optout_deadline_date(const optout_deadline *deadline);

// The day from which it runs.
optout_str optout_deadline_start(const optout_deadline *deadline);

// What set it.
optout_clock optout_deadline_clock(const optout_deadline *deadline);

// Whether its last day has passed on a day, `now`.
optout_status optout_deadline_is_overdue(const optout_deadline *deadline,
                                         optout_str now,
                                         bool *overdue,
                                         optout_error **error);

// Frees a deadline.
void optout_deadline_free(optout_deadline *deadline);

// The IRI of the W3C Data Privacy Vocabulary for a value of optout_lawful_basis. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_lawful_basis_iri(int32_t value);

// The basis that such an IRI names, the way back from optout_lawful_basis_iri; OPTOUT_LAWFUL_BASIS_NONE
// for a text that is none.
optout_status optout_lawful_basis_of_iri(optout_str iri,
                                         optout_lawful_basis *basis,
                                         optout_error **error);

// The value of fideslang's legal_basis_for_processing for a value of optout_lawful_basis. Empty for 0 and
// for numbers that are none; the view lives as long as the program.
optout_str optout_lawful_basis_fideslang(int32_t value);

// The basis that such a value names, the way back from optout_lawful_basis_fideslang;
// OPTOUT_LAWFUL_BASIS_NONE for a text that is none.
optout_status optout_lawful_basis_of_fideslang(optout_str text,
                                               optout_lawful_basis *basis,
                                               optout_error **error);

// The basis that the Name of a Salesforce DataUseLegalBasis record names, apart from case, blanks, "_" and
// "-". The name is free text: what is not known word for word is OPTOUT_LAWFUL_BASIS_NONE.
optout_status optout_lawful_basis_of_salesforce(optout_str name,
                                                optout_lawful_basis *basis,
                                                optout_error **error);

// The IRI of the W3C Data Privacy Vocabulary for a value of optout_consent_state. Empty for 0 and for
// numbers that are none; the view lives as long as the program.
optout_str optout_consent_state_iri(int32_t value);

// The state that such an IRI names, the way back from optout_consent_state_iri;
// OPTOUT_CONSENT_STATE_NONE for a text that is none.
optout_status optout_consent_state_of_iri(optout_str iri,
                                          optout_consent_state *state,
                                          optout_error **error);

// The option of hs_legal_basis that a cell names, whatever its case and whichever dash it has;
// OPTOUT_HUBSPOT_LEGAL_BASIS_NONE for a text that is none.
optout_status optout_hubspot_legal_basis_of_label(optout_str label,
                                                  optout_hubspot_legal_basis *option,
                                                  optout_error **error);

// The option for a value of optout_lawful_basis and one of optout_relationship, which tells legitimate
// interests apart and nothing else. HubSpot has none for points (c) to (e).
optout_hubspot_legal_basis optout_hubspot_legal_basis_of(int32_t basis,
                                                         int32_t relationship);

// The basis that a value of optout_hubspot_legal_basis claims, if it claims one.
optout_lawful_basis optout_hubspot_legal_basis_basis(int32_t value);

// What a value of optout_hubspot_legal_basis says the person is.
optout_relationship optout_hubspot_legal_basis_relationship(int32_t value);

// The value that a word of HubSpot's API stands for, the way back from
// optout_hubspot_subscription_basis_word; OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_NONE for a text that is none.
optout_status optout_hubspot_subscription_basis_of_word(optout_str word,
                                                        optout_hubspot_subscription_basis *value,
                                                        optout_error **error);

// The value for a value of optout_lawful_basis and one of optout_relationship, as
// optout_hubspot_legal_basis_of has it.
optout_hubspot_subscription_basis optout_hubspot_subscription_basis_of(int32_t basis,
                                                                       int32_t relationship);

// The basis for sending that a value of optout_hubspot_subscription_basis claims, if it claims one.
optout_lawful_basis optout_hubspot_subscription_basis_basis(int32_t value);

// The option of hs_legal_basis that says the same as a value of optout_hubspot_subscription_basis; none for
// the two that claim no basis for sending.
optout_hubspot_legal_basis optout_hubspot_subscription_basis_legal_basis(int32_t value);

// Classifies as optout_classification_of does, and says as one line of JSON how that came about: the
// evidence and what each piece did, the rules that were asked, and the answer. It names evidence and
// holds no other value of the record; the same case and policy give the same bytes.
optout_status optout_basis_explain(int32_t certainty,
                                   const optout_circumstances *circumstances,
                                   const optout_policy *policy,
                                   optout_buffer **json,
                                   optout_error **error);

// Classifies anew what was explained before, and says whether every byte is the same.
optout_status optout_basis_replays(optout_str explanation,
                                   int32_t certainty,
                                   const optout_circumstances *circumstances,
                                   const optout_policy *policy,
                                   bool *replays,
                                   optout_error **error);

// Makes a question without cases.
optout_status optout_what_if_new(optout_what_if **what_if, optout_error **error);

// Adds a case: `name` stands for it in what is found and must hold no personal data, `certainty` is a
// value of optout_certainty, and the circumstances are copied.
optout_status optout_what_if_add(optout_what_if *what_if,
                                 optout_str name,
                                 int32_t certainty,
                                 const optout_circumstances *circumstances,
                                 optout_error **error);

// Classifies the cases under two policies: as JSON how many decisions flip, and which, those from the
// same answer to the same other answer together. Where people are, `before` says for both. `exceeds_cap`,
// which may be NULL, is whether more than `most_flips` do, so that a human has to look before the new
// policy is used.
optout_status optout_what_if_run(const optout_what_if *what_if,
                                 const optout_policy *before,
                                 const optout_policy *after,
                                 uint64_t most_flips,
                                 bool *exceeds_cap,
                                 optout_buffer **json,
                                 optout_error **error);

// Frees a question.
void optout_what_if_free(optout_what_if *what_if);

// Makes a profile that keeps nothing yet.
optout_status optout_profile_new(optout_str name,
                                 optout_profile **profile,
                                 optout_error **error);

// Keeps a column, a value of optout_column, that goes by this header name.
optout_status optout_profile_keep(optout_profile *profile,
                                  optout_str header,
                                  int32_t column,
                                  optout_error **error);

// Recognises a column by this header name; it is kept only if the profile keeps such a column.
optout_status optout_profile_recognise(optout_profile *profile,
                                       optout_str header,
                                       int32_t column,
                                       optout_error **error);

// Frees a profile.
void optout_profile_free(optout_profile *profile);

// Makes a redactor of the rows of these people, who are copied. Profile and format are detected.
optout_status optout_redactor_new(const optout_targets *targets,
                                  optout_redactor **redactor,
                                  optout_error **error);

// Names one of the vendor's profiles: "crm", "csv" or "sep".
optout_status optout_redactor_set_profile_name(optout_redactor *redactor,
                                               optout_str name,
                                               optout_error **error);

// Sets a profile of the caller's own; it is copied.
optout_status optout_redactor_set_profile(optout_redactor *redactor,
                                          const optout_profile *profile,
                                          optout_error **error);

// Says what a column by this header name holds, a value of optout_column. This does not widen what
// a profile keeps.
optout_status optout_redactor_add_alias(optout_redactor *redactor,
                                        optout_str header,
                                        int32_t column,
                                        optout_error **error);

// Names the encoding by its WHATWG label, such as "windows-1252".
optout_status optout_redactor_set_encoding(optout_redactor *redactor,
                                           optout_str label,
                                           optout_error **error);

// Names the delimiter.
optout_status optout_redactor_set_delimiter(optout_redactor *redactor,
                                            uint8_t delimiter,
                                            optout_error **error);

// Names the snapshot of the list that the targets come from, for the summary.
optout_status optout_redactor_set_list_snapshot(optout_redactor *redactor,
                                                optout_str id,
                                                optout_error **error);

// Sets how many threads work on a file: 1 unless said otherwise, which is that of the call. With 0
// the call fails. The output is the same for any number, and they end with the call.
optout_status optout_redactor_set_threads(optout_redactor *redactor,
                                          size_t threads,
                                          optout_error **error);

// Sets how many bytes are read at a time, at least: half a mebibyte unless said otherwise. Every
// thread holds a few times as much. The output is the same for any number.
optout_status optout_redactor_set_chunk_size(optout_redactor *redactor,
                                             size_t bytes,
                                             optout_error **error);

// Sets whether input and output are hashed for summary and verification; they are unless said
// otherwise. Without it a call takes about half the time.
optout_status optout_redactor_set_hashes(optout_redactor *redactor,
                                         bool is_hashed,
                                         optout_error **error);

// Redacts a file that is in memory. `progress` may be NULL, here as in the functions below; `user`
// is handed to it as it is.
//
// `len` bytes can be read at `data`.
optout_status optout_redactor_redact(const optout_redactor *redactor,
                                     const uint8_t *data,
                                     size_t len,
                                     optout_redaction_progress progress,
                                     void *user,
                                     optout_buffer **output,
                                     optout_summary **summary,
                                     optout_error **error);

// Redacts a stream: `read` is called with `input`, and `write` with `output`. If the call fails, what
// has been written holds records before the fault and must be thrown away.
//
// If the redactor works with more than one thread, both may be called on other threads than that of
// the call. No call of `read` meets another one of `read`, nor one of `write` another of `write`, but
// `read` and `write` may run at the same time. A callback that has failed is not called again, nor is
// `read` behind the end.
//
// `read` and `write` can be called like this.
optout_status optout_redactor_redact_stream(const optout_redactor *redactor,
                                            optout_read read,
                                            void *input,
                                            optout_write write,
                                            void *output,
                                            optout_redaction_progress progress,
                                            void *user,
                                            optout_summary **summary,
                                            optout_error **error);

// Redacts one file into another, or in place if both paths are the same. The output appears whole
// or not at all. Files that are gzip or zstd are read as what they hold; ".gz" and ".zst" at the end
// of the output's name have it compressed, and in place it stays as it was.
optout_status optout_redactor_redact_path(const optout_redactor *redactor,
                                          optout_str input,
                                          optout_str output,
                                          optout_redaction_progress progress,
                                          void *user,
                                          optout_summary **summary,
                                          optout_error **error);

// Does the same, and verifies the result before it takes its name. `progress` is told of both passes,
// each from its beginning.
optout_status optout_redactor_redact_path_verified(const optout_redactor *redactor,
                                                   optout_str input,
                                                   optout_str output,
                                                   optout_redaction_progress progress,
                                                   void *user,
                                                   optout_summary **summary,
                                                   optout_verification **verification,
                                                   optout_error **error);

// Does all that redacting a file in memory does, and makes no output: what it would do, as numbers.
//
// `len` bytes can be read at `data`.
optout_status optout_redactor_dry_run(const optout_redactor *redactor,
                                      const uint8_t *data,
                                      size_t len,
                                      optout_redaction_progress progress,
                                      void *user,
                                      optout_summary **summary,
                                      optout_error **error);

// Does all that redacting a file by its path does, and writes nothing.
optout_status optout_redactor_dry_run_path(const optout_redactor *redactor,
                                           optout_str input,
                                           optout_redaction_progress progress,
                                           void *user,
                                           optout_summary **summary,
                                           optout_error **error);

// Verifies a redacted file against its original, both in memory: OPTOUT_STATUS_VERIFICATION at the
// first record that breaks a promise.
//
// `original_len` bytes can be read at `original`, and `redacted_len` at `redacted`.
optout_status optout_redactor_verify(const optout_redactor *redactor,
                                     const uint8_t *original,
                                     size_t original_len,
                                     const uint8_t *redacted,
                                     size_t redacted_len,
                                     optout_redaction_progress progress,
                                     void *user,
                                     optout_verification **verification,
                                     optout_error **error);

// Verifies a redacted file against its original.
optout_status optout_redactor_verify_path(const optout_redactor *redactor,
                                          optout_str original,
                                          optout_str redacted,
                                          optout_redaction_progress progress,
                                          void *user,
                                          optout_verification **verification,
                                          optout_error **error);

// Frees a redactor. Rows that are redacted with it stay good.
void optout_redactor_free(optout_redactor *redactor);

// Reads a header of `count` names, to redact rows under it.
//
// `count` views can be read at `header`.
optout_status optout_row_redactor_new(const optout_redactor *redactor,
                                      const optout_str *header,
                                      size_t count,
                                      optout_row_redactor **rows,
                                      optout_error **error);

// The header of the redacted rows: the one given, and Is Redacted if that was not in it. It
// belongs to the object.
const optout_strings *optout_row_redactor_header(const optout_row_redactor *rows);

// The name of the profile that was named or detected.
optout_str optout_row_redactor_profile(const optout_row_redactor *rows);

// Redacts a row of `count` fields if it is a target's or marked as redacted; otherwise its fields
// are as they were.
//
// `count` views can be read at `fields`.
optout_status optout_row_redactor_redact(optout_row_redactor *rows,
                                         const optout_str *fields,
                                         size_t count,
                                         optout_row **row,
                                         optout_error **error);

// Frees the object.
void optout_row_redactor_free(optout_row_redactor *rows);

// The fields: as many as there were, and the flag if the header has got one. They belong to the
// row.
const optout_strings *optout_row_fields(const optout_row *row);

// Whether the row is redacted, now or from before.
bool optout_row_is_redacted(const optout_row *row);

// How many findings the row has.
size_t optout_row_finding_count(const optout_row *row);

// A finding of the row, counted from 0.
optout_finding_kind optout_row_finding(const optout_row *row, size_t at);

// Frees a row.
void optout_row_free(optout_row *row);

// The name of the profile that was named or detected.
optout_str optout_summary_profile(const optout_summary *summary);

// How many records the file has, the header not counted.
uint64_t optout_summary_record_count(const optout_summary *summary);

// How many of them this run changed in order to redact them.
uint64_t optout_summary_redacted_count(const optout_summary *summary);

// How many of them were redacted already and needed no change.
uint64_t optout_summary_already_redacted_count(const optout_summary *summary);

// Whether the file had no Is Redacted column and got one.
bool optout_summary_appended_column(const optout_summary *summary);

// How many ids of the vendor were looked for.
size_t optout_summary_target_person_ids(const optout_summary *summary);

// How many ids of CRM records were looked for.
size_t optout_summary_target_record_ids(const optout_summary *summary);

// How many addresses were looked for.
size_t optout_summary_target_emails(const optout_summary *summary);

// The snapshot that the targets come from, as the caller named it.
optout_str optout_summary_list_snapshot(const optout_summary *summary);

// SHA-256 of the input, in hexadecimal; empty if it was not to be hashed.
optout_str optout_summary_sha256_input(const optout_summary *summary);

// SHA-256 of the output, in hexadecimal; empty if it was not to be hashed.
optout_str optout_summary_sha256_output(const optout_summary *summary);

// What somebody should look at. It belongs to the summary.
const optout_findings *optout_summary_findings(const optout_summary *summary);

// The summary as JSON.
optout_status optout_summary_json(const optout_summary *summary,
                                  optout_buffer **json,
                                  optout_error **error);

// Frees a summary.
void optout_summary_free(optout_summary *summary);

// How many records both files have, the header not counted.
uint64_t optout_verification_record_count(const optout_verification *verification);

// How many of them are redacted.
uint64_t optout_verification_redacted_count(const optout_verification *verification);

// SHA-256 of the original, in hexadecimal; empty if it was not to be hashed.
optout_str optout_verification_sha256_original(const optout_verification *verification);

// SHA-256 of the redacted file, in hexadecimal; empty if it was not to be hashed.
optout_str optout_verification_sha256_redacted(const optout_verification *verification);

// Records that still mention a redacted person's address. It belongs to the verification.
const optout_findings *optout_verification_findings(const optout_verification *verification);

// The verification as JSON.
optout_status optout_verification_json(const optout_verification *verification,
                                       optout_buffer **json,
                                       optout_error **error);

// Frees a verification.
void optout_verification_free(optout_verification *verification);

// How many findings are listed: the first ten thousand of each kind.
size_t optout_findings_count(const optout_findings *findings);

// The kind of a listed finding, counted from 0.
optout_finding_kind optout_findings_kind(const optout_findings *findings, size_t at);

// The record of a listed finding, counted from 1; the header is record 0.
uint64_t optout_findings_record(const optout_findings *findings, size_t at);

// How many findings of a kind, a value of optout_finding_kind, there are, listed or not.
uint64_t optout_findings_total(const optout_findings *findings, int32_t kind);

// Makes targets that name nobody.
optout_status optout_targets_new(optout_targets **targets, optout_error **error);

// Adds the vendor's id of a person. `taken` may be NULL; it is false if the id is blank or
// damaged.
optout_status optout_targets_add_person_id(optout_targets *targets,
                                           optout_str value,
                                           bool *taken,
                                           optout_error **error);

// Adds the CRM's id of a person's record, in either form. `taken` may be NULL; it is false if the
// id is blank or faulty.
optout_status optout_targets_add_record_id(optout_targets *targets,
                                           optout_str value,
                                           bool *taken,
                                           optout_error **error);

// Adds every address of an e-mail cell. `taken` may be NULL; it is false if there is none or one
// is faulty.
optout_status optout_targets_add_email(optout_targets *targets,
                                       optout_str cell,
                                       bool *taken,
                                       optout_error **error);

// Adds everybody on a list by their ids and addresses. `refused` may be NULL; it is the number of
// those that are faulty and were not taken.
optout_status optout_targets_add_list(optout_targets *targets,
                                      const optout_list *list,
                                      size_t *refused,
                                      optout_error **error);

// Whether they name nobody.
bool optout_targets_is_empty(const optout_targets *targets);

// Frees targets. Redactors that were made of them stay good.
void optout_targets_free(optout_targets *targets);

// Redacts the record batches of one table on their way: whoever reads a batch from `output` has the
// next one of `input` read and redacted.
//
// `input` is moved, in every case, also if the call fails: it is a released structure afterwards, whose
// memory stays the caller's, and what was in it is released with `output` or at once. `output` need
// not be initialised; the caller releases it. It does not depend on the redactor, and its callbacks
// belong to one thread at a time. `progress` may be NULL; else it and `user` are good until `output` is
// released, and it is called on the thread that reads, behind every batch. `run`, which may be NULL,
// is an object of its own: it and `output` are freed and released in any order.
//
// Text that is not UTF-8, and offsets and keys that lead out of their buffers, are an error. The text of
// the producer's own errors is not handed on.
//
// `input` does what the Arrow C stream interface asks of a producer; that its buffers are as long as
// they have to be cannot be checked. `output` is only used as that interface allows.
optout_status optout_redactor_redact_arrow(const optout_redactor *redactor,
                                           struct ArrowArrayStream *input,
                                           optout_redaction_progress progress,
                                           void *user,
                                           struct ArrowArrayStream *output,
                                           optout_arrow_run **run,
                                           optout_error **error);

// The summary, without hashes, once the stream has been read to its end. NULL before that, and if the
// stream was released earlier. If reading it has failed, this fails in the same way.
optout_status optout_arrow_run_summary(const optout_arrow_run *run,
                                       optout_summary **summary,
                                       optout_error **error);

// Frees it. The stream stays good.
void optout_arrow_run_free(optout_arrow_run *run);

// Makes a classifier under a policy, which is copied, as of a day, `now`, "2026-11-24". `trigger` is a value
// of optout_trigger, and `since` the day of that, from which clocks run: the end of the subscription, or
// when the list was received.
optout_status optout_classifier_new(const optout_policy *policy,
                                    int32_t trigger,
                                    optout_str since,
                                    optout_str now,
                                    optout_classifier **classifier,
                                    optout_error **error);

// Names the layout of the records instead of having it detected: "salesforce", "hubspot", "marketo",
// "eloqua", "pardot", "outreach" or "salesloft". Columns are added afterwards.
optout_status optout_classifier_set_preset(optout_classifier *classifier,
                                           optout_str name,
                                           optout_error **error);

// Says what a column of the records holds, by its header name. It outranks the preset.
optout_status optout_classifier_add_column(optout_classifier *classifier,
                                           optout_str header,
                                           optout_str role,
                                           optout_error **error);

// Names the encoding of the records by its WHATWG label.
optout_status optout_classifier_set_encoding(optout_classifier *classifier,
                                             optout_str label,
                                             optout_error **error);

// Names the delimiter of the records.
optout_status optout_classifier_set_delimiter(optout_classifier *classifier,
                                              uint8_t delimiter,
                                              optout_error **error);

// Says whether each answer comes with how it came about, as JSON in one more column `trace`: the same bytes as
// optout_basis_explain gives.
optout_status optout_classifier_set_traces(optout_classifier *classifier,
                                           bool traces,
                                           optout_error **error);

// Passes once over the records. `evidence` and `progress` may be NULL; `user` is handed to `progress` as it
// is.
//
// `len` bytes can be read at `contacts`.
optout_status optout_classifier_run(const optout_classifier *classifier,
                                    const optout_evidence_store *evidence,
                                    const uint8_t *contacts,
                                    size_t len,
                                    optout_progress progress,
                                    void *user,
                                    optout_classified **classified,
                                    optout_error **error);

// Frees a classifier.
void optout_classifier_free(optout_classifier *classifier);

// The table with a row for each record, as CSV. It belongs to what was asked.
const optout_buffer *optout_classified_table(const optout_classified *classified);

// The numbers, as JSON.
optout_status optout_classified_counts_json(const optout_classified *classified,
                                            optout_buffer **json,
                                            optout_error **error);

// Frees what a classifier found.
void optout_classified_free(optout_classified *classified);

// Makes a job: the list, the contact export, the directory to write to, the policy, which is
// copied, and today, "2026-11-24".
optout_status optout_job_new(optout_str list,
                             optout_str contacts,
                             optout_str output_directory,
                             const optout_policy *policy,
                             optout_str now,
                             optout_job **job,
                             optout_error **error);

// Sets the day on which the list was received, if it was not today: clocks run from it.
optout_status optout_job_set_received(optout_job *job, optout_str date, optout_error **error);

// Sets how to read the list; the options are copied. Where they say no day for today, it is the
// job's.
optout_status optout_job_set_list_options(optout_job *job,
                                          const optout_list_options *options,
                                          optout_error **error);

// Names an evidence file.
optout_status optout_job_set_evidence(optout_job *job, optout_str path, optout_error **error);

// Adds a past export to redact.
optout_status optout_job_add_past_export(optout_job *job,
                                         optout_str path,
                                         optout_error **error);

// Names the layout of the contacts instead of having it detected: "salesforce", "hubspot", "marketo",
// "eloqua", "pardot", "outreach" or "salesloft". Columns are added afterwards.
optout_status optout_job_set_preset(optout_job *job,
                                    optout_str name,
                                    optout_error **error);

// Says what a column of the contacts holds, by its header name: "email", "id:6sense", "country"
// and so on. It outranks the preset.
optout_status optout_job_add_column(optout_job *job,
                                    optout_str header,
                                    optout_str role,
                                    optout_error **error);

// Names the encoding of the contacts by its WHATWG label.
optout_status optout_job_set_encoding(optout_job *job, optout_str label, optout_error **error);

// Names the delimiter of the contacts.
optout_status optout_job_set_delimiter(optout_job *job,
                                       uint8_t delimiter,
                                       optout_error **error);

// Names a table of company domains that are one company's, as optout_domain_aliases_read takes it.
optout_status optout_job_set_domain_aliases(optout_job *job,
                                            optout_str path,
                                            optout_error **error);

// Names a table of ids that have become others, as optout_id_links_read takes it.
optout_status optout_job_set_id_links(optout_job *job, optout_str path, optout_error **error);

// Names a table of given names and their short forms, as optout_nicknames_read takes it.
optout_status optout_job_set_nicknames(optout_job *job, optout_str path, optout_error **error);

// Names a table of what humans have decided about pairs, as optout_verdicts_read takes it: a
// review.csv that was filled in.
optout_status optout_job_set_verdicts(optout_job *job, optout_str path, optout_error **error);

// Gives a matcher that is there, opened or built, which may be freed afterwards, so that the job does not build
// one; what is decided is the same. A run fails where it is of another list or policy than the job's, or where
// the job names a table of what is known beside them: these are in the matcher. The list is read all the same, for
// the redaction of past exports and for the report.
optout_status optout_job_set_matcher(optout_job *job,
                                     const optout_matcher *matcher,
                                     optout_error **error);

// Builds the matcher that the job would match with if none were given, from its list, policy and tables: to be
// saved, and given to later jobs with the same.
optout_status optout_job_build_matcher(const optout_job *job,
                                       optout_matcher **matcher,
                                       optout_error **error);

// Shows names, addresses and websites of both sides in the table for review, or not, as
// optout_sweep_set_review_values does.
optout_status optout_job_set_review_values(optout_job *job, bool shown, optout_error **error);

// Shows the numbers that rank pairs of a tier in the table for review, or not, as
// optout_sweep_set_review_scores does.
optout_status optout_job_set_review_scores(optout_job *job, bool shown, optout_error **error);

// Sets how much may be removed before the job stops, as optout_sweep_set_guard does.
optout_status optout_job_set_guard(optout_job *job,
                                   uint64_t records,
                                   uint64_t per_mille,
                                   optout_error **error);

// Sets how many thousandths of the people on the last list, or of the last contacts, may be gone before the job
// stops, as optout_sweep_set_shrinkage_per_mille does.
optout_status optout_job_set_shrinkage_per_mille(optout_job *job,
                                                 uint64_t per_mille,
                                                 optout_error **error);

// Names the list of last time, which the list's options hold for too, or its snapshot as
// optout_snapshot_json writes it. The guard looks whether the list has shrunk since, and the report says how many are gone.
optout_status optout_job_set_previous_list(optout_job *job,
                                           optout_str path,
                                           optout_error **error);

// Sets how many records the contacts had last time, as optout_sweep_set_previous_records does.
optout_status optout_job_set_previous_records(optout_job *job,
                                              uint64_t records,
                                              optout_error **error);

// Names a directory of the job's own for what it has so far, and how many bytes of the contacts are read from
// one checkpoint to the next: 0 for as often as can be, 268435456 is a good number. If the directory is there,
// the job goes on from where it was stopped, with the same list, policy, evidence, tables, days and columns; a
// run that finds others fails. Once the job has succeeded, the directory is gone. Until then it holds
// unfinished tables, and so personal data. A second job that is given it meanwhile fails, on file systems that
// have locks.
optout_status optout_job_set_checkpoint(optout_job *job,
                                        optout_str directory,
                                        uint64_t every,
                                        optout_error **error);

// Sets how many threads work on the contacts and on a past export: 1 unless said otherwise, which is that of the call.
// With 0 the call fails. What is written is the same for any number, and they end with the call.
optout_status optout_job_set_threads(optout_job *job,
                                     size_t threads,
                                     optout_error **error);

// Does it. Nothing is written unless everything succeeds. `progress` may be NULL; `user` is handed
// to it as it is.
optout_status optout_job_run(const optout_job *job,
                             optout_progress progress,
                             void *user,
                             optout_job_report **report,
                             optout_error **error);

// Frees a job.
void optout_job_free(optout_job *job);

// How many contact records were read.
uint64_t optout_job_report_record_count(const optout_job_report *report);

// How many records have a status, a value of optout_match_status.
uint64_t optout_job_report_status_count(const optout_job_report *report, int32_t status);

// How many records were found in a tier, a value of optout_tier.
uint64_t optout_job_report_tier_count(const optout_job_report *report, int32_t tier);

// How many records become this, a value of optout_retention.
uint64_t optout_job_report_retention_count(const optout_job_report *report, int32_t retention);

// How many records were found with a reason, a value of optout_reason.
uint64_t optout_job_report_reason_count(const optout_job_report *report, int32_t reason);

// How many records are kept on a basis, a value of optout_lawful_basis.
uint64_t optout_job_report_basis_count(const optout_job_report *report, int32_t basis);

// How many records were found with an answer to whether marketing may be sent, a value of
// optout_marketing.
uint64_t optout_job_report_marketing_count(const optout_job_report *report, int32_t marketing);

// How many records are opted out of e-mail and still paid for as marketing contacts.
uint64_t optout_job_report_marketing_waste_count(const optout_job_report *report);

// How many records that were found are paid for as marketing contacts, kept on no basis, and lack this, a
// value of optout_missing. A record that lacks several things counts under each.
uint64_t optout_job_report_marketing_contacts_missing_count(const optout_job_report *report,
                                                            int32_t missing);

// How many records were found whose last day has passed.
uint64_t optout_job_report_overdue_count(const optout_job_report *report);

// How many ids and addresses could not be read.
uint64_t optout_job_report_unreadable_count(const optout_job_report *report);

// Whether nearly everybody seems to have opted out: the column may be one of opt-ins.
bool optout_job_report_opt_out_column_is_suspect(const optout_job_report *report);

// How many entries of the list no record was found for.
uint64_t optout_job_report_entries_not_found_count(const optout_job_report *report);

// The head of the audit log: kept elsewhere, it shows that log and manifest were not written anew. The view lives
// as long as the report.
optout_str optout_job_report_audit_head(const optout_job_report *report);

// The report as JSON: what the manifest holds.
optout_status optout_job_report_json(const optout_job_report *report,
                                     optout_buffer **json,
                                     optout_error **error);

// Frees a report.
void optout_job_report_free(optout_job_report *report);

// Makes a sweep under a policy, which is copied, as of a day, "2026-11-24".
optout_status optout_sweep_new(const optout_policy *policy,
                               optout_str now,
                               optout_sweep **sweep,
                               optout_error **error);

// Sets the day on which the list was received, if it was not today: clocks run from it.
optout_status optout_sweep_set_received(optout_sweep *sweep,
                                        optout_str date,
                                        optout_error **error);

// Names the layout of the contacts instead of having it detected: "salesforce", "hubspot", "marketo",
// "eloqua", "pardot", "outreach" or "salesloft". Columns are added afterwards.
optout_status optout_sweep_set_preset(optout_sweep *sweep,
                                      optout_str name,
                                      optout_error **error);

// Says what a column of the contacts holds, by its header name. It outranks the preset.
optout_status optout_sweep_add_column(optout_sweep *sweep,
                                      optout_str header,
                                      optout_str role,
                                      optout_error **error);

// Names the encoding of the contacts by its WHATWG label.
optout_status optout_sweep_set_encoding(optout_sweep *sweep,
                                        optout_str label,
                                        optout_error **error);

// Names the delimiter of the contacts.
optout_status optout_sweep_set_delimiter(optout_sweep *sweep,
                                         uint8_t delimiter,
                                         optout_error **error);

// Sets what is known beside list and policy; the options are copied.
optout_status optout_sweep_set_match_options(optout_sweep *sweep,
                                             const optout_match_options *options,
                                             optout_error **error);

// Shows names, addresses and websites of both sides in the table for review, or not: personal data. At
// first it does not.
optout_status optout_sweep_set_review_values(optout_sweep *sweep,
                                             bool shown,
                                             optout_error **error);

// Shows the numbers that rank pairs of a tier in the table for review, or not. Who sees them tends to trust
// them. At first it does not.
optout_status optout_sweep_set_review_scores(optout_sweep *sweep,
                                             bool shown,
                                             optout_error **error);

// Sets how much the pass may have removed before it stops with OPTOUT_STATUS_BLAST_RADIUS, one entry's
// records and all of them: the larger of a number of records and of thousandths of the file. At first it
// is 50 records and 10 thousandths; UINT64_MAX records are no limit.
optout_status optout_sweep_set_guard(optout_sweep *sweep,
                                     uint64_t records,
                                     uint64_t per_mille,
                                     optout_error **error);

// Sets how many thousandths of the people on the last list, or of the last contacts, may be gone before the
// pass stops with OPTOUT_STATUS_SHRINKAGE: at first 100, and at 1000 all may.
optout_status optout_sweep_set_shrinkage_per_mille(optout_sweep *sweep,
                                                   uint64_t per_mille,
                                                   optout_error **error);

// Sets what the list held last time; the snapshot is copied. The guard looks whether it has shrunk, and those
// who are gone are counted. Without it, a list that was cut off is swept as if everybody else had withdrawn.
optout_status optout_sweep_set_previous_list(optout_sweep *sweep,
                                             const optout_snapshot *snapshot,
                                             optout_error **error);

// Sets how many records the contacts had last time: the guard looks whether they have become fewer. Without it,
// of an export that was cut off between two records, only those people are swept who are in it.
optout_status optout_sweep_set_previous_records(optout_sweep *sweep,
                                                uint64_t records,
                                                optout_error **error);

// Sets how many threads work on the contacts: 1 unless said otherwise, which is that of the call.
// With 0 the call fails. What is written is the same for any number, and they end with the call.
optout_status optout_sweep_set_threads(optout_sweep *sweep,
                                       size_t threads,
                                       optout_error **error);

// Leaves out what a pass otherwise makes: "decisions", "deletions", "review", "flags" or "audit". It takes no
// time then, and no memory. Arrow tables are not changed by it.
optout_status optout_sweep_leave_out(optout_sweep *sweep,
                                     optout_str output,
                                     optout_error **error);

// Passes once over the contacts. `evidence` and `progress` may be NULL; `user` is handed to
// `progress` as it is.
//
// `len` bytes can be read at `contacts`.
optout_status optout_sweep_run(const optout_sweep *sweep,
                               const optout_list *list,
                               const optout_evidence_store *evidence,
                               const uint8_t *contacts,
                               size_t len,
                               optout_progress progress,
                               void *user,
                               optout_sweep_result **result,
                               optout_error **error);

// Passes once over the contacts with a matcher that is there, such as one from bytes. It has its own rules:
// those of the sweep's policy are not used, nor its match options. `list`, which may be NULL, is the matcher's
// list, for values in the table for review; the rest is as for optout_sweep_run.
//
// `len` bytes can be read at `contacts`.
optout_status optout_sweep_run_with_matcher(const optout_sweep *sweep,
                                            const optout_matcher *matcher,
                                            const optout_list *list,
                                            const optout_evidence_store *evidence,
                                            const uint8_t *contacts,
                                            size_t len,
                                            optout_progress progress,
                                            void *user,
                                            optout_sweep_result **result,
                                            optout_error **error);

// Frees a sweep.
void optout_sweep_free(optout_sweep *sweep);

// The table of all decisions, as CSV; NULL if it was left out. It belongs to the result, as the other tables.
const optout_buffer *optout_sweep_result_decisions(const optout_sweep_result *result);

// The table of the records to delete, as CSV; NULL if it was left out.
const optout_buffer *optout_sweep_result_deletions(const optout_sweep_result *result);

// The table of the records that a human decides about, as CSV; NULL if it was left out. Filled in,
// optout_verdicts_read takes it back.
const optout_buffer *optout_sweep_result_review(const optout_sweep_result *result);

// The table to load into the system that the contacts are from, as CSV: each record's own id, under the name
// that its column has there, what becomes of the record and whether marketing may be sent. NULL if it was left
// out.
const optout_buffer *optout_sweep_result_flags(const optout_sweep_result *result);

// The audit records, as lines of JSON that are chained: see optout_audit_verify. NULL if they were left out.
const optout_buffer *optout_sweep_result_audit(const optout_sweep_result *result);

// The head of the audit log: kept elsewhere, it shows that the log was not written anew; blank if the log was left
// out. The view lives as long as the result.
optout_str optout_sweep_result_audit_head(const optout_sweep_result *result);

// The numbers, as JSON.
optout_status optout_sweep_result_counts_json(const optout_sweep_result *result,
                                              optout_buffer **json,
                                              optout_error **error);

// A copy of the ids of records that certainly belong to listed people, for the redaction of
// exports.
optout_status optout_sweep_result_found_record_ids(const optout_sweep_result *result,
                                                   optout_strings **ids,
                                                   optout_error **error);

// Frees a result.
void optout_sweep_result_free(optout_sweep_result *result);

// Sweeps the record batches of a table, all of which is read at once: of a stream of records it makes one of
// decisions with a row for each.
//
// The columns of the decisions are status, tier, rule, entry_id, retention, basis, marketing and reason, in the
// words of the table of decisions, deadline, a day, and settled, which is true. All but that is null for a
// record that is nobody's on the list. No value of the records is in them.
//
// The matcher has its own rules; those of the sweep's policy are not used, nor its match options. `evidence`
// and `progress` may be NULL; `user` is handed to `progress` as it is. `counts`, the numbers as JSON, may be
// NULL.
//
// `input` is moved, in every case, also if the call fails: it is a released structure afterwards. `output`
// need not be initialised; the caller releases it. It depends on nothing else.
//
// `input` does what the Arrow C stream interface asks of a producer; that its buffers are as long as
// they have to be cannot be checked. `output` is only used as that interface allows.
optout_status optout_sweep_run_arrow(const optout_sweep *sweep,
                                     const optout_matcher *matcher,
                                     const optout_evidence_store *evidence,
                                     struct ArrowArrayStream *input,
                                     optout_progress progress,
                                     void *user,
                                     struct ArrowArrayStream *output,
                                     optout_buffer **counts,
                                     optout_error **error);

// Makes one that has seen nothing.
optout_status optout_batch_sweep_new(optout_batch_sweep **batches, optout_error **error);

// Decides about records as far as they can be decided about by themselves. `evidence` may be NULL. The
// columns, matcher and layout have to be those of the first call.
//
// `input` is moved and read to its end, and `output` made, as by optout_sweep_run_arrow.
//
// As for optout_sweep_run_arrow.
optout_status optout_batch_sweep_sweep(const optout_batch_sweep *batches,
                                       const optout_sweep *sweep,
                                       const optout_matcher *matcher,
                                       const optout_evidence_store *evidence,
                                       struct ArrowArrayStream *input,
                                       struct ArrowArrayStream *output,
                                       optout_error **error);

// Decides again about records, with what all parts of the table have shown; `settled` is true then. Every
// record that was not has to be given to it once; of those that were, it says the same again and counts
// nothing.
//
// `input` is moved and read to its end, and `output` made, as by optout_sweep_run_arrow.
//
// As for optout_sweep_run_arrow; `len` bytes can be read at `facts`.
optout_status optout_batch_sweep_settle(const optout_batch_sweep *batches,
                                        const optout_sweep *sweep,
                                        const optout_matcher *matcher,
                                        const optout_evidence_store *evidence,
                                        const uint8_t *facts,
                                        size_t len,
                                        struct ArrowArrayStream *input,
                                        struct ArrowArrayStream *output,
                                        optout_error **error);

// What the batches so far have shown that no record shows by itself, as bytes. Names are in them
// in clear: guard them as the list itself.
optout_status optout_batch_sweep_facts(const optout_batch_sweep *batches,
                                       optout_buffer **facts,
                                       optout_error **error);

// What has been found in the batches so far, each record counted when it was settled, as bytes.
optout_status optout_batch_sweep_tally(const optout_batch_sweep *batches,
                                       optout_buffer **tally,
                                       optout_error **error);

// Frees a sweep of batches.
void optout_batch_sweep_free(optout_batch_sweep *batches);

// Brings together the facts of two parts of a table, in any order. OPTOUT_STATUS_INVALID_OPTION for facts that
// are another matcher's, or damaged.
//
// `len` bytes can be read at `facts`, `other_len` at `other`.
optout_status optout_matcher_merge_facts(const optout_matcher *matcher,
                                         const uint8_t *facts,
                                         size_t len,
                                         const uint8_t *other,
                                         size_t other_len,
                                         optout_buffer **merged,
                                         optout_error **error);

// Brings together what has been found in two parts of a table, in any order. OPTOUT_STATUS_INVALID_OPTION for
// a tally that is damaged.
//
// `len` bytes can be read at `tally`, `other_len` at `other`.
optout_status optout_tally_merge(const uint8_t *tally,
                                 size_t len,
                                 const uint8_t *other,
                                 size_t other_len,
                                 optout_buffer **merged,
                                 optout_error **error);

// The numbers of a whole table as JSON, from the merged tallies of all parts and both looks.
// OPTOUT_STATUS_BLAST_RADIUS where more would be removed than the guard lets pass.
//
// `len` bytes can be read at `tally`.
optout_status optout_sweep_finish(const optout_sweep *sweep,
                                  const optout_matcher *matcher,
                                  const optout_evidence_store *evidence,
                                  const uint8_t *tally,
                                  size_t len,
                                  optout_buffer **counts,
                                  optout_error **error);

// Checks the chain of an audit log: that it is whole, and as it was written. `head` is the one that was kept, or
// empty: without it, a log that was written anew as a whole is as good as any. A log at fault is
// OPTOUT_STATUS_VERIFICATION, with the place of the line; the record of a place is the number of the decision in
// the log, 0 for the header.
//
// Each line of the log ends in ,"chain":" with 64 digits and "}: SHA-256 over the digits of the line before, for
// the first line over optout-audit-1 instead, and over what stands in front of that end. The digits of the last
// line are the head.
//
// `len` bytes can be read at `log`.
optout_status optout_audit_verify(const uint8_t *log,
                                  size_t len,
                                  optout_str head,
                                  optout_audited **audited,
                                  optout_error **error);

// Checks the chain of an audit log in a file, as optout_audit_verify does; memory does not grow with it.
optout_status optout_audit_verify_path(optout_str path,
                                       optout_str head,
                                       optout_audited **audited,
                                       optout_error **error);

// How many decisions it holds.
uint64_t optout_audited_decision_count(const optout_audited *audited);

// The head: the hash of the whole log, in hexadecimal. The view lives as long as the object.
optout_str optout_audited_head(const optout_audited *audited);

// The snapshot of the list that was swept with. The view lives as long as the object.
optout_str optout_audited_list_snapshot(const optout_audited *audited);

// The day that was taken for today, as YYYY-MM-DD. The view lives as long as the object.
optout_str optout_audited_now(const optout_audited *audited);

// The day on which the list was received, as YYYY-MM-DD. The view lives as long as the object.
optout_str optout_audited_received(const optout_audited *audited);

// The hash of the policy. The view lives as long as the object.
optout_str optout_audited_policy_hash(const optout_audited *audited);

// The version of the library that decided. The view lives as long as the object.
optout_str optout_audited_engine(const optout_audited *audited);

// Frees it.
void optout_audited_free(optout_audited *audited);

// Decides again and compares with the audit log in a file that a run of the job has written: all decisions, or
// the one about a record by its number from 1; 0 is all. Nothing is written. List, contacts, evidence, tables,
// policy and days have to be those of the run; output directory, past exports, guard, checkpoint and what was
// there last time are not asked. `progress` may be NULL; `user` is handed to it as it is.
optout_status optout_job_replay(const optout_job *job,
                                optout_str log,
                                uint64_t record,
                                optout_progress progress,
                                void *user,
                                optout_audit_replay **replay,
                                optout_error **error);

// Whether everything is as it was: inputs, decisions and the log itself.
bool optout_audit_replay_agrees(const optout_audit_replay *replay);

// The head of the log, as it follows from its lines. The view lives as long as the object.
optout_str optout_audit_replay_head(const optout_audit_replay *replay);

// How many decisions are in the log and came out again, whatever they say, of those that were asked about.
uint64_t optout_audit_replay_decision_count(const optout_audit_replay *replay);

// How many of them say something else now.
uint64_t optout_audit_replay_changed_count(const optout_audit_replay *replay);

// How many decisions are not in the log.
uint64_t optout_audit_replay_not_in_log_count(const optout_audit_replay *replay);

// How many decisions in the log do not come out again.
uint64_t optout_audit_replay_only_in_log_count(const optout_audit_replay *replay);

// All of it as JSON: the members of the header that differ, the first 1000 records that do with the names of
// their members, and what is wrong with the log itself. It holds no value of the log.
optout_status optout_audit_replay_json(const optout_audit_replay *replay,
                                       optout_buffer **json,
                                       optout_error **error);

// Frees it.
void optout_audit_replay_free(optout_audit_replay *replay);

// Makes an allowance of a system, a value of optout_system, of which no call is counted yet.
optout_status optout_allowance_new(int32_t system,
                                   optout_allowance **allowance,
                                   optout_error **error);

// Reads what optout_allowance_json wrote: what was counted still counts.
optout_status optout_allowance_from_json(optout_str json,
                                         optout_allowance **allowance,
                                         optout_error **error);

// Takes so much of a day's allowance, as optout_erasure_set_budget.
optout_status optout_allowance_set_budget(optout_allowance *allowance,
                                          uint64_t calls_per_day,
                                          uint64_t leave,
                                          int32_t day_begins,
                                          optout_error **error);

// Asks for a call at a time in seconds since 1970: OPTOUT_CALL_VERDICT_GO_ON counts it, and it may be made. `until`
// and `hold` say how long to wait and why. Outputs may be NULL.
optout_status optout_allowance_charge(optout_allowance *allowance,
                                      uint64_t now,
                                      optout_call_verdict *verdict,
                                      uint64_t *until,
                                      optout_hold *hold,
                                      optout_error **error);

// Takes an answer as optout_erasure_take_answer does, while so many other calls are in flight; says whether to go
// on. Outputs may be NULL.
//
// `headers` views can be read at `names` and at `values`, and `len` bytes at `body`.
optout_status optout_allowance_take(optout_allowance *allowance,
                                    uint16_t status,
                                    const optout_str *names,
                                    const optout_str *values,
                                    size_t headers,
                                    const uint8_t *body,
                                    size_t len,
                                    uint64_t in_flight,
                                    uint64_t now,
                                    optout_call_verdict *verdict,
                                    uint64_t *until,
                                    optout_hold *hold,
                                    optout_error **error);

// Goes on with credentials that somebody has seen to.
optout_status optout_allowance_authorized(optout_allowance *allowance, optout_error **error);

// How many calls have been counted on the day of the last one.
uint64_t optout_allowance_call_count(const optout_allowance *allowance);

// The allowance as JSON, to be stored.
optout_status optout_allowance_json(const optout_allowance *allowance,
                                    optout_buffer **json,
                                    optout_error **error);

// Frees an allowance.
void optout_allowance_free(optout_allowance *allowance);

// Begins with a plan that was approved: OPTOUT_STATUS_INVALID_OPTION if the approval is another's hash. The plan
// is copied.
optout_status optout_erasure_begin(const optout_erasure_plan *plan,
                                   optout_str approval,
                                   optout_erasure **erasure,
                                   optout_error **error);

// Goes on with a plan that was begun, from the progress that was stored last:
// OPTOUT_STATUS_INVALID_OPTION if it is another plan's or was tampered with.
optout_status optout_erasure_resume(const optout_erasure_plan *plan,
                                    optout_str progress,
                                    optout_erasure **erasure,
                                    optout_error **error);

// How far it has come, as JSON to be stored. It holds no id.
optout_status optout_erasure_progress_json(const optout_erasure *erasure,
                                           optout_buffer **json,
                                           optout_error **error);

// The people are in the suppression set and their records are flagged: deletion may begin.
optout_status optout_erasure_suppressed(optout_erasure *erasure, optout_error **error);

// Somebody has seen to the credentials for a system, a value of optout_system.
optout_status optout_erasure_authorized(optout_erasure *erasure,
                                        int32_t system,
                                        optout_error **error);

// Takes so much of a system's allowance from now on: at most `calls_per_day` calls, all that there are if it is
// UINT64_MAX, and all but `leave` where the system tells how many remain. A day begins `day_begins` seconds after
// midnight UTC; negative for what is known of the system.
optout_status optout_erasure_set_budget(optout_erasure *erasure,
                                        int32_t system,
                                        uint64_t calls_per_day,
                                        uint64_t leave,
                                        int32_t day_begins,
                                        optout_error **error);

// Has at most so many requests in flight; 1 unless said otherwise.
optout_status optout_erasure_set_in_flight(optout_erasure *erasure,
                                           size_t most,
                                           optout_error **error);

// What is to be done at a time in seconds since 1970 in UTC. A request that it hands out is in flight, and its
// call is counted.
optout_status optout_erasure_next(optout_erasure *erasure,
                                  uint64_t now,
                                  optout_next **next,
                                  optout_error **error);

// Takes the answer to a request by its number: the status of HTTP, 0 if none came; so many headers, each a name
// and a value; and the body. OPTOUT_STATUS_INVALID_OPTION for a request that is not in flight; nothing is changed
// then.
//
// `headers` views can be read at `names` and at `values`, and `len` bytes at `body`.
optout_status optout_erasure_take_answer(optout_erasure *erasure,
                                         uint64_t number,
                                         uint16_t status,
                                         const optout_str *names,
                                         const optout_str *values,
                                         size_t headers,
                                         const uint8_t *body,
                                         size_t len,
                                         uint64_t now,
                                         optout_taken **taken,
                                         optout_error **error);

// What has been reached, as JSON: of each call in its order the numbers of records planned, deleted, gone,
// accepted, failed and open, and the day of the last answer. It holds no id.
optout_status optout_erasure_standing_json(const optout_erasure *erasure,
                                           optout_buffer **json,
                                           optout_error **error);

// The records that their systems refuse to delete, as JSON, ids and codes among it.
optout_status optout_erasure_failed_json(const optout_erasure *erasure,
                                         optout_buffer **json,
                                         optout_error **error);

// What is to be looked for again on a day such as "2026-12-24", as JSON, record ids among it: 30, 60 and 90 days
// after the last record of a call was deleted, until somebody has looked.
optout_status optout_erasure_reverification_json(const optout_erasure *erasure,
                                                 optout_str day,
                                                 optout_buffer **json,
                                                 optout_error **error);

// Somebody has looked for the records of a call, a value of optout_erasure_method, again, so many days after.
optout_status optout_erasure_reverified(optout_erasure *erasure,
                                        int32_t method,
                                        uint32_t days,
                                        optout_error **error);

// Frees an erasure.
void optout_erasure_free(optout_erasure *erasure);

// What it is.
optout_next_kind optout_next_kind_of(const optout_next *next);

// The system that it is about; none if it is about all.
optout_system optout_next_system(const optout_next *next);

// The time until which to wait, in seconds since 1970; 0 if there is none.
uint64_t optout_next_until(const optout_next *next);

// Why to wait.
optout_hold optout_next_hold(const optout_next *next);

// The name of the request, which its answer goes by; 0 if there is none.
uint64_t optout_next_number(const optout_next *next);

// What the request does.
optout_erasure_method optout_next_method(const optout_next *next);

// "DELETE" or "POST".
optout_str optout_next_verb(const optout_next *next);

// Path and query.
optout_str optout_next_path(const optout_next *next);

// The type of the body; empty if there is none.
optout_str optout_next_content_type(const optout_next *next);

// The body; empty if there is none, and where the host has to put in an address.
optout_str optout_next_body(const optout_next *next);

// Whether the host has to put in an address.
bool optout_next_needs_address(const optout_next *next);

// The body with the address of the request's record, which the host looks up there, and that of the user who
// asks.
optout_status optout_next_address_body(const optout_next *next,
                                       optout_str email,
                                       optout_str requester_email,
                                       optout_buffer **body,
                                       optout_error **error);

// Whether the request may have been done before.
bool optout_next_is_repeated(const optout_next *next);

// How many records the request deletes.
size_t optout_next_record_count(const optout_next *next);

// A record that the request deletes, counted from 0.
optout_str optout_next_record_id(const optout_next *next, size_t at);

// Frees what is to be done.
void optout_next_free(optout_next *next);

// Whether to go on.
optout_call_verdict optout_taken_verdict(const optout_taken *taken);

// The time until which to wait, in seconds since 1970; 0 if there is none.
uint64_t optout_taken_until(const optout_taken *taken);

// Why to wait.
optout_hold optout_taken_hold(const optout_taken *taken);

// How many records the request had.
size_t optout_taken_count(const optout_taken *taken);

// A record of the request, counted from 0.
optout_str optout_taken_record_id(const optout_taken *taken, size_t at);

// What has become of it.
optout_erasure_outcome optout_taken_outcome(const optout_taken *taken, size_t at);

// The system's code, where it is not deleted; empty if there is none.
optout_str optout_taken_code(const optout_taken *taken, size_t at);

// Frees what an answer has settled.
void optout_taken_free(optout_taken *taken);

// The call by which records of a system, a value of optout_system, are deleted unless another is named.
optout_erasure_method optout_system_method(int32_t system);

// The system of a call, a value of optout_erasure_method.
optout_system optout_erasure_method_system(int32_t method);

// How many records one call takes as documented; 0 for a number that is no call.
size_t optout_erasure_method_batch_size(int32_t method);

// Makes an empty plan. The system of record, a value of optout_system, is the one that the others have their
// records from.
optout_status optout_erasure_plan_new(int32_t system_of_record,
                                      optout_erasure_plan **plan,
                                      optout_error **error);

// Reads what optout_erasure_plan_json wrote; every id is checked again.
optout_status optout_erasure_plan_from_json(optout_str json,
                                            optout_erasure_plan **plan,
                                            optout_error **error);

// Plans a record's deletion by a call, a value of optout_erasure_method, if its decision says so: by its id as
// the call takes it, and once. An id that is missing, damaged or no person's is an error. `planned` may be
// NULL.
optout_status optout_erasure_plan_add(optout_erasure_plan *plan,
                                      int32_t method,
                                      optout_str record_id,
                                      const optout_decision *decision,
                                      bool *planned,
                                      optout_error **error);

// Plans the records of a table of deletions as a sweep writes it; it goes by the column `record_id`. `added`,
// which may be NULL, is how many had not been planned. Nothing is planned from a table with a fault.
//
// `len` bytes can be read at `data`.
optout_status optout_erasure_plan_read_deletions(optout_erasure_plan *plan,
                                                 int32_t method,
                                                 const uint8_t *data,
                                                 size_t len,
                                                 size_t *added,
                                                 optout_error **error);

// Has so many records in a call, where a system takes more or fewer than documented.
optout_status optout_erasure_plan_set_batch_size(optout_erasure_plan *plan,
                                                 int32_t method,
                                                 size_t size,
                                                 optout_error **error);

// Makes calls to this version of Salesforce's API, such as "v62.0".
optout_status optout_erasure_plan_set_salesforce_version(optout_erasure_plan *plan,
                                                         optout_str version,
                                                         optout_error **error);

// How many records are to be deleted.
size_t optout_erasure_plan_count(const optout_erasure_plan *plan);

// How many steps the plan has. They are in their order: every system is told before any record is deleted.
size_t optout_erasure_plan_step_count(const optout_erasure_plan *plan);

// Why a step, counted from 0, has its place.
optout_erasure_step_kind optout_erasure_plan_step_kind(const optout_erasure_plan *plan,
                                                       size_t at);

// The system of a step.
optout_system optout_erasure_plan_step_system(const optout_erasure_plan *plan, size_t at);

// The call of a step; none where records are suppressed.
optout_erasure_method optout_erasure_plan_step_method(const optout_erasure_plan *plan,
                                                      size_t at);

// How many records a step is about.
size_t optout_erasure_plan_step_record_count(const optout_erasure_plan *plan, size_t at);

// How many calls a step takes, if each succeeds at once.
size_t optout_erasure_plan_step_call_count(const optout_erasure_plan *plan, size_t at);

// The id of a record that a call deletes, counted from 0 in the order in which they were planned; empty behind
// the last.
optout_str optout_erasure_plan_record_id(const optout_erasure_plan *plan,
                                         int32_t method,
                                         size_t at);

// A table with nothing but the ids of a system's records of one kind, a value of optout_erasure_object, as bulk
// deletions take it.
optout_status optout_erasure_plan_delete_table(const optout_erasure_plan *plan,
                                               int32_t system,
                                               int32_t object,
                                               optout_buffer **table,
                                               optout_error **error);

// A table that flags a system's records of one kind and deletes nothing, to filter by.
optout_status optout_erasure_plan_flag_table(const optout_erasure_plan *plan,
                                             int32_t system,
                                             int32_t object,
                                             optout_buffer **table,
                                             optout_error **error);

// What the plan would do, as JSON for a human to approve: its hash, the numbers of records and calls, and the
// steps. It holds no id.
optout_status optout_erasure_plan_preview_json(const optout_erasure_plan *plan,
                                               optout_buffer **json,
                                               optout_error **error);

// SHA-256 over all that the plan would do, in hexadecimal: what an approval names.
optout_status optout_erasure_plan_hash(const optout_erasure_plan *plan,
                                       optout_buffer **hash,
                                       optout_error **error);

// Accepts an approval if it is of this very plan: OPTOUT_STATUS_INVALID_OPTION if the hash is
// another's.
optout_status optout_erasure_plan_approve(const optout_erasure_plan *plan,
                                          optout_str hash,
                                          optout_error **error);

// The plan as JSON, record ids among it.
optout_status optout_erasure_plan_json(const optout_erasure_plan *plan,
                                       optout_buffer **json,
                                       optout_error **error);

// Frees a plan. Erasures that it has begun keep their copy.
void optout_erasure_plan_free(optout_erasure_plan *plan);

// The hash of an address, as lists of a profile, a value of optout_hash_profile, have it.
// OPTOUT_STATUS_VALUE for what is not one address.
optout_status optout_hash_email(int32_t profile,
                                optout_str email,
                                optout_buffer **hash,
                                optout_error **error);

// The hash that California's platform makes of a given or a family name. OPTOUT_STATUS_VALUE for a name of
// which nothing is left, and for one in Greek or Cyrillic letters, which the platform transliterates by a
// table that this library does not have.
optout_status optout_hash_drop_name(optout_str name,
                                    optout_buffer **hash,
                                    optout_error **error);

// The hash that California's platform makes of a person: given name, family name, day of birth,
// "1985-07-04", and ZIP code.
optout_status optout_hash_drop_person(optout_str given,
                                      optout_str family,
                                      optout_str born,
                                      optout_str zip,
                                      optout_buffer **hash,
                                      optout_error **error);

// Reads one hash per line, or a comma-separated file whose header has a column "Hash", and perhaps one "ID".
// OPTOUT_STATUS_VALUE, with its place, for what is no hash of the profile, a value of optout_hash_profile.
//
// `len` bytes can be read at `data`.
optout_status optout_hashed_list_read(const uint8_t *data,
                                      size_t len,
                                      int32_t profile,
                                      optout_hashed_list **list,
                                      optout_error **error);

// How many rows it has.
size_t optout_hashed_list_count(const optout_hashed_list *list);

// Tells whether an address of a contact is on the list.
optout_status optout_hashed_list_matches(const optout_hashed_list *list,
                                         const optout_contact *contact,
                                         bool *matches,
                                         optout_error **error);

// Tells whether a hash is on the list, such as one of optout_hash_drop_person.
optout_status optout_hashed_list_has_hash(const optout_hashed_list *list,
                                          optout_str hash,
                                          bool *has_hash,
                                          optout_error **error);

// Frees a list.
void optout_hashed_list_free(optout_hashed_list *list);

// Makes a tally of a list, which may be freed, that has seen nobody.
optout_status optout_hashed_tally_new(const optout_hashed_list *list,
                                      optout_hashed_tally **tally,
                                      optout_error **error);

// Takes note of a record of a consumer, by its addresses. `consumer` is what tells the system's people apart:
// two records of one person have one. `rows`, if not NULL, is told how many rows it has.
optout_status optout_hashed_tally_add(optout_hashed_tally *tally,
                                      optout_str consumer,
                                      const optout_contact *contact,
                                      size_t *rows,
                                      optout_error **error);

// Takes note of a hash of a consumer, such as one of optout_hash_drop_person. `rows`, if not NULL, is told how
// many rows have it.
optout_status optout_hashed_tally_add_hash(optout_hashed_tally *tally,
                                           optout_str consumer,
                                           optout_str hash,
                                           size_t *rows,
                                           optout_error **error);

// How many rows the list has.
size_t optout_hashed_tally_count(const optout_hashed_tally *tally);

// The number of the record at a place, counted from 0; the first record is 1.
uint64_t optout_hashed_tally_record(const optout_hashed_tally *tally, size_t place);

// The sender's id of the row at a place, counted from 0; empty if it has none. It belongs to the tally.
optout_str optout_hashed_tally_id(const optout_hashed_tally *tally,
                                  size_t place);

// What becomes of the people behind the row at a place, counted from 0, by all that was seen.
optout_hashed_outcome optout_hashed_tally_outcome(const optout_hashed_tally *tally,
                                                  size_t place);

// Frees a tally.
void optout_hashed_tally_free(optout_hashed_tally *tally);

// Makes an empty set under a key of at least 16 bytes.
//
// `key_len` bytes can be read at `key`.
optout_status optout_suppression_set_new(const uint8_t *key,
                                         size_t key_len,
                                         optout_suppression_set **set,
                                         optout_error **error);

// Reads a set that was kept as bytes. OPTOUT_STATUS_BYTES for bytes that are no set's, damaged, or of
// another version.
//
// `len` bytes can be read at `data`.
optout_status optout_suppression_set_from_bytes(const uint8_t *data,
                                                size_t len,
                                                optout_suppression_set **set,
                                                optout_error **error);

// The set as bytes, to be kept; they hold no personal data.
optout_status optout_suppression_set_to_bytes(const optout_suppression_set *set,
                                              optout_buffer **kept,
                                              optout_error **error);

// Adds everybody on a list that came on a day, "2026-11-24", whether a system has them or not. A person's
// opt-out is of the day that the list says; where it says none, of the list's, unless the person is stopped
// already. `lost`, if not NULL, is told of how many nothing could be kept.
//
// `key_len` bytes can be read at `key`.
optout_status optout_suppression_set_add_list(optout_suppression_set *set,
                                              const uint8_t *key,
                                              size_t key_len,
                                              const optout_list *list,
                                              optout_str on,
                                              uint64_t *lost,
                                              optout_error **error);

// Adds a person who opted out, or was deleted, on a day, "2026-11-24". `kept`, if not NULL, is told whether
// anything could be kept of them: of a contact without a readable id, address or name at a company nothing
// can.
//
// `key_len` bytes can be read at `key`.
optout_status optout_suppression_set_add(optout_suppression_set *set,
                                         const uint8_t *key,
                                         size_t key_len,
                                         const optout_contact *contact,
                                         optout_str on,
                                         bool *kept,
                                         optout_error **error);

// Lets a person in again, for a verdict of a day: opt-outs of earlier days are void, those of that day and
// of later ones are not. `standing`, if not NULL, is told where the contact stands now.
//
// `key_len` bytes can be read at `key`.
optout_status optout_suppression_set_release(optout_suppression_set *set,
                                             const uint8_t *key,
                                             size_t key_len,
                                             const optout_contact *contact,
                                             optout_str on,
                                             optout_standing *standing,
                                             optout_error **error);

// Tells where a contact stands who is to come in, and by what.
//
// `key_len` bytes can be read at `key`.
optout_status optout_suppression_set_check(const optout_suppression_set *set,
                                           const uint8_t *key,
                                           size_t key_len,
                                           const optout_contact *contact,
                                           optout_standing *standing,
                                           optout_error **error);

// Tells whether a contact may come in: it could be looked up, and nothing of it is in the set.
//
// `key_len` bytes can be read at `key`.
optout_status optout_suppression_set_may_import(const optout_suppression_set *set,
                                                const uint8_t *key,
                                                size_t key_len,
                                                const optout_contact *contact,
                                                bool *may_import,
                                                optout_error **error);

// Passes once over contacts that are to come in. `options` may be NULL.
//
// `key_len` bytes can be read at `key`, and `len` at `contacts`.
optout_status optout_suppression_set_import(const optout_suppression_set *set,
                                            const uint8_t *key,
                                            size_t key_len,
                                            const uint8_t *contacts,
                                            size_t len,
                                            const optout_contacts_options *options,
                                            optout_imported **imported,
                                            optout_error **error);

// Adds all that another set under the same key has, releases too.
optout_status optout_suppression_set_merge(optout_suppression_set *set,
                                           const optout_suppression_set *other,
                                           optout_error **error);

// How many changes this copy has had. A revision of one copy says nothing about another.
uint64_t optout_suppression_set_revision(const optout_suppression_set *set);

// What this copy has changed since one of its revisions, as bytes for optout_suppression_set_apply.
// OPTOUT_STATUS_INVALID_OPTION for a revision from before the changes that it still has: the latest, and
// none from before it was read from bytes.
optout_status optout_suppression_set_delta_since(const optout_suppression_set *set,
                                                 uint64_t revision,
                                                 optout_buffer **delta,
                                                 optout_error **error);

// Adds what another copy has changed, or all of it. The same bytes may come twice, and late.
//
// `len` bytes can be read at `delta`.
optout_status optout_suppression_set_apply(optout_suppression_set *set,
                                           const uint8_t *delta,
                                           size_t len,
                                           optout_error **error);

// How many hashes it holds.
size_t optout_suppression_set_count(const optout_suppression_set *set);

// How many hashes were ever released, those suppressed again too.
size_t optout_suppression_set_released(const optout_suppression_set *set);

// Frees a set.
void optout_suppression_set_free(optout_suppression_set *set);

// The records that may come in, as CSV in UTF-8 with the columns and the delimiter of the import. It belongs
// to what was asked.
const optout_buffer *optout_imported_admitted(const optout_imported *imported);

// The numbers of the other records and where they stand, as CSV. It belongs to what was asked.
const optout_buffer *optout_imported_turned_away(const optout_imported *imported);

// The numbers, as JSON.
optout_status optout_imported_counts_json(const optout_imported *imported,
                                          optout_buffer **json,
                                          optout_error **error);

// Frees what came of an import.
void optout_imported_free(optout_imported *imported);

// Makes the state in which nothing has been told.
optout_status optout_digest_state_new(optout_digest_state **state, optout_error **error);

// Reads a state that was kept as JSON.
optout_status optout_digest_state_from_json(optout_str json,
                                            optout_digest_state **state,
                                            optout_error **error);

// The state as JSON, to be kept.
optout_status optout_digest_state_json(const optout_digest_state *state,
                                       optout_buffer **json,
                                       optout_error **error);

// The digest of the week, if one is due: on Tuesdays, as days are in a time zone of the IANA database such
// as "Europe/Berlin", and on the first day thereafter if nobody looked on the Tuesday. Without anything new
// the output is NULL. An empty `zone` is UTC; `policy`, whose regimes and holidays set the deadlines, may be
// NULL.
optout_status optout_digest_state_weekly(optout_digest_state *state,
                                         const optout_snapshot *current,
                                         optout_str now,
                                         optout_str zone,
                                         const optout_policy *policy,
                                         optout_digest **digest,
                                         optout_error **error);

// Frees a state.
void optout_digest_state_free(optout_digest_state *state);

// SHA-256 of the pair of snapshots, in hexadecimal: the same message sent again is known.
optout_str optout_digest_message_id(const optout_digest *digest);

// What is new, changed and gone. It belongs to the digest.
const optout_changes *optout_digest_changes(const optout_digest *digest);

// How many entries the list has as a whole.
size_t optout_digest_entry_count(const optout_digest *digest);

// Whether the list is shorter than last time, which a cumulative list never is.
bool optout_digest_shrank(const optout_digest *digest);

// The digest as JSON, its day and deadlines among it.
optout_status optout_digest_json(const optout_digest *digest,
                                 optout_buffer **json,
                                 optout_error **error);

// The subject of the message.
optout_status optout_digest_subject(const optout_digest *digest,
                                    optout_buffer **subject,
                                    optout_error **error);

// The message in plain text: counts, deadlines and ids, and nobody's data.
optout_status optout_digest_text(const optout_digest *digest,
                                 optout_buffer **text,
                                 optout_error **error);

// The same as a document of HTML that asks for nothing from elsewhere.
optout_status optout_digest_html(const optout_digest *digest,
                                 optout_buffer **html,
                                 optout_error **error);

// The message as RFC 5322 and MIME have it, text and HTML in one, for a mail server. `from` is the address
// that it comes from, `at` the time at which it is sent, such as "2026-11-24T08:00:00Z".
optout_status optout_digest_message(const optout_digest *digest,
                                    optout_str from,
                                    const optout_recipients *recipients,
                                    optout_str at,
                                    optout_buffer **message,
                                    optout_error **error);

// Frees a digest.
void optout_digest_free(optout_digest *digest);

// Makes recipients of the primary administrator alone.
optout_status optout_recipients_new(optout_str primary,
                                    optout_recipients **recipients,
                                    optout_error **error);

// Reads recipients that were kept as JSON.
optout_status optout_recipients_from_json(optout_str json,
                                          optout_recipients **recipients,
                                          optout_error **error);

// The recipients as JSON, to be kept.
optout_status optout_recipients_json(const optout_recipients *recipients,
                                     optout_buffer **json,
                                     optout_error **error);

// Designates an administrator; tells whether the address was not there yet.
optout_status optout_recipients_add(optout_recipients *recipients,
                                    optout_str email,
                                    bool *is_new,
                                    optout_error **error);

// Takes a designated administrator off; tells whether there was such a one. The primary one stays.
optout_status optout_recipients_remove(optout_recipients *recipients,
                                       optout_str email,
                                       bool *was_there,
                                       optout_error **error);

// How many there are.
size_t optout_recipients_count(const optout_recipients *recipients);

// One of the addresses, the primary administrator's first.
optout_str optout_recipients_at(const optout_recipients *recipients, size_t at);

// Frees recipients.
void optout_recipients_free(optout_recipients *recipients);

// Makes a watch to which nothing has been told.
optout_status optout_watch_new(optout_watch **watch, optout_error **error);

// Reads a watch that was kept as JSON.
optout_status optout_watch_from_json(optout_str json,
                                     optout_watch **watch,
                                     optout_error **error);

// The watch as JSON, to be kept.
optout_status optout_watch_json(const optout_watch *watch,
                                optout_buffer **json,
                                optout_error **error);

// Tells what is to be told on a day: what has begun, and what is over.
//
// `health` is JSON: an object of "credentials" (objects of "system", "updated_on", "lifetime_days",
// "is_refused"), "api_uses" ("system", "date", "used", "allowed"), "feeds" ("name", "past", "last",
// "is_cumulative", "pages_tracked") and "syncs" ("name", "finished_on"). Of what it does not speak, nothing is
// said, and it is not taken for mended. `rules` is empty, or JSON of where ordinary ends: "expiry_notice_days",
// "low_share", "least_pages", "sync_days". The notices are a JSON array of objects of "kind", "severity",
// "subject", "dedupe_key", "resolves", "stops_work", "sentence" and "causes".
optout_status optout_watch_evaluate(optout_watch *watch,
                                    optout_str health,
                                    optout_str now,
                                    optout_str rules,
                                    optout_buffer **notices,
                                    optout_error **error);

// Frees a watch.
void optout_watch_free(optout_watch *watch);

// Makes a ledger that begins with a month, "2026-11".
optout_status optout_review_ledger_new(optout_str since,
                                       optout_review_ledger **ledger,
                                       optout_error **error);

// Reads a ledger that was kept as JSON.
optout_status optout_review_ledger_from_json(optout_str json,
                                             optout_review_ledger **ledger,
                                             optout_error **error);

// The ledger as JSON, to be kept.
optout_status optout_review_ledger_json(const optout_review_ledger *ledger,
                                        optout_buffer **json,
                                        optout_error **error);

// Takes somebody's word for a month's review; the first word for a month stands. `by` is a role or an office,
// such as "DPO".
optout_status optout_review_ledger_attest(optout_review_ledger *ledger,
                                          optout_str month,
                                          optout_str on,
                                          optout_str by,
                                          optout_error **error);

// The reviews of all months until that of a day, as a JSON array of objects of "month", "state" ("due", "done"
// or "overdue"), "due_on", "attested_on" and "attested_by".
optout_status optout_review_ledger_reviews(const optout_review_ledger *ledger,
                                           optout_str today,
                                           optout_buffer **reviews,
                                           optout_error **error);

// Frees a ledger.
void optout_review_ledger_free(optout_review_ledger *ledger);

// The evidence report of a job, byte for byte what it wrote as report.html: counts, deadlines, fingerprints of
// what was read and written, the policy in words, and what was not done, on one page of HTML that loads and runs
// nothing. No personal data is on it.
optout_status optout_job_report_html(const optout_job_report *report,
                                     optout_buffer **html,
                                     optout_error **error);

// The evidence report of a sweep, as optout_job_report_html makes it of a job; of files it knows nothing, and says
// so.
optout_status optout_sweep_result_html(const optout_sweep_result *result,
                                       optout_buffer **html,
                                       optout_error **error);

// The evidence report of a sweep over record batches, as optout_sweep_result_html makes it. `counts` is the JSON that
// optout_sweep_run_arrow or optout_sweep_finish made with the same sweep, matcher and evidence; `evidence` may be
// NULL. Other text is OPTOUT_STATUS_INVALID_OPTION.
optout_status optout_sweep_html(const optout_sweep *sweep,
                                const optout_matcher *matcher,
                                const optout_evidence_store *evidence,
                                optout_str counts,
                                optout_buffer **html,
                                optout_error **error);

// Makes an empty column.
optout_status optout_date_column_new(optout_date_column **column, optout_error **error);

// Adds a cell.
optout_status optout_date_column_add(optout_date_column *column,
                                     optout_str cell,
                                     optout_error **error);

// Reads all cells. `order`, a value of optout_date_order or 0, settles dates such as 03/04/2026
// where the column proves none; `serial_dates` reads plain numbers as a spreadsheet's day count; a
// time without a zone is `assumed_offset` minutes ahead of UTC.
optout_status optout_date_column_read(const optout_date_column *column,
                                      int32_t order,
                                      bool serial_dates,
                                      int32_t assumed_offset,
                                      optout_date_readings **readings,
                                      optout_error **error);

// Frees a column.
void optout_date_column_free(optout_date_column *column);

// How many cells there are.
size_t optout_date_readings_count(const optout_date_readings *readings);

// What a cell turned out to be, counted from 0.
optout_date_outcome optout_date_readings_outcome(const optout_date_readings *readings,
                                                 size_t at);

// The date or time of a cell in ISO 8601, in UTC; empty if it is none.
optout_str optout_date_readings_text(const optout_date_readings *readings, size_t at);

// Whether dates stand in more than one form.
bool optout_date_readings_mixed(const optout_date_readings *readings);

// The order by which 03/04/2026 was read, if one was proved or given.
optout_date_order optout_date_readings_order(const optout_date_readings *readings);

// Whether the column speaks against itself or against the order that was given.
bool optout_date_readings_contradictory(const optout_date_readings *readings);

// Whether any time had no zone.
bool optout_date_readings_zone_assumed(const optout_date_readings *readings);

// Frees readings.
void optout_date_readings_free(optout_date_readings *readings);

// Reads one address, leniently: "mailto:", "<>", a display name and invisible characters are
// removed. OPTOUT_STATUS_VALUE, with the fault in the error, if what remains is none.
optout_status optout_email_parse(optout_str raw, optout_email **email, optout_error **error);

// The exact key: lower case, the domain in A-labels. Tags and dots stay.
optout_str optout_email_exact(const optout_email *email);

// The canonical key: without what the provider documents to ignore.
optout_str optout_email_canonical(const optout_email *email);

// The part of the exact key before the @.
optout_str optout_email_local(const optout_email *email);

// The part of the exact key after the @.
optout_str optout_email_domain(const optout_email *email);

// What kind of mailbox it is.
optout_email_class optout_email_class_of(const optout_email *email);

// The employer's registrable domain; empty if the domain is one of free or throw-away mailboxes.
optout_str optout_email_company_domain(const optout_email *email);

// Frees an address.
void optout_email_free(optout_email *email);

// Divides a cell into the addresses that it holds, as they stand in it.
optout_status optout_emails_split(optout_str cell,
                                  optout_strings **addresses,
                                  optout_error **error);

// Reads a flag as systems export it: TRUE, 1, yes and their opposites. A blank is unknown, which
// is not no.
optout_status optout_flag_parse(optout_str raw,
                                optout_flag *flag,
                                optout_error **error);

// The key of an id of which nothing is known. OPTOUT_STATUS_VALUE, with the fault in the error, if
// it is blank or damaged by a spreadsheet.
optout_status optout_id_opaque(optout_str raw,
                               optout_buffer **key,
                               optout_error **error);

// The key of an id in a column of Salesforce ids: always the form of 18 characters.
optout_status optout_id_salesforce(optout_str raw, optout_buffer **key, optout_error **error);

// The key of an id in the id column of a CRM that is not named, by the id's own shape.
optout_status optout_id_crm(optout_str raw, optout_buffer **key, optout_error **error);

// Reads a full name, in either order; NULL if nothing of a name is in the text.
optout_status optout_name_parse(optout_str full, optout_name **name, optout_error **error);

// Reads a name from two columns; NULL if nothing of a name is in either.
optout_status optout_name_from_parts(optout_str given,
                                     optout_str family,
                                     optout_name **name,
                                     optout_error **error);

// The key of names that are the same but for order, case, marks and titles.
optout_str optout_name_key(const optout_name *name);

// The generation: "jr", "sr", "ii", "iii" or "iv"; empty without one.
optout_str optout_name_generation(const optout_name *name);

// How many tokens it has, titles and generation among them.
size_t optout_name_token_count(const optout_name *name);

// The folded form of a token, counted from 0.
optout_str optout_name_token(const optout_name *name, size_t at);

// What part of the name a token is.
optout_name_tag optout_name_token_tag(const optout_name *name, size_t at);

// Frees a name.
void optout_name_free(optout_name *name);

// Tells whether one given name is a known short form of the other. Both are folded forms, as
// tokens have.
optout_status optout_are_nicknames(optout_str left,
                                   optout_str right,
                                   bool *are_nicknames_of_one,
                                   optout_error **error);

// Compares two names.
optout_status optout_name_compare(const optout_name *left,
                                  const optout_name *right,
                                  optout_name_comparison **comparison,
                                  optout_error **error);

// Compares two names by a list of short forms of the caller's own, beside the one that comes with the
// library.
optout_status optout_name_compare_with(const optout_name *left,
                                       const optout_name *right,
                                       const optout_nicknames *nicknames,
                                       optout_name_comparison **comparison,
                                       optout_error **error);

// The agreement as a whole.
optout_name_class optout_name_comparison_class(const optout_name_comparison *comparison);

// Why, in a plain sentence.
optout_str optout_name_comparison_sentence(const optout_name_comparison *comparison);

// How many pairs of parts agree.
size_t optout_name_comparison_edge_count(const optout_name_comparison *comparison);

// How the parts of a pair agree, counted from 0.
optout_edge_class optout_name_comparison_edge_class(const optout_name_comparison *comparison,
                                                    size_t at);

// What makes the parts of a pair agree.
optout_edge_reason optout_name_comparison_edge_reason(const optout_name_comparison *comparison,
                                                      size_t at);

// The place of a pair's part among those of the first name that are compared; the place of the first,
// where it is written apart.
size_t optout_name_comparison_edge_left(const optout_name_comparison *comparison,
                                        size_t at);

// The place of a pair's part among those of the second name that are compared.
size_t optout_name_comparison_edge_right(const optout_name_comparison *comparison, size_t at);

// How many parts of the first name are left over.
size_t optout_name_comparison_left_over(const optout_name_comparison *comparison);

// How many parts of the second name are left over.
size_t optout_name_comparison_right_over(const optout_name_comparison *comparison);

// The place of a part of the first name that is left over, counted from 0.
size_t optout_name_comparison_left_place(const optout_name_comparison *comparison, size_t at);

// The place of a part of the second name that is left over, counted from 0.
size_t optout_name_comparison_right_place(const optout_name_comparison *comparison, size_t at);

// Whether both have a generation, and another one: Jr and Sr are two people.
bool optout_name_comparison_generations_differ(const optout_name_comparison *comparison);

// Whether each says of another part that it is the father's: Abdullah bin Omar, Omar bin Abdullah.
bool optout_name_comparison_parents_differ(const optout_name_comparison *comparison);

// Whether the forms of address are of a man and of a woman, and nothing but a family name agrees.
bool optout_name_comparison_address_differs(const optout_name_comparison *comparison);

// Whether one of the names is two people's, as `John & Jane Smith` is.
bool optout_name_comparison_number_differs(const optout_name_comparison *comparison);

// Whether one thing at most sets the names apart, a slip, an initial, a part left out, or their order, and two
// parts or more agree.
bool optout_name_comparison_is_close(const optout_name_comparison *comparison);

// Frees a comparison.
void optout_name_comparison_free(optout_name_comparison *comparison);

// Reads a URL or a bare host. OPTOUT_STATUS_VALUE, with the fault in the error, if no registrable
// domain is left.
optout_status optout_website_parse(optout_str raw,
                                   optout_website **website,
                                   optout_error **error);

// The host in A-labels, without "www.".
optout_str optout_website_host(const optout_website *website);

// The registrable domain in A-labels.
optout_str optout_website_domain(const optout_website *website);

// Whose site it is.
optout_website_class optout_website_class_of(const optout_website *website);

// Whether two people with this website can be taken for colleagues.
bool optout_website_is_company_evidence(const optout_website *website);

// Frees a website.
void optout_website_free(optout_website *website);

// The registrable domain of a host by the Public Suffix List, in A-labels; NULL if it has none.
optout_status optout_registrable_domain(optout_str host,
                                        optout_buffer **domain,
                                        optout_error **error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* OPTOUT_H */
