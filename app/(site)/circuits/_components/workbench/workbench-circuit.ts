import type { TokenView } from "@/lib/runs/view";

/** A circuit as the workbench is given it. */
export interface WorkbenchCircuit {
  /** In the site's API: /graph and /attribution-graph are under it. */
  address: string;
  /** The run it was traced in, which more can be asked of; null for one that was not computed here. */
  runId: string | null;
  target: string;
  layers: number;
  tokens: TokenView[];
}

/** Under which id the site has it, to be checked; null for one that was not computed here. */
export function checkedId({ runId, address }: Pick<WorkbenchCircuit, "runId" | "address">): string | null {
  return runId === null ? null : (address.split("/").at(-1) ?? null);
}
