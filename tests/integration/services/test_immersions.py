"""Agreements of immersions: written, signed, called off, renewed, reviewed; on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import Activity, AuditEntry, YouthSituation
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import ApplicationStatus, ContractKind, MatchStatus
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.imilo import SituationKind, SituationSource
from myjobmatch.domain.immersions import (
    ImmersionContent,
    ImmersionDone,
    ImmersionPurpose,
    ImmersionStatus,
    ImmersionView,
    ObjectivesMet,
    Signer,
)
from myjobmatch.domain.outcomes import Stage
from myjobmatch.services.immersion_company import (
    ProposeImmersion,
    immersions_of_company,
    propose_immersion,
)
from myjobmatch.services.immersion_own import own_immersions
from myjobmatch.services.immersion_review import ReviewImmersion, review_immersion
from myjobmatch.services.immersion_views import immersion_sources, immersions_with
from myjobmatch.services.immersions import (
    ImmersionNotReady,
    SaveImmersion,
    SignImmersion,
    cancel_immersion,
    renew_immersion,
    save_immersion,
    sign_immersion,
)
from myjobmatch.services.situations import list_situations, take_back_situation
from tests.integration.services.immersion_town import ImmersionTown, immersion_town


@pytest.fixture
async def town(database: Database) -> ImmersionTown:
    return await immersion_town(database)


async def seen(town: ImmersionTown) -> list[ImmersionView]:
    return await town.app.run(immersions_with, town.own, town.lina_id)


async def stage(town: ImmersionTown) -> Stage:
    async with town.app.database.unit(write=False) as uow:
        found = await uow.outcomes.match(town.match_id)
        assert found is not None
        return found[0].stage


async def counted(town: ImmersionTown, kind: ActivityKind) -> list[bool]:
    async with town.app.database.unit(write=False) as uow:
        rows = await uow.session.scalars(
            select(Activity).where(Activity.kind == kind).order_by(Activity.id)
        )
        return [row.taken_back for row in rows]


async def ended(town: ImmersionTown, clock: FixedClock) -> str:
    """An agreement of the match that all signed, and that has ended."""
    immersion_id = await town.ready()
    assert await town.sign(immersion_id)
    clock.advance(timedelta(days=20))
    return immersion_id


def problems_of(refused: pytest.ExceptionInfo[ImmersionNotReady]) -> dict[str, str]:
    return {one.field: one.code for one in refused.value.problems}


async def test_a_draft_is_kept_as_far_as_it_is_and_again_is_once(town: ImmersionTown) -> None:
    new_id = new_public_id()
    draft = SaveImmersion(town.lina_id, ImmersionContent(" Vendeur "), new_id=new_id)
    for _ in range(2):
        assert await town.app.run(save_immersion, town.own, draft) == new_id
    (view,) = await seen(town)
    assert (view.status, view.content.title, view.may_edit) == (
        ImmersionStatus.DRAFT,
        "Vendeur",
        True,
    )
    ready = SaveImmersion(town.lina_id, ImmersionContent("Vendeur"), new_id, ready=True)
    with pytest.raises(ImmersionNotReady) as refused:
        await town.app.run(save_immersion, town.own, ready)
    assert problems_of(refused)["tutor"] == "immersion_needed"
    assert (await seen(town))[0].status is ImmersionStatus.DRAFT


async def test_it_comes_from_a_match_an_application_or_neither(town: ImmersionTown) -> None:
    match, sent = await town.app.run(immersion_sources, town.own, town.lina_id)
    assert (match.match_id, match.content.host_name) == (town.match_id, "Le Fournil")
    assert match.content.host_address == "3 rue du Four, 91000 Évry-Courcouronnes"
    assert match.content.host_siret
    assert (sent.application_id, sent.content.title) == (
        town.application_id,
        "Plongeur / Plongeuse",
    )
    await town.ready()
    elsewhere = town.whole(host_name="Garage Martin", host_siret="")
    command = SaveImmersion(town.lina_id, elsewhere, ready=True)
    await town.app.run(save_immersion, town.own, command)
    alone, matched = await seen(town)
    assert (alone.offer, alone.match_id) == ("", "")
    assert (matched.offer, matched.match_id) == (town.offer.title, town.match_id)
    for wrong in ({"match_id": town.application_id}, {"application_id": town.match_id}):
        draft = SaveImmersion(town.lina_id, town.whole(), **wrong)  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            await town.app.run(save_immersion, town.own, draft)


async def test_the_last_signature_moves_the_match_and_the_situation(town: ImmersionTown) -> None:
    immersion_id = await town.ready()
    assert await town.sign(immersion_id, Signer.YOUTH, Signer.HOST) is False
    assert (await seen(town))[0].to_sign == (Signer.PRESCRIBER,)
    assert await stage(town) is Stage.IN_TOUCH
    assert await town.sign(immersion_id, Signer.PRESCRIBER) is True
    assert await stage(town) is Stage.IMMERSION
    (view,) = await seen(town)
    assert view.status is ImmersionStatus.SIGNED
    assert [signer for signer, _ in view.signed] == [
        Signer.YOUTH,
        Signer.HOST,
        Signer.PRESCRIBER,
    ]
    assert await counted(town, ActivityKind.IMMERSION_AGREED) == [False]
    (told,) = await town.app.run(list_situations, town.own, town.lina_id)
    assert (told.kind, told.source, told.since, told.until) == (
        SituationKind.IMMERSION,
        SituationSource.IMMERSION,
        view.content.starts_on,
        view.content.ends_on,
    )
    with pytest.raises(Conflict, match="situation_of_immersion"):
        await town.app.run(take_back_situation, town.own, told.id)


async def test_an_application_comes_to_its_immersion(town: ImmersionTown) -> None:
    immersion_id = await town.ready(application_id=town.application_id)
    assert await town.sign(immersion_id)
    async with town.app.database.unit(write=False) as uow:
        sent = await uow.applications.by_public_id(town.application_id)
        assert sent is not None
        assert sent.status is ApplicationStatus.IMMERSION


async def test_a_match_that_has_ended_is_left_alone(town: ImmersionTown) -> None:
    immersion_id = await town.ready()
    async with town.app.database.unit() as uow:
        match = await uow.matches.by_public_id(town.match_id)
        assert match is not None
        match.status = MatchStatus.CLOSED
    assert await town.sign(immersion_id)
    assert await stage(town) is Stage.IN_TOUCH


async def test_who_has_signed_is_not_changed_under_their_hand(town: ImmersionTown) -> None:
    immersion_id = await town.ready()
    await town.sign(immersion_id, Signer.HOST)
    edit = SaveImmersion(town.lina_id, town.whole(weekly_hours=20), immersion_id)
    with pytest.raises(Conflict, match="immersion_signing"):
        await town.app.run(save_immersion, town.own, edit)
    unsign = SignImmersion(immersion_id, Signer.HOST, None)
    assert await town.app.run(sign_immersion, town.own, unsign) is False
    await town.app.run(save_immersion, town.own, edit)
    assert (await seen(town))[0].status is ImmersionStatus.DRAFT
    for signer, on in ((Signer.HOST, town.today), (Signer.REPRESENTATIVE, town.today)):
        with pytest.raises(Conflict, match="immersion_state"):
            await town.app.run(sign_immersion, town.own, SignImmersion(immersion_id, signer, on))


@pytest.mark.parametrize("days", [1, -93])
async def test_a_day_of_a_signature_is_today_or_lately(town: ImmersionTown, days: int) -> None:
    immersion_id = await town.ready()
    on = town.today + timedelta(days=days)
    with pytest.raises(Invalid, match="immersion_sign_day"):
        await town.app.run(sign_immersion, town.own, SignImmersion(immersion_id, Signer.HOST, on))
    nobody = SignImmersion(immersion_id, Signer.REPRESENTATIVE, town.today)
    with pytest.raises(Invalid, match="malformed"):
        await town.app.run(sign_immersion, town.own, nobody)


async def test_a_minors_representative_signs_too(database: Database) -> None:
    birth = date(database.clock.now().year - 17, 1, 1)
    town = await immersion_town(database, birth=birth)
    with pytest.raises(ImmersionNotReady) as refused:
        await town.ready()
    assert problems_of(refused) == {
        "representative": "immersion_representative",
        "minor_work": "immersion_minor_work",
    }
    whole = town.whole(representative="Rachida Benali", minor_work=True)
    immersion_id = await town.ready(whole)
    assert await town.sign(immersion_id) is False
    assert await town.sign(immersion_id, Signer.REPRESENTATIVE) is True


async def test_called_off_it_counts_no_longer(town: ImmersionTown) -> None:
    immersion_id = await town.ready()
    await town.sign(immersion_id)
    assert await stage(town) is Stage.IMMERSION
    for _ in range(2):
        await town.app.run(cancel_immersion, town.own, immersion_id)
    assert await stage(town) is Stage.IN_TOUCH
    assert await counted(town, ActivityKind.IMMERSION_AGREED) == [False, True]
    async with town.app.database.unit(write=False) as uow:
        assert list(await uow.session.scalars(select(YouthSituation))) == []
    assert await town.ready()


async def test_two_with_a_host_then_no_third(town: ImmersionTown) -> None:
    for days, purpose in ((7, ImmersionPurpose.DISCOVER), (20, ImmersionPurpose.CONFIRM)):
        starts = town.today + timedelta(days=days)
        await town.ready(
            town.whole(purpose=purpose, starts_on=starts, ends_on=starts + timedelta(days=4))
        )
    starts = town.today + timedelta(days=60)
    third = town.whole(
        purpose=ImmersionPurpose.RECRUIT, starts_on=starts, ends_on=starts, host_name="LE FOURNIL"
    )
    with pytest.raises(ImmersionNotReady) as refused:
        await town.ready(third)
    assert problems_of(refused) == {"host_name": "immersion_host_twice"}


async def test_a_review_with_a_hire_ends_the_match(town: ImmersionTown, clock: FixedClock) -> None:
    immersion_id = await ended(town, clock)
    starts = town.today + timedelta(days=30)
    review = ReviewImmersion(
        immersion_id,
        ImmersionDone.COMPLETED,
        ObjectivesMet.YES,
        hired=True,
        contract=ContractKind.CDI,
        contract_starts_on=starts,
        youth_words="J'ai aimé",
        host_words="Très motivée",
    )
    await town.app.run(review_immersion, town.own, review)
    assert await stage(town) is Stage.HIRED
    (view,) = await seen(town)
    assert view.review is not None
    assert (view.status, view.review.contract, view.may_renew) == (
        ImmersionStatus.REVIEWED,
        ContractKind.CDI,
        False,
    )
    assert await counted(town, ActivityKind.IMMERSION_REVIEWED) == [False]
    async with town.app.database.unit(write=False) as uow:
        pair = (town.lina.youth_id or 0, town.offer.id)
        hire = (await uow.outcomes.hires([pair]))[pair]
        assert (hire.contract, hire.starts_on) == (ContractKind.CDI, starts)
    with pytest.raises(Conflict, match="immersion_state"):
        await town.app.run(review_immersion, town.own, review)
    with pytest.raises(Conflict, match="immersion_state"):
        await town.app.run(cancel_immersion, town.own, immersion_id)


async def test_the_youth_reads_how_it_went_and_not_the_contract(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await town.ready()
    await town.sign(immersion_id)
    clock.advance(timedelta(days=20))
    (mine,) = await town.app.run(own_immersions, town.lina, None)
    assert (mine.status, mine.done, mine.youth_words) == (ImmersionStatus.SIGNED, None, "")
    review = ReviewImmersion(
        immersion_id,
        ImmersionDone.PARTLY,
        ObjectivesMet.YES,
        youth_words="J'ai aimé servir",
        host_words="Ponctuelle",
    )
    await town.app.run(review_immersion, town.own, review)
    (mine,) = await town.app.run(own_immersions, town.lina, None)
    assert (mine.status, mine.done, mine.objectives_met, mine.youth_words, mine.host_words) == (
        ImmersionStatus.REVIEWED,
        ImmersionDone.PARTLY,
        ObjectivesMet.YES,
        "J'ai aimé servir",
        "Ponctuelle",
    )


async def test_a_review_that_cannot_be_is_told_by_its_field(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await town.ready()
    await town.sign(immersion_id)
    early = ReviewImmersion(immersion_id, ImmersionDone.COMPLETED, ObjectivesMet.YES)
    with pytest.raises(Conflict, match="immersion_not_begun"):
        await town.app.run(review_immersion, town.own, early)
    clock.advance(timedelta(days=20))
    wrong = ReviewImmersion(
        immersion_id, ImmersionDone.NO_SHOW, ObjectivesMet.YES, hired=True, youth_words="x" * 601
    )
    with pytest.raises(ImmersionNotReady) as refused:
        await town.app.run(review_immersion, town.own, wrong)
    assert problems_of(refused) == {
        "youth_words": "immersion_long",
        "objectives_met": "immersion_no_show",
        "contract": "hire_contract",
        "contract_starts_on": "hire_start",
    }
    assert await stage(town) is Stage.IMMERSION


async def test_who_did_not_come_is_in_no_immersion_and_the_stage_stays(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await ended(town, clock)
    review = ReviewImmersion(immersion_id, ImmersionDone.NO_SHOW, ObjectivesMet.NO)
    await town.app.run(review_immersion, town.own, review)
    assert await stage(town) is Stage.IMMERSION
    assert await town.app.run(list_situations, town.own, town.lina_id) == []


async def test_it_is_renewed_once_where_its_objectives_were_not_met(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await ended(town, clock)
    with pytest.raises(Conflict, match="immersion_objectives_met"):
        await town.app.run(renew_immersion, town.own, immersion_id)
    review = ReviewImmersion(immersion_id, ImmersionDone.COMPLETED, ObjectivesMet.PARTLY)
    await town.app.run(review_immersion, town.own, review)
    assert (await seen(town))[0].may_renew
    again = await town.app.run(renew_immersion, town.own, immersion_id)
    with pytest.raises(Conflict, match="immersion_renewed_once"):
        await town.app.run(renew_immersion, town.own, immersion_id)
    renewal = (await seen(town))[0]
    assert (renewal.renews, renewal.content.starts_on) == (immersion_id, None)
    starts = town.today + timedelta(days=25)
    same = town.whole(starts_on=starts, ends_on=starts + timedelta(days=5))
    kept = SaveImmersion(town.lina_id, same, again, ready=True)
    assert await town.app.run(save_immersion, town.own, kept) == again
    assert await town.sign(again)
    clock.advance(timedelta(days=20))
    await town.app.run(
        review_immersion,
        town.own,
        ReviewImmersion(again, ImmersionDone.PARTLY, ObjectivesMet.NO),
    )
    with pytest.raises(Conflict, match="immersion_renewed_once"):
        await town.app.run(renew_immersion, town.own, again)


async def test_what_is_done_is_written_down(town: ImmersionTown) -> None:
    await town.sign(await town.ready())
    async with town.app.database.unit(write=False) as uow:
        rows = await uow.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
        assert list(rows) == ["immersion_saved", *["immersion_signature"] * 3]


def proposal(town: ImmersionTown, **other: object) -> ProposeImmersion:
    starts = town.today + timedelta(days=10)
    known: dict[str, object] = {
        "match_id": town.match_id,
        "starts_on": starts,
        "ends_on": starts + timedelta(days=4),
        "tutor": "Paul Lenoir",
        "tutor_function": "Boulanger",
        "tasks": "Servir, encaisser",
    }
    return ProposeImmersion(**(known | other))  # type: ignore[arg-type]


async def test_an_employer_proposes_and_the_advisor_completes(town: ImmersionTown) -> None:
    immersion_id = await town.app.run(propose_immersion, town.recruiter, proposal(town))
    (view,) = await seen(town)
    assert (view.id, view.status, view.proposed) == (immersion_id, ImmersionStatus.DRAFT, True)
    assert (view.content.host_name, view.content.title) == ("Le Fournil", town.offer.title)
    assert view.content.host_signer
    with pytest.raises(Conflict, match="immersion_open"):
        await town.app.run(propose_immersion, town.officer, proposal(town))
    (company_sees,) = await town.app.run(
        immersions_of_company, town.recruiter, town.company.public_id
    )
    assert (company_sees.match_id, company_sees.status, company_sees.proposed) == (
        town.match_id,
        ImmersionStatus.DRAFT,
        True,
    )
    done = SaveImmersion(town.lina_id, town.whole(), immersion_id, ready=True)
    await town.app.run(save_immersion, town.own, done)
    (company_sees,) = await town.app.run(
        immersions_of_company, town.officer, town.company.public_id
    )
    assert company_sees.to_sign == (Signer.YOUTH, Signer.HOST, Signer.PRESCRIBER)


async def test_a_proposal_that_cannot_be_is_told_by_its_field(town: ImmersionTown) -> None:
    too_long = proposal(town, ends_on=town.today + timedelta(days=60), tutor=" ", weekly_hours=50)
    with pytest.raises(ImmersionNotReady) as refused:
        await town.app.run(propose_immersion, town.recruiter, too_long)
    assert problems_of(refused) == {
        "ends_on": "immersion_month",
        "tutor": "immersion_needed",
        "weekly_hours": "immersion_hours",
    }
    with pytest.raises(NotFound, match="match_unknown"):
        await town.app.run(propose_immersion, town.other_recruiter, proposal(town))
    with pytest.raises(NotFound, match="company_unknown"):
        await town.app.run(immersions_of_company, town.other_recruiter, town.company.public_id)


async def test_what_an_advisor_still_writes_is_nobody_elses(town: ImmersionTown) -> None:
    draft = SaveImmersion(town.lina_id, town.whole(), match_id=town.match_id)
    immersion_id = await town.app.run(save_immersion, town.own, draft)
    company = town.company.public_id
    assert await town.app.run(immersions_of_company, town.recruiter, company) == []
    assert await town.app.run(own_immersions, town.lina, None) == []
    ready = SaveImmersion(town.lina_id, town.whole(), immersion_id, ready=True)
    await town.app.run(save_immersion, town.own, ready)
    (mine,) = await town.app.run(own_immersions, town.lina, None)
    assert (mine.host, mine.status, mine.to_sign) == (
        "Le Fournil",
        ImmersionStatus.TO_SIGN,
        (Signer.YOUTH, Signer.HOST, Signer.PRESCRIBER),
    )
    await town.app.run(cancel_immersion, town.own, immersion_id)
    assert await town.app.run(own_immersions, town.lina, None) == []
    assert await town.app.run(immersions_of_company, town.recruiter, company) == []
