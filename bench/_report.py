"""What every benchmark prints: a table for a person, or with --json one object for a program.

The object is `{"name", "size", "ours", "peers", "ok"}`; keys of figures end in `_ms`, `_count`,
`_kib`, `_mib` or `_per_s`, scores are 0 to 1. A benchmark run for several sizes gives the largest
as the object, and all of them, in the same form, under "runs".
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

Figures = Mapping[str, float | int]


@dataclass(frozen=True)
class Report:
    """One run's figures: ours, and each peer's from the same run."""

    name: str
    size: Mapping[str, float | int | str]
    ours: Figures
    peers: Mapping[str, Figures] = field(default_factory=dict)
    ok: bool = True

    def as_dict(self) -> dict[str, object]:
        """The object, ready for JSON."""
        return {
            "name": self.name,
            "size": dict(self.size),
            "ours": dict(self.ours),
            "peers": {peer: dict(figures) for peer, figures in self.peers.items()},
            "ok": self.ok,
        }


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def latencies(milliseconds: Sequence[float]) -> dict[str, float]:
    """The figures of a series of durations."""
    return {
        "p50_ms": round(percentile(milliseconds, 0.5), 3),
        "p95_ms": round(percentile(milliseconds, 0.95), 3),
        "p99_ms": round(percentile(milliseconds, 0.99), 3),
    }


def emit(reports: Sequence[Report], *, as_json: bool) -> None:
    """Print the reports on standard output; with `as_json` one object and nothing else."""
    if as_json:
        whole = reports[-1].as_dict()
        if len(reports) > 1:
            whole["runs"] = [report.as_dict() for report in reports]
        json.dump(whole, sys.stdout)
        sys.stdout.write("\n")
        return
    for report in reports:
        sys.stdout.write(_table(report) + "\n")


def progress(text: str) -> None:
    """A line on standard error, which is nobody's result."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _table(report: Report) -> str:
    columns: dict[str, Figures] = {"ours": report.ours, **report.peers}
    names = list(dict.fromkeys(name for figures in columns.values() for name in figures))
    first = max(len(name) for name in [*names, "figure"])
    widths = {column: max(len(column), 12) for column in columns}
    size = ", ".join(f"{key} {value}" for key, value in report.size.items())
    lines = [f"{report.name} ({size})", ""]
    lines.append("  ".join(["figure".ljust(first), *(c.rjust(widths[c]) for c in columns)]))
    for name in names:
        cells = [_cell(figures.get(name)).rjust(widths[c]) for c, figures in columns.items()]
        lines.append("  ".join([name.ljust(first), *cells]))
    lines += ["", "holds" if report.ok else "DOES NOT HOLD", ""]
    return "\n".join(lines)


def _cell(value: float | int | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.3f}"
