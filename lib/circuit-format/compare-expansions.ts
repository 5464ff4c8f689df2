import { comparePartsOf } from "./compare-parts";
import { Comparison, type ComparisonResult, shareRounding, tolerance } from "./comparison";
import { type Expansion, leastPartShare } from "./expansion";

/** Few of each, so that of many expansions that differ each is named. */
const listedDifferences = 5;
const maxNameLength = 80;

/**
 * Compares a stored expansion, which lists its `limit` largest contributions, with a recomputed one that lists all.
 * A difference's `where` is the node's id, `source -> target`, or a head and a position.
 */
export function compareExpansions(stored: Expansion, recomputed: Expansion, limit: number): ComparisonResult {
  const comparison = new Comparison(listedDifferences);
  const { target } = recomputed;
  comparison.same(target, "target", stored.target, target);
  comparison.same(target, "mode", stored.mode, recomputed.mode);
  comparison.close(target, "value", stored.value, recomputed.value);
  compareContributions(comparison, stored, recomputed, limit);
  compareTotals(comparison, stored, recomputed);
  // Expansions of earlier releases do not say.
  if (stored.byHead) compareByHead(comparison, stored, recomputed);
  compareHeads(comparison, stored, recomputed);
  return comparison.result();
}

/** Each listed contribution with its own, and that those listed are the largest, the largest first. */
function compareContributions(
  comparison: Comparison,
  { contributions: listed }: Expansion,
  { target, contributions, completeness }: Expansion,
  limit: number,
): void {
  const ranks = ranksOf(listed, contributions);
  const isAtLimit = limitMargin(contributions, limit, completeness.absoluteSum);
  const edge = (source: string) => `${source.slice(0, maxNameLength)} -> ${target}`;
  const seen = new Set<string>();
  for (const [i, { source, activation, contribution }] of listed.entries()) {
    const where = edge(source);
    const rank = ranks.get(source) ?? Number.POSITIVE_INFINITY;
    const other = contributions[rank];
    if (seen.has(source)) comparison.add(where, "contribution", "present twice", "present once");
    seen.add(source);
    if (!other) comparison.add(where, "contribution", contribution, null);
    else {
      compareActivations(comparison, where, activation, other.activation);
      comparison.close(where, "contribution", contribution, other.contribution);
      if (rank >= limit && !isAtLimit(other.contribution))
        comparison.add(where, "contribution", "listed", "in the rest");
    }
    if (Math.abs(contribution) > Math.abs(listed[i - 1]?.contribution ?? contribution))
      comparison.add(where, "contribution", "listed after a smaller one", "listed before it");
  }
  for (const { source, contribution } of contributions.slice(0, limit))
    if (!seen.has(source) && !isAtLimit(contribution))
      comparison.add(edge(source), "contribution", null, contribution);
  const expected = Math.min(limit, contributions.length);
  comparison.same(target, "contributions, listed", String(listed.length), String(expected));
}

/** Where among all contributions the listed ones stand; of a long text all are a million. */
function ranksOf(listed: Expansion["contributions"], all: Expansion["contributions"]): Map<string, number> {
  const wanted = new Set(listed.map(({ source }) => source));
  const ranks = new Map<string, number>();
  for (const [rank, { source }] of all.entries()) if (wanted.has(source)) ranks.set(source, rank);
  return ranks;
}

/** Whether a contribution lies so close to the least of those listed that rounding decides if it is one of them. */
function limitMargin(contributions: Expansion["contributions"], limit: number, absoluteSum: number) {
  const least = Math.abs(contributions[limit - 1]?.contribution ?? 0);
  const margin = shareRounding * absoluteSum + tolerance * least;
  return (contribution: number) =>
    contributions.length > limit && Math.abs(Math.abs(contribution) - least) <= margin;
}

function compareActivations(
  comparison: Comparison,
  where: string,
  stored: number | null,
  recomputed: number | null,
): void {
  if (stored !== null && recomputed !== null) comparison.close(where, "activation", stored, recomputed);
  else if (stored !== recomputed) comparison.add(where, "activation", stored, recomputed);
}

/** Listed and rest together, whatever is listed, and what is told of the sum. */
function compareTotals(comparison: Comparison, stored: Expansion, recomputed: Expansion): void {
  const { target } = recomputed;
  const [mine, theirs] = [totalsOf(stored), totalsOf(recomputed)];
  comparison.same(target, "contributions, counted", String(mine.count), String(theirs.count));
  comparison.close(target, "sum of contributions", mine.sum, theirs.sum);
  comparison.close(target, "sum of |contributions|", mine.absoluteSum, theirs.absoluteSum);
  for (const [field, what] of [
    ["sum", "completeness, sum"],
    ["absoluteSum", "completeness, sum of |contributions|"],
    ["residual", "completeness, residual"],
  ] as const)
    comparison.close(target, what, stored.completeness[field], recomputed.completeness[field]);
}

function totalsOf({ contributions, rest }: Expansion): Expansion["rest"] {
  const totals = { ...rest };
  for (const { contribution } of contributions) {
    totals.count += 1;
    totals.sum += contribution;
    totals.absoluteSum += Math.abs(contribution);
  }
  return totals;
}

/** What is listed, split by head; one so close to the least share that rounding decides may be split on one side alone. */
function compareByHead(comparison: Comparison, stored: Expansion, recomputed: Expansion): void {
  const { target, contributions, completeness } = recomputed;
  const listed = new Set(stored.contributions.map(({ source }) => source));
  const sizes = new Map(contributions.map(({ source, contribution }) => [source, Math.abs(contribution)]));
  const least = leastPartShare * completeness.absoluteSum;
  const isAtLeast = (source: string) => {
    const margin = shareRounding * completeness.absoluteSum + tolerance * least;
    return Math.abs((sizes.get(source) ?? 0) - least) <= margin;
  };
  const theirs = new Map(recomputed.byHead?.map((each) => [each.source, each]));
  for (const mine of stored.byHead ?? []) {
    const where = `${mine.source.slice(0, maxNameLength)} -> ${target}`;
    const other = theirs.get(mine.source);
    theirs.delete(mine.source);
    if (other && listed.has(mine.source)) comparePartsOf(comparison, where, mine, other);
    else if (!isAtLeast(mine.source)) comparison.add(where, "by head", "present", null);
  }
  for (const source of theirs.keys())
    if (listed.has(source) && !isAtLeast(source))
      comparison.add(`${source} -> ${target}`, "by head", null, "present");
}

function compareHeads(comparison: Comparison, stored: Expansion, recomputed: Expansion) {
  const { target } = recomputed;
  const [mine, theirs] = [stored.heads, recomputed.heads];
  comparison.same(target, "DFA by head", shapeOf(mine), shapeOf(theirs));
  if (!mine || !theirs || shapeOf(mine) !== shapeOf(theirs)) return;
  comparison.close(target, "DFA constant", mine.constant, theirs.constant);
  for (const [h, row] of theirs.table.entries())
    for (const [s, value] of row.entries())
      comparison.close(`head ${h} from ${s} -> ${target}`, "DFA", mine.table[h]?.[s] ?? Number.NaN, value);
}

/** Heads by positions; what is ragged is named as no table. */
function shapeOf(heads: Expansion["heads"]): string {
  if (!heads) return "absent";
  const [first] = heads.table;
  const T = first?.length ?? 0;
  if (heads.table.some((row) => row.length !== T)) return "rows of unequal length";
  return `${heads.table.length} heads by ${T} positions`;
}
