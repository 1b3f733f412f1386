"""Peak memory at two sizes of input, which come through a pipe and go nowhere: without a disk."""

import subprocess
from dataclasses import dataclass

from contestants import most_threads
from ground import Data, generator
from job_redact import program
from race import measured

# What a record of the generated export takes, roughly.
BYTES_A_ROW = 249


@dataclass(frozen=True)
class Peak:
    """The peak memory of a run."""

    rows: int
    megabytes: float
    seconds: float
    peak_kib: int


def peaks(data: Data, megabytes: tuple[int, ...], opt_outs: int) -> list[Peak]:
    return [peak(data, size, opt_outs) for size in megabytes]


def peak(data: Data, megabytes: int, opt_outs: int) -> Peak:
    rows = megabytes * 1_000_000 // BYTES_A_ROW
    export = (*generator("export", rows, opt_outs, "plain"), "--export", "-")
    redact = [*program(most_threads()), "--no-hashes", "-", "-"]
    redact[redact.index("LIST")] = data.list
    with subprocess.Popen(export, stdout=subprocess.PIPE) as source:
        command = tuple(map(str, redact))
        _, seconds, peak_kib = measured("/dev/null", command, stdin=source.stdout)
    return Peak(rows, megabytes, seconds, peak_kib)


def rendered(peaks: list[Peak]) -> str:
    lines = [
        f"  {peak.megabytes:>6} MB ({peak.rows} rows) through a pipe: "
        f"peak {peak.peak_kib / 1024:.1f} MB, {peak.seconds:.1f} s with the generator"
        for peak in peaks
    ]
    return "\n".join(["Memory of redaction by the size of the input:", *lines])
