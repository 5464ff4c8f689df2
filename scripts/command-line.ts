import { EnvError } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** Runs a command; what it throws for the reader becomes one sentence on standard error and exit code 1. */
export async function runAsCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(describeError(error));
    process.exitCode = 1;
  }
}

/** The sentence for the reader, or for what nobody foresaw the whole error. */
export function describeError(error: unknown): string {
  if (error instanceof AppError || error instanceof EnvError) return error.message;
  if (isDiskFull(error))
    return "The disk is full. Free some space (docs/operations.md says what can go) and run the command again.";
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
