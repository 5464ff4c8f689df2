import { seedBounty } from "@/lib/bounties/seed-bounty";
import { describeModel } from "@/lib/engine/describe-model";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { seedExperiments } from "@/lib/experiments/seed-experiments";
import { seedFamilies } from "@/lib/families/seed-families";
import { renderEarlierWriteUps } from "@/lib/findings/write-up/render-earlier-write-ups";
import { requestFit } from "@/lib/fits/request-fit";
import { requestHeads } from "@/lib/heads/request-heads";
import { type CorpusToRead, requestIndices } from "@/lib/indices/request-index";
import { createLogger } from "@/lib/log";
import { modelFolders } from "@/lib/models/model-folders";
import { registerModel } from "@/lib/models/register-model";
import { ensureAdministratorInvitation } from "@/lib/people/ensure-administrator-invitation";
import { createExampleRun } from "@/lib/runs/create-run";
import { exampleRun } from "@/lib/runs/example-run";
import { requestStarters } from "@/lib/starter-content/request-starters";

export interface Seeded {
  /** To be shown to whoever starts the site; null once claimed. */
  administratorCode: string | null;
  models: string[];
}

/** What a fresh database needs, and what a new release adds. Changes nothing the second time. */
export async function seed(): Promise<Seeded> {
  const models: string[] = [];
  const corpora: (() => Promise<void>)[] = [];
  for (const folder of modelFolders(env().MODELS_DIR)) {
    const description = await describeModel(folder);
    const { name, corpus } = description;
    await registerModel(description);
    models.push(name);
    if (corpus && env().INDEX_CORPORA) corpora.push(() => readCorpusOf(name, corpus));
    // What is measured of a model by itself goes with what is read of a corpus: some sites want neither at their start.
    if (env().INDEX_CORPORA) await requestHeads(name);
    if (env().INDEX_CORPORA) await requestFit(name);
  }
  await requestStarters(models);
  if (env().STARTER_FINDINGS) await seedBounty();
  if (env().STARTER_FINDINGS) await seedFamilies();
  for (const readCorpus of corpora) await readCorpus();
  // After the corpora: of what nobody waits for, features are read first.
  if (env().STARTER_FINDINGS) await seedExperiments(models);
  if (models.includes(exampleRun.model)) await createExampleRun(exampleRun);
  await renderEarlierWriteUps();
  return { administratorCode: await ensureAdministratorInvitation(), models };
}

/** A corpus that cannot be read keeps no site from starting. */
async function readCorpusOf(model: string, corpus: CorpusToRead): Promise<void> {
  try {
    await requestIndices(model, corpus);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    createLogger("seed").warn(`The corpus of ${model} is not read. ${error.message}`);
  }
}
