import type { Transaction } from "@/lib/db/client";
import { compareResults } from "@/lib/experiment-format/compare-results";
import { type ExperimentResult, readExperimentResult } from "@/lib/experiment-format/result";
import { conclusions } from "./conclusions";

interface Computed {
  experimentId: string;
  bundledName: string | null;
  result: ExperimentResult;
}

/**
 * Writes under an experiment that comes with the site what its result shows, in the transaction that stores it: where the result is the
 * stated one to its digits, and nothing stands there yet.
 */
export async function concludeBundled(
  tx: Transaction,
  { experimentId, bundledName, result }: Computed,
): Promise<void> {
  if (bundledName === null || !Object.hasOwn(conclusions, bundledName)) return;
  const conclusion = conclusions[bundledName];
  if (!conclusion || compareResults(readExperimentResult(conclusion.stated), result).differenceCount > 0)
    return;
  await tx.experiment.updateMany({
    where: { id: experimentId, bundledName, holds: null },
    data: { holds: conclusion.holds, conclusion: conclusion.text, concludedAt: new Date() },
  });
}
