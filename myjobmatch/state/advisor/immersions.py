"""The immersions of a youth, on their page: the list, the form, signatures, the review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.form_problems import FieldProblem
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.immersions import ImmersionContent, ImmersionView, Signer
from myjobmatch.services.immersion_review import review_immersion
from myjobmatch.services.immersion_views import immersion_sources, immersions_with
from myjobmatch.services.immersions import (
    ImmersionNotReady,
    SaveImmersion,
    SignImmersion,
    cancel_immersion,
    renew_immersion,
    save_immersion,
    sign_immersion,
)
from myjobmatch.state.advisor.immersion_form import (
    Draft,
    ReviewDraft,
    by_field,
    day_in,
    draft_of,
    read_agreement,
    read_review,
    review_draft_of,
    text,
    written,
)
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class Sign:
    """A signature: whose, and its day; empty: it lacks."""

    immersion: str
    signer: str
    on: str


@dataclass(frozen=True, slots=True)
class Line:
    """An agreement as the page shows it."""

    id: str
    status: str
    title: str
    host: str
    tutor: str
    purpose: str
    starts_on: str
    ends_on: str
    hours: str
    proposed: bool
    renewal: bool
    may_edit: bool
    may_cancel: bool
    may_review: bool
    may_renew: bool
    printable: bool
    signs: list[Sign]
    reviewed_at: str
    reviewed_by: str
    done: str
    met: str
    contract: str
    hired_from: str
    youth_words: str
    host_words: str


@dataclass(frozen=True, slots=True)
class Source:
    """A match or an application that an agreement may come from, by its place in the list."""

    place: int
    title: str
    company: str
    matched: bool


class ImmersionsState(AppState):
    """What the section shows."""

    rows: list[Line] = []
    sources: list[Source] = []
    loaded: bool = False
    hidden: bool = False
    """The reader does not accompany this youth."""
    saved: str = ""
    mode: str = ""
    """`choose` what a new one comes from, `form`, `review`; empty: the list alone."""
    current: str = ""
    """The agreement that is edited, reviewed, or to be called off."""
    back: str = ""
    """The agreement whose review was left: its button has the focus again."""
    sure: str = ""
    """The agreement that one asks to call off."""
    draft: Draft = Draft()
    review_draft: ReviewDraft = ReviewDraft()
    form_key: str = ""
    hired: bool = False
    ready: bool = False
    today: str = ""
    problems: dict[str, str] = {}
    problem_values: dict[str, dict[str, str | int | float]] = {}
    _match: str = ""
    _application: str = ""
    _new_id: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the immersions of whom the address names."""
        self._watch(ImmersionsState.refresh, ("structure", self._actor().structure_id or 0))
        self.loaded, self.saved, self.rows = False, "", []
        self._leave()
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again; what is being typed stays."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def begin(self) -> None:
        """A new agreement: from what?"""
        self._leave()
        self.saved = ""
        found = await self._run(immersion_sources, self._youth())
        self.sources = [
            Source(place, one.content.title, one.company, bool(one.match_id))
            for place, one in enumerate(found)
        ]
        self.mode = "choose"
        if not found:
            self._open(ImmersionContent("", weekly_hours=35))

    @on(*ACCOMPANYING)
    async def take(self, place: int) -> None:
        """From that match or application; from none for any other place."""
        found = await self._run(immersion_sources, self._youth())
        self._leave()
        if isinstance(place, int) and 0 <= place < len(found):
            one = found[place]
            self._match, self._application = one.match_id, one.application_id
            self._open(one.content)
        else:
            self._open(ImmersionContent("", weekly_hours=35))

    @on(*ACCOMPANYING)
    async def edit(self, immersion_id: str) -> None:
        """Write on at an agreement."""
        view = await self._view(immersion_id)
        self._leave()
        self._open(view.content)
        self.current, self._new_id = view.id, ""

    @on(*ACCOMPANYING)
    async def leave(self) -> None:
        """Close the form; what was typed and not kept goes."""
        back = self.current if self.mode == "review" else ""
        self._leave()
        self.back = back

    @on(*ACCOMPANYING)
    async def intend(self, ready: bool) -> None:
        """Which button was pressed: ready to be signed, or kept as a draft."""
        self.ready = ready is True

    @on(*ACCOMPANYING)
    async def save(self, form: dict[str, str | bool]) -> None:
        """Keep what was typed. What is wrong is told by its field."""
        if self.mode != "form":
            return
        content, found = read_agreement(form)
        if self._told(found):
            return
        command = SaveImmersion(
            self._youth(),
            content,
            immersion_id=self.current,
            new_id=self._new_id,
            match_id=self._match,
            application_id=self._application,
            ready=self.ready,
        )
        try:
            await self._run(save_immersion, command)
        except ImmersionNotReady as refusal:
            self._told(refusal.problems)
            return
        await self._done("ready" if self.ready else "draft")

    @on(*ACCOMPANYING)
    async def sign(self, form: dict[str, str | bool]) -> None:
        """Note a signature with its day."""
        signer = text(form, "signer")
        try:
            day = day_in(form, "signed_on")
        except ValueError:
            day = None
        if signer not in set(Signer) or day is None:
            raise Invalid("immersion_sign_day")
        command = SignImmersion(text(form, "immersion"), Signer(signer), day)
        signed = await self._run(sign_immersion, command)
        await self._done("signed" if signed else "signature")

    @on(*ACCOMPANYING)
    async def unsign(self, immersion_id: str, signer: str) -> None:
        """A signature is not there after all."""
        if signer in set(Signer):
            await self._run(sign_immersion, SignImmersion(immersion_id, Signer(signer), None))
            await self._done("unsigned")

    @on(*ACCOMPANYING)
    async def ask_to_cancel(self, immersion_id: str) -> None:
        """Ask once more before an agreement is called off; empty: not after all."""
        self.sure = str(immersion_id)[:40]

    @on(*ACCOMPANYING)
    async def cancel(self, immersion_id: str) -> None:
        """Call it off."""
        await self._run(cancel_immersion, immersion_id)
        await self._done("cancelled")

    @on(*ACCOMPANYING)
    async def renew(self, immersion_id: str) -> None:
        """Write the renewal; its form opens."""
        made = await self._run(renew_immersion, immersion_id)
        await self._done("renewed")
        view = await self._view(made)
        self._open(view.content)
        self.current, self._new_id, self.saved = view.id, "", "renewed"

    @on(*ACCOMPANYING)
    async def begin_review(self, immersion_id: str) -> Any:
        """The form of the review; of one that is corrected, with what stands."""
        view = await self._view(immersion_id)
        self._leave()
        self.saved, self.mode, self.current = "", "review", view.id
        self.form_key = new_public_id()
        self.review_draft = review_draft_of(view.review)
        self.hired = self.review_draft.hired
        return rx.set_focus("done")

    @on(*ACCOMPANYING)
    async def choose_hired(self, hired: bool) -> None:
        """A contract follows, or not."""
        self.hired = hired is True

    @on(*ACCOMPANYING)
    async def review(self, form: dict[str, str | bool]) -> None:
        """Keep the review. What is wrong is told by its field."""
        if self.mode != "review":
            return
        correct = self.review_draft.correct
        command, found = read_review(self.current, form, correct=correct)
        if self._told(found) or command is None:
            return
        try:
            await self._run(review_immersion, command)
        except ImmersionNotReady as refusal:
            self._told(refusal.problems)
            return
        await self._done("corrected" if correct else "reviewed")
        self.back = command.immersion_id

    def _youth(self) -> str:
        """The id in the address, which anybody may forge: the services authorise."""
        return str(self.youth_id)  # type: ignore[attr-defined]

    def _open(self, content: ImmersionContent) -> None:
        self.draft, self.mode, self.saved = draft_of(content), "form", ""
        self._new_id = self.form_key = new_public_id()

    def _leave(self) -> None:
        self.mode = self.current = self.sure = self.back = ""
        self._match = self._application = ""
        self.problems, self.problem_values, self.hired = {}, {}, False

    def _told(self, found: list[FieldProblem]) -> bool:
        self.problems, self.problem_values = by_field(found)
        self.saved = ""
        return bool(found)

    async def _done(self, saved: str) -> None:
        self._leave()
        self.saved = saved
        await self.dismiss_error()
        await self._fill()

    async def _view(self, immersion_id: str) -> ImmersionView:
        for view in await self._run(immersions_with, self._youth()):
            if view.id == immersion_id:
                return view
        raise NotFound("immersion_unknown")

    async def _fill(self) -> None:
        self.today = paris_day(self._container().clock.now()).isoformat()
        try:
            found = await self._run(immersions_with, self._youth())
        except NotFound:  # a colleague's youth: the head of the file says whose
            self.hidden, self.loaded, self.rows = True, True, []
            return
        self.hidden = False
        self.rows = [_line(view) for view in found]
        self.loaded = True


