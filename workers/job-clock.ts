import type { StopSignal } from "@/lib/engine/stop-signal";
import { AppError } from "@/lib/errors";

/** How long an attempt has computed, and whether it may go on. */
export class JobClock {
  private readonly begun = performance.now();

  constructor(
    private readonly options: {
      maxSeconds: number;
      /** For the reader who asked for more: what it was, and what makes one lighter. */
      what: string;
      lighter: string;
      /** Milliseconds since the attempt began in which it waited for a model to open, which do not count. */
      waitedMillis: () => number;
    },
  ) {}

  get seconds(): number {
    return (performance.now() - this.begun - this.options.waitedMillis()) / 1000;
  }

  /** Throws once there is a reason to stop: the signal's, or that it has computed for as long as it may. */
  stopWith(signal: AbortSignal): StopSignal {
    // By the clock, since a timer is not heard while the engine holds the thread.
    const isOver = () => this.seconds > this.options.maxSeconds;
    return {
      get aborted() {
        return signal.aborted || isOver();
      },
      throwIfAborted: () => {
        signal.throwIfAborted();
        if (isOver()) throw this.tooLong();
      },
    };
  }

  private tooLong(): AppError {
    const { maxSeconds, what, lighter } = this.options;
    return new AppError(
      "unprocessable",
      `This ${what} was stopped after ${maxSeconds} seconds of computing, which is the most for one. ${lighter}`,
    );
  }
}
