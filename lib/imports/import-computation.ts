import { z } from "zod";
import { computedFields } from "@/lib/computations/computation";
import { defineComputation } from "@/lib/computations/define-computation";
import type { Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { circuitAllowance } from "@/lib/limits/allowances";
import { checkKept, holdKeeper } from "@/lib/limits/keeping";

export const maxImports = 50;

/** What goes to the database at once: the driver writes bytes out as text, and everybody waits for that. */
const pieceBytes = 4_000_000;

interface ImportQuestion {
  ownerId: string;
  fileName: string;
  wanted: string | null;
  source: Uint8Array<ArrayBuffer>;
}

/** Reads an uploaded file as a circuit. Seen by its owner alone, who stops it by deleting it. */
export const importComputation = defineComputation({
  kind: "import",
  what: "imported circuit of yours",
  lane: "interactive",
  lighter: "Prune the file first, or read it with the command line (commons import).",
  allowance: circuitAllowance,
  address: z.object({ id: z.uuid() }),
  access: "member",
  cancellable: false,
  askedAgain: "stands",
  find: (tx, where: Prisma.ImportedCircuitWhereInput) =>
    tx.importedCircuit.findFirst({ where, select: computedFields }),
  at: ({ id }, viewer) => ({ id, ownerId: viewer.kind === "member" ? viewer.id : { in: [] } }),
  hold: async (tx, { ownerId, source }: ImportQuestion) => {
    await holdKeeper(tx, ownerId);
    await checkKept(tx, ownerId, source.length);
    if ((await tx.importedCircuit.count({ where: { ownerId } })) >= maxImports)
      throw new AppError(
        "conflict",
        `You keep ${maxImports} imported circuits, which is the most. Delete one first.`,
      );
  },
  insert: async (tx, { source, ...question }, { jobId }) => {
    const data = { ...question, source: source.subarray(0, pieceBytes), jobId };
    const { id } = await tx.importedCircuit.create({ data, select: { id: true } });
    for (let at = pieceBytes; at < source.length; at += pieceBytes)
      await tx.$executeRaw`
        update "ImportedCircuit" set source = source || ${source.subarray(at, at + pieceBytes)} where id = ${id}::uuid`;
    return [{ id }];
  },
});
