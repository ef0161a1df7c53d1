"""The table: filters that combine, views and columns of one's own, several at once, what leaves; how much it asks."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import DecisionKind, FollowUp, Role, Scheme
from myjobmatch.domain.errors import Forbidden, Invalid, NotFound
from myjobmatch.domain.portfolio import Attention, PortfolioRow, PortfolioSort
from myjobmatch.domain.portfolio_filter import (
    AgeBand,
    LastSign,
    LikesBand,
    PortfolioColumn,
    PortfolioFilter,
    filter_from_json,
    filter_to_json,
)
from myjobmatch.services.application import Application
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.portfolio import PortfolioQuery, list_portfolio
from myjobmatch.services.portfolio_bulk import (
    AssignMany,
    Chosen,
    ProposeToMany,
    Withdraw,
    WriteToMany,
    assign_many,
    offers_to_choose,
    propose_to_many,
    undo_assign,
    withdraw_proposals,
    write_to_many,
)
from myjobmatch.services.portfolio_export import ExportPortfolio, export_portfolio
from myjobmatch.services.portfolio_views import (
    KeptView,
    choose_columns,
    delete_view,
    kept_of_table,
    save_view,
)
from tests import factories
from tests.integration.db.test_query_budgets import counted


@dataclass
class Office:
    """An advisor with three youths of different lives, a colleague with one, a manager, a stranger."""

    app: Application
    advisor: Actor
    colleague: Actor
    manager: Actor
    stranger: Actor
    lina: Actor
    ids: dict[str, str]


@pytest.fixture
async def office(database: Database, clock: FixedClock) -> Office:
    async with database.unit() as uow:
        here, there = await factories.structure(uow), await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, here)
        colleague = await factories.staff(uow, Role.ADVISOR, here)
        stranger = await factories.staff(uow, Role.ADVISOR, there)
        lives = {
            "Lina": (advisor, Scheme.CEJ, 1, date(2006, 1, 1), "Évry-Courcouronnes"),
            "Moussa": (advisor, Scheme.PACEA, 10, date(2002, 1, 1), "Melun"),
            "Emma": (advisor, Scheme.CEJ, 45, date(2009, 6, 1), "Évry-Courcouronnes"),
            "Zoé": (colleague, Scheme.CEJ, 2, date(2000, 1, 1), "Yerres"),
            "Loin": (stranger, Scheme.CEJ, 2, date(2000, 1, 1), "Lyon"),
        }
        ids, actors = {}, {}
        for name, (whose, scheme, ago, born, commune) in lives.items():
            made = await factories.youth(
                uow,
                here if whose is not stranger else there,
                advisor=whose,
                identity={
                    "first_name": name,
                    "last_name": "Exemple",
                    "birth_date": born,
                    "commune": commune,
                },
            )
            person = await uow.youths.get(made.youth_id or 0)
            assert person is not None
            person.scheme = scheme
            person.created_at = clock.now() - timedelta(days=90)
            person.last_active_at = clock.now() - timedelta(days=ago)
            ids[name], actors[name] = person.public_id, made
        return Office(
            Application(database, clock, MatchingRuntime(database, None)),
            advisor,
            colleague,
            await factories.staff(uow, Role.MANAGER, here),
            stranger,
            actors["Lina"],
            ids,
        )


async def names(office: Office, kept: PortfolioFilter, **query: object) -> list[str]:
    asked = PortfolioQuery(filter=kept, sort=PortfolioSort.NAME, **query)  # type: ignore[arg-type]
    page = await office.app.run(list_portfolio, office.advisor, asked)
    return [row.name.split()[0] for row in page.rows]


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        (PortfolioFilter(), ["Emma", "Lina", "Moussa"]),
        (PortfolioFilter(schemes=(Scheme.CEJ,)), ["Emma", "Lina"]),
        (PortfolioFilter(schemes=(Scheme.CEJ,), communes=("Melun",)), []),
        (PortfolioFilter(ages=(AgeBand.MINOR, AgeBand.TO_25)), ["Emma", "Moussa"]),
        (PortfolioFilter(last_signs=(LastSign.WEEK, LastSign.LONGER)), ["Emma", "Lina"]),
        (PortfolioFilter(likes=(LikesBand.FEW,)), []),
        (PortfolioFilter(likes=(LikesBand.NONE,)), ["Emma", "Lina", "Moussa"]),
        (PortfolioFilter(attention=(Attention.SILENT,)), ["Emma"]),
        (PortfolioFilter(follow_ups=(FollowUp.REQUESTED,)), []),
        (PortfolioFilter(account=True), ["Emma", "Lina", "Moussa"]),
        (PortfolioFilter(account=False), []),
        (PortfolioFilter(unread=True), []),
        (PortfolioFilter(unread=False, schemes=(Scheme.PACEA,)), ["Moussa"]),
        (PortfolioFilter(declining=True), []),
    ],
)
async def test_filters_combine(office: Office, kept: PortfolioFilter, found: list[str]) -> None:
    assert await names(office, kept) == found
    assert filter_from_json(filter_to_json(kept)) == kept


async def test_the_structure_is_seen_by_those_of_it(office: Office) -> None:
    everyone = await names(office, PortfolioFilter(), everyone=True)
    assert everyone == ["Emma", "Lina", "Moussa", "Zoé"]
    only = PortfolioFilter(advisors=(office.colleague.public_id,))
    assert await names(office, only, everyone=True) == ["Zoé"]
    page = await office.app.run(list_portfolio, office.manager, PortfolioQuery())
    assert page.total == 4
    with pytest.raises(Forbidden):
        await office.app.run(list_portfolio, office.lina, PortfolioQuery())


async def test_names_lie_in_one_order_on_either_database(
    office: Office, database: Database
) -> None:
    people = [
        ("Émile", "Étampes", "Zélie Dupré"),
        ("elsa", "Évry", "Élise Dupré"),
        ("Ève-Marie", "Évry-Courcouronnes", "élise Dupont"),
        ("Eve", "Étréchy", "Ådne"),
        ("Žofie", "Yerres", "de Villiers"),
        ("Ève", "évry", "Devaux"),
        ("Ștefan", "L'Haÿ-les-Roses", "Œdipe"),
        ("Юлія", "Lardy", "Їжак"),
    ]
    async with database.unit() as uow:
        here = await uow.accounts.structure(office.manager.structure_id or 0)
        assert here is not None
        for first_name, commune, advisor in people:
            theirs = await factories.staff(uow, Role.ADVISOR, here)
            account = await uow.accounts.get(theirs.account_id)
            assert account is not None
            account.display_name = advisor
            await factories.youth(
                uow,
                here,
                advisor=theirs,
                identity={"first_name": first_name, "last_name": "Noms", "commune": commune},
            )

    async def listed(sort: PortfolioSort, *, descending: bool = False) -> list[PortfolioRow]:
        query = PortfolioQuery(search="noms", sort=sort, descending=descending)
        page = await office.app.run(list_portfolio, office.manager, query)
        return list(page.rows)

    named = [row.name.split()[0] for row in await listed(PortfolioSort.NAME)]
    assert named == ["elsa", "Émile", "Eve", "Ève", "Ève-Marie", "Ștefan", "Žofie", "Юлія"]
    communes = [row.commune for row in await listed(PortfolioSort.COMMUNE)]
    assert communes == [
        "Étampes", "Étréchy", "Évry", "évry", "Évry-Courcouronnes", "L'Haÿ-les-Roses", "Lardy",
        "Yerres",
    ]  # fmt: skip
    advisors = [row.advisor for row in await listed(PortfolioSort.ADVISOR)]
    assert advisors == [
        "Ådne", "de Villiers", "Devaux", "élise Dupont", "Élise Dupré", "Zélie Dupré", "Œdipe",
        "Їжак",
    ]  # fmt: skip
    backwards = await listed(PortfolioSort.ADVISOR, descending=True)
    assert [row.advisor for row in backwards] == advisors[::-1]
    kept = await office.app.run(kept_of_table, office.manager, None)
    assert [one for one in kept.communes if one in communes] == communes


async def test_a_filter_is_kept_by_its_name_for_one_account(office: Office) -> None:
    run, me = office.app.run, office.advisor
    view = KeptView(" Mes CEJ ", PortfolioFilter(schemes=(Scheme.CEJ,)), "evry", PortfolioSort.NAME)
    saved = await run(save_view, me, view)
    again = await run(save_view, me, KeptView("Mes CEJ", PortfolioFilter(unread=True)))
    assert again.id == saved.id
    (kept,) = (await run(kept_of_table, me, None)).views
    assert (kept.name, kept.filter) == ("Mes CEJ", PortfolioFilter(unread=True))
    assert (await run(kept_of_table, office.colleague, None)).views == ()
    with pytest.raises(NotFound, match="view_unknown"):
        await run(delete_view, office.colleague, saved.id)
    gone = await run(delete_view, me, saved.id)
    assert (await run(kept_of_table, me, None)).views == ()
    await run(save_view, me, gone)
    assert len((await run(kept_of_table, me, None)).views) == 1
    with pytest.raises(Invalid, match="view_name"):
        await run(save_view, me, KeptView("  ", PortfolioFilter()))


async def test_columns_are_kept(office: Office) -> None:
    run = office.app.run
    chosen = await run(choose_columns, office.advisor, ("age", "commune", "nothing"))
    assert chosen == (PortfolioColumn.AGE, PortfolioColumn.COMMUNE)
    assert (await run(kept_of_table, office.advisor, None)).columns == chosen


async def test_what_is_shown_leaves_as_a_table_and_is_audited(
    office: Office, database: Database
) -> None:
    command = ExportPortfolio(
        PortfolioQuery(filter=PortfolioFilter(schemes=(Scheme.CEJ,)), sort=PortfolioSort.NAME),
        (PortfolioColumn.AGE, PortfolioColumn.COMMUNE),
    )
    table = await office.app.run(export_portfolio, office.advisor, command)
    assert [name for name, _ in table.rows] == ["Emma Exemple", "Lina Exemple"]
    assert table.rows[1][1][1] == "Évry-Courcouronnes"
    async with database.unit(write=False) as uow:
        (entry,) = await uow.ledger.audits_of("structure", office.advisor.structure_id or 0)
    assert (entry.action, entry.details["youths"]) == ("portfolio_exported", 2)


async def test_several_are_written_to_each_apart(office: Office) -> None:
    chosen = Chosen(tuple(office.ids[n] for n in ("Lina", "Moussa", "Zoé")))
    done = await office.app.run(
        write_to_many, office.advisor, WriteToMany(chosen, "Bonjour {prénom}")
    )
    assert (done.done, done.left) == (2, 1)
    with pytest.raises(Invalid, match="bulk_nobody"):
        await office.app.run(
            write_to_many, office.advisor, WriteToMany(Chosen((office.ids["Zoé"],)), "Bonjour")
        )
    with pytest.raises(NotFound):
        await office.app.run(
            write_to_many, office.advisor, WriteToMany(Chosen((office.ids["Loin"],)), "Bonjour")
        )


async def test_an_offer_is_proposed_to_all_found_and_taken_back(
    office: Office, database: Database
) -> None:
    async with database.unit() as uow:
        offer = await factories.offer(
            uow, await factories.company(uow, await factories.structure(uow)), title="Fleuriste"
        )
        await decide_on_offer(office.lina, Decide(offer.public_id, DecisionKind.PASS), uow)
    (choice,) = await office.app.run(offers_to_choose, office.advisor, "fleur")
    everyone = Chosen(query=PortfolioQuery())
    done = await office.app.run(propose_to_many, office.advisor, ProposeToMany(everyone, choice.id))
    assert (done.done, done.left) == (2, 1)  # Lina decided already
    taken = await office.app.run(withdraw_proposals, office.advisor, Withdraw(choice.id, done.undo))
    assert taken == 2
    again = await office.app.run(
        propose_to_many, office.advisor, ProposeToMany(everyone, choice.id)
    )
    assert again.done == 2


async def test_youths_are_given_to_an_advisor_and_back(office: Office) -> None:
    run = office.app.run
    command = AssignMany(
        Chosen((office.ids["Lina"], office.ids["Zoé"])), office.colleague.public_id
    )
    mine = await run(assign_many, office.advisor, command)
    assert (mine.done, mine.left) == (1, 1)
    assert "Lina" not in await names(office, PortfolioFilter())
    await run(undo_assign, office.advisor, mine.undo)
    assert "Lina" in await names(office, PortfolioFilter())
    theirs = AssignMany(Chosen((office.ids["Zoé"],)), office.advisor.public_id)
    assert (await run(assign_many, office.advisor, theirs)).done == 0
    assert (await run(assign_many, office.manager, theirs)).done == 1
    with pytest.raises(NotFound, match="advisor_unknown"):
        await run(
            assign_many,
            office.manager,
            AssignMany(Chosen((office.ids["Zoé"],)), office.stranger.public_id),
        )


@pytest.mark.parametrize("youths", [3, 60])
async def test_the_table_asks_as_much_for_many_as_for_few(
    office: Office, database: Database, youths: int
) -> None:
    async with database.unit() as uow:
        here = await uow.accounts.structure(office.advisor.structure_id or 0)
        assert here is not None
        for _ in range(youths):
            await factories.youth(uow, here, advisor=office.advisor)
    everything = PortfolioFilter(
        attention=tuple(Attention),
        likes=(LikesBand.NONE,),
        unread=False,
        account=True,
    )
    with counted(database) as statements:
        page = await office.app.run(
            list_portfolio, office.advisor, PortfolioQuery(filter=everything)
        )
    assert page.rows
    assert len(statements) <= 5


@pytest.mark.parametrize("sort", list(PortfolioSort))
async def test_every_order_turns_round(office: Office, sort: PortfolioSort) -> None:
    up = await office.app.run(list_portfolio, office.advisor, PortfolioQuery(sort=sort))
    down = await office.app.run(
        list_portfolio, office.advisor, PortfolioQuery(sort=sort, descending=True)
    )
    assert {r.id for r in up.rows} == {r.id for r in down.rows}
    assert len(up.rows) == 3


async def test_ages_grow_downwards_and_who_has_none_comes_last(
    office: Office, database: Database
) -> None:
    async with database.unit() as uow:
        youth = await uow.youths.by_public_id(office.ids["Lina"])
        assert youth is not None
        identity = await uow.youths.identity(youth.id)
        assert identity is not None
        identity.birth_date = None

    async def sorted_by_age(*, descending: bool) -> list[str]:
        query = PortfolioQuery(sort=PortfolioSort.AGE, descending=descending)
        page = await office.app.run(list_portfolio, office.advisor, query)
        return [row.name.split()[0] for row in page.rows]

    assert await sorted_by_age(descending=False) == ["Emma", "Moussa", "Lina"]
    assert await sorted_by_age(descending=True) == ["Lina", "Moussa", "Emma"]


@pytest.mark.parametrize("search", ["\0", "li\0na", "\ud800"])
async def test_signs_that_no_name_holds_are_looked_for_as_nothing(
    office: Office, search: str
) -> None:
    query = PortfolioQuery(search=search)
    page = await office.app.run(list_portfolio, office.advisor, query)
    assert all("Exemple" in row.name for row in page.rows)
    await office.app.run(export_portfolio, office.advisor, ExportPortfolio(query, ()))
