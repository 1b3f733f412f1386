"""Results of every class, and how their HTML is looked through."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from conftest import KEY

import optout

TODAY = "2026-11-24"


class Fragment(HTMLParser):
    """A fragment of HTML that is whole, loads nothing and runs nothing."""

    ATTRIBUTES = frozenset(
        ["aria-hidden", "fill", "fill-opacity", "height", "rx", "style", "width"]
    )
    TAGS = frozenset(
        ["b", "br", "caption", "details", "div", "rect", "span", "summary", "svg", "table", "tbody"]
    ).union(["td", "th", "thead", "tr"])

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.TAGS, tag
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= self.ATTRIBUTES
        assert not any("url(" in (value or "") for _, value in attrs)
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def every_result(
    folder: Path, *, entry_id: str, name: str, email: str, website: str
) -> dict[str, Any]:
    """A result of every class that notebooks show, by the name of its class."""
    text = (
        "Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date\n"
        f"{name},{website},{entry_id},{email},2026-11-02\n"
        f"{name},{website},,{website},03/04/2026\n"
    )
    header = "Record ID,Last Name,Email,Country/Region,Website URL\n"
    contacts = f"{header}7,{name},{email},{name},{website}\n8,,{name},,\n"
    export = f"6sense People Id,Name,Email,Is Redacted\n{entry_id},{name},{email},FALSE\n"
    paths = [folder / name for name in ("list.csv", "contacts.csv", "export.csv", "redacted.csv")]
    for path, content in zip(paths, (text, contacts, export), strict=False):
        path.write_text(content, encoding="utf-8")
    people = optout.read_list(text.encode())
    matcher = optout.Matcher(people, optout.MatchPolicy.broad())
    contact: Any = {"emails": email, "name": "Somebody Else", "websites": website}
    match = matcher.match(emails=email, name=name)
    evidence = optout.Evidence(
        "opt_in_double", source_system=name, source_ref=email, occurred_at="2026-03-01"
    )
    decision = optout.decide(match, [evidence], now=TODAY, residency=name, country="France")
    assert decision is not None
    earlier = optout.read_list(b"Unique 6sense Record ID\nP1\n").snapshot()
    snapshot = people.snapshot()
    state = optout.DigestState()
    digest = state.weekly(snapshot, now=TODAY)
    plan = optout.ErasurePlan("hubspot")
    plan.plan("hubspot", "7", decision)
    never_again = optout.SuppressionSet(KEY)
    never_again.add_list(KEY, people, on=TODAY)
    summary = optout.Redactor(list=people).redact_csv(paths[2], paths[3])
    case: Any = {"evidence": [evidence], "now": TODAY}
    answers = optout.classify_table(contacts.encode(), now=TODAY, preset="hubspot")
    results = [
        people,
        people.faults[0],
        snapshot,
        snapshot.since(earlier),
        digest,
        optout.Policy.standard(),
        optout.MatchPolicy.standard(),
        matcher,
        match,
        matcher.explain(**contact),
        matcher.why_not(people.entries[0].entry_id, **contact),
        matcher.updated(people)[1],
        evidence,
        optout.read_evidence(f"email,kind,source_ref\n{email},contract,{name}\n".encode()),
        decision,
        decision.classification,
        optout.place(residency=name, country="US", phone=name),
        optout.deadline("eea", "opt_out", TODAY),
        optout.explain_basis([evidence], now=TODAY, country="France"),
        optout.what_if(
            [(name, case)],
            before=optout.Policy.standard(),
            after=optout.Policy.from_toml("[basis]\nbalancing_test = 'DPO-2026-07'\n"),
            most_flips=0,
        ),
        summary,
        summary.verification,
        optout.sweep_file(
            paths[0], paths[1], folder / "out", now=TODAY, past_exports=[paths[2]], guard="off"
        ),
        answers,
        plan,
        never_again,
    ]
    return {type(result).__name__: result for result in results}
