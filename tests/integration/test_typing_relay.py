"""Typing signals between processes: what one tells, the others' pages show, once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from redis.asyncio import Redis

from myjobmatch.integrations.typing_relay import CHANNEL, relay
from myjobmatch.typing_signals import TypingSignals, TypingTold

TOLD = TypingTold("c" * 22, "Lina", (7, 8))


@contextlib.asynccontextmanager
async def passing(url: str, *processes: TypingSignals) -> AsyncIterator[Redis]:
    tasks = [asyncio.create_task(relay(url, one)) for one in processes]
    async with Redis.from_url(url) as client:
        for _ in range(500):
            subscribed = dict(await client.pubsub_numsub(CHANNEL)).get(CHANNEL.encode())
            if subscribed == len(processes):
                break
            await asyncio.sleep(0.01)
        assert subscribed == len(processes)
        try:
            yield client
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def test_what_one_process_tells_the_others_show_once(redis_url: str) -> None:
    here, there = TypingSignals(), TypingSignals()
    own, other = here.listen(), there.listen()
    async with passing(redis_url, here, there) as client:
        here.tell(TOLD)
        here.tell(TOLD)  # within the second: once
        heard = [await asyncio.wait_for(other.get(), 5) for _ in range(2)]
        await client.publish(CHANNEL, "not one of ours")
        there.tell(TypingTold("d" * 22, "", (9,)))
        back = [await asyncio.wait_for(own.get(), 5) for _ in range(3)]
    assert (heard, back) == ([7, 8], [7, 8, 9])
    assert other.get_nowait() == 9
    assert other.empty()
    assert own.empty()
    said = there.of(7)
    assert said is not None
    assert (said.conversation_id, said.name) == (TOLD.conversation_id, "Lina")


async def test_without_redis_signals_stay_here_and_come_back_with_it(redis_url: str) -> None:
    alone = TypingSignals()
    queue = alone.listen()
    task = asyncio.create_task(relay("redis://127.0.0.1:1/0", alone))
    await asyncio.sleep(0.2)
    alone.tell(TOLD)
    assert [queue.get_nowait(), queue.get_nowait()] == [7, 8]
    assert not task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
