import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { experimentFormat } from "@/lib/experiment-format/experiment";
import { experimentLimits } from "@/lib/experiment-format/limits";
import { refuseLaterHypothesis } from "@/lib/experiment-format/read-experiment";
import { visibleFamilies } from "@/lib/families/visible-families";
import { readFamily } from "@/lib/family-format/read-family";
import { keeping } from "@/lib/limits/keeping";
import { storedBytes } from "@/lib/limits/storage";
import { checkExperiment, orUnprocessable, readDocument } from "./check-experiment";
import { storedDocument } from "./experiment-document";
import { experimentHash } from "./experiment-hash";
import { maxExperiments, type NewExperiment } from "./experiment-schemas";
import type { MadeExperiment } from "./view";
import { visibleExperiments } from "./visible-experiments";

interface Owned extends NewExperiment {
  ownerId: string;
}

/**
 * Writes an experiment down, before anything of it is computed; one's own that is the very same is given as it stands. Throws
 * "unprocessable" for what is no sound experiment or cannot be run here, "not-found" of its model, its family or what it is said to have
 * begun as, "conflict" for one too many, and what `keeping` throws.
 */
export async function createExperiment({
  ownerId,
  isPublic,
  forkOf,
  ...asked
}: Owned): Promise<MadeExperiment> {
  if (JSON.stringify(asked.experiment).length > experimentLimits.maxFileBytes)
    throw new AppError(
      "too-large",
      `An experiment has at most ${experimentLimits.maxFileBytes.toLocaleString("en")} bytes.`,
    );
  const version = await findVersion(asked, ownerId);
  if (isPublic && !version.family.isPublic)
    throw new AppError(
      "unprocessable",
      "Its family of prompts is seen by you alone, so that nobody else could read the experiment. Show the family to everybody first.",
    );
  const { document, hash: familyHash } = version;
  const experiment = readDocument({
    ...written(asked.experiment),
    family: { from: "content", content: document, hash: familyHash },
  });
  orUnprocessable(() => refuseLaterHypothesis(experiment, new Date()));
  const model = await checkExperiment(
    experiment,
    orUnprocessable(() => readFamily(document)),
  );
  if (forkOf) await checkFork(forkOf, ownerId);
  const hash = experimentHash(experiment);
  const stored = storedDocument(experiment);
  const { familyId, number: familyVersion } = version;
  const found = await keeping(ownerId, storedBytes(JSON.stringify(stored).length), async (tx) => {
    const where = { ownerId_hash: { ownerId, hash } };
    const standing = await tx.experiment.findUnique({ where, select: { id: true } });
    if (standing) return { id: standing.id, isNew: false };
    if ((await tx.experiment.count({ where: { ownerId } })) >= maxExperiments)
      throw new AppError("conflict", `You have ${maxExperiments} experiments, which is the most.`);
    const { id } = await tx.experiment.create({
      data: {
        ...{ ownerId, title: experiment.title, modelId: model.id, familyId, familyVersion },
        ...{ document: stored, hash, isPublic, forkedFromId: forkOf },
      },
      select: { id: true },
    });
    return { id, isNew: true };
  });
  return { ...found, hash, url: `/experiments/${found.id}` };
}

/** With what may be left out. */
function written(experiment: Record<string, unknown>): Record<string, unknown> {
  const { hypothesis } = experiment;
  const isObject = typeof hypothesis === "object" && hypothesis !== null && !Array.isArray(hypothesis);
  return {
    format: experimentFormat,
    ...experiment,
    ...(isObject && { hypothesis: { writtenAt: new Date().toISOString(), ...hypothesis } }),
  };
}

/** The version of a family that an experiment is over, by its place here or by its hash. */
async function findVersion(
  { family, experiment }: Pick<NewExperiment, "family" | "experiment">,
  ownerId: string,
) {
  const seen = { family: visibleFamilies({ kind: "member", id: ownerId }) };
  const select = {
    ...{ familyId: true, number: true, document: true, hash: true },
    family: { select: { isPublic: true } },
  } as const;
  const named = family && { familyId: family.id, number: family.version };
  const hash = named ? null : hashNamed(experiment);
  const found = await db().familyVersion.findFirst({
    where: { ...(named ?? { hash: hash ?? "" }), ...seen },
    // Of several that say the same, one that everybody may see.
    orderBy: [{ family: { isPublic: "desc" } }, { createdAt: "asc" }],
    select,
  });
  if (found) return found;
  if (named) throw notFound("version of this family of prompts");
  throw new AppError(
    "unprocessable",
    hash === null
      ? "It does not say over which family of prompts it is: choose one, or name it by its hash."
      : `No family of prompts here that you may see has the hash ${hash}. Make the family of its file first (Prompt families, Make a family), then come back.`,
  );
}

function hashNamed({ family }: Record<string, unknown>): string | null {
  const hash: unknown =
    typeof family === "object" && family !== null && "hash" in family ? family.hash : undefined;
  return typeof hash === "string" && /^[0-9a-f]{64}$/.test(hash) ? hash : null;
}

async function checkFork(id: string, viewerId: string): Promise<void> {
  const seen = visibleExperiments({ kind: "member", id: viewerId });
  if ((await db().experiment.count({ where: { id, ...seen } })) === 0)
    throw notFound("experiment that this one could be a fork of");
}
