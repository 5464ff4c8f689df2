import { type BlindEstimate, blindEstimateSchema, estimateBlind } from "./estimate";
import {
  type ContinuationEstimate,
  continuationEstimateSchema,
  estimateContinuations,
} from "./estimate-continuations";
import type { Stratum } from "./stratum";
import { continuationVerdict, type Verdict, verdictOf } from "./verdict";

/** One blind answer as it stands in a row or in the log. */
export interface GivenAnswer {
  stratum: Stratum;
  says: boolean | null;
  chosen: number | null;
}

/** What blind answers say of a proposal: of where the feature fires, or of what it raises. */
export interface Told {
  fires: BlindEstimate | null;
  raises: ContinuationEstimate | null;
}

/** Puts answers together, without those who could not tell; null where none is left. `raterOf` says who gave each. */
export function putTogether<Each extends GivenAnswer>(
  given: readonly Each[],
  raterOf: (each: Each) => string,
): BlindEstimate | ContinuationEstimate | null {
  const told = given.filter(({ says, chosen }) => says !== null || chosen !== null);
  if (told.length === 0) return null;
  const raters = new Set(told.map(raterOf)).size;
  const continuations = told.flatMap(({ stratum, chosen }) => {
    if (stratum.is !== "continuation" || chosen === null) return [];
    const token = stratum.options[stratum.raised] ?? -1;
    return [{ token, chose: stratum.decoys[chosen] ?? null }];
  });
  // A side is asked one of the two.
  if (continuations.length > 0) return estimateContinuations(continuations, raters);
  const texts = told.flatMap(({ stratum, says }) =>
    stratum.is === "continuation" ? [] : [{ stratum, says: says === true }],
  );
  return estimateBlind(texts, raters);
}

/** What a proposal's row has of its blind answers. */
export function toldIn(stored: unknown): Told {
  if (stored == null) return { fires: null, raises: null };
  const fires = blindEstimateSchema.safeParse(stored);
  return fires.success
    ? { fires: fires.data, raises: null }
    : { fires: null, raises: continuationEstimateSchema.parse(stored) };
}

export function verdictIn(stored: unknown): Verdict {
  const { fires, raises } = toldIn(stored);
  if (fires) return verdictOf(fires);
  return raises && continuationVerdict(raises);
}
