import { expect, test } from "vitest";
import { Thread } from "@/lib/threads/thread";
import { entrances } from "./read-mutated-files";

const files = 300;
/** For all of them, on a busy machine; a thread that takes longer, or more than its 512 MB, is stopped. */
const maxMillis = 25_000;

const isSome = (count: number) => count > 30;
const thread = new Thread();

test.each(entrances)(
  `${files} files a few changes from a good one are each read or refused in a sentence: %s`,
  async (entrance) => {
    const work = { file: "workers/mutated-files/read-mutated-files.ts", name: "readMutatedFiles" };
    const counts = await thread.do({ ...work, input: { entrance, files } }, maxMillis);
    // Near enough to a good one that some are still files of their kind, and far enough that some are none.
    expect(counts).toEqual({ read: expect.toSatisfy(isSome), refused: expect.toSatisfy(isSome) });
  },
);
