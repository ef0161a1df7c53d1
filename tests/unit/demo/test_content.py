"""The invented people, companies and conversations hold together."""

from collections import Counter

from myjobmatch.demo import content
from myjobmatch.demo.catalogue.reader import read_catalogue
from myjobmatch.demo.identifiers import invented_phone, luhn_key
from myjobmatch.demo.talks import talks
from myjobmatch.domain.enums import Role


def test_three_structures_have_the_staff_that_was_promised() -> None:
    by_structure = Counter((person.structure, person.role) for person in content.staff())
    assert len(content.structures()) == 3
    for structure in content.structures():
        assert by_structure[structure.key, Role.ADVISOR] == 2
        assert by_structure[structure.key, Role.MANAGER] == 1
        assert by_structure[structure.key, Role.EMPLOYMENT_OFFICER] == 1
    assert by_structure[None, Role.FUNDER] == 1
    assert by_structure[None, Role.ADMINISTRATOR] == 1


def test_every_commune_belongs_to_exactly_one_structure() -> None:
    communes = [key for s in content.structures() for key in s.communes]
    assert len(communes) == len(set(communes))
    whole_communes = {p.key for p in content.places().values() if p.label == p.commune}
    assert set(communes) == whole_communes
    assert len(whole_communes) >= 40


def test_places_lie_where_they_should() -> None:
    for place in content.places().values():
        assert 48.45 < place.latitude < 48.75, place
        assert 2.28 < place.longitude < 2.75, place
        assert place.postcode[:2] == place.insee[:2]
        assert len(place.postcode) == len(place.insee) == 5


def test_a_quarter_is_inside_or_beside_its_commune() -> None:
    places = content.places()
    towns = {place.commune: place for place in places.values() if place.label == place.commune}
    for place in places.values():
        town = towns[place.commune]
        assert abs(place.latitude - town.latitude) < 0.03, place
        assert abs(place.longitude - town.longitude) < 0.04, place


def test_companies_have_numbers_of_the_right_form_and_some_recruiters() -> None:
    companies = content.companies()
    assert len(companies) == 25
    assert len({company.siret for company in companies}) == 25
    for company in companies:
        assert len(company.siret) == 14
        assert luhn_key(company.siret[:-1]) == company.siret[-1]
        assert luhn_key(company.siret[:8]) == company.siret[8]
        assert company.structure in {s.key for s in content.structures()}
        assert len(company.presentation) > 80
    assert 12 <= sum(company.recruiter_login is not None for company in companies) <= 15


def test_sixty_youths_with_real_catalogue_entries() -> None:
    catalogue = read_catalogue()
    romes = {occupation.rome_code for occupation in catalogue.occupations}
    aptitudes = {aptitude.code for aptitude in catalogue.aptitudes}
    youths = content.youths()
    assert len(youths) == 60
    for youth in youths:
        assert set(youth.wanted) <= romes, youth.login
        assert set(youth.aptitudes) <= aptitudes, youth.login
        assert {done.rome for done in youth.done} <= romes, youth.login
        assert all(done.text for done in youth.done)
        assert 16 <= youth.age < 26
        assert youth.modes
    lives = Counter(youth.life for youth in youths)
    assert lives["unfollowed"] == 3
    assert all((youth.advisor is None) == (youth.life == "unfollowed") for youth in youths)
    assert set(lives) == {"active", "steady", "quiet", "dormant", "new", "unfollowed"}
    assert sum(youth.age < 18 for youth in youths) >= 5


def test_logins_are_unique_and_plain() -> None:
    logins = [youth.login for youth in content.youths()]
    logins += [person.login for person in content.staff()]
    logins += [c.recruiter_login for c in content.companies() if c.recruiter_login]
    assert len(logins) == len(set(logins))
    assert all(login == login.lower() and login.isascii() for login in logins)


def test_shown_accounts_cover_every_role() -> None:
    shown = {youth.login for youth in content.youths() if youth.shown}
    assert shown == {"lina", "moussa", "emma", "nadia"}
    assert {person.role for person in content.staff() if person.shown} == {
        Role.ADVISOR,
        Role.EMPLOYMENT_OFFICER,
        Role.MANAGER,
        Role.FUNDER,
        Role.ADMINISTRATOR,
    }
    assert [c.recruiter_login for c in content.companies() if c.shown] == ["recruteur"]


def test_conversations_are_of_known_youths_and_go_forward() -> None:
    youths = {youth.login: youth for youth in content.youths()}
    assert len(talks()) >= 15
    for talk in talks():
        assert youths[talk.youth].advisor is not None
        moments = [(-line.days_ago, line.at) for line in talk.lines]
        assert moments == sorted(moments), talk.youth
        assert max(line.days_ago for line in talk.lines) <= 60
        assert {line.who for line in talk.lines} <= ({"y", "r"} if talk.offer else {"y", "a"})
    assert "nadia" not in {talk.youth for talk in talks()}


def test_invented_phones_are_in_the_range_kept_for_fiction() -> None:
    assert invented_phone(7) == "06 39 98 00 07"
