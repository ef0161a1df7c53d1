"""How late an event loop wakes: what anybody else who is served by the process waits.

Measured in rounds where it can be, so that a busy machine is told apart from the work.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median

from _report import percentile

STEP_S = 0.005
BAR_LAG_MS = 10.0


async def lag_until(over: Callable[[], bool]) -> list[float]:
    """Milliseconds by which each sleep of 5 ms was too long, until `over` says so."""
    found = []
    while not over():
        begin = time.perf_counter()
        await asyncio.sleep(STEP_S)
        found.append(max(0.0, (time.perf_counter() - begin - STEP_S) * 1000))
    return found


def bearable(figures: Mapping[str, float], name: str) -> bool:
    """Whether the 99th percentile `name` is at most 10 ms above doing nothing, or that of counting.

    On a busy machine the system stops whoever holds the interpreter's lock: then no work in a thread
    does better than one that counts.
    """
    most = max(figures["idle_lag_p99_ms"] + BAR_LAG_MS, figures["counting_lag_p99_ms"])
    return figures[name] <= most


def lags(work: Callable[[], None] | None, seconds: float) -> list[float]:
    """How late an event loop wakes, in milliseconds, while a thread works."""

    async def probe() -> list[float]:
        thread = threading.Thread(target=work) if work else None
        if thread:
            thread.start()
        end = time.perf_counter() + seconds
        return await lag_until(
            lambda: time.perf_counter() >= end and not (thread is not None and thread.is_alive())
        )

    return asyncio.run(probe())


def lag_figures(rounds: Sequence[dict[str, list[float]]]) -> dict[str, float]:
    """Medians over rounds of idle, counting and the work itself, and of what the work adds in its round."""
    late = {
        (kind, share): [percentile(each[kind], share) for each in rounds]
        for kind in ("idle", "counting", "loop")
        for share in (0.5, 0.99, 1.0)
    }
    busy, idle, plain = (late[kind, 0.99] for kind in ("loop", "idle", "counting"))
    figures = {
        f"{kind}_lag_{'max' if share == 1 else f'p{share * 100:.0f}'}_ms": median(found)
        for (kind, share), found in late.items()
    }
    figures["lag_added_p99_ms"] = median([b - i for b, i in zip(busy, idle, strict=True)])
    figures["lag_times_counting"] = median(
        [b / max(c, 1e-3) for b, c in zip(busy, plain, strict=True)]
    )
    return {name: round(value, 3) for name, value in figures.items()}
