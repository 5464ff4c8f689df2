import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbedded } from "./embedded";

/** An empty PostgreSQL database for the time of one call, in a temporary folder. */
export async function withScratchDatabase<Result>(
  use: (databaseUrl: string) => Promise<Result>,
): Promise<Result> {
  const scratch = await startScratch();
  try {
    return await use(scratch.databaseUrl);
  } finally {
    await scratch.stop();
  }
}

export async function startScratch(): Promise<{ databaseUrl: string; stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "commons-scratch-"));
  // As root the server runs as another user, who has to pass through.
  chmodSync(dataDir, 0o711);
  try {
    const { databaseUrl, server } = await startEmbedded({ dataDir, durable: false });
    const stop = async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    };
    return { databaseUrl, stop };
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}
