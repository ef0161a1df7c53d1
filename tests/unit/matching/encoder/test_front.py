"""The door to a model: what it promises for any text, and what it says when there is no model."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from myjobmatch.matching.encoder import Encoder, EncoderNotFound, load_encoder
from myjobmatch.matching.encoder.front import DEFAULT_MODEL_DIR


class OddModel:
    """A foreign model that answers no number for one text."""

    def get_embedding_dimension(self) -> int:
        return 3

    def encode(self, texts: list[str], **_: object) -> NDArray[np.float32]:
        rows = [[np.nan, 1, 1] if text == "odd" else [3, 0, 4] for text in texts]
        return np.array(rows, dtype=np.float32)


def test_unit_rows_zero_rows_and_no_nan() -> None:
    encoder = Encoder(OddModel(), "odd", "0" * 16)
    vectors = encoder.encode(["fine", "odd", "", "  \n"])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors[0], [0.6, 0, 0.8], atol=1e-6)
    assert not vectors[1:].any()
    assert encoder.encode([]).shape == (0, 3)


@pytest.mark.parametrize("name", ["/no/such/folder", "./no-such", "~/no-such"])
def test_a_missing_folder_is_named(name: str) -> None:
    with pytest.raises(EncoderNotFound) as refused:
        load_encoder(name)
    assert refused.value.name == name


@pytest.mark.parametrize("name", ["no-such-owner/no-such-model", "no-such-model", "not a name"])
def test_a_name_that_is_not_in_the_cache_is_not_fetched(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **_: asked.append(args))
    with pytest.raises(EncoderNotFound, match="local cache"):
        load_encoder(name)
    assert asked == []


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(EncoderNotFound, match=r"modules\.json"):
        load_encoder(tmp_path)


def test_damaged_weights_are_a_typed_error(tmp_path: Path) -> None:
    module = {"idx": 0, "name": "0", "path": "", "type": f"{OWN}.HashedBag"}
    (tmp_path / "modules.json").write_text(json.dumps([module]))
    for name in ("tokenizer.json", "model.safetensors"):
        (tmp_path / name).write_text("not this")
    (tmp_path / "hashed_bag.json").write_text("{}")
    with pytest.raises(EncoderNotFound):
        load_encoder(tmp_path)


def test_code_that_a_foreign_model_brings_is_never_run(tmp_path: Path) -> None:
    (tmp_path / "trap.py").write_text("raise SystemExit('the trap ran')\n")
    module = {"idx": 0, "name": "0", "path": "", "type": "trap.Trap"}
    (tmp_path / "modules.json").write_text(json.dumps([module]))
    with pytest.raises(EncoderNotFound, match="trust_remote_code"):
        load_encoder(tmp_path)


OWN = "myjobmatch.matching.encoder.hashed_bag"


def test_our_model_runs_without_torch() -> None:
    """A server that starts on a small machine imports neither torch nor sentence-transformers."""
    program = (
        "import sys\n"
        "from myjobmatch.matching.encoder import load_encoder\n"
        "assert load_encoder().encode(['garder des enfants']).any()\n"
        "print(sorted({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_sentence_transformers_reads_the_same_model() -> None:
    texts = ["garder des enfants", "carreleur", "طبخ", ""]
    model = SentenceTransformer(str(DEFAULT_MODEL_DIR), device="cpu", trust_remote_code=True)
    theirs = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    np.testing.assert_allclose(load_encoder().encode(texts), theirs, atol=1e-5)
