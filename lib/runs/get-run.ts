import { z } from "zod";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { computationOf, jobStateFields } from "@/lib/computations/computation";
import { db, type Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { runTokens } from "./run-tokens";
import type { RunView } from "./view";

const summary = {
  id: true,
  text: true,
  tokenIds: true,
  tokenTexts: true,
  featureCount: true,
  createdAt: true,
  computedAt: true,
  computedBy: true,
  computeMillis: true,
  job: { select: jobStateFields },
  model: {
    select: {
      name: true,
      displayName: true,
      layers: true,
      contextLength: true,
      dictionarySets: {
        orderBy: { kind: "asc" },
        select: { kind: true, dictionaries: { orderBy: { layer: "asc" }, select: { layer: true } } },
      },
    },
  },
} satisfies Prisma.RunSelect;

/** A run, finished or not, without its features. Throws "not-found". */
export async function getRun(id: string): Promise<RunView> {
  const run = z.uuid().safeParse(id).success
    ? await db().run.findUnique({ where: { id }, select: summary })
    : null;
  if (!run)
    throw new AppError("not-found", "There is no run at this address. Check the link, or run your own text.");
  const { tokenIds, tokenTexts, job: _, model, ...rest } = run;
  const { dictionarySets, ...modelFields } = model;
  return {
    ...rest,
    model: modelFields,
    tokens: await runTokens({ model, tokenIds, tokenTexts }),
    ...computationOf(run),
    kinds: dictionarySets.map(({ kind, dictionaries }) => ({
      kind: kind satisfies DictionaryKind,
      layers: dictionaries.map(({ layer }) => layer),
    })),
  };
}
