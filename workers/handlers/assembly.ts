import { build } from "@/lib/build";
import { db } from "@/lib/db/client";
import { dictionariesOfIndex } from "@/lib/indices/dictionaries-of-index";
import { assembleDictionary } from "../assemble-dictionary";
import type { PartsHandler } from "../context";
import { measureDictionaries } from "../measure-dictionaries";

/** Puts together what the parts of an index showed. Each part is a dictionary, and the last, when all have names, measures how good they are. */
export const assemblyHandler: PartsHandler = {
  divide: async (assemblyId) => 1 + (await dictionariesOfIndex(await indexOf(assemblyId))).length,

  part: async (assemblyId, part, context) => {
    const indexId = await indexOf(assemblyId);
    const row = (await dictionariesOfIndex(indexId))[part];
    return row ? assembleDictionary(indexId, row, context) : measureDictionaries(indexId, context);
  },

  finish: async (assemblyId, { models }) => {
    const indexId = await indexOf(assemblyId);
    const computedBy = `${build} on ${models.provider}`;
    return {
      bytes: 0,
      write: async (tx) => {
        await tx.indexTally.deleteMany({ where: { indexId } });
        await tx.indexPart.deleteMany({ where: { indexId } });
        await tx.assembly.update({
          where: { id: assemblyId },
          data: { computedAt: new Date(), computedBy },
        });
      },
    };
  },
};

async function indexOf(assemblyId: string): Promise<string> {
  const { indexId } = await db().assembly.findUniqueOrThrow({
    where: { id: assemblyId },
    select: { indexId: true },
  });
  return indexId;
}
