"""Docstrings: everything public has one, and its example runs."""

from __future__ import annotations

import doctest
import inspect
from collections.abc import Iterator

import pytest

import optout
from optout import normalize, plots, terms


def documented() -> Iterator[tuple[str, object]]:
    """Everything public, by its name."""
    yield "optout", optout
    yield "optout.normalize", normalize
    yield "optout.terms", terms
    yield "optout.plots", plots
    for module in (optout, normalize, plots, terms):
        for name in module.__all__:
            value = getattr(module, name)
            if inspect.ismodule(value) or isinstance(value, str):
                continue
            yield f"{module.__name__}.{name}", value
            if inspect.isclass(value):
                for attribute, member in vars(value).items():
                    if not attribute.startswith("_"):
                        yield f"{module.__name__}.{name}.{attribute}", member


ALL = dict(documented())


@pytest.mark.parametrize("name", ALL)
def test_it_has_a_docstring(name: str) -> None:
    text = inspect.getdoc(ALL[name])
    assert text
    assert text.strip()


@pytest.mark.parametrize(
    "name", [name for name, value in ALL.items() if ">>>" in (value.__doc__ or "")]
)
def test_its_example_runs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    test = doctest.DocTestParser().get_doctest(ALL[name].__doc__ or "", {}, name, None, None)
    assert test.examples
    if "import optout, pandas" in (ALL[name].__doc__ or ""):
        pytest.importorskip("pandas")
        pytest.importorskip("pyarrow")
    if name.startswith("optout.plots"):
        pytest.importorskip("matplotlib").use("Agg")
    result = doctest.DocTestRunner().run(test)
    assert result.failed == 0, capsys.readouterr().out


def test_most_entry_points_have_an_example() -> None:
    classes = ["Contact", "Matcher", "Policy", "Evidence", "Redactor", "Snapshot", "DigestState"]
    classes += ["Recipients", "Watch", "ReviewLedger"]
    classes += ["MatchPolicy", "DomainAliases", "IdLinks", "Nicknames", "Verdicts"]
    functions = ["read_list", "read_evidence", "classify", "decide", "redact"]
    functions += ["place", "deadline", "explain_basis", "replays", "what_if"]
    functions += ["classify_columns", "classify_frame", "classify_table", "evidence_in_contacts"]
    functions += ["show_versions"]
    for name in classes + functions:
        assert ">>>" in (getattr(optout, name).__doc__ or ""), name
    for name in terms.__all__:
        assert ">>>" in (getattr(terms, name).__doc__ or ""), name
