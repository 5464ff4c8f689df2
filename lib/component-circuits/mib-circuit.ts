import type { Circuit } from "@/lib/circuit-format/circuit";
import { isLogit, parseNodeId } from "@/lib/circuit-format/node-id";
import { AppError } from "@/lib/errors";
import type { ComponentEdge, ComponentSums, LeftOut } from "./component-sums";

/** What MIB's reader makes its graph of. */
export interface ComponentShape {
  layers: number;
  heads: number;
  dModel: number;
  /** Whether a layer's MLP reads what its attention reads. */
  parallel: boolean;
}

/**
 * A circuit as the circuit track of MIB reads it (Mueller et al. 2025, arXiv 2504.13151; `Graph.from_json` of hannamw/EAP-IG,
 * src/eap/graph.py). Edges that are not named have the score 0 there and are not in the graph.
 */
export interface MibCircuit {
  cfg: { n_layers: number; n_heads: number; parallel_attn_mlp: boolean; d_model: number };
  /** All of them; the logits alone have no score. */
  nodes: Record<string, { in_graph: boolean; score?: number }>;
  edges: Record<string, { score: number; in_graph: boolean }>;
  /** MIB's reader passes it over. */
  circuit_commons: {
    format: typeof mibAnnexFormat;
    model: string;
    modelChecksum: string;
    target: string;
    threshold: number;
    leftOut: LeftOut;
  };
}

export const mibAnnexFormat = "circuit-commons/mib@1";

/** Throws `AppError` "unprocessable" where the circuit is of no prediction: MIB's circuits end in the logits. */
export function checkEndsInLogits({ spec }: Circuit): void {
  const target = parseNodeId(spec.target);
  if (target && isLogit(target)) return;
  throw new AppError(
    "unprocessable",
    `The circuit's target is ${spec.target}, a feature. MIB's circuits end in the logits: take one of a logit or of a difference of two.`,
  );
}

/** Writes what a circuit's edges add up to. */
export function mibCircuit(circuit: Circuit, shape: ComponentShape, sums: ComponentSums): MibCircuit {
  const { model, modelChecksum, target, threshold } = circuit.spec;
  const edges = sums.edges();
  const place = new Map(componentsOf(shape).map((name, i) => [name, i]));
  const placeOf = (name: string) => place.get(name.replace(/<v>$/, "")) ?? 0;
  const ordered = edges.toSorted(
    (a, b) => placeOf(a.source) - placeOf(b.source) || placeOf(a.target) - placeOf(b.target),
  );
  return {
    cfg: {
      ...{ n_layers: shape.layers, n_heads: shape.heads },
      ...{ parallel_attn_mlp: shape.parallel, d_model: shape.dModel },
    },
    nodes: Object.fromEntries(componentsOf(shape).map((name) => [name, nodeOf(name, edges)])),
    edges: Object.fromEntries(
      ordered.map(({ source, target: into, score, isIn }) => [
        `${source}->${into}`,
        { score, in_graph: isIn },
      ]),
    ),
    circuit_commons: {
      ...{ format: mibAnnexFormat, model, modelChecksum, target, threshold },
      leftOut: sums.leftOut,
    },
  };
}

/** In the order of the forward pass, as MIB has them. */
function componentsOf({ layers, heads }: ComponentShape): string[] {
  const ofLayer = (l: number) => [...Array.from({ length: heads }, (_, h) => `a${l}.h${h}`), `m${l}`];
  return ["input", ...Array.from({ length: layers }, (_, l) => ofLayer(l)).flat(), "logits"];
}

/** A component's score is what all that it wrote does: the sum of its edges'. */
function nodeOf(name: string, edges: readonly ComponentEdge[]): MibCircuit["nodes"][string] {
  if (name === "logits") return { in_graph: true };
  const own = edges.filter(({ source }) => source === name);
  return {
    in_graph: own.some(({ isIn }) => isIn),
    score: own.reduce((sum, { score }) => sum + score, 0),
  };
}
