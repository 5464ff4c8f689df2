/* How often somebody is written to, for everybody. */

export const digestRhythms = ["never", "daily", "weekly"] as const;
export type DigestRhythm = (typeof digestRhythms)[number];

export const rhythmDays = { daily: 1, weekly: 7 } as const;
