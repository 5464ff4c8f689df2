import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { runAsCommand } from "../command-line";
import { ensureBuild, ensureDatabaseClient } from "../prepare/prepare";
import { say } from "../progress.mjs";
import { contest } from "./contest";
import { describeContest } from "./report";

const optionsSchema = z.object({
  entries: z.coerce.number().int().min(10).max(5_000),
  people: z.coerce.number().int().min(5).max(5_000),
  judges: z.coerce.number().int().min(1).max(19),
  circuits: z.coerce.number().int().min(1).max(1_000),
  seed: z.coerce.number().int().min(0),
  record: z.string().optional(),
});

/** `npm run contest`: exit code 1 where anything is not as it must be. */
export function main(values: string[]): Promise<void> {
  return runAsCommand(async () => {
    const { record, ...options } = read(values);
    // What the site is made of goes with this process, however it ends.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => process.exit(130));
    await ensureDatabaseClient();
    await ensureBuild();
    const report = await contest({ ...options, say });
    console.log(describeContest(report));
    if (record !== undefined) writeFileSync(record, `${JSON.stringify(report.recorded, null, 2)}\n`);
    if (report.faults.length > 0) process.exitCode = 1;
  });
}

function read(args: string[]) {
  const usage =
    "Say how large it is: npm run contest -- --entries 500 --people 300 --judges 5 --circuits 100 --seed 7";
  try {
    const { values } = parseArgs({
      args,
      options: {
        entries: { type: "string", default: "500" },
        people: { type: "string", default: "300" },
        judges: { type: "string", default: "5" },
        circuits: { type: "string", default: "100" },
        seed: { type: "string", default: "7" },
        record: { type: "string" },
      },
    });
    return optionsSchema.parse(values);
  } catch (error) {
    throw new AppError("invalid-input", usage, {}, { cause: error });
  }
}
