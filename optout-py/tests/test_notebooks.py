"""The notebooks run from top to bottom, and print nothing to be alarmed about."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "examples" / "notebooks"
NEEDS = {
    "first_sweep_pandas": ["pandas", "pyarrow", "matplotlib"],
    "polars_duckdb": ["polars", "duckdb", "pyarrow"],
    "spark": ["pyspark", "pandas", "pyarrow"],
    "review_round_trip": ["pandas"],
    "lawful_basis": ["pandas", "pyarrow", "matplotlib"],
}


def test_every_notebook_is_run() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} == set(NEEDS)


@pytest.mark.parametrize("name", NEEDS)
def test_a_notebook(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    jupytext = pytest.importorskip("jupytext")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    for module in NEEDS[name]:
        pytest.importorskip(module)
    if name == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    for variable, value in {
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        # Plots are drawn, and no window is asked for.
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # A notebook leaves nothing where it stands.
        "PYTHONDONTWRITEBYTECODE": "1",
    }.items():
        monkeypatch.setenv(variable, value)
    notebook = jupytext.read(FOLDER / f"{name}.py")
    resources = {"metadata": {"path": str(FOLDER)}}
    nbclient.NotebookClient(notebook, timeout=300, resources=resources).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert outputs
    # Java says how it was started, whoever asks.
    alarms = [output["text"] for output in outputs if output.get("name") == "stderr"]
    assert name == "spark" or not alarms
