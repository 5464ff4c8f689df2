import type { Computation } from "@/lib/computations/computation-view";
import type { FeatureKind, TokenView } from "@/lib/runs/view";
import type { VerificationView } from "@/lib/verifications/view";

/** What pages and routes show of a circuit. Types only, so that the browser's code may import them. */

export type CircuitMode = "direct" | "residual";

export interface CircuitSpec {
  target: string;
  mode: CircuitMode;
  threshold: number;
  edgeThreshold: number;
  maxNodes: number;
}

export interface CircuitView extends CircuitSpec, Computation {
  id: string;
  runId: string;
  model: { name: string; displayName: string; layers: number; heads: number };
  text: string;
  tokens: TokenView[];
  /** The dictionaries the circuit was traced with. */
  kinds: { kind: FeatureKind; layers: number[] }[];
  nodeCount: number | null;
  edgeCount: number | null;
  value: number | null;
  replacementScore: number | null;
  completenessScore: number | null;
  largestResidual: number | null;
  truncated: boolean | null;
  createdAt: Date;
  computedAt: Date | null;
  computedBy: string | null;
  computeMillis: number | null;
  verification: VerificationView | null;
}
