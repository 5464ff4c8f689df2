import { causalCheckComputation } from "@/lib/causal-checks/causal-check-computation";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { theSite } from "@/lib/computations/asker";
import { computationOf, computedFields } from "@/lib/computations/computation";
import { beginAgain } from "@/lib/computations/retry";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { ensureSiteAccount } from "@/lib/people/site-account";
import { createSiteRun } from "@/lib/runs/create-run";
import { takeNextStep } from "./follow-starters";
import { starterPrompts } from "./prompts";
import { starterComputation } from "./starter-computation";
import type { StarterPrompt } from "./starter-prompt";

/**
 * Has the prompts of these models run, traced, verified, checked and published, each once: what is under way goes on, what
 * failed is begun again, what was published (or withdrawn since) is left as it is. Of any number of processes at once each
 * step is asked for by one. Where a claim of a write-up did not hold, it is tried again, since a release may have mended it.
 */
export async function requestStarters(
  models: readonly string[],
  prompts: readonly StarterPrompt[] = starterPrompts,
): Promise<void> {
  if (!env().STARTER_FINDINGS) return;
  const wanted = prompts.filter(({ model }) => models.includes(model));
  if (wanted.length === 0) return;
  await ensureSiteAccount();
  await db().starterFinding.createMany({ data: wanted.map(({ name }) => ({ name })), skipDuplicates: true });
  // What is published last stands first among the newest findings.
  for (const prompt of wanted.toReversed()) await goOn(prompt);
}

/** The same for prompts that have begun, should a step have been missed: for housekeeping. */
export async function goOnWithStarters(): Promise<void> {
  if (!env().STARTER_FINDINGS) return;
  const begun = await db().starterFinding.findMany({
    where: { computedAt: null, runId: { not: null } },
    select: { id: true },
  });
  for (const { id } of begun) await db().$transaction((tx) => takeNextStep(tx, id));
}

async function goOn({ name, model, text }: StarterPrompt): Promise<void> {
  const { id, computedAt, findingId, refusal, runId } = await db().starterFinding.findUniqueOrThrow({
    where: { name },
  });
  if (findingId || (computedAt && !refusal)) return;
  if (!runId) {
    const run = await createSiteRun({ model, text });
    await db().starterFinding.updateMany({ where: { id, runId: null }, data: { runId: run.id } });
  }
  if (refusal)
    await db().starterFinding.updateMany({
      where: { id, findingId: null, refusal: { not: null } },
      data: { refusal: null, computedAt: null, jobId: null },
    });
  await beginFailedAgain(id);
  await db().$transaction((tx) => takeNextStep(tx, id));
}

/** Whatever of a prompt has failed or was cancelled. Runs that are too much fail again, and are tried at the next start. */
async function beginFailedAgain(id: string): Promise<void> {
  const { run, circuit, verification, ...own } = await db().starterFinding.findUniqueOrThrow({
    where: { id },
    select: {
      ...computedFields,
      run: { select: computedFields },
      circuit: {
        select: {
          ...computedFields,
          causalChecks: { where: { frozen: false }, select: computedFields },
        },
      },
      verification: { select: computedFields },
    },
  });
  if (verification && computationOf(verification).status === "failed")
    await db().starterFinding.update({ where: { id }, data: { verificationId: null } });
  const steps = [
    { definition: circuitComputation, row: run },
    { definition: circuitComputation, row: circuit },
    { definition: causalCheckComputation, row: circuit?.causalChecks[0] },
    { definition: starterComputation, row: own },
  ];
  for (const { definition, row } of steps)
    if (row && computationOf(row).status === "failed")
      await beginAgain(definition, row, theSite, { asked: true });
}
