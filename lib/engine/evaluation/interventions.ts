import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import type { Ablation } from "@/lib/evidence-format/evaluation";
import type { AttributionState } from "../attribution/attribution-state";
import { writtenWidth } from "../dictionaries/sites";
import type { Freeze } from "../interventions/edited-pass";
import type { HeadPatch } from "../interventions/head-patches";
import type { SiteEdit, Variant } from "../interventions/variant";
import type { LoadedModel } from "../model";
import type { AblatedValues } from "./ablation";
import { type Prompt, positionOf, refused } from "./prompts";
import { planRows, type RowPlan } from "./row-plan";
import { type Place, placeName, type SiteValue, siteValue } from "./site-values";

/** A part of a run: a feature, what a dictionary misses of its site, one head's z, or all of a site. */
export type Part =
  | ({ part: "feature" } & Feature)
  | ({ part: "error" } & Place)
  | { part: "head"; layer: number; head: number }
  | ({ part: "site" } & Place);

/** A change of the runs of prompts; where one has not the role, nothing is changed there. */
export type Intervention =
  /** Brings a part to a value at some roles. To the counterfactual's, it is patched. */
  | { do: "ablate"; what: Part; to: Ablation; roles: readonly string[] }
  /**
   * Puts one head's query, key or value of the counterfactual in its place, before rotary positions turn it. Where heads share keys
   * and values (grouped queries) these are counted by group.
   */
  | { do: "patch"; part: "q" | "k" | "v"; layer: number; head: number; roles: readonly string[] }
  /** Puts dictionaries' reconstructions in their sites' place, with the unedited run's error or without; `roles` null for every position. */
  | {
      do: "splice";
      kind: DictionaryKind | "all";
      layer: number | "all";
      keepError: boolean;
      roles: readonly string[] | null;
    };

/** Throws where the model has not what interventions name. */
export function checkInterventions(
  model: LoadedModel,
  interventions: readonly Intervention[],
  freeze: Freeze,
): void {
  const { layers: L, heads: H, keyHeads: G } = model.config;
  for (const each of interventions) {
    if (each.do === "patch") {
      const heads = each.part === "q" ? H : G;
      if (each.layer >= L || each.layer < 0)
        throw refused(`There is no layer ${each.layer}: the model has ${L}.`);
      if (each.head >= heads || each.head < 0)
        throw refused(`There is no head ${each.head} of the ${each.part}: a layer has ${heads}.`);
      if (freeze.patterns && each.part !== "v")
        throw refused(
          "With attention patterns frozen, a patched query or key changes nothing. Patch the value, or freeze nothing.",
        );
      continue;
    }
    if (each.do === "splice") {
      if (splicedDictionaries(model, each).length === 0)
        throw refused(
          `The model has no ${each.kind === "all" ? "" : `${each.kind} `}dictionary${each.layer === "all" ? "" : ` at layer ${each.layer}`} to splice.`,
        );
      continue;
    }
    const { what } = each;
    if (what.layer >= L || what.layer < 0)
      throw refused(`There is no layer ${what.layer}: the model has ${L}.`);
    if (what.part === "head" && (what.head >= H || what.head < 0))
      throw refused(`There is no head ${what.head}: a layer has ${H}.`);
    if (
      what.part === "head" &&
      (dictionaryAt(model, { kind: "attn", layer: what.layer })?.leavesOnly ?? null) !== null
    )
      throw refused(
        `The attn dictionary of layer ${what.layer} is of what all heads have written together, so no head is ablated there. Leave the attn dictionaries out.`,
      );
    if (what.part !== "feature" && what.part !== "error") continue;
    const dictionary = dictionaryAt(model, what);
    if (!dictionary)
      throw refused(
        `There is no ${what.kind} dictionary at layer ${what.layer}, so it has no features and no error.`,
      );
    if (what.part === "feature" && what.index >= dictionary.dFeatures)
      throw refused(
        `There is no feature ${formatFeature(what)}: the dictionary has ${dictionary.dFeatures}.`,
      );
  }
}

/** The sites whose values interventions bring parts to. */
export function placesOf(interventions: readonly Intervention[]): Place[] {
  const places = interventions.flatMap((each): Place[] => {
    if (each.do !== "ablate") return [];
    const { what } = each;
    return [
      what.part === "head" ? { kind: "attn", layer: what.layer } : { kind: what.kind, layer: what.layer },
    ];
  });
  return [...new Map(places.map((place) => [placeName(place), place])).values()];
}

function dictionaryAt(model: LoadedModel, { kind, layer }: Place) {
  return model.dictionaries.find((dictionary) => dictionary.kind === kind && dictionary.layer === layer);
}

function splicedDictionaries(model: LoadedModel, { kind, layer }: Extract<Intervention, { do: "splice" }>) {
  return model.dictionaries.filter(
    (dictionary) =>
      (kind === "all" || dictionary.kind === kind) && (layer === "all" || dictionary.layer === layer),
  );
}