def _line(view: ImmersionView) -> Line:
    content, status = view.content, view.status.value
    there = {signer: day.isoformat() for signer, day in view.signed}
    signing = status == "to_sign"
    review = view.review
    return Line(
        id=view.id,
        status=status,
        title=content.title,
        host=content.host_name,
        tutor=content.tutor,
        purpose=content.purpose.value if content.purpose else "",
        starts_on=content.starts_on.isoformat() if content.starts_on else "",
        ends_on=content.ends_on.isoformat() if content.ends_on else "",
        hours=written(content.weekly_hours) if content.weekly_hours else "",
        proposed=view.proposed and status == "draft",
        renewal=view.renews != "",
        may_edit=view.may_edit,
        may_cancel=status in ("draft", "to_sign", "signed"),
        may_review=view.may_review,
        may_renew=view.may_renew,
        printable=status in ("to_sign", "signed", "reviewed"),
        signs=[
            Sign(view.id, signer.value, there.get(signer, ""))
            for signer in Signer
            if signing and (signer in there or signer in view.to_sign)
        ],
        reviewed_at=review.at.isoformat() if review else "",
        reviewed_by=review.by if review else "",
        done=review.done.value if review else "",
        met=review.objectives_met.value if review else "",
        contract=review.contract.value if review and review.contract else "",
        hired_from=review.contract_starts_on.isoformat()
        if review and review.contract_starts_on
        else "",
        youth_words=review.youth_words if review else "",
        host_words=review.host_words if review else "",
    )
