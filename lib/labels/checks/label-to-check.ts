import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { labelEvidence } from "../label-schemas";

/**
 * A label as who checks it needs it, with the windows ("index/number") that its author pinned. Throws "not-found", and "forbidden" for
 * one's own.
 */
export async function getLabelToCheck(labelId: string, raterId: string) {
  const label = await db().label.findFirst({
    where: { id: labelId, withdrawnAt: null },
    select: {
      ...{ text: true, wording: true, authorId: true, side: true, evidence: true, blind: true },
      naming: {
        select: {
          dictionary: {
            select: { set: { select: { model: { select: { name: true, vocabularySize: true } } } } },
          },
        },
      },
    },
  });
  if (!label) throw notFound("label that stands");
  const { naming, evidence, authorId, ...rest } = label;
  if (authorId === raterId) throw new AppError("forbidden", "Nobody checks a label of their own. Others do.");
  const pinned = labelEvidence.parse(evidence).examples.map(({ corpus, window }) => `${corpus}/${window}`);
  return { ...rest, pinned, model: naming.dictionary.set.model };
}