/** What interventions change at one position of a site. */
interface Change {
  position: number;
  features: Map<number, number>; // to what they are brought
  error: Float64Array | undefined;
  heads: Map<number, Float64Array>; // (K) each
  site: Float64Array | undefined;
}

/**
 * The variant of a prompt with some interventions. At one site features and error are brought to their values first, then heads,
 * then the site as a whole; the later of two that name the same part holds.
 */
export async function planInterventions(
  state: AttributionState,
  prompt: Prompt,
  values: AblatedValues,
  interventions: readonly Intervention[],
  lastPosition: number,
): Promise<Variant> {
  const changes = new Map<string, { place: Place; at: Map<number, Change> }>();
  const changeAt = (place: Place, position: number): Change => {
    const site = changes.get(placeName(place)) ?? { place, at: new Map<number, Change>() };
    changes.set(placeName(place), site);
    const change: Change = site.at.get(position) ?? {
      ...{ position, features: new Map(), error: undefined, heads: new Map(), site: undefined },
    };
    site.at.set(position, change);
    return change;
  };
  const K = state.model.config.dHead;
  const patches: HeadPatch[] = [];
  for (const each of interventions) {
    if (each.do === "patch") {
      for (const role of each.roles) {
        const position = positionOf(prompt, role);
        if (position === undefined || position > lastPosition) continue;
        const row = values.head(each, role);
        patches.push({ part: each.part, layer: each.layer, head: each.head, position, row });
      }
      continue;
    }
    if (each.do === "splice") {
      for (const { kind, layer } of splicedDictionaries(state.model, each))
        for (const position of splicedPositions(prompt, each.roles, lastPosition))
          changeAt({ kind, layer }, position).error = await splicedError(
            state,
            { kind, layer },
            position,
            each.keepError,
          );
      continue;
    }
    for (const role of each.roles) {
      const position = positionOf(prompt, role);
      if (position === undefined || position > lastPosition) continue;
      const { what, to } = each;
      const place: Place = what.part === "head" ? { kind: "attn", layer: what.layer } : what;
      const value = await values.of(to, { kind: place.kind, layer: place.layer }, role);
      bring(changeAt({ kind: place.kind, layer: place.layer }, position), what, value, K);
    }
  }
  const edits = await Promise.all(
    [...changes.values()].map(({ place, at }) => editsOf(state, place, [...at.values()])),
  );
  return { edits: edits.flat(), patches };
}

function bring(change: Change, what: Part, value: SiteValue, K: number): void {
  switch (what.part) {
    case "feature":
      change.features.set(what.index, value.features.get(what.index) ?? 0);
      return;
    case "error":
      change.error = value.error;
      return;
    case "head":
      change.heads.set(what.head, value.out.subarray(what.head * K, (what.head + 1) * K));
      return;
    case "site":
      change.site = value.out;
  }
}

function splicedPositions(prompt: Prompt, roles: readonly string[] | null, last: number): number[] {
  if (roles === null) return Array.from({ length: last + 1 }, (_, s) => s);
  return roles.flatMap((role) => {
    const at = positionOf(prompt, role);
    return at === undefined || at > last ? [] : [at];
  });
}

async function splicedError(state: AttributionState, place: Place, position: number, keepError: boolean) {
  if (!keepError) return new Float64Array(writtenWidth(state.model, place.kind, place.layer));
  return (await siteValue(state, place, position)).error;
}

async function editsOf(
  state: AttributionState,
  place: Place,
  changes: readonly Change[],
): Promise<SiteEdit[]> {
  const rows = changes.map(({ position, features, error }): RowPlan => {
    const none = new Float64Array();
    const value = { features, sum: none, skip: none, error: error ?? none };
    const named = [...features.keys()];
    return {
      position,
      named,
      namedAre: "ablated",
      errorIs: error ? "ablated" : "kept",
      skipIs: "kept",
      value,
    };
  });
  const whole = replaceEdit(state, place, changes);
  return [await planRows(state, place, rows), whole].filter((edit) => edit !== undefined);
}

/** The edit that puts heads and whole sites in place. */
function replaceEdit(
  state: AttributionState,
  place: Place,
  changes: readonly Change[],
): SiteEdit | undefined {
  const D = writtenWidth(state.model, place.kind, place.layer);
  const K = state.model.config.dHead;
  const replacing = changes.filter(({ heads, site }) => heads.size > 0 || site);
  if (replacing.length === 0) return undefined;
  return {
    ...{ kind: place.kind, layer: place.layer, opened: state.opens(place.kind, place.layer) },
    firstPosition: Math.min(...replacing.map(({ position }) => position)),
    positions: replacing.map(({ position }) => position),
    apply(written, _read, firstRow) {
      for (const { position, heads, site } of replacing) {
        const start = (position - firstRow) * D;
        if (start < 0 || start >= written.length) continue;
        for (const [head, z] of heads) written.set(z, start + head * K);
        if (site) written.set(site, start);
      }
    },
  };
}
