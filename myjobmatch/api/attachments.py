"""What is sent with messages, and what is heard of somebody who writes.

`PUT /api/v1/attachments/{id}?name&voice&peaks` (the bytes as the body, `x-mjm-account` whose they are; the id is a
UUID made where the file was chosen, so that the same again is the same), `GET …?as=small` for a picture's preview,
`DELETE`; `POST /api/v1/typing` `{conversation_id}`. Refusals are `{error, params}`.
"""

from __future__ import annotations

from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from myjobmatch.api.acting import services, signed_in
from myjobmatch.domain.conversation import FileKind, VoiceForm
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid
from myjobmatch.services.attachments import (
    MOST_PEAKS,
    SentFile,
    StoredAttachment,
    add_attachment,
    forget_attachment,
    is_sending_files,
    read_attachment,
)
from myjobmatch.services.typing import typing_in
from myjobmatch.typing_signals import TYPING

JSON = "application/json"
TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
}
VOICES = {
    VoiceForm.WEBM: "audio/webm",
    VoiceForm.MP4: "audio/mp4",
    VoiceForm.OGG: "audio/ogg",
}
# A picture or a voice may be looked at again soon; what one saves is not kept by any cache.
_SOON = {"Cache-Control": "private, max-age=600"}
_NEVER = {"Cache-Control": "no-store, private"}


async def upload(request: Request) -> Response:
    """Keep an attachment. Who may not is told before their bytes are read."""
    actor = await signed_in(request)
    if not is_sending_files(actor):
        raise Forbidden("not_allowed")
    # A form of another site cannot set this; and on a shared phone somebody else may hold the session.
    if request.headers.get("x-mjm-account") != actor.public_id:
        raise Conflict("account_changed")
    asked = request.query_params
    sent = SentFile(
        id=request.path_params["file_id"],
        name=asked.get("name", "")[:300],
        data=await request.body(),
        voice=asked.get("voice") == "yes",
        peaks=_peaks(asked.get("peaks", "")),
    )
    kept = await add_attachment(services(), actor, sent)
    return Response(orjson.dumps(kept), status_code=201, media_type=JSON)


async def download(request: Request) -> Response:
    """An attachment's bytes, for those who take part in its conversation."""
    actor = await signed_in(request)
    small = request.query_params.get("as") == "small"
    stored, data = await read_attachment(
        services(), actor, request.path_params["file_id"], small=small
    )
    shown = stored.kind is not FileKind.PDF
    headers = (_SOON if shown else _NEVER) | {"Content-Disposition": _said(stored)}
    kind = VOICES[stored.form] if stored.form else TYPES[stored.kind]
    if small and stored.small_as:
        kind = "image/jpeg"
    return Response(data, media_type=kind, headers=headers)


async def forget(request: Request) -> Response:
    """Take away what was chosen and not sent."""
    actor = await signed_in(request)
    await services().run(forget_attachment, actor, request.path_params["file_id"])
    return Response(status_code=204)


async def typing(request: Request) -> Response:
    """Somebody writes: the others of the conversation see it for a moment; nothing of it is kept."""
    actor = await signed_in(request)
    try:
        sent = orjson.loads(await request.body())
        conversation_id = sent["conversation_id"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise Invalid("malformed") from error
    TYPING.tell(await services().run(typing_in, actor, conversation_id))
    return Response(status_code=204)


def _peaks(text: str) -> tuple[int, ...]:
    """How loud a voice message is, in steps of 0 to 100, comma separated.

    Raises:
        Invalid: anything else (`malformed`).
    """
    parts = [part for part in text.split(",") if part][: MOST_PEAKS + 1]
    if len(parts) > MOST_PEAKS or not all(
        p.isascii() and p.isdecimal() and len(p) < 4 for p in parts
    ):
        raise Invalid("malformed")
    return tuple(int(part) for part in parts)


def _said(stored: StoredAttachment) -> str:
    plain = "".join(
        sign if (sign.isascii() and sign.isalnum()) or sign in "._-" else "-"
        for sign in stored.file_name
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(stored.file_name, safe='')}"


ROUTES = [
    Route("/api/v1/attachments/{file_id}", upload, methods=["PUT"]),
    Route("/api/v1/attachments/{file_id}", download, methods=["GET"]),
    Route("/api/v1/attachments/{file_id}", forget, methods=["DELETE"]),
    Route("/api/v1/typing", typing, methods=["POST"]),
]
