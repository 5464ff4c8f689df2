import { Command } from "commander";
import { joinUnread, unreadWords } from "@/lib/circuit-format/unread-options";
import type { ModelDescription } from "@/lib/engine/describe-model";
import { openRuntime } from "@/lib/engine/runtime";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { SetFit } from "@/lib/evidence-format/fit";
import { judgeFit, type Standing, standingOf } from "@/lib/evidence-format/judge-fit";
import { type AdoptionRequest, adoptModel, knownNames } from "./adoption/adopt-model";
import { checkKnown } from "./adoption/check-known";
import { parseProcessing } from "./adoption/decide-processing";
import { fitText } from "./adoption/fit-table";
import { ownCorpus, proofDefaults, proveFit } from "./adoption/prove-fit";
import { print } from "./print";
import { formatTable } from "./table";

interface AdoptOptions {
  dictionaries?: string[];
  name?: string;
  knownAs?: string[];
  licence?: string;
  processing?: string;
  corpus: string;
  proof: boolean;
  list: boolean;
  checkKnown: boolean;
}

export function adoptCommand(): Command {
  return new Command("adopt")
    .description(
      "Make a model folder under MODELS_DIR, checked, hashed and ready, from a folder as Hugging Face lays it out, from a repository of its hub, or from what is known by name.",
    )
    .argument("[source]", "a known model (--list), a folder, or hub:owner/name@revision")
    .option(
      "--dictionaries <source...>",
      "known releases, folders or repositories; by default those of a known model",
    )
    .option("--name <name>", "what to call it; by default as its source is called")
    .option("--known-as <name...>", "names by which the files of dictionaries call the model")
    .option("--licence <licence>", "of the model, where its card does not state it")
    .option(
      "--processing <steps>",
      "what was done to the model that the dictionaries were trained on, where their files do not say: all, none, or steps with commas. It is recorded as your word",
    )
    .option("--corpus <path>", "texts to measure on whether the dictionaries fit", ownCorpus)
    .option("--no-proof", "do not measure whether the dictionaries fit; commons prove does it later")
    .option("--list", "list the models and releases that are known by name", false)
    .option(
      "--check-known",
      "ask the hub whether everything that is known by name is there, and whether its configs say what is known of it",
      false,
    )
    .exitOverride()
    .action(adopt);
}

async function adopt(source: string | undefined, options: AdoptOptions): Promise<void> {
  const { HF_ENDPOINT: endpoint, HF_TOKEN: token, MODELS_DIR: modelsDir } = env();
  const hub = { endpoint, token };
  if (options.list) return listKnown();
  if (options.checkKnown) return printChecks(await checkKnown(hub));
  if (source === undefined)
    throw new AppError(
      "invalid-input",
      "Name what to adopt, such as gpt2-small. --list names what is known.",
    );
  const { dictionaries, name, knownAs, licence, processing } = options;
  const progress = new Progress();
  let fits: readonly SetFit[] = [];
  const request: AdoptionRequest = {
    ...{ source, modelsDir, hub },
    ...(dictionaries && { dictionaries }),
    ...(name !== undefined && { name }),
    ...(knownAs && { knownAs }),
    ...(licence !== undefined && { licence }),
    ...(processing !== undefined && { processing: parseProcessing(processing) }),
    say: (line) => progress.say(line),
    onBytes: (file, done, total) => progress.bytes(file, done, total),
    ...(options.proof && {
      prove: async (made) => {
        fits = await prove(made, options.corpus, progress);
      },
    }),
  };
  const { folder, description } = await adoptModel(request);
  progress.say(`${description.displayName} stands in ${folder}.`);
  await print(summaryOf(description, fits));
}

/** Whether the dictionaries fit, before the model has its place: what does not is told, and stands there all the same. */
async function prove(folder: string, corpus: string, progress: Progress): Promise<SetFit[]> {
  const { ENGINE_PROVIDER: provider, ENGINE_THREADS: threads } = env();
  progress.say("Measuring whether the dictionaries fit the model.");
  const runtime = await openRuntime({ provider, threads });
  const proof = await proveFit(folder, { runtime, corpus, ...proofDefaults });
  progress.say(fitText(proof));
  return proof.fits;
}

