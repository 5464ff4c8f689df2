import { leastHeadShare, maxEdges } from "@/lib/circuit-format/circuit";
import { kindsInLayer, type Mode } from "@/lib/circuit-format/kinds";
import { formatNodeId, type NodeId, type TargetId } from "@/lib/circuit-format/node-id";
import type { StopSignal } from "../stop-signal";
import type { AttributionState } from "./attribution-state";
import { checkCompleteness } from "./completeness";
import { type BatchContributions, contribute } from "./contributions";
import { DocumentSize, shortestIdAt } from "./document-size";
import { EdgeList } from "./edge-list";
import { goesThroughHeads, type HeadParts, type SplitEdge, splitByHead } from "./head-parts";
import { readVectors } from "./read-vectors";
import { nodeIdAt, type Source } from "./source";

/** A layer is swept against the order in which it is computed. */
const fromTheTop = kindsInLayer.toReversed();

export interface SweepOptions {
  mode: Mode;
  threshold: number;
  edgeThreshold: number;
  maxNodes: number;
  /** Decides for a node within 1e-5 of the threshold, where rounding would; undefined leaves it to the number. */
  expandNearThreshold?: (id: string) => boolean;
  /** Refuses a circuit once its document is certain to take more. */
  maxBytes?: number;
  onProgress?: (progress: { done: number; total: number; expanded: number }) => void;
  signal?: StopSignal;
}

/** A node with section 3's numbers; `gradient` is effect / u, carried so that nothing is divided by a small u. */
export interface SweptNode {
  id: NodeId;
  activation: number | null;
  influence: number;
  effect: number;
  expanded: boolean;
}

export interface Sweep {
  /** The root, then in the order of the sweep; every expanded node, and every leaf with a kept edge. */
  nodes: SweptNode[];
  edges: { source: number; target: number; contribution: number }[]; // numbers into `nodes`
  rest: { target: number; count: number; sum: number; absoluteSum: number }[];
  /** Of the edges that go through heads, those of `leastHeadShare`, in their order. */
  heads: ({ source: number; target: number } & HeadParts)[];
  replacement: number;
  completeness: number;
  largestResidual: number;
  truncated: boolean;
  unexpandedInfluence: number;
}

/** Within this of the threshold, rounding decides whether a node is expanded. */
const thresholdRounding = 1e-5;

/** Floats of products that one batch of targets may hold. */
const batchProducts = 16 * 1024 * 1024;
const batchTargets = 64;

/** Numbers of the nodes that belong to no source; those of sources follow. */
const rootNumber = 0;
const biasNumber = 1;

interface Tally {
  source: Source;
  /** Number, within the circuit, of the source's first node. */
  offset: number;
  influence: Float64Array; // (count)
  gradient: Float64Array; // (count)
  expanded: Uint8Array; // (count)
  /** Whether it is counted in the document's size: it is expanded, or an edge comes from it. */
  listed: Uint8Array; // (count)
}

/**
 * The recursive sweep of attribution.md section 3: from the root down, layer by layer, mlp after attn after
 * resid, each stage expanding at once all of its nodes whose influence has reached the threshold.
 */
export async function sweep(state: AttributionState, root: TargetId, options: SweepOptions): Promise<Sweep> {
  return new Sweeper(state, root, options).run();
}

class Sweeper {
  private readonly tallies = new Map<Source, Tally>();
  private nodeCount = 2;
  private readonly bias = { influence: 0, gradient: 0 };
  private readonly edges = new EdgeList(maxEdges);
  private readonly heads: Sweep["heads"] = [];
  private readonly size: DocumentSize;
  private expandedCount = 0;
  private largestResidual = 0;
  private truncated = false;
  private unexpandedInfluence = 0;
  /** Sums over expanded nodes of influence, and of influence times the share not from errors. */
  private weight = 0;
  private explained = 0;
  private rootValue = 0;

  constructor(
    private readonly state: AttributionState,
    private readonly root: TargetId,
    private readonly options: SweepOptions,
  ) {
    this.size = new DocumentSize(options.maxBytes ?? Number.POSITIVE_INFINITY);
  }

  async run(): Promise<Sweep> {
    const { mode, onProgress = () => {} } = this.options;
    const kinds = fromTheTop.filter((kind) => kind !== "resid" || mode === "residual");
    const top = "layer" in this.root ? this.root.layer : this.state.model.config.layers - 1;
    const total = (top + 1) * kinds.length + 1;
    let done = 0;
    await this.expand([{ id: this.root, number: rootNumber, influence: 1, gradient: 1 }]);
    onProgress({ done: ++done, total, expanded: this.expandedCount });
    for (let l = top; l >= 0; l--) {
      for (const kind of kinds) {
        this.options.signal?.throwIfAborted();
        const tally = this.tallies.get(await this.state.source(kind, l));
        if (tally) await this.expandStage(tally);
        onProgress({ done: ++done, total, expanded: this.expandedCount });
      }
    }
    return this.finish();
  }

