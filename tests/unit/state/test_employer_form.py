"""An offer's form read into what the services take."""

from datetime import date

from myjobmatch.domain.enums import ContractKind, ExperienceDemand, Licence, Schedule
from myjobmatch.domain.offer_rules import OfferContent
from myjobmatch.state.employer_form import read_form


def read(**form: str | bool) -> tuple[OfferContent, dict[str, str]]:
    content, problems = read_form(form, occupation_id=None, skills=(), aptitude_ids=())
    return content, {problem.field: problem.code for problem in problems}


def test_french_numbers_dates_and_boxes_are_read() -> None:
    content, problems = read(
        title="Vendeuse / Vendeur",
        contract="cdi",
        weekly_hours="35,5",
        pay_hourly_min="12,50",
        starts_on="2026-10-01",
        positions="2",
        experience="wished",
        schedule_weekend=True,
        licence_b=True,
        night_work=True,
        hazardous_work=False,
    )

    assert problems == {}
    assert (content.contract, content.weekly_hours, content.pay_hourly_min) == (
        ContractKind.CDI,
        35.5,
        12.5,
    )
    assert (content.starts_on, content.positions) == (date(2026, 10, 1), 2)
    assert content.experience is ExperienceDemand.WISHED
    assert (content.schedules, content.licences_required) == ((Schedule.WEEKEND,), (Licence.B,))
    assert (content.night_work, content.hazardous_work) == (True, False)


def test_an_empty_form_is_an_empty_offer() -> None:
    content, problems = read()

    assert (content, problems) == (OfferContent(), {})


def test_what_is_no_number_or_date_is_told_by_its_field() -> None:
    content, problems = read(
        weekly_hours="beaucoup", pay_hourly_min="nan", positions="inf", starts_on="demain"
    )

    assert problems == {
        "weekly_hours": "offer_number_wrong",
        "pay_hourly_min": "offer_number_wrong",
        "positions": "offer_number_wrong",
        "starts_on": "offer_date_wrong",
    }
    assert content.weekly_hours is None


def test_unknown_choices_are_left_out() -> None:
    content, _ = read(contract="esclavage", experience="dix ans", schedule_noon="on")

    assert (content.contract, content.experience) == (None, ExperienceDemand.BEGINNER)
    assert content.schedules == ()
