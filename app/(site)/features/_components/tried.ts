import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { featurePath } from "@/lib/features/feature-address";
import type { ChosenSets } from "@/lib/models/choose-sets";

/** The feature that a text is tried with. */
export interface Tried {
  /** Its name. */
  model: string;
  kind: DictionaryKind;
  set: string;
  /** Whether the set is the first of its kind, with which a text is read anyway. */
  isFirst: boolean;
  layer: number;
  index: number;
  /** What else of the feature is looked at, as its page's query. */
  query: string;
}

/** The feature's page, with a run of the text that was tried. */
export function pageOf({ query, ...address }: Tried, runId: string): string {
  const params = new URLSearchParams(query);
  params.set("run", runId);
  return `${featurePath(address)}?${params}#try`;
}

/** The sets to read a text with: none is named where the usual ones do, since others asked for the same run then. */
export function setsFor({ kind, set, isFirst }: Pick<Tried, "kind" | "set" | "isFirst">): ChosenSets {
  return isFirst ? {} : { [kind]: set };
}
