import { Command, CommanderError } from "commander";
import { EngineError } from "@/lib/engine/errors";
import { EnvError } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { ablateCommand } from "./ablate";
import { adoptCommand } from "./adopt";
import { bountyCommand } from "./bounty";
import { circuitCommand } from "./circuit";
import { dfaCommand } from "./dfa";
import { evaluateCommand } from "./evaluate";
import { experimentCommand } from "./experiment";
import { exportCommand } from "./export";
import { familiesCommand } from "./families";
import { featuresCommand } from "./features";
import { importCommand } from "./import";
import { proveCommand } from "./prove";
import { qkCommand } from "./qk";
import { schemaCommand } from "./schema";
import { spliceCommand } from "./splice";
import { traceFamilyCommand } from "./trace-family";
import { verifyCommand } from "./verify";

const usageExitCode = 2;

/** The `commons` command. Failures are one sentence on standard error: exit code 1, or 2 for wrong usage. */
export function commonsCommand(): Command {
  return new Command("commons")
    .description("Adopt a language model and look into it from the command line: no web server, no database.")
    .showHelpAfterError("(add --help to see how it is used)")
    .exitOverride()
    .addCommand(adoptCommand())
    .addCommand(proveCommand())
    .addCommand(featuresCommand())
    .addCommand(circuitCommand())
    .addCommand(dfaCommand())
    .addCommand(qkCommand())
    .addCommand(ablateCommand())
    .addCommand(spliceCommand())
    .addCommand(evaluateCommand())
    .addCommand(verifyCommand())
    .addCommand(bountyCommand())
    .addCommand(familiesCommand().addCommand(traceFamilyCommand()))
    .addCommand(experimentCommand())
    .addCommand(exportCommand())
    .addCommand(importCommand())
    .addCommand(schemaCommand());
}

async function main(args: readonly string[]): Promise<number> {
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  try {
    await commonsCommand().parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageExitCode;
    if (!(error instanceof EngineError || error instanceof EnvError || error instanceof AppError))
      throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
