import { foundKindWords } from "@/lib/search/kind-words";
import type { Found, FoundPart } from "@/lib/search/view";
import type { LatestChoice } from "./latest-choices";

export interface Choice {
  href: string;
  name: readonly FoundPart[];
  about: string;
}

export interface ChoiceGroup {
  heading: string;
  choices: readonly Choice[];
}

const plain = (text: string): FoundPart[] => [{ text, isMatch: false }];

/** Where one goes without a word. */
const places: readonly Choice[] = [
  { href: "/", name: plain("Run a text"), about: "See its features, trace a circuit" },
  { href: "/circuits", name: plain("Circuits"), about: "All published findings" },
  { href: "/features", name: plain("Features"), about: "By name, layer and kind" },
  { href: "/models", name: plain("Models"), about: "And their dictionary sets" },
  { href: "/docs", name: plain("Guide"), about: "From a prompt to a finding" },
  { href: "/docs/glossary", name: plain("Glossary"), about: "Every word of the site" },
  { href: "/docs/api", name: plain("API"), about: "Everything the pages do, for programs" },
];

/** Before anything is typed: what was chosen here last, and the site's places that are not among that. */
export function choicesAtFirst(latest: readonly LatestChoice[]): ChoiceGroup[] {
  const chosen = latest.map(({ href, name, about }) => ({ href, name: plain(name), about }));
  const others = places.filter(({ href }) => chosen.every((choice) => choice.href !== href));
  return withoutEmpty([
    { heading: "Chosen last", choices: chosen },
    { heading: "Places", choices: others },
  ]);
}

/** What a text found: what it is an id of, then kind by kind, and at last the page of all that it finds. */
export function choicesOf(text: string, found: Found | undefined): ChoiceGroup[] {
  const meant = (found?.meant ?? []).map(({ href, name, about }) => ({ href, name: plain(name), about }));
  const kinds = (found?.groups ?? []).map(({ kind, items }) => ({
    heading: foundKindWords[kind],
    choices: items.map(({ href, title, about }) => ({ href, name: title, about })),
  }));
  const all = { href: searchPath(text), name: plain("All that is found"), about: "On a page of its own" };
  return withoutEmpty([
    { heading: "What this is the id of", choices: meant },
    ...kinds,
    { heading: "Search", choices: [all] },
  ]);
}

export function searchPath(text: string): string {
  return `/search?${new URLSearchParams({ q: text })}`;
}

function withoutEmpty(groups: readonly ChoiceGroup[]): ChoiceGroup[] {
  return groups.filter(({ choices }) => choices.length > 0);
}
