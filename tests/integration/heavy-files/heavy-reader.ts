import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type HeavyFile, heavyFiles } from "./heavy-files";
import type { HeavyReading } from "./read-heavy-file";

/** A process that reads heavy files, one at a time. */
export function openHeavyReader() {
  const folder = mkdtempSync(path.join(tmpdir(), "commons-heavy-"));
  const child = fork(path.join(import.meta.dirname, "read-heavy-file.ts"), {
    execArgv: ["--expose-gc", "--import", "tsx"],
  });
  const readFile = async (entrance: HeavyFile["entrance"], text: string | Buffer): Promise<HeavyReading> => {
    const file = path.join(folder, "file");
    writeFileSync(file, text);
    child.send({ entrance, path: file });
    const [reading] = await Promise.race([once(child, "message"), gone]);
    return reading;
  };
  const gone = once(child, "exit").then((): never => {
    throw new Error("the reader died of it");
  });
  // Closing it is no fault.
  gone.catch(() => {});
  const entrances = [...new Set(heavyFiles.map(({ entrance }) => entrance))];
  return {
    /** Reads one so small that only what the entrance itself needs is paid for by it. */
    warm: async () => {
      for (const entrance of entrances) await readFile(entrance, "{}");
    },
    read: ({ entrance, text }: HeavyFile) => readFile(entrance, text()),
    close: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
