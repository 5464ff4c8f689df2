import { setImmediate } from "node:timers/promises";
import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { AppError } from "@/lib/errors";
import { findKnown, type KnownFeature } from "@/lib/runs/find-names";
import { readRunFeatures } from "@/lib/runs/run-features";
import { type Contrasted, contrastIn, specificityOf } from "./contrast";

/** Of each dictionary so many of the features that fire there are looked at, the strongest. */
const mostOfDictionary = 60;
const mostFound = 50;
/** More tokens than these are no place in a text any more. */
export const maxChosen = 32;

export interface FoundByActivation extends Contrasted {
  name: string;
  /** In bits: contrast.ts. */
  specificity: number;
  /** The share of a corpus' tokens at which it fires. */
  density: number;
}

export interface FoundByActivations {
  features: FoundByActivation[];
  /** How many of those that were looked at no corpus has shown. */
  unmeasured: number;
}

/**
 * The features that fire most at some tokens of a run and least elsewhere, in its text and in corpora: the 50 with the highest
 * specificity above 0, of the 60 of each dictionary that are the strongest there. Throws "not-found" for no such run or position,
 * "conflict" for a run that is not ready, "invalid-input" for no tokens or too many.
 */
export async function findByActivation(
  runId: string,
  positions: readonly number[],
): Promise<FoundByActivations> {
  const chosen = new Set(positions);
  if (chosen.size === 0 || chosen.size > maxChosen)
    throw new AppError("invalid-input", `Choose 1 to ${maxChosen} tokens.`);
  const { tokenCount, dictionaries } = await readRunFeatures(runId);
  for (const position of chosen)
    if (!Number.isInteger(position) || position < 0 || position >= tokenCount)
      throw new AppError("not-found", `This run has the token positions 0 to ${tokenCount - 1}.`);
  const candidates: Contrasted[] = [];
  for (const dictionary of dictionaries) {
    candidates.push(...contrastIn(dictionary, { chosen, tokenCount, most: mostOfDictionary }));
    // Others are answered in between.
    await setImmediate();
  }
  const shown = await findKnown(runId, candidates);
  const measured = candidates.flatMap((candidate) => foundOf(candidate, shown.get(formatFeature(candidate))));
  return {
    features: measured
      .filter(({ specificity }) => specificity > 0)
      .toSorted((a, b) => b.specificity - a.specificity || order(a, b))
      .slice(0, mostFound),
    unmeasured: candidates.length - measured.length,
  };
}

function foundOf(candidate: Contrasted, known: KnownFeature | undefined): FoundByActivation[] {
  const { label: name, measured } = known ?? { measured: null };
  const specificity = measured && specificityOf(candidate, measured);
  if (!measured || specificity === null || name === undefined) return [];
  return [{ ...candidate, specificity, name, density: measured.density }];
}

function order(a: Feature, b: Feature): number {
  return a.layer - b.layer || (formatFeature(a) < formatFeature(b) ? -1 : 1);
}
