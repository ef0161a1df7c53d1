// What one does about a company from wherever one meets it: report it or a message of it, keep it away; the word on likes.
import { act, note, openSheet, seen, tell } from "./store.js";
import { coachTold } from "./sharing.js";

const NOBODY = { company_id: "", company: "", offer_id: "", message_id: "", excerpt: "" };
const about = (sheet, what) => {
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  tell({ reporting: { ...NOBODY, ...what } });
  return openSheet(sheet);
};
export const reportCompany = (what) => about("report-company", what);
export const blockCompany = (what) => about("block-company", what);

const subject = ({ company_id, offer_id }) => (company_id ? { company_id } : { offer_id });
export const blockNow = () => {
  const { reporting } = seen();
  return reporting && act("block", subject(reporting), { company: reporting.company });
};

export const coachSeen = (kind) => note((state) => ({ ...state, noted: { ...state.noted, ...coachTold(kind, Date.now()) } }));

if (typeof document !== "undefined") document.addEventListener("submit", (event) => {
  if (event.target.dataset?.reportsCompany === undefined) return;
  event.preventDefault();
  const { reporting } = seen();
  if (!reporting) return;
  const form = new FormData(event.target);
  const of = reporting.message_id ? { message_id: reporting.message_id } : subject(reporting);
  act("report_company", { ...of, reason: String(form.get("reason")), note: String(form.get("note") ?? "") });
  event.target.closest("dialog")?.close();
  event.target.reset();
  openSheet("company-reported");
});
