import { z } from "zod";
import { Prisma, type Transaction } from "@/lib/db/client";
import { stratumSchema } from "../checks/stratum";
import { crowdOfLabel, crowdSeed, estimateCrowd, type RatedAnswer } from "./estimate-crowd";
import { type CrowdEstimate, crowdEstimateSchema } from "./estimate-schema";
import { readKnownRates } from "./known-rates";
import { readCrowd } from "./read-crowd";
import { isSettled } from "./settled";

interface Wording {
  labelId: string;
  wording: number;
}

/** What people answered on a wording of where a feature fires, those who could not tell and those suspended left out. */
async function findRated(tx: Transaction, of: Wording, which: "all" | "whole hands"): Promise<RatedAnswer[]> {
  const rows = await tx.labelCheck.findMany({
    where: { ...of, byProgram: false, OR: [{ raterId: null }, { rater: { suspendedAt: null } }] },
    orderBy: { id: "asc" },
    select: {
      ...{ id: true, raterId: true, indexId: true, window: true, stratum: true },
      ...{ says: true, answeredAt: true, goldId: true },
    },
  });
  const open = new Set(rows.flatMap(({ answeredAt, raterId }) => (answeredAt === null ? [raterId] : [])));
  return rows.flatMap(({ id, raterId, indexId, window, stratum: stored, says, goldId }) => {
    const stratum = stratumSchema.parse(stored);
    if (
      stratum.is === "continuation" ||
      says === null ||
      goldId !== null ||
      (which !== "all" && open.has(raterId))
    )
      return [];
    return [{ text: `${indexId}/${window}`, raterId: raterId ?? id, stratum, says }];
  });
}

/** Texts ("index/number") of a wording that people were asked about: those that are settled, and those that are not yet. */
export async function findSettled(
  tx: Transaction,
  of: Wording,
): Promise<{ settled: Set<string>; open: Set<string> }> {
  const answers = await findRated(tx, of, "all");
  const rates = await readKnownRates(
    tx,
    answers.map(({ raterId }) => raterId),
  );
  const crowd = crowdOfLabel(answers, rates);
  const { items } = readCrowd(crowd, crowdSeed);
  const [settled, open] = [new Set<string>(), new Set<string>()];
  for (const [i, text] of crowd.texts.entries()) (isSettled(items[i] ?? 0.5) ? settled : open).add(text);
  return { settled, open };
}

const storedCrowdSchema = crowdEstimateSchema.extend({ wording: z.number() });

/** Estimates anew what a proposal's present wording says of texts, of hands that are answered whole. For who holds its side. */
export async function estimateAnew(tx: Transaction, labelId: string): Promise<void> {
  const { wording } = await tx.label.findUniqueOrThrow({ where: { id: labelId }, select: { wording: true } });
  const answers = await findRated(tx, { labelId, wording }, "whole hands");
  const rates = await readKnownRates(
    tx,
    answers.map(({ raterId }) => raterId),
  );
  const crowd = estimateCrowd(answers, rates);
  await tx.label.update({
    where: { id: labelId },
    data: { crowd: crowd ? { wording, ...crowd } : Prisma.DbNull },
  });
}

/** What a row has of it; null where that is of an earlier wording. */
export function crowdIn({ crowd, wording }: { crowd: unknown; wording: number }): CrowdEstimate | null {
  if (crowd === null) return null;
  const { wording: of, ...estimate } = storedCrowdSchema.parse(crowd);
  return of === wording ? estimate : null;
}
