import type { FeatureAddress } from "@/lib/features/feature-address";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { labelLengths, labelSides, maxRationale } from "@/lib/labels/label-words";
import { maxProposals, proposeLabel } from "@/lib/labels/propose-label";
import { reviseLabel } from "@/lib/labels/revise-label";
import { createPerson } from "../people";

const authors = 8;
const revisions = 30;
const evidence = { examples: [], circuits: [] };

/** Of both sides of a feature more proposals than are shown, each as long as may be. Returns one that was reworded often. */
export async function createWorstLabels(feature: FeatureAddress): Promise<string> {
  const { dictionaryId, index } = await getFeatureKeys(feature);
  // Each pair of characters is an element of its own where it is shown.
  const rationale = "*a*".repeat(maxRationale / 3).slice(0, maxRationale - 2);
  const textOf = (n: number) => `${n} words ${"<&".repeat(labelLengths.max)}`.slice(0, labelLengths.max);
  let number = 0;
  let first = { id: "", authorId: "" };
  for (let n = 0; n < authors; n++) {
    const { id: authorId } = await createPerson();
    for (const side of labelSides)
      for (let own = 0; own < maxProposals; own++) {
        const of = { dictionaryId, index, side };
        const { id } = await proposeLabel({ of, authorId, text: textOf(number++), rationale, evidence });
        if (first.id === "") first = { id, authorId };
      }
  }
  for (let revision = 1; revision < revisions; revision++)
    await reviseLabel({
      ...{ labelId: first.id, authorId: first.authorId, revision },
      ...{ text: textOf(number++), rationale, evidence },
    });
  return first.id;
}
