import { db, type Prisma } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { evaluationSchema } from "@/lib/evidence-format/evaluation";
import { choosePrompts } from "@/lib/family-format/choose-prompts";
import { readFamily } from "@/lib/family-format/read-family";
import { createLogger } from "@/lib/log";
import { askedFields, readAsked } from "./asked-evaluation";
import { factsToStore } from "./stored-facts";

/** In one go of one worker, each some hundredths of a second of its thread; the next hour does more. */
const most = 200;

/** Says what tiers read of evaluations that an earlier release stored. What cannot be read stays without. */
export async function fillFacts(): Promise<void> {
  const where = { computedAt: { not: null }, wholeLacks: null };
  const rows = await db().evaluation.findMany({
    ...{ where, orderBy: { id: "desc" }, take: most, select: { id: true } },
  });
  for (const { id } of rows) {
    const row = await db().evaluation.findUnique({
      where: { id },
      select: { ...askedFields, result: true, version: { select: { document: true } } },
    });
    const data = row?.result ? factsOf({ ...row, id, result: row.result }) : null;
    if (data) await db().evaluation.updateMany({ where: { id, ...where }, data });
  }
}

type Row = Prisma.EvaluationGetPayload<{ select: typeof askedFields }> & {
  id: string;
  result: Uint8Array;
  version: { document: unknown };
};

function factsOf({ id, result, version, ...row }: Row) {
  try {
    const { rule, only, prompts } = readAsked(row);
    const chosen = { rule: rule ?? undefined, only: only ?? undefined, prompts };
    const wordings = choosePrompts(readFamily(version.document), chosen).map(({ template }) => template);
    return factsToStore(evaluationSchema.parse(unpackDocument(result)), { only, wordings });
  } catch (error) {
    createLogger("evaluations").warn({ err: error, evaluation: id }, "an evaluation tells tiers nothing");
    return null;
  }
}
