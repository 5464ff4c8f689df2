import { describeModel } from "@/lib/engine/describe-model";
import { env } from "@/lib/env";
import { renderEarlierWriteUps } from "@/lib/findings/write-up/render-earlier-write-ups";
import { modelFolders } from "@/lib/models/model-folders";
import { registerModel } from "@/lib/models/register-model";
import { ensureAdministratorInvitation } from "@/lib/people/ensure-administrator-invitation";
import { createExampleRun } from "@/lib/runs/create-run";
import { exampleRun } from "@/lib/runs/example-run";

export interface Seeded {
  /** To be shown to whoever starts the site; null once claimed. */
  administratorCode: string | null;
  models: string[];
}

/** What a fresh database needs, and what a new release adds. Changes nothing the second time. */
export async function seed(): Promise<Seeded> {
  const models: string[] = [];
  for (const folder of modelFolders(env().MODELS_DIR)) {
    const description = await describeModel(folder);
    await registerModel(description);
    models.push(description.name);
  }
  if (models.includes(exampleRun.model)) await createExampleRun(exampleRun);
  await renderEarlierWriteUps();
  return { administratorCode: await ensureAdministratorInvitation(), models };
}
