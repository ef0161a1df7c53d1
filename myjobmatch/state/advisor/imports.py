"""Importing youths: the files sent, and one import from its columns to its report."""

from __future__ import annotations

from typing import Literal

import reflex as rx
from reflex.event import EventSpec

from myjobmatch.domain.youth_import.words import (
    Field,
    RowChoice,
    RowOutcome,
    RowVerdict,
)
from myjobmatch.services.youth_import.batches import forget_draft, list_imports
from myjobmatch.services.youth_import.codes import SHEET
from myjobmatch.services.youth_import.preview import CheckImport, Choose, check_import, choose
from myjobmatch.services.youth_import.running import confirm_import, run_rows
from myjobmatch.services.youth_import.undoing import undo_import
from myjobmatch.services.youth_import.viewing import (
    PAGE_SIZE,
    ImportView,
    RowQuery,
    list_rows,
    view_import,
)
from myjobmatch.state.advisor.import_views import Column, Line, Row, Tab, shown
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

ChoiceName = Literal["create", "update", "skip"]
ShownName = Literal[
    "error", "likely", "new", "same",
    "created", "updated", "unchanged", "skipped", "refused", "undone", "kept",
]  # fmt: skip
KindName = Literal["youths", "dossiers", "situations"]
KINDS = ("youths", "dossiers", "situations")
VERDICTS = (RowVerdict.ERROR, RowVerdict.LIKELY, RowVerdict.NEW, RowVerdict.SAME)
OUTCOMES = (
    RowOutcome.REFUSED,
    RowOutcome.SKIPPED,
    RowOutcome.KEPT,
    RowOutcome.CREATED,
    RowOutcome.UPDATED,
    RowOutcome.UNCHANGED,
    RowOutcome.UNDONE,
)
"""In the order that they are shown: what needs somebody first."""


