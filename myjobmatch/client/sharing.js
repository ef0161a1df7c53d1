// Pure: who sees what of a youth, closed questions, and a kind word to who likes very much, on what the phone holds.
import { dayOf } from "./profile.js";

const change = (list, test, edit) => list.map((item) => (test(item) ? { ...item, ...edit(item) } : item));

export const EMPTY_SHARING = { companies: [], blocked: [], questions: [] };
const sharingOf = (state) => ({ ...EMPTY_SHARING, ...state.sharing });
const inSharing = (state, edit) => ({ ...state, sharing: { ...sharingOf(state), ...edit(sharingOf(state)) } });

// The company sees nothing of these matches any more; what was written stays here, to be read.
const end = (state, at, test) => {
  const ends = (match) => test(match) && match.status !== "closed";
  const threads = new Set(state.matches.filter(ends).map((match) => match.conversation_id).filter(Boolean));
  const matches = change(state.matches, ends, (match) => ({ status: "closed", withdrawn: match.status === "shared", since: at }));
  const seen = new Set(matches.filter((match) => match.status === "shared").map((match) => match.company_id));
  return inSharing(
    { ...state, matches, conversations: change(state.conversations, (one) => threads.has(one.id), () => ({ closed: true })) },
    ({ companies }) => ({
      companies: change(companies, (one) => !one.until && !seen.has(one.company_id), () => ({ until: at, withdrawn: true })),
    }),
  );
};

export const sharingEffects = {
  withdraw: (state, row) => {
    const id = row.payload.company_id;
    const ended = end(state, row.at, (match) => match.company_id === id && match.status === "shared");
    return inSharing(ended, ({ companies }) => ({
      companies: change(companies, (one) => one.company_id === id && !one.until, () => ({ until: row.at, withdrawn: true })),
    }));
  },
  close_match: (state, row) => end(state, row.at, (match) => match.id === row.payload.match_id),
  block(state, row, data) {
    const company_id = data?.company_id ?? row.payload.company_id ?? "";
    const company = data?.company ?? row.shown?.company ?? "";
    const same = (one) => (company_id ? one.company_id === company_id : one.company === company);
    if (row.payload.off) return inSharing(state, ({ blocked }) => ({ blocked: blocked.filter((one) => !same(one)) }));
    const ended = end(state, row.at, (match) => Boolean(company_id) && match.company_id === company_id);
    const offers = (card) => card.origin === "internal" && company && card.company === company;
    return inSharing({ ...ended, deck: ended.deck.filter((card) => !offers(card)) }, ({ blocked, questions }) => ({
      blocked: [...blocked.filter((one) => !same(one)), { company_id, company, at: row.at }],
      questions: questions.filter((one) => !same(one)),
    }));
  },
  answer_question: (state, row) =>
    inSharing(state, ({ questions }) => ({
      questions: change(questions, (one) => one.id === row.payload.question_id, () => ({ answer: row.payload.answer })),
    })),
};

// What the page shows: those that see me, those that did, what I am asked.
export const sharingView = (state) => {
  const { companies, blocked, questions } = sharingOf(state);
  return {
    now: companies.filter((one) => !one.until),
    before: companies.filter((one) => one.until),
    blocked,
    open: questions.filter((one) => !one.answer),
    answered: questions.filter((one) => one.answer),
  };
};

// --- likes, very many of them -----------------------------------------------------------------

export const FAST = 15;
export const FAST_MS = 10 * 60_000;
export const MANY = 40;
const MOST_KEPT = 60;

// A like counts by when it was made, also when it is taken back: it is the swiping that is meant.
export const withLike = (state, row) => ({ ...state, liked_at: [...(state.liked_at ?? []), row.at].slice(-MOST_KEPT) });

// "fast" or "many", once a day each; "" as long as there is nothing to say. Nothing is ever held back.
export const coaching = (state, now) => {
  const today = dayOf(now);
  const liked = (state.liked_at ?? []).filter((at) => dayOf(at) === today);
  const told = (kind) => state.noted?.[`coach_${kind}`] === today;
  if (liked.length >= MANY && !told("many")) return "many";
  const lately = liked.filter((at) => now - new Date(at).getTime() < FAST_MS);
  return lately.length >= FAST && !told("fast") && !told("many") ? "fast" : "";
};
export const coachTold = (kind, now) => ({ [`coach_${kind}`]: dayOf(now) });
