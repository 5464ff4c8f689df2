/*
 * The words and bounds of bounties, for everybody: forms know them without the schemas.
 */

/** How a bounty stands, in the order in which it goes. */
export const standings = ["draft", "open", "judging", "provisional", "awarded", "cancelled"] as const;
export type Standing = (typeof standings)[number];

export const eventKinds = [
  ...["opened", "changed", "postponed", "cancelled", "judge-named", "judge-excused"],
  ...["set-aside", "restored", "ranked", "answered", "awarded", "corrected"],
] as const;
export type BountyEventKind = (typeof eventKinds)[number];

export const maxTitleLength = 160;
export const maxBriefLength = 20_000;
export const maxPrizeLength = 300;
export const maxReasonLength = 1_000;
/** Places that are rewarded: the table's own check, too. */
export const maxPlaces = 20;
/** Entries that are rewarded, where places are shared: the table's own check, too. */
export const maxRewarded = 100;
/** All rewards together, in the currency's smallest units: the table's own check, too. */
export const maxReward = Number.MAX_SAFE_INTEGER;
export const maxJudges = 20;
/** Commitments of one person in 24 hours, and people who enter one finding together: the table's own checks, too. */
export const maxEntriesADay = 50;
export const maxTeam = 20;
export const maxAppealDays = 90;
export const maxReplyDays = 90;
/** That one person has and that are neither awarded nor cancelled. */
export const maxBounties = 20;
/** From opening to closing. */
export const minOpenHours = 1;
export const maxOpenDays = 5 * 366;
export const licences = ["CC-BY-4.0", "CC0-1.0", "CC-BY-SA-4.0"] as const;
