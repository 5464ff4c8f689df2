import type { Criterion } from "@/lib/bounty-format/criterion";
import { maxPoints } from "./judging-words";

/** What one judge gave, a criterion each in the rubric's order. */
export interface JudgeScore {
  judge: string;
  points: readonly number[];
}

export interface Contender {
  id: string;
  /** Its first commitment: what priority goes by. */
  committedAt: Date;
  contentHash: string;
  /** At least one. */
  scores: readonly JudgeScore[];
}

/** A mean without rounding: what is summed, over what it is divided by. */
export interface Mean {
  sum: number;
  over: number;
}

export interface Ranked<T extends Contender = Contender> {
  contender: T;
  /** Counted from 1. */
  place: number;
  /** From 0 to 1: the mean over judges of the criteria's points by their weights, of what could be had. */
  score: Mean;
  /** Of points from 0 to `maxPoints`, a criterion each. */
  means: Mean[];
}

/**
 * Contenders by their scores, the best first, ties broken by `tieRule`, exactly: sums of integers are compared by cross products, below
 * 2^53 for 12 criteria of weight 1,000 and 20 judges. Throws a `RangeError` for what no judge scored, and for points that the rubric
 * does not know.
 */
export function rank<T extends Contender>(
  contenders: readonly T[],
  rubric: readonly Pick<Criterion, "weight">[],
): Ranked<T>[] {
  const heaviest = rubric
    .map(({ weight }, at) => ({ weight, at }))
    .toSorted((a, b) => b.weight - a.weight || a.at - b.at)
    .map(({ at }) => at);
  const rated = contenders.map((contender) => ({
    contender,
    score: scoreOf(contender, rubric),
    means: rubric.map((_, at) => meanOf(contender, at)),
  }));
  const sorted = rated.toSorted((a, b) => {
    const byScore = compare(b.score, a.score);
    if (byScore !== 0) return byScore;
    for (const at of heaviest) {
      const [mine, theirs] = [a.means[at], b.means[at]];
      const byMean = mine && theirs ? compare(theirs, mine) : 0;
      if (byMean !== 0) return byMean;
    }
    const byTime = a.contender.committedAt.getTime() - b.contender.committedAt.getTime();
    return byTime || (a.contender.contentHash < b.contender.contentHash ? -1 : 1);
  });
  return sorted.map((each, at) => ({ ...each, place: at + 1 }));
}

function scoreOf({ id, scores }: Contender, rubric: readonly Pick<Criterion, "weight">[]): Mean {
  if (scores.length === 0) throw new RangeError(`No judge scored entry ${id}.`);
  const weights = rubric.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { points } of scores) {
    if (points.length !== rubric.length) throw new RangeError(`Entry ${id} is not scored by each criterion.`);
    rubric.forEach(({ weight }, at) => {
      sum += weight * (points[at] ?? 0);
    });
  }
  return { sum, over: weights * maxPoints * scores.length };
}

function meanOf({ scores }: Contender, at: number): Mean {
  return { sum: scores.reduce((sum, { points }) => sum + (points[at] ?? 0), 0), over: scores.length };
}

function compare(a: Mean, b: Mean): number {
  return Math.sign(a.sum * b.over - b.sum * a.over);
}
