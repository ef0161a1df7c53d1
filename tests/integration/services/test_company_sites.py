"""Establishments, offers that are there, and the logo: who may, what is checked, what follows."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import pytest
from PIL import Image

from myjobmatch.db.models import Company
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.enums import CompanyStatus, OfferStatus, Role
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.domain.ids import new_public_id
from myjobmatch.integrations.logos import MOST_BYTES, MOST_DRAWN, SIDE, drawn_logo
from myjobmatch.services.application import Application
from myjobmatch.services.companies import list_own_companies
from myjobmatch.services.company_logo import KeepLogo, keep_logo, read_logo, set_logo
from myjobmatch.services.company_offers import SaveOffer, read_offer, save_offer
from myjobmatch.services.company_sites import (
    SaveSite,
    SiteOf,
    list_sites,
    make_main,
    remove_site,
    save_site,
)
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.offer_content import content_of
from myjobmatch.services.offer_lifecycle import version_of
from myjobmatch.services.offer_moves import DuplicateOffer, duplicate_offer
from myjobmatch.services.shared_offers import shared_offer
from tests import factories

SIRET = "73282932000074"
SITE_OF_IT = "732 829 320 00025"


@dataclass
class Firm:
    """A company with its recruiter, its structure's officer, and strangers."""

    app: Application
    company: Company
    recruiter: Actor
    officer: Actor
    strangers: tuple[Actor, ...]
    others: tuple[Actor, ...]

    @property
    def id(self) -> str:
        """The company's public id."""
        return self.company.public_id


@pytest.fixture
async def firm(database: Database) -> Firm:
    async with database.unit() as uow:
        here, there = await factories.structure(uow), await factories.structure(uow)
        company = await factories.company(uow, here, siret=SIRET)
        return Firm(
            Application(database, database.clock, MatchingRuntime(database, None)),
            company,
            await factories.recruiter(uow, company),
            await factories.staff(uow, Role.EMPLOYMENT_OFFICER, here),
            (
                await factories.recruiter(uow, await factories.company(uow, here)),
                await factories.staff(uow, Role.EMPLOYMENT_OFFICER, there),
            ),
            (
                await factories.youth(uow, here),
                await factories.staff(uow, Role.ADVISOR, here),
                await factories.staff(uow, Role.MANAGER, here),
            ),
        )


def new(firm: Firm, name: str = "Dépôt", place: str = "Melun, Île-de-France") -> SaveSite:
    return SaveSite(firm.id, name, place, "3 rue des Halles", "77000", new_id=new_public_id())


