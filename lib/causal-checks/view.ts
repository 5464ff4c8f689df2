import type { ComputationProgress } from "@/lib/computations/computation-view";
import type { CausalCheckResult } from "./causal-check";

/** What pages and routes show of a causal check. Types only, so that the browser's code may import them. */

export interface CausalCheckView extends ComputationProgress {
  id: string;
  frozen: boolean;
  /** Null until it is ready. */
  result: CausalCheckResult | null;
}
