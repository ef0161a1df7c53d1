// A youth's appointments as their page shows them, and saying that one cannot come.
import { useMemo, useState } from "react";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-appointment";
import { standing } from "./outcome.js";
import { act, useStore } from "./store.js";

const PAST_SHOWN = 6;
const DAY = 86_400_000;
const time = (text) => new Date(text).getTime();

// Interviews agreed on with companies, as appointments.
const interviewsOf = (matches, now) =>
  matches.flatMap((match) => {
    const { state, interview } = standing(match, now);
    return state === "match_agreed" ? [{ ...interview, status: "planned", company: match.company }] : [];
  });

export const useAppointments = () => {
  const { appointments, matches, now } = useStore();
  const minute = Math.floor(now / 60_000);
  return useMemo(() => {
    const moment = minute * 60_000;
    const told = [...appointments, ...interviewsOf(matches, moment)].map((one) => ({
      pending: false,
      company: "",
      ...one,
      soon: time(one.starts_at) - moment < DAY,
      can_decline: !one.company && one.status === "planned" && time(one.starts_at) + 2 * DAY > moment,
    }));
    const coming = (one) => one.status === "planned" && time(one.ends_at) > moment;
    const ahead = (one) => one.status === "cancelled" && time(one.starts_at) > moment;
    const sorted = told.sort((a, b) => time(a.starts_at) - time(b.starts_at));
    return {
      coming: sorted.filter(coming),
      called_off: sorted.filter(ahead),
      past: sorted.filter((one) => !coming(one) && !ahead(one)).reverse().slice(0, PAST_SHOWN),
    };
  }, [appointments, matches, minute]);
};

const REASONS = ["appointment.why.ill", "appointment.why.way", "appointment.why.busy", "appointment.why.other"];

// Two taps: why (if one cares to say), and that it is so. Kept by the outbox, sent when there is a network.
export const DeclineForm = ({ appointment, most }) => {
  const t_ = useT();
  const [why, choose] = useState("");
  const submit = (event) => {
    event.preventDefault();
    const words = event.currentTarget.elements.namedItem("reason").value.trim();
    const reason = [why && t_(why), words].filter(Boolean).join(" · ");
    act("decline_appointment", { id: appointment.id, reason: reason.slice(0, most) });
  };
  const name = `reason-${appointment.id}`;
  return (
    <form onSubmit={submit} className="stack-tight appointment-decline">
      <p className="soft small">{t_("appointment.decline_text")}</p>
      <div className="chips" role="group" aria-label={t_("appointment.why")}>
        {REASONS.map((one) => (
          <button key={one} type="button" className="chip chip-choice" aria-pressed={why === one} onClick={() => choose(why === one ? "" : one)}>
            <span>{t_(one)}</span>
          </button>
        ))}
      </div>
      <div className="field">
        <label htmlFor={name} className="field-label">{t_("appointment.why_words")}</label>
        <input id={name} name="reason" className="input" maxLength={most} dir="auto" autoComplete="off" />
      </div>
      <button type="submit" className="btn btn-danger btn-wide">
        <span>{t_("appointment.decline_send")}</span>
      </button>
    </form>
  );
};
