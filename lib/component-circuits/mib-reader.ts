/**
 * A small reader that asks of a file what MIB's asks, for tests: `Graph.from_json`, `from_model`, `apply_topn` and `prune` of
 * hannamw/EAP-IG, src/eap/graph.py (commit 4fad6c6), without tensors. A name that its graph has not is a KeyError there, and throws here.
 */
export class MibReader {
  readonly nodes = new Map<string, { isIn: boolean; score: number }>();
  readonly edges = new Map<string, { source: string; target: string; isIn: boolean; score: number }>();

  constructor(text: string) {
    const d = JSON.parse(text);
    for (const key of ["cfg", "nodes", "edges"]) if (!(key in d)) throw new Error(`no ${key}`);
    const { n_layers: L, n_heads: H, parallel_attn_mlp: parallel, d_model: D } = d.cfg;
    if (![L, H, D].every((size) => Number.isInteger(size) && size > 0)) throw new Error("a size is none");
    if (typeof parallel !== "boolean") throw new Error("parallel_attn_mlp is neither true nor false");
    this.build(L, H, parallel);
    for (const [name, node] of Object.entries<Record<string, unknown>>(d.nodes)) {
      if (name === "logits") continue;
      const own = this.nodes.get(name);
      if (!own) throw new Error(`KeyError: ${name}`);
      own.isIn = truth(node.in_graph);
      if ("score" in node) own.score = finite(node.score);
    }
    for (const [name, edge] of Object.entries<Record<string, unknown>>(d.edges)) {
      const own = this.edges.get(name);
      if (!own) throw new Error(`KeyError: ${name}`);
      own.score = finite(edge.score);
      own.isIn = truth(edge.in_graph);
    }
  }

  /** All that the model has; nodes without a score are NaN, edges 0. */
  private build(layers: number, heads: number, parallel: boolean): void {
    const stream: string[] = [];
    const add = (...names: string[]) => {
      for (const name of names) this.nodes.set(name, { isIn: false, score: Number.NaN });
      stream.push(...names);
    };
    const read = (target: string, ending: string) => {
      for (const source of stream)
        this.edges.set(`${source}->${target}${ending}`, { source, target, isIn: false, score: 0 });
    };
    add("input");
    for (let l = 0; l < layers; l++) {
      const own = Array.from({ length: heads }, (_, h) => `a${l}.h${h}`);
      for (const head of own) for (const letter of ["q", "k", "v"]) read(head, `<${letter}>`);
      if (parallel) read(`m${l}`, "");
      add(...own);
      if (!parallel) read(`m${l}`, "");
      add(`m${l}`);
    }
    read("logits", "");
  }

  /** Takes the nodes of the largest scores, and those without one, with all edges out of them. */
  takeNodes(count: number, absolute: boolean): void {
    const rank = ({ score }: { score: number }) => (absolute ? Math.abs(score) : score);
    const scored = [...this.nodes].filter(([, { score }]) => !Number.isNaN(score));
    if (count > scored.length) throw new Error(`${count} is more than the ${scored.length} scored nodes`);
    const order = scored.toSorted(([, a], [, b]) => rank(b) - rank(a));
    const taken = new Set(order.slice(0, count).map(([name]) => name));
    for (const [name, node] of this.nodes) node.isIn = taken.has(name) || Number.isNaN(node.score);
    for (const edge of this.edges.values()) edge.isIn = this.nodes.get(edge.source)?.isIn === true;
    this.prune();
  }

  /** Takes out what has no way in or none on, until nothing is left to take out. The logits are always there. */
  prune(): void {
    for (let before = -1; before !== this.size(); ) {
      before = this.size();
      const edges = [...this.edges.values()].filter(({ isIn }) => isIn);
      const [from, into] = [
        new Set(edges.map(({ source }) => source)),
        new Set(edges.map(({ target }) => target)),
      ];
      for (const [name, node] of this.nodes)
        node.isIn = from.has(name) && (into.has(name) || name === "input");
      const stands = (name: string) => name === "logits" || this.nodes.get(name)?.isIn === true;
      for (const edge of edges) edge.isIn = stands(edge.source) && stands(edge.target);
    }
  }

  private size(): number {
    const inside = (each: { isIn: boolean }) => each.isIn;
    return [...this.nodes.values()].filter(inside).length + [...this.edges.values()].filter(inside).length;
  }
}

function truth(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new Error("in_graph is neither true nor false");
}

function finite(value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new Error("a score is no number");
}
