"""ROME and ESCO as published, in their several layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from myjobmatch.domain.enums import SkillKind
from myjobmatch.domain.taxonomy import EntryRead, MobilityRead, RelationRead, TaxonomyRow
from myjobmatch.integrations.esco import esco_files, read_esco
from myjobmatch.integrations.problems import Problem, UnreadableSource
from myjobmatch.integrations.rome import read_rome, rome_files


def put(folder: Path, name: str, text: str, encoding: str = "utf-8") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text.encode(encoding))


def rome(folder: Path) -> tuple[list[TaxonomyRow], list[Problem]]:
    problems: list[Problem] = []
    return list(read_rome(rome_files(folder), problems.append)), problems


def esco(folder: Path, *languages: str) -> tuple[list[TaxonomyRow], list[Problem]]:
    problems: list[Problem] = []
    return list(read_esco(esco_files(folder, languages), problems.append)), problems


def names(row: TaxonomyRow) -> list[tuple[str, str, bool]]:
    assert isinstance(row, EntryRead)
    return [(name.language, name.text, name.preferred) for name in row.names]


def test_rome_4(tmp_path: Path) -> None:
    put(
        tmp_path,
        "unix_referentiel_code_rome_v460_utf8.csv",
        '"code_rome","code_ogr","libelle_rome"\n"D1106","1","Vendeur / Vendeuse"\n"X","2","Non"\n',
    )
    put(
        tmp_path,
        "unix_referentiel_appellation_v460_utf8.csv",
        '"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome"\n'
        '"10","Crémier / Crémière","Crémier(ère)","D1106"\n"11","Fromager","Fromager","D1106"\n',
    )
    put(
        tmp_path,
        "unix_referentiel_competence_v460_utf8.csv",
        '"code_ogr","libelle_competence","cat_comp"\n"20","Trancher","Savoir-faire"\n'
        '"21","Faire preuve d\'autonomie","Savoir-être professionnel"\n"22","","Savoir-faire"\n',
    )
    put(
        tmp_path,
        "unix_referentiel_savoir_v460_utf8.csv",
        '"code_ogr_savoir","libelle_savoir"\n"30","Fromages"\n',
    )
    put(
        tmp_path,
        "unix_rubrique_mobilite_v460_utf8.csv",
        '"code_rome","code_rome_cible","numero_ordre"\n"D1106","D1107","5"\n"D1106","D1108","6"\n'
        '"D1106","D1109","²"\n',
    )

    rows, problems = rome(tmp_path)

    entries = {row.code: row for row in rows if isinstance(row, EntryRead) and row.creates}
    assert names(entries["D1106"]) == [("fr", "Vendeur / Vendeuse", True)]
    assert {code: row.skill_kind for code, row in entries.items() if row.is_skill} == {
        "20": SkillKind.SAVOIR_FAIRE,
        "21": SkillKind.SAVOIR_ETRE,
        "30": SkillKind.SAVOIR,
    }
    others = [names(row) for row in rows if isinstance(row, EntryRead) and not row.creates]
    assert others == [[("fr", "Crémier / Crémière", False)], [("fr", "Fromager", False)]]
    assert [row.near for row in rows if isinstance(row, MobilityRead)] == [True, False, False]
    assert all(row.rules for row in rows if isinstance(row, MobilityRead))
    assert [(p.line, p.code) for p in problems] == [(3, "bad_code"), (4, "no_label")]


def test_rome_3_fills_and_does_not_rule(tmp_path: Path) -> None:
    put(
        tmp_path,
        "unix_referentiel_code_rome_v347_utf8.csv",
        '"code_rome","libelle_rome","statut"\n"D1106","Vente","1"\n"D1199","Ancien","0"\n',
    )
    put(
        tmp_path,
        "unix_referentiel_code_rome_riasec_v347_utf8.csv",
        '"code_rome","riasec_majeur","riasec_mineur"\n"D1106","E","R"\n',
    )
    put(
        tmp_path,
        "unix_referentiel_competence_v347_utf8.csv",
        '"code_ogr","libelle_competence","libelle_type_competence","statut"\n'
        '"40","Utilisation d\'\'une trancheuse","SAVOIRS THEORIQUES ET PROCEDURAUX","1"\n',
    )
    put(
        tmp_path,
        "unix_referentiel_env_travail_v347_utf8.csv",
        '"code_ogr","libelle_env_travail"\n"50","Crémerie"\n',
    )
    put(
        tmp_path,
        "unix_coherence_item_v347_utf8.csv",
        '"code_rome","code_ogr"\n"D1106","40"\n"D1106","50"\n',
    )
    put(
        tmp_path,
        "unix_rubrique_mobilite_v347_utf8.csv",
        '"code_rome","code_rome_cible","libelle_type_mobilite"\n"D1106","D1107","Evolution"\n'
        '"D1106","D1106","Proche"\n',
    )

    rows, problems = rome(tmp_path)

    assert not any(row.rules for row in rows)
    assert [row.riasec for row in rows if isinstance(row, EntryRead) and row.riasec] == ["ER"]
    (skill,) = [row for row in rows if isinstance(row, EntryRead) and row.is_skill]
    assert names(skill) == [("fr", "Utilisation d'une trancheuse", True)]
    assert [row.skill_code for row in rows if isinstance(row, RelationRead)] == ["40"]
    assert {p.code for p in problems} == {"withdrawn", "work_environment", "to_itself"}


def test_the_newer_release_is_read_first(tmp_path: Path) -> None:
    for release in ("v347", "v460"):
        put(
            tmp_path / release,
            f"unix_referentiel_code_rome_{release}_utf8.csv",
            f'"code_rome","libelle_rome"\n"D1106","{release}"\n',
        )

    rows, _ = rome(tmp_path)

    assert [(names(row)[0][1], row.rules) for row in rows] == [("v460", True), ("v347", False)]


def test_a_folder_without_rome_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "autre.csv", "a,b\n1,2\n")
    with pytest.raises(UnreadableSource, match="no_rome_files"):
        rome_files(tmp_path)

    put(tmp_path, "unix_referentiel_code_rome_v460_utf8.csv", "a,b\n1,2\n")
    with pytest.raises(UnreadableSource, match="columns"):
        rome_files(tmp_path)


def test_broken_rows_are_told_with_their_line(tmp_path: Path) -> None:
    heading = '"code_rome","libelle_rome"\n'
    (tmp_path / "unix_referentiel_code_rome_v460_utf8.csv").write_bytes(
        b"\xef\xbb\xbf" + heading.encode() + b'"D1106"\n' + '"D1107","Crémier"\n'.encode("latin-1")
    )

    rows, problems = rome(tmp_path)

    assert names(rows[0]) == [("fr", "Crémier", True)]
    assert [(p.line, p.code, p.skipped) for p in problems] == [
        (2, "short_row", True),
        (3, "encoding", False),
    ]


URI = "http://data.europa.eu/esco"


def test_esco_official_layout(tmp_path: Path) -> None:
    put(
        tmp_path,
        "skills_en.csv",
        "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status\n"
        f'KnowledgeSkillCompetence,{URI}/skill/aaa,knowledge,,cheese,"fromage//m\ndairy",released\n'
        f"KnowledgeSkillCompetence,{URI}/skill/bbb,skill/competence,,slice,,obsolete\n"
        f"SkillGroup,{URI}/skill/ccc,,,group,,released\n",
    )
    put(
        tmp_path,
        "occupations_en.csv",
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels\n"
        f"Occupation,{URI}/occupation/ooo,1,cheesemonger,\n",
    )
    put(tmp_path, "ISCOGroups_en.csv", "conceptType,conceptUri,code,preferredLabel\na,b,c,d\n")
    put(
        tmp_path,
        "occupationSkillRelations.csv",
        "occupationUri,relationType,skillType,skillUri\n"
        f"{URI}/occupation/ooo,essential,knowledge,{URI}/skill/aaa\n"
        f"{URI}/occupation/ooo,perhaps,knowledge,{URI}/skill/aaa\n",
    )

    rows, problems = esco(tmp_path)

    assert [type(row).__name__ for row in rows] == ["EntryRead", "EntryRead", "RelationRead"]
    assert names(rows[1]) == [
        ("en", "cheese", True),
        ("en", "fromage", False),
        ("en", "dairy", False),
    ]
    assert isinstance(rows[1], EntryRead)
    assert (rows[1].code, rows[1].skill_kind) == ("aaa", SkillKind.SAVOIR)
    assert isinstance(rows[2], RelationRead)
    assert (rows[2].occupation_code, rows[2].skill_code, rows[2].essential) == ("ooo", "aaa", True)
    assert [p.code for p in problems] == ["withdrawn", "not_a_concept", "bad_relation"]


def test_esco_other_layouts(tmp_path: Path) -> None:
    put(
        tmp_path,
        "skills_fr.csv",
        f"conceptUri,preferredLabel,altLabels\n{URI}/skill/aaa,fromage,lait|crème\n",
    )
    put(
        tmp_path,
        "occupationSkillRelations_compact.csv",
        "occupation_uuid,skill_uuid,relation\nooo,aaa,o\n",
    )
    put(
        tmp_path,
        "occupations_ar.csv",
        f"conceptType,conceptUri,iscoGroup,preferredLabel,altLabels\n"
        f"Occupation,{URI}/occupation/ooo,1,بائع,\n",
    )

    rows, _ = esco(tmp_path)

    assert names(rows[0]) == [("ar", "بائع", True)]
    assert names(rows[1]) == [
        ("fr", "fromage", True),
        ("fr", "lait", False),
        ("fr", "crème", False),
    ]
    assert isinstance(rows[1], EntryRead)
    assert rows[1].skill_kind is None
    assert isinstance(rows[2], RelationRead)
    assert rows[2].essential is False
    assert [row.part for row in esco(tmp_path, "fr")[0]] == ["skills", "relations"]


def test_esco_without_a_known_language(tmp_path: Path) -> None:
    put(tmp_path, "skills.csv", f"conceptUri,preferredLabel\n{URI}/skill/aaa,queso\n")

    with pytest.raises(UnreadableSource, match="language"):
        esco_files(tmp_path)
    assert names(esco(tmp_path, "es")[0][0]) == [("es", "queso", True)]
