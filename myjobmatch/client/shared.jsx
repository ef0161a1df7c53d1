// What another app shared into this one: read from the address, sent nowhere by itself.
import { useLocation } from "react-router";

const MOST = 1000;
const ADDRESS = /https?:\/\/[^\s<>"']{4,500}/i;

// `{title, text, url}`; many apps put the link into the text.
export const useShared = () => {
  const asked = new URLSearchParams(useLocation().search);
  const read = (name) => (asked.get(name) ?? "").trim().slice(0, MOST);
  const text = read("text");
  const url = [read("url"), text, read("title")].map((one) => one.match(ADDRESS)?.[0]).find(Boolean) ?? "";
  const words = text.replace(url, "").trim();
  return { title: read("title"), text: words, url, add: `/mes-offres/ajouter?${new URLSearchParams({ url, title: read("title") || words })}` };
};
