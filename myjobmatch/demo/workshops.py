"""Workshops of the demonstration: held, to be closed, to come; shared between its Missions Locales."""

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo import content
from myjobmatch.demo.load_people import People
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.attendance_code import code_of, step_at
from myjobmatch.domain.clock import PARIS, FixedClock
from myjobmatch.domain.workshops import (
    BAD_REASONS,
    GOOD_REASONS,
    Liked,
    WorkshopDoor,
    WorkshopKind,
    WorkshopMode,
    WorkshopPresence,
    WorkshopStatus,
)
from myjobmatch.services.sessions import actor_of
from myjobmatch.services.workshop_attendance import (
    TellPresence,
    close_session,
    sign_presence,
    tell_presence,
)
from myjobmatch.services.workshop_invitations import ForYouths, invite_youths
from myjobmatch.services.workshop_phone import SayHow, say_how
from myjobmatch.services.workshop_places import enrol
from myjobmatch.services.workshop_sessions import (
    CancelSession,
    SaveSession,
    SessionContent,
    cancel_session,
    save_session,
)

VIDEO = "https://visio.exemple.invalid/atelier-numerique"


@dataclass(frozen=True, slots=True)
class Planned:
    """A session of the story: by whom, with whom, how many days from today (weekends are skipped), for how many."""

    by: str
    shared: tuple[str, ...]
    days: int
    start: time
    hours: float
    title: str
    kind: WorkshopKind
    place: str
    capacity: int
    enrolled: int
    description: str
    named: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    door: WorkshopDoor = WorkshopDoor.OPEN
    cancelled: str = ""


PLANNED = (
    Planned(
        "conseil", ("melun", "senart"), -21, time(14), 2, "Réussir son entretien d'embauche",
        WorkshopKind.INTERVIEW, "Salle bleue, Mission Locale d'Évry", 10, 9,
        "On s'entraîne à deux, puis devant le groupe. On repart avec trois réponses prêtes.",
        named=("lina", "emma"),
    ),
    Planned(
        "carole.tshimanga", ("evry", "senart"), -9, time(9, 30), 3, "Mon CV en une page",
        WorkshopKind.CV_LETTER, "Espace numérique, Melun", 8, 8,
        "Apporte ce que tu as déjà, même un brouillon. On le met au propre ensemble.",
        named=("emma", "moussa"),
    ),
    Planned(
        "conseil", ("senart",), -1, time(14), 2, "Comprendre sa fiche de paie",
        WorkshopKind.RIGHTS, "Salle bleue, Mission Locale d'Évry", 12, 8,
        "Brut, net, congés : on lit une vraie fiche de paie, ligne par ligne.",
        named=("moussa",),
    ),
    Planned(
        "conseil", ("melun",), 0, time(), 2, "Mes démarches en ligne",
        WorkshopKind.DIGITAL, "Espace numérique, Mission Locale d'Évry", 10, 6,
        "France Travail, CAF, Ameli : on crée ses comptes et on garde ses mots de passe.",
        named=("lina", "emma"),
    ),
    Planned(
        "conseil", ("melun",), 3, time(10), 2, "Découvrir les métiers du numérique",
        WorkshopKind.DISCOVERY, "", 12, 11,
        "Deux personnes racontent leur métier, tu poses tes questions. Micro et caméra si tu veux.",
    ),
    Planned(
        "yann.belkacem", ("melun", "senart"), 6, time(14), 3, "Simulation d'entretien avec des recruteurs",
        WorkshopKind.INTERVIEW, "Maison de l'emploi, Évry-Courcouronnes", 8, 11,
        "Trois recruteurs, dix minutes chacun, et un retour en face à face.",
        named=("moussa",),
    ),
    Planned(
        "carole.tshimanga", ("evry", "senart"), 9, time(9, 30), 2, "Financer son permis",
        WorkshopKind.MOBILITY, "Salle polyvalente, Melun", 15, 6,
        "Les aides qui existent, et le dossier qu'on remplit sur place.",
        named=("emma",),
    ),
    Planned(
        "conseil", (), 12, time(14), 1.5, "Parler de soi en deux minutes",
        WorkshopKind.JOB_SEARCH, "Salle verte, Mission Locale d'Évry", 6, 2,
        "En petit groupe, pour préparer le forum de l'emploi.",
        invited=("lina",), door=WorkshopDoor.INVITED,
    ),
    Planned(
        "hanane.morvan", ("evry",), 5, time(13, 30), 3, "Sortie au musée",
        WorkshopKind.CULTURE, "Gare de Savigny-le-Temple", 10, 4,
        "Trajet, entrée et goûter compris.",
        cancelled="Le musée est fermé pour travaux. Une autre date arrive.",
    ),
)  # fmt: skip

_LIKED = (Liked.GREAT, Liked.GREAT, Liked.GOOD, Liked.GREAT, Liked.GOOD, Liked.SO_SO)


async def hold_workshops(uow: UnitOfWork, clock: FixedClock, people: People, now: datetime) -> int:
    """Plan, fill, sign and close them as time goes by; answers how many there are."""
    teller = _Teller(uow, clock, people, now)
    for planned in PLANNED:
        await teller.hold(planned)
    teller.stand_at(now)
    return len(PLANNED)


