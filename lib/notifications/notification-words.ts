/* What people are told of, for everybody. */

export const notificationKinds = [
  ...(["reply", "mention", "proposal", "naming", "standing", "version", "published"] as const),
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What happened, in front of what it is about. */
export const notificationWords: Record<NotificationKind, string> = {
  reply: "said something about",
  mention: "mentioned you, talking about",
  proposal: "proposed a label:",
  naming: "What leads has changed:",
  standing: "A label stands otherwise:",
  version: "published another version of",
  published: "published",
};