async def test_the_first_one_is_the_main_one_until_another_is_made(firm: Firm) -> None:
    command = replace(new(firm), siret=SITE_OF_IT)
    first = await firm.app.run(save_site, firm.recruiter, command)
    assert (first.place, first.siret, first.main) == ("Melun (77000)", "73282932000025", True)
    again = await firm.app.run(save_site, firm.recruiter, command)
    assert again.id == first.id
    second = await firm.app.run(save_site, firm.officer, new(firm, "Boutique"))
    assert [one.name for one in await firm.app.run(list_sites, firm.recruiter, firm.id)] == [
        "Dépôt",
        "Boutique",
    ]
    await firm.app.run(make_main, firm.recruiter, SiteOf(firm.id, second.id))
    listed = await firm.app.run(list_sites, firm.officer, firm.id)
    assert [(one.name, one.main) for one in listed] == [("Boutique", True), ("Dépôt", False)]
    await firm.app.run(remove_site, firm.recruiter, SiteOf(firm.id, second.id))
    assert [(one.name, one.main) for one in await firm.app.run(list_sites, firm.officer, firm.id)] == [
        ("Dépôt", True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "site_name_missing"),
        ({"name": "x" * 121}, "text_long"),
        ({"address": "x" * 201}, "text_long"),
        ({"siret": "123"}, "siret_length"),
        ({"siret": "73282932000075"}, "siret_wrong"),
        ({"siret": "35600000000048"}, "siret_elsewhere"),
        ({"place": "Atlantide"}, "offer_place_unknown"),
        ({"postcode": "7700"}, "postcode_form"),
    ],
)
async def test_a_wrong_form_is_told(firm: Firm, changes: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        await firm.app.run(save_site, firm.recruiter, replace(new(firm), **changes))  # type: ignore[arg-type]


async def test_an_offer_at_a_site_moves_with_it_and_stays_when_it_is_gone(
    firm: Firm, database: Database
) -> None:
    site = await firm.app.run(save_site, firm.recruiter, new(firm))
    async with database.unit() as uow:
        offer = await factories.offer(uow, firm.company, place="Ailleurs")
    content = replace(content_of(offer, (), ()), place="", description="Vous tenez la caisse.")
    command = SaveOffer(firm.id, content, new_id=new_public_id(), site_id=site.id)
    saved = await firm.app.run(save_offer, firm.recruiter, command)
    held = await firm.app.run(read_offer, firm.recruiter, saved.id)
    assert (held.place_label, held.site_id, held.status) == (
        "Melun (77000)",
        site.id,
        OfferStatus.DRAFT,
    )
    copy = await firm.app.run(duplicate_offer, firm.recruiter, DuplicateOffer(saved.id))
    assert (await firm.app.run(read_offer, firm.recruiter, copy.id)).site_id == site.id
    moved = replace(new(firm, place="Fontainebleau, Île-de-France"), site_id=site.id, postcode="")
    assert (await firm.app.run(save_site, firm.recruiter, moved)).offers == 2
    held = await firm.app.run(read_offer, firm.recruiter, saved.id)
    assert held.content.place == "Fontainebleau"
    await firm.app.run(remove_site, firm.recruiter, SiteOf(firm.id, site.id))
    held = await firm.app.run(read_offer, firm.recruiter, saved.id)
    assert (held.content.place, held.site_id) == ("Fontainebleau", "")


async def test_an_offer_is_at_no_site_of_another_company(firm: Firm, database: Database) -> None:
    site = await firm.app.run(save_site, firm.recruiter, new(firm))
    stranger = firm.strangers[0]
    async with database.unit(write=False) as uow:
        other = await uow.companies.get(stranger.company_id or 0)
        assert other is not None
    async with database.unit() as uow:
        offer = await factories.offer(uow, other)
    command = SaveOffer(
        other.public_id,
        content_of(offer, (), ()),
        offer.public_id,
        version_of(offer),
        site_id=site.id,
    )
    with pytest.raises(NotFound, match="site_unknown"):
        await firm.app.run(save_offer, stranger, command)


async def test_others_reach_neither_sites_nor_logo(firm: Firm) -> None:
    site = await firm.app.run(save_site, firm.recruiter, new(firm))
    for service, command in (
        (list_sites, firm.id),
        (save_site, new(firm)),
        (make_main, SiteOf(firm.id, site.id)),
        (remove_site, SiteOf(firm.id, site.id)),
        (keep_logo, KeepLogo(firm.id, b"x")),
    ):
        for actor in firm.strangers:
            with pytest.raises(NotFound, match="company_unknown"):
                await firm.app.run(service, actor, command)
        for actor in firm.others:
            with pytest.raises(Forbidden):
                await firm.app.run(service, actor, command)


async def test_a_suspended_company_keeps_what_it_has(firm: Firm, database: Database) -> None:
    site = await firm.app.run(save_site, firm.recruiter, new(firm))
    async with database.unit() as uow:
        company = await uow.companies.get(firm.company.id)
        assert company is not None
        company.status = CompanyStatus.SUSPENDED
    for service, command in (
        (save_site, new(firm)),
        (remove_site, SiteOf(firm.id, site.id)),
        (keep_logo, KeepLogo(firm.id, b"x")),
    ):
        with pytest.raises(Conflict, match="company_suspended"):
            await firm.app.run(service, firm.recruiter, command)
    assert len(await firm.app.run(list_sites, firm.recruiter, firm.id)) == 1


def picture(kind: str = "PNG", size: tuple[int, int] = (640, 320)) -> bytes:
    image = Image.effect_noise(size, 90).convert("RGB")
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Made by Awa Diallo"
    image.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
async def test_a_logo_is_drawn_anew_small_and_bare(
    firm: Firm, database: Database, kind: str
) -> None:
    logo = await set_logo(firm.app, firm.recruiter, firm.id, picture(kind))
    data = await firm.app.run(read_logo, SYSTEM, logo)
    assert data is not None
    assert len(data) <= MOST_DRAWN
    assert b"Awa" not in data
    with Image.open(io.BytesIO(data)) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("WEBP", (2 * SIDE, SIDE), {})
    (own,) = await firm.app.run(list_own_companies, firm.recruiter, None)
    assert own.logo == logo
    async with database.unit() as uow:
        offer = await factories.offer(uow, firm.company)
    shown = await firm.app.run(shared_offer, SYSTEM, offer.public_id)
    assert shown is not None
    assert shown.logo == logo
    another = await set_logo(firm.app, firm.officer, firm.id, picture(kind))
    assert await firm.app.run(read_logo, SYSTEM, logo) is None
    async with database.unit(write=False) as uow:
        entries = await uow.ledger.audits_of("company", firm.company.id)
    assert [(e.action, e.in_name_of) for e in entries] == [("logo_kept", firm.id)]
    await firm.app.run(keep_logo, firm.recruiter, KeepLogo(firm.id))
    assert await firm.app.run(read_logo, SYSTEM, another) is None


@pytest.mark.parametrize(
    ("size", "drawn"),
    [
        ((500, 500), (96, 96)),
        ((640, 120), (288, 54)),
        ((2000, 100), (288, 14)),
        ((50, 300), (16, 96)),
    ],
)
def test_a_wide_logo_is_as_wide_as_it_can_be_read_and_without_its_margin(
    size: tuple[int, int], drawn: tuple[int, int]
) -> None:
    bare = Image.effect_noise(size, 20).convert("RGB").point(lambda tone: tone // 2)
    for behind in ((255, 255, 255, 255), (0, 0, 0, 0)):
        framed = Image.new("RGBA", (size[0] + 80, size[1] + 300), behind)
        framed.paste(bare, (40, 150))
        out = io.BytesIO()
        framed.save(out, "PNG")
        with Image.open(io.BytesIO(drawn_logo(out.getvalue()))) as logo:
            assert logo.size == drawn


def test_a_logo_that_is_all_white_stays() -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 100), "white").save(out, "PNG")
    with Image.open(io.BytesIO(drawn_logo(out.getvalue()))) as logo:
        assert logo.size == (192, 96)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document_empty"),
        (b"%PDF-1.7 %%EOF", "document_kind"),
        (b"GIF89a" + bytes(20), "document_kind"),
        (b"<svg onload=alert(1)>", "document_kind"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "document_broken"),
        (bytes(MOST_BYTES + 1), "logo_big"),
    ],
)
async def test_what_is_no_picture_is_no_logo(firm: Firm, data: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        await set_logo(firm.app, firm.recruiter, firm.id, data)
