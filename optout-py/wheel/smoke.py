"""The main jobs where there is nothing but the standard library and the wheel."""

from __future__ import annotations

import importlib.util
import multiprocessing
import pickle
import sys
import tempfile
from importlib.metadata import requires, version
from pathlib import Path

import optout

LIST = b"Name,Unique 6sense Record ID,Work email\nAda Lovelace,P-1,ada@engine.example\n"
CONTACTS = (
    b"Record ID,First Name,Last Name,Email\n"
    b"7,Ada,Lovelace,Ada@engine.example\n8,Grace,Hopper,grace@navy.example\n"
)
EXPORT = b"6sense People Id,Name,Is Redacted\nP-1,Ada,FALSE\nP-9,Bob,FALSE\n"
REDACTED = b"6sense People Id,Name,Is Redacted\nP-1,,TRUE\nP-9,Bob,FALSE\n"
KEY = b"a key of sixteen bytes or more"


def main(folder: Path) -> None:
    site = Path(sys.prefix).resolve()
    assert site in Path(optout.__file__).resolve().parents, "another package than the installed one"
    assert not requires("optout") or all("extra ==" in need for need in requires("optout") or [])
    assert version("optout") == optout.__version__
    for name in ["numpy", "pandas", "polars", "pyarrow", "matplotlib"]:
        assert importlib.util.find_spec(name) is None, f"{name}: the environment is not bare"

    people = optout.read_list(LIST)
    matcher = optout.Matcher(people)
    match = matcher.match(emails="Ada@Engine.example", name="Ada Lovelace")
    assert match.entry_id == "P-1"
    decision = optout.decide(match, [], now="2026-11-24", country="France")
    assert decision is not None
    assert decision.retention == "remove"
    assert "P-1" in matcher.explain(emails="ada@engine.example").to_json()
    matcher.save(folder / "matcher")
    assert len(optout.Matcher.open(folder / "matcher")) == 1
    assert len(pickle.loads(pickle.dumps(matcher))) == 1
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(normalized, ["Ada@Engine.example"] * 4) == ["ada@engine.example"] * 4

    for name, content in [("list", LIST), ("contacts", CONTACTS), ("export", EXPORT)]:
        (folder / name).with_suffix(".csv").write_bytes(content)
    report = optout.sweep_file(
        folder / "list.csv",
        folder / "contacts.csv",
        folder / "out",
        now="2026-11-24",
        past_exports=[folder / "export.csv"],
    )
    assert report.counts["retention"]["remove"] == 1
    assert (folder / "out" / "export.redacted.csv").read_bytes() == REDACTED
    # What came out is a matter of bytes, and of any Arrow reader: none is needed for either.
    classified = optout.classify_table(CONTACTS, now="2026-11-24", trigger="after_subscription")
    assert classified.records == 2
    assert optout.Redactor(list=people).redact_bytes(EXPORT)[0] == REDACTED
    assert not optout.SuppressionSet(KEY).to_bytes().count(b"ada")
    refused = ""
    try:
        optout.read_list(b"Unknown\nsecret@value.example\n")
    except optout.OptoutError as error:
        refused = str(error)
    assert refused
    assert "secret" not in refused
    print(f"optout {optout.__version__} on Python {sys.version.split()[0]}: the main jobs work")


def normalized(email: str) -> str:
    return optout.normalize.email_exact(email)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder))
