import datetime
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Protocol, TypeAlias, final

from typing_extensions import Required, TypedDict, Unpack

_Path: TypeAlias = str | os.PathLike[str]
_Content: TypeAlias = bytes | bytearray | memoryview
_Guard: TypeAlias = tuple[int, int] | Literal["off"]
_Day: TypeAlias = datetime.date | str
_Time: TypeAlias = datetime.datetime | datetime.date | str
_Cell: TypeAlias = str | float | None
_Texts: TypeAlias = str | Iterable[_Cell]
_Name: TypeAlias = _Cell | tuple[_Cell, _Cell] | list[_Cell]
_Ids: TypeAlias = (
    Mapping[str, _Cell | Iterable[_Cell]] | Iterable[tuple[str, _Cell | Iterable[_Cell]]]
)
_Column: TypeAlias = Iterable[Any]
_Columns: TypeAlias = Mapping[str, _Column] | Iterable[tuple[str, _Column]]
_Roles: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]]
_Profile: TypeAlias = Literal["crm", "csv", "sep"]
_DateOrder: TypeAlias = Literal["month_first", "day_first"]
_Progress: TypeAlias = Callable[[int], object]
_Replay: TypeAlias = Literal[
    "same", "other_engine", "other_tables", "other_policy", "other_outcome", "unreadable"
]
_Status: TypeAlias = Literal["match", "possible", "non_match", "unknown"]
_Retention: TypeAlias = Literal["remove", "keep", "keep_restricted", "suppress_only", "review"]
_Verdict: TypeAlias = Literal["same", "different"]
_Values: TypeAlias = Literal["hidden", "shown"] | _Content
_Shipped: TypeAlias = Literal["strict", "standard", "broad"]
_Marketing: TypeAlias = Literal["allowed", "suppressed", "review"]
_Trigger: TypeAlias = Literal["vendor_opt_out", "after_subscription"]
_Certainty: TypeAlias = Literal["certain", "uncertain", "shared_mailbox"]
_Regime: TypeAlias = Literal["eea", "uk", "us_california", "us_other", "canada", "rest"]
_Request: TypeAlias = Literal["opt_out", "erasure", "deletion_list"]
_Signal: TypeAlias = Literal[
    "residency", "mailing_address", "vendor", "phone", "company", "domain", "unknown"
]
_LawfulBasis: TypeAlias = Literal[
    "consent",
    "contract",
    "legal_obligation",
    "vital_interests",
    "public_task",
    "legitimate_interests",
]
_ConsentState: TypeAlias = Literal["consent_given", "consent_withdrawn", "consent_expired"]
_Relationship: TypeAlias = Literal["prospect", "customer", "other"]
_HubspotLegalBasis: TypeAlias = Literal[
    "Legitimate interest – prospect/lead",
    "Legitimate interest – existing customer",
    "Legitimate interest - other",
    "Performance of a contract",
    "Freely given consent from contact",
    "Not applicable",
]
_HubspotSubscriptionBasis: TypeAlias = Literal[
    "LEGITIMATE_INTEREST_PQL",
    "LEGITIMATE_INTEREST_CLIENT",
    "LEGITIMATE_INTEREST_OTHER",
    "PERFORMANCE_OF_CONTRACT",
    "CONSENT_WITH_NOTICE",
    "NON_GDPR",
    "PROCESS_AND_STORE",
]
_Preset: TypeAlias = Literal[
    "salesforce", "hubspot", "marketo", "eloqua", "pardot", "outreach", "salesloft"
]

