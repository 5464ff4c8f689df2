/** An edge by the heads at both of its ends: what each head of the source's layer wrote of what each of the target's layer reads. */
export interface EdgeEnds {
  /** Heads that wrote it; null where what the source writes is no single head's, and stands in one row. */
  writers: number | null;
  /** Heads that read it; 1 where the target reads through none. */
  readers: number;
  /** They add up to the edge's contribution. */
  parts: Float64Array; // (writers ?? 1, readers)
}
