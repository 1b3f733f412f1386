"""``optout explain``: why a record is taken for a listed person's, and why not."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import sys
from argparse import ArgumentParser
from typing import Any

from .. import Matcher, Policy, classify_table, read_evidence
from .._optout import Contact, find_record
from . import options, text
from .codes import DONE, LOOK

NAME = "explain"
HELP = "say why a record was matched with an entry of the list, or why not"
DESCRIPTION = """\
Says why a record was taken for a listed person's, or why not: field by field, with the rule that
decided and the rules that did not hold. Without --entry, every entry is shown with which the record
has something in common. With --basis, also what would become of the record, and why.

Names, addresses and websites are shown only with --values."""
EXAMPLE = (
    "optout explain --list opt_out_list.csv --contacts contacts.csv "
    "--record 0035g00000CzUH8AAN --entry KqZg6p210"
)

_WHOLE = {
    "match": "On the list: yes",
    "possible": "On the list: perhaps; a human decides",
    "non_match": "On the list: no",
    "unknown": "On the list: unknown; it has no id or e-mail that could be looked up",
}
_STATUS = {
    "match": "the same person",
    "possible": "perhaps the same person; a human decides",
    "non_match": "not taken for the same person",
    "unknown": "unknown",
}
_FIELDS = {"id": "record id", "email": "e-mail", "name": "name", "domain": "company website"}
_CLASSES = {
    ("id", "same"): "the same",
    ("id", "shared_by_many"): "the same, but several people on the list have it",
    ("id", "none"): "none in common",
    ("email", "missing"): "missing on one side",
    ("email", "contradicts"): "none in common",
    ("email", "near"): "nearly the same",
    ("email", "canonical"): "the same mailbox by the provider's rule",
    ("email", "exact"): "the same",
    ("name", "missing"): "missing on one side",
    ("name", "contradiction"): "cannot be one person's",
    ("name", "typo2"): "two slips of spelling apart, or only initials agree",
    ("name", "typo1"): "one slip of spelling apart",
    ("name", "omission"): "one leaves out a part",
    ("name", "initial"): "an initial stands for a part",
    ("name", "swapped"): "the same parts in another order",
    ("name", "nickname"): "a known short form",
    ("name", "transliteration"): "the same in another script or spelling",
    ("name", "joined"): "written together on one side",
    ("name", "exact"): "the same",
    ("domain", "same"): "the same",
    ("domain", "none"): "none in common",
}


_NEEDS = {
    "id": "the same record id",
    "shared_id": "a record id that several people have",
    "email": "the same address",
    "email_canonical": "the same mailbox",
    "email_near": "nearly the same address",
    "email_contradicts": "addresses that have nothing in common",
    "role_mailbox": "a role mailbox",
    "shared_mailbox": "a mailbox of several people",
    "name_compatible": "names that can be one person's",
    "name_contradicts": "names that cannot be one person's",
    "name_complete": "whole names on both sides",
    "name_close": "names that are close",
    "same_name": "the same name",
    "domain": "the same company website",
    "only_record": "to be the only record of that name and company",
    "&": "and",
    "|": "or",
}


class Asked(options.OfContacts):
    """What the command line asks for."""

    record: str | None
    row: int | None
    entry: str | None
    values: bool
    basis: bool
    evidence: str | None
    now: datetime.date
    received: datetime.date | None


def add_arguments(parser: ArgumentParser) -> None:
    """Says what the command takes."""
    options.of_list(parser)
    options.of_contacts(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--record", metavar="ID", help="the record's own id in its system")
    which.add_argument(
        "--row", type=options.positive, metavar="N", help="its number in the file, from 1"
    )
    parser.add_argument(
        "--entry", metavar="ID", help="an entry of the list by its record id, or # and its row"
    )
    parser.add_argument(
        "--values",
        action="store_true",
        help="show the names, addresses and websites of both sides: personal data",
    )
    options.of_policy(parser)
    options.tables(parser)
    group = parser.add_argument_group("what would become of it")
    group.add_argument(
        "--basis",
        action="store_true",
        help="say how retention and marketing are decided if the record is the listed person's",
    )
    group.add_argument("--evidence", metavar="FILE", help="what is on record; implies --basis")
    options.as_of(group)
    options.received(group)
    options.as_json(parser)


def run(asked: Asked) -> int:
    """Does it."""
    rules = options.policy(asked.policy)
    people = options.listed(asked)
    matcher = options.matcher(asked, people, rules)
    if asked.entry is not None and all(one.entry_id != asked.entry for one in people.entries):
        print("optout explain: the list has no such entry", file=sys.stderr)
        return LOOK
    found = find_record(
        asked.contacts,
        record_id=asked.record,
        number=asked.row,
        preset=asked.preset,
        columns=asked.column,
        encoding=asked.encoding,
        delimiter=asked.delimiter,
    )
    if found is None:
        print("optout explain: the contacts have no such record", file=sys.stderr)
        return LOOK
    number, system, contact, cells = found
    answer: dict[str, Any] = {"record": number, "system": system}
    answer.update(_matching(matcher, contact, asked))
    if asked.basis or asked.evidence is not None:
        answer["basis"] = _basis(cells, rules, asked)
    if asked.json:
        text.say_json(answer)
        return DONE
    of_system = f" ({system})" if system else ""
    lines = [f"Record {number} of the contacts{of_system}, under the policy {rules.name}:"]
    lines += _matched(answer, len(people))
    if "basis" in answer:
        lines += _decided(answer["basis"])
    text.say(lines)
    return DONE


def _matching(matcher: Matcher, contact: Contact, asked: Asked) -> dict[str, Any]:
    """What the record is to the list, and beside the entries that are asked about."""
    values: Any = "shown" if asked.values else "hidden"
    whole = matcher.explain(contact, values=values).to_dict()
    is_found = whole["status"] in {"match", "possible"}
    whole["entry_id"] = whole["pairs"][0]["entry_id"] if is_found else None
    if asked.entry is not None:
        whole["pairs"] = [matcher.why_not(asked.entry, contact, values=values).to_dict()]
    return whole


def _basis(cells: list[tuple[str | None, str]], rules: Policy, asked: Asked) -> dict[str, Any]:
    """How the record would be decided about: the trace of it alone.

    The columns stay where they are, because evidence in them is named after their numbers.
    """
    names = [f"column {at}" for at in range(1, len(cells) + 1)]
    content = io.StringIO(newline="")
    writer = csv.writer(content, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    writer.writerow([value for _, value in cells])
    found = classify_table(
        content.getvalue().encode(),
        now=asked.now,
        since=asked.received,
        trigger="vendor_opt_out",
        evidence=None if asked.evidence is None else read_evidence(asked.evidence),
        policy=rules,
        columns=[(name, role) for name, (role, _) in zip(names, cells, strict=True) if role],
        encoding="utf-8",
        delimiter=",",
        traces=True,
    )
    row = next(csv.DictReader(io.StringIO((found.table or b"").decode(), newline="")))
    trace: dict[str, Any] = json.loads(row["trace"])
    return trace


def _matched(answer: dict[str, Any], entries: int) -> list[str]:
    whole = _WHOLE[answer["status"]]
    if answer["entry_id"] is not None:
        whole += f" (entry {answer['entry_id']})"
    lines = [f"{whole}. The list has {entries:,} people."]
    if not answer["is_settled"]:
        lines.append("That is open until the whole file has been seen.")
    if answer["unreadable"]:
        lines.append(f"{answer['unreadable']} of its ids and addresses cannot be read.")
    if not answer["pairs"]:
        lines.append("It has nothing in common with any entry; --entry compares it with one.")
    for pair in answer["pairs"]:
        lines += ["", *_pair(pair)]
    return lines


def _pair(pair: dict[str, Any]) -> list[str]:
    rule = f"rule {pair['rule']}, tier {pair['tier']}" if pair["rule"] else "no rule holds"
    if pair.get("verdict"):
        rule = f"a human decided: {pair['verdict']}"
    lines = [
        f"Entry {pair['entry_id']}: {_STATUS[pair['status']]} ({rule}).",
        f"  {pair['sentence']}",
        "",
    ]
    rows: list[list[str]] = []
    has_values = any("record" in field for field in pair["fields"])
    for field in pair["fields"]:
        how = _CLASSES.get((field["field"], field["class"])) or str(field["class"])
        against = "speaks against it" if field["contradicts"] else ""
        name = _FIELDS.get(field["field"]) or str(field["field"])
        row = [name, how, against]
        if has_values:
            row += ["; ".join(field.get("record", [])), "; ".join(field.get("entry", []))]
        rows.append(row)
    header = ["field", "how it agrees", "", *(["record", "list"] if has_values else [])]
    lines += text.table(header, rows)
    if pair["unmet"]:
        lines += ["", "  Rules that did not hold, and what each of them asks for:"]
        asked = ((unmet["rule"], _needs(unmet["condition"])) for unmet in pair["unmet"])
        lines += text.table(("rule", "asks for"), asked)
    return lines


def _needs(condition: str) -> str:
    """A condition of a rule in words; what has none stays as the policy writes it."""
    at_least = re.fullmatch(r"name >= (\w+)", condition)
    if at_least:
        least = _CLASSES.get(("name", at_least[1]), at_least[1])
        return f"names that agree at least so far: {least}"
    return " ".join(_NEEDS.get(word, word) for word in condition.split())


def _decided(trace: dict[str, Any]) -> list[str]:
    found = trace["classification"]
    lines = [
        "",
        f"If it is that person's record, as of {trace['now']}:",
        f"  retention  {found['retention']}",
        f"  basis      {found['basis'] or 'none'}",
        f"  marketing  {found['marketing']}",
        f"  because    {found['reason'].replace('_', ' ')} (rule {found['rule']})",
    ]
    if found["deadline"]:
        lines.append(f"  by         {found['deadline']['date']}")
    if found["missing"]:
        lines.append(f"  missing    {', '.join(found['missing'])}")
    lines += ["", "  The questions in their order:"]
    answers = (
        (step["rule"], step["question"], "decides" if step["decides"] else "no")
        for step in trace["steps"]
    )
    lines += text.table(("rule", "question", "answer"), answers)
    if trace["evidence"]:
        lines += ["", "  The evidence, and what became of it:"]
        pieces = (
            (
                one["id"],
                one["kind"],
                one["polarity"],
                one["provenance"],
                one["occurred_at"] or "-",
                one["effect"],
            )
            for one in trace["evidence"]
        )
        header = ("evidence", "kind", "polarity", "whose", "when", "effect")
        lines += text.table(header, pieces)
    return [*lines, "", "Decision support, not legal advice."]
