import { makeWorkerUtils } from "graphile-worker";

/** Brings graphile-worker's own tables up to date; safe to run again and at the same time as another. */
export async function installQueue(connectionString: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}
