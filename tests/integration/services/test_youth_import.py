"""Importing youths from a file: preview, likely duplicates, report, replays, taking back; on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from myjobmatch.db.models import Activity, AuditEntry, Youth, YouthIdentity, YouthImport
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import AccountStatus, Role, Scheme
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.imilo import SituationKind, SituationSource
from myjobmatch.domain.youth_import.words import (
    Field,
    ImportKind,
    ImportStatus,
    RowChoice,
    RowOutcome,
    RowVerdict,
)
from myjobmatch.integrations.imilo import CsvPort
from myjobmatch.services.conversations import (
    SendMessage,
    conversation_with_youth,
    send_message,
)
from myjobmatch.services.youth_import.batches import (
    DRAFT_LIFE,
    StartImport,
    forget_draft,
    list_imports,
    start_import,
)
from myjobmatch.services.youth_import.preview import CheckImport, Choose, check_import, choose
from myjobmatch.services.youth_import.running import (
    STANDS_STILL_AFTER,
    confirm_import,
    resume_imports,
    run_rows,
)
from myjobmatch.services.youth_import.undoing import undo_import
from myjobmatch.services.youth_import.viewing import RowQuery, list_rows, view_import
from tests import factories
from tests.integration.services.import_desk import (
    FIELDS_OF_HEADS,
    HEADS,
    Desk,
    open_desk,
    table,
)

LEA = ("MARTIN", "Léa", "07/03/2005", "06 12 34 56 78", "melun", "1001")
ALI = ("Ben Saïd", "Ali", "2004-11-30", "0712345678", "", "")
ZOE = ("D'Angelo", "Zoé", "1er août 2006", "+33 6 98 76 54 32", "", "")


@pytest.fixture
async def desk(database: Database) -> Desk:
    return await open_desk(database)


async def test_a_file_comes_in_and_the_same_again_creates_nobody(
    desk: Desk, database: Database
) -> None:
    data = table([LEA, ALI, ZOE])
    id_ = await desk.draft(data)
    view = await desk.view(id_)
    assert (view.encoding, view.delimiter, view.rows) == ("UTF-8 BOM", ";", 3)
    assert tuple(column.field for column in view.columns) == FIELDS_OF_HEADS
    assert view.verdicts == {"new": 3}
    assert await desk.youths() == []  # nothing is done before it is confirmed
    view = await desk.confirm(id_)
    assert (view.status, view.outcomes) == (ImportStatus.DONE, {"created": 3})
    assert view.codes_for == 3
    assert [name for name, _ in await desk.youths()] == [
        "Ali Ben Saïd",
        "Léa Martin",
        "Zoé D'Angelo",
    ]
    async with database.unit(write=False) as uow:
        lea = await uow.imilo.by_dossier("1001")
        assert lea is not None
        assert (lea.advisor_id, lea.visible) == (desk.advisor.account_id, False)
        identity = await uow.youths.identity(lea.id)
        assert identity is not None
        assert (identity.birth_date, identity.phone) == (date(2005, 3, 7), "+33612345678")
        assert identity.latitude is not None

    again = await desk.draft(data)
    view = await desk.view(again)
    assert view.verdicts == {"same": 3}
    assert view.same_file_at is not None
    assert (await desk.confirm(again)).outcomes == {"unchanged": 3}
    assert len(await desk.youths()) == 3


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
async def test_however_it_was_saved_nobody_comes_twice(
    desk: Desk, encoding: str, delimiter: str
) -> None:
    await desk.bring(table([LEA, ALI, ZOE]))
    again = table([ZOE, LEA, ALI], delimiter=delimiter, encoding=encoding)
    assert await desk.bring(again) == {"unchanged": 3}


async def test_bad_rows_are_told_with_their_line_and_reason(desk: Desk) -> None:
    rows = [
        ("", "Sans nom", "07/03/2005", "", "", ""),
        ("Durand", "Paul", "31/02/2005", "", "", ""),
        ("Durand", "Anna", "07/03/2077", "", "", ""),
        ("=cmd()", "<b>x</b>", "07/03/2005", "", "", ""),
        ("Petit", "Tom", "07/03/1985", "12", "Atlantis", "n°?"),
    ]
    id_ = await desk.draft(table(rows))
    assert (await desk.view(id_)).verdicts == {"error": 4, "new": 1}
    errors = await desk.app.run(
        list_rows, desk.advisor, RowQuery(id_, verdicts=(RowVerdict.ERROR,))
    )
    assert [(row.line, row.remarks[0].code) for row in errors] == [
        (2, "last_name_missing"),
        (3, "birth_form"),
        (4, "birth_future"),
        (5, "name_form"),
    ]
    assert errors[1].remarks[0].field is Field.BIRTH_DATE
    assert errors[1].remarks[0].value == "31/02/2005"
    (warned,) = await desk.app.run(
        list_rows, desk.advisor, RowQuery(id_, verdicts=(RowVerdict.NEW,))
    )
    codes = {remark.code for remark in warned.remarks}
    assert codes == {"age_old", "phone_form", "commune_unknown", "dossier_form"}
    assert (await desk.confirm(id_)).outcomes == {"created": 1, "refused": 4}


async def test_likely_ones_are_asked_about(desk: Desk) -> None:
    await desk.bring(table([LEA]))
    other_phone = (*LEA[:3], "0700000000", "", "")
    typo = ("Martn", "Lea", "07/03/2005", "", "", "")
    swapped = ("Martin", "Léa", "03/07/2005", "", "", "")
    id_ = await desk.draft(table([other_phone, typo, swapped]))
    rows = await desk.app.run(list_rows, desk.advisor, RowQuery(id_))
    assert [(row.verdict, row.why, row.choice) for row in rows] == [
        (RowVerdict.LIKELY, "other_phone", RowChoice.SKIP),
        (RowVerdict.LIKELY, "more_names", RowChoice.SKIP),
        (RowVerdict.LIKELY, "birth_swapped", RowChoice.SKIP),
    ]
    assert {row.match_name for row in rows} == {"Léa Martin"}
    await desk.app.run(choose, desk.advisor, Choose(id_, RowChoice.CREATE, number=2))
    await desk.app.run(choose, desk.advisor, Choose(id_, RowChoice.UPDATE, number=3))
    assert (await desk.confirm(id_)).outcomes == {"skipped": 1, "created": 1, "unchanged": 1}
    assert len(await desk.youths()) == 2
    # decided once, the rows are known: nobody is asked again about the one who was created
    again = await desk.draft(table([typo]))
    assert (await desk.view(again)).verdicts == {"same": 1}


async def test_a_file_that_names_somebody_twice_creates_them_once(desk: Desk) -> None:
    twice = ("Léa", "Martin", "7 mars 2005", "0612345678", "", "")
    id_ = await desk.draft(table([LEA, twice]))
    rows = await desk.app.run(list_rows, desk.advisor, RowQuery(id_))
    assert [(row.verdict, row.match_row) for row in rows] == [
        (RowVerdict.NEW, 0),
        (RowVerdict.SAME, 1),
    ]
    assert (await desk.confirm(id_)).outcomes == {"created": 1, "unchanged": 1}


async def test_a_name_and_nothing_else_is_nobody_for_certain(desk: Desk) -> None:
    """Two of one name in a list without birth dates, with other addresses: the advisor is asked."""
    heads = ("Nom", "Prénom", "Mail", "Commune")
    melun = ("Nguyen", "Linh", "", "Melun")
    rows = [("Nguyen", "Linh", "linh@exemple.invalid", ""), melun]
    id_ = await desk.draft(table(rows, heads))
    told = await desk.app.run(list_rows, desk.advisor, RowQuery(id_))
    assert [(row.verdict, row.why) for row in told] == [
        (RowVerdict.NEW, ""),
        (RowVerdict.LIKELY, "name_only"),
    ]
    assert (await desk.confirm(id_)).outcomes == {"created": 1, "skipped": 1}
    other = await desk.draft(table([("Nguyen", "Linh", "autre@exemple.invalid", "")], heads))
    (row,) = await desk.app.run(list_rows, desk.advisor, RowQuery(other))
    assert (row.verdict, row.why) == (RowVerdict.LIKELY, "name_only")
    again = await desk.draft(table([rows[0]], heads))
    assert (await desk.view(again)).verdicts == {"same": 1}


async def test_an_address_too_long_to_be_kept_is_told_and_stops_nothing(desk: Desk) -> None:
    heads = ("Nom", "Prénom", "Mail")
    long = f"{'a' * 64}@{'b' * 180}.{'c' * 24}"
    id_ = await desk.draft(table([("Petit", "Tom", long), ("Roy", "Ana", "ana@ex.fr")], heads))
    (row, _) = await desk.app.run(list_rows, desk.advisor, RowQuery(id_))
    assert "email_form" in {remark.code for remark in row.remarks}
    assert (await desk.confirm(id_)).outcomes == {"created": 2}


async def test_who_has_left_meanwhile_accompanies_nobody_new(
    desk: Desk, database: Database
) -> None:
    """A draft waits for days: whom its rows name may be gone when it is carried out."""
    async with database.unit(write=False) as uow:
        colleague = await uow.accounts.get(desk.colleague.account_id)
        assert colleague is not None
    heads = (*HEADS, "Conseiller")
    data = table([(*LEA, colleague.display_name), (*ALI, "")], heads)
    id_ = await desk.draft(data)
    await desk.check(id_, advisor_id=desk.colleague.public_id)
    async with database.unit() as uow:
        gone = await uow.accounts.get(desk.colleague.account_id)
        assert gone is not None
        gone.status = AccountStatus.DISABLED
    assert (await desk.confirm(id_)).outcomes == {"created": 2}
    async with database.unit(write=False) as uow:
        advisors = set(await uow.session.scalars(select(Youth.advisor_id)))
    assert advisors == {None}
    later = await desk.draft(data)
    assert desk.colleague.public_id not in dict((await desk.view(later)).advisors)
    with pytest.raises(NotFound, match="advisor_unknown"):
        await desk.check(later, advisor_id=desk.colleague.public_id)


async def test_only_empty_fields_are_filled_unless_told(desk: Desk, database: Database) -> None:
    heads = ("Nom", "Prénom", "Date de naissance", "Mail", "Dispositif", "Adresse")
    await desk.bring(table([("Martin", "Léa", "07/03/2005", "lea@exemple.invalid", "", "")], heads))
    row = ("Martin", "Léa", "07/03/2005", "autre@exemple.invalid", "CEJ", "=1+1")
    assert await desk.bring(table([row], heads)) == {"updated": 1}

    async def stands() -> tuple[str, Scheme, str]:
        async with database.unit(write=False) as uow:
            (here,) = await uow.youth_imports.people.here(desk.advisor.structure_id or 0)
            ((youth, identity),) = (await uow.youth_imports.people.youths([here.id])).values()
            return identity.email, youth.scheme, identity.address

    assert await stands() == ("lea@exemple.invalid", Scheme.CEJ, "=1+1")
    id_ = await desk.draft(table([row], heads))
    await desk.check(id_, overwrite=True)
    assert (await desk.confirm(id_)).outcomes == {"updated": 1}
    assert (await stands())[0] == "autre@exemple.invalid"
    undone = await desk.app.run(undo_import, desk.advisor, id_)
    assert (undone.gone, undone.restored) == (0, 1)
    assert (await stands())[0] == "lea@exemple.invalid"


async def test_taking_back_until_somebody_has_begun(desk: Desk, database: Database) -> None:
    id_ = await desk.draft(table([LEA, ALI, ZOE]))
    with pytest.raises(Conflict, match="import_not_done"):
        await desk.app.run(undo_import, desk.advisor, id_)
    await desk.confirm(id_)
    rows = await desk.app.run(list_rows, desk.advisor, RowQuery(id_))
    by_name = {row.name: row.youth_id for row in rows}
    async with database.unit() as uow:
        lea = await uow.youths.by_public_id(by_name["Léa Martin"])
        assert lea is not None
        identity = await uow.youths.identity(lea.id)
        assert identity is not None
        identity.account_id = (await factories.account(uow, Role.YOUTH)).id
    opened = await desk.app.run(conversation_with_youth, desk.advisor, by_name["Ali Ben Saïd"])
    await desk.app.run(send_message, desk.advisor, SendMessage(opened.id, "Bonjour Ali"))

    undone = await desk.app.run(undo_import, desk.manager, id_)
    assert (undone.gone, undone.kept) == (1, 2)
    assert [name for name, _ in await desk.youths()] == ["Ali Ben Saïd", "Léa Martin"]
    view = await desk.view(id_)
    assert view.status is ImportStatus.UNDONE
    kept = await desk.app.run(list_rows, desk.advisor, RowQuery(id_, outcomes=(RowOutcome.KEPT,)))
    assert {row.why for row in kept} == {"signed_in", "written_to"}
    with pytest.raises(Conflict, match="import_not_done"):
        await desk.app.run(undo_import, desk.advisor, id_)
    assert await desk.bring(table([LEA, ALI, ZOE])) == {"unchanged": 2, "created": 1}
    async with database.unit(write=False) as uow:
        imported = await uow.session.scalar(
            select(func.count())
            .select_from(Activity)
            .where(Activity.kind == ActivityKind.YOUTH_IMPORTED)
        )
        actions = set(
            await uow.session.scalars(
                select(AuditEntry.action).where(AuditEntry.subject_kind == "youth_import")
            )
        )
    assert imported == 3
    assert actions == {"import_confirmed", "import_done", "import_undone"}


async def test_an_edited_file_is_known_again(desk: Desk, database: Database) -> None:
    """The advisor mended the name and phone since: the old file still creates nobody."""
    await desk.bring(table([LEA]))
    async with database.unit() as uow:
        await uow.session.execute(
            update(YouthIdentity).values(
                first_name="Léana", last_name="Dupré", phone="+33700000001"
            )
        )
        await uow.session.execute(update(Youth).values(dossier=None))
    assert await desk.bring(table([LEA])) == {"updated": 1}
    assert len(await desk.youths()) == 1


async def test_an_import_is_whose_made_it_and_the_managers(desk: Desk) -> None:
    id_ = await desk.draft(table([LEA]))
    for actor in (desk.colleague, desk.stranger):
        for service, command in (
            (view_import, id_),
            (list_rows, RowQuery(id_)),
            (check_import, CheckImport(id_, {})),
            (choose, Choose(id_, RowChoice.SKIP, number=1)),
            (confirm_import, id_),
            (run_rows, id_),
            (undo_import, id_),
            (forget_draft, id_),
        ):
            with pytest.raises(NotFound, match="import_unknown"):
                await desk.app.run(service, actor, command)
        assert await desk.app.run(list_imports, actor, None) == []
    assert (await desk.app.run(view_import, desk.manager, id_)).id == id_
    assert [one.id for one in await desk.app.run(list_imports, desk.manager, None)] == [id_]


async def test_columns_are_corrected_and_must_name_people(desk: Desk) -> None:
    data = table([("MARTIN", "Léa", "07/03/2005")], ("A", "B", "C"))
    id_ = await desk.app.run(
        start_import, desk.advisor, StartImport(ImportKind.YOUTHS, "x.csv", data), CsvPort()
    )
    view = await desk.view(id_)
    assert set(view.lacking) == {Field.LAST_NAME, Field.FIRST_NAME}
    for mapping in (
        {Field.LAST_NAME: 0, Field.FIRST_NAME: 0},
        {Field.LAST_NAME: 0, Field.FIRST_NAME: 7},
        {Field.LAST_NAME: 0, Field.SITUATION: 1},
    ):
        with pytest.raises(Invalid, match="malformed"):
            await desk.app.run(check_import, desk.advisor, CheckImport(id_, mapping))
    with pytest.raises(Invalid, match="import_columns"):
        await desk.app.run(check_import, desk.advisor, CheckImport(id_, {Field.LAST_NAME: 0}))
    with pytest.raises(Conflict, match="import_unchecked"):
        await desk.app.run(confirm_import, desk.advisor, id_)
    mapping = {Field.LAST_NAME: 0, Field.FIRST_NAME: 1, Field.BIRTH_DATE: 2}
    await desk.app.run(
        check_import, desk.advisor, CheckImport(id_, mapping, advisor_id=desk.colleague.public_id)
    )
    await desk.confirm(id_)
    async with desk.app.database.unit(write=False) as uow:
        (youth,) = (await uow.session.scalars(select(Youth))).all()
    assert youth.advisor_id == desk.colleague.account_id
    with pytest.raises(Conflict, match="import_confirmed"):
        await desk.app.run(check_import, desk.advisor, CheckImport(id_, mapping))


async def test_what_is_no_table_is_refused_with_the_reason(desk: Desk) -> None:
    for data, code in (
        (b"", "file_empty"),
        (b"\xef\xbb\xbf\r\n;;;", "file_empty"),
        (b"PK\x03\x04rest", "import_kind"),
        (b"nom;prenom\r\n", "file_no_rows"),
        (b"x" * (10 * 1024 * 1024 + 1), "file_large"),
        (b"a;b\n" + b"c;d\n" * 20_001, "file_rows"),
    ):
        with pytest.raises(Invalid, match=code):
            await desk.app.run(
                start_import, desk.advisor, StartImport(ImportKind.YOUTHS, "x", data), CsvPort()
            )


async def test_a_stopped_import_is_finished_by_the_worker(desk: Desk, clock: FixedClock) -> None:
    rows = [
        (f"Nom{chr(97 + n // 26)}{chr(97 + n % 26)}", "Ana", "07/03/2005", "", "", "")
        for n in range(300)
    ]
    id_ = await desk.draft(table(rows))
    view = await desk.view(id_)
    assert view.rows == 300
    await desk.choose_all(id_, RowVerdict.LIKELY, RowChoice.CREATE)
    await desk.app.run(confirm_import, desk.advisor, id_)
    progress = await desk.app.run_beside(run_rows, desk.advisor, id_)
    assert (progress.done, progress.finished) == (250, False)
    assert await resume_imports(desk.app) == 0  # it moved a moment ago
    clock.advance(STANDS_STILL_AFTER + timedelta(seconds=1))
    assert await resume_imports(desk.app) == 1
    view = await desk.view(id_)
    assert (view.status, view.outcomes) == (ImportStatus.DONE, {"created": 300})


async def test_a_draft_is_given_up_or_forgotten(desk: Desk, clock: FixedClock) -> None:
    first = await desk.draft(table([LEA]))
    await desk.app.run(forget_draft, desk.advisor, first)
    with pytest.raises(NotFound, match="import_unknown"):
        await desk.view(first)
    second = await desk.draft(table([LEA]))
    clock.advance(DRAFT_LIFE + timedelta(minutes=1))
    await desk.draft(table([ALI]))
    with pytest.raises(NotFound, match="import_unknown"):
        await desk.view(second)


async def test_another_structures_dossier_is_left_out_and_told(
    desk: Desk, database: Database
) -> None:
    async with database.unit() as uow:
        where = await uow.accounts.structure(desk.stranger.structure_id or 0)
        assert where is not None
        other = await uow.youths.get((await factories.youth(uow, where)).youth_id or 0)
        assert other is not None
        other.dossier = "1001"
    id_ = await desk.draft(table([LEA]))
    (row,) = await desk.app.run(list_rows, desk.advisor, RowQuery(id_))
    assert [remark.code for remark in row.remarks] == ["dossier_elsewhere"]
    assert row.match_name == ""
    assert (await desk.confirm(id_)).outcomes == {"created": 1}


async def test_dossiers_and_situations_come_back_from_imilo(desk: Desk, database: Database) -> None:
    await desk.bring(table([LEA, ALI]))
    heads = ("N° dossier", "Nom", "Prénom", "Date de naissance")
    nobody = ("9", "Nul", "Personne", "01/01/2001")
    extract = table([("2002", "BEN SAID", "ALI", "30/11/2004"), nobody], heads, encoding="cp1252")
    id_ = await desk.draft(extract, ImportKind.DOSSIERS)
    assert (await desk.view(id_)).verdicts == {"same": 1, "error": 1}
    assert (await desk.confirm(id_)).outcomes == {"updated": 1, "refused": 1}

    heads = ("N° dossier", "Situation", "Type de contrat", "Date de début", "Date de fin")
    rows = [
        ("2002", "Emploi", "CDD 6 mois", "01/09/2026", ""),
        ("1001", "Demandeur d'emploi", "", "15/08/2026", "14/09/2026"),
        ("1001", "Vacances", "", "15/08/2026", ""),
    ]
    situations = table(rows, heads, delimiter=",")
    assert await desk.bring(situations, ImportKind.SITUATIONS) == {"updated": 2, "refused": 1}
    assert await desk.bring(situations, ImportKind.SITUATIONS) == {"unchanged": 2, "refused": 1}
    async with database.unit(write=False) as uow:
        ali = await uow.imilo.by_dossier("2002")
        assert ali is not None
        (told,) = await uow.imilo.situations_of(ali.id)
    assert (told.kind, told.source) == (SituationKind.EMPLOYMENT, SituationSource.IMILO)
    assert told.contract is not None
    done = (await desk.app.run(list_imports, desk.advisor, None))[1]
    await desk.app.run(undo_import, desk.advisor, done.id)
    async with database.unit(write=False) as uow:
        assert await uow.imilo.situations_of(ali.id) == []


async def test_two_imports_at_once_create_nobody_twice(desk: Desk, database: Database) -> None:
    """Both were looked at before either began."""
    data = table([LEA, ALI, ZOE])
    first, second = await desk.draft(data), await desk.draft(data)
    assert (await desk.view(second)).verdicts == {"new": 3}
    await desk.confirm(first)
    assert (await desk.confirm(second)).outcomes == {"unchanged": 3}
    async with database.unit(write=False) as uow:
        batches = (await uow.session.scalars(select(YouthImport))).all()
    assert {batch.status for batch in batches} == {ImportStatus.DONE}
    assert len(await desk.youths()) == 3


def test_the_columns_of_these_tests() -> None:
    assert len(HEADS) == len(FIELDS_OF_HEADS)
