import { createHash } from "node:crypto";
import { type Asked, ask } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { fitOf } from "@/lib/models/find-fits";
import { parseTraining } from "@/lib/models/training";
import { fitComputation } from "./fit-computation";

/**
 * Asks for a model's sets to be measured for whether they fit it, in the background, where one of them was not and can be: what is
 * read for its features alone is not measured. Null where there is nothing to measure. Throws "not-found".
 */
export async function requestFit(modelName: string): Promise<Asked | null> {
  const model = await db().model.findUnique({
    where: { name: modelName },
    select: {
      ...{ id: true, checksum: true },
      dictionarySets: {
        orderBy: { id: "asc" },
        select: {
          ...{ kind: true, name: true, checksum: true },
          dictionaries: { select: { training: true, quality: { select: { measured: true } } } },
        },
      },
    },
  });
  if (!model) throw notFound("model");
  const measurable = model.dictionarySets.filter(({ dictionaries }) =>
    dictionaries.every(({ training }) => isMeasurable(training)),
  );
  const isMeasured = measurable.every(({ dictionaries }) =>
    dictionaries.some(({ quality }) => fitOf(quality?.measured) !== undefined),
  );
  if (isMeasured) return null;
  const identity = createHash("sha256")
    .update(
      JSON.stringify([
        model.checksum,
        measurable.map(({ kind, name, checksum }) => [kind, name, checksum]).toSorted(),
      ]),
    )
    .digest("hex");
  return ask(fitComputation, { modelId: model.id, identity }, theSite);
}

/** As the command line measures (`cli/adoption/prove-fit.ts`). What an earlier release kept of a dictionary says nothing of it. */
function isMeasurable(training: unknown): boolean {
  return parseTraining(training).featuresOnly === null;
}