function summaryOf({ name, checksum, processing, sets }: ModelDescription, fits: readonly SetFit[]): string {
  const done = Object.entries(processing).flatMap(([step, is]) => (is ? [step] : []));
  const rows = sets.map((set) => [
    set.kind,
    set.name,
    String(set.dictionaries.length),
    stepsOf(set),
    standingWords(fits.find((fit) => fit.kind === set.kind && fit.set === set.name)),
    set.checksum.slice(0, 12),
  ]);
  return [
    `${name}, checksum ${checksum}, used ${done.length > 0 ? `under ${done.join(", ")}` : "as it is"}.`,
    ...(rows.length > 0
      ? [formatTable(["kind", "set", "layers", "trained under", "fit", "checksum"], rows, [2])]
      : []),
    ...sets.flatMap(unreadOf),
    "",
  ].join("\n\n");
}

const standingWord: Record<Standing, string> = {
  ...{ fits: "fits", partly: "fits in part", undecided: "undecided", unfit: "does not fit" },
  unmeasured: "not measured",
};

function standingWords(fit: SetFit | undefined): string {
  return standingWord[fit ? standingOf(judgeFit(fit)) : "unmeasured"];
}

/** What the files of a set have that is not read. */
function unreadOf({ kind, name, dictionaries }: ModelDescription["sets"][number]): string[] {
  const words = unreadWords(joinUnread(dictionaries.map(({ training }) => training.unread)));
  return words.map((sentence) => `Files of ${kind}/${name}: ${sentence}`);
}

/** What is said of the model that a set was trained on, and who says it. */
function stepsOf({ dictionaries }: ModelDescription["sets"][number]): string {
  const said = new Set(
    dictionaries.flatMap(({ training }) =>
      training.processing.map(({ step, done, saidBy }) =>
        done === null ? `${step} unknown` : `${done ? "" : "no "}${step} (${saidBy})`,
      ),
    ),
  );
  return [...said].join(", ");
}

async function listKnown(): Promise<void> {
  const { models, releases } = knownNames;
  await print(`Models: ${models.join(", ")}\nReleases of dictionaries: ${releases.join(", ")}\n`);
}

async function printChecks(checks: Awaited<ReturnType<typeof checkKnown>>): Promise<void> {
  const rows = checks.map(({ name, repository, commit, files, byteLength, opened, faults }) => [
    ...[name, repository, commit?.slice(0, 10) ?? "", String(files), `${Math.round(byteLength / 1e6)} MB`],
    ...[String(opened), faults.length === 0 ? "as known" : commit === null ? "not seen" : "otherwise"],
  ]);
  const head = ["name", "repository", "commit", "files", "size", "read", "found"];
  const sentences = checks.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}.`));
  await print([formatTable(head, rows, [3, 4, 5]), ...sentences, ""].join("\n"));
  const unseen = checks.filter(({ commit }) => commit === null).length;
  const untrue = checks.filter(({ commit, faults }) => commit !== null && faults.length > 0).length;
  if (unseen + untrue === 0) return;
  throw new AppError(
    "unprocessable",
    `Of ${checks.length} that are known, ${untrue} are not as they are known, and nothing could be seen of ${unseen}.`,
  );
}

/** Lines on standard error; of what is being fetched one that is written over, where somebody looks on. */
class Progress {
  private last = 0;
  private isOpen = false;

  say(line: string): void {
    this.end();
    process.stderr.write(`${line}\n`);
  }

  bytes(file: string, done: number, total: number): void {
    if (!process.stderr.isTTY) {
      if (done === total) this.say(`${file}: ${Math.ceil(total / 1e6)} MB`);
      return;
    }
    if (done < total && Date.now() - this.last < 200) return;
    this.last = Date.now();
    this.isOpen = true;
    process.stderr.write(`\r\x1b[K${file}: ${Math.floor(done / 1e6)} of ${Math.ceil(total / 1e6)} MB`);
    if (done === total) this.end();
  }

  private end(): void {
    if (this.isOpen) process.stderr.write("\n");
    this.isOpen = false;
  }
}
