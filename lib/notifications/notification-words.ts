/* What people are told of, for everybody. */

export const notificationKinds = [
  ...(["reply", "mention", "proposal", "naming", "standing", "version", "published", "webhook"] as const),
  ...(["postponed", "cancelled", "closed", "ranked", "awarded", "corrected", "paid"] as const),
  ...(["named", "unconfirmed", "uncounted"] as const),
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What happened, in front of what it is about. */
const notificationWords: Record<NotificationKind, string> = {
  reply: "said something about",
  mention: "mentioned you, talking about",
  proposal: "proposed a label:",
  naming: "What leads has changed:",
  standing: "A label stands otherwise:",
  version: "published another version of",
  published: "published",
  webhook: "A webhook of yours was turned off:",
  postponed: "put the deadline later of",
  cancelled: "cancelled",
  closed: "Closed, and for its judges now:",
  ranked: "Ranked, and open to appeals:",
  awarded: "Awarded:",
  corrected: "An award was corrected:",
  named: "named you in an entry for",
  unconfirmed: "You have not confirmed your team\u2019s entry, whose deadline is near:",
  uncounted: "Not everybody of your team confirmed, so its entry does not count:",
  paid: "says that you were paid what you were awarded:",
};

/** What nobody in particular does: its words are a whole sentence. */
const byNobody: readonly NotificationKind[] = [
  ...(["naming", "standing", "webhook", "closed", "ranked", "awarded", "corrected"] as const),
  ...(["unconfirmed", "uncounted"] as const),
];

/** Who did what, in front of what it is about. */
export function wordsOfTold(kind: NotificationKind, who: string | null): string {
  const words = notificationWords[kind];
  return byNobody.includes(kind) ? words : `${who ?? "Somebody"} ${words}`;
}
