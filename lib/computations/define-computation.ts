import type { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import type { Transaction } from "@/lib/db/client";
import type { Lane } from "@/lib/lanes";
import type { Meter } from "@/lib/limits/daily-allowance";
import type { Asker } from "./asker";
import type { Computed } from "./computation";

/** What a new row is given beside its question: the job that computes it. */
export interface Owner {
  jobId: string;
  /** The member who asked; null for a guest and for the site itself. */
  requesterId: string | null;
}

/**
 * One kind of thing that is asked once and computed by a worker for everyone: a table whose rows have an `id`, a
 * `jobId` and a `computedAt`. From the definition follow asking, paying, watching, cancelling and retrying, and the
 * handlers of its routes (./routes.ts). Its handler is in workers/handlers, which only workers import.
 */
export interface ComputationDefinition<Address, Question, Where, Kind extends string = string> {
  /** Names the job and its events: "causal-check". */
  kind: Kind;
  /** The same for the reader: "causal check". */
  what: string;
  /** Interactive where a person waits for it. */
  lane: Lane;
  /** How to ask for one that takes less, for the reader whose took too long: "Take a shorter text." */
  lighter: string;
  /** Most seconds of one attempt where it is not the lane's, because most of it is waiting. */
  maxSeconds?: number;
  /** What one costs. */
  allowance: () => Meter;
  /** The address of one as its routes name it. */
  address: z.ZodType<Address>;
  /** Whom its routes answer at all: "anyone" if not given. */
  access?: "member";
  /** False where it is not stopped by who had it begun, but by deleting it. */
  cancellable?: false;
  /** What asking does for one that failed or was cancelled: gives it as it is, or begins it again. */
  askedAgain: "stands" | "begins-again";
  /** Throws where to compute a row again could not help, before it is paid. */
  mayBeginAgain?(id: string): Promise<void>;
  /** One row, with `computedFields`. */
  find(tx: Transaction, where: Where | { jobId: string }): PromiseLike<Computed | null>;
  /** Which row stands at an address, as far as this viewer may see it. */
  at(address: Address, viewer: Viewer): NoInfer<Where>;
  /** Which row answers a question already. Without it every asking is a new one. */
  same?(question: Question): NoInfer<Where>;
  /** Holds others of the same question until the transaction ends, where no unique key tells them apart. May refuse. */
  hold?(tx: Transaction, question: Question, asker: Pick<Asker, "key" | "requesterId">): Promise<void>;
  /** Inserts the row, or nothing where another of the same question stands: `on conflict do nothing`. */
  insert(tx: Transaction, question: Question, owner: Owner): PromiseLike<{ id: string }[]>;
}

export function defineComputation<Address, Question, Where, const Kind extends string>(
  definition: ComputationDefinition<Address, Question, Where, Kind>,
): ComputationDefinition<Address, Question, Where, Kind> {
  return definition;
}

/** What code that only finds and names rows needs of any definition. */
export interface AnyComputation {
  kind: string;
  what: string;
  lighter: string;
  maxSeconds?: number;
  find(tx: Transaction, where: { jobId: string }): PromiseLike<Computed | null>;
}
