"""Hours of validated actions, by the day they were done."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.imilo import Entry, EntryKind
from myjobmatch.i18n.translate import translate
from myjobmatch.services.imilo.registry import EntryScope, entry_source


@entry_source(EntryKind.ACTION)
async def actions(uow: UnitOfWork, scope: EntryScope) -> list[Entry]:
    """Validated actions; one whose hours change is told anew."""
    rows = await uow.actions.validated(
        scope.whose.structure_id,
        scope.whose.advisor_ids,
        scope.first,
        scope.last,
        scope.whose.youth_ids,
    )
    return [
        Entry(
            key=f"action:{row.id}:{row.minutes}",
            youth_id=row.youth_id,
            kind=EntryKind.ACTION,
            day=row.day,
            what=f"{translate('fr', row.category.label_key)} : {named_in_french(row.key, row.title)}",
            hours=row.minutes / 60,
            by=row.by,
            for_youth=row.on_behalf,
        )
        for row in rows
    ]


def named_in_french(key: str, title: str) -> str:
    """What an action is called in French."""
    return translate("fr", f"week.default.{key}") if key else title
