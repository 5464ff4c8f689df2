import type { TermId } from "@/app/_components/term/terms";
import type { CatalogueSort, Filter } from "@/lib/catalogue/catalogue-query";
import { type FacetName, facetNames } from "@/lib/catalogue/facet-kinds";

/** What a kind of filter is called, above its values. */
export const facetHeadings: Readonly<Record<FacetName, string>> = {
  model: "Model",
  set: "Dictionary set",
  target: "Target",
  feature: "Feature in the circuit",
  token: "Token in the text",
  tag: "Tag",
  author: "Author",
  verified: "Verified",
  checked: "Causally checked",
  completeness: "Completeness",
  replacement: "Replacement",
  starts: "Starts at the token",
  crosses: "Attention layers crossed",
  path: "Steps in a row",
  head: "Head in the circuit",
};

/** Where the guide explains each. */
export const facetTerms: Readonly<Record<FacetName, TermId>> = {
  model: "model",
  set: "dictionary-set",
  target: "target",
  feature: "feature",
  token: "token",
  tag: "tag",
  author: "author",
  verified: "verified",
  checked: "causally-checked",
  completeness: "completeness",
  replacement: "replacement-score",
  starts: "structure",
  crosses: "structure",
  path: "structure",
  head: "head",
};

/** What those mean here that are not plain. */
export const facetNotes: Partial<Readonly<Record<FacetName, string>>> = {
  feature: "Among the 100 features with the most influence in it.",
  verified: "Computed again, and compared with what is stored.",
  checked: "Its features were taken out of the real model.",
  completeness: "The share of the influence that does not come from what dictionaries miss.",
  replacement: "The share of the influence that ends in tokens.",
  starts: "The token's embedding has a tenth of the influence that ends in tokens, or more.",
  crosses: "The most attention features in a row of paths that together bring 10 % of the influence.",
  path: "From the text to the target, on paths that together bring 5 % of the influence; residual features are passed over.",
  head: "An attention feature among the 100 with the most influence has half of its decoder's weight in this head.",
};

const words: Partial<Readonly<Record<FacetName, Readonly<Record<string, string>>>>> = {
  target: {
    attn: "an attention feature",
    resid: "a residual feature",
    mlp: "an MLP feature",
    logit: "the logit of a token",
    "logit-diff": "a difference of two logits",
  },
  verified: { yes: "verified", differs: "differs when computed again", never: "not computed again" },
  crosses: { "0": "none" },
  checked: { yes: "causally checked", no: "not causally checked" },
};

/** What a value is called. A feature is called as its address says it, until its name is known. */
export function valueWords({ name, value }: Filter, features: ReadonlyMap<string, string>): string {
  if (name === "completeness" || name === "replacement") return `at least ${value}`;
  if (name === "feature") return features.get(value) ?? value;
  if (name === "path")
    return value.replaceAll("attn", "attention").replaceAll("mlp", "MLP").replaceAll("-", ", ");
  return words[name]?.[value] ?? value;
}

/** The same where no heading says of what kind it is. */
export function filterWords(filter: Filter, features: ReadonlyMap<string, string>): string {
  const { name } = filter;
  const said = valueWords(filter, features);
  const shown = said.length > 60 ? `${said.slice(0, 59).toWellFormed()}\u2026` : said;
  if (name === "verified" || name === "checked") return shown;
  return `${facetHeadings[name].toLowerCase()}: ${shown}`;
}

export const sortWords: Readonly<Record<CatalogueSort, string>> = {
  newest: "Newest",
  completeness: "Most complete",
  replacement: "Highest replacement",
};

/** The kinds in the order in which they are offered; verdicts last, as they narrow the least. */
export const offered: readonly FacetName[] = facetNames;
