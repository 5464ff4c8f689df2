import { db } from "@/lib/db/client";
import { qualitySchema } from "@/lib/evidence-format/quality";
import { showingRows } from "@/lib/kept-pages/showing";

/** How well the dictionaries of a model stand for their sites, of those that were measured, by set and layer. */
export async function findQuality(modelId: string) {
  const sets = await db().dictionarySet.findMany({
    where: { modelId },
    orderBy: [{ kind: "asc" }, { rank: "asc" }],
    select: {
      ...{ kind: true, name: true, displayName: true },
      dictionaries: {
        orderBy: { layer: "asc" },
        select: { layer: true, quality: { select: { measured: true } } },
      },
    },
  });
  return sets.map(({ dictionaries, ...set }) => ({
    ...set,
    dictionaries: dictionaries.flatMap(({ layer, quality }) => {
      // Not whole until both its losses and its features were measured.
      const measured = qualitySchema.safeParse(quality?.measured);
      return measured.success ? [{ layer, ...measured.data }] : [];
    }),
  }));
}

export type SetQuality = Awaited<ReturnType<typeof findQuality>>[number];

/** The corpora that a model's features were read on, or are being read on. */
export async function findCorpora(modelId: string) {
  const indices = await showingRows(
    () =>
      db().featureIndex.findMany({
        where: { modelId },
        orderBy: { id: "asc" },
        take: 100,
        select: {
          ...{ id: true, corpusName: true, corpusLicence: true, tokens: true, computedAt: true },
          job: { select: { status: true, progress: true } },
          assembly: { select: { computedAt: true, job: { select: { status: true, progress: true } } } },
        },
      }),
    // Of what is read, no job says how far it is.
    (found) =>
      found.every(({ computedAt, assembly }) => computedAt && assembly?.computedAt)
        ? { topics: [], insteadOf: ["Job"] }
        : null,
  );
  return indices.map(({ id, corpusName, corpusLicence, tokens, assembly, job, computedAt }) => ({
    ...{ id, name: corpusName, licence: corpusLicence },
    tokens: tokens === null ? null : Number(tokens),
    state: stateOf(computedAt ? assembly : { computedAt, job }, computedAt === null),
  }));
}

export type CorpusRead = Awaited<ReturnType<typeof findCorpora>>[number];

/** Where reading stands: in words, with the share that is done of this step. */
function stateOf(
  step: { computedAt: Date | null; job: { status: string; progress: number } | null } | null,
  isReading: boolean,
): { step: "reading" | "assembling" | "read" | "stopped"; progress: number } {
  if (step?.computedAt) return { step: "read", progress: 1 };
  const { status = "queued", progress = 0 } = step?.job ?? {};
  if (status === "failed" || status === "cancelled") return { step: "stopped", progress };
  return { step: isReading ? "reading" : "assembling", progress };
}
