import { AppError } from "@/lib/errors";
import { Thread, TooMuch } from "./thread";
import type { ThreadWork } from "./thread-work";

interface Waiting {
  asker: string;
  isLong: boolean;
  begin: (thread: Thread) => Promise<void>;
}

const retryAfterSeconds = 5;

/** How many may wait: in all, and of one asker, which may be a class behind one address; and for how long. */
export interface PoolLimits {
  threads: number;
  maxWaiting: number;
  maxWaitingEach: number;
  maxWaitMillis: number;
}

/**
 * A few threads for what a web process computes itself. Askers take turns, so that one who asks for much delays others
 * by what is at hand; long work leaves one thread to the rest.
 */
export class ThreadPool {
  private readonly free: Thread[];
  private readonly waiting: Waiting[] = [];
  private long = 0;
  private served = 0;
  /** When an asker was last served, the one longest ago first. */
  private readonly lastServed = new Map<string, number>();

  constructor(private readonly limits: PoolLimits) {
    this.free = Array.from({ length: limits.threads }, () => new Thread());
  }

  /**
   * Does a work for an asker, whose `input` is fetched when it is its turn. Throws what the work throws, "unprocessable"
   * with its sentence where it is too much, and "too-many-requests" or "unavailable" where too many wait.
   */
  do<Work extends (input: never) => unknown>(
    work: ThreadWork<Work>,
    asker: string,
    input: () => Parameters<Work>[0] | Promise<Parameters<Work>[0]>,
  ): Promise<Awaited<ReturnType<Work>>> {
    this.refuseMany(asker);
    return new Promise((resolve, reject) => {
      const begin = async (thread: Thread) => {
        clearTimeout(patience);
        try {
          const { file, name, maxMillis } = work;
          resolve(work.answer.parse(await thread.do({ file, name, input: await input() }, maxMillis)));
        } catch (error) {
          reject(error instanceof TooMuch ? new AppError("unprocessable", work.tooMuch) : error);
        }
      };
      const entry = { asker, isLong: work.isLong, begin };
      const patience = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(busy());
      }, this.limits.maxWaitMillis).unref();
      this.waiting.push(entry);
      this.serve();
    });
  }

  private refuseMany(asker: string): void {
    if (this.waiting.length >= this.limits.maxWaiting) throw busy();
    const own = this.waiting.filter((each) => each.asker === asker).length;
    if (own < this.limits.maxWaitingEach) return;
    const message = `${own} things that you asked for are still waiting. Ask again when they are there.`;
    throw new AppError("too-many-requests", message, { retryAfterSeconds });
  }

  private serve(): void {
    for (;;) {
      const next = this.next();
      const thread = next && this.free.pop();
      if (!next || !thread) return;
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.note(next.asker);
      if (next.isLong) this.long += 1;
      void next.begin(thread).then(() => {
        if (next.isLong) this.long -= 1;
        this.free.push(thread);
        this.serve();
      });
    }
  }

  /** Of those who may begin, whoever was served longest ago. */
  private next(): Waiting | undefined {
    if (this.free.length === 0) return undefined;
    const mayBeLong = this.long < Math.max(1, this.limits.threads - 1);
    const turnOf = ({ asker }: Waiting) => this.lastServed.get(asker) ?? 0;
    let first: Waiting | undefined;
    for (const each of this.waiting)
      if ((mayBeLong || !each.isLong) && (!first || turnOf(each) < turnOf(first))) first = each;
    return first;
  }

  private note(asker: string): void {
    this.served += 1;
    this.lastServed.delete(asker);
    this.lastServed.set(asker, this.served);
    for (const oldest of this.lastServed.keys())
      if (this.lastServed.size > 1_000) this.lastServed.delete(oldest);
  }
}

function busy(): AppError {
  const message = "The site has much to do at the moment. Try again in a few seconds.";
  return new AppError("unavailable", message, { retryAfterSeconds });
}
