"""The module of our model: two paths, one answer; what is saved is what is loaded."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from myjobmatch.matching.encoder import bag as running
from myjobmatch.matching.encoder.bag import HEAD_WEIGHTS
from myjobmatch.matching.encoder.hashed_bag import HashedBag
from myjobmatch.matching.encoder.head import Head
from myjobmatch.matching.encoder.rows import BagShape
from myjobmatch.matching.training.storing import quantise
from myjobmatch.matching.training.vocabulary import train_subwords

TEXTS = ["Réparer un vélo", "", "repair a bicycle", "vélo vélo", "🙂", "إصلاح الدراجات", "a"]


@pytest.fixture(params=[0, 24], ids=["sums", "head"])
def bag(request: pytest.FixtureRequest) -> HashedBag:
    tokenizer = train_subwords(TEXTS * 3, 120)
    shape = BagShape(16, tokenizer.get_vocab_size(), 256, hidden=request.param)
    random = torch.Generator().manual_seed(1)
    weights = torch.randn((shape.rows, 16), generator=random)
    sizes = [(16, 24), (24,), (24, 16)] if shape.hidden else []
    layer = [torch.randn(size, generator=random).half().float() for size in sizes]
    head = dict(zip(HEAD_WEIGHTS, layer, strict=False))
    return HashedBag(tokenizer, shape, *quantise(weights), head)


def plain_path(bag: HashedBag, texts: list[str]) -> NDArray[np.float32]:
    return np.asarray(bag.forward(bag.preprocess(texts))["sentence_embedding"])


def test_both_paths_give_the_same_vectors(bag: HashedBag) -> None:
    np.testing.assert_allclose(bag.bag.embed(TEXTS), plain_path(bag, TEXTS), atol=1e-5)


def test_no_words_no_vector(bag: HashedBag) -> None:
    assert not bag.bag.embed(["", "🙂"]).any()
    assert not plain_path(bag, ["", "🙂"]).any()
    assert bag.bag.embed([]).shape == (0, 16)


def test_a_text_does_not_depend_on_its_company(bag: HashedBag) -> None:
    together = bag.bag.embed(TEXTS)
    alone = np.concatenate([bag.bag.embed([text]) for text in TEXTS])
    np.testing.assert_array_equal(together, alone)


def test_a_full_memo_is_emptied_and_gives_the_same(
    bag: HashedBag, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"mot{number} autre{number}" for number in range(300)]
    before = bag.bag.embed(texts)
    monkeypatch.setattr(running, "_MEMO_WORDS", 20)
    monkeypatch.setattr(running, "_WORDS_AT_ONCE", 16)
    np.testing.assert_allclose(bag.bag.embed(texts), before, atol=1e-6)


def test_several_threads_get_what_one_gets(bag: HashedBag, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"mot{number % 50} autre{number}" for number in range(400)]
    expected = bag.bag.embed(texts)
    monkeypatch.setattr(running, "_MEMO_WORDS", 30)
    monkeypatch.setattr(running, "_WORDS_AT_ONCE", 16)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(bag.bag.embed, [texts] * 8):
            np.testing.assert_allclose(found, expected, atol=1e-6)


def test_saved_and_loaded_by_sentence_transformers(bag: HashedBag, tmp_path: Path) -> None:
    SentenceTransformer(modules=[bag], device="cpu").save(str(tmp_path), create_model_card=False)
    loaded = SentenceTransformer(str(tmp_path), device="cpu", trust_remote_code=True)
    assert isinstance(loaded[0], HashedBag)
    found = loaded.encode(TEXTS, show_progress_bar=False)
    np.testing.assert_allclose(found, bag.bag.embed(TEXTS), atol=2e-2)
    with pytest.raises(FileNotFoundError):
        HashedBag.load(str(tmp_path / "elsewhere"))


def test_quantising_loses_little_and_keeps_zero_rows() -> None:
    weights = torch.randn((50, 32), generator=torch.Generator().manual_seed(2))
    weights[7] = 0
    rows, scales = quantise(weights)
    back = rows.float() * scales.float()[:, None]
    assert not back[7].any()
    assert torch.nn.functional.cosine_similarity(back[:7], weights[:7]).min() > 0.999


def test_weights_that_do_not_fit_their_shape_are_refused(bag: HashedBag) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        HashedBag(bag.tokenizer, bag.shape, bag.rows[:-1], bag.scales)


def test_a_head_that_does_not_fit_is_refused(bag: HashedBag) -> None:
    inner, bias, outer = np.ones((16, 3), "f4"), np.ones(3, "f4"), np.ones((3, 16), "f4")
    with pytest.raises(ValueError, match="head"):
        Head(inner, np.ones(4, "f4"), outer)
    with pytest.raises(ValueError, match="do not fit"):
        running.Bag(
            bag.tokenizer, bag.shape, bag.bag.rows, bag.bag.scales, Head(inner, bias, outer)
        )


def test_a_head_adds_what_the_layer_says() -> None:
    head = Head(np.eye(2, dtype="f4"), np.array([0, -1], "f4"), np.array([[0, 1], [0, 0]], "f4"))
    sums = np.array([[3.0, 0.0], [0.0, 0.0], [-2.0, 0.0]], "f4")
    root = np.sqrt(2)
    np.testing.assert_allclose(head.over(sums), [[root, root], [0, 0], [-root, 0]], atol=1e-6)
