import { statfsSync } from "node:fs";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/**
 * What is wrong with the database, and nothing with the request: it cannot be reached, its disk is full, it takes no
 * changes, it has more to do than it manages, or others changed the same rows at the same moment.
 */
export type Trouble = "unreachable" | "full" | "read-only" | "busy" | "conflict";

interface Words {
  /** What is the matter. */
  what: string;
  /** What to do about it. */
  advice: string;
  retryAfterSeconds: number;
}

export const troubleWords: Record<Trouble, Words> = {
  unreachable: {
    what: "The database does not answer.",
    advice: "Try again in a moment.",
    retryAfterSeconds: 5,
  },
  full: {
    what: "The disk of this site's database is full, so nothing can be saved until its operator makes room.",
    advice: "Try again later.",
    retryAfterSeconds: 60,
  },
  "read-only": {
    what: "The database takes no changes at the moment.",
    advice: "What is there can be read; try again in a minute.",
    retryAfterSeconds: 60,
  },
  busy: {
    what: "The database has more to do than it manages at the moment.",
    advice: "Try again in a moment.",
    retryAfterSeconds: 5,
  },
  conflict: {
    what: "Others changed the same thing at the same moment, and this was not done.",
    advice: "Try again.",
    retryAfterSeconds: 1,
  },
};

/** SQLSTATEs (PostgreSQL's errcodes.txt), Node's system errors, Prisma's codes and the words of its adapter for pg. */
const byCode: [Trouble, RegExp][] = [
  ["full", /^(53100|ENOSPC)$/],
  // Out of memory, of connections, of what a setting allows.
  ["busy", /^(53\w{3}|TooManyConnections|P2024|P2037)$/],
  // A lock, a statement or a transaction that took longer than it may.
  ["busy", /^(55P03|57014|25P03|25P04)$/],
  ["read-only", /^25006$/],
  ["conflict", /^(40001|40P01|TransactionWriteConflict|P2034)$/],
  // The connection, a server that stops or starts, and one that cannot read or write its files.
  ["unreachable", /^(08\w{3}|57P0\d|58000|58030)$/],
  ["unreachable", /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|P1001|P1002|P1008|P1017)$/],
  ["unreachable", /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/],
];

/** What pg, its pool and Prisma say without a code that tells. */
const byMessage: [Trouble, RegExp][] = [
  ["full", /No space left on device/],
  ["busy", /^(Query read timeout|timeout exceeded when trying to connect)/],
  ["busy", /^Transaction API error: (Unable to start|.*\b(expired|timeout)\b)/],
  [
    "unreachable",
    /^(Connection terminated|timeout expired|Client (was closed|has encountered a connection error))/,
  ],
  ["unreachable", /can't reach database server|is not currently accepting connections/i],
];

/** Which trouble of the database an error comes from; null where it is something else. */
export function troubleOf(error: unknown): Trouble | null {
  for (const { codes, message } of linksOf(error)) {
    const named = byCode.find(([, pattern]) => codes.some((code) => pattern.test(code)));
    const told = named ?? byMessage.find(([, pattern]) => pattern.test(message));
    if (told) return told[0];
  }
  return null;
}

/** PostgreSQL stops where it has no room for the next file of its journal, and does not start again. In bytes. */
const journalFileBytes = 16 * 1024 * 1024;

/** Which trouble a reader is told of: a server that stopped because its disk is full says nothing any more. */
export function toldTroubleOf(error: unknown): Trouble | null {
  const trouble = troubleOf(error);
  return trouble === "unreachable" && isDiskFull() ? "full" : trouble;
}

/** Of a server on this machine; of another nothing is known here. */
function isDiskFull(): boolean {
  const { DATABASE_FOLDER } = env();
  if (DATABASE_FOLDER === undefined) return false;
  try {
    const { bavail, bsize } = statfsSync(DATABASE_FOLDER);
    return bavail * bsize < journalFileBytes;
  } catch {
    return false;
  }
}

/** What a reader is told of an error that comes from the database's trouble; null where it is something else. */
export function troubleAsError(error: unknown): AppError | null {
  const trouble = toldTroubleOf(error);
  if (trouble === null) return null;
  const { what, advice, retryAfterSeconds } = troubleWords[trouble];
  return new AppError("unavailable", `${what} ${advice}`, { retryAfterSeconds }, { cause: error });
}

interface Link {
  codes: string[];
  message: string;
}

const maxDepth = 8;

/** An error and what it was made from: causes, the errors of an aggregate, and what Prisma's adapter was told. */
function linksOf(error: unknown, depth = 0): Link[] {
  if (typeof error !== "object" || error === null || depth > maxDepth) return [];
  const parts: Record<string, unknown> = { ...error };
  const { code, originalCode, kind, meta, errors, driverAdapterError } = parts;
  const codes = [originalCode, code, kind].filter((each) => typeof each === "string");
  const { cause, message } = error as { cause?: unknown; message?: unknown };
  const inner = [cause, meta, driverAdapterError, ...(Array.isArray(errors) ? errors : [])];
  return [
    { codes, message: typeof message === "string" ? message : "" },
    ...inner.flatMap((each) => linksOf(each, depth + 1)),
  ];
}
