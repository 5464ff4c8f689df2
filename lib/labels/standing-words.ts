import type { Told } from "./checks/told";
import { missingAnswers, missingContinuations } from "./checks/verdict";
import type { LabelSide } from "./label-words";
import type { StandingReason } from "./standing";

/** Why a side stands as it does, in a sentence. */
export function reasonWords(reason: StandingReason, side: LabelSide): string {
  if (reason.is === "one-proposal") return "One proposal, and nobody has voted on it yet.";
  if (reason.is === "in-front")
    return `It leads with ${votes(reason.votesFor)} for and ${reason.votesAgainst} against it.`;
  if (reason.is === "disputed")
    return `${votes(reason.votesAgainst)} against what leads, beside ${reason.votesFor} for it.`;
  if (reason.is === "tied")
    return `Two proposals have as many votes: ${reason.net} more for than against each.`;
  if (reason.is === "borne-out") return `People who knew only this label could tell ${whatOf(side)}.`;
  if (reason.is === "not-borne-out") return `People who knew only what leads could not tell ${whatOf(side)}.`;
  return reason.proposals === 1
    ? "Its one proposal has more votes against than for it, so it does not lead."
    : `Each of its ${reason.proposals} proposals has more votes against than for it, so none leads.`;
}

/** What would bring it to the next state. */
export function missingWords(reason: StandingReason, side: LabelSide, told: Told): string {
  if (reason.is === "borne-out")
    return "Nothing: it is supported, until votes or later blind answers say otherwise.";
  if (reason.is === "not-borne-out")
    return `Another wording: by this one people could not tell ${whatOf(side)}.`;
  if (reason.is === "disputed")
    return "A better proposal, or votes that settle it: as long as at least two people and half as many as are for it are against it, it is contested.";
  if (reason.is === "tied") return "One vote more for either of them.";
  if (reason.is === "all-refused") return "A proposal that nobody finds wrong.";
  return `For supported: ${side === "output" ? missingContinuations(told.raises) : missingAnswers(told.fires)}`;
}

function votes(count: number): string {
  return count === 1 ? "1 vote" : `${count} votes`;
}

function whatOf(side: LabelSide): string {
  return side === "output" ? "what the feature makes the model say" : "where the feature fires";
}
