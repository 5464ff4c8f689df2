/*
 * The words and bounds of the queue, for everybody: the page knows them without the schemas (queue-schemas.ts).
 */

/** How long a feature is one person's alone, by the database's clock; renewed while the page is open. */
export const leaseSeconds = 300;
/** How often a page that is open renews what it holds. */
export const renewSeconds = 60;
/** A sitting in which nothing was asked for so long is over. The trigger `note_sitting` has the same. */
export const sittingMinutes = 30;
/** Features that one person holds at once: the one before them, the next, and the same in another window. */
export const maxHeld = 4;
/** Features in one sitting; the next one begins another, so that a revert is one transaction of a bounded size. */
export const maxVisits = 300;

/** Why somebody passes a feature over. */
export const skipReasons = ["notNow", "cannotTell", "severalMeanings", "tooFewTexts", "other"] as const;
export type SkipReason = (typeof skipReasons)[number];

/** What is wrong with a feature's page or its labels, for moderators to see. */
export const flagReasons = ["offensive", "personalData", "brokenTexts", "spam", "other"] as const;
export type FlagReason = (typeof flagReasons)[number];

export const markReasons = { skip: skipReasons, flag: flagReasons };
export const maxMarkWords = 400;

/** What there is to do for a feature in the queue, by how its input side stands; in a project's queue, to judge it. */
export const queueTasks = ["propose", "check", "settle", "judge"] as const;
export type QueueTask = (typeof queueTasks)[number];
