"""The phone counts a week as the server does: the same weeks through both, and what a tap changes at once."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

from myjobmatch.client import FOLDER
from myjobmatch.domain.actions import ActionStatus, hours_of_action
from myjobmatch.domain.weeks import Hours, HourSource, HourStage, week_totals, weeks_in_a_row
from tests.unit.client.test_store import node

FIRST = date(2025, 12, 15)

SCRIPT = """
import { readFileSync } from "node:fs";
import { hoursOf, shownWeek, totalsOf, weekEffects, weekOf, weeksInARow } from "./week.js";
const cases = JSON.parse(readFileSync("cases.json", "utf8"));
const sums = cases.weeks.map(({ actions, hours, today }) => {
  const totals = totalsOf([...actions.map(hoursOf).filter(Boolean), ...hours]);
  const plain = [...totals].sort().map(([monday, { planned, waiting, validated }]) => [monday, planned, waiting, validated]);
  return { plain, row: weeksInARow(totals, today) };
});
// what a tap changes before the server answers
const catalogue = [{ id: "update_cv", key: "update_cv", title: "", category: "employment", minutes: 180, step: "none", place: "" }];
let state = { week: { target: { least: 900, most: 1200 }, actions: [], hours: [], catalogue } };
const now = Date.parse("2026-09-14T21:59:00Z"); // still Monday in Paris
const tap = (kind, payload, shown, data = null) => {
  state = weekEffects[kind](state, { payload, shown, at: "2026-09-14T09:00:00Z" }, data);
  const week = shownWeek(weekOf(state, now), 0);
  return [week.done.h, week.planned.h, week.todo.length, week.finished.length, week.left.h];
};
const steps = [
  tap("add_action", { id: "a", entry: "update_cv", minutes: 180, day: "2026-09-14", planned: false }),
  tap("add_action", { id: "b", entry: "update_cv", minutes: 120, day: "2026-09-20", planned: true }),
  tap("do_action", { id: "b", day: "2026-09-14" }),
  tap("edit_action", { id: "b", day: "2026-09-13", minutes: 60 }),
  tap("take_back_action", { id: "a" }),
  tap("restore_action", { id: "a" }, { ...state.week.actions[0], id: "a", minutes: 180, status: "declared", done_on: "2026-09-14" }),
];
// done, and not done after all: what stood before is there again, offline too
state = { week: { target: null, actions: [], hours: [], catalogue } };
tap("add_action", { id: "c", entry: "update_cv", minutes: 120, day: "2026-09-16", planned: true }, undefined, {});
const unsaid = [{}, { origin: "advisor" }, { status: "returned", reason: "proof", reason_words: "Oui", done_on: "2026-09-14" }].map((edit) => {
  state.week.actions = [{ ...state.week.actions[0], ...edit }];
  const [before] = state.week.actions;
  tap("do_action", { id: "c", day: "2026-09-14" });
  const done = state.week.actions[0].status;
  tap("take_back_action", { id: "c", to_plan: true }, before);
  return [done, JSON.stringify(state.week.actions) === JSON.stringify([before])];
});
tap("do_action", { id: "c", day: "2026-09-14" });
tap("take_back_action", { id: "c", to_plan: true });
unsaid.push([state.week.actions.length, state.week.actions[0]?.status]);
console.log(JSON.stringify({ sums, steps, unsaid, monday: weekOf(state, now).today }));
"""


def test_the_phone_counts_as_the_server_does(tmp_path: Path) -> None:
    chance = random.Random(17)
    cases, expected = [], []
    for _ in range(60):
        actions, hours = [], []
        counted: list[Hours] = []
        for _ in range(chance.randint(0, 12)):
            status = chance.choice(list(ActionStatus))
            minutes = 15 * chance.randint(1, 20)
            planned = _day(chance) if chance.random() < 0.7 else None
            done = (
                _day(chance) if status in (ActionStatus.DECLARED, ActionStatus.VALIDATED) else None
            )
            if status is ActionStatus.RETURNED and planned is None:
                done = _day(chance)
            one = hours_of_action(status, minutes, planned, done)
            counted += [one] if one else []
            actions.append(
                {
                    "status": status.value,
                    "minutes": minutes,
                    "planned_on": planned.isoformat() if planned else None,
                    "done_on": done.isoformat() if done else None,
                }
            )
        for _ in range(chance.randint(0, 5)):
            elsewhere = Hours(
                chance.choice([HourSource.WORKSHOP, HourSource.APPOINTMENT]),
                _day(chance),
                15 * chance.randint(1, 12),
                chance.choice(list(HourStage)),
            )
            counted.append(elsewhere)
            hours.append(asdict(elsewhere) | {"day": elsewhere.day.isoformat()})
        today = _day(chance)
        totals = week_totals(counted)
        cases.append({"actions": actions, "hours": hours, "today": today.isoformat()})
        expected.append(
            {
                "plain": [
                    [w.monday.isoformat(), t.planned, t.waiting, t.validated]
                    for w, t in sorted(totals.items())
                ],
                "row": weeks_in_a_row(totals, today),
            }
        )
    shutil.copy(FOLDER / "week.js", tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (tmp_path / "cases.json").write_text(json.dumps({"weeks": cases}), encoding="utf-8")
    (tmp_path / "run.mjs").write_text(SCRIPT, encoding="utf-8")

    done = subprocess.run(
        [node(), "run.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=50
    )

    told = json.loads(done.stdout)
    assert told["sums"] == expected
    assert told["monday"] == "2026-09-14"
    # hours done, hours planned, to do, finished, hours left of fifteen
    assert told["steps"] == [
        [3, 0, 0, 1, 12],
        [3, 2, 1, 1, 12],
        [5, 0, 0, 2, 10],
        [3, 0, 0, 1, 12],
        [0, 0, 0, 0, 15],
        [3, 0, 0, 1, 12],
    ]
    assert told["unsaid"] == [["declared", True]] * 3 + [[1, "agreed"]]


def _day(chance: random.Random) -> date:
    return FIRST + timedelta(days=chance.randint(0, 120))
