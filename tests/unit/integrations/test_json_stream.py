"""Splitting a JSON file of any of the known forms, whole or broken, big or small."""

from __future__ import annotations

import gzip
import json
import re
import tempfile
import tracemalloc
from pathlib import Path
from unittest.mock import patch

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myjobmatch.integrations import json_stream
from myjobmatch.integrations.json_stream import elements
from myjobmatch.integrations.problems import UnreadableSource

OFFERS = [
    {"id": "1", "intitule": 'Vendeur "polyvalent" {H/F} [35h]', "liste": [{"a": [1, {}]}, []]},
    {"id": "2", "intitule": "accolade } et \\ antislash \n é", "objet": {"id": "dedans"}},
    {"id": "3", "intitule": ""},
]


def write(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "offers.json"
    path.write_bytes(content)
    return path


def ids(path: Path) -> list[str]:
    return [f"!{e.code}" if e.code else orjson.loads(e.raw)["id"] for e in elements(path)]


FORMS = {
    "lines": "\n".join(json.dumps(offer) for offer in OFFERS),
    "array": json.dumps(OFFERS),
    "array_accents": json.dumps(OFFERS, ensure_ascii=False),
    "pretty_array": json.dumps(OFFERS, indent=2),
    "flat_array": json.dumps(OFFERS, indent=0),
    "wrapped": json.dumps({"resultats": OFFERS}),
    "wrapped_after_filters": json.dumps({"filtresPossibles": [{"id": "x"}], "resultats": OFFERS}),
    "pretty_wrapped": json.dumps({"autre": {"resultats": [1]}, "resultats": OFFERS}, indent=4),
    "array_one_a_line": "[\n" + ",\n".join(json.dumps(offer) for offer in OFFERS) + "\n]\n",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("chunk", [7, 100, 1 << 20])
@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_every_form_gives_the_same_offers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, chunk: int, prefix: bytes
) -> None:
    content = prefix + FORMS[form].encode()
    path = write(tmp_path, content)
    if chunk > 100 or form not in ("wrapped", "wrapped_after_filters", "pretty_wrapped", "lines"):
        # the first chunk tells the form: it is never so short outside of a test
        monkeypatch.setattr(json_stream, "CHUNK", chunk)

    found = list(elements(path))

    assert [orjson.loads(element.raw) for element in found] == OFFERS


def test_gzipped_files_are_read(tmp_path: Path) -> None:
    assert ids(write(tmp_path, gzip.compress(FORMS["array"].encode()))) == ["1", "2", "3"]


def test_lines_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, b'{"id":"1"}\n\n{"id":"2"}\n')
    assert [element.line for element in elements(path)] == [1, 3]

    path = write(tmp_path, b'[\n{"id":"1",\n"x":2},\n\n{"id":"2"}]')
    assert [element.line for element in elements(path)] == [2, 5]


def test_a_cut_line_leaves_the_others(tmp_path: Path) -> None:
    path = write(tmp_path, b'{"id":"1"}\n{"id":"2","t":"cou\n{"id":"3"}')

    raws = [element.raw for element in elements(path)]

    assert raws == [b'{"id":"1"}', b'{"id":"2","t":"cou', b'{"id":"3"}']


def test_an_array_goes_on_after_an_element_cut_at_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, b'[\n{"id":"1"},\n{"id":"2","s":[{"a":"cou\n{"id":"3"},\n{"id":"4"}\n]')

    assert ids(path) == ["1", "!truncated", "3", "4"]


def test_an_array_that_cannot_be_resumed_says_where_it_stops(tmp_path: Path) -> None:
    path = write(tmp_path, b'[{"id":"1"},\n{"id":"2","s":[{"a":1,{"id":"3"},{"id":"4"}]')

    found = list(elements(path))

    assert [element.code for element in found] == ["", "lost_track"]
    assert found[1].line == 2


def test_scalars_among_offers_are_told(tmp_path: Path) -> None:
    assert ids(write(tmp_path, b'[null, {"id":"1"}, 12, "texte"]')) == [
        "!not_an_offer",
        "1",
        "!not_an_offer",
        "!not_an_offer",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        ('[{"id":"1"}]'.encode("utf-16"), "utf16"),
        (b"<html>non</html>", "not_json"),
        (gzip.compress(b'{"id":"1"}\n' * 5000, mtime=0)[:-20], "truncated_gzip"),
        (gzip.compress(b'{"id":"1"}', mtime=0)[:10] + b"\xff" * 30, "truncated_gzip"),
    ],
)
def test_files_that_are_none_of_the_forms_are_refused(
    tmp_path: Path, content: bytes, code: str
) -> None:
    with pytest.raises(UnreadableSource) as refused:
        list(elements(write(tmp_path, content)))

    assert refused.value.code == code


def test_an_object_without_offers_says_so(tmp_path: Path) -> None:
    assert ids(write(tmp_path, b'{\n "erreur": "quota"\n}')) == ["!no_offers"]


@pytest.mark.parametrize("form", ["lines", "array"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, form: str) -> None:
    offer = json.dumps({"id": "1", "description": "mot " * 500})
    content = "\n".join([offer] * 8000) if form == "lines" else f"[{','.join([offer] * 8000)}]"
    path = write(tmp_path, content.encode())
    assert path.stat().st_size > 15_000_000
    del content

    tracemalloc.start()
    count = sum(1 for _ in elements(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 8000
    assert peak < 8_000_000


PIECES = st.sampled_from(
    ['{"id": 1', ', "a": "x}y"', ', "b": [1, {"c": "\\""}]', "}", "},\n", '{\n"id": ', '"', "\\", "\n",
     '{"id": 3},\n', '{"id": 4}, {"id": 5}\n', "]}\n", "[", "]", ', "é": null', " 12 ", '{"id": 2}', '"un\\\\"', ",", '{"d": "{["}']
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=40), st.sampled_from([1 << 20, 40, 97]))
def test_skipping_what_lies_between_changes_nothing(parts: list[str], chunk: int) -> None:
    """However broken the file: the same elements, on the same lines, as token by token."""
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(json_stream, "CHUNK", chunk),
    ):
        file = Path(folder) / "feed.json"
        file.write_text('{"resultats": [\n' + "".join(parts))
        quick = list(elements(file))
        with (
            patch.object(json_stream, "_WITHIN", re.compile(rb"(?!)")),
            patch.object(json_stream, "_LONGEST_LINE", 0),
        ):
            assert list(elements(file)) == quick
