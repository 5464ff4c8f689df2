import { z } from "zod";
import { AppError } from "@/lib/errors";
import { endingOf, spawnNode, toRun } from "../prepare/run-program";

const seededSchema = z.object({ administratorCode: z.string().nullable() });

export type Seeded = z.infer<typeof seededSchema>;

/** Puts in what a fresh database needs; changes nothing in one that has it. */
export async function runSeed(file: string, environment: NodeJS.ProcessEnv): Promise<Seeded> {
  const child = spawnNode(toRun(file), {
    env: environment,
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  let answer: unknown;
  child.once("message", (message) => {
    answer = message;
  });
  await endingOf(child);
  const seeded = seededSchema.safeParse(answer);
  if (seeded.success) return seeded.data;
  throw new AppError(
    "unavailable",
    "The database could not be given what a fresh site needs; the reason stands above.",
  );
}
