// Pure: a youth's weeks as the phone shows them, and what each command changes before the server answers.
// The sums are those of domain/weeks.py and domain/actions.py: a test runs both on the same weeks.

export const EMPTY_WEEK = { target: null, actions: [], hours: [], catalogue: [] };

const DAY = 86_400_000;
// Made when first asked for: it takes a phone a tenth of a second, which the first card need not wait.
let paris = null;
const inParis = () => (paris ??= new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris", year: "numeric", month: "2-digit", day: "2-digit" }));

export const parisDay = (moment) => inParis().format(moment);
// Days are counted in UTC, where each has 24 hours.
const at = (day) => Date.parse(`${day}T00:00:00Z`);
export const shifted = (day, days) => new Date(at(day) + days * DAY).toISOString().slice(0, 10);
export const mondayOf = (day) => shifted(day, -((new Date(at(day)).getUTCDay() + 6) % 7));
export const weeksBetween = (one, other) => (at(mondayOf(other)) - at(mondayOf(one))) / (7 * DAY);

const STAGES = { agreed: "planned", returned: "planned", declared: "waiting", validated: "validated" };
export const hoursOf = ({ status, minutes, planned_on, done_on }) => {
  const stage = STAGES[status];
  const day = stage === "planned" ? (planned_on ?? done_on) : done_on;
  return stage && day ? { source: "action", day, minutes, stage } : null;
};

const NOTHING = { planned: 0, waiting: 0, validated: 0, done: 0 };
export const totalsOf = (hours) => {
  const sums = new Map();
  for (const { day, minutes, stage } of hours) {
    const monday = mondayOf(day);
    const sum = { ...(sums.get(monday) ?? NOTHING) };
    sum[stage] += minutes;
    if (stage !== "planned") sum.done += minutes;
    sums.set(monday, sum);
  }
  return sums;
};
export const totalOf = (totals, monday) => totals.get(monday) ?? NOTHING;

export const weeksInARow = (totals, today) => {
  let monday = mondayOf(today);
  if (!totalOf(totals, monday).done) monday = shifted(monday, -7);
  let count = 0;
  for (; totalOf(totals, monday).done > 0; monday = shifted(monday, -7)) count += 1;
  return count;
};

const inWeek = (state, edit) => {
  const week = { ...EMPTY_WEEK, ...state.week };
  return { ...state, week: { ...week, ...edit(week) } };
};
const without = (list, id) => list.filter((one) => one.id !== id);
const change = (list, id, edit) => list.map((one) => (one.id === id ? { ...one, ...edit(one) } : one));

const BLANK = {
  category: "employment", origin: "youth", key: "", title: "", minutes: 0, planned_on: null, done_on: null, step: "none", place: "",
  signed: false, on_behalf: false, reason: "", reason_words: "", document_id: "", document_name: "",
};
const proofOf = (state, id) => ({ document_id: id, document_name: state.search?.documents?.find((one) => one.id === id)?.name ?? "" });

export const weekEffects = {
  add_action: (state, row, data) =>
    inWeek(state, ({ actions, catalogue }) => {
      const { id, entry, title = "", category, minutes, day, planned, document = "" } = row.payload;
      const known = entry ? catalogue.find((one) => one.id === entry) : null;
      const { key = "", step = "none", place = "" } = known ?? {};
      const one = {
        ...BLANK,
        ...proofOf(state, document),
        id,
        key,
        step,
        place,
        title: known ? known.title : title,
        category: known?.category ?? category ?? "employment",
        minutes: minutes ?? known?.minutes ?? 120,
        status: planned ? "agreed" : "declared",
        ...(planned ? { planned_on: day } : { done_on: day }),
        pending: !data,
      };
      return { actions: [...without(actions, id), one] };
    }),
  do_action: (state, row, data) =>
    inWeek(state, ({ actions }) => ({
      actions: change(actions, row.payload.id, (one) => ({
        ...(row.payload.document && proofOf(state, row.payload.document)),
        status: "declared",
        done_on: row.payload.day,
        minutes: row.payload.minutes ?? one.minutes,
        reason: "",
        reason_words: "",
        pending: !data,
      })),
    })),
  edit_action: (state, row, data) =>
    inWeek(state, ({ actions }) => ({
      actions: change(actions, row.payload.id, (one) => {
        const { day, minutes, title, category, document } = row.payload;
        const own = one.title && one.origin === "youth";
        return {
          ...(document !== undefined && proofOf(state, document)),
          ...(own && { title: title ?? one.title, category: category ?? one.category }),
          ...(one.status === "agreed" ? { planned_on: day } : { done_on: day, status: "declared", reason: "", reason_words: "" }),
          minutes,
          pending: !data,
        };
      }),
    })),
  // `to_plan`: not done after all; `shown` is what stood before, and stands again.
  take_back_action: (state, row) =>
    inWeek(state, ({ actions }) => {
      if (row.payload.to_plan) return { actions: change(actions, row.payload.id, () => row.shown ?? { status: "agreed", done_on: null, reason: "", reason_words: "" }) };
      const one = actions.find((action) => action.id === row.payload.id);
      if (one?.origin === "youth") return { actions: without(actions, row.payload.id) };
      return { actions: change(actions, row.payload.id, () => ({ status: "agreed", reason: "", reason_words: "" })) };
    }),
  // `shown` is what was taken away: the row brings it back before the server does.
  restore_action: (state, row) =>
    inWeek(state, ({ actions }) => (row.shown ? { actions: [...without(actions, row.payload.id), row.shown] } : {})),
  // Signed when the server says so: a code is worth nothing in an outbox for long.
  sign_action: (state, row, data) =>
    inWeek(state, ({ actions }) => ({
      actions: change(actions, row.payload.id, () => ({ status: "declared", done_on: row.shown ?? row.at.slice(0, 10), signed: Boolean(data), pending: !data })),
    })),
};

export const weekOf = (state, now) => {
  const week = { ...EMPTY_WEEK, ...state.week };
  const today = parisDay(now);
  const hours = [...week.actions.map(hoursOf).filter(Boolean), ...week.hours];
  const totals = totalsOf(hours);
  return { ...week, today, totals, done: totalOf(totals, mondayOf(today)).done };
};

// A duration in words: hours, and minutes beyond them.
const apart = (minutes) => ({ h: Math.floor(minutes / 60), m: minutes % 60 });
export const timed = (one) => ({ pending: false, ...one, ...apart(one.minutes) });

const BARS = 8;
const byDay = (name) => (a, b) => ((a[name] ?? "9") < (b[name] ?? "9") ? -1 : (a[name] ?? "9") > (b[name] ?? "9") ? 1 : 0);

// What the page shows of the week so many weeks from this one.
export const shownWeek = (week, offset, { appointments = [], workshops = [] } = {}) => {
  const { today, totals, target } = week;
  const current = mondayOf(today);
  const monday = shifted(current, 7 * offset);
  const sunday = shifted(monday, 6);
  const within = (day) => Boolean(day) && day >= monday && day <= sunday;
  const total = totalOf(totals, monday);
  const all = week.actions.map(timed);
  // The ring is full at what the contract asks for; without one, at what was planned and done.
  const whole = Math.max(target?.least ?? 0, total.done + total.planned, 60);
  const share = (minutes) => Math.round((100 * minutes) / whole);
  const left = target ? Math.max(0, target.least - total.done) : 0;
  const most = Math.max(target?.most ?? 0, 60, ...Array.from({ length: BARS }, (_, back) => totalOf(totals, shifted(current, -7 * back)).done));
  return {
    monday,
    sunday,
    offset,
    today,
    is_current: offset === 0,
    target: Boolean(target),
    least: (target?.least ?? 0) / 60,
    most: (target?.most ?? 0) / 60,
    reached: Boolean(target) && total.done >= target.least,
    left: apart(left),
    done: apart(total.done),
    validated: apart(total.validated),
    waiting: apart(total.waiting),
    planned: apart(total.planned),
    some: total.done + total.planned > 0,
    ring_validated: share(total.validated),
    ring_waiting: share(total.waiting),
    ring_planned: Math.min(share(total.planned), 100 - share(total.validated) - share(total.waiting)),
    returned: all.filter((one) => one.status === "returned"),
    // What has no day, and what a week gone by left open, is still to do now.
    todo: all
      .filter((one) => one.status === "agreed" && (within(one.planned_on) || (offset === 0 && (!one.planned_on || one.planned_on < monday))))
      .sort(byDay("planned_on")),
    finished: all.filter((one) => ["declared", "validated"].includes(one.status) && within(one.done_on)).sort(byDay("done_on")),
    elsewhere: week.hours.filter((one) => within(one.day) && one.stage !== "planned").map(timed),
    next: [...appointments, ...workshops].filter((one) => within(one.day) && one.day >= today).sort(byDay("at")),
    streak: weeksInARow(totals, today),
    bars: Array.from({ length: BARS }, (_, place) => {
      const start = shifted(current, -7 * (BARS - 1 - place));
      const { done } = totalOf(totals, start);
      return { monday: start, place, ...apart(done), height: Math.round((done / most) * 56), now: start === monday };
    }),
    to_sign: all.filter((one) => one.step === "sign" && !one.signed && ["agreed", "returned"].includes(one.status)),
  };
};
