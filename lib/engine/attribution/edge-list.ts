import { EngineError } from "../errors";

interface EdgeTarget {
  node: number;
  /** Place of its first edge. */
  start: number;
  restCount: number;
  restSum: number;
  restAbsolute: number;
}

/** The edges a sweep keeps, compactly: nodes by number, and of each target what was not kept in one sum. */
export class EdgeList {
  private sources = new Int32Array(1024);
  private contributions = new Float64Array(1024);
  private count = 0;
  private readonly targets: EdgeTarget[] = [];

  constructor(private readonly limit: number) {}

  /** Edges added from now on lead to `node`. */
  open(node: number): void {
    this.targets.push({ node, start: this.count, restCount: 0, restSum: 0, restAbsolute: 0 });
  }

  add(source: number, contribution: number, keep: boolean): void {
    if (keep) {
      if (this.count === this.sources.length) this.grow();
      this.sources[this.count] = source;
      this.contributions[this.count] = contribution;
      this.count += 1;
      return;
    }
    const target = this.targets.at(-1);
    if (!target) throw new Error("an edge leads to no node");
    target.restCount += 1;
    target.restSum += contribution;
    target.restAbsolute += Math.abs(contribution);
  }

  /** Marks every node an edge comes from. */
  markSources(marks: Uint8Array): void {
    for (let edge = 0; edge < this.count; edge++) marks[this.sources[edge]] = 1;
  }

  /** In the order they were added. */
  *edges(): Generator<{ source: number; target: number; contribution: number }> {
    for (const [t, { node, start }] of this.targets.entries()) {
      const end = this.targets[t + 1]?.start ?? this.count;
      for (let edge = start; edge < end; edge++) {
        yield { source: this.sources[edge], target: node, contribution: this.contributions[edge] };
      }
    }
  }

  rest(): { target: number; count: number; sum: number; absoluteSum: number }[] {
    return this.targets
      .filter(({ restCount }) => restCount > 0)
      .map(({ node, restCount, restSum, restAbsolute }) => {
        return { target: node, count: restCount, sum: restSum, absoluteSum: restAbsolute };
      });
  }

  private grow(): void {
    if (this.count >= this.limit) {
      throw new EngineError(
        "invalid-input",
        `This circuit keeps more than ${this.limit} edges. Raise the edge threshold or the threshold.`,
      );
    }
    const size = Math.min(this.limit, 2 * this.count);
    const [sources, contributions] = [new Int32Array(size), new Float64Array(size)];
    sources.set(this.sources);
    contributions.set(this.contributions);
    Object.assign(this, { sources, contributions });
  }
}
