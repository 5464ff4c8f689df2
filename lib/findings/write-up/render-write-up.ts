import { AppError } from "@/lib/errors";
import { readOnThread } from "./markdown-reader";
import type { WriteUp } from "./write-up";

/** The texts that may wait. Whoever comes after them might wait longer than a request lasts. */
const maxWaiting = 10;

let waiting = 0;

/**
 * What a write-up's Markdown says, to be stored beside it. Throws "unprocessable" for one that is too deep, has too many
 * parts or takes too long to read, and "unavailable" where too many wait.
 */
export async function renderWriteUp(body: string): Promise<WriteUp> {
  const read = await readUnlessMany(body);
  if (read !== null) return read;
  const message =
    "This write-up is too much for a page: too many lists or quotes within one another, or over 5,000 parts. Make it simpler and save it again.";
  throw new AppError("unprocessable", message, { fields: { body: message } });
}

async function readUnlessMany(body: string): Promise<WriteUp | null> {
  if (body.trim() === "") return [];
  if (waiting >= maxWaiting)
    throw new AppError("unavailable", "Many write-ups are being saved now. Save yours again in a minute.");
  waiting += 1;
  return readOnThread(body).finally(() => {
    waiting -= 1;
  });
}
