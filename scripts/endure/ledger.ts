import { EventEmitter, once } from "node:events";

/** What is written through the site's routes, and what each write was told. */
export const kinds = ["account", "run", "circuit", "expansion", "view", "finding", "revision"] as const;
export type Kind = (typeof kinds)[number];

/**
 * What a try came to: a 2xx; a 4xx, so that nothing may be kept of it; nobody listened, so that nothing can be; or
 * anything else (a 5xx, a connection cut, no answer), after which it may be there or not.
 */
export type Outcome = "acknowledged" | "refused" | "unreached" | "in doubt";

/** However busy the machine is, a site that is whole acknowledges so many within this time. */
const patienceMillis = 240_000;

export interface Write {
  kind: Kind;
  /** Tells it from every other write of its kind, and stands in what is stored of it. */
  mark: string;
  /** What has to be stored beside the mark. */
  content: string;
  /** One for each time it was tried. */
  outcomes: Outcome[];
  /** What the latest try was told that was not acknowledged. */
  said: string | null;
  /** The address that an acknowledgement gave. */
  id: string | null;
}

/** A reading that has to be the same at the end. */
export interface Reading {
  method: "GET" | "POST";
  path: string;
  body?: unknown;
  /** SHA-256 of the answer. */
  digest: string;
}

export class Ledger {
  readonly writes: Write[] = [];
  readonly readings = new Map<string, Reading>();
  #acknowledged = 0;
  readonly #told = new EventEmitter<{ acknowledged: [] }>();

  begin(kind: Kind, mark: string, content: string): Write {
    const write: Write = { kind, mark, content, outcomes: [], said: null, id: null };
    this.writes.push(write);
    return write;
  }

  enter(write: Write, outcome: Outcome, said: string | null = null): void {
    write.outcomes.push(outcome);
    write.said = said ?? write.said;
    if (outcome !== "acknowledged") return;
    this.#acknowledged++;
    this.#told.emit("acknowledged");
  }

  /** Waits until so many more are acknowledged. */
  async acknowledged(count: number): Promise<void> {
    const goal = this.#acknowledged + count;
    await this.#until(() => this.#acknowledged >= goal);
  }

  /** Waits until something of each kind is. */
  async everyKindAcknowledged(): Promise<void> {
    await this.#until(() =>
      kinds.every((kind) =>
        this.writes.some((write) => write.kind === kind && outcomeOf(write) === "acknowledged"),
      ),
    );
  }

  async #until(condition: () => boolean): Promise<void> {
    const signal = AbortSignal.timeout(patienceMillis);
    while (!condition()) await once(this.#told, "acknowledged", { signal });
  }
}

/** What is known of a write after all its tries. */
export function outcomeOf({ outcomes }: Pick<Write, "outcomes">): Outcome {
  const ranked: Outcome[] = ["acknowledged", "in doubt", "refused"];
  return ranked.find((outcome) => outcomes.includes(outcome)) ?? "unreached";
}
