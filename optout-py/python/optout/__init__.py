"""Honour a data vendor's opt-out list.

The package reads the list, finds the listed people in a system's records, says why, decides what
becomes of each record, and redacts the vendor's past exports. It sends and deletes nothing by
itself, and has no clock: the day and the policy are arguments.

Decision support, not legal advice: the library classifies, the controller decides.

>>> import optout
>>> people = optout.read_list(
...     b"Name,Unique 6sense Record ID,Work email\\n"
...     b"\\"Lovelace, Ada\\",P-1,ada@engine.example\\n"
... )
>>> match = optout.Matcher(people).match(emails="Ada@Engine.example", name="Ada Lovelace")
>>> match.entry_id, match.sentence
('P-1', 'Same work e-mail after normalisation. The names agree.')
>>> decision = optout.decide(match, [], now="2026-11-24", country="France")
>>> decision.retention, decision.marketing
('remove', 'suppressed')

:meth:`Matcher.explain` says why, field by field, and :meth:`Matcher.why_not` why not. The rules are
a :class:`MatchPolicy`; what is known besides comes as :class:`DomainAliases`, :class:`IdLinks`,
:class:`Nicknames` and :class:`Verdicts`.

:func:`explain_basis` says how a classification came about, :func:`replays` whether it would come
out the same again, and :func:`what_if` which decisions another policy turns over. Records that came
from the vendor are classified without a list by :func:`classify_table`, :func:`classify_frame` and
:func:`classify_columns`. What the columns of an export say is :func:`evidence_in_contacts`, and
:mod:`optout.terms` has the words of others for lawful basis and consent.

For those who do not program, [How it decides](how_it_decides.html) says in words what is compared,
what each policy makes of it, and how a decision is read.

Bulk first: :meth:`Matcher.match_columns`, :func:`classify_columns`, :func:`sweep_file`,
:func:`redact_csv`, and :func:`redact`, :func:`classify_frame` and :func:`sweep_frame` of a frame do
their work without the interpreter's lock; calls for single records are a convenience. An engine
that spreads batches over machines gives each a :class:`BatchSweep`.

A sweep's audit log is checked by :func:`verify_audit`, and :func:`replay_file` decides again.

Results say what they are: ``repr`` in a line, a table in a notebook, ``to_dict()`` and
``to_json()`` as plain data. :mod:`optout.plots` draws them, and :func:`show_versions` says what is
installed.

Exceptions derive from :class:`OptoutError` and carry the position of the fault. No exception and no
``repr`` shows a value that was read.
"""

from . import normalize, plots, terms
from ._optout import (
    Allowance,
    Audited,
    AuditReplay,
    BasisTrace,
    BatchSweep,
    Classification,
    Classified,
    ClassifiedBatches,
    Contact,
    Deadline,
    Decision,
    Digest,
    DigestState,
    DomainAliases,
    Erasure,
    ErasurePlan,
    ErasureRequest,
    ErasureStep,
    Evidence,
    EvidenceStore,
    Explanation,
    Fault,
    GuardError,
    HashedList,
    HashedTally,
    IdLinks,
    JobReport,
    LayoutError,
    ListUpdate,
    Match,
    Matcher,
    MatcherBytesError,
    MatchPolicy,
    Nicknames,
    OptOut,
    OptoutError,
    OptOutList,
    Pair,
    Place,
    Policy,
    PolicyError,
    Recipients,
    RedactedBatches,
    RedactedRow,
    Redactor,
    ReviewLedger,
    Snapshot,
    SnapshotChanges,
    StructureError,
    Summary,
    SuppressionSet,
    SweptBatches,
    SweptFrame,
    UnreadableError,
    Verdicts,
    Verification,
    VerificationError,
    Watch,
    WhatIf,
    __version__,
    classify,
    classify_columns,
    classify_frame,
    classify_table,
    deadline,
    decide,
    evidence_in_contacts,
    explain_basis,
    hash_drop_name,
    hash_drop_person,
    hash_email,
    hash_emails,
    place,
    read_evidence,
    read_hashed_list,
    read_list,
    redact,
    redact_csv,
    replay_file,
    replays,
    sweep_file,
    sweep_frame,
    verify,
    verify_audit,
    what_if,
)
from ._versions import show_versions

__all__ = [
    "Allowance",
    "AuditReplay",
    "Audited",
    "BasisTrace",
    "BatchSweep",
    "Classification",
    "Classified",
    "ClassifiedBatches",
    "Contact",
    "Deadline",
    "Decision",
    "Digest",
    "DigestState",
    "DomainAliases",
    "Erasure",
    "ErasurePlan",
    "ErasureRequest",
    "ErasureStep",
    "Evidence",
    "EvidenceStore",
    "Explanation",
    "Fault",
    "GuardError",
    "HashedList",
    "HashedTally",
    "IdLinks",
    "JobReport",
    "LayoutError",
    "ListUpdate",
    "Match",
    "MatchPolicy",
    "Matcher",
    "MatcherBytesError",
    "Nicknames",
    "OptOut",
    "OptOutList",
    "OptoutError",
    "Pair",
    "Place",
    "Policy",
    "PolicyError",
    "Recipients",
    "RedactedBatches",
    "RedactedRow",
    "Redactor",
    "ReviewLedger",
    "Snapshot",
    "SnapshotChanges",
    "StructureError",
    "Summary",
    "SuppressionSet",
    "SweptBatches",
    "SweptFrame",
    "UnreadableError",
    "Verdicts",
    "Verification",
    "VerificationError",
    "Watch",
    "WhatIf",
    "__version__",
    "classify",
    "classify_columns",
    "classify_frame",
    "classify_table",
    "deadline",
    "decide",
    "evidence_in_contacts",
    "explain_basis",
    "hash_drop_name",
    "hash_drop_person",
    "hash_email",
    "hash_emails",
    "normalize",
    "place",
    "plots",
    "read_evidence",
    "read_hashed_list",
    "read_list",
    "redact",
    "redact_csv",
    "replay_file",
    "replays",
    "show_versions",
    "sweep_file",
    "sweep_frame",
    "terms",
    "verify",
    "verify_audit",
    "what_if",
]
