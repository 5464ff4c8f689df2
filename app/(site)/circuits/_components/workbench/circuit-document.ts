import type { CircuitMode } from "@/lib/circuits/view";
import type { FeatureKind, TokenView } from "@/lib/runs/view";

/** What the browser reads of a `circuit-commons/circuit@1` document, which this site's own workers wrote. */

export type CircuitNodeKind =
  | FeatureKind
  | `${FeatureKind}-error`
  | "mlp-out"
  | "embed"
  | "pos"
  | "bias"
  | "logit"
  | "logit-diff";

export interface CircuitNode {
  id: string;
  kind: CircuitNodeKind;
  layer: number | null;
  index: number | null;
  position: number | null;
  /** f of a feature, the logit of a logit; null for a leaf that is neither. */
  activation: number | null;
  /** 0 to 1. */
  influence: number;
  /** Signed, in units of the root. */
  effect: number;
  expanded: boolean;
}

export interface CircuitEdge {
  source: string;
  target: string;
  /** Signed, in units of the target's pre-activation. */
  contribution: number;
}

/** What is left of a target's contributions once the kept edges are taken out. */
export interface CircuitRest {
  target: string;
  count: number;
  sum: number;
  absoluteSum: number;
}

export interface CircuitDocument {
  spec: { target: string; mode: CircuitMode };
  tokens: TokenView[];
  nodes: CircuitNode[];
  edges: CircuitEdge[];
  rest: CircuitRest[];
}

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

export function isFeature({ kind }: Pick<CircuitNode, "kind">): boolean {
  return kind === "attn" || kind === "resid" || kind === "mlp";
}

/** The site answered, and not with a graph. */
export class CircuitUnavailable extends Error {}

const asked = new Map<string, Promise<CircuitDocument>>();
const waiting = new EventTarget();

/** Where the site's API has a circuit. */
export function circuitAddress(circuitId: string): string {
  return `/api/v1/circuits/${circuitId}`;
}

/** The graph of a finished circuit. It never changes, so it is fetched once; what failed is fetched again. */
export function fetchDocument(address: string): Promise<CircuitDocument> {
  const before = asked.get(address);
  if (before) return before;
  const answer = fetch(`${address}/graph`).then(async (response): Promise<CircuitDocument> => {
    const text = await response.text();
    if (!response.ok) throw new CircuitUnavailable(`status ${response.status}`);
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new CircuitUnavailable("no JSON", { cause });
    }
  });
  asked.set(address, answer);
  answer.catch(() => asked.delete(address));
  waiting.dispatchEvent(new Event(address));
  return answer;
}

/** Calls back once somebody knows that the circuit is ready and asks for its graph, maybe at once. */
export function whenDocumentAsked(address: string, callback: () => void): () => void {
  if (asked.has(address)) callback();
  waiting.addEventListener(address, callback);
  return () => waiting.removeEventListener(address, callback);
}