  /** Expands the nodes of one source that have reached the threshold, the most influential first. */
  private async expandStage(tally: Tally): Promise<void> {
    const { threshold, maxNodes } = this.options;
    const { source } = tally;
    // Its features are leaves, however much they matter.
    if (source.dictionary && source.dictionary.leavesOnly !== null) return;
    const reached = Array.from(source.indices.keys())
      .filter((node) => source.indices[node] >= 0 && this.reaches(tally, node))
      .sort((a, b) => tally.influence[b] - tally.influence[a] || a - b);
    const chosen = reached.slice(0, maxNodes - this.expandedCount);
    for (const node of reached.slice(chosen.length)) {
      this.truncated = true;
      if (tally.influence[node] >= threshold) this.unexpandedInfluence += tally.influence[node];
    }
    const inOrder = chosen.sort((a, b) => a - b);
    const size = Math.max(1, Math.min(batchTargets, Math.floor(batchProducts / this.nodeCount)));
    for (let start = 0; start < inOrder.length; start += size) {
      this.options.signal?.throwIfAborted();
      const targets = inOrder.slice(start, start + size).flatMap((node) => {
        const id = nodeIdAt(source, node);
        if (!("index" in id)) return [];
        tally.expanded[node] = 1;
        if (!tally.listed[node]) this.size.addNodes(1, formatNodeId(id).length);
        tally.listed[node] = 1;
        const [influence, gradient] = [tally.influence[node], tally.gradient[node]];
        return [{ id, number: tally.offset + node, influence, gradient }];
      });
      await this.expand(targets);
    }
  }

  private reaches(tally: Tally, node: number): boolean {
    const { threshold, expandNearThreshold } = this.options;
    const influence = tally.influence[node];
    if (expandNearThreshold && Math.abs(influence - threshold) <= thresholdRounding) {
      return expandNearThreshold(formatNodeId(nodeIdAt(tally.source, node)));
    }
    return influence >= threshold;
  }

  private async expand(
    targets: { id: TargetId; number: number; influence: number; gradient: number }[],
  ): Promise<void> {
    const batch = await readVectors(
      this.state,
      targets.map(({ id }) => id),
    );
    const step = await contribute(this.state, batch, this.options.mode, this.options.signal);
    if (targets[0]?.number === rootNumber) this.rootValue = batch.values[0];
    this.expandedCount += targets.length;
    for (const [n, { id }] of targets.entries()) {
      const relative = checkCompleteness(id, step.residual[n], step.absolute[n]);
      this.largestResidual = Math.max(this.largestResidual, relative);
    }
    const influence = Float64Array.from(targets, ({ influence }, n) => influence / (step.absolute[n] || 1));
    const gradient = Float64Array.from(targets, (target) => target.gradient);
    this.pass(step, influence, gradient);
    const byHead: SplitEdge[] = [];
    for (const [n, target] of targets.entries()) {
      this.options.signal?.throwIfAborted();
      this.edges.open(target.number);
      byHead.push(...this.keepEdges(step, n, influence[n], formatNodeId(target.id)));
    }
    const numbers = targets.map(({ number }) => number);
    await this.splitEdges(step, byHead, numbers);
  }

  /** Splits kept edges by head; `numbers` are those of the batch's targets within the circuit. */
  private async splitEdges(
    step: BatchContributions,
    edges: readonly SplitEdge[],
    numbers: readonly number[],
  ): Promise<void> {
    const parts = await splitByHead(this.state, step, edges);
    for (const [i, { source, node, target }] of edges.entries()) {
      const from = source ? this.tally(source).offset + node : biasNumber;
      this.heads.push({ source: from, target: numbers[target] ?? rootNumber, ...parts[i] });
    }
  }

  /** Hands influence and gradient on; `influence` is each target's per unit of |contribution|. */
  private pass(
    step: BatchContributions,
    influence: Float64Array, // (N)
    gradient: Float64Array, // (N)
  ): void {
    const errors = new Float64Array(influence.length);
    for (const { source, first, count, targets, products } of step.pieces) {
      const tally = this.tally(source);
      const J = targets.length;
      const errorAt = source.leaves.at(-1)?.endsWith("-error") ? count - 1 : -1;
      for (let r = 0; r < count; r++) {
        const scale = source.scales[first + r];
        let influenceHere = 0;
        let gradientHere = 0;
        for (let j = 0; j < J; j++) {
          const n = targets[j];
          const product = products[r * J + j];
          influenceHere += influence[n] * Math.abs(scale * product);
          gradientHere += gradient[n] * product;
          if (r === errorAt) errors[n] += Math.abs(scale * product);
        }
        tally.influence[first + r] += influenceHere;
        tally.gradient[first + r] += gradientHere;
      }
    }
    for (const [n, bias] of step.bias.entries()) {
      this.bias.influence += influence[n] * Math.abs(bias);
      this.bias.gradient += gradient[n] * bias;
      const absolute = step.absolute[n];
      const own = influence[n] * (absolute || 1);
      this.weight += own;
      this.explained += absolute === 0 ? own : own * (1 - errors[n] / absolute);
    }
  }

