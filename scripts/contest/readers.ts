import { setTimeout as sleep } from "node:timers/promises";
import type { Caller } from "./caller";

/** What somebody who entered nothing was sent, and when it had all come. */
export interface Served {
  who: string;
  path: string;
  /** Milliseconds, by the machine's clock, on which the database's stands too. */
  asked: number;
  until: number;
  status: number;
  text: string;
}

export interface Reader {
  name: string;
  caller: Caller;
}

const pauseMillis = 120;

/** Reads the same addresses over and over until told to leave; keeps each different answer, and when it was sent first and last. */
export async function readUntilLeft(
  readers: readonly Reader[],
  pathsOf: () => readonly string[],
  leaves: AbortSignal,
): Promise<Served[]> {
  const all = new Map<string, Served & { last: Served }>();
  const read = async ({ name, caller }: Reader) => {
    for (let n = 0; !leaves.aborted; n++) {
      const paths = pathsOf();
      const path = paths[n % paths.length] ?? "/";
      const asked = Date.now();
      try {
        const signal = AbortSignal.timeout(30_000);
        const { pathname, searchParams } = new URL(path, "http://site");
        const { tool, ...args } = Object.fromEntries(searchParams);
        const response =
          pathname === "/api/mcp"
            ? await caller.callTool(tool ?? "", args, signal)
            : await caller.try("GET", path, undefined, signal);
        const text = await response.text();
        const served = { who: name, path, asked, until: Date.now(), status: response.status, text };
        const same = `${name} ${path} ${response.status} ${text}`;
        const before = all.get(same);
        if (before) before.last = served;
        else all.set(same, { ...served, last: served });
      } catch {
        // It was struck; the next address is asked.
      }
      await sleep(pauseMillis);
    }
  };
  await Promise.all(readers.map(read));
  return [...all.values()].flatMap(({ last, ...first }) =>
    last.asked === first.asked ? [first] : [first, last],
  );
}

/** Reads what everybody may until it is answered, also while the site is struck: what must have been seen is not left to who happens by. */
export async function readOnce({ name, caller }: Reader, path: string): Promise<Served> {
  const asked = Date.now();
  const answer = await caller.ask("GET", path);
  return { who: name, path, asked, until: Date.now(), ...answer };
}

/** A word that the titles of all entries have. */
const word = "Sealed";

/** Where what is sealed might be told; of a tool, with its name and what it is asked. */
export function sealedAddresses(slug: string, ids: readonly string[], handle: string): string[] {
  const of = `/api/v1/bounties/${slug}`;
  return [
    ...[
      of,
      `${of}/entries`,
      `${of}/entries/commitments`,
      `${of}/outcome`,
      `${of}/ledger`,
      `${of}/terms`,
      `${of}/judging`,
    ],
    ...["/api/v1/bounties", "/api/v1/feeds/bounties", "/api/v1/findings", "/api/v1/wanted"],
    ...[`${of}/preview`, `/search?q=${word}`, `/api/v1/search?q=${word}`, `/api/v1/feeds/search?q=${word}`],
    ...["read_bounty", "find_entries", "find_commitments", "read_judging", "read_outcome"].map(
      (tool) => `/api/mcp?tool=${tool}&slug=${slug}`,
    ),
    ...[
      `/bounties/${slug}`,
      "/bounties",
      `/bounties/${slug}/outcome`,
      `/bounties/${slug}/ledger`,
      `/users/${handle}`,
    ],
    ...ids
      .slice(-3)
      .flatMap((id) => [
        ...[`${of}/entries/${id}`, `${of}/entries/${id}/file`, `${of}/entries/${id}/scores`],
        ...[`/bounties/${slug}/entries/${id}`, `/api/mcp?tool=read_entry&slug=${slug}&id=${id}`],
      ]),
  ];
}
