"""When a youth's data are erased: what of their participations must be held, and the rows without the person.

Article 82 of regulation (EU) 2021/1060 makes one keep what supports an operation for five years from the end of the year
in which the last payment was made. That day is not known here: the hold lasts until five years after the end of the year
in which the operation ends, and whoever knows of a later payment prolongs it.
"""

from datetime import date

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.fse.participants import Participation, classes_only
from myjobmatch.domain.fse.questionnaire import questionnaire

HELD_YEARS = 5
REASON = "FSE+, (UE) 2021/1060, art. 82"


async def held_of(youth_id: int, uow: UnitOfWork) -> dict[str, object]:
    """What of a youth's participations must be held, as JSON; empty: they took part in nothing.

    `until` is the last day of it, `reason` what makes one keep it. To be read before `cut_loose`.
    """
    found = await uow.participations.of_youth(youth_id)
    if not found:
        return {}
    parts = await uow.participations.answers([row.id for row, _ in found])
    until = max(date(operation.ends_on.year + HELD_YEARS, 12, 31) for _, operation in found)
    return {
        "reason": REASON,
        "until": until.isoformat(),
        "participations": [
            {
                "operation": operation.title,
                "number": operation.number,
                "questionnaire": operation.questionnaire,
                "participation": row.public_id,
                "entered_on": row.entered_on.isoformat(),
                "left_on": row.left_on.isoformat() if row.left_on else None,
                "answers": {
                    part.value: dict(told.answers) for part, told in parts.get(row.id, {}).items()
                },
            }
            for row, operation in found
        ],
    }


async def cut_loose(youth_id: int, uow: UnitOfWork) -> int:
    """Cut a youth's rows loose from the person: indicators stay what they were. Answers how many rows are left.

    A row loses `youth_id`, birth date, commune and its corrections; its days become those of its months.
    """
    today = paris_day(uow.clock.now())
    found = await uow.participations.of_youth(youth_id)
    parts = await uow.participations.answers([row.id for row, _ in found])
    left = 0
    for row, operation in found:
        told = parts.get(row.id, {})
        answers = {code: value for one in told.values() for code, value in one.answers.items()}
        one = Participation(row.public_id, row.entered_on, row.left_on, answers)
        kept = classes_only(questionnaire(operation.questionnaire), one)
        left += await uow.participations.cut_loose(row, kept, today)
    return left
