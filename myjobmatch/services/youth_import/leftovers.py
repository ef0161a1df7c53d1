"""The rows that did not come in, as a table to be corrected and sent again."""

from dataclasses import dataclass

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.youth_import.words import RowOutcome, RowVerdict
from myjobmatch.i18n.translate import translate
from myjobmatch.services.building import service
from myjobmatch.services.youth_import.batches import own_import

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Heads and rows: those of the file, and why each did not come in."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@service(is_accompanying)
async def left_out(actor: Actor, public_id: str, uow: UnitOfWork) -> Leftovers:
    """The rows of an import that were refused or skipped, or before it, that would be.

    Raises:
        NotFound: no such import of theirs (`import_unknown`).
    """
    batch = await own_import(actor, public_id, uow)
    if batch.confirmed_at is None:
        found = await uow.youth_imports.page(
            batch.id, verdicts=(RowVerdict.ERROR, RowVerdict.LIKELY), limit=MOST, offset=0
        )
    else:
        found = await uow.youth_imports.page(
            batch.id, outcomes=(RowOutcome.REFUSED, RowOutcome.SKIPPED), limit=MOST, offset=0
        )
    rows = []
    for row in found:
        if not row.cells:
            continue
        said = [
            translate(
                actor.locale,
                f"imports.remark.{remark['code']}",
                value=str(remark["value"]),
            )
            for remark in row.remarks
        ]
        if row.verdict is RowVerdict.LIKELY:
            said.append(translate(actor.locale, f"imports.why.{row.why}"))
        rows.append((*row.cells, " ".join(said)))
    uow.ledger.audit(
        actor, "import_rows_downloaded", "youth_import", batch.id, details={"rows": len(rows)}
    )
    heads = (*batch.heads, translate(actor.locale, "imports.left.reason"))
    return Leftovers(heads, tuple(rows))
