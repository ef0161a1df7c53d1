"""That somebody writes, told to the other processes of this server by Redis; nothing of it is kept there."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import asdict
from uuid import uuid4

from redis.asyncio import Redis
from redis.exceptions import RedisError

from myjobmatch.typing_signals import TypingSignals, TypingTold

logger = logging.getLogger("myjobmatch.typing")

CHANNEL = "myjobmatch:typing"
AGAIN_AFTER_S = 2.0


async def relay(url: str, signals: TypingSignals) -> None:
    """Pass signals on, both ways, until cancelled. While Redis is away they stay in their process."""
    own = uuid4().hex
    going = signals.pass_on()
    while True:
        try:
            client = Redis.from_url(url, decode_responses=True)
            async with client, asyncio.TaskGroup() as both:
                both.create_task(_send(client, own, going))
                both.create_task(_hear(client, own, signals))
        except* (RedisError, OSError) as failure:
            logger.warning("typing signals stay in this process: %s", failure.exceptions[0])
        await asyncio.sleep(AGAIN_AFTER_S)


async def _send(client: Redis, own: str, going: asyncio.Queue[TypingTold]) -> None:
    while True:
        told = await going.get()
        await client.publish(CHANNEL, json.dumps({"from": own, **asdict(told)}))


async def _hear(client: Redis, own: str, signals: TypingSignals) -> None:
    async with client.pubsub(ignore_subscribe_messages=True) as heard:
        await heard.subscribe(CHANNEL)
        async for message in heard.listen():
            told = _read(message["data"], own)
            if told is not None:
                signals.hear(told)


def _read(text: str, own: str) -> TypingTold | None:
    """What another process told; None for one's own, and for what is not of this form."""
    try:
        said = json.loads(text)
        if said["from"] == own:
            return None
        ids = tuple(int(one) for one in said["account_ids"])
        return TypingTold(str(said["conversation_id"]), str(said["name"]), ids)
    except (ValueError, KeyError, TypeError):
        logger.warning("what came on %s is no typing signal", CHANNEL)
        return None
