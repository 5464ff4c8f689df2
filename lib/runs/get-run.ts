import { z } from "zod";
import { computationOf, jobStateFields } from "@/lib/computations/computation";
import { db, type Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { showingRows } from "@/lib/kept-pages/showing";
import { touchRun } from "@/lib/unread/touch";
import { kindsOf, runSetFields } from "./read-with";
import { runTokens } from "./run-tokens";
import type { RunView } from "./view";

const summary = {
  id: true,
  text: true,
  asWritten: true,
  tokenIds: true,
  tokenTexts: true,
  featureCount: true,
  createdAt: true,
  computedAt: true,
  computedBy: true,
  computeMillis: true,
  job: { select: jobStateFields },
  sets: runSetFields,
  model: {
    select: {
      name: true,
      displayName: true,
      layers: true,
      contextLength: true,
      _count: { select: { dictionarySets: true } },
    },
  },
} satisfies Prisma.RunSelect;

/** A run, finished or not, without its features. Throws "not-found". */
export async function getRun(id: string): Promise<RunView> {
  const isId = z.uuid().safeParse(id).success;
  if (isId) await touchRun(id);
  const run = isId ? await readRun(id) : null;
  if (!run)
    throw new AppError("not-found", "There is no run at this address. Check the link, or run your own text.");
  const { tokenIds: _, tokenTexts: __, job: ___, sets, model, ...rest } = run;
  const {
    _count: { dictionarySets },
    ...modelFields
  } = model;
  return {
    ...rest,
    model: modelFields,
    tokens: await runTokens(run),
    ...computationOf(run),
    kinds: kindsOf(sets),
    hasOtherSets: dictionarySets > sets.length,
  };
}

/** What is read of a run that is ready changes with its own row alone. */
function readRun(id: string) {
  return showingRows(
    () => db().run.findUnique({ where: { id }, select: summary }),
    (run) => (run?.computedAt ? { topics: [`Run ${id}`], insteadOf: ["Run", "RunSet", "Job"] } : null),
  );
}
