"""Names, ages, logins, passwords and codes of those who come in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.activation_code import LENGTH, SIGNS, canonical_code, grouped, new_code
from myjobmatch.domain.eligibility import age_on
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.joining import (
    canonical_login,
    checked_birth_date,
    checked_first_name,
    checked_login,
    checked_password,
    is_minor,
)

TODAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    "name", ["Inès", "N'Golo", "Anne-Sophie", "Ngọc", "محمد", "Олена", "O’Neil"]
)
def test_names_of_anywhere_are_names(name: str) -> None:
    assert checked_first_name(f"  {name} ") == name


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "first_name_empty"), ("  ", "first_name_empty"), ("http://x", "first_name_form"),
     ("a" * 61, "first_name_form"), ("x2", "first_name_form"), ("<b>", "first_name_form")],
)  # fmt: skip
def test_what_is_no_name_is_refused(name: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        checked_first_name(name)


def test_the_age_is_counted_to_the_day() -> None:
    assert age_on(date(2008, 9, 14), TODAY) == 18
    assert age_on(date(2008, 9, 15), TODAY) == 17
    assert is_minor(date(2008, 9, 15), TODAY)
    assert not is_minor(date(2008, 9, 14), TODAY)
    assert not is_minor(None, TODAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [("2010-09-15", "too_young"), ("1996-09-14", "too_old"), ("2026-13-01", "birth_date_form"),
     ("", "birth_date_form"), ("2027-01-01", "birth_date_form"), (None, "birth_date_form"),
     ("0001-01-01", "birth_date_form")],
)  # fmt: skip
def test_only_those_whom_a_mission_locale_may_accompany(text: str | None, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        checked_birth_date(text, TODAY)


def test_from_sixteen_to_twenty_nine() -> None:
    assert checked_birth_date("2010-09-14", TODAY) == date(2010, 9, 14)
    assert checked_birth_date("1996-09-15", TODAY) == date(1996, 9, 15)


@given(
    digits=st.from_regex(r"[1-9][0-9]{8}", fullmatch=True),
    start=st.sampled_from(["0", "+33", "0033", "+33 (0)", "+33 0"]),
    between=st.sampled_from(["", " ", ".", "-"]),
)
def test_a_phone_number_is_one_login_however_it_is_typed(
    digits: str, start: str, between: str
) -> None:
    typed = start + between.join([digits[0], *(digits[i : i + 2] for i in range(1, 9, 2))])
    assert canonical_login(typed) == f"+33{digits}"
    assert checked_login(typed) == f"+33{digits}"


@pytest.mark.parametrize("login", ["lina_91", "Lina.B", "abc", "ｌｉｎａ"])
def test_a_user_name_is_kept_in_lower_case(login: str) -> None:
    assert checked_login(login) == canonical_login(login)
    assert checked_login(login).islower()


@pytest.mark.parametrize(
    "login", ["ab", "a b c", "lina@exemple.fr", "123456", "_lina", "é" * 5, "a" * 41]
)
def test_what_is_neither_a_phone_nor_a_user_name_is_refused(login: str) -> None:
    with pytest.raises(Invalid, match="login_form"):
        checked_login(login)


@pytest.mark.parametrize(
    ("password", "code"),
    [("court", "password_short"), ("azerty123", "password_common"), ("AZERTY123", "password_common"),
     ("aaaaaaaaaa", "password_common"), ("lina.benali", "password_common"), ("x" * 300, "malformed")],
)  # fmt: skip
def test_what_anybody_would_try_first_is_no_password(password: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        checked_password(password, told=("lina.benali", "Lina", ""))


def test_a_sentence_is_a_good_password() -> None:
    assert checked_password("mon chat dort", told=("lina",)) == "mon chat dort"


@given(st.sampled_from(["", "-", " ", ". "]), st.booleans())
def test_a_code_is_read_as_it_was_made(between: str, lower: bool) -> None:
    code = new_code()
    typed = between.join(code[i : i + 3] for i in range(0, LENGTH, 3))
    assert canonical_code(typed.lower() if lower else typed) == code
    assert canonical_code(grouped(code)) == code


def test_signs_that_look_alike_are_understood_and_others_refused() -> None:
    assert not set("0O1ILBSUZ") & set(SIGNS)
    assert canonical_code("8b5-s2z-vuv") == "885522VVV"
    for wrong in ("", "ABC", "A" * 10, "OOO-OOO-OOO", "A" * 50, None, 7):
        with pytest.raises(Invalid, match="code_form"):
            canonical_code(wrong)
