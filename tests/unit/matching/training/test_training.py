"""A tiny training: it learns, and the same seed gives the same bytes."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
import typer
from typer.testing import CliRunner

from myjobmatch.commands import train
from myjobmatch.matching.encoder import load_encoder
from myjobmatch.matching.encoder.rows import BagShape, RowFinder
from myjobmatch.matching.training.head import HeadTrainer
from myjobmatch.matching.training.lessons import Batch, Lessons
from myjobmatch.matching.training.loop import Recipe, Trainer
from myjobmatch.matching.training.near import NEAREST, near_misses
from myjobmatch.matching.training.reading import read_taxonomies
from myjobmatch.matching.training.run import DEFAULT_MIX, LAST_MIX, Plan, last_stage, train_model
from myjobmatch.matching.training.taxonomy import Taxonomy
from myjobmatch.matching.training.teacher import teach
from myjobmatch.matching.training.vocabulary import WordTable, misspell, train_subwords
from tests.unit.matching.training.taxonomies import write_catalogue, write_esco, write_rome

SMALL = {"dimensions": 32, "subwords": 400, "buckets": 4096, "batch": 16, "hidden": 8}


@pytest.fixture
def taxonomy(tmp_path: Path) -> Taxonomy:
    return read_taxonomies(
        [
            write_esco(tmp_path / "esco"),
            write_rome(tmp_path / "rome"),
            write_catalogue(tmp_path / "catalogue"),
        ]
    )


@pytest.fixture(autouse=True)
def one_thread() -> object:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def weights_of(taxonomy: Taxonomy, folder: Path, seed: int) -> bytes:
    train_model(taxonomy, Plan(minutes=0.05, seed=seed, **SMALL), folder, lambda *_: None)
    return (folder / "model.safetensors").read_bytes() + (folder / "tokenizer.json").read_bytes()


def test_a_seed_gives_one_model(taxonomy: Taxonomy, tmp_path: Path) -> None:
    first = weights_of(taxonomy, tmp_path / "a", seed=3)
    assert weights_of(taxonomy, tmp_path / "b", seed=3) == first
    assert weights_of(taxonomy, tmp_path / "c", seed=4) != first


def test_it_learns_that_two_languages_mean_the_same(taxonomy: Taxonomy, tmp_path: Path) -> None:
    losses: list[float] = []
    plan = Plan(minutes=0.5, mix={"occupations:esco": 1.0}, **SMALL)
    train_model(taxonomy, plan, tmp_path / "model", lambda _, __, loss: losses.append(loss))
    assert np.mean(losses[-10:]) < np.mean(losses[:10]) / 2
    encoder = load_encoder(tmp_path / "model")
    butcher, fr_butcher, baker = encoder.encode(["butcher", "bouchère", "baker"])
    assert butcher @ fr_butcher > butcher @ baker + 0.3


def test_the_last_stage_spares_what_no_lesson_ever_met(taxonomy: Taxonomy) -> None:
    texts = [text for c in taxonomy.concepts.values() for w in c.wordings.values() for text in w]
    tokenizer = train_subwords(texts, 200)
    shape = BagShape(32, tokenizer.get_vocab_size(), 8192, hidden=8)
    words = WordTable(RowFinder(tokenizer, shape))
    lessons = Lessons(taxonomy, words, LAST_MIX, 16)
    words.close(np.random.default_rng(0))
    met = np.unique(words.rows)
    before = torch.zeros(shape.rows, 32)
    before[torch.from_numpy(met)] = torch.randn(len(met), 32)
    head = HeadTrainer(32, 8, seed=1).finished()
    after, head_after = last_stage(before, head, lessons, words, shape, Plan(minutes=1, **SMALL))
    unmet = np.setdiff1d(np.arange(shape.rows), met)
    assert len(unmet) > 0
    assert not after[torch.from_numpy(unmet)].any()
    assert not torch.equal(after, before)
    assert not torch.equal(head_after[2], head[2])
    assert (after - before).abs().max() < before.abs().max() / 2


def lessons_of(taxonomy: Taxonomy, mix: dict[str, float]) -> Lessons:
    tokenizer = train_subwords(["boucher boulanger"], 50)
    shape = BagShape(8, tokenizer.get_vocab_size(), 64)
    return Lessons(taxonomy, WordTable(RowFinder(tokenizer, shape)), mix, size=8)


@pytest.mark.parametrize("kind", sorted(DEFAULT_MIX))
def test_each_kind_of_lesson_can_be_drawn(taxonomy: Taxonomy, kind: str) -> None:
    random = np.random.default_rng(0)
    for batch in islice(lessons_of(taxonomy, {kind: 1.0}).batches(random), 20):
        assert isinstance(batch, Batch)
        assert len(batch.left) == len(batch.right) == len(batch.families) > 0
        assert all(len(text) for text in (*batch.left, *batch.right))


def test_a_batch_keeps_to_one_taxonomy(taxonomy: Taxonomy) -> None:
    taxonomy.concepts["rome:D1101"].add("fr", "Boucherie de détail")
    lessons = lessons_of(taxonomy, {"occupations": 1.0, "occupations:job": 0.0})
    families = [
        set(batch.families.tolist())
        for batch in islice(lessons.batches(np.random.default_rng(0)), 40)
    ]
    assert {len(found) for found in families} == {1, 2}
    assert all(one == two or not one & two for one in families for two in families)


def test_shares_of_one_taxonomy_can_be_named(taxonomy: Taxonomy) -> None:
    lessons = lessons_of(taxonomy, {"skill_lists": 0.0, "skill_lists:rome": 1.0})
    for batch in islice(lessons.batches(np.random.default_rng(0)), 20):
        assert len(batch.left) == 1


def test_near_misses_are_the_nearest_of_other_families() -> None:
    wordings = [[np.array([number])] for number in range(30)]
    angles = np.arange(30) / 30
    table = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    families = np.arange(30) // 2
    found = near_misses(wordings, families, lambda texts: table[[int(t[0]) for t in texts]])
    assert found.shape == (30, NEAREST)
    assert set(found[10].tolist()) == {6, 7, 8, 9, 12, 13, 14, 15}
    assert all(families[own] not in families[near] for own, near in enumerate(found))


def test_two_wordings_of_a_concept_differ(taxonomy: Taxonomy) -> None:
    random = np.random.default_rng(0)
    for batch in islice(lessons_of(taxonomy, {"skills": 1.0}).batches(random), 20):
        pairs = zip(batch.left, batch.right, strict=True)
        assert all(left.tolist() != right.tolist() for left, right in pairs)


def test_wordings_without_words_teach_nothing(taxonomy: Taxonomy) -> None:
    taxonomy.concept("esco:odd", "skill").add("fr", "🙂", "…")
    batches = islice(lessons_of(taxonomy, {"skills": 1.0}).batches(np.random.default_rng(0)), 5)
    assert all(len(text) for batch in batches for text in (*batch.left, *batch.right))


def test_titles_of_one_code_are_one_family(taxonomy: Taxonomy) -> None:
    lessons = lessons_of(taxonomy, {"titles": 0.0, "titles:rome": 1.0})
    batch = next(lessons.batches(np.random.default_rng(0)))
    assert len(set(batch.families.tolist())) == 1


def test_adverts_stand_with_the_titles_of_their_code(taxonomy: Taxonomy) -> None:
    adverts = [c for c in taxonomy.concepts.values() if c.key.startswith("advert:")]
    assert len(adverts) > 3000
    assert len({concept.family for concept in adverts}) > 400
    assert taxonomy.concepts["advert:ELS"].family == "rome:D1507"
    batch = next(lessons_of(taxonomy, {"titles:advert": 1.0}).batches(np.random.default_rng(0)))
    pairs = zip(batch.left, batch.right, strict=True)
    assert any(left.tolist() != right.tolist() for left, right in pairs)


def test_no_wording_of_an_abbreviation_stands_twice(taxonomy: Taxonomy) -> None:
    texts = [
        text.casefold()
        for key, concept in taxonomy.concepts.items()
        if key.startswith("jargon:")
        for text in concept.wordings["fr"]
    ]
    assert len(texts) > 400
    assert len(set(texts)) == len(texts)


def test_a_teacher_knows_occupations_with_english_words(taxonomy: Taxonomy) -> None:
    taught = teach(taxonomy, load_encoder())
    concepts = [taxonomy.concepts[key] for key in taught.rows]
    assert concepts
    assert all(c.kind.startswith("occupation") and c.wordings["en"] for c in concepts)
    assert list(taught.rows.values()) == list(range(len(concepts)))
    np.testing.assert_allclose(np.linalg.norm(taught.vectors, axis=1), 1, atol=1e-5)


def test_a_teacher_spreads_what_a_pair_should_find_but_not_over_its_family() -> None:
    tokenizer = train_subwords(["un", "deux"], 20)
    shape = BagShape(8, tokenizer.get_vocab_size(), 16)
    teacher = torch.nn.functional.normalize(torch.tensor([[1.0, 0.1], [1.0, 0.2], [0.0, 1.0]]))
    words = WordTable(RowFinder(tokenizer, shape))
    trainer = Trainer(shape, words, Recipe(steps=1, taught=0.5), 1, teacher)
    one = np.array([0])
    batch = Batch([one] * 4, [one] * 4, np.array([1, 2, 2, 4]), np.array([0, 1, 2, -1]))
    families = torch.from_numpy(batch.families)
    same = (families[:, None] == families[None, :]).fill_diagonal_(False)
    targets = trainer.targets(batch, same)
    np.testing.assert_allclose(targets.sum(dim=1), 1, atol=1e-6)
    assert targets[0, 1] > 0.1 > targets[0, 2]
    assert targets[1, 2] == targets[2, 1] == 0
    assert targets[3].tolist() == [0, 0, 0, 1]


def test_misspelling_changes_one_place_and_spares_short_words() -> None:
    random = np.random.default_rng(0)
    assert misspell("the", random) == "the"
    for _ in range(50):
        wrong = misspell("boucher", random)
        assert wrong[0] == "b"
        assert abs(len(wrong) - 7) <= 1


def test_the_command_trains_and_says_what_it_wrote(tmp_path: Path) -> None:
    app = typer.Typer()
    train.register(app)
    esco, output = write_esco(tmp_path / "esco"), tmp_path / "model"
    arguments = ["--taxonomy", str(esco), "--output", str(output), "--minutes", "0.01"]
    result = CliRunner().invoke(app, [*arguments, "--threads", "1"])
    assert result.exit_code == 0, result.output
    assert load_encoder(output).dimensions == 256


def test_the_command_names_a_teacher_that_is_not_there(tmp_path: Path) -> None:
    app = typer.Typer()
    train.register(app)
    arguments = ["--output", str(tmp_path / "m"), "--teacher", str(tmp_path / "nobody")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert "nobody" in result.output.replace("\n", "")
    assert not (tmp_path / "m").exists()


def test_the_command_refuses_a_folder_without_taxonomy(tmp_path: Path) -> None:
    app = typer.Typer()
    train.register(app)
    result = CliRunner().invoke(app, ["--taxonomy", str(tmp_path), "--output", str(tmp_path / "m")])
    assert result.exit_code == 2
