import type { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import type { CircuitQuestion } from "@/lib/circuit-format/circuit";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { whyNoCircuit } from "@/lib/circuit-format/processing";
import { ask } from "@/lib/computations/ask";
import { type Asker, askerOf, neverLetGo, theSite } from "@/lib/computations/asker";
import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { refusalOf } from "@/lib/evidence-format/judge-fit";
import { decodeFeatures } from "@/lib/features/feature-codec";
import { showingRows } from "@/lib/kept-pages/showing";
import { fitOf } from "@/lib/models/find-fits";
import { parseTraining } from "@/lib/models/training";
import { refuseLeaf } from "@/lib/runs/refuse-leaves";
import { keepCircuit, touchCircuit, touchRun } from "@/lib/unread/touch";
import { type AskedCircuit, circuitComputation } from "./circuit-computation";
import { circuitIdentity } from "./circuit-identity";
import type { newCircuitSchema } from "./new-circuit";
import { checkTarget } from "./target";

interface NewCircuit extends z.infer<typeof newCircuitSchema> {
  runId: string;
}

/**
 * The circuit of a target in a run: the stored one if the same question was asked before, else a new one, queued.
 * Throws "not-found" (no such run), "conflict" (the run is not ready), "unprocessable" (the target is not active
 * there, with where it is, or a leaf; it is unknown how the model of a dictionary was processed) and "too-many-requests".
 */
export async function createCircuit({ viewer, ...question }: NewCircuit & { viewer: Viewer }) {
  return create(question, askerOf(viewer));
}

/** The same for the installation itself, such as the example on the first page. */
export async function createExampleCircuit(question: NewCircuit) {
  // As long as it stands it is the same row.
  return showingRows(
    () => create(question, theSite),
    ({ id }) => ({
      topics: [`Circuit ${id}`, `Run ${question.runId}`],
      insteadOf: ["Circuit", "Run", "RunSet", "Job"],
    }),
  );
}

async function create(question: NewCircuit, asker: Asker) {
  await touchRun(question.runId);
  const asked = await circuitQuestion(db(), question);
  const where = { identity: asked.identity };
  const standing = await db().circuit.findUnique({ where, select: { id: true, keptAt: true } });
  if (standing) await touchCircuit(standing.id);
  const circuit = await ask(circuitComputation, asked, asker);
  // A database that takes no changes gives what is kept already.
  if (neverLetGo(asker) && !standing?.keptAt) await keepCircuit(circuit.id);
  return circuit;
}

/** What is asked for, once it is known that it can be. Throws as `createCircuit` does, but for "too-many-requests". */
export async function circuitQuestion(
  tx: Transaction,
  { runId, target, ...rest }: NewCircuit,
): Promise<AskedCircuit> {
  const run = await tx.run.findUnique({
    where: { id: runId },
    select: {
      tokenIds: true,
      features: true,
      model: { select: { checksum: true, vocabularySize: true } },
      sets: {
        select: {
          set: {
            select: {
              ...{ kind: true, name: true, checksum: true },
              dictionaries: { select: { training: true, quality: { select: { measured: true } } } },
            },
          },
        },
      },
    },
  });
  if (!run) throw new AppError("not-found", "There is no such run.");
  if (!run.features)
    throw new AppError(
      "conflict",
      "This run is not ready. Its page shows how far it is, or computes it again.",
    );
  const { model } = run;
  const sets = run.sets.map(({ set }) => set);
  checkTraining(sets);
  checkFit(sets);
  refuseLeaf(
    target,
    sets.map(({ kind, dictionaries }) => ({
      kind,
      leavesOnly: dictionaries[0] ? parseTraining(dictionaries[0].training).leavesOnly : null,
    })),
  );
  checkTarget(target, { ...decodeFeatures(run.features), vocabularySize: model.vocabularySize });
  if (rest.mode === "residual" && !sets.some(({ kind }) => kind === "resid")) {
    const message =
      "This run was read without residual dictionaries, so only the direct mode can be computed.";
    throw new AppError("unprocessable", message, { fields: { mode: message } });
  }
  const spec: CircuitQuestion = { target: formatNodeId(target), ...rest };
  const identity = circuitIdentity({
    modelChecksum: model.checksum,
    dictionarySetChecksums: sets.map(({ checksum }) => checksum),
    tokenIds: run.tokenIds,
    spec,
  });
  return { runId, identity, ...spec };
}

/** Throws "unprocessable" where a set was found not to fit its model, unless the operator insists. */
function checkFit(
  sets: readonly {
    kind: DictionaryKind;
    name: string;
    dictionaries: { quality: { measured: unknown } | null }[];
  }[],
): void {
  for (const { kind, name, dictionaries } of sets) {
    // Of a set all are judged together.
    const fit = dictionaries
      .map(({ quality }) => fitOf(quality?.measured))
      .find((each) => each !== undefined);
    const reason = fit && refusalOf(kind, name, fit);
    if (reason !== undefined) throw new AppError("unprocessable", reason);
  }
}

/** Throws "unprocessable" where a dictionary may stand in no circuit, or nobody says on what model it was trained. */
function checkTraining(
  sets: readonly { kind: DictionaryKind; dictionaries: { training: unknown }[] }[],
): void {
  const reason = whyNoCircuit(
    sets.flatMap(({ kind, dictionaries }) =>
      dictionaries.map(({ training }) => ({ kind, ...parseTraining(training) })),
    ),
  );
  if (reason !== undefined) throw new AppError("unprocessable", reason);
}
