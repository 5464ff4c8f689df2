/* What people are told of, for everybody. */

export const notificationKinds = [
  ...(["reply", "mention", "proposal", "naming", "standing", "version", "published", "webhook"] as const),
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
};

/** What nobody in particular does: its words are a whole sentence. */
const byNobody: readonly NotificationKind[] = ["naming", "standing", "webhook"];

/** Who did what, in front of what it is about. */
export function wordsOfTold(kind: NotificationKind, who: string | null): string {
  const words = notificationWords[kind];
  return byNobody.includes(kind) ? words : `${who ?? "Somebody"} ${words}`;
}
