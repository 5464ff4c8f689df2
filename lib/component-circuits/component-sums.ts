import type { Circuit, CircuitEdge, CircuitNode } from "@/lib/circuit-format/circuit";
import type { EdgeEnds } from "@/lib/circuit-format/edge-ends";
import { isBias, isLayerKind, placeInLayer } from "@/lib/circuit-format/kinds";
import { AppError } from "@/lib/errors";

/** Effects that are of no edge between components, by why. */
export interface LeftOut {
  /** Of biases and constants, which no component writes. */
  bias: number;
  /** Of position embeddings. */
  pos: number;
  /** Of what residual dictionaries miss of the stream, and of residual features that are not expanded. */
  residual: number;
  /** Of what attention wrote as a whole, where its dictionary is of that and of no head. */
  noHead: number;
  /** Of contributions that the circuit has no edge of. */
  rest: number;
}

/** An edge between heads, MLPs, the token embeddings and the logits. */
export interface ComponentEdge {
  /** `input`, `a0.h1` or `m0`. */
  source: string;
  /** `a2.h1<v>`, `m2` or `logits`. */
  target: string;
  /** The sum of its parts' effects, in the unit of the circuit's target. */
  score: number;
  /** Whether a part comes from a node that reached the circuit's threshold. */
  isIn: boolean;
}

/**
 * Adds the edges of a prediction's circuit up to edges between components (docs/formats.md, "A circuit over components"). Edges are
 * given with their ends, those into residual features after all that come from them.
 */
export class ComponentSums {
  readonly leftOut: LeftOut = { bias: 0, pos: 0, residual: 0, noHead: 0, rest: 0 };
  private readonly sums = new Map<string, ComponentEdge>();
  private readonly nodes: ReadonlyMap<string, CircuitNode>;
  /** Of each residual feature, what of its effect goes into which component. */
  private readonly through = new Map<string, Map<string, number>>();

  /** Throws `AppError` "unprocessable" where a target has no value. */
  constructor(private readonly circuit: Circuit) {
    this.nodes = new Map(circuit.nodes.map((node) => [node.id, node]));
    for (const { source, target, contribution } of circuit.edges)
      if (isBias(this.node(source).kind)) this.leftOut.bias += this.gradient(target) * contribution;
    for (const { target, sum } of circuit.rest) this.leftOut.rest += this.gradient(target) * sum;
  }

  /** Adds an edge that is not of biases. */
  add({ source: sourceId, target }: CircuitEdge, { writers, readers, parts }: EdgeEnds): void {
    const source = this.node(sourceId);
    for (let writer = 0; writer < (writers ?? 1); writer++) {
      const ofWriter = parts.subarray(writer * readers, (writer + 1) * readers);
      for (const [component, effect] of this.effects(target, ofWriter))
        this.count(source, writers === null ? null : writer, component, effect);
    }
  }

  edges(): ComponentEdge[] {
    return [...this.sums.values()];
  }

  /** What a part of an edge does, by the component that it goes into. */
  private *effects(id: string, byReader: Float64Array): Iterable<[component: string, effect: number]> {
    const { kind, layer, activation } = this.node(id);
    const gradient = this.gradient(id);
    if (kind === "attn") {
      for (const [head, part] of byReader.entries()) yield [`a${layer}.h${head}<v>`, gradient * part];
      return;
    }
    const part = byReader[0] ?? 0;
    if (kind === "mlp") yield [`m${layer}`, gradient * part];
    else if (kind !== "resid") yield ["logits", gradient * part];
    else {
      // Effects of several readers may cancel, so that its own is no measure of what it hands on.
      for (const [component, handedOn] of this.through.get(id) ?? [])
        yield [component, (part / (activation ?? 1)) * handedOn];
    }
  }

  private count(source: CircuitNode, head: number | null, target: string, effect: number): void {
    const { id, kind, layer, influence, expanded } = source;
    if (kind === "pos") this.leftOut.pos += effect;
    else if (isLayerKind(kind) && placeInLayer(kind) === "resid") {
      if (!expanded) this.leftOut.residual += effect;
      const through = this.through.get(id) ?? new Map<string, number>();
      this.through.set(id, through.set(target, (through.get(target) ?? 0) + effect));
    } else if (isLayerKind(kind) && placeInLayer(kind) === "attn" && head === null)
      this.leftOut.noHead += effect;
    else {
      const component = kind === "embed" ? "input" : head === null ? `m${layer}` : `a${layer}.h${head}`;
      const name = `${component}->${target}`;
      const sum = this.sums.get(name) ?? { source: component, target, score: 0, isIn: false };
      sum.score += effect;
      sum.isIn ||= influence >= this.circuit.spec.threshold;
      this.sums.set(name, sum);
    }
  }

  /** What the circuit's target gains by one unit of a node's value. */
  private gradient(id: string): number {
    if (id === this.circuit.spec.target) return 1;
    const { effect, activation } = this.node(id);
    if (activation !== null && activation !== 0) return effect / activation;
    throw new AppError("unprocessable", `The circuit has edges into ${id}, and no value of it.`);
  }

  private node(id: string): CircuitNode {
    const node = this.nodes.get(id);
    if (node) return node;
    throw new AppError("unprocessable", `The circuit has an edge of ${id}, and no such node.`);
  }
}
