"""The agreement of an immersion on paper, in French, for its signatures: the preparation of Cerfa 13912."""

from dataclasses import dataclass
from datetime import date, datetime

from myjobmatch.db.aside import off_loop
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.immersion_rules import days_of, signers
from myjobmatch.domain.immersions import STANDING, ImmersionContent, Signer
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.i18n.translate import translate
from myjobmatch.integrations.agreement_pdf import (
    PrintedAgreement,
    Section,
    SignBox,
    draw_agreement,
)
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.immersions import (
    accompanied_immersion,
    content_of,
    minor_then,
    signed_on,
)

FRENCH = "fr"
"""An agreement is written in French, whoever prints it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who goes: what the form asks of them."""

    name: str
    birth_date: date | None
    address: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """All that stands on the paper."""

    content: ImmersionContent
    youth: Person
    minor: bool
    structure: str
    structure_place: str
    structure_phone: str
    prescriber: str
    renews: tuple[date, date] | None
    signed: tuple[tuple[Signer, date], ...]
    printed_at: datetime
    printed_by: str


async def print_agreement(app: Application, actor: Actor, public_id: str) -> tuple[str, bytes]:
    """The agreement as a PDF, and a name for the file, which holds nobody's name.

    Raises:
        Forbidden, NotFound, Conflict: as `agreement_paper`.
    """
    paper = await app.run(agreement_paper, actor, public_id)
    pdf = await off_loop(draw_agreement, printed(paper))
    day = (paper.content.starts_on or paris_day(paper.printed_at)).isoformat()
    return f"{translate(FRENCH, 'immersions.paper.file')}-{day}.pdf", pdf


@service(is_accompanying)
async def agreement_paper(actor: Actor, public_id: str, uow: UnitOfWork) -> AgreementPaper:
    """What the agreement says. That it was taken out is written down.

    Raises:
        NotFound: not an agreement of a youth whom the actor accompanies (`immersion_unknown`).
        Conflict: it is still a draft, or was called off (`immersion_state`).
    """
    row, youth = await accompanied_immersion(actor, public_id, uow)
    if row.status not in STANDING:
        raise Conflict("immersion_state")
    identity = await uow.youths.identity(youth.id)
    structures = {one.id: one for one in await uow.accounts.structures()}
    structure = structures.get(row.structure_id)
    prescriber = await uow.accounts.get(row.prescriber_id) if row.prescriber_id else None
    reader = await uow.accounts.get(actor.account_id)
    before = await uow.immersions.get(row.renews_id) if row.renews_id else None
    minor = await minor_then(youth, row.starts_on, uow)
    there = signed_on(row)
    uow.ledger.audit(
        actor,
        "immersion_printed",
        "immersion",
        row.id,
        in_name_of=f"youth:{youth.public_id}",
    )
    return AgreementPaper(
        content=content_of(row),
        youth=Person(
            name=f"{identity.first_name} {identity.last_name}".strip() if identity else "",
            birth_date=identity.birth_date if identity else None,
            address=_lines(identity.address, f"{identity.postcode} {identity.commune}")
            if identity
            else "",
            phone=identity.phone if identity else "",
            email=identity.email if identity else "",
        ),
        minor=minor,
        structure=structure.name if structure else "",
        structure_place=f"{structure.postcode} {structure.commune}".strip() if structure else "",
        structure_phone=structure.phone if structure else "",
        prescriber=prescriber.display_name if prescriber else "",
        renews=(before.starts_on, before.ends_on)
        if before is not None and before.starts_on and before.ends_on
        else None,
        signed=tuple((one, there[one]) for one in signers(minor=minor) if one in there),
        printed_at=uow.clock.now(),
        printed_by=reader.display_name if reader else "",
    )


def printed(paper: AgreementPaper) -> PrintedAgreement:
    """The paper's words, in French."""
    one = paper.content
    obligations = ["status", "tasks", "rules", "insurance", "accident", "end", "review"]
    if paper.minor:
        obligations.insert(3, "minor")
    sections = (
        Section(
            _say("prescriber"),
            _facts(
                name=paper.structure,
                place=paper.structure_place,
                phone=paper.structure_phone,
                represented=paper.prescriber,
            ),
        ),
        Section(
            _say("youth"),
            _facts(
                person=paper.youth.name,
                born=_say("day", at=paper.youth.birth_date.isoformat())
                if paper.youth.birth_date
                else "",
                address=paper.youth.address,
                phone=paper.youth.phone,
                email=paper.youth.email,
                representative=one.representative if paper.minor else "",
            ),
        ),
        Section(
            _say("host"),
            _facts(
                name=one.host_name,
                siret=one.host_siret,
                address=one.host_address,
                represented=one.host_signer,
                tutor=one.tutor,
                tutor_function=one.tutor_function,
            ),
        ),
        Section(_say("immersion"), _immersion_facts(paper)),
        Section(
            _say("obligations"),
            text=tuple(_say(f"obligation.{word}", host=one.host_name) for word in obligations),
        ),
    )
    return PrintedAgreement(
        language=FRENCH,
        title=_say("title"),
        subject=_say("subject", title=one.title, host=one.host_name),
        notice=_say("notice"),
        sections=sections,
        signs_heading=_say("signs"),
        signs=_signs(paper),
        foot=_say("foot", at=paper.printed_at, name=paper.printed_by),
        page=_say("page"),
    )


def _immersion_facts(paper: AgreementPaper) -> tuple[tuple[str, str], ...]:
    one = paper.content
    days = ""
    if one.starts_on and one.ends_on:
        days = _say(
            "dates",
            since=one.starts_on.isoformat(),
            until=one.ends_on.isoformat(),
            days=days_of(one.starts_on, one.ends_on),
        )
    renews = ""
    if paper.renews is not None:
        since, until = paper.renews
        renews = _say("renews", since=since.isoformat(), until=until.isoformat())
    return _facts(
        occupation=one.title,
        purpose=translate(FRENCH, one.purpose.label_key) if one.purpose else "",
        when=days,
        renewal=renews,
        hours=_say("hours_a_week", hours=one.weekly_hours or 0),
        schedule=one.schedule,
        objectives=one.objectives,
        tasks=one.tasks,
    )


def _signs(paper: AgreementPaper) -> tuple[SignBox, ...]:
    one = paper.content
    names = {
        Signer.YOUTH: paper.youth.name,
        Signer.REPRESENTATIVE: one.representative,
        Signer.HOST: _say("for", name=one.host_signer, host=one.host_name),
        Signer.PRESCRIBER: _say("for", name=paper.prescriber, host=paper.structure),
    }
    there = dict(paper.signed)
    return tuple(
        SignBox(
            _say(f"sign.{signer.value}"),
            names[signer],
            _say("signed_on", at=there[signer].isoformat())
            if signer in there
            else _say("sign_here"),
        )
        for signer in signers(minor=paper.minor)
    )


def _facts(**values: str) -> tuple[tuple[str, str], ...]:
    """Labelled facts; what is not known is left out."""
    return tuple((_say(f"fact.{name}"), value) for name, value in values.items() if value)


def _say(key: str, **values: object) -> str:
    return translate(FRENCH, f"immersions.paper.{key}", **values)


def _lines(*parts: str) -> str:
    return "\n".join(part.strip() for part in parts if part.strip())
