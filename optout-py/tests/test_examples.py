"""The example programs run on the sample data, and print counts and reasons only."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
EXAMPLES = TOP / "examples"


def test_quickstart(tmp_path: Path, sample: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / "python" / "quickstart.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    written = {path.name for path in tmp_path.iterdir()}
    assert {"decisions.csv", "manifest.json", "suppression.bin"} <= written
    assert {"past_export_crm.redacted.csv", "past_export_csv.redacted.csv"} <= written
    with (sample / "opt_out_list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for column in ("Name", "Work email", "Unique 6sense Record ID"):
        for value in (row[column] for row in rows):
            assert not value or value not in done.stdout


def test_the_snippets_of_the_readme(tmp_path: Path, sample: Path) -> None:
    shutil.copytree(sample, tmp_path / "examples" / "sample")
    text = (TOP / "README.md").read_text(encoding="utf-8")
    snippets = re.findall(r"^```python\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    assert snippets
    for snippet in snippets:
        subprocess.run([sys.executable, "-W", "error", "-c", snippet], cwd=tmp_path, check=True)


def test_the_snippets_of_the_guide(tmp_path: Path, sample: Path) -> None:
    for name in ["pandas", "pyarrow", "duckdb"]:
        pytest.importorskip(name)
    shutil.copytree(sample, tmp_path / "examples" / "sample")
    text = (TOP / "optout-py" / "README.md").read_text(encoding="utf-8")
    snippets = re.findall(r"^```python\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    assert len(snippets) == 16
    # Each goes on where the one before it stopped.
    program = "\n".join(snippets)
    subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=tmp_path, check=True)


def test_spark_spreads_a_sweep() -> None:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "python" / "spark_sweep.py")],
        env={
            **os.environ,
            "PYSPARK_PYTHON": sys.executable,
            # No host name to look up.
            "SPARK_LOCAL_IP": "127.0.0.1",
            # Most of the time goes into starting Java: code that runs once is not worth optimising.
            "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.match(r"[0-9]+ records\n.*remove: [0-9]+\n", done.stdout, re.DOTALL)
    assert done.stdout.endswith("the same on one machine\n")


def test_ray_spreads_a_sweep(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "python" / "ray_sweep.py")],
        # It keeps a token at home.
        env={**os.environ, "RAY_USAGE_STATS_ENABLED": "0", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.match(r"[0-9]+ records\n.*remove: [0-9]+\n", done.stdout, re.DOTALL)
    assert done.stdout.endswith("the same on one machine\n")
