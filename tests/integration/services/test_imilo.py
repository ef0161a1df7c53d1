"""What is not in i-milo yet: listed from what is done here, left in a file, ticked off, taken back."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.enums import ApplicationStatus, ContractKind, DecisionKind, Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.imilo import EntryKind, SituationKind
from myjobmatch.integrations.imilo import HEADS, CsvPort, port_of
from myjobmatch.services.accompaniment import Propose, propose_offer
from myjobmatch.services.acting_for import (
    AnswerApplicationFor,
    answer_application_for,
    applications_of,
)
from myjobmatch.services.application import Application
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.imilo.listing import (
    EntryQuery,
    Order,
    count_entries,
    list_entered,
    list_entries,
    list_lacking,
)
from myjobmatch.services.imilo.ticking import (
    SetDossier,
    TickOff,
    leave_file,
    set_dossier,
    tick_off,
    undo_tick,
    untick,
)
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.sessions import actor_of
from myjobmatch.services.situations import (
    TellSituation,
    list_situations,
    take_back_situation,
    tell_situation,
)
from tests import factories

ALL = EntryQuery()


@dataclass
class Desk:
    """An advisor with a youth to whom an offer was proposed, and those who have nothing to do with it."""

    app: Application
    advisor: Actor
    colleague: Actor
    manager: Actor
    stranger: Actor
    youth: str

    async def all_of(self, query: EntryQuery) -> TickOff:
        """To tick off all that the advisor sees at this moment."""
        shown = await self.app.run(list_entries, self.advisor, query)
        return TickOff(query, everything=True, seen=shown.seen)


@pytest.fixture
async def desk(database: Database) -> Desk:
    async with database.unit() as uow:
        here, elsewhere = await factories.structure(uow), await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, here)
        youth = await factories.youth(uow, here, advisor=advisor)
        person = await uow.youths.get(youth.youth_id or 0)
        assert person is not None
        company = await factories.company(uow, here)
        offer = await factories.offer(uow, company, title="Vendeur / Vendeuse")
        found = Desk(
            Application(database, database.clock, MatchingRuntime(database, None)),
            advisor,
            await factories.staff(uow, Role.ADVISOR, here),
            await factories.staff(uow, Role.MANAGER, here),
            await factories.staff(uow, Role.ADVISOR, elsewhere),
            person.public_id,
        )
    await found.app.run(propose_offer, advisor, Propose(found.youth, offer.public_id))
    return found


async def test_what_is_done_is_listed_once_its_dossier_is_known(desk: Desk) -> None:
    listed = await desk.app.run(list_entries, desk.advisor, ALL)
    assert (listed.total, listed.lacking) == (0, 1)
    lacking = await desk.app.run(list_lacking, desk.advisor, ALL)
    assert [(one.youth_id, one.waiting) for one in lacking] == [(desk.youth, 1)]

    kept = await desk.app.run(set_dossier, desk.advisor, SetDossier(desk.youth, " 00 12-a "))
    assert kept == "0012-A"
    listed = await desk.app.run(list_entries, desk.advisor, ALL)
    assert [(row.kind, row.dossier) for row in listed.rows] == [(EntryKind.PROPOSAL, "0012-A")]
    assert "Vendeur / Vendeuse" in listed.rows[0].what
    assert listed.counts == {"proposal": 1}


async def test_a_dossier_is_one_youths(desk: Desk, database: Database) -> None:
    async with database.unit() as uow:
        where = await uow.accounts.structure(desk.advisor.structure_id or 0)
        assert where is not None
        other = await uow.youths.get(
            (await factories.youth(uow, where, advisor=desk.advisor)).youth_id or 0
        )
        assert other is not None
    await desk.app.run(set_dossier, desk.advisor, SetDossier(desk.youth, "77"))
    with pytest.raises(Conflict, match="dossier_taken"):
        await desk.app.run(set_dossier, desk.advisor, SetDossier(other.public_id, "77"))
    with pytest.raises(Invalid, match="dossier_form"):
        await desk.app.run(set_dossier, desk.advisor, SetDossier(desk.youth, "=1+1"))
    with pytest.raises(NotFound, match="youth_unknown"):
        await desk.app.run(set_dossier, desk.stranger, SetDossier(desk.youth, "78"))


async def test_ticking_off_in_bulk_and_taking_it_back(desk: Desk) -> None:
    await desk.app.run(set_dossier, desk.advisor, SetDossier(desk.youth, "A1"))
    with pytest.raises(Invalid, match="imilo_nothing"):
        await desk.app.run(tick_off, desk.stranger, TickOff(ALL, everything=True))
    with pytest.raises(Invalid, match="imilo_nothing"):
        await desk.app.run(tick_off, desk.colleague, TickOff(ALL, everything=True))
    ticked = await desk.app.run(tick_off, desk.advisor, await desk.all_of(ALL))
    assert ticked.count == 1
    assert (await desk.app.run(list_entries, desk.advisor, ALL)).total == 0
    entered = await desk.app.run(list_entered, desk.advisor, ALL)
    assert [(row.dossier, row.batch) for row in entered.rows] == [("A1", ticked.batch)]

    for other in (desk.colleague, desk.stranger):
        with pytest.raises(NotFound, match="imilo_batch_unknown"):
            await desk.app.run(undo_tick, other, ticked.batch)
    assert await desk.app.run(undo_tick, desk.manager, ticked.batch) == 1
    listed = await desk.app.run(list_entries, desk.advisor, ALL)
    assert listed.total == 1

    again = await desk.app.run(tick_off, desk.advisor, TickOff(ALL, (listed.rows[0].id,)))
    await desk.app.run(untick, desk.advisor, (again.batch, listed.rows[0].id))
    assert (await desk.app.run(list_entries, desk.advisor, ALL)).total == 1


async def test_all_is_what_the_page_showed(desk: Desk, clock: FixedClock) -> None:
    await desk.app.run(set_dossier, desk.advisor, SetDossier(desk.youth, "A1"))
    shown = await desk.all_of(ALL)
    day = paris_day(clock.now())
    told = TellSituation(desk.youth, SituationKind.EMPLOYMENT, day, contract=ContractKind.CDD)
    await desk.app.run(tell_situation, desk.advisor, told)  # a colleague's, since it was read
    for seen in (shown.seen, "", "0" * 22, "é", "x" * 60_000):
        with pytest.raises(Conflict, match="imilo_changed"):
            await desk.app.run(tick_off, desk.advisor, replace(shown, seen=seen))
    assert (await desk.app.run(list_entries, desk.advisor, ALL)).total == 2

    by_kind = replace(ALL, order=Order.KIND, page=7)  # how it lies on the page changes nothing
    command = replace(await desk.all_of(ALL), query=by_kind)
    assert (await desk.app.run(tick_off, desk.advisor, command)).count == 2


async def test_the_file_that_leaves_marks_what_left(desk: Desk) -> None:
    await desk.app.run(set_dossier, desk.advisor, SetDossier(desk.youth, "A1"))
    command = TickOff(ALL, everything=True)
    file = await desk.app.run(leave_file, desk.advisor, command, CsvPort())
    heads, line = file.data.decode("utf-8-sig").splitlines()
    assert heads.split(";") == list(HEADS)
    cells = dict(zip(HEADS, line.split(";"), strict=True))
    assert (cells["dossier"], cells["type"]) == ("A1", "PROPOSITION")
    listed = await desk.app.run(list_entries, desk.advisor, ALL)
    assert listed.rows[0].exported_at is not None  # it still waits to be ticked off
    again = await desk.app.run(leave_file, desk.advisor, command, CsvPort(windows=True))
    assert cells["reference"].encode() in again.data
    assert again.data.decode("cp1252").startswith("dossier;")
    ticked = await desk.app.run(tick_off, desk.advisor, await desk.all_of(ALL))
    await desk.app.run(undo_tick, desk.advisor, ticked.batch)
    listed = await desk.app.run(list_entries, desk.advisor, ALL)
    assert listed.rows[0].exported_at is not None


async def test_a_situation_is_told_once_and_told_anew(desk: Desk, clock: FixedClock) -> None:
    await desk.app.run(set_dossier, desk.advisor, SetDossier(desk.youth, "A1"))
    day = paris_day(clock.now())
    told = TellSituation(desk.youth, SituationKind.EMPLOYMENT, day, contract=ContractKind.CDD)
    first = await desk.app.run(tell_situation, desk.advisor, told)
    again = await desk.app.run(tell_situation, desk.advisor, told)
    assert again.id == first.id
    query = EntryQuery(kind=EntryKind.SITUATION, order=Order.KIND)
    listed = await desk.app.run(list_entries, desk.advisor, query)
    assert [row.what for row in listed.rows] == ["En emploi (CDD)"]
    await desk.app.run(tick_off, desk.advisor, await desk.all_of(query))
    ended = TellSituation(desk.youth, SituationKind.EMPLOYMENT, day, until=day + timedelta(20))
    await desk.app.run(tell_situation, desk.advisor, ended)
    listed = await desk.app.run(list_entries, desk.advisor, query)
    assert listed.total == 1  # that it has ended is told anew

    wrong = TellSituation(desk.youth, SituationKind.TRAINING, day, until=day - timedelta(1))
    far = TellSituation(desk.youth, SituationKind.TRAINING, date(2050, 1, 1))
    for command in (wrong, far):
        with pytest.raises(Invalid, match="situation_days"):
            await desk.app.run(tell_situation, desk.advisor, command)
    for service, command in (
        (list_situations, desk.youth),
        (tell_situation, told),
        (take_back_situation, first.id),
    ):
        with pytest.raises(NotFound):
            await desk.app.run(service, desk.stranger, command)
    await desk.app.run(take_back_situation, desk.advisor, first.id)
    assert await desk.app.run(list_situations, desk.advisor, desk.youth) == []


def test_a_setting_names_the_port() -> None:
    assert isinstance(port_of("csv"), CsvPort)
    assert isinstance(port_of("myjobmatch.integrations.imilo:CsvPort"), CsvPort)
    for wrong in ("", "nowhere:at_all", "json:nothing", "xml"):
        with pytest.raises(ValueError, match="MYJOBMATCH_IMILO"):
            port_of(wrong)


async def test_what_an_advisor_tells_in_a_youths_name_says_so(
    desk: Desk, database: Database
) -> None:
    await desk.app.run(set_dossier, desk.advisor, SetDossier(desk.youth, "A1"))
    async with database.unit() as uow:
        outside = await factories.offer(uow, None)
        person = await uow.youths.by_public_id(desk.youth)
        assert person is not None
        identity = await uow.youths.identity(person.id)
        assert identity is not None
        account = await uow.accounts.get(identity.account_id or 0)
        assert account is not None
        youth = actor_of(account, person.id)
    like = Decide(outside.public_id, DecisionKind.LIKE)
    decided = await desk.app.run(decide_on_offer, youth, like)
    application = decided.application_id or ""
    waiting = await desk.app.run(applications_of, desk.advisor, desk.youth)
    assert [one.id for one in waiting] == [application]

    sent = AnswerApplicationFor(desk.youth, application, ApplicationStatus.SENT)
    for service, command in ((answer_application_for, sent), (applications_of, desk.youth)):
        with pytest.raises(NotFound, match="youth_unknown"):
            await desk.app.run(service, desk.stranger, command)
    await desk.app.run(answer_application_for, desk.advisor, sent)
    query = EntryQuery(kind=EntryKind.APPLICATION)
    (row,) = (await desk.app.run(list_entries, desk.advisor, query)).rows
    assert row.for_youth
    assert row.what.startswith("Candidature envoyée")
    command = TickOff(query, everything=True)
    file = await desk.app.run(leave_file, desk.advisor, command, CsvPort())
    assert ";oui;" in file.data.decode("utf-8-sig")
    count = await desk.app.run(count_entries, desk.advisor, ALL)
    assert (count.known, count.lacking) == (2, 0)
