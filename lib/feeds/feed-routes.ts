import { conditionalText } from "@/lib/http/conditional";

export const atomType = "application/atom+xml";

export const feedAnswer = conditionalText(atomType, "public");

/** Of what is one member's alone. */
export const ownFeedAnswer = conditionalText(atomType, "private");

/** Twice as often as every second, for all the feeds that somebody reads. */
export const feedLimit = { name: "feed", points: 120, perSeconds: 60, byAddress: true };
