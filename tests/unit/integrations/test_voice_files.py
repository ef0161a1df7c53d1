"""Recordings by their content: what they are, how long they last, and what is none."""

from __future__ import annotations

import contextlib
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.conversation import MOST_VOICE_BYTES, VoiceForm
from myjobmatch.domain.errors import Invalid
from myjobmatch.integrations.voice_files import examined_voice


def size(length: int) -> bytes:
    """An EBML size of eight bytes."""
    return (0x01 << 56 | length).to_bytes(8)


def element(kind: str, body: bytes, *, open_ended: bool = False) -> bytes:
    return bytes.fromhex(kind) + (b"\x01" + b"\xff" * 7 if open_ended else size(len(body))) + body


def webm(seconds: int, *, codec: bytes = b"A_OPUS", track: int = 2) -> bytes:
    """As Chrome's recorder writes it: no duration in the head, clusters left open."""
    entry = element("AE", element("83", bytes([track])) + element("86", codec))
    clusters = b""
    for start in range(0, seconds * 1000, 1000):
        blocks = b"".join(
            element("A3", b"\x81" + struct.pack(">h", at) + b"\x80" + b"x" * 20)
            for at in range(0, 1000, 20)
        )
        clusters += element("1F43B675", element("E7", start.to_bytes(4)) + blocks)
    head = element("1A45DFA3", element("4282", b"webm"))
    info = element("1549A966", element("2AD7B1", (1_000_000).to_bytes(3)))
    body = info + element("1654AE6B", entry) + clusters
    return head + element("18538067", body, open_ended=True)


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, name) + body


def mp4(seconds: int, *, handler: bytes = b"soun", fragments: bool = False) -> bytes:
    """As Safari's recorder writes it, whole or in fragments."""
    told = 0 if fragments else seconds * 1000
    mdhd = box(b"mdhd", bytes(12) + struct.pack(">II", 1000, told) + bytes(4))
    hdlr = box(b"hdlr", bytes(8) + handler + bytes(12))
    moov = box(b"moov", box(b"trak", box(b"mdia", mdhd + hdlr)))
    made = box(b"ftyp", b"mp42" + bytes(4)) + moov
    for start in range(0, seconds * 1000, 1000) if fragments else ():
        tfhd = box(b"tfhd", b"\x00\x00\x00\x08" + struct.pack(">II", 1, 20))
        tfdt = box(b"tfdt", bytes(4) + struct.pack(">I", start))
        trun = box(b"trun", bytes(4) + struct.pack(">I", 50))
        made += box(b"moof", box(b"traf", tfhd + tfdt + trun)) + box(b"mdat", b"x" * 100)
    return made


def ogg(seconds: int, *, head: bytes = b"OpusHead") -> bytes:
    def page(position: int, body: bytes) -> bytes:
        lengths = bytes([255] * (len(body) // 255) + [len(body) % 255])
        start = b"OggS\x00\x00" + struct.pack("<qIII", position, 7, 0, 0)
        return start + bytes([len(lengths)]) + lengths + body

    opus = head + b"\x01\x01" + struct.pack("<H", 312) + bytes(7)
    pages = [page(0, opus)]
    pages += [page(312 + 48_000 * (n + 1), b"x" * 300) for n in range(seconds)]
    return b"".join(pages)


@pytest.mark.parametrize("seconds", [1, 12, 60])
@pytest.mark.parametrize(
    ("make", "form"),
    [
        (webm, VoiceForm.WEBM),
        (mp4, VoiceForm.MP4),
        (lambda s: mp4(s, fragments=True), VoiceForm.MP4),
        (ogg, VoiceForm.OGG),
    ],
)
def test_a_recording_tells_its_own_length(make, form: VoiceForm, seconds: int) -> None:  # type: ignore[no-untyped-def]
    voice = examined_voice(make(seconds))

    assert voice.form is form
    assert voice.seconds == pytest.approx(seconds, abs=0.1)


@pytest.mark.parametrize("make", [webm, mp4, lambda s: mp4(s, fragments=True), ogg])
def test_more_than_a_minute_is_refused_whatever_the_sender_says(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Invalid, match="voice_long"):
        examined_voice(make(64))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "voice_empty"),
        (b"x" * (MOST_VOICE_BYTES + 1), "voice_big"),
        (b"MZ\x90\x00" + bytes(100), "voice_kind"),
        (b"<html></html>", "voice_kind"),
        (webm(3, track=1, codec=b"V_VP8"), "voice_kind"),
        (mp4(3, handler=b"vide"), "voice_kind"),
        (ogg(3, head=b"\x01vorbis!"), "voice_kind"),
        (mp4(3)[:40], "voice_broken"),
        (webm(0), "voice_empty"),
    ],
)
def test_what_is_no_recording_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        examined_voice(data)


@given(st.sampled_from([webm(2), mp4(2, fragments=True), ogg(2)]), st.data())
def test_damage_is_refused_or_read_and_never_more(whole: bytes, data: st.DataObject) -> None:
    """Whatever somebody sends: an answer or a refusal, no other error."""
    at = data.draw(st.integers(0, len(whole) - 1))
    spoilt = (
        whole[:at] + data.draw(st.binary(max_size=12)) + whole[at + data.draw(st.integers(0, 9)) :]
    )
    with contextlib.suppress(Invalid):
        examined_voice(spoilt)


def test_boxes_in_boxes_without_end_are_refused_at_once() -> None:
    """Whatever nests: a file of two megabytes takes no longer than one that is sound."""
    room = MOST_VOICE_BYTES - 200
    started = time.process_time()
    nested = element("1A45DFA3", element("4282", b"webm")) + b"\xe1\xff" * (room // 2)
    with pytest.raises(Invalid, match="voice_kind"):
        examined_voice(nested)
    deep = b"".join(
        struct.pack(">I4s", room - at, b"moov") for at in range(0, room // 8 * 8, 8) if room > at
    )
    with pytest.raises(Invalid, match="voice_broken"):
        examined_voice(box(b"ftyp", b"mp42" + bytes(4)) + deep)
    assert time.process_time() - started < 8
