import { reportSchema } from "@/lib/bounty-format/report";
import type { ThreadWork } from "@/lib/threads/thread-work";
import {
  completeAnswer,
  type completeFile,
  type freezeEntry,
  frozenAnswer,
  type judgeFrozen,
  type readFrozen,
  readFrozenAnswer,
} from "./frozen";
import { type likenesses, likenessesAnswer } from "./likenesses";

const shared = {
  file: "lib/bounty-entries/frozen.ts",
  // Its circuit may have 64 MB.
  maxMillis: 60_000,
  isLong: true,
  tooMuch: "This circuit is too large to be entered. Trace it with a higher threshold.",
} as const;

export const freezing: ThreadWork<typeof freezeEntry> = {
  ...shared,
  name: "freezeEntry",
  answer: frozenAnswer,
};
export const judging: ThreadWork<typeof judgeFrozen> = {
  ...shared,
  name: "judgeFrozen",
  answer: reportSchema,
};
export const reading: ThreadWork<typeof readFrozen> = {
  ...shared,
  name: "readFrozen",
  answer: readFrozenAnswer,
};
export const comparing: ThreadWork<typeof likenesses> = {
  ...{ ...shared, file: "lib/bounty-entries/likenesses.ts", name: "likenesses", answer: likenessesAnswer },
};
export const completing: ThreadWork<typeof completeFile> = {
  ...{ ...shared, name: "completeFile", answer: completeAnswer },
};
