/**
 * Sums by small whole numbers such as token ids, in an array instead of a map: a feature has thousands of firings, each
 * looked at from several places. One object serves one sum after the other.
 */
export class KeyedSums {
  private sums = new Float64Array(4096);
  private isIn = new Uint8Array(4096);
  /** In the order in which they came. */
  private keys: number[] = [];

  /** `key` is a whole number of 0 or more. */
  add(key: number, amount: number): void {
    if (key >= this.sums.length) this.grow(key);
    if (this.isIn[key] === 0) {
      this.isIn[key] = 1;
      this.keys.push(key);
    }
    this.sums[key] = (this.sums[key] ?? 0) + amount;
  }

  /** The sums so far, in the order in which keys came; the next ones begin at 0. */
  take(): [key: number, sum: number][] {
    const { keys, sums, isIn } = this;
    this.keys = [];
    return keys.map((key) => {
      const sum = sums[key] ?? 0;
      sums[key] = 0;
      isIn[key] = 0;
      return [key, sum];
    });
  }

  private grow(key: number): void {
    const size = 2 ** Math.ceil(Math.log2(key + 1));
    const sums = new Float64Array(size);
    sums.set(this.sums);
    const isIn = new Uint8Array(size);
    isIn.set(this.isIn);
    this.sums = sums;
    this.isIn = isIn;
  }
}
