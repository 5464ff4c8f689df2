import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Ablation } from "@/lib/evidence-format/evaluation";
import type { WrittenIntervention } from "@/lib/experiment-format/intervention";
import { allLayers, eachHead, eachLayer } from "@/lib/experiment-format/places";

/** What may be changed, as the form offers it. */
export const changes = {
  "site attn": "Attention's output",
  "site mlp": "The MLP's output",
  "site resid": "The residual stream",
  head: "One head's output",
  "patch q": "One head's query, from the counterfactual",
  "patch k": "One head's key, from the counterfactual",
  "patch v": "One head's value, from the counterfactual",
  feature: "One feature",
  "error attn": "What attention dictionaries miss",
  "error mlp": "What MLP dictionaries miss",
  "error resid": "What stream dictionaries miss",
  "splice attn": "Attention, by its dictionaries' reconstruction",
  "splice mlp": "The MLP, by its dictionaries' reconstruction",
  "splice resid": "The stream, by its dictionaries' reconstruction",
  "splice all": "All of them, by their dictionaries' reconstruction",
} as const;
export type Change = keyof typeof changes;

export function isChange(name: string): name is Change {
  return Object.hasOwn(changes, name);
}

/** Which of the form's other fields a change is said by. */
export function fieldsOfChange(change: Change): {
  layer: boolean;
  head: boolean;
  feature: boolean;
  to: boolean;
} {
  const isHead = change === "head" || change.startsWith("patch");
  return {
    layer: change !== "feature",
    head: isHead,
    feature: change === "feature",
    to: !change.startsWith("patch") && !change.startsWith("splice"),
  };
}

export interface ChosenChange {
  change: Change;
  /** "each", "all", or a number. */
  layer: string;
  head: string;
  /** As the site writes it: "attn.3.566". */
  feature: string;
  to: Ablation;
  /** Null for every position, which a splice alone may be at. */
  role: string | null;
}

/** The intervention that was chosen; a sentence where it is not whole. */
export function interventionOf(chosen: ChosenChange): WrittenIntervention | string {
  const { change, to, role } = chosen;
  const [kind = "", of = ""] = change.split(" ");
  if (kind !== "splice" && role === null) return "Choose a role: a change is made where a token plays it.";
  const roles = role === null ? [] : [role];
  if (change === "feature") {
    const [, dictionary, layer, index] = /^(attn|mlp|resid)\.(\d+)\.(\d+)$/.exec(chosen.feature.trim()) ?? [];
    if (!isKind(dictionary)) return "Name the feature as its page does, like attn.3.566.";
    const what = { part: "feature" as const, kind: dictionary, layer: Number(layer), index: Number(index) };
    return { do: "ablate", what, to, roles };
  }
  const layer = layerOf(chosen.layer);
  if (layer === null) return "A layer is a number from 0, or each, or all.";
  if (kind === "splice") {
    const spliced = of === "all" ? "all" : isKind(of) ? of : null;
    if (!spliced) return "Choose what is changed.";
    return { do: "splice", kind: spliced, layer, keepError: false, roles: role === null ? null : roles };
  }
  if (kind === "site" || kind === "error")
    return isKind(of)
      ? { do: "ablate", what: { part: kind, kind: of, layer }, to, roles }
      : "Choose what is changed.";
  const isEach = chosen.head.trim().toLowerCase() === eachHead;
  if (isEach && change === "head")
    return { do: "ablate", what: { part: "head", layer, head: eachHead }, to, roles };
  if (!/^\d{1,4}$/.test(chosen.head.trim()))
    return change === "head" ? "A head is a number from 0, or each." : "A head is a number from 0.";
  const head = Number(chosen.head);
  if (of === "q" || of === "k" || of === "v") return { do: "patch", part: of, layer, head, roles };
  return { do: "ablate", what: { part: "head", layer, head }, to, roles };
}

function layerOf(text: string): number | typeof allLayers | typeof eachLayer | null {
  const word = text.trim().toLowerCase();
  if (word === allLayers || word === eachLayer) return word;
  return /^\d{1,4}$/.test(word) ? Number(word) : null;
}

function isKind(word: string | undefined): word is DictionaryKind {
  return word === "attn" || word === "mlp" || word === "resid";
}

/** A plan with one more condition, named by what it does; a sentence where the plan cannot be read. */
export function withCondition(
  plan: string,
  { name, intervention }: { name: string; intervention: WrittenIntervention },
): { plan: string } | { fault: string } {
  const read = readPlan(plan);
  if (typeof read === "string") return { fault: read };
  const { conditions } = read;
  const there: unknown[] = Array.isArray(conditions) ? conditions : [];
  const isTaken = (tried: string) =>
    there.some((each) => typeof each === "object" && each !== null && "name" in each && each.name === tried);
  let own = name;
  for (let n = 2; isTaken(own); n++) own = `${name}, ${n}`;
  const added = { ...read, conditions: [...there, { name: own, interventions: [intervention] }] };
  return { plan: `${JSON.stringify(added, null, 2)}\n` };
}

/** The object that a text of JSON holds; a sentence where it holds none. */
export function readPlan(text: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
    return "It is no JSON object.";
  } catch (error) {
    const where = error instanceof Error ? ` (${error.message})` : "";
    return `It is no JSON${where}.`;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
