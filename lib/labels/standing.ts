import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import type { Verdict } from "./checks/verdict";
import type { LabelSource } from "./label-words";

/*
 * How a side of a feature stands, by rule, from its proposals, the votes on them and blind answers. Votes put proposals in order and say
 * where people disagree; they support nothing, since agreeing after one has seen a label is cheap.
 */

/** A proposal that stands, with the votes on what it says now and what blind answers say of that. */
export interface Candidate {
  id: string;
  source: LabelSource;
  votesFor: number;
  votesAgainst: number;
  createdAt: Date;
  verdict: Verdict;
}

export type StandingReason =
  | { is: "one-proposal" }
  /** Somebody votes for it on balance, or nobody votes against it. */
  | { is: "in-front"; votesFor: number; votesAgainst: number }
  /** At least two people are against what leads, and they are at least half as many as those for it. */
  | { is: "disputed"; votesFor: number; votesAgainst: number }
  /** Another proposal has as many votes more for than against it, and at least one. */
  | { is: "tied"; net: number }
  /** People told blind where the feature fires, by what leads. */
  | { is: "borne-out" }
  /** People who tried could not tell. */
  | { is: "not-borne-out" }
  /** Every proposal has more votes against than for it, so none leads. */
  | { is: "all-refused"; proposals: number };

export interface Standing {
  leaderId: string | null;
  state: LabelStanding;
  reason: StandingReason;
}

/** Against what leads, from when on a side is contested. */
export const minAgainst = 2;

/**
 * The order of proposals: what blind answers bear out first; then the most votes for beyond those against; then people's before
 * programs' and imported ones; then the earliest.
 */
export function inOrder<Each extends Candidate>(candidates: readonly Each[]): Each[] {
  return candidates.toSorted(
    (a, b) =>
      Number(b.verdict === "holds") - Number(a.verdict === "holds") ||
      netOf(b) - netOf(a) ||
      Number(a.source !== "person") - Number(b.source !== "person") ||
      a.createdAt.getTime() - b.createdAt.getTime() ||
      (a.id < b.id ? -1 : 1),
  );
}

/** How a side stands by its standing proposals; null where there is none. */
export function standingOf(candidates: readonly Candidate[]): Standing | null {
  const [first, second] = inOrder(candidates);
  if (!first) return null;
  if (netOf(first) < 0)
    return {
      leaderId: null,
      state: "contested",
      reason: { is: "all-refused", proposals: candidates.length },
    };
  const { id: leaderId, votesFor, votesAgainst } = first;
  if (votesAgainst >= minAgainst && votesAgainst * 2 >= votesFor)
    return { leaderId, state: "contested", reason: { is: "disputed", votesFor, votesAgainst } };
  if (first.verdict === "fails") return { leaderId, state: "contested", reason: { is: "not-borne-out" } };
  if (first.verdict === "holds") return { leaderId, state: "supported", reason: { is: "borne-out" } };
  if (second && netOf(second) === netOf(first) && netOf(first) > 0)
    return { leaderId, state: "contested", reason: { is: "tied", net: netOf(first) } };
  const reason: StandingReason =
    candidates.length === 1 && votesFor + votesAgainst === 0
      ? { is: "one-proposal" }
      : { is: "in-front", votesFor, votesAgainst };
  return { leaderId, state: "proposed", reason };
}

function netOf({ votesFor, votesAgainst }: Candidate): number {
  return votesFor - votesAgainst;
}
