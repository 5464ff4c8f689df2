import { z } from "zod";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { circuitAllowance } from "@/lib/limits/allowances";

interface IndexQuestion {
  modelId: string;
  /** ./index-identity.ts */
  identity: string;
  corpusName: string;
  corpusLicence: string;
  corpusChecksum: string;
  corpusBytes: bigint;
  corpusPath: string;
  parts: number;
  sampledShare: number;
  /** The dictionary sets it is read with, at most one a kind. */
  sets: { id: string; kind: DictionaryKind }[];
}

/** Reads a corpus through a model and its dictionaries, in parts. An assembly follows it. */
export const indexComputation = defineComputation({
  kind: "index",
  what: "index of a corpus",
  lane: "background",
  lighter: "Divide the corpus into smaller ones.",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid() }),
  askedAgain: "begins-again",
  find: (tx, where: Prisma.FeatureIndexWhereInput) =>
    tx.featureIndex.findFirst({ where, select: computedFields }),
  at: ({ id }) => ({ id }),
  same: ({ identity }: IndexQuestion) => ({ identity }),
  insert: async (tx, { sets, ...question }, { jobId }) => {
    const [index] = await tx.featureIndex.createManyAndReturn({
      data: { ...question, jobId },
      skipDuplicates: true,
      select: { id: true },
    });
    if (!index) return [];
    await tx.indexSet.createMany({
      data: sets.map(({ id, kind }) => ({ indexId: index.id, kind, setId: id })),
    });
    return [index];
  },
});
