import { type Expansion, expansionSchema, listedContributions } from "@/lib/circuit-format/expansion";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { expandNode } from "@/lib/engine/attribution/expand-node";
import { headTable } from "@/lib/engine/attribution/head-table";
import { parseTargetId } from "@/lib/engine/attribution/target";
import { storedBytes } from "@/lib/limits/storage";
import { readWithFields } from "@/lib/runs/read-with";
import type { JobHandler } from "../context";
import { orReaderError } from "../reader-error";

/** Expands one node of a circuit by hand, with its DFA by head where it is an attention feature. */
export const expansionHandler: JobHandler = async (expansionId, context) => {
  const { models, report, signal } = context;
  const { nodeId, circuit } = await db().expansion.findUniqueOrThrow({
    where: { id: expansionId },
    select: {
      nodeId: true,
      circuit: {
        select: {
          mode: true,
          run: { select: { tokenIds: true, ...readWithFields } },
        },
      },
    },
  });
  const { mode, run } = circuit;
  const { model } = await models.open(run);
  await report(0.1, "Expanding the node");
  const target = parseTargetId(nodeId);
  const result = await orReaderError(async (): Promise<Expansion> => {
    const options = { limit: listedContributions, signal };
    const expansion = await expandNode(model, run.tokenIds, mode, target, options);
    if (target.kind !== "attn") return { ...expansion, heads: null };
    signal.throwIfAborted();
    const { table, constant } = await headTable(model, run.tokenIds, target);
    return { ...expansion, heads: { table, constant } };
  });
  const packed = packDocument(expansionSchema.parse(result));
  return {
    bytes: storedBytes(packed.length),
    write: async (tx) => {
      await tx.expansion.update({
        where: { id: expansionId },
        data: { result: packed, computedAt: new Date() },
      });
    },
  };
};
