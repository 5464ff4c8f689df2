import { z } from "zod";
import { AppError } from "@/lib/errors";
import { onThread } from "@/lib/threads/on-thread";
import type { ThreadWork } from "@/lib/threads/thread-work";
import type { ReadMarkdown, readMarkdown } from "./read-markdown";
import { type WriteUp, writeUpSchema } from "./write-up";

const tooMuch =
  "This write-up is too much for a page: too many lists or quotes within one another, or over 5,000 parts. Make it simpler and save it again.";

const readingMarkdown: ThreadWork<typeof readMarkdown> = {
  ...{ file: "lib/findings/write-up/read-markdown.ts", name: "readMarkdown" },
  answer: z.object({ parts: writeUpSchema, problems: z.array(z.string()) }).nullable(),
  // A text of 50,000 characters takes a tenth of it.
  ...{ maxMillis: 3_000, isLong: false, tooMuch },
};

/**
 * What a write-up's Markdown says, to be stored beside it. Throws "unprocessable" for one that is too deep, has too many
 * parts or takes too long to read, and what `onThread` throws where too many wait.
 */
export async function renderWriteUp(body: string, authorId: string): Promise<WriteUp> {
  return (await previewWriteUp(body, authorId)).parts;
}

/** The same with what is not shown as it was meant. */
export async function previewWriteUp(body: string, asker: string): Promise<ReadMarkdown> {
  const read = await readWriteUp(body, asker);
  if (read !== null) return read;
  throw new AppError("unprocessable", tooMuch, { fields: { body: tooMuch } });
}

/** The same for any text: null where it is too much. */
export async function readWriteUp(body: string, asker: string): Promise<ReadMarkdown | null> {
  if (body.trim() === "") return { parts: [], problems: [] };
  try {
    return await onThread(readingMarkdown, asker, () => body);
  } catch (error) {
    if (error instanceof AppError && error.code === "unprocessable") return null;
    throw error;
  }
}
