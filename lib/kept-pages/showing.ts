import { AsyncLocalStorage } from "node:async_hooks";

/*
 * A page that is the same for every guest is made once and sent again (scripts/kept-pages). While it is made, what it
 * reads is noted here, so that a page is made anew exactly when something it shows has changed: nothing has to be listed.
 */

/** What tells guests apart. A page that may be kept is made without; whoever needs it says so by `askerOfPage`. */
export interface PageAsker {
  cookie: string | undefined;
  /** As the server stated it: a list, or the connection's address. */
  forwardedFor: string | undefined;
}

/** What a page shows, noted while it is made for all guests alike. */
export interface Showing {
  /** Tables by name (`Finding`) or one row of a table (`Run 0192…`): the topics of the database's channel `pages`. */
  topics: Set<string>;
  /** Whether it shows this guest what another would not be shown. */
  isPersonal: boolean;
  /** How long it is what it was made of at most. */
  maxMillis: number;
  asker: PageAsker;
}

/** The topics of some rows, and the tables whose other rows a read does not depend on. */
export interface ShownRows {
  topics: string[];
  insteadOf: string[];
}

/** With what it takes to make it, what is fleeting is a second old at most. */
const fleetingMillis = 700;

// The pages are a build of their own: what both sides share stands here.
const holder = globalThis as typeof globalThis & {
  circuitCommonsShowing?: AsyncLocalStorage<Showing | null>;
};

/** The page that is being made by whoever asks; null outside of pages that may be kept. */
function showings(): AsyncLocalStorage<Showing | null> {
  holder.circuitCommonsShowing ??= new AsyncLocalStorage();
  return holder.circuitCommonsShowing;
}

export function isNoted(): boolean {
  return Boolean(showings().getStore());
}

export function whileNoting<T>(showing: Showing, work: () => T): T {
  return showings().run(showing, work);
}

/** Notes tables that are read. */
export function noteRead(...tables: string[]): void {
  const topics = showings().getStore()?.topics;
  for (const table of tables) topics?.add(table);
}

/** Who asks for the page, which from now on is theirs alone; null where no page that may be kept is made. */
export function askerOfPage(): PageAsker | null {
  const showing = showings().getStore();
  if (!showing) return null;
  showing.isPersonal = true;
  return showing.asker;
}

/** Says that the page is not to be kept, for what it shows is of no table. */
export function noteUntold(): void {
  const showing = showings().getStore();
  if (showing) showing.isPersonal = true;
}

/** For what changes without anybody being told, and is shown for no longer than a second. */
export function noteFleeting(): void {
  const showing = showings().getStore();
  if (showing) showing.maxMillis = Math.min(showing.maxMillis, fleetingMillis);
}

/** For what is another once so many milliseconds have passed, without anybody being told. */
export function noteMillis(millis: number): void {
  const showing = showings().getStore();
  if (showing) showing.maxMillis = Math.min(showing.maxMillis, Math.max(0, millis));
}

/** For what is read and not shown. */
export function notShown<T>(work: () => T): T {
  return showings().run(null, work);
}

/**
 * For a read that depends on a few rows of large, busy tables: of what was read, `rowsOf` names those instead, or null
 * where the answer may change with any row. Say less than all only where a test changes each of the others.
 */
export async function showingRows<T>(
  work: () => Promise<T>,
  rowsOf: (read: T) => ShownRows | null,
): Promise<T> {
  const outer = showings().getStore();
  if (!outer) return work();
  const inner: Showing = { ...outer, topics: new Set() };
  let rows: ShownRows | null = null;
  try {
    const read = await showings().run(inner, work);
    rows = rowsOf(read);
    return read;
  } finally {
    for (const topic of inner.topics) if (!rows?.insteadOf.includes(topic)) outer.topics.add(topic);
    for (const topic of rows?.topics ?? []) outer.topics.add(topic);
    if (inner.isPersonal) outer.isPersonal = true;
    outer.maxMillis = Math.min(outer.maxMillis, inner.maxMillis);
  }
}
