"""The demonstration's imports: a file that waits to be confirmed, situations told, dossiers that are not known yet."""

import csv
import io
from datetime import date, timedelta

from myjobmatch.db.models import Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.load_people import People
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.imilo import SituationKind
from myjobmatch.domain.youth_import.words import Field, ImportKind
from myjobmatch.integrations.imilo import CsvPort
from myjobmatch.services.sessions import actor_of
from myjobmatch.services.situations import TellSituation, tell_situation
from myjobmatch.services.youth_import.batches import StartImport, start_import
from myjobmatch.services.youth_import.preview import CheckImport, check_import
from myjobmatch.services.youth_import.viewing import view_import

WHO = "conseil"
HEADS = ("NOM", "Prénom", "Date de naissance", "Tél.", "Commune", "Dispositif", "N° dossier")
ROWS = (
    ("BAPTISTE", "Maëva", "14/02/2006", "06 00 00 11 01", "Évry-Courcouronnes", "CEJ", "DEMO-7001"),
    ("CHERIF", "Sofiane", "03/09/2004", "06 00 00 11 02", "Ris-Orangis", "PACEA", "DEMO-7002"),
    ("DA COSTA", "Inês", "27/06/2007", "", "Corbeil-Essonnes", "CEJ", ""),
    ("EL KADI", "Rayan", "31/02/2005", "06 00 00 11 04", "Grigny", "CEJ", "DEMO-7004"),
    ("FONTAINE", "Théo", "1998-04-11", "06 00 00 11 05", "Évry-Courcouronnes", "", "DEMO-7005"),
    ("", "Ambre", "19/11/2006", "06 00 00 11 06", "Grigny", "CEJ", ""),
)
SITUATIONS = (
    (SituationKind.JOB_SEEKING, None, "", 120, None),
    (SituationKind.TRAINING, None, "Remise à niveau", 60, 14),
    (SituationKind.EMPLOYMENT, ContractKind.CDD, "Grande surface, 24 h par semaine", 20, None),
    (SituationKind.VOLUNTEERING, None, "Service civique, médiathèque", 35, None),
)
WITHOUT_DOSSIER = 2


async def load_imports(uow: UnitOfWork, people: People) -> None:
    """What an advisor finds: a draft with likely duplicates and errors, and what is not in i-milo yet."""
    account = people.accounts[WHO]
    actor = actor_of(account, None)
    own = [
        (login, youth)
        for login, youth in sorted(people.youths.items())
        if youth.advisor_id == account.id
    ]
    today = paris_day(uow.clock.now())
    for (_, youth), (kind, contract, note, ago, lasts) in zip(own, SITUATIONS, strict=False):
        since = today - timedelta(days=ago)
        until = since + timedelta(days=lasts) if lasts else None
        command = TellSituation(youth.public_id, kind, since, until, contract, note)
        await tell_situation(actor, command, uow)
    for _, youth in own[-WITHOUT_DOSSIER:]:
        youth.dossier = None
    rows = [*ROWS, *await _known(uow, [youth for _, youth in own[:2]])]
    id_ = await start_import(
        actor, StartImport(ImportKind.YOUTHS, "forum-de-rentree.csv", _csv(rows)), uow, CsvPort()
    )
    view = await view_import(actor, id_, uow)
    mapping: dict[Field, int] = {
        column.field: place for place, column in enumerate(view.columns) if column.field
    }
    await check_import(actor, CheckImport(id_, mapping, advisor_id=account.public_id), uow)


async def _known(uow: UnitOfWork, youths: list[Youth]) -> list[tuple[str, ...]]:
    """Two who are here: one as they stand, one with another phone."""
    identities = await uow.youths.identities([youth.id for youth in youths])
    rows: list[tuple[str, ...]] = []
    for number, youth in enumerate(youths):
        one = identities[youth.id]
        born = one.birth_date or date(2005, 1, 1)
        phone = one.phone if number == 0 else "06 00 00 11 99"
        dossier = youth.dossier or "" if number == 0 else ""
        rows.append(
            (one.last_name.upper(), one.first_name, f"{born:%d/%m/%Y}", phone, "", "", dossier)
        )
    return rows


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows(rows)
    return text.getvalue().encode("cp1252")
