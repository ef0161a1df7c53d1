"""Everything of a youth's own search, as their phone keeps it."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.my_search import HistoryView, SearchContents, last_steps
from myjobmatch.domain.permissions import is_youth
from myjobmatch.services.building import service
from myjobmatch.services.cv import cv_facts
from myjobmatch.services.documents import document_views
from myjobmatch.services.my_search import tracked_views
from myjobmatch.services.reminders import reminder_views
from myjobmatch.services.saved_searches import search_views


@service(is_youth, writes=False)
async def own_search(actor: Actor, _command: None, uow: UnitOfWork) -> SearchContents:
    """What the actor keeps of their search: ten small queries."""
    youth_id = actor.youth_id or 0
    histories = await uow.my_search.histories(youth_id)
    return SearchContents(
        tracked=await tracked_views(youth_id, uow),
        notes=tuple(await uow.my_search.notes(youth_id)),
        reminders=await reminder_views(youth_id, uow),
        histories=tuple(HistoryView(key, last_steps(steps)) for key, steps in histories.items()),
        searches=await search_views(youth_id, uow),
        documents=await document_views(youth_id, uow),
        cv=await cv_facts(youth_id, uow),
    )
