import { build } from "@/lib/build";
import { db } from "@/lib/db/client";
import { toStorable } from "@/lib/db/storable-text";
import { countExpansionPages } from "@/lib/expansions/stored-expansions";
import { storedBytes } from "@/lib/limits/storage";
import { readWithFields } from "@/lib/runs/read-with";
import { followStarters } from "@/lib/starter-content/follow-starters";
import { differencesSchema } from "@/lib/verifications/verification-view";
import type { JobContext, PartsHandler } from "../context";
import { type Findings, together, verifyExpansions } from "../verify-expansions";
import { verifyGraph } from "../verify-graph";

/** Of the graph, and as many of the nodes expanded by hand. */
const maxListed = 50;

/**
 * Recomputes a circuit and compares it with what is stored, and so each node of it that was expanded by hand. The first
 * part is the graph, each other a page of expansions; where there are none, it is one job.
 */
export const verificationHandler: PartsHandler = {
  divide: async (verificationId) => {
    const { circuitId } = await db().verification.findUniqueOrThrow({
      where: { id: verificationId },
      select: { circuitId: true },
    });
    const pages = await countExpansionPages(circuitId);
    return pages === 0 ? 0 : 1 + pages;
  },

  part: async (verificationId, part, context) => {
    const found =
      part === 0 ? await ofGraph(verificationId, context) : await ofPage(verificationId, part, context);
    const findings = { ...found, differences: found.differences.slice(0, maxListed).map(toStorable) };
    return {
      // Gone with the last of them.
      bytes: 0,
      write: async (tx) => {
        await tx.verificationPart.create({ data: { verificationId, part, ...findings } });
      },
    };
  },

  finish: async (verificationId, context) => {
    const rows = await db().verificationPart.findMany({
      where: { verificationId },
      orderBy: { part: "asc" },
    });
    const parts = rows.map(({ differences, ...row }) => ({
      ...row,
      differences: differencesSchema.parse(differences),
    }));
    const graph = parts[0] ?? (await ofGraph(verificationId, context));
    const expansions = together(parts.slice(1));
    const all = together([graph, expansions]);
    const differences = differencesSchema.parse([
      ...listed(graph, inGraph),
      ...listed(expansions, inExpansions),
    ]);
    const outcome = {
      passed: all.differenceCount === 0,
      largestDifference: all.largestDifference,
      differences,
    };
    const computedBy = `${build} on ${context.models.provider}`;
    return {
      bytes: storedBytes(JSON.stringify(differences).length),
      write: async (tx) => {
        const { circuitId } = await tx.verification.update({
          where: { id: verificationId },
          data: { ...outcome, computedAt: new Date(), computedBy },
          select: { circuitId: true },
        });
        await tx.verificationPart.deleteMany({ where: { verificationId } });
        await followStarters(tx, { circuitId });
      },
    };
  },
};

const inGraph = "in the graph";
const inExpansions = "in nodes expanded by hand";

async function ofGraph(verificationId: string, context: JobContext): Promise<Findings> {
  const { circuit } = await db().verification.findUniqueOrThrow({
    where: { id: verificationId },
    select: { circuit: { include: { run: { select: { tokenIds: true, ...readWithFields } } } } },
  });
  const opened = await context.models.open(circuit.run);
  await context.report(0.1, "Computing the circuit again");
  return verifyGraph(opened, circuit, context);
}

async function ofPage(verificationId: string, part: number, context: JobContext): Promise<Findings> {
  const { circuit } = await db().verification.findUniqueOrThrow({
    where: { id: verificationId },
    select: {
      circuit: {
        select: { id: true, mode: true, run: { select: { tokenIds: true, ...readWithFields } } },
      },
    },
  });
  const { model } = await context.models.open(circuit.run);
  const { tokenIds } = circuit.run;
  return verifyExpansions(model, { ...circuit, tokenIds }, part - 1, ({ done, total }) =>
    context.report(done / total, `Expanding nodes again: ${done} of ${total}`),
  );
}

/** The first differences, and how many more there are. */
function listed({ differences, differenceCount }: Findings, place: string): string[] {
  if (differenceCount <= Math.min(maxListed, differences.length)) return differences.map(toStorable);
  const shown = differences.slice(0, maxListed - 1);
  return [...shown.map(toStorable), `and ${differenceCount - shown.length} more ${place}`];
}
