/* What may be watched, for everybody. */

export const watchedKinds = ["feature", "finding", "person"] as const;
export type WatchedKind = (typeof watchedKinds)[number];

/** Which one: of a feature `dictionaryId.index`, of a finding and a person the id. */
export interface Watched {
  kind: WatchedKind;
  id: string;
}