__all__ = [
    "BasisTrace",
    "BatchSweep",
    "Classification",
    "Classified",
    "ClassifiedBatches",
    "Contact",
    "Deadline",
    "Decision",
    "Digest",
    "DomainAliases",
    "ErasurePlan",
    "Evidence",
    "EvidenceStore",
    "Explanation",
    "Fault",
    "GuardError",
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
    "RedactedBatches",
    "RedactedRow",
    "Redactor",
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
    "WhatIf",
    "__version__",
    "classify",
    "classify_columns",
    "classify_frame",
    "classify_table",
    "compare_names",
    "consent_state_iri",
    "consent_state_of_iri",
    "crm_id",
    "date_column",
    "deadline",
    "decide",
    "email_canonical",
    "email_class",
    "email_exact",
    "evidence_in_contacts",
    "explain_basis",
    "flag",
    "hubspot_legal_basis_basis",
    "hubspot_legal_basis_of",
    "hubspot_legal_basis_of_label",
    "hubspot_legal_basis_relationship",
    "hubspot_subscription_basis_basis",
    "hubspot_subscription_basis_legal_basis",
    "hubspot_subscription_basis_of",
    "lawful_basis_fideslang",
    "lawful_basis_iri",
    "lawful_basis_of_fideslang",
    "lawful_basis_of_iri",
    "lawful_basis_of_salesforce",
    "name_key",
    "opaque_id",
    "place",
    "read_evidence",
    "read_list",
    "redact",
    "redact_csv",
    "redact_table",
    "replays",
    "salesforce_id",
    "split_emails",
    "sweep_file",
    "sweep_frame",
    "verify",
    "website_class",
    "website_domain",
    "what_if",
]

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(
        self, requested_schema: object | None = None
    ) -> tuple[object, object]: ...

_Frame: TypeAlias = _ArrowStream | _ArrowArray

class _Readable(Protocol):
    def read(self, size: int, /) -> _Content: ...

_Source: TypeAlias = _Path | _Content | _Readable

class _Writable(Protocol):
    def write(self, content: bytes, /) -> int | None: ...

class _Identifiers(TypedDict, total=False):
    ids: _Ids | None
    emails: _Texts | None
    name: _Cell
    given: _Cell
    family: _Cell
    names: Iterable[_Name] | None
    websites: _Texts | None

class _Case(TypedDict, total=False):
    evidence: Required[Iterable[Evidence]]
    now: Required[_Day]
    since: _Day | None
    trigger: _Trigger | None
    certainty: _Certainty | None
    residency: str | None
    country: str | None
    region: str | None
    vendor_country: str | None
    phone: str | None
    company_country: str | None
    domain: str | None

__version__: str

class OptoutError(ValueError):
    code: str
    input: str | None
    expected: str | None
    record: int | None
    line: int | None
    byte: int | None

class StructureError(OptoutError): ...
class LayoutError(OptoutError): ...
class PolicyError(OptoutError): ...
class VerificationError(OptoutError): ...
class MatcherBytesError(OptoutError): ...
class UnreadableError(OptoutError): ...

class GuardError(OptoutError):
    found: int
    limit: int
    of_one_entry: bool
    previous: int | None

@final
class OptOutList:
    @property
    def entries(self) -> list[OptOut]: ...
    @property
    def faults(self) -> list[Fault]: ...
    @property
    def records(self) -> int: ...
    @property
    def unread_columns(self) -> list[int]: ...
    def snapshot(self) -> Snapshot: ...
    def __len__(self) -> int: ...

@final
class OptOut:
    @property
    def entry_id(self) -> str: ...
    @property
    def contact(self) -> Contact: ...
    @property
    def requested(self) -> datetime.date | None: ...
    @property
    def record(self) -> int: ...

