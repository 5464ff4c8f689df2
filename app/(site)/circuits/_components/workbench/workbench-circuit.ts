import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { type DictionaryKind, isFeatureKind } from "@/lib/circuit-format/kinds";
import type { TokenView } from "@/lib/runs/view";

/** A circuit as the workbench is given it. */
export interface WorkbenchCircuit {
  /** In the site's API: /graph and /attribution-graph are under it. */
  address: string;
  /** The run it was traced in, which more can be asked of; null for one that was not computed here. */
  runId: string | null;
  target: string;
  layers: number;
  /** Kinds whose features are leaves, which cannot be expanded. */
  leafKinds?: readonly DictionaryKind[];
  tokens: TokenView[];
}

/** Whether a node can be expanded by hand: a feature of a run that is here, that nobody has expanded and that is no leaf for good. */
export function canExpand(
  { runId, leafKinds = [] }: Pick<WorkbenchCircuit, "runId" | "leafKinds">,
  { kind, expanded }: Pick<CircuitNode, "kind" | "expanded">,
): boolean {
  return runId !== null && isFeatureKind(kind) && !expanded && !leafKinds.includes(kind);
}

/** Under which id the site has it, to be checked; null for one that was not computed here. */
export function checkedId({ runId, address }: Pick<WorkbenchCircuit, "runId" | "address">): string | null {
  return runId === null ? null : (address.split("/").at(-1) ?? null);
}
