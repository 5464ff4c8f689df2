/** How far two computations of one number may differ: attribution.md section 6. */
export const tolerance = 1e-3;

/** What is kept for its share of a sum may be missing on one side where the share differs by this from the least. */
export const shareRounding = 1e-6;

export interface Difference {
  /** A node's id, `source -> target`, or the part of the document. */
  where: string;
  what: string;
  stored: number | string | null;
  recomputed: number | string | null;
}

/** A difference in a sentence, for the reader. */
export function describeDifference({ where, what, stored, recomputed }: Difference): string {
  return `${where}: ${what} is stored as ${stored ?? "absent"} and recomputed as ${recomputed ?? "absent"}`;
}

export interface ComparisonResult {
  matches: boolean;
  /** The largest |stored - recomputed| / (1 + |recomputed|), and where. */
  largestDifference: number;
  where: string;
  /** How many differences pass the tolerance, and the first of them. */
  differenceCount: number;
  differences: Difference[];
}

/** Collects where something stored and its recomputation differ; lists the first `listed` differences. */
export class Comparison {
  private largest = 0;
  private where = "";
  private count = 0;
  private readonly differences: Difference[] = [];

  constructor(private readonly listed: number) {}

  add(where: string, what: string, stored: number | string | null, recomputed: number | string | null): void {
    this.count += 1;
    if (this.differences.length < this.listed) this.differences.push({ where, what, stored, recomputed });
  }

  same(where: string, what: string, stored: string, recomputed: string): void {
    if (stored !== recomputed) this.add(where, what, stored.slice(0, 200), recomputed.slice(0, 200));
  }

  close(where: string, what: string, stored: number, recomputed: number): void {
    const difference = Math.abs(stored - recomputed) / (1 + Math.abs(recomputed));
    if (difference > this.largest) {
      // A sum of what was tampered with may overflow, and a largest difference is a number all the same.
      this.largest = Math.min(difference, Number.MAX_VALUE);
      this.where = `${where}, ${what}`;
    }
    if (!(difference <= tolerance)) this.add(where, what, stored, recomputed);
  }

  result(): ComparisonResult {
    return {
      matches: this.count === 0,
      largestDifference: this.largest,
      where: this.where,
      differenceCount: this.count,
      differences: this.differences,
    };
  }
}