  /** Keeps what passes the edge threshold; answers which of that is to be split by head. */
  private keepEdges(step: BatchContributions, n: number, influence: number, id: string): SplitEdge[] {
    const { edgeThreshold } = this.options;
    const H = this.state.model.config.heads;
    const byHead: SplitEdge[] = [];
    const isSplit = (contribution: number, source: Source | undefined) =>
      goesThroughHeads(step.batch, source) &&
      influence * Math.abs(contribution) >= Math.max(edgeThreshold, leastHeadShare);
    const position = step.batch.targets[n]?.position ?? 0;
    const { edges, size } = this;
    const bias = step.bias[n];
    edges.add(biasNumber, bias, influence * Math.abs(bias) >= edgeThreshold);
    if (isSplit(bias, undefined)) byHead.push({ target: n, source: undefined, node: 0, contribution: bias });
    for (const { source, position: s, first, count, targets, products } of step.pieces) {
      const J = targets.length;
      const j = targets.indexOf(n);
      if (j < 0 || s > position) continue;
      const tally = this.tally(source);
      const offset = tally.offset + first;
      let [kept, newNodes] = [0, 0];
      for (let r = 0; r < count; r++) {
        const contribution = source.scales[first + r] * products[r * J + j];
        const keep = influence * Math.abs(contribution) >= edgeThreshold;
        edges.add(offset + r, contribution, keep);
        if (!keep) continue;
        kept += 1;
        if (isSplit(contribution, source)) byHead.push({ target: n, source, node: first + r, contribution });
        if (tally.listed[first + r]) continue;
        tally.listed[first + r] = 1;
        newNodes += 1;
      }
      if (kept === 0) continue;
      const shortest = shortestIdAt(source, s);
      size.addEdges(kept, shortest, id.length);
      size.addNodes(newNodes, shortest);
    }
    size.addParts(byHead.length, H);
    return byHead;
  }

  private finish(): Sweep {
    const { edges, rootValue, bias } = this;
    const marks = new Uint8Array(this.nodeCount);
    edges.markSources(marks);
    const numbers = new Int32Array(this.nodeCount).fill(-1);
    const nodes: SweptNode[] = [];
    const list = (number: number, node: SweptNode) => {
      numbers[number] = nodes.length;
      nodes.push(node);
    };
    const root = { id: this.root, activation: rootValue, influence: 1, effect: rootValue, expanded: true };
    list(rootNumber, root);
    let replacement = 0;
    for (const { source, offset, influence, gradient, expanded } of this.inSweepOrder()) {
      for (let node = 0; node < source.count; node++) {
        if (source.kind === "stream") replacement += influence[node];
        if (!marks[offset + node] && !expanded[node]) continue;
        const scale = source.scales[node];
        list(offset + node, {
          id: nodeIdAt(source, node),
          activation: source.indices[node] >= 0 ? scale : null,
          influence: influence[node],
          effect: scale * gradient[node],
          expanded: expanded[node] === 1,
        });
      }
    }
    if (marks[biasNumber]) {
      const leaf = { activation: null, expanded: false };
      list(biasNumber, { id: { kind: "bias" }, influence: bias.influence, effect: bias.gradient, ...leaf });
    }
    const numberOf = (number: number) => numbers[number];
    return {
      nodes,
      edges: Array.from(edges.edges(), ({ source, target, contribution }) => {
        return { source: numberOf(source), target: numberOf(target), contribution };
      }),
      rest: edges.rest().map((rest) => ({ ...rest, target: numberOf(rest.target) })),
      heads: this.heads.map((parts) => ({
        ...parts,
        source: numberOf(parts.source),
        target: numberOf(parts.target),
      })),
      replacement,
      completeness: this.explained / this.weight,
      largestResidual: this.largestResidual,
      truncated: this.truncated,
      unexpandedInfluence: this.unexpandedInfluence,
    };
  }

  private inSweepOrder(): Tally[] {
    const rank = ({ source }: Tally) =>
      source.kind === "stream"
        ? Number.POSITIVE_INFINITY
        : -3 * source.layer + fromTheTop.indexOf(source.kind);
    return [...this.tallies.values()].toSorted((a, b) => rank(a) - rank(b));
  }

  private tally(source: Source): Tally {
    let tally = this.tallies.get(source);
    if (!tally) {
      const { count } = source;
      tally = {
        source,
        offset: this.nodeCount,
        influence: new Float64Array(count),
        gradient: new Float64Array(count),
        expanded: new Uint8Array(count),
        listed: new Uint8Array(count),
      };
      this.tallies.set(source, tally);
      this.nodeCount += count;
    }
    return tally;
  }
}