@final
class Fault:
    @property
    def kind(self) -> str: ...
    @property
    def record(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def byte(self) -> int: ...

@final
class Snapshot:
    @property
    def id(self) -> str: ...
    def since(self, earlier: Snapshot) -> SnapshotChanges: ...
    def to_json(self) -> str: ...
    @staticmethod
    def from_json(text: str) -> Snapshot: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class SnapshotChanges:
    @property
    def new(self) -> list[str]: ...
    @property
    def changed(self) -> list[str]: ...
    @property
    def vanished(self) -> list[str]: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Digest:
    @staticmethod
    def due(earlier: Snapshot, current: Snapshot, *, today: _Day) -> Digest | None: ...
    @property
    def message_id(self) -> str: ...
    @property
    def changes(self) -> SnapshotChanges: ...
    @property
    def entries(self) -> int: ...
    @property
    def shrank(self) -> bool: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Policy:
    @staticmethod
    def shipped(name: _Shipped) -> Policy: ...
    @staticmethod
    def strict() -> Policy: ...
    @staticmethod
    def standard() -> Policy: ...
    @staticmethod
    def broad() -> Policy: ...
    @staticmethod
    def from_toml(text: str) -> Policy: ...
    @staticmethod
    def from_json(text: str) -> Policy: ...
    @staticmethod
    def read(text: str) -> Policy: ...
    @property
    def hash(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def matching(self) -> MatchPolicy: ...
    @property
    def basis(self) -> dict[str, Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class MatchPolicy:
    @staticmethod
    def shipped(name: _Shipped) -> MatchPolicy: ...
    @staticmethod
    def strict() -> MatchPolicy: ...
    @staticmethod
    def standard() -> MatchPolicy: ...
    @staticmethod
    def broad() -> MatchPolicy: ...
    @staticmethod
    def from_toml(text: str) -> MatchPolicy: ...
    @staticmethod
    def from_json(text: str) -> MatchPolicy: ...
    @staticmethod
    def read(text: str) -> MatchPolicy: ...
    def to_toml(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def rules(self) -> list[dict[str, str]]: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class DomainAliases:
    def __new__(
        cls, rows: Iterable[tuple[str, str] | list[str]] | None = None
    ) -> DomainAliases: ...
    @staticmethod
    def read(source: _Source) -> DomainAliases: ...
    def add(self, one: str, other: str) -> None: ...
    def canonical(self, domain: str) -> str: ...
    def to_rows(self) -> list[tuple[str, str]]: ...
    @property
    def hash(self) -> str: ...
    def __len__(self) -> int: ...

@final
class IdLinks:
    def __new__(cls, rows: Iterable[tuple[str, str, str] | list[str]] | None = None) -> IdLinks: ...
    @staticmethod
    def read(source: _Source) -> IdLinks: ...
    def add(self, system: str, old: str, new: str) -> None: ...
    def current(self, system: str, key: str) -> str: ...
    def to_rows(self) -> list[tuple[str, str, str]]: ...
    @property
    def hash(self) -> str: ...
    def __len__(self) -> int: ...

@final
class Nicknames:
    def __new__(cls, rows: Iterable[tuple[str, str] | list[str]] | None = None) -> Nicknames: ...
    @staticmethod
    def read(source: _Source) -> Nicknames: ...
    def add(self, name: str, short: str) -> None: ...
    def to_rows(self) -> list[tuple[str, str]]: ...
    @property
    def hash(self) -> str: ...
    def __len__(self) -> int: ...

class _Pinned(TypedDict):
    verdict: _Verdict
    decided_by: str | None
    decided_on: str | None
    note: str | None

@final
class Verdicts:
    def __new__(
        cls, rows: Iterable[tuple[str, str, str, str] | list[str]] | None = None
    ) -> Verdicts: ...
    @staticmethod
    def read(source: _Source) -> Verdicts: ...
    def pin(
        self,
        system: str,
        record_id: str,
        entry_id: str,
        verdict: _Verdict,
        *,
        decided_by: str | None = None,
        decided_on: _Time | None = None,
        note: str | None = None,
    ) -> None: ...
    def get(self, system: str, record_id: str, entry_id: str) -> _Pinned | None: ...
    @property
    def undecided(self) -> int: ...
    def to_rows(self) -> list[tuple[str, str, str, str]]: ...
    def to_json(self) -> str: ...
    @staticmethod
    def from_json(text: str) -> Verdicts: ...
    @property
    def hash(self) -> str: ...
    def __len__(self) -> int: ...

@final
class Contact:
    def __new__(
        cls,
        *,
        ids: _Ids | None = None,
        emails: _Texts | None = None,
        name: _Cell = None,
        given: _Cell = None,
        family: _Cell = None,
        names: Iterable[_Name] | None = None,
        websites: _Texts | None = None,
    ) -> Contact: ...
    @property
    def ids(self) -> list[tuple[str, str]]: ...
    @property
    def emails(self) -> list[str]: ...
    @property
    def names(self) -> list[str | tuple[str, str]]: ...
    @property
    def websites(self) -> list[str]: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class Matcher:
    def __new__(
        cls,
        list: OptOutList,
        policy: Policy | MatchPolicy | None = None,
        *,
        domain_aliases: DomainAliases | None = None,
        id_links: IdLinks | None = None,
        nicknames: Nicknames | None = None,
        verdicts: Verdicts | None = None,
    ) -> Matcher: ...
    def updated(self, list: OptOutList) -> tuple[Matcher, ListUpdate]: ...
    def to_bytes(self) -> bytes: ...
    @staticmethod
    def from_bytes(bytes: _Content) -> Matcher: ...
    def save(self, path: _Path) -> None: ...
    @staticmethod
    def open(path: _Path) -> Matcher: ...
    @property
    def list_snapshot(self) -> str: ...
    @property
    def policy(self) -> MatchPolicy: ...
    def match(
        self, contact: Contact | None = None, **identifiers: Unpack[_Identifiers]
    ) -> Match: ...
    def match_columns(self, columns: _Columns) -> list[Match]: ...
    def explain(
        self,
        contact: Contact | None = None,
        *,
        values: _Values = "hidden",
        **identifiers: Unpack[_Identifiers],
    ) -> Explanation: ...
    def why_not(
        self,
        entry_id: str,
        contact: Contact | None = None,
        *,
        values: _Values = "hidden",
        **identifiers: Unpack[_Identifiers],
    ) -> Pair: ...
    def replay(
        self,
        explanation: str,
        contact: Contact | None = None,
        *,
        values: _Values = "hidden",
        **identifiers: Unpack[_Identifiers],
    ) -> _Replay: ...
    def __len__(self) -> int: ...
    def __copy__(self) -> Matcher: ...
    def __deepcopy__(self, _memo: object) -> Matcher: ...

@final
class ListUpdate:
    @property
    def new(self) -> int: ...
    @property
    def changed(self) -> int: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def vanished(self) -> int: ...
    def to_dict(self) -> dict[str, int]: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class Match:
    @property
    def status(self) -> _Status: ...
    @property
    def tier(self) -> str | None: ...
    @property
    def rule(self) -> str | None: ...
    @property
    def entry_id(self) -> str | None: ...
    @property
    def sentence(self) -> str | None: ...
    @property
    def competing(self) -> list[str]: ...
    @property
    def comparison(self) -> dict[str, Any] | None: ...
    @property
    def verdict(self) -> Literal["same"] | None: ...
    @property
    def is_settled(self) -> bool: ...
    @property
    def unreadable(self) -> int: ...
    @property
    def oversized_blocks(self) -> int: ...
    def to_dict(self) -> dict[str, Any]: ...
    def __bool__(self) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class Explanation:
    @property
    def status(self) -> _Status: ...
    @property
    def is_settled(self) -> bool: ...
    @property
    def unreadable(self) -> int: ...
    @property
    def oversized_blocks(self) -> int: ...
    @property
    def policy(self) -> str: ...
    @property
    def policy_hash(self) -> str: ...
    @property
    def pairs(self) -> list[Pair]: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class Pair:
    @property
    def entry_id(self) -> str: ...
    @property
    def status(self) -> _Status: ...
    @property
    def tier(self) -> str | None: ...
    @property
    def rule(self) -> str | None: ...
    @property
    def sentence(self) -> str: ...
    @property
    def score(self) -> int: ...
    @property
    def verdict(self) -> _Verdict | None: ...
    @property
    def fields(self) -> list[dict[str, Any]]: ...
    @property
    def names(self) -> dict[str, Any] | None: ...
    @property
    def comparison(self) -> dict[str, Any]: ...
    @property
    def unmet(self) -> list[tuple[str, str]]: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class Evidence:
    def __new__(
        cls,
        kind: str,
        *,
        id: str | None = None,
        polarity: str | None = None,
        occurred_at: _Time | None = None,
        expires_at: _Time | None = None,
        source_system: str | None = None,
        source_ref: str | None = None,
        provenance: str | None = None,
        purposes: _Texts | None = None,
    ) -> Evidence: ...
    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def polarity(self) -> str: ...
    @property
    def occurred_at(self) -> str | None: ...
    @property
    def expires_at(self) -> str | None: ...
    @property
    def source_system(self) -> str: ...
    @property
    def source_ref(self) -> str | None: ...
    @property
    def provenance(self) -> str: ...
    @property
    def purposes(self) -> list[str]: ...
    @property
    def strength(self) -> str: ...
    def consent_state(self, now: _Day) -> _ConsentState | None: ...
    def to_dict(self) -> dict[str, Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class EvidenceStore:
    def about(
        self,
        contact: Contact | None = None,
        *,
        system: str | None = None,
        **identifiers: Unpack[_Identifiers],
    ) -> list[Evidence]: ...
    @property
    def pieces(self) -> list[Evidence]: ...
    def __len__(self) -> int: ...

@final
class Classification:
    @property
    def retention(self) -> _Retention: ...
    @property
    def basis(self) -> _LawfulBasis | None: ...
    @property
    def basis_iri(self) -> str | None: ...
    @property
    def purposes(self) -> list[str]: ...
    @property
    def marketing(self) -> _Marketing: ...
    @property
    def rule(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def used(self) -> list[str]: ...
    @property
    def permits_marketing(self) -> list[str]: ...
    @property
    def defeated(self) -> list[str]: ...
    @property
    def ignored(self) -> list[str]: ...
    @property
    def missing(self) -> list[str]: ...
    @property
    def valid_until(self) -> datetime.date | None: ...
    @property
    def marketing_until(self) -> datetime.date | None: ...
    @property
    def regimes(self) -> list[_Regime]: ...
    @property
    def deadline(self) -> datetime.date | None: ...
    @property
    def clock(self) -> str | None: ...
    @property
    def is_overdue(self) -> bool: ...
    @property
    def is_marketing_contact(self) -> bool: ...
    @property
    def marketing_waste(self) -> bool: ...
    def to_dict(self) -> dict[str, Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class Place:
    @property
    def regimes(self) -> list[_Regime]: ...
    @property
    def signal(self) -> _Signal: ...
    def to_dict(self) -> dict[str, Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class Deadline:
    @property
    def date(self) -> datetime.date: ...
    @property
    def clock(self) -> str: ...
    @property
    def start(self) -> datetime.date: ...
    def is_overdue(self, now: _Day) -> bool: ...
    def to_dict(self) -> dict[str, str]: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class BasisTrace:
    @property
    def classification(self) -> Classification: ...
    @property
    def evidence(self) -> list[dict[str, Any]]: ...
    @property
    def steps(self) -> list[dict[str, Any]]: ...
    @property
    def policy_hash(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class WhatIf:
    @property
    def cases(self) -> int: ...
    @property
    def flips(self) -> int: ...
    @property
    def exceeds_cap(self) -> bool: ...
    @property
    def groups(self) -> list[dict[str, Any]]: ...
    def to_dict(self) -> dict[str, Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class Classified:
    @property
    def records(self) -> int: ...
    @property
    def counts(self) -> dict[str, Any]: ...
    @property
    def table(self) -> bytes | None: ...

@final
class ClassifiedBatches:
    @property
    def found(self) -> Classified: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

@final
class Decision:
    @property
    def entry_id(self) -> str: ...
    @property
    def status(self) -> _Status: ...
    @property
    def tier(self) -> str: ...
    @property
    def match_rule(self) -> str: ...
    @property
    def competing(self) -> list[str]: ...
    @property
    def classification(self) -> Classification: ...
    @property
    def retention(self) -> _Retention: ...
    @property
    def basis(self) -> _LawfulBasis | None: ...
    @property
    def marketing(self) -> _Marketing: ...
    @property
    def sentence(self) -> str: ...
    @property
    def regimes(self) -> list[_Regime]: ...
    @property
    def deadline(self) -> datetime.date | None: ...
    @property
    def policy_hash(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]

@final
class Redactor:
    def __new__(
        cls,
        *,
        people_ids: _Texts | None = None,
        record_ids: _Texts | None = None,
        emails: _Texts | None = None,
        list: OptOutList | None = None,
        profile: _Profile | None = None,
        aliases: _Roles | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
        threads: int | None = None,
        hashes: bool = True,
    ) -> Redactor: ...
    @property
    def refused(self) -> int: ...
    # The frame is of the same kind, or RedactedBatches: see the docstring.
    def redact(self, frame: _Frame) -> tuple[Any, Summary]: ...
    def redact_batches(self, source: _Frame) -> RedactedBatches: ...
    def redact_csv(
        self,
        path_in: _Path,
        path_out: _Path,
        *,
        verify: bool = True,
        progress: _Progress | None = None,
    ) -> Summary: ...
    def redact_stream(
        self, readable: _Readable, writable: _Writable, *, progress: _Progress | None = None
    ) -> Summary: ...
    def dry_run(self, source: _Source, *, progress: _Progress | None = None) -> Summary: ...
    def redact_bytes(self, content: _Content, *, verify: bool = True) -> tuple[bytes, Summary]: ...
    def redact_row(self, header: Iterable[str], row: Iterable[_Cell]) -> RedactedRow: ...
    def redact_rows(
        self, header: Iterable[str], rows: Iterable[Iterable[_Cell]]
    ) -> tuple[list[str], list[RedactedRow]]: ...
    def verify(
        self, original: _Path, redacted: _Path, *, progress: _Progress | None = None
    ) -> Verification: ...

@final
class RedactedBatches:
    @property
    def summary(self) -> Summary: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

@final
class RedactedRow:
    @property
    def fields(self) -> list[str]: ...
    @property
    def is_redacted(self) -> bool: ...
    @property
    def findings(self) -> list[str]: ...

@final
class Summary:
    @property
    def profile(self) -> str: ...
    @property
    def records(self) -> int: ...
    @property
    def redacted(self) -> int: ...
    @property
    def already_redacted(self) -> int: ...
    @property
    def appended_column(self) -> bool: ...
    @property
    def sha256_input(self) -> str | None: ...
    @property
    def sha256_output(self) -> str | None: ...
    @property
    def findings(self) -> list[tuple[str, int]]: ...
    @property
    def verification(self) -> Verification | None: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Verification:
    @property
    def records(self) -> int: ...
    @property
    def redacted(self) -> int: ...
    @property
    def sha256_original(self) -> str | None: ...
    @property
    def sha256_redacted(self) -> str | None: ...
    @property
    def findings(self) -> list[tuple[str, int]]: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class JobReport:
    @property
    def records(self) -> int: ...
    @property
    def counts(self) -> dict[str, Any]: ...
    @property
    def opt_out_column_is_suspect(self) -> bool: ...
    @property
    def list(self) -> dict[str, Any]: ...
    @property
    def past_exports(self) -> dict[str, Any]: ...
    @property
    def outputs(self) -> dict[str, str]: ...
    @property
    def options_sha256(self) -> dict[str, str]: ...
    @property
    def policy_hash(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class SweptFrame:
    @property
    def decisions(self) -> Any: ...
    @property
    def records(self) -> int: ...
    @property
    def counts(self) -> dict[str, Any]: ...
    @property
    def opt_out_column_is_suspect(self) -> bool: ...
    def _repr_html_(self) -> str: ...

@final
class SweptBatches:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

@final
class BatchSweep:
    def __new__(
        cls,
        matcher: Matcher,
        *,
        now: _Day,
        policy: Policy | None = None,
        evidence: EvidenceStore | None = None,
        received: _Day | None = None,
        guard: _Guard | None = None,
        preset: _Preset | None = None,
        columns: _Roles | None = None,
    ) -> BatchSweep: ...
    def sweep(self, batch: _Frame) -> SweptBatches: ...
    def settle(self, batch: _Frame, facts: _Content) -> SweptBatches: ...
    def facts(self) -> bytes: ...
    def tally(self) -> bytes: ...
    def merge_facts(self, parts: Iterable[_Content]) -> bytes: ...
    @staticmethod
    def merge_tallies(parts: Iterable[_Content]) -> bytes: ...
    def finish(self, tally: _Content) -> dict[str, Any]: ...

@final
class SuppressionSet:
    def __new__(cls, key: _Content) -> SuppressionSet: ...
    def add_list(self, key: _Content, list: OptOutList) -> None: ...
    def add(self, key: _Content, contact: Contact) -> None: ...
    def may_import(self, key: _Content, contact: Contact) -> bool: ...
    def to_json(self) -> str: ...
    @staticmethod
    def from_json(text: str) -> SuppressionSet: ...
    def __len__(self) -> int: ...

@final
class ErasurePlan:
    def __new__(cls, system: Literal["salesforce", "hubspot"]) -> ErasurePlan: ...
    def plan(self, record_id: str, decision: Decision) -> bool: ...
    def batches(self) -> list[list[str]]: ...
    @property
    def hash(self) -> str: ...
    def approve(self, hash: str) -> None: ...
    def to_json(self) -> str: ...
    @staticmethod
    def from_json(text: str) -> ErasurePlan: ...
    def __len__(self) -> int: ...

def read_list(
    source: _Source,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    columns: _Roles | None = None,
    date_order: _DateOrder | None = None,
    serial_dates: bool = False,
    now: _Day | None = None,
) -> OptOutList: ...
def read_evidence(
    source: _Source, *, encoding: str | None = None, delimiter: str | None = None
) -> EvidenceStore: ...
def evidence_in_contacts(
    source: _Source,
    *,
    preset: _Preset | None = None,
    columns: _Roles | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> tuple[_Preset | None, list[list[Evidence]]]: ...
def place(
    *,
    residency: str | None = None,
    country: str | None = None,
    region: str | None = None,
    vendor_country: str | None = None,
    phone: str | None = None,
    company_country: str | None = None,
    domain: str | None = None,
    policy: Policy | None = None,
) -> Place: ...
def deadline(
    regimes: Iterable[_Regime] | _Regime,
    request: _Request,
    start: _Day,
    *,
    policy: Policy | None = None,
) -> Deadline | None: ...
def classify(
    evidence: Iterable[Evidence],
    *,
    now: _Day,
    since: _Day | None = None,
    trigger: _Trigger | None = None,
    certainty: _Certainty | None = None,
    residency: str | None = None,
    country: str | None = None,
    region: str | None = None,
    vendor_country: str | None = None,
    phone: str | None = None,
    company_country: str | None = None,
    domain: str | None = None,
    policy: Policy | None = None,
) -> Classification: ...
def explain_basis(
    evidence: Iterable[Evidence],
    *,
    now: _Day,
    since: _Day | None = None,
    trigger: _Trigger | None = None,
    certainty: _Certainty | None = None,
    residency: str | None = None,
    country: str | None = None,
    region: str | None = None,
    vendor_country: str | None = None,
    phone: str | None = None,
    company_country: str | None = None,
    domain: str | None = None,
    policy: Policy | None = None,
) -> BasisTrace: ...
def replays(
    trace: str,
    evidence: Iterable[Evidence],
    *,
    now: _Day,
    since: _Day | None = None,
    trigger: _Trigger | None = None,
    certainty: _Certainty | None = None,
    residency: str | None = None,
    country: str | None = None,
    region: str | None = None,
    vendor_country: str | None = None,
    phone: str | None = None,
    company_country: str | None = None,
    domain: str | None = None,
    policy: Policy | None = None,
) -> bool: ...
def what_if(
    cases: Mapping[str, _Case] | Iterable[tuple[str, _Case]],
    *,
    before: Policy,
    after: Policy,
    most_flips: int,
) -> WhatIf: ...
def classify_columns(
    columns: _Columns,
    *,
    now: _Day,
    since: _Day | None = None,
    trigger: _Trigger | None = None,
    evidence: EvidenceStore | None = None,
    policy: Policy | None = None,
) -> list[Classification]: ...

# The frame is of the same kind, or ClassifiedBatches: see the docstring.
def classify_frame(
    frame: _Frame,
    *,
    now: _Day,
    since: _Day | None = None,
    trigger: _Trigger | None = None,
    evidence: EvidenceStore | None = None,
    policy: Policy | None = None,
    preset: _Preset | None = None,
    columns: _Roles | None = None,
    traces: bool = False,
) -> tuple[Any, Classified]: ...
def classify_table(
    contacts: _Source,
    *,
    now: _Day,
    since: _Day | None = None,
    trigger: _Trigger | None = None,
    evidence: EvidenceStore | None = None,
    policy: Policy | None = None,
    preset: _Preset | None = None,
    columns: _Roles | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    traces: bool = False,
    output: _Path | None = None,
    progress: _Progress | None = None,
) -> Classified: ...
def decide(
    match: Match,
    evidence: Iterable[Evidence],
    *,
    now: _Day,
    received: _Day | None = None,
    residency: str | None = None,
    country: str | None = None,
    region: str | None = None,
    vendor_country: str | None = None,
    phone: str | None = None,
    company_country: str | None = None,
    domain: str | None = None,
    policy: Policy | None = None,
) -> Decision | None: ...
def redact(
    frame: _Frame,
    *,
    list: OptOutList | None = None,
    people_ids: _Texts | None = None,
    record_ids: _Texts | None = None,
    emails: _Texts | None = None,
    profile: _Profile | None = None,
    aliases: _Roles | None = None,
) -> tuple[Any, Summary]: ...
def redact_csv(
    path_in: _Path,
    path_out: _Path,
    *,
    list: OptOutList | None = None,
    people_ids: _Texts | None = None,
    record_ids: _Texts | None = None,
    emails: _Texts | None = None,
    profile: _Profile | None = None,
    aliases: _Roles | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    threads: int | None = None,
    hashes: bool = True,
    verify: bool = True,
    progress: _Progress | None = None,
) -> Summary: ...
def redact_table(redactor: Redactor, table: _Frame) -> tuple[RedactedBatches, Summary]: ...
def verify(
    original: _Path,
    redacted: _Path,
    *,
    list: OptOutList | None = None,
    people_ids: _Texts | None = None,
    record_ids: _Texts | None = None,
    emails: _Texts | None = None,
    profile: _Profile | None = None,
    aliases: _Roles | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    hashes: bool = True,
    progress: _Progress | None = None,
) -> Verification: ...
def sweep_file(
    list: _Path,
    contacts: _Path,
    out: _Path,
    *,
    now: _Day,
    preset: _Preset | None = None,
    columns: _Roles | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    list_columns: _Roles | None = None,
    list_encoding: str | None = None,
    list_delimiter: str | None = None,
    date_order: _DateOrder | None = None,
    serial_dates: bool = False,
    evidence: _Path | None = None,
    past_exports: _Path | Iterable[_Path] | None = None,
    policy: Policy | None = None,
    received: _Day | None = None,
    domain_aliases: _Path | None = None,
    id_links: _Path | None = None,
    nicknames: _Path | None = None,
    verdicts: _Path | None = None,
    matcher: Matcher | None = None,
    review_values: bool = False,
    review_scores: bool = False,
    guard: _Guard | None = None,
    previous_list: _Path | None = None,
    previous_records: int | None = None,
    shrinkage_per_mille: int | None = None,
    checkpoint: _Path | None = None,
    checkpoint_every: int | None = None,
    threads: int | None = None,
    progress: _Progress | None = None,
) -> JobReport: ...
def sweep_frame(
    frame: _Frame,
    against: OptOutList | Matcher,
    *,
    now: _Day,
    policy: Policy | None = None,
    evidence: EvidenceStore | None = None,
    received: _Day | None = None,
    guard: _Guard | None = None,
    threads: int | None = None,
    preset: _Preset | None = None,
    columns: _Roles | None = None,
    progress: _Progress | None = None,
) -> SweptFrame: ...
def opaque_id(raw: str) -> str: ...
def salesforce_id(raw: str) -> str: ...
def crm_id(raw: str) -> str: ...
def email_exact(raw: str) -> str: ...
def email_canonical(raw: str) -> str: ...
def email_class(raw: str) -> str: ...
def split_emails(cell: str) -> list[str]: ...
def website_domain(raw: str) -> str: ...
def website_class(raw: str) -> str: ...
def name_key(full: str) -> str: ...
def compare_names(
    left: str, right: str, *, nicknames: Nicknames | None = None
) -> dict[str, Any] | None: ...
def date_column(
    cells: Iterable[_Cell],
    *,
    order: _DateOrder | None = None,
    serial: bool = False,
    assumed_offset: int = 0,
) -> list[str]: ...
def flag(raw: str) -> str: ...
def lawful_basis_iri(basis: _LawfulBasis) -> str: ...
def lawful_basis_of_iri(iri: str) -> _LawfulBasis | None: ...
def lawful_basis_fideslang(basis: _LawfulBasis) -> str: ...
def lawful_basis_of_fideslang(text: str) -> _LawfulBasis | None: ...
def lawful_basis_of_salesforce(name: str) -> _LawfulBasis | None: ...
def consent_state_iri(state: _ConsentState) -> str: ...
def consent_state_of_iri(iri: str) -> _ConsentState | None: ...
def hubspot_legal_basis_of_label(label: str) -> _HubspotLegalBasis | None: ...
def hubspot_legal_basis_of(
    basis: _LawfulBasis, relationship: _Relationship
) -> _HubspotLegalBasis | None: ...
def hubspot_legal_basis_basis(option: _HubspotLegalBasis) -> _LawfulBasis | None: ...
def hubspot_legal_basis_relationship(option: _HubspotLegalBasis) -> _Relationship: ...
def hubspot_subscription_basis_of(
    basis: _LawfulBasis, relationship: _Relationship
) -> _HubspotSubscriptionBasis | None: ...
def hubspot_subscription_basis_basis(value: _HubspotSubscriptionBasis) -> _LawfulBasis | None: ...
def hubspot_subscription_basis_legal_basis(
    value: _HubspotSubscriptionBasis,
) -> _HubspotLegalBasis | None: ...
