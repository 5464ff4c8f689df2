import { db } from "@/lib/db/client";
import { bandBounds, bandCount } from "@/lib/evidence-format/strata";
import type { FeatureAddress } from "@/lib/features/feature-address";
import { getFeatureKeys } from "@/lib/features/feature-row";
import { parseProgram } from "@/lib/label-programs/parse-program";
import { printProgram } from "@/lib/label-programs/print-program";
import { programChecksum } from "@/lib/label-programs/program-identity";
import type { ProgramScore } from "@/lib/label-programs/score/program-score";
import { labelLengths, labelSides, maxRationale } from "@/lib/labels/label-words";
import { maxProposals, proposeLabel } from "@/lib/labels/propose-label";
import { reviseLabel } from "@/lib/labels/revise-label";
import { createPerson } from "../people";

const authors = 8;
const revisions = 30;
const evidence = { examples: [], circuits: [] };

/** Hundreds of words with what would be markup, as far as a program reaches. */
function programOf(n: number): string {
  const words = Array.from({ length: 300 }, (_, i) => `"<${n}&${i}>"`);
  return printProgram(
    parseProgram(
      `word in [${words
        .join(",")
        .slice(0, 3_900)
        .replace(/,[^,]*$/, "")}]`,
    ),
  );
}

/** A score of it with every band there is. */
export async function createWorstScore(address: FeatureAddress): Promise<string> {
  const { dictionaryId, index } = await getFeatureKeys(address);
  const { indexId } = await db().featureEvidence.findUniqueOrThrow({
    where: { dictionaryId_index: { dictionaryId, index } },
    select: { indexId: true },
  });
  const program = programOf(0);
  const share = { value: 1 / 3, low: 1 / 7, high: 2 / 3 };
  const result: ProgramScore = {
    format: "circuit-commons/program-score@1",
    ...{ tokens: 1e12, windows: 1e10, fired: 1e9, marked: { tokens: 1e11, windows: 1e9 }, read: 64 },
    bands: Array.from({ length: bandCount }, (_, band) => ({
      ...{ band, from: bandBounds(band).from, to: band === bandCount - 1 ? null : bandBounds(band).to },
      ...{ firings: 1e9 + band, marked: { value: 1e9 / 3, low: 1e8 / 3, high: 2e9 / 3 } },
    })),
    ...{ sensitivity: share, specificity: share, precision: share },
  };
  const data = { dictionaryId, index, indexId, program, checksum: programChecksum(program) };
  return (await db().programScore.create({ data: { ...data, result, computedAt: new Date() } })).id;
}

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
        const program = programOf(number);
        const text = textOf(number++);
        const { id } = await proposeLabel({ of, authorId, text, rationale, evidence, program });
        if (first.id === "") first = { id, authorId };
      }
  }
  for (let revision = 1; revision < revisions; revision++)
    await reviseLabel({
      ...{ labelId: first.id, authorId: first.authorId, revision },
      ...{ text: textOf(number++), rationale, evidence, program: programOf(number) },
    });
  return first.id;
}
