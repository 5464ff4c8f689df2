import { z } from "zod";

/** What a key may be allowed beside reading, which every key may: each is a kind of change. */
export const grantedScopes = ["compute", "write", "publish", "label", "check"] as const;

/** What a route needs of a key. */
export const keyScopes = ["read", ...grantedScopes] as const;
export type KeyScope = (typeof keyScopes)[number];

export const keyScopeSchema = z.enum(keyScopes);

/** What each lets a program do, for whoever grants it. */
export const scopeWords: Record<KeyScope, string> = {
  read: "read what you may read, your drafts and imports among it",
  compute: "run texts, trace, expand, check and try changes, on your daily allowance",
  write: "keep drafts, forks, views and imports of yours, and delete views and imports",
  publish: "publish, change, take back and delete findings and comments under your name",
  label: "propose labels, which say that a program proposed them, and take labels of yours back",
  check: "answer blind checks, which are counted apart from people's and shown as a program's",
};
