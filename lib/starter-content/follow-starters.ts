import { causalCheckComputation } from "@/lib/causal-checks/causal-check-computation";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { circuitQuestion } from "@/lib/circuits/create-circuit";
import { newCircuitSchema } from "@/lib/circuits/new-circuit";
import { askWithin } from "@/lib/computations/ask";
import { theSiteFirst } from "@/lib/computations/asker";
import { inBackground } from "@/lib/computations/in-background";
import type { Prisma, Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { createLogger } from "@/lib/log";
import { verificationComputation } from "@/lib/verifications/verification-computation";
import { findTarget } from "./find-target";
import { findPrompt } from "./prompts";
import { starterComputation } from "./starter-computation";
import type { StarterPrompt } from "./starter-prompt";

/** Lower than the site's default, so that more of a small graph is opened (docs/attribution.md, section 3). */
const threshold = 0.003;

/**
 * Asks for what comes next of the prompts for which this run or circuit was computed, in the transaction that stores
 * something of it: run, circuit, verification and causal check, write-up. What goes wrong keeps nobody from the run.
 */
export async function followStarters(
  tx: Transaction,
  of: { runId: string } | { circuitId: string },
): Promise<void> {
  if (!env().STARTER_FINDINGS) return;
  for (const { id } of await tx.starterFinding.findMany({
    where: { ...of, computedAt: null },
    select: { id: true },
  }))
    await takeNextStep(tx, id);
}

/** Asks for the next step of one prompt, as far as what comes before it is done. Safe to call at any time. */
export async function takeNextStep(tx: Transaction, id: string): Promise<void> {
  try {
    await step(tx, id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    createLogger("starter-content").warn(`A prompt of the site's own goes no further. ${error.message}`);
  }
}

const fields = {
  ...{ name: true, runId: true, circuitId: true, verificationId: true, computedAt: true },
  run: {
    select: { computedAt: true, features: true, tokenIds: true, model: { select: { name: true } } },
  },
  verification: { select: { computedAt: true } },
} satisfies Prisma.StarterFindingSelect;

async function step(tx: Transaction, id: string): Promise<void> {
  // Of two steps that are done at the same moment, the second sees what the first has stored.
  await tx.$queryRaw`select 1 from "StarterFinding" where id = ${id}::uuid for update`;
  const starter = await tx.starterFinding.findUniqueOrThrow({ where: { id }, select: fields });
  const prompt = findPrompt(starter.name);
  if (!prompt || starter.computedAt || !starter.run?.computedAt) return;
  const circuitId = starter.circuitId ?? (await askForCircuit(tx, { id, prompt, starter }));
  const circuit = circuitId
    ? await tx.circuit.findUnique({
        where: { id: circuitId },
        select: {
          computedAt: true,
          causalChecks: { where: { frozen: false }, select: { computedAt: true } },
        },
      })
    : null;
  if (!circuitId || !circuit?.computedAt) return;
  const [check] = circuit.causalChecks;
  if (!check)
    await askWithin(tx, inBackground(causalCheckComputation), { circuitId, frozen: false }, theSiteFirst);
  if (!starter.verificationId) {
    const { id: verificationId } = await askWithin(
      tx,
      inBackground(verificationComputation),
      { circuitId },
      theSiteFirst,
    );
    await tx.starterFinding.update({ where: { id }, data: { verificationId } });
  }
  if (check?.computedAt && starter.verification?.computedAt)
    await askWithin(tx, starterComputation, { id }, theSiteFirst);
}

interface Step {
  id: string;
  prompt: StarterPrompt;
  starter: Prisma.StarterFindingGetPayload<{ select: typeof fields }>;
}

async function askForCircuit(tx: Transaction, { id, prompt, starter }: Step): Promise<string | null> {
  const { run, runId } = starter;
  if (!run?.features || !runId) return null;
  const { features, tokenIds, model } = run;
  const target = await findTarget(prompt.target, {
    model: model.name,
    tokenCount: tokenIds.length,
    features,
  });
  if (!target) {
    const refusal = "The model has no such target in this text.";
    await tx.starterFinding.update({ where: { id }, data: { refusal, computedAt: new Date() } });
    createLogger("starter-content").warn(`${prompt.name} is not published. ${refusal}`);
    return null;
  }
  const asked = newCircuitSchema.parse({ target: formatNodeId(target), threshold });
  const question = await circuitQuestion(tx, { ...asked, runId });
  const { id: circuitId } = await askWithin(tx, inBackground(circuitComputation), question, theSiteFirst);
  await tx.circuit.updateMany({ where: { id: circuitId, keptAt: null }, data: { keptAt: new Date() } });
  await tx.starterFinding.update({ where: { id }, data: { circuitId } });
  return circuitId;
}