class _Teller:
    """Tells one session after the other, each at its own moments."""

    def __init__(self, uow: UnitOfWork, clock: FixedClock, people: People, now: datetime) -> None:
        self._uow = uow
        self._clock = clock
        self._people = people
        self._now = now

    def stand_at(self, moment: datetime) -> None:
        """The clock goes there, forward or back."""
        self._clock.advance(moment - self._clock.now())

    async def hold(self, planned: Planned) -> None:
        """One session, from its planning to where it stands today."""
        starts_at = self._starts(planned)
        written = min(starts_at - timedelta(days=14), self._now - timedelta(days=4))
        self.stand_at(written)
        leader = actor_of(self._people.accounts[planned.by], None)
        public_id = await save_session(
            leader, SaveSession(self._content(planned, starts_at)), self._uow
        )
        if planned.invited:
            ids = tuple(self._people.youths[login].public_id for login in planned.invited)
            await invite_youths(leader, ForYouths(public_id, ids), self._uow)
        seated = await self._fill(planned, public_id, leader)
        if planned.cancelled:
            self.stand_at(self._now - timedelta(days=1))
            await cancel_session(leader, CancelSession(public_id, planned.cancelled), self._uow)
        elif planned.days < 0:
            await self._attend(planned, public_id, leader, seated)

    def _starts(self, planned: Planned) -> datetime:
        if planned.days == 0:  # whoever tries the demonstration can sign
            soon = (self._now + timedelta(minutes=20)).astimezone(PARIS)
            return soon.replace(minute=soon.minute // 5 * 5, second=0, microsecond=0)
        day = self._now.astimezone(PARIS).date() + timedelta(days=planned.days)
        while day.weekday() > 4:
            day += timedelta(days=1 if planned.days > 0 else -1)
        return datetime.combine(day, planned.start, PARIS)

    def _content(self, planned: Planned, starts_at: datetime) -> SessionContent:
        structures = self._people.structures
        return SessionContent(
            title=planned.title,
            description=planned.description,
            kind=planned.kind,
            minutes=round(planned.hours * 60),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=planned.hours),
            mode=WorkshopMode.ON_SITE if planned.place else WorkshopMode.VIDEO,
            place=planned.place,
            link="" if planned.place else VIDEO,
            door=planned.door,
            enrol_until=starts_at - timedelta(hours=18),
            capacity=planned.capacity,
            shared=tuple(structures[key].public_id for key in planned.shared),
        )

    async def _fill(self, planned: Planned, public_id: str, leader: Actor) -> list[Actor]:
        """Who is named comes first; the others of the structures, each their own, follow by chance."""
        owner = next(s.structure for s in content.staff() if s.login == planned.by)
        living = [
            youth.login
            for youth in content.youths()
            if youth.advisor is not None
            and youth.life in ("active", "steady")
            and youth.structure in (owner, *planned.shared)
            and not youth.shown
        ]
        chance = random.Random(f"workshop/{planned.title}")  # noqa: S311  (a story, not a secret)
        chance.shuffle(living)
        session = await self._uow.workshops.session_by_public_id(public_id)
        assert session is not None
        came: list[str] = []
        for login in (*planned.named, *living):
            # weekends are skipped: two sessions may have come to one day
            busy = await self._uow.workshops.at_the_same_time(
                self._people.youths[login].id, session
            )
            if not busy and len(came) < planned.enrolled:
                came.append(login)
        if planned.door is WorkshopDoor.INVITED:
            own = [
                self._people.youths[login].public_id
                for login in came
                if self._structure(login) == leader.structure_id
            ]
            await invite_youths(leader, ForYouths(public_id, tuple(own)), self._uow)
        actors = []
        for login in came:
            self._clock.advance(timedelta(hours=1, minutes=chance.randint(1, 50)))
            actor = self._youth(login)
            await enrol(actor, public_id, self._uow)
            actors.append(actor)
        return actors

    async def _attend(
        self, planned: Planned, public_id: str, leader: Actor, seated: list[Actor]
    ) -> None:
        session = await self._uow.workshops.session_by_public_id(public_id)
        assert session is not None
        left_open = planned.days == -1
        missing = 2
        self.stand_at(session.starts_at - timedelta(minutes=4))
        for actor in seated[: len(seated) - missing]:
            self._clock.advance(timedelta(seconds=37))
            code = code_of(session.secret, step_at(self._clock.now()))
            await sign_presence(actor, code, self._uow)
        self.stand_at(session.ends_at + timedelta(minutes=5))
        if left_open:
            session.status = WorkshopStatus.TO_CLOSE
            return
        for number, actor in enumerate(seated[len(seated) - missing :]):
            row = await self._uow.workshops.enrolment(session.id, actor.youth_id or 0)
            assert row is not None
            told = (WorkshopPresence.EXCUSED, WorkshopPresence.ABSENT)[number]
            where = self._people_of(actor)
            await tell_presence(where, TellPresence(public_id, (row.public_id,), told), self._uow)
        for number, actor in enumerate(seated[: len(_LIKED)]):
            self._clock.advance(timedelta(minutes=2))
            liked = _LIKED[number]
            reasons = BAD_REASONS if liked is Liked.SO_SO else GOOD_REASONS
            await say_how(actor, SayHow(public_id, liked, reasons[number % 3]), self._uow)
        await close_session(leader, public_id, self._uow)

    def _people_of(self, youth: Actor) -> Actor:
        """An advisor of a youth's own structure."""
        login = next(
            login for login, row in self._people.youths.items() if row.id == youth.youth_id
        )
        led = next(y.advisor for y in content.youths() if y.login == login)
        return actor_of(self._people.accounts[led or ""], None)

    def _structure(self, login: str) -> int | None:
        return self._people.youths[login].structure_id

    def _youth(self, login: str) -> Actor:
        return actor_of(self._people.accounts[login], self._people.youths[login].id)
