/** Adds up the milliseconds in which at least one of several things went on. */
export class Stopwatch {
  private going = 0;
  private since = 0;
  private total = 0;

  get millis(): number {
    return this.total + (this.going > 0 ? performance.now() - this.since : 0);
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.going++ === 0) this.since = performance.now();
    try {
      return await work();
    } finally {
      if (--this.going === 0) this.total += performance.now() - this.since;
    }
  }
}
