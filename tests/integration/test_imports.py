"""Imports into a real database: every row accounted for, a second run changes nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from myjobmatch.db.models import Offer, OfferSource
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import OfferOrigin, OfferStatus, Role, SkillKind
from myjobmatch.domain.errors import Forbidden
from myjobmatch.domain.taxonomy import EntryRead, Name
from myjobmatch.integrations.problems import Problem
from myjobmatch.services.importing import Importer, Summary

LONG = (
    "Accueillir les clients, mettre en rayon, tenir la caisse et garder le magasin agréable. " * 2
)


def offer(id_: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "intitule": f"Poste {id_}",
        "description": f"{LONG} {id_}",
        "lieuTravail": {"libelle": "77 - MELUN", "latitude": 48.54, "longitude": 2.66},
        "entreprise": {"nom": "Épicerie du Lac"},
        "romeCode": "D1106",
        "typeContrat": "CDI",
        "competences": [{"code": "900001", "libelle": "Trancher le fromage", "exigence": "E"}],
    } | fields


def feed(tmp_path: Path, *offers: dict[str, Any]) -> Path:
    path = tmp_path / "offers.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in offers), encoding="utf-8")
    return path


def rome(tmp_path: Path, label: str = "Vendeur / Vendeuse") -> Path:
    folder = tmp_path / "rome"
    folder.mkdir(exist_ok=True)
    for name, text in {
        "unix_referentiel_code_rome_v460_utf8.csv": f'"code_rome","libelle_rome"\n"D1106","{label}"\n'
        '"D1107","Grossiste"\n',
        "unix_referentiel_appellation_v460_utf8.csv": '"code_ogr","libelle_appellation_long",'
        '"libelle_appellation_court","code_rome"\n"1","Crémier / Crémière","Crémier","D1106"\n'
        '"2","Perdu","Perdu","Z9999"\n',
        "unix_referentiel_competence_v460_utf8.csv": '"code_ogr","libelle_competence","cat_comp"\n'
        '"900001","Trancher du fromage","Savoir-faire"\n'
        '"900002","Faire preuve d\'autonomie","Savoir-être professionnel"\n',
        "unix_rubrique_mobilite_v460_utf8.csv": '"code_rome","code_rome_cible","numero_ordre"\n'
        '"D1106","D1107","1"\n',
        "unix_coherence_item_v347_utf8.csv": '"code_rome","code_ogr"\n"D1106","900001"\n'
        '"D1106","900009"\n',
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def counts(summary: Summary, part: str = "offers") -> dict[str, int]:
    return {outcome: n for (of, outcome), n in summary.counts.items() if of == part}


async def sequence(database: Database) -> int:
    async with database.unit(write=False) as uow:
        return await uow.ledger.latest_change()


async def offer_of(database: Database, source_id: str) -> tuple[Offer, OfferSource]:
    async with database.unit(write=False) as uow:
        source = await uow.offers.source("france_travail", source_id)
        assert source is not None
        found = await uow.offers.get(source.offer_id)
        assert found is not None
        return found, source


async def test_offers_are_published_and_a_second_run_changes_nothing(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    path = feed(tmp_path, offer("1"), offer("2"), {"id": "3"})
    importer = Importer(database)

    first = await importer.offers(SYSTEM, path)

    assert counts(first) == {"created": 2, "skipped": 1}
    assert first.skips == {"no_title": 1}
    before = await sequence(database)
    async with database.unit(write=False) as uow:
        changes = await uow.ledger.changes_since(0, ["offer", "catalogue"])
        assert [change.topic for change in changes].count("offer") == 2
    stored, source = await offer_of(database, "1")
    assert (stored.origin, stored.status) == (OfferOrigin.OUTSIDE, OfferStatus.PUBLISHED)
    assert stored.expires_at == clock.now() + timedelta(days=30)
    assert source.url.startswith("https://")

    clock.advance(timedelta(days=2))
    second = await importer.offers(SYSTEM, path)

    assert counts(second) == {"unchanged": 2, "skipped": 1}
    assert second.changed == 0
    assert await sequence(database) == before
    stored, source = await offer_of(database, "1")
    assert source.last_seen_at == clock.now()
    assert stored.expires_at == clock.now() + timedelta(days=30)


async def test_what_changed_is_updated_on_the_same_job(database: Database, tmp_path: Path) -> None:
    importer = Importer(database)
    await importer.offers(SYSTEM, feed(tmp_path, offer("1"), offer("2")))
    before, _ = await offer_of(database, "1")
    start = await sequence(database)
    asked = [{"code": "900002", "libelle": "Tenir la caisse", "exigence": "S"}]

    summary = await importer.offers(
        SYSTEM, feed(tmp_path, offer("1", intitule="Autre", competences=asked), offer("2"))
    )

    assert counts(summary) == {"updated": 1, "unchanged": 1}
    after, _ = await offer_of(database, "1")
    assert (after.id, after.public_id, after.title) == (before.id, before.public_id, "Autre")
    async with database.unit(write=False) as uow:
        ((skill_id, essential),) = await uow.offers.skills(after.id)
        assert (await uow.catalogue.skill_names([skill_id], "fr"))[skill_id] == "Tenir la caisse"
        assert essential is False
        changes = await uow.ledger.changes_since(start, ["offer"])
        assert [change.entity_id for change in changes] == [after.id]


async def test_an_expired_offer_that_is_back_is_open_again(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    path = feed(tmp_path, offer("1"))
    importer = Importer(database)
    await importer.offers(SYSTEM, path)
    clock.advance(timedelta(days=31))
    async with database.unit() as uow:
        (due,) = await uow.endings.due_to_expire(clock.now(), 10)
        due.status, due.closed_at = OfferStatus.EXPIRED, clock.now()

    summary = await importer.offers(SYSTEM, path)

    assert counts(summary) == {"reopened": 1}
    stored, _ = await offer_of(database, "1")
    assert (stored.status, stored.closed_at) == (OfferStatus.PUBLISHED, None)
    async with database.unit(write=False) as uow:
        assert list(await uow.offers.published_ids(clock.now())) == [stored.id]


async def test_one_job_may_have_several_records(database: Database, tmp_path: Path) -> None:
    twin = {"intitule": "Crémier", "description": LONG}
    path = feed(tmp_path, offer("1", **twin), offer("2", **twin))
    importer = Importer(database)

    assert counts(await importer.offers(SYSTEM, path)) == {"created": 1, "attached": 1}
    later = feed(tmp_path, offer("1", **twin), offer("2", **twin), offer("3", **twin))
    assert counts(await importer.offers(SYSTEM, later)) == {"unchanged": 2, "attached": 1}
    assert counts(await importer.offers(SYSTEM, later)) == {"unchanged": 3}
    assert len({(await offer_of(database, id_))[0].id for id_ in "123"}) == 1


async def test_short_descriptions_do_not_make_one_job_of_two(
    database: Database, tmp_path: Path
) -> None:
    twin = {"intitule": "Crémier", "description": "Vente."}

    summary = await Importer(database).offers(
        SYSTEM, feed(tmp_path, offer("1", **twin), offer("2", **twin))
    )

    assert counts(summary) == {"created": 2}


async def test_an_id_met_twice_counts_once(database: Database, tmp_path: Path) -> None:
    path = feed(tmp_path, offer("1"), offer("1", intitule="Autre"))
    importer = Importer(database)

    for outcome in ("created", "unchanged"):
        summary = await importer.offers(SYSTEM, path)
        assert counts(summary) == {outcome: 1, "skipped": 1}
        assert summary.skips == {"duplicate_id": 1}


async def test_more_than_a_batch(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("myjobmatch.services.importing.OFFERS_A_BATCH", 7)
    path = feed(tmp_path, *(offer(str(n)) for n in range(40)))

    summary = await Importer(database).offers(SYSTEM, path)

    assert counts(summary) == {"created": 40}


async def test_rome_is_loaded_once_and_offers_find_it(database: Database, tmp_path: Path) -> None:
    folder = rome(tmp_path)
    problems: list[Problem] = []
    importer = Importer(database, problems.append)

    first = await importer.rome(SYSTEM, folder)

    assert counts(first, "occupations") == {"created": 2}
    assert counts(first, "appellations") == {"created": 1, "skipped": 1}
    assert counts(first, "competences") == {"created": 2}
    assert counts(first, "mobilities") == {"created": 1}
    assert counts(first, "relations") == {"created": 1, "skipped": 1}
    assert {(p.code, p.line) for p in problems} == {("unknown_occupation", 3), ("unknown_skill", 3)}
    before = await sequence(database)
    second = await importer.rome(SYSTEM, folder)
    assert second.changed == 0
    assert await sequence(database) == before

    quality = [{"libelle": "Autonomie"}]
    await importer.offers(SYSTEM, feed(tmp_path, offer("1", qualitesProfessionnelles=quality)))
    stored, _ = await offer_of(database, "1")
    async with database.unit(write=False) as uow:
        code = await uow.offers.occupation_code(stored.occupation_id or 0)
        skills = await uow.catalogue.skills_by_code("rome")
        assert code == "D1106"
        assert list(await uow.offers.skills(stored.id)) == [(skills["900001"], True)]
        assert list(await uow.offers.aptitudes(stored.id)) == [skills["900002"]]


async def test_offers_imported_before_rome_find_their_occupation_later(
    database: Database, tmp_path: Path
) -> None:
    path = feed(tmp_path, offer("1"))
    importer = Importer(database)

    first = await importer.offers(SYSTEM, path)
    assert first.gaps == {"unknown_occupation": 1}
    assert (await offer_of(database, "1"))[0].occupation_id is None

    await importer.rome(SYSTEM, rome(tmp_path))
    assert counts(await importer.offers(SYSTEM, path)) == {"updated": 1}
    assert (await offer_of(database, "1"))[0].occupation_id is not None
    assert counts(await importer.offers(SYSTEM, path)) == {"unchanged": 1}


async def test_rome_shares_the_demonstration_s_occupations(
    database: Database, tmp_path: Path
) -> None:
    demonstration = [
        EntryRead("", 1, "occupations", "rome", "D1106", is_skill=False, riasec="E",
                  names=(Name("fr", "Vendeur", preferred=True), Name("en", "Seller", preferred=True))),
    ]  # fmt: skip
    ours = [
        EntryRead("", 1, "skills", "demo", "A01", is_skill=True,
                  names=(Name("fr", "Autonomie", preferred=True),), skill_kind=SkillKind.SAVOIR_ETRE),
    ]  # fmt: skip
    async with database.unit() as uow:
        await uow.imports.entries(demonstration, is_skill=False, decided=set())
        await uow.imports.entries(ours, is_skill=True, decided=set())

    await Importer(database).rome(SYSTEM, rome(tmp_path))

    async with database.unit(write=False) as uow:
        id_ = (await uow.catalogue.occupations_by_code("rome"))["D1106"]
        labels = [
            (row.language, row.kind.value, row.text)
            for row in await uow.catalogue.occupation_labels()
            if row.entity_id == id_
        ]
        assert sorted(labels) == [
            ("en", "preferred", "Seller"),
            ("fr", "alternative", "Crémier"),
            ("fr", "alternative", "Crémier / Crémière"),
            ("fr", "alternative", "Vendeur"),
            ("fr", "preferred", "Vendeur / Vendeuse"),
        ]
        # ROME's own word for an aptitude of ours is another name of it, not a second aptitude
        aptitude = (await uow.catalogue.skills_by_code("demo"))["A01"]
        names = [row.text for row in await uow.catalogue.skill_labels([SkillKind.SAVOIR_ETRE])]
        assert names == ["Autonomie", "Faire preuve d'autonomie"]
        assert aptitude
        assert "900002" not in await uow.catalogue.skills_by_code("rome")


async def test_a_label_that_changed_replaces_the_preferred_one(
    database: Database, tmp_path: Path
) -> None:
    importer = Importer(database)
    await importer.rome(SYSTEM, rome(tmp_path))

    summary = await importer.rome(SYSTEM, rome(tmp_path, label="Vendeur conseil"))

    assert counts(summary, "occupations") == {"updated": 1, "unchanged": 1}
    async with database.unit(write=False) as uow:
        id_ = (await uow.catalogue.occupations_by_code("rome"))["D1106"]
        assert (await uow.catalogue.occupation_names([id_], "fr"))[id_] == "Vendeur conseil"


async def test_esco_in_two_languages(database: Database, tmp_path: Path) -> None:
    uri = "http://data.europa.eu/esco"
    for language, label, other in (("fr", "fromage", "lait"), ("en", "cheese", "dairy")):
        (tmp_path / f"skills_{language}.csv").write_text(
            "conceptType,conceptUri,skillType,preferredLabel,altLabels\n"
            f"KnowledgeSkillCompetence,{uri}/skill/aaa,knowledge,{label},{other}\n",
            encoding="utf-8",
        )
    (tmp_path / "occupations_fr.csv").write_text(
        f"conceptType,conceptUri,preferredLabel\nOccupation,{uri}/occupation/ooo,crémier\n",
        encoding="utf-8",
    )
    (tmp_path / "occupationSkillRelations_fr.csv").write_text(
        "occupationUri,relationType,skillType,skillUri\n"
        f"{uri}/occupation/ooo,essential,knowledge,{uri}/skill/aaa\n"
        f"{uri}/occupation/xxx,essential,knowledge,{uri}/skill/aaa\n",
        encoding="utf-8",
    )
    importer = Importer(database)

    first = await importer.esco(SYSTEM, tmp_path)

    assert counts(first, "skills") == {"created": 1, "updated": 1}
    assert counts(first, "relations") == {"created": 1, "skipped": 1}
    before = await sequence(database)
    assert (await importer.esco(SYSTEM, tmp_path)).changed == 0
    assert await sequence(database) == before
    async with database.unit(write=False) as uow:
        skill = (await uow.catalogue.skills_by_code("esco"))["aaa"]
        occupation = (await uow.catalogue.occupations_by_code("esco"))["ooo"]
        assert await uow.catalogue.skill_names([skill], "en") == {skill: "cheese"}
        assert list(await uow.catalogue.skills_of_occupation(occupation)) == [(skill, True)]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
async def test_only_the_system_and_administrators_import(
    database: Database, tmp_path: Path, role: Role
) -> None:
    actor = Actor(account_id=1, public_id="somebody", role=role, structure_id=1)

    with pytest.raises(Forbidden):
        await Importer(database).offers(actor, feed(tmp_path, offer("1")))
    with pytest.raises(Forbidden):
        await Importer(database).rome(actor, rome(tmp_path))