class ImportsState(AppState):
    """The start of the way: a file to send, and what was imported before."""

    imports: list[Line] = []
    kind: str = "youths"
    loaded: bool = False

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show what was imported, and why the file just sent was refused."""
        self._watch(ImportsState.refresh)
        query = dict(self.router.url.query_parameters)
        asked = str(query.pop("type", ""))
        self.kind = asked if asked in KINDS else "youths"
        code = str(query.pop("erreur", ""))
        if code.replace("_", "").isalnum():
            self.error_code = code[:40]
            self.error_params = {
                name[:20]: int(value) if value.isdecimal() else value[:60]
                for name, value in query.items()
            }
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def choose_kind(self, kind: KindName) -> None:
        """What the file holds."""
        self.kind = kind

    async def _fill(self) -> None:
        self.imports = [
            Line(
                id=one.id,
                kind=one.kind.value,
                status=one.status.value,
                file_name=one.file_name,
                by=one.by,
                rows=one.rows,
                created=one.counts.get("created", 0),
                updated=one.counts.get("updated", 0),
                refused=one.counts.get("refused", 0),
                at=(one.finished_at or one.created_at).isoformat(),
            )
            for one in await self._run(list_imports, None)
        ]
        self.loaded = True


class ImportState(AppState):
    """One import: its columns, its preview, its progress, its report."""

    id: str = ""
    known: bool = False
    kind: str = "youths"
    status: str = ""
    step: str = "columns"
    file_name: str = ""
    encoding: str = ""
    delimiter: str = ""
    rows: int = 0
    columns: list[Column] = []
    lacking: list[str] = []
    overwrite: bool = False
    advisor: str = ""
    advisors: list[tuple[str, str]] = []
    same_file_at: str = ""
    tabs: list[Tab] = []
    shown: str = ""
    shown_rows: list[Row] = []
    page_number: int = 1
    pages: int = 1
    to_create: int = 0
    to_update: int = 0
    to_skip: int = 0
    to_decide: int = 0
    refused: int = 0
    done: int = 0
    codes_for: int = 0
    sheets: list[int] = []
    outcomes: list[Tab] = []
    left_out: int = 0
    _looking_at_columns: bool = False

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show where the import of the address stands."""
        asked = str(self.import_id)  # type: ignore[attr-defined]
        if asked != self.id:
            self.known, self.id, self.shown, self.page_number = False, asked, "", 1
            self._looking_at_columns = False
        self._watch(ImportState.refresh)
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again; nothing of one's corrections is lost."""
        if self.status == "running":
            await self._fill()

    @on(*ACCOMPANYING)
    async def set_field(self, place: int, field: str) -> None:
        """This column is that field; whichever was it before is none now."""
        allowed = {each.value for each in Field} | {""}
        if field not in allowed:
            return
        self.columns = [
            Column(
                one.place,
                one.head,
                field if one.place == place else ("" if one.field == field else one.field),
                one.confidence if one.place != place else 100,
                one.sample,
            )
            for one in self.columns
        ]

    @on(*ACCOMPANYING)
    async def set_overwrite(self, overwrite: bool) -> None:
        """Whether the file's values replace what stands."""
        self.overwrite = overwrite

    @on(*ACCOMPANYING)
    async def set_advisor(self, advisor: str) -> None:
        """Who accompanies those whose row names nobody."""
        self.advisor = advisor

    @on(*ACCOMPANYING)
    async def check(self) -> None:
        """Read the rows by these columns."""
        mapping = {Field(one.field): one.place for one in self.columns if one.field}
        command = CheckImport(self.id, mapping, self.overwrite, self.advisor)
        await self._run_beside(check_import, command)
        self._looking_at_columns = False
        self.shown, self.page_number = "", 1
        await self.dismiss_error()
        await self._fill()

    @on(*ACCOMPANYING)
    async def back(self) -> None:
        """Correct the columns once more."""
        self._looking_at_columns = True
        self.step = "columns"

    @on(*ACCOMPANYING)
    async def show(self, key: ShownName) -> None:
        """Show the rows of a verdict, or of an outcome."""
        self.shown, self.page_number = key, 1
        await self._fill()

    @on(*ACCOMPANYING)
    async def turn(self, page: int) -> None:
        """Go to a page."""
        self.page_number = page
        await self._fill()

    @on(*ACCOMPANYING)
    async def pick(self, number: int, choice: ChoiceName) -> None:
        """What is to be done with a row."""
        await self._run(choose, Choose(self.id, RowChoice(choice), number=number))
        await self._fill()

    @on(*ACCOMPANYING)
    async def pick_all(self, choice: ChoiceName) -> None:
        """What is to be done with every likely duplicate."""
        command = Choose(self.id, RowChoice(choice), verdict=RowVerdict.LIKELY)
        await self._run(choose, command)
        await self._fill()

    @on(*ACCOMPANYING, background=True)
    async def confirm(self) -> None:
        """Carry it out; the page tells how far it is, and may be left."""
        async with self:
            id_ = self.id
        await self._run(confirm_import, id_)
        async with self:
            self.status, self.step, self.done = "running", "running", 0
        while True:
            progress = await self._run_beside(run_rows, id_)
            async with self:
                if self.id != id_:
                    continue
                self.done = progress.done
                if progress.finished:
                    self.shown, self.page_number = "", 1
                    await self._fill()
            if progress.finished:
                return

    @on(*ACCOMPANYING)
    async def undo(self) -> None:
        """Take the import back."""
        await self._run_beside(undo_import, self.id)
        self.shown, self.page_number = "", 1
        await self._fill()

    @on(*ACCOMPANYING)
    async def give_up(self) -> EventSpec:
        """Forget the draft."""
        await self._run(forget_draft, self.id)
        return rx.redirect("/conseil/importer")

    async def _fill(self) -> None:
        view = await self._run(view_import, self.id)
        self._take(view)
        if self.step in ("columns", "running"):
            self.shown_rows, self.known = [], True
            return
        tabs = {tab.key: tab.count for tab in self.tabs}
        if tabs.get(self.shown, 0) == 0:
            self.shown = next(iter(tabs), "")
        self.pages = max(1, -(-tabs.get(self.shown, 0) // PAGE_SIZE))
        self.page_number = max(1, min(self.page_number, self.pages))
        query = RowQuery(
            self.id,
            verdicts=(RowVerdict(self.shown),) if self.step == "preview" and self.shown else (),
            outcomes=(RowOutcome(self.shown),) if self.step == "done" and self.shown else (),
            page=self.page_number,
        )
        self.shown_rows = [shown(one) for one in await self._run(list_rows, query)]
        self.known = True

    def _take(self, view: ImportView) -> None:
        self.kind, self.status, self.file_name = view.kind.value, view.status.value, view.file_name
        self.encoding, self.delimiter, self.rows = view.encoding, view.delimiter, view.rows
        self.same_file_at = view.same_file_at.isoformat() if view.same_file_at else ""
        self.advisors = list(view.advisors)
        self.lacking = [field.value for field in view.lacking]
        self.done, self.codes_for = view.rows - view.waiting, view.codes_for
        self.sheets = list(range(1, -(-view.codes_for // SHEET) + 1))
        if self.status == "draft":
            self.step = "preview" if view.checked and not self._looking_at_columns else "columns"
        else:
            self.step = "running" if self.status == "running" else "done"
        self.overwrite, self.advisor = view.overwrite, view.advisor_id
        self.columns = [
            Column(
                place,
                column.head,
                column.field.value if column.field else "",
                column.confidence,
                " · ".join(column.sample),
            )
            for place, column in enumerate(view.columns)
        ]
        if self.step == "done":
            self.tabs = [
                Tab(one.value, view.outcomes[one.value])
                for one in OUTCOMES
                if view.outcomes.get(one.value)
            ]
            self.left_out = view.outcomes.get("refused", 0) + view.outcomes.get("skipped", 0)
        else:
            self.tabs = [
                Tab(one.value, view.verdicts[one.value])
                for one in VERDICTS
                if view.verdicts.get(one.value)
            ]
            self.left_out = view.verdicts.get("error", 0) + view.verdicts.get("likely", 0)
        self.to_create = view.choices.get("create", 0)
        self.to_update = view.choices.get("update", 0)
        self.to_skip = view.choices.get("skip", 0)
        self.to_decide = view.verdicts.get("likely", 0)
        self.refused = view.verdicts.get("error", 0)
