import { build } from "@/lib/build";
import { db } from "@/lib/db/client";
import { measureHeads } from "@/lib/engine/heads/measure-heads";
import { readWithFields } from "@/lib/runs/read-with";
import type { JobHandler } from "../context";
import { orReaderError } from "../reader-error";

/** Measures a model's attention heads, which takes no dictionary. */
export const headsHandler: JobHandler = async (id, { models, signal, progressed }) => {
  const { model: known } = await db().headMeasures.findUniqueOrThrow({
    where: { id },
    select: { model: readWithFields.model },
  });
  const { model } = await models.open({ model: known, sets: [] });
  const onProgress = (share: number) => progressed(share, "Measuring the heads");
  const measured = await orReaderError(() => measureHeads(model, { signal, onProgress }));
  const computedBy = `${build} on ${models.provider}`;
  return {
    bytes: 0,
    write: async (tx) => {
      await tx.headMeasures.update({ where: { id }, data: { measured, computedBy, computedAt: new Date() } });
    },
  };
};
