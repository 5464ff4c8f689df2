import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { BrowserUser } from "@/tests/e2e/support/browser-user";
import type { Kind, Ledger, Reading, Write } from "./ledger";

interface Request {
  kind: Kind;
  mark: string;
  content: string;
  method?: "POST" | "PUT";
  path: string;
  body: unknown;
  /** A question is the same however often it is asked, and is asked again until it is answered. */
  isQuestion?: boolean;
}

/** No answer of the site's takes so long. */
const patienceMillis = 75_000;
const pauseMillis = 150;

const idSchema = z.object({ id: z.uuid() });
const problemSchema = z.object({ title: z.string() });
const stateSchema = z.object({ status: z.enum(["computing", "ready", "failed"]) });

/** Somebody at a browser whose every write stands in the ledger with what it was told. */
export class LedgerUser {
  readonly browser: BrowserUser;

  constructor(
    site: { address: string },
    readonly ledger: Ledger,
    address: string,
    readonly leaves: AbortSignal,
  ) {
    this.browser = new BrowserUser(site, address);
  }

  /** The answer where it was acknowledged, else null. */
  async write({ method = "POST", isQuestion = false, ...request }: Request): Promise<unknown> {
    const write = this.ledger.begin(request.kind, request.mark, request.content);
    do {
      const answer = await this.#try(write, method, request);
      if (write.outcomes.at(-1) === "acknowledged") {
        if (request.kind === "expansion" && answer !== null)
          this.keep({ method: "POST", path: request.path, body: request.body }, answer);
        const parsed = answer === null ? null : JSON.parse(answer);
        if (request.kind !== "expansion") write.id = idSchema.safeParse(parsed).data?.id ?? null;
        return parsed;
      }
      if (write.outcomes.at(-1) === "refused") return null;
      await sleep(pauseMillis);
    } while (isQuestion && !this.leaves.aborted);
    return null;
  }

  async #try(write: Write, method: string, { path, body }: Request): Promise<string | null> {
    try {
      const signal = AbortSignal.timeout(patienceMillis);
      const response = await this.browser.fetch(method, path, body, signal);
      const { ok, status } = response;
      if (ok) this.ledger.enter(write, "acknowledged");
      const text = await response.text().catch(() => null);
      if (!ok)
        this.ledger.enter(write, status >= 500 ? "in doubt" : "refused", `${status} ${sentenceOf(text)}`);
      return text;
    } catch (error) {
      const reason = reasonOf(error);
      this.ledger.enter(write, reason === "ECONNREFUSED" ? "unreached" : "in doubt", reason);
      return null;
    }
  }

  /** What is at an address, asked for until it is answered with 200; null for who leaves first, or where there is nothing. */
  async read(path: string): Promise<string | null> {
    while (!this.leaves.aborted) {
      const signal = AbortSignal.timeout(patienceMillis);
      const answer = await this.browser.fetch("GET", path, undefined, signal).catch(() => null);
      const text = answer && (await answer.text().catch(() => null));
      if (answer?.ok && text !== null) return text;
      if (answer && answer.status < 500) return null;
      await sleep(pauseMillis);
    }
    return null;
  }

  /** Waits until what a worker computes is ready. */
  async ready(path: string): Promise<boolean> {
    for (;;) {
      const text = await this.read(path);
      const status = text === null ? null : stateSchema.parse(JSON.parse(text)).status;
      if (status !== "computing") return status === "ready";
      await sleep(pauseMillis);
    }
  }

  /** Reads what does not change any more, and keeps that it was so. */
  async readForGood(path: string): Promise<unknown> {
    const text = await this.read(path);
    if (text === null) return null;
    this.keep({ method: "GET", path }, text);
    return JSON.parse(text);
  }

  keep(reading: Omit<Reading, "digest">, answer: string): void {
    const name = JSON.stringify([reading.path, reading.body]);
    if (!this.ledger.readings.has(name))
      this.ledger.readings.set(name, { ...reading, digest: digestOf(answer) });
  }
}

/** What a problem says of itself, without the number of the request. */
function sentenceOf(text: string | null): string {
  const problem = problemSchema.safeParse(parsedOrNull(text));
  return problem.data?.title ?? "and nothing that can be read";
}

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The system's or undici's code of what went wrong under a fetch, else its message. */
function reasonOf(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (each instanceof AggregateError && each.errors.length > 0) return reasonOf(each.errors[0]);
    if ("code" in each && typeof each.code === "string") return each.code;
    if (each.cause === undefined) return each.message;
  }
  return String(error);
}

function parsedOrNull(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
