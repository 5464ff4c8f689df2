import { type AdoptionRequest, adoptModel } from "@/cli/adoption/adopt-model";
import { parseProcessing } from "@/cli/adoption/decide-processing";
import { ownCorpus, proofDefaults, proveFit } from "@/cli/adoption/prove-fit";
import { type AdoptionOutcome, adoptionOutcomeSchema, type NewAdoption } from "@/lib/adoptions/view";
import { joinUnread, unreadWords } from "@/lib/circuit-format/unread-options";
import { db } from "@/lib/db/client";
import { toStorable } from "@/lib/db/storable-text";
import type { ModelDescription } from "@/lib/engine/describe-model";
import { EngineError } from "@/lib/engine/errors";
import type { StopSignal } from "@/lib/engine/stop-signal";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { judgeFit, whyUnmeasured } from "@/lib/evidence-format/judge-fit";
import { registerModel } from "@/lib/models/register-model";
import type { JobContext, JobHandler } from "../context";

/** How far it is when what is to be fetched has come, and when it is checked. */
const [fetched, checked] = [0.75, 0.85];
const stopMillis = 250;

/**
 * Makes a model folder of what an administrator named, in this worker's own MODELS_DIR, and makes it known to the site. Begun again
 * by whichever worker of this machine, it goes on with what was fetched, and changes nothing once the folder has its place.
 */
export const adoptionHandler: JobHandler = async (id, context) => {
  const { models, signal } = context;
  const asked = await db().adoption.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ source: true, dictionaries: true, name: true, processing: true },
      ...{ knownAs: true, licence: true },
    },
  });
  const stop = new AbortController();
  const looking = setInterval(() => abortWith(stop, signal), stopMillis);
  try {
    const { folder, description } = await inWords(() =>
      adoptModel(requestOf(id, asked, context, stop.signal)),
    );
    context.progressed(1, "Making it known to the site");
    const described = (await models.look()).find(({ name }) => name === description.name);
    if (!described) throw new AppError("conflict", `The files in ${folder} were changed meanwhile.`);
    await registerModel(described);
    return {
      bytes: 0,
      write: async (tx) => {
        await tx.adoption.update({
          where: { id },
          data: { outcome: outcomeOf(described), computedAt: new Date() },
        });
      },
    };
  } finally {
    clearInterval(looking);
  }
};

function requestOf(
  id: string,
  asked: NewAdoption,
  { models, signal, progressed }: JobContext,
  stop: AbortSignal,
): AdoptionRequest {
  const { HF_ENDPOINT: endpoint, HF_TOKEN: token, MODELS_DIR: modelsDir, ADOPT_DIR: below = null } = env();
  const { source, dictionaries, name, processing, knownAs, licence } = asked;
  const fetching = new Fetching(progressed);
  const tell = (progress: number, stage: string) => progressed(progress, toStorable(stage.slice(0, 300)));
  return {
    ...{ source, modelsDir, below, mark: id, hub: { endpoint, token, signal: stop } },
    ...(dictionaries.length > 0 && { dictionaries }),
    ...(name !== "" && { name }),
    ...(processing !== "" && { processing: parseProcessing(processing) }),
    ...(knownAs.length > 0 && { knownAs }),
    ...(licence !== "" && { licence }),
    onPlan: (plan) => fetching.begin(plan),
    onBytes: (file, done, total) => fetching.come(file, done, total),
    say: (line) => {
      signal.throwIfAborted();
      tell(fetching.share, line);
    },
    prove: async (folder, description) => {
      await refuseKnown(description);
      tell(checked, "Measuring whether the dictionaries fit");
      await proveFit(folder, {
        ...{ runtime: models.runtime, corpus: ownCorpus, signal, ...proofDefaults },
        onProgress: (share) =>
          tell(checked + (1 - checked) * share, "Measuring whether the dictionaries fit"),
      });
    },
  };
}

/** How far what is fetched has come, in words: which file of how many, and its bytes. */
class Fetching {
  private plan = { files: 0, bytes: 0 };
  private before = 0;
  private file = "";
  private number = 0;
  private held = 0;

  constructor(private readonly tell: (progress: number, stage: string) => void) {}

  get share(): number {
    return this.plan.bytes === 0 ? 0 : fetched * Math.min(1, (this.before + this.held) / this.plan.bytes);
  }

  begin(plan: { files: number; bytes: number }): void {
    this.plan = plan;
  }

  come(file: string, done: number, total: number): void {
    if (file !== this.file) {
      this.before += this.held;
      this.file = file;
      this.number++;
    }
    this.held = done;
    const [came, all] = [done / 1e6, total / 1e6].map((megabytes) => megabytes.toFixed(1));
    const which = `file ${this.number} of ${Math.max(this.number, this.plan.files)}`;
    this.tell(this.share, toStorable(`Fetching ${file.slice(0, 200)} (${which}): ${came} of ${all} MB`));
  }
}

/** Before the folder has its place, which would then be refused for good. */
async function refuseKnown({ name, checksum }: ModelDescription): Promise<void> {
  const known = await db().model.findUnique({ where: { name }, select: { checksum: true } });
  if (known && known.checksum !== checksum)
    throw new AppError(
      "conflict",
      `This site knows a model ${name} with other numbers, and a name stands for one set of weights for ever. Choose another name.`,
    );
}

function outcomeOf({ name, checksum, sets }: ModelDescription): AdoptionOutcome {
  return adoptionOutcomeSchema.parse({
    ...{ name, checksum },
    sets: sets.map(({ kind, name: set, dictionaries, fit }) => {
      const why = whyUnmeasured(dictionaries.map(({ training }) => training));
      const nothing = { fits: null, sentences: [], undecided: [], unmeasured: why === null ? [] : [why] };
      return {
        ...{ kind, name: set, layers: dictionaries.length },
        ...(fit ? judgeFit(fit) : nothing),
        unread: unreadWords(joinUnread(dictionaries.map(({ training }) => training.unread))),
      };
    }),
  });
}

function abortWith(stop: AbortController, signal: StopSignal): void {
  try {
    signal.throwIfAborted();
  } catch (error) {
    stop.abort(error);
  }
}

const diskWords: Readonly<Record<string, string>> = {
  ENOSPC: "The disk that holds MODELS_DIR is full. Make room, and begin it again: what was fetched is kept.",
  EROFS: "The worker may not write to MODELS_DIR, where models lie. The operator must let it.",
  EACCES:
    "The worker may not write to MODELS_DIR, where models lie, or not read the source. The operator must let it.",
};

/** Whatever is wrong with what was named, or with the disk, in words; trying again by itself would not change it. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EngineError)
      throw new AppError("unprocessable", error.message, {}, { cause: error });
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const words = Object.hasOwn(diskWords, code) ? diskWords[code] : undefined;
    if (words !== undefined) throw new AppError("unavailable", words, {}, { cause: error });
    throw error;
  }
}
