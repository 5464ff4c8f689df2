import { AppError } from "@/lib/errors";

/** Who asks for a turn. */
export interface TurnAsker {
  /** Whose turns are counted together: an address, and what many addresses may be after. The busiest decides. */
  keys: readonly string[];
  /** Askers of two lanes are served alternately, so that a flood in one costs the other one turn. */
  lane: string;
  /** Goes before others who have asked as seldom. */
  known?: boolean;
}

export interface FairQueueOptions {
  /** Most that wait in a lane, and most of one key among them. */
  maxWaiting: number;
  maxWaitingOfOne: number;
  /** How long somebody waits at most before they are told to come back. */
  maxWaitMillis: number;
  /** How long it is remembered how often a key has asked, from when it last did. */
  lateMillis: number;
  /** How long after a piece of work the next one begins. */
  pauseMillis?: number;
}

interface Waiting {
  asker: TurnAsker;
  turn: number;
  begin: () => void;
  refuse: () => void;
}

/** Keys that are remembered at most; the one that asked longest ago is forgotten for a new one. */
const maxRemembered = 10_000;
/** So many more times somebody known may have asked and still goes first. */
const headStart = 3;

/**
 * One piece of work at a time, that of whoever has asked least often lately first: a hundred pieces of one key delay
 * somebody else's by the one at hand. What waits is bounded: when a lane is full, whoever is last in it is refused at
 * once with "unavailable". It is each process's own.
 */
export class FairQueue {
  readonly #options: FairQueueOptions;
  #waiting: Waiting[] = [];
  /** In the order of when they last asked. */
  readonly #asked = new Map<string, { times: number; until: number }>();
  #busy = false;
  /** The lane that was served last. */
  #lane = "";

  constructor(options: FairQueueOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return !this.#busy;
  }

  /** Does the work in its turn. Throws what it throws, or "unavailable" where its turn does not come. */
  async run<T>(asker: TurnAsker, work: () => Promise<T>): Promise<T> {
    await this.#turnOf(asker);
    try {
      return await work();
    } finally {
      const { pauseMillis = 0 } = this.#options;
      if (pauseMillis > 0) setTimeout(() => this.#next(), pauseMillis).unref();
      else this.#next();
    }
  }

  #turnOf(asker: TurnAsker): Promise<void> {
    const asked = Math.max(...asker.keys.map((key) => this.#count(key)));
    const turn = asked - (asker.known ? headStart : 0);
    if (!this.#busy) {
      this.#busy = true;
      this.#lane = asker.lane;
      return Promise.resolve();
    }
    const waitingOf = (key: string) => this.#waiting.filter((each) => each.asker.keys.includes(key)).length;
    if (asker.keys.some((key) => waitingOf(key) >= this.#options.maxWaitingOfOne))
      return Promise.reject(tooMany());
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => this.#refuse(waiting), this.#options.maxWaitMillis).unref();
      const over = (say: () => void) => () => {
        clearTimeout(patience);
        say();
      };
      const waiting = { asker, turn, begin: over(resolve), refuse: over(() => reject(tooMany())) };
      this.#waiting.push(waiting);
      const lane = this.#inTurn(asker.lane);
      const last = lane.at(-1);
      if (last && lane.length > this.#options.maxWaiting) this.#refuse(last);
    });
  }

  /** Who waits in a lane, the next one first; of equals whoever came first, since sorting keeps their order. */
  #inTurn(lane: string): Waiting[] {
    return this.#waiting.filter(({ asker }) => asker.lane === lane).sort((a, b) => a.turn - b.turn);
  }

  #refuse(waiting: Waiting): void {
    this.#leave(waiting);
    waiting.refuse();
  }

  #next(): void {
    const lanes = new Set(this.#waiting.map(({ asker }) => asker.lane));
    if (lanes.size > 1) lanes.delete(this.#lane);
    const [lane = ""] = lanes;
    const [next] = this.#inTurn(lane);
    this.#busy = next !== undefined;
    if (!next) return;
    this.#lane = lane;
    this.#leave(next);
    next.begin();
  }

  #leave(waiting: Waiting): void {
    this.#waiting = this.#waiting.filter((other) => other !== waiting);
  }

  /** How often a key had asked lately; this time counts from now on, whatever becomes of it. */
  #count(key: string): number {
    const before = this.#asked.get(key);
    const times = before && before.until > Date.now() ? before.times : 0;
    this.#asked.delete(key);
    this.#asked.set(key, { times: times + 1, until: Date.now() + this.#options.lateMillis });
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > maxRemembered && oldest !== undefined) this.#asked.delete(oldest);
    return times;
  }
}

function tooMany(): AppError {
  return new AppError(
    "unavailable",
    "Very many people are signing in at this moment. Try again in a few seconds; what you typed is still here.",
    { retryAfterSeconds: 5 },
  );
}
