"""From a feed's file to the deck: imported offers are swiped, and a like becomes an application."""

import json
from pathlib import Path

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import ApplicationStatus, DecisionKind, OfferOrigin
from myjobmatch.integrations.problems import Problem
from myjobmatch.services.application import Application
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.decks import DeckQuery, deal_offers
from myjobmatch.services.importing import Importer
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories
from tests.fixtures.encoder import shipped

FEED = [
    {
        "id": "F1",
        "intitule": "Employé / Employée de commerce",
        "description": "Vous mettez en rayon et tenez la caisse d'un magasin de quartier.",
        "lieuTravail": {"libelle": "91 - Évry", "latitude": 48.63, "longitude": 2.44},
        "entreprise": {"nom": "Le Petit Marché"},
        "romeCode": "D1106",
        "typeContrat": "CDI",
        "experienceExige": "D",
    },
    {
        "id": "F2",
        "intitule": "Agent d'entretien",
        "description": "Vous nettoyez des bureaux tôt le matin.",
        "romeCode": "K2204",
        "typeContrat": "CDD",
    },
    {"id": "F3", "description": "Sans intitulé"},
]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "offers.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in FEED), encoding="utf-8")
    return path


async def test_imported_offers_reach_the_deck_and_a_like_opens_an_application(
    database: Database, clock: FixedClock, feed: Path
) -> None:
    async with database.unit() as uow:
        words = await factories.catalogue(uow)
        youth = await factories.youth(
            uow,
            await factories.structure(uow),
            skills=(words.skills["till"],),
            occupations=(words.occupations["D1106"],),
        )
    app = Application(database, clock, MatchingRuntime(database, None, shipped()))
    before = await deal_offers(app, youth, DeckQuery())
    problems: list[Problem] = []
    await Importer(database, on_problem=problems.append).offers(SYSTEM, feed)
    deck = await deal_offers(app, youth, DeckQuery())

    assert before.cards == ()
    assert [problem.line for problem in problems if problem.skipped] == [3]
    assert [card.title for card in deck.cards] == [
        "Employé / Employée de commerce",
        "Agent d'entretien",
    ]
    near, nowhere = deck.cards
    assert near.origin is OfferOrigin.OUTSIDE
    assert near.source == "france_travail"
    assert near.url.startswith("https://")
    assert near.explanation.wanted_occupation
    assert near.minutes is not None
    assert nowhere.minutes is None

    result = await app.run(decide_on_offer, youth, Decide(near.id, DecisionKind.LIKE))
    async with database.unit(write=False) as uow:
        application = await uow.applications.by_public_id(result.application_id or "")
    assert application is not None
    assert application.status is ApplicationStatus.OPENED
    assert result.match_id is None
