"""Taxonomies are read as published; what a benchmark asks is never read."""

from pathlib import Path

import pytest

from myjobmatch.matching.training.reading import NoTaxonomy, left_out_keys, read_taxonomies
from myjobmatch.matching.training.rome import both_genders
from myjobmatch.matching.training.taxonomy import Taxonomy
from tests.unit.matching.training.taxonomies import (
    write_catalogue,
    write_corpora,
    write_esco,
    write_rome,
)


def everything(taxonomy: Taxonomy) -> set[str]:
    return {
        text
        for concept in taxonomy.concepts.values()
        for texts in (*concept.wordings.values(), concept.descriptions)
        for text in texts
    }


def test_esco_joins_layouts_and_languages_by_concept(tmp_path: Path) -> None:
    taxonomy = read_taxonomies([write_esco(tmp_path / "esco")])
    butcher = taxonomy.concepts["esco:o1"]
    assert butcher.kind == "occupation"
    assert butcher.wordings["fr"] == ["boucher/bouchère", "boucher", "bouchère"]
    assert butcher.wordings["en"] == ["butcher", "meat cutter", "animal butcher"]
    assert butcher.descriptions == ["Coupe la viande."]
    cutting = taxonomy.concepts["esco:s1"]
    assert cutting.kind == "skill"
    assert cutting.wordings["fr"] == ["couper la viande", "trancher", "découper"]
    assert taxonomy.skills_of["esco:o1"] == ["esco:s1", "esco:s2"]


def test_rome_titles_keep_their_code_as_family(tmp_path: Path) -> None:
    taxonomy = read_taxonomies([write_rome(tmp_path / "rome")])
    title = taxonomy.concepts["rome-title:10"]
    assert title.family == "rome:D1101"
    assert title.wordings["fr"][1:] == ["Boucher de marché", "Bouchère de marché"]
    assert taxonomy.concepts["rome-skill:21"].wordings["fr"] == ["Règles d'hygiène"]
    assert taxonomy.concepts["rome:D1101"].descriptions == [
        "Prépare les viandes. Sert les clients."
    ]
    assert taxonomy.skills_of["rome:D1101"][:2] == ["rome-skill:20", "rome-skill:21"]


@pytest.mark.parametrize(
    ("label", "forms"),
    [
        ("Soudeur", ["Soudeur"]),
        ("boulanger/boulangère", ["boulanger/boulangère"]),
        (
            "Agent / Agente de propreté",
            ["Agent / Agente de propreté", "Agent de propreté", "Agente de propreté"],
        ),
        (
            "Agent polyvalent / Agente polyvalente de bloc",
            [
                "Agent polyvalent / Agente polyvalente de bloc",
                "Agent polyvalent de bloc",
                "Agente polyvalente de bloc",
            ],
        ),
    ],
)
def test_both_genders(label: str, forms: list[str]) -> None:
    assert both_genders(label) == forms


def test_both_genders_around_a_tight_bar() -> None:
    forms = both_genders("Opérateur/Opératrice de presse", tight=True)
    assert forms[1:] == ["Opérateur de presse", "Opératrice de presse"]


def test_titles_that_release_4_moved_stay_in_the_family_of_release_3(tmp_path: Path) -> None:
    folder = write_rome(tmp_path / "rome")
    (folder / "unix_referentiel_appellation_v460_utf8.csv").write_text(
        '"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome",'
        '"code_rome_parent"\n"12","Découpeur de volaille","Découpeur de volaille","D1107","D1101"\n',
        encoding="utf-8",
    )
    (folder / "unix_referentiel_code_rome_v460_utf8.csv").write_text(
        '"code_rome","libelle_rome","code_rome_parent"\n"D1107","Volailler / Volaillère","D1101"\n',
        encoding="utf-8",
    )
    taxonomy = read_taxonomies([folder])
    assert taxonomy.concepts["rome-title:12"].family == "rome:D1101"
    assert taxonomy.concepts["rome:D1107"].family == "rome:D1101"


def test_a_corpus_of_a_known_release_names_concepts_by_their_order(tmp_path: Path) -> None:
    tasks = tmp_path / "tasks" / "one"
    tasks.mkdir(parents=True)
    (tasks / "corpus_elements.tsv").write_text(
        "C000001_sv_000\tslaktare\nC000001_sv_001\tkötthandlare\nC000002_sv_000\tbagare\n",
        encoding="utf-8",
    )
    taxonomy = read_taxonomies([write_esco(tmp_path / "esco"), tmp_path / "tasks"])
    assert taxonomy.concepts["esco:o1"].wordings["sv"] == ["slaktare", "kötthandlare"]
    assert taxonomy.concepts["esco:o2"].wordings["sv"] == ["bagare"]


def test_corpora_add_languages_to_known_concepts(tmp_path: Path) -> None:
    folders = [write_esco(tmp_path / "esco"), write_corpora(tmp_path / "tasks")]
    taxonomy = read_taxonomies(folders)
    assert taxonomy.concepts["esco:o1"].wordings["de"] == ["Fleischer/Fleischerin", "Metzger"]
    assert taxonomy.concepts["esco:o2"].wordings["de"] == ["Bäcker"]
    assert "never read" not in everything(taxonomy)


def test_catalogue_meets_rome_by_code(tmp_path: Path) -> None:
    folders = [write_rome(tmp_path / "rome"), write_catalogue(tmp_path / "catalogue")]
    taxonomy = read_taxonomies(folders)
    occupation = taxonomy.concepts["rome:D1101"]
    assert {"Boucherie", "Boucher", "Bouchère", "louchébem"} <= set(occupation.wordings["fr"])
    assert occupation.wordings["en"] == ["Butcher"]
    assert taxonomy.concepts["catalogue:cut_meat"].wordings["en"] == ["Cut meat", "carve"]
    assert "catalogue:cut_meat" in taxonomy.skills_of["rome:D1101"]


def test_everyday_wordings_come_along(tmp_path: Path) -> None:
    taxonomy = read_taxonomies([write_catalogue(tmp_path / "catalogue")])
    childcare = taxonomy.concepts["everyday:childcare"]
    assert set(childcare.wordings) == {"fr", "en", "ar", "es", "pt", "uk"}


def test_what_jobs_are_called_belongs_to_its_code(tmp_path: Path) -> None:
    taxonomy = read_taxonomies([write_catalogue(tmp_path / "catalogue")])
    jobs = [concept for concept in taxonomy.concepts.values() if concept.kind == "job"]
    assert len(jobs) > 2000
    assert {len(job.wordings) for job in jobs} <= {2, 3, 4, 5, 6}
    assert all(any(job.wordings[language]) for job in jobs for language in job.wordings)
    driver = next(job for job in jobs if "tractor driver" in job.wordings["en"])
    assert driver.family == "rome:A1101"


def test_left_out_concepts_are_nowhere(tmp_path: Path) -> None:
    taxonomy = read_taxonomies([write_esco(tmp_path / "esco")])
    names = tmp_path / "names.txt"
    names.write_text("http://data.europa.eu/esco/skill/s1\nesco:o2\n")
    rest = taxonomy.without(left_out_keys(names))
    assert not {"esco:s1", "esco:o2"} & set(rest.concepts)
    assert rest.skills_of == {"esco:o1": ["esco:s2"]}
    assert "couper la viande" not in everything(rest)


def test_a_folder_without_taxonomy_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoTaxonomy, match=tmp_path.name):
        read_taxonomies([tmp_path])
