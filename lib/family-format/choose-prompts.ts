import { expandFamily, type FamilyPrompt } from "./expand-family";
import { FamilyFault } from "./family-fault";
import type { ReadFamily } from "./read-family";

/** The parts of a family: prompts to find something on, and prompts to test on what was found. */
export const familyParts = ["shown", "held-out"] as const;
export type FamilyPart = (typeof familyParts)[number];

export interface ChosenPrompts {
  /** Of counterfactuals; the family's own way where it is left out. */
  rule?: string | undefined;
  only?: FamilyPart | undefined;
  /** The first so many. */
  prompts?: number | undefined;
}

/** Some of a family's prompts, in its order; never none. Throws `FamilyFault`. */
export function choosePrompts(
  read: ReadFamily,
  { rule, only, prompts: most }: ChosenPrompts,
): FamilyPrompt[] {
  const { prompts } = expandFamily(read, rule === undefined ? {} : { rule });
  const chosen = prompts
    .filter(({ heldOut }) => only === undefined || heldOut === (only === "held-out"))
    .slice(0, most);
  if (chosen.length > 0) return chosen;
  throw new FamilyFault(`The family has no ${only === undefined ? "" : `${only} `}prompts to evaluate on.`);
}
