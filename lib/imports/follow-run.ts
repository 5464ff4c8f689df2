import type { Viewer } from "@/lib/auth/viewer-type";
import { type AskedCircuit, circuitComputation } from "@/lib/circuits/circuit-computation";
import { circuitQuestion } from "@/lib/circuits/create-circuit";
import { newCircuitSchema } from "@/lib/circuits/new-circuit";
import { askWithin } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { createLogger } from "@/lib/log";

interface Following {
  /** `Circuit.identity` of the file's question. */
  identity: string | null;
  asked: unknown;
}

/** Most imports that one run is followed by; the owners of others ask once more. */
const maxFollowers = 100;

/**
 * Asks for the circuits that imports are to have once this run is stored, in the transaction that stores it and for what
 * each costs its owner. Why one was not begun is kept for its owner, and keeps nobody from the run.
 */
export async function followRun(tx: Transaction, runId: string): Promise<void> {
  const imports = await tx.importedCircuit.findMany({
    where: { askedRunId: runId, owner: { suspendedAt: null } },
    select: {
      id: true,
      identity: true,
      asked: true,
      owner: { select: { id: true, handle: true, name: true, role: true } },
    },
    take: maxFollowers,
  });
  for (const { id, owner, ...following } of imports) {
    const refusal = await refusalOf(tx, runId, following, { kind: "member", ...owner });
    if (refusal !== null) await tx.importedCircuit.updateMany({ where: { id }, data: { refusal } });
  }
}

async function refusalOf(
  tx: Transaction,
  runId: string,
  following: Following,
  owner: Viewer,
): Promise<string | null> {
  try {
    await askWithin(tx, circuitComputation, await questionAfter(tx, runId, following), askerOf(owner));
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    createLogger("imports").error({ err: error, runId }, "what follows a run was not asked for");
    return "Something went wrong when the circuit was to be begun. Ask for it again.";
  }
}

/** The question of a file in the run of its text. Throws where it cannot be asked there. */
export async function questionAfter(
  tx: Transaction,
  runId: string,
  { identity, asked }: Following,
): Promise<AskedCircuit> {
  const question = await circuitQuestion(tx, { ...newCircuitSchema.parse(asked), runId });
  if (question.identity === identity) return question;
  throw new AppError(
    "unprocessable",
    "The text does not come apart into the file's tokens here, so the same question cannot be asked.",
  );
}
