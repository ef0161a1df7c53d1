"""The feed that the import's benchmark writes is read whole, as a real one is."""

from pathlib import Path

from _feed import write_feed

from myjobmatch.domain.enums import ContractKind
from myjobmatch.integrations.france_travail import read_offers
from myjobmatch.integrations.problems import Problem

SKILLS = [[("1", "Vendre"), ("2", "Encaisser")], [("", "Nettoyer"), ("3", "Ranger")]]
PAGE = "Vous accueillez la clientèle et tenez la caisse. " * 60


def test_every_offer_is_read_with_what_was_written_of_it(tmp_path: Path) -> None:
    file, again = tmp_path / "feed.json", tmp_path / "again.json"
    for path in (file, again):
        write_feed(path, 300, [("D1106", "Vendeur"), ("K2204", "Agent")], SKILLS, PAGE, seed=3)
    assert file.read_bytes() == again.read_bytes()
    problems: list[Problem] = []
    offers = list(read_offers(file, problems.append))
    assert len({offer.source_id for offer in offers}) == 300
    assert {problem.code for problem in problems} <= {"no_skills"}
    assert {offer.occupation_code for offer in offers} == {"D1106", "K2204"}
    assert len({offer.description for offer in offers}) == 300
    assert {skill.label for offer in offers for skill in offer.skills} == {
        "Vendre", "Encaisser", "Nettoyer", "Ranger",
    }  # fmt: skip
    assert ContractKind.APPRENTICESHIP in {offer.contract for offer in offers}
    assert all(offer.latitude is not None and offer.place for offer in offers)
