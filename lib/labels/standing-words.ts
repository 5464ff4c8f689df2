import type { StandingReason } from "./standing";

/** Why a side stands as it does, in a sentence. */
export function reasonWords(reason: StandingReason): string {
  if (reason.is === "one-proposal") return "One proposal, and nobody has voted on it yet.";
  if (reason.is === "in-front")
    return `It leads with ${votes(reason.votesFor)} for and ${reason.votesAgainst} against it.`;
  if (reason.is === "disputed")
    return `${votes(reason.votesAgainst)} against what leads, beside ${reason.votesFor} for it.`;
  if (reason.is === "tied")
    return `Two proposals have as many votes: ${reason.net} more for than against each.`;
  return reason.proposals === 1
    ? "Its one proposal has more votes against than for it, so it does not lead."
    : `Each of its ${reason.proposals} proposals has more votes against than for it, so none leads.`;
}

/** What would bring it to the next state. */
export function missingWords(reason: StandingReason): string {
  if (reason.is === "disputed")
    return "A better proposal, or votes that settle it: as long as at least two people and half as many as are for it are against it, it is contested.";
  if (reason.is === "tied") return "One vote more for either of them.";
  if (reason.is === "all-refused") return "A proposal that nobody finds wrong.";
  return "Votes alone never make it supported, since agreeing after one has seen a label is cheap: that takes blind checks, which this site does not offer yet.";
}

function votes(count: number): string {
  return count === 1 ? "1 vote" : `${count} votes`;
}
