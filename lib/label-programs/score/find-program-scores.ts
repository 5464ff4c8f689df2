import { computationOf, computedFields } from "@/lib/computations/computation";
import { db } from "@/lib/db/client";
import { programChecksum } from "../program-identity";
import { programScoreSchema } from "./program-score";
import type { LabelProgramView } from "./view";

/** How programs score for a feature on the corpora that were read last, by program. Without programs nothing is read. */
export async function findProgramScores(
  { dictionaryId, index }: { dictionaryId: string; index: number },
  programs: readonly string[],
): Promise<ReadonlyMap<string, LabelProgramView["score"]>> {
  if (programs.length === 0) return new Map();
  const rows = await db().programScore.findMany({
    where: {
      ...{ dictionaryId, index, checksum: { in: programs.map(programChecksum) } },
      featureIndex: { evidence: { some: { dictionaryId, index } } },
    },
    select: { id: true, computedAt: true, program: true, result: true },
  });
  // A page that shows what is ready does not change with every job there is.
  const unready = rows.flatMap(({ id, computedAt }) => (computedAt ? [] : [id]));
  const computing =
    unready.length === 0
      ? []
      : await db().programScore.findMany({ where: { id: { in: unready } }, select: computedFields });
  return new Map(
    rows.map(({ id, computedAt, program, result }) => {
      const computed = computing.find((each) => each.id === id) ?? { computedAt, job: null };
      const { status, failure } = computationOf(computed);
      return [
        program,
        { id, status, failure, result: result === null ? null : programScoreSchema.parse(result) },
      ];
    }),
  );
}
