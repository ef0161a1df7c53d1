"""What Mes offres lets a youth answer is what an application may become."""

from __future__ import annotations

import pytest

from myjobmatch.domain.enums import ApplicationStatus
from myjobmatch.domain.workflow import APPLICATION
from myjobmatch.pages.youth.messages import LONGEST_MESSAGE
from myjobmatch.pages.youth.offers import NEXT_ANSWERS
from myjobmatch.services import conversations


@pytest.mark.parametrize("before", list(NEXT_ANSWERS))
def test_every_answer_may_follow(before: ApplicationStatus) -> None:
    for after in NEXT_ANSWERS[before]:
        assert APPLICATION.allows(before, after), (before, after)


def test_an_application_that_goes_on_can_always_be_answered() -> None:
    final = {
        ApplicationStatus.HIRED,
        ApplicationStatus.REFUSED,
        ApplicationStatus.WITHDRAWN,
    }

    assert set(NEXT_ANSWERS) == set(ApplicationStatus) - final


def test_the_composer_stops_where_the_service_does() -> None:
    assert LONGEST_MESSAGE == conversations.LONGEST_MESSAGE
