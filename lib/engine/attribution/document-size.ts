import { formatNodeId, type NodeId } from "@/lib/circuit-format/node-id";
import { EngineError } from "../errors";
import type { Source } from "./source";

const none = { id: "", kind: "", layer: 0, index: 0, position: 0, activation: 0, influence: 0, effect: 0 };
/** Characters of a node and of an edge in a document, with the comma behind it: without ids, and numbers at their shortest. */
const nodeLength = JSON.stringify({ ...none, expanded: true }).length + 1;
const edgeLength = JSON.stringify({ source: "", target: "", contribution: 0 }).length + 1;
const partsLength = JSON.stringify({ source: "", target: "", readBy: [] }).length;

/**
 * How many bytes of JSON a circuit takes at the least, counted while it is traced: one that is certain to be larger than
 * what is kept is refused there and then, with the figures, instead of once it is all there.
 */
export class DocumentSize {
  private bytes = 0;
  private nodes = 0;
  private edges = 0;

  constructor(private readonly maxBytes: number) {}

  /** Nodes, whose ids have so many characters at the least. Throws `EngineError`. */
  addNodes(count: number, idLength: number): void {
    this.nodes += count;
    this.add(count * (nodeLength + idLength));
  }

  /** Edges from several nodes, whose ids have so many characters at the least, to one. Throws `EngineError`. */
  addEdges(count: number, sourceLength: number, targetLength: number): void {
    this.edges += count;
    this.add(count * (edgeLength + sourceLength + targetLength));
  }

  /** Edges split by head, at least once each. Throws `EngineError`. */
  addParts(count: number, heads: number): void {
    this.add(count * (partsLength + 2 * heads));
  }

  private add(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.maxBytes) throw this.tooLarge();
  }

  private tooLarge(): EngineError {
    const [edges, nodes] = [this.edges, this.nodes].map((number) => number.toLocaleString("en"));
    return new EngineError(
      "invalid-input",
      `This circuit is larger than the ${Math.floor(this.maxBytes / 2 ** 20)} MB that can be kept: it has ${edges} edges among ${nodes} nodes before all of them are traced. Raise the edge threshold or the threshold.`,
    );
  }
}

/** Characters of the shortest id that a source has at a position. */
export function shortestIdAt({ kind, layer, dictionary, leaves }: Source, position: number): number {
  const ids: NodeId[] = leaves.map((leaf) =>
    leaf === "embed" || leaf === "pos" ? { kind: leaf, position } : { kind: leaf, layer, position },
  );
  if (dictionary && kind !== "stream") ids.push({ kind, layer, index: 0, position });
  return Math.min(...ids.map((id) => formatNodeId(id).length));
}
