import { AsyncLocalStorage } from "node:async_hooks";
import type { Trouble } from "@/lib/db/trouble";

/** What the server around the pages (scripts/page-answer.ts) and the pages tell each other of one that is being made. */
export interface PageInMaking {
  /** What keeps it from being made. */
  trouble: Trouble | null;
  /** What it is answered with in place of 200, since a page cannot say so itself. */
  status: number | null;
  /** Parts of a document that are written as HTML, by name, so that they stand in it once (app/_written); null for the router. */
  written: Map<string, string> | null;
  /** Sends what is made so far, and from then on whatever comes as it comes. */
  sendSoFar(): void;
}

// The pages are a build of their own: what both sides share stands here.
const holder = globalThis as typeof globalThis & {
  circuitCommonsPages?: AsyncLocalStorage<PageInMaking>;
};

/** The page that is being made by whoever asks; outside of pages there is none. */
export function pagesInMaking(): AsyncLocalStorage<PageInMaking> {
  holder.circuitCommonsPages ??= new AsyncLocalStorage();
  return holder.circuitCommonsPages;
}

/**
 * For a page that has asked the database for all that it cannot be without: what is missing may take long, and comes
 * later where it is ready.
 */
export function sendSoFar(): void {
  pagesInMaking().getStore()?.sendSoFar();
}

/** For a page that tells what became of what was at its address. */
export function answerGone(): void {
  answerWith(410);
}

/** For a page that tells what is not at its address: Next's own for that is empty without its script. */
export function answerMissing(): void {
  answerWith(404);
}

function answerWith(status: number): void {
  const page = pagesInMaking().getStore();
  if (page) page.status = status;
}
