"""The module of our model: two paths, one answer; what is saved is what is loaded."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from myjobmatch.matching.encoder import bag as running
from myjobmatch.matching.encoder.hashed_bag import HashedBag
from myjobmatch.matching.encoder.rows import BagShape
from myjobmatch.matching.training.storing import quantise
from myjobmatch.matching.training.vocabulary import train_subwords

TEXTS = ["Réparer un vélo", "", "repair a bicycle", "vélo vélo", "🙂", "إصلاح الدراجات", "a"]


@pytest.fixture
def bag() -> HashedBag:
    tokenizer = train_subwords(TEXTS * 3, 120)
    shape = BagShape(16, tokenizer.get_vocab_size(), 256)
    weights = torch.randn((shape.rows, 16), generator=torch.Generator().manual_seed(1))
    return HashedBag(tokenizer, shape, *quantise(weights))


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
