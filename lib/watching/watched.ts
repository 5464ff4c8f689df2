/* What may be watched, for everybody. */

export const watchedKinds = ["feature", "finding", "person", "bounty"] as const;
export type WatchedKind = (typeof watchedKinds)[number];

/** Which one: of a feature `dictionaryId.index`, of all others the id. */
export interface Watched {
  kind: WatchedKind;
  id: string;
}
