"""How much memory a process and its children hold, and what they have worked, from /proc."""

import os
from pathlib import Path

PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    found = [pid]
    for one in found:
        for children in (PROC / str(one) / "task").glob("*/children"):
            found.extend(int(child) for child in children.read_text(encoding="ascii").split())
    return found


def memory(pid: int) -> dict[str, float]:
    """Resident memory of the family in MiB: the sum, and each shared page counted once."""
    return {
        "rss_mib": round(sum(_rollup(one, "Rss") for one in family(pid)) / 1024, 1),
        "pss_mib": round(sum(_rollup(one, "Pss") for one in family(pid)) / 1024, 1),
    }


def most_mib() -> float:
    """The most memory that this program ever held, in MiB; what a parent held before it began is not counted."""
    for line in (PROC / "self" / "status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def cpu_seconds(pid: int) -> float:
    """The processor's time that the family has taken so far, in user and system mode."""
    ticks = 0
    for one in family(pid):
        after_name = (PROC / str(one) / "stat").read_text(encoding="ascii").rpartition(")")[2]
        ticks += sum(int(field) for field in after_name.split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def _rollup(pid: int, name: str) -> int:
    """A line of the process's `smaps_rollup`, in KiB."""
    for line in (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0
