import { parseArgs } from "node:util";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { runAsCommand } from "../command-line";
import { ensureBuild, ensureDatabaseClient } from "../prepare/prepare";
import { say } from "../progress.mjs";
import { endure } from "./endure";
import { describeReport } from "./report";

const optionsSchema = z.object({
  kills: z.coerce.number().int().min(1).max(10_000),
  seed: z.coerce.number().int().min(0),
  writes: z.coerce.number().int().min(1),
});

/** `npm run endure -- --kills 85 --seed 7`: exit code 1 where anything is not as it must be. */
export function main(values: string[]): Promise<void> {
  return runAsCommand(async () => {
    const options = read(values);
    // What the site is made of goes with this process, however it ends.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => process.exit(130));
    await ensureDatabaseClient();
    await ensureBuild();
    const report = await endure(options, say);
    console.log(describeReport(report));
    if (report.faults.length > 0) process.exitCode = 1;
  });
}

function read(args: string[]): z.infer<typeof optionsSchema> {
  const usage = "Say how many kills and which plan: npm run endure -- --kills 85 --seed 7";
  try {
    const { values } = parseArgs({
      args,
      options: {
        kills: { type: "string", default: "85" },
        seed: { type: "string", default: "7" },
        writes: { type: "string", default: "100" },
      },
    });
    return optionsSchema.parse(values);
  } catch (error) {
    throw new AppError("invalid-input", usage, {}, { cause: error });
  }
}
