import type { ActKind } from "./act";

/** What was done, before what it was done to. */
export const actWords: Record<ActKind, string> = {
  suspend: "suspended",
  lift: "lifted the suspension of",
  hide: "hid",
  show: "showed again",
  lock: "locked",
  unlock: "unlocked",
  dismiss: "dismissed a report of",
  undo: "undid",
  uphold: "upheld a dispute of a test text of",
  overrule: "overruled a dispute of a test text of",
  adopt: "began",
  stop: "stopped",
};
