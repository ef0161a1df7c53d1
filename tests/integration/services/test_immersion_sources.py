"""What immersions tell elsewhere: the first page, i-milo, notifications, the paper; on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest
from sqlalchemy import select

from myjobmatch.db.models import AuditEntry
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import ApplicationStatus, ContractKind
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.imilo import EntryKind
from myjobmatch.domain.immersions import ImmersionDone, ImmersionPurpose, ObjectivesMet, Signer
from myjobmatch.domain.today import TodayKind, TodayRow
from myjobmatch.services import immersion_tellers
from myjobmatch.services.acting_for import AnswerApplicationFor, answer_application_for
from myjobmatch.services.applications import AnswerApplication, answer_application
from myjobmatch.services.decisions import move_application
from myjobmatch.services.deliveries import deliver_once
from myjobmatch.services.imilo.listing import EntryQuery, list_entries
from myjobmatch.services.immersion_company import ProposeImmersion, propose_immersion
from myjobmatch.services.immersion_paper import print_agreement
from myjobmatch.services.immersion_review import ReviewImmersion, review_immersion
from myjobmatch.services.immersion_tellers import ask_for_reviews
from myjobmatch.services.immersions import SaveImmersion, cancel_immersion, save_immersion
from myjobmatch.services.outbox import work_once
from myjobmatch.services.today.desk import list_today
from tests.integration.services.immersion_town import ImmersionTown, immersion_town
from tests.integration.services.told_town import Post, phone

LISTENING = immersion_tellers


@pytest.fixture
async def town(database: Database) -> ImmersionTown:
    return await immersion_town(database)


async def rows(town: ImmersionTown, actor: Actor | None = None) -> list[TodayRow]:
    page = await town.app.run(list_today, actor or town.own, None)
    return [row for group in page.groups if group.kind is TodayKind.IMMERSION for row in group.rows]


async def entries(town: ImmersionTown) -> list[str]:
    query = EntryQuery(with_dossier=False)
    listed = await town.app.run(list_entries, town.own, query)
    return [row.what for row in listed.rows if row.kind is EntryKind.IMMERSION]


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


async def proposed(town: ImmersionTown) -> str:
    starts = town.today + timedelta(days=10)
    command = ProposeImmersion(
        town.match_id, starts, starts + timedelta(days=4), "Paul Lenoir", "Boulanger", "Servir"
    )
    return await town.app.run(propose_immersion, town.recruiter, command)


async def test_the_first_page_says_what_each_needs(town: ImmersionTown, clock: FixedClock) -> None:
    immersion_id = await proposed(town)
    (row,) = await rows(town)
    assert (row.detail, row.act, row.subject) == (
        "immersion_proposed",
        "immersion_proposed",
        "Lina Benali",
    )
    assert row.href.endswith(f"/immersions#{immersion_id}")
    assert [one.detail for one in await rows(town, town.manager)] == ["immersion_proposed"]
    assert await rows(town, town.colleague) == await rows(town, town.stranger) == []

    ready = SaveImmersion(town.lina_id, town.whole(), immersion_id, ready=True)
    await town.app.run(save_immersion, town.own, ready)
    (row,) = await rows(town)
    assert (row.detail, row.urgent) == ("immersion_to_sign", False)
    clock.advance(timedelta(days=7))
    assert (await rows(town))[0].urgent
    await town.sign(immersion_id)
    assert await rows(town) == []

    clock.advance(timedelta(days=9))  # its last day
    assert await rows(town) == []
    clock.advance(timedelta(days=1))
    (row,) = await rows(town)
    assert row.detail == "immersion_review"
    done = ReviewImmersion(immersion_id, ImmersionDone.COMPLETED, ObjectivesMet.YES)
    await town.app.run(review_immersion, town.own, done)
    assert await rows(town) == []


async def test_a_draft_of_ones_own_stands_on_no_first_page(town: ImmersionTown) -> None:
    await town.app.run(save_immersion, town.own, SaveImmersion(town.lina_id, town.whole()))
    assert await rows(town) == []


async def test_imilo_is_told_of_the_agreement_and_of_its_review(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await town.ready()
    assert await entries(town) == []
    await town.sign(immersion_id)
    (agreed,) = await entries(town)
    assert agreed.startswith("Immersion (PMSMP)")
    assert "Vendeur / Vendeuse en boulangerie (Le Fournil), du " in agreed
    listed = await town.app.run(list_entries, town.own, EntryQuery(with_dossier=False))
    assert [row.kind for row in listed.rows if row.kind is EntryKind.SITUATION] == []
    clock.advance(timedelta(days=20))
    review = ReviewImmersion(
        immersion_id,
        ImmersionDone.PARTLY,
        ObjectivesMet.PARTLY,
        hired=True,
        contract=ContractKind.CDD,
        contract_starts_on=town.today + timedelta(days=30),
    )
    await town.app.run(review_immersion, town.own, review)
    told = await entries(town)
    assert agreed in told
    assert any("faite en partie, embauche (CDD" in what for what in told)


async def applied(town: ImmersionTown) -> list[str]:
    listed = await town.app.run(list_entries, town.own, EntryQuery(with_dossier=False))
    return [row.what for row in listed.rows if row.kind is EntryKind.APPLICATION]


async def test_an_immersion_of_an_application_is_told_by_its_agreement_alone(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await town.ready(application_id=town.application_id)
    await town.sign(immersion_id)
    assert (len(await entries(town)), await applied(town)) == (1, [])
    clock.advance(timedelta(days=20))
    done = ReviewImmersion(immersion_id, ImmersionDone.COMPLETED, ObjectivesMet.YES)
    await town.app.run(review_immersion, town.own, done)
    assert (len(await entries(town)), await applied(town)) == (2, [])
    hired = AnswerApplicationFor(town.lina_id, town.application_id, ApplicationStatus.HIRED)
    await town.app.run(answer_application_for, town.own, hired)
    assert len(await applied(town)) == 1


async def test_an_immersion_that_the_youth_told_of_is_told_as_it_was(
    town: ImmersionTown, clock: FixedClock
) -> None:
    for status in (ApplicationStatus.SENT, ApplicationStatus.IMMERSION):
        told = AnswerApplicationFor(town.lina_id, town.application_id, status)
        await town.app.run(answer_application_for, town.own, told)
    (what,) = await applied(town)
    assert "Plongeur / Plongeuse" in what
    clock.advance(timedelta(minutes=1))
    immersion_id = await town.ready(application_id=town.application_id)
    assert await applied(town) == [what]
    await town.sign(immersion_id)
    assert (len(await entries(town)), await applied(town)) == (1, [])
    await town.app.run(cancel_immersion, town.own, immersion_id)
    assert (await entries(town), await applied(town)) == ([], [what])


async def application(town: ImmersionTown) -> ApplicationStatus:
    async with town.app.database.unit(write=False) as uow:
        row = await uow.applications.by_public_id(town.application_id)
        assert row is not None
        return row.status


async def test_called_off_an_immersion_of_an_application_leaves_no_trace(
    town: ImmersionTown,
) -> None:
    assert await application(town) is ApplicationStatus.OPENED
    immersion_id = await town.ready(application_id=town.application_id)
    await town.sign(immersion_id)
    assert await application(town) is ApplicationStatus.IMMERSION
    await town.app.run(cancel_immersion, town.own, immersion_id)
    assert await application(town) is ApplicationStatus.SENT
    assert (await entries(town), [w for w in await applied(town) if "Immersion" in w]) == ([], [])
    refused = AnswerApplicationFor(town.lina_id, town.application_id, ApplicationStatus.NO_ANSWER)
    await town.app.run(answer_application_for, town.own, refused)


async def test_of_two_agreements_called_off_the_application_leaves_with_the_last(
    town: ImmersionTown, clock: FixedClock
) -> None:
    first = await town.ready(application_id=town.application_id)
    await town.sign(first)
    clock.advance(timedelta(minutes=5))
    starts = town.today + timedelta(days=60)
    other = town.whole(
        purpose=ImmersionPurpose.CONFIRM, starts_on=starts, ends_on=starts + timedelta(days=4)
    )
    second = await town.ready(other, application_id=town.application_id)
    await town.sign(second)
    await town.app.run(cancel_immersion, town.own, first)
    assert await application(town) is ApplicationStatus.IMMERSION
    await town.app.run(cancel_immersion, town.own, second)
    assert await application(town) is ApplicationStatus.SENT


async def test_an_immersion_that_the_youth_tells_after_a_signature_that_moved_nothing_stays(
    town: ImmersionTown, clock: FixedClock
) -> None:
    withdrawn = AnswerApplicationFor(town.lina_id, town.application_id, ApplicationStatus.WITHDRAWN)
    await town.app.run(answer_application_for, town.own, withdrawn)
    immersion_id = await town.ready(application_id=town.application_id)
    await town.sign(immersion_id)
    assert await application(town) is ApplicationStatus.WITHDRAWN
    clock.advance(timedelta(minutes=5))
    async with town.app.database.unit() as uow:
        row = await uow.applications.by_public_id(town.application_id)
        assert row is not None
        for status in (ApplicationStatus.OPENED, ApplicationStatus.SENT):
            move_application(uow, town.lina, row, status)
    told = AnswerApplication(town.application_id, ApplicationStatus.IMMERSION)
    await town.app.run(answer_application, town.lina, told)
    await town.app.run(cancel_immersion, town.own, immersion_id)
    assert await application(town) is ApplicationStatus.IMMERSION


async def test_an_end_that_was_told_stays_when_the_agreement_is_called_off(
    town: ImmersionTown,
) -> None:
    immersion_id = await town.ready(application_id=town.application_id)
    await town.sign(immersion_id)
    refused = AnswerApplicationFor(town.lina_id, town.application_id, ApplicationStatus.REFUSED)
    await town.app.run(answer_application_for, town.own, refused)
    await town.app.run(cancel_immersion, town.own, immersion_id)
    assert await application(town) is ApplicationStatus.REFUSED


async def test_an_agreement_called_off_is_not_told(town: ImmersionTown) -> None:
    immersion_id = await town.ready()
    await town.sign(immersion_id)
    await town.app.run(cancel_immersion, town.own, immersion_id)
    assert await entries(town) == []


async def test_each_is_told_what_is_theirs_once_and_no_name_is_in_it(
    town: ImmersionTown, database: Database, clock: FixedClock
) -> None:
    assert LISTENING
    post = Post()
    own, youth = await phone(database, town.own), await phone(database, town.lina)

    async def told() -> list[tuple[int, str]]:
        post.rung.clear()
        await work_once(town.app)
        await deliver_once(town.app, post.senders)
        assert not [w for w in ("Lina", "Benali", "Fournil") if w in repr(post.rung)]
        return [(device, said["title"]) for device, said in post.rung]

    immersion_id = await proposed(town)
    assert await told() == [(own, "Une immersion est proposée")]
    ready = SaveImmersion(town.lina_id, town.whole(), immersion_id, ready=True)
    await town.app.run(save_immersion, town.own, ready)
    assert await told() == []
    await town.sign(immersion_id)
    assert await told() == [(youth, "Ton immersion est signée")]
    clock.advance(timedelta(days=16))
    assert await town.app.run(ask_for_reviews, SYSTEM, None) == 0
    clock.advance(timedelta(days=1))
    assert await town.app.run(ask_for_reviews, SYSTEM, None) == 1
    assert await told() == [(own, "Un bilan d'immersion est à faire")]
    assert await town.app.run(ask_for_reviews, SYSTEM, None) == 0
    assert await told() == []


async def test_the_paper_says_all_that_is_agreed(town: ImmersionTown) -> None:
    immersion_id = await town.ready()
    await town.sign(immersion_id, Signer.HOST)
    name, pdf = await print_agreement(town.app, town.own, immersion_id)
    assert name == f"convention-immersion-{town.whole().starts_on}.pdf"
    said = words(pdf)
    for part in (
        "Cerfa 13912",
        "Lina Benali",
        "Le Fournil",
        "73282932000074",
        "3 rue du Four",
        "Anne Roche",
        "Paul Lenoir",
        "Boulanger",
        "Vendeur / Vendeuse en boulangerie",
        "Découvrir un métier ou un secteur",
        "soit 10 jours",
        "35 heures par semaine",
        "Du mardi au samedi",
        "Voir si le métier plaît",
        "Accueillir les clients, servir, encaisser",
        "accidents du travail",
        "Signature notée le",
    ):
        assert part in said, part
    assert "représentant légal" not in said.lower()
    async with town.app.database.unit(write=False) as uow:
        actions = list(await uow.session.scalars(select(AuditEntry.action)))
        assert actions.count("immersion_printed") == 1


async def test_a_minors_paper_has_a_fourth_signature(database: Database) -> None:
    birth = date(database.clock.now().year - 17, 1, 1)
    town = await immersion_town(database, birth=birth)
    whole = town.whole(representative="Rachida Benali", minor_work=True)
    _, pdf = await print_agreement(town.app, town.manager, await town.ready(whole))
    said = words(pdf)
    assert said.count("Rachida Benali") == 2
    assert "moins de 18 ans" in said


async def test_a_draft_is_no_paper_and_a_stranger_has_none(town: ImmersionTown) -> None:
    draft = SaveImmersion(town.lina_id, town.whole())
    immersion_id = await town.app.run(save_immersion, town.own, draft)
    with pytest.raises(Conflict, match="immersion_state"):
        await print_agreement(town.app, town.own, immersion_id)
    ready = SaveImmersion(town.lina_id, town.whole(), immersion_id, ready=True)
    await town.app.run(save_immersion, town.own, ready)
    for other in (town.colleague, town.stranger):
        with pytest.raises(NotFound, match="immersion_unknown"):
            await print_agreement(town.app, other, immersion_id)
