"""Whether what a phone kept of a former release is still read as it is."""

from dataclasses import make_dataclass

from myjobmatch.domain.shapes import shape_of
from myjobmatch.services.phone import CARDS_SHAPE, SHAPE, PhoneContents


def made(name: str, **of: object) -> type:
    return make_dataclass(name, of.items())


def test_a_field_more_less_or_of_another_type_is_another_shape_however_deep() -> None:
    def page(**line: object) -> str:
        return shape_of(made("Page", lines=tuple[made("Line", **line), ...] | None))

    shapes = [page(at=str), page(at=str, to=str), page(at=int), page(to=str), page(at=str | None)]

    assert len(set(shapes)) == len(shapes)
    assert page(at=str) == shapes[0]


def test_records_that_hold_each_other_have_a_shape() -> None:
    line = made("Line", at=str)
    line.__annotations__["after"] = list[line]  # type: ignore[valid-type]

    assert shape_of(line) == shape_of(line)


def test_what_a_phone_keeps_is_more_than_its_sections_and_its_cards() -> None:
    assert len({SHAPE, CARDS_SHAPE, shape_of(PhoneContents)}) == 3
