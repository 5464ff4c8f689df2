import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { db } from "@/lib/db/client";
import type { DictionaryFigure } from "./dictionary-figure";
import { findQuality } from "./find-quality";

/** The quality of the dictionaries that a run or circuit is read with, of those that were measured. */
export async function findSetQuality(
  modelName: string,
  kinds: readonly { kind: DictionaryKind; set: { name: string } }[],
): Promise<DictionaryFigure[]> {
  const model = await db().model.findUnique({ where: { name: modelName }, select: { id: true } });
  const sets = model ? await findQuality(model.id) : [];
  return kinds.flatMap(({ kind, set }) => {
    const measured = sets.find((each) => each.kind === kind && each.name === set.name);
    return (measured?.dictionaries ?? []).map(({ layer, l0, explainedVariance, loss, lossRecovered }) => ({
      ...{ kind, layer, l0, explainedVariance, loss, lossRecovered },
    }));
  });
}
