import type { LoadedModel } from "../model";
import { stateOf } from "./attribution-state";
import { contribute } from "./contributions";
import { formatNodeId, type TargetId } from "./node-id";
import { type Mode, readVectors } from "./read-vectors";
import { nodeIdAt } from "./source";
import { checkMode } from "./trace-circuit";

export interface Expansion {
  target: string;
  mode: Mode;
  /** u: the pre-activation, or the logit. */
  value: number;
  /** The largest first. */
  contributions: { source: string; activation: number | null; contribution: number }[];
  /** What was left out of `contributions`. */
  rest: { count: number; sum: number; absoluteSum: number };
  completeness: {
    /** All contributions, bias among them; the target's value up to rounding. */
    sum: number;
    absoluteSum: number;
    /** |sum - value|, at most 1e-4 * (1 + absoluteSum) (attribution.md section 6). */
    residual: number;
  };
}

export interface ExpandOptions {
  /** Share of the target's |contributions| from which one is listed; 0 lists all. */
  minimumShare?: number;
  /** Most contributions to list. */
  limit?: number;
}

/** One node's step (attribution.md section 2): what a person sees who opens it by hand. */
export async function expandNode(
  model: LoadedModel,
  tokenIds: readonly number[],
  mode: Mode,
  target: TargetId,
  { minimumShare = 0, limit = Number.POSITIVE_INFINITY }: ExpandOptions = {},
): Promise<Expansion> {
  checkMode(model, mode);
  const state = await stateOf(model, tokenIds);
  const step = await contribute(state, await readVectors(state, [target]), mode);
  const bias = step.bias[0] ?? 0;
  const absoluteSum = step.absolute[0] ?? 0;
  const contributions: Expansion["contributions"] = [
    { source: "bias", activation: null, contribution: bias },
  ];
  for (const { source, first, count, products } of step.pieces) {
    for (let r = 0; r < count; r++) {
      const scale = source.scales[first + r] ?? 0;
      contributions.push({
        source: formatNodeId(nodeIdAt(source, first + r)),
        activation: (source.indices[first + r] ?? -1) >= 0 ? scale : null,
        contribution: scale * (products[r] ?? 0),
      });
    }
  }
  contributions.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const below = contributions.findIndex(
    ({ contribution }, i) => i >= limit || Math.abs(contribution) < minimumShare * absoluteSum,
  );
  const left = below < 0 ? [] : contributions.splice(below);
  const total = (values: typeof contributions, of: (value: number) => number) =>
    values.reduce((sum, { contribution }) => sum + of(contribution), 0);
  const rest = { count: left.length, sum: total(left, Number), absoluteSum: total(left, Math.abs) };
  return {
    target: formatNodeId(target),
    mode,
    value: step.batch.values[0] ?? 0,
    contributions,
    rest,
    completeness: {
      sum: total(contributions, Number) + rest.sum,
      absoluteSum,
      residual: step.residual[0] ?? 0,
    },
  };
}
