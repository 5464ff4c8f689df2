/** One that stood this long has shown that it can, and its next end counts as the first. */
const steadyMillis = 5_000;
const firstPauseMillis = 500;
/** Of what comes up and ends again and again, and of what does not even come up. */
const longestPauseMillis = { up: 2_000, never: 30_000 };

export interface Pause {
  /** How often it ended without having stood for a while in between. */
  failures: number;
  /** How long to wait before it is started again. */
  millis: number;
}

/**
 * How long to wait before what ended by itself is started again: longer with each failure, so that what cannot run costs
 * little, and never long for what did come up, since people wait for it.
 */
export class Pauses {
  private failures = 0;

  /** After an end. `upMillis`: how long it had been up; null where it never was. */
  next(upMillis: number | null): Pause {
    const stood = upMillis !== null && upMillis >= steadyMillis;
    this.failures = stood ? 1 : this.failures + 1;
    const longest = upMillis === null ? longestPauseMillis.never : longestPauseMillis.up;
    return {
      failures: this.failures,
      millis: Math.min(firstPauseMillis * 2 ** (this.failures - 1), longest),
    };
  }
}
