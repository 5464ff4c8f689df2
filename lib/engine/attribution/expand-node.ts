import type { EdgeParts } from "@/lib/circuit-format/circuit";
import { leastPartShare, type NodeStep } from "@/lib/circuit-format/expansion";
import type { Mode } from "@/lib/circuit-format/kinds";
import { formatNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import { type AttributionState, stateOf } from "./attribution-state";
import { checkCompleteness } from "./completeness";
import { type BatchContributions, contribute } from "./contributions";
import { describeParts, goesThroughHeads, splitByHead } from "./head-parts";
import { readVectors } from "./read-vectors";
import { nodeIdAt, type Source } from "./source";
import { checkMode } from "./trace-circuit";

export interface ExpandOptions {
  /** Share of the target's |contributions| from which one is listed; 0 lists all. */
  minimumShare?: number;
  /** Most contributions to list. */
  limit?: number;
  /** Asked between steps. */
  signal?: StopSignal;
}

/**
 * One node's step (attribution.md section 2): what a person sees who opens it by hand. Throws the signal's reason
 * once aborted.
 */
export async function expandNode(
  model: LoadedModel,
  tokenIds: readonly number[],
  mode: Mode,
  target: TargetId,
  { minimumShare = 0, limit = Number.POSITIVE_INFINITY, signal }: ExpandOptions = {},
): Promise<NodeStep> {
  checkMode(model, mode);
  const state = await stateOf(model, tokenIds);
  signal?.throwIfAborted();
  const batch = await readVectors(state, [target]);
  signal?.throwIfAborted();
  const step = await contribute(state, batch, mode, signal);
  signal?.throwIfAborted();
  const absoluteSum = step.absolute[0];
  checkCompleteness(target, step.residual[0], absoluteSum);
  const all = listContributions(step);
  const least = minimumShare * absoluteSum;
  const sorted = all.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const enough = sorted.filter(({ contribution }) => Math.abs(contribution) >= least).length;
  const listed = sorted.slice(0, Math.min(limit, enough));
  // Added up by itself: what a subtraction leaves of zeros may be below 0.
  const left = sorted.slice(listed.length);
  const rest = { count: left.length, sum: totalOf(left, Number), absoluteSum: totalOf(left, Math.abs) };
  const sum = totalOf(all, Number);
  return {
    target: formatNodeId(target),
    mode,
    value: step.batch.values[0],
    contributions: listed.map(({ source, node, contribution }) => ({
      source: source ? formatNodeId(nodeIdAt(source, node)) : "bias",
      activation: source && source.indices[node] >= 0 ? source.scales[node] : null,
      contribution,
    })),
    rest,
    byHead: await partsOfListed(state, step, listed),
    completeness: { sum, absoluteSum, residual: step.residual[0] },
  };
}

/** The listed contributions that go through heads and matter, split by them. */
async function partsOfListed(
  state: AttributionState,
  step: BatchContributions,
  listed: readonly Contribution[],
): Promise<EdgeParts[]> {
  const least = leastPartShare * step.absolute[0];
  const split = listed.filter(
    ({ source, contribution }) => goesThroughHeads(step.batch, source) && Math.abs(contribution) >= least,
  );
  const parts = await splitByHead(
    state,
    step,
    split.map((each) => ({ ...each, target: 0 })),
  );
  return split.map(({ source, node }, i) => ({
    source: source ? formatNodeId(nodeIdAt(source, node)) : "bias",
    ...describeParts(parts[i] ?? {}),
  }));
}

interface Contribution {
  /** None for bias. */
  source: Source | undefined;
  node: number;
  contribution: number;
}

function listContributions(step: BatchContributions): Contribution[] {
  const all: Contribution[] = [{ source: undefined, node: 0, contribution: step.bias[0] }];
  for (const { source, first, count, products } of step.pieces) {
    for (let r = 0; r < count; r++) {
      const node = first + r;
      all.push({ source, node, contribution: source.scales[node] * products[r] });
    }
  }
  return all;
}

function totalOf(contributions: readonly Contribution[], of: (value: number) => number): number {
  return contributions.reduce((sum, { contribution }) => sum + of(contribution), 0);
}
