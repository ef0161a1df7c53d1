"""Rooms for appointments by video, at a Jitsi-compatible server: who knows a room's name may enter it."""

import secrets

from myjobmatch.domain.errors import Invalid


def new_room(base: str) -> str:
    """The address of a fresh room, which nobody can guess.

    Raises:
        Invalid: this installation has no video (`video_unavailable`).
    """
    if not base:
        raise Invalid("video_unavailable")
    return f"{base.rstrip('/')}/rendezvous-{secrets.token_hex(16)}"
