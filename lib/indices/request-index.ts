import path from "node:path";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { type Asked, ask } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { measureCorpus } from "@/lib/corpora/read-corpus";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { assemblyComputation } from "./assembly-computation";
import { indexComputation } from "./index-computation";
import { indexIdentity } from "./index-identity";

export interface CorpusToRead {
  /** A file or a folder. */
  path: string;
  name: string;
  licence: string;
}

/**
 * Bytes of text in a part, some 200,000 tokens: what is lost with a worker is at most one. Fewer are less work, since each
 * begins anew to keep what is strongest and to draw: of the bundled corpus 29,000 tokens bring 990,000 examples into a
 * part, most of which later ones put out again.
 */
const partBytes = 800_000;
const maxParts = 500;
/** Windows kept whole, about, of all corpora that large or larger. */
const sampledWindows = 192;
/** English has about so many bytes a token; it only decides how large the parts and the sample are. */
const bytesPerToken = 4;

/**
 * Asks for a corpus to be read through a model, once with each choice of its dictionary sets: the first of each kind
 * together, then the second, and so on. What was read before is given as it stands, and what failed is begun again. Throws
 * "not-found" and "unprocessable" for what is no corpus.
 */
export async function requestIndices(modelName: string, corpus: CorpusToRead): Promise<Asked[]> {
  const model = await db().model.findUnique({
    where: { name: modelName },
    select: {
      ...{ id: true, checksum: true, contextLength: true },
      dictionarySets: { orderBy: { rank: "asc" }, select: { id: true, kind: true, checksum: true } },
    },
  });
  if (!model) throw notFound("model");
  if (model.contextLength < 2)
    throw new AppError(
      "unprocessable",
      "This model reads one token at a time, so there is nothing to index.",
    );
  const { checksum: corpusChecksum, bytes } = await measureCorpus(corpus.path);
  const windows = bytes / bytesPerToken / (model.contextLength - 1);
  const asked: Asked[] = [];
  for (const sets of setsByRank(model.dictionarySets)) {
    const identity = indexIdentity({
      ...{ modelChecksum: model.checksum, corpusChecksum },
      dictionarySetChecksums: sets.map(({ checksum }) => checksum),
    });
    const question = {
      ...{ modelId: model.id, identity, corpusChecksum, corpusBytes: BigInt(bytes) },
      ...{ corpusName: corpus.name, corpusLicence: corpus.licence, corpusPath: pathForWorkers(corpus.path) },
      parts: Math.min(maxParts, Math.max(1, Math.ceil(bytes / partBytes))),
      sampledShare: Math.min(1, sampledWindows / Math.max(1, windows)),
      sets,
    };
    const index = await ask(indexComputation, question, theSite);
    asked.push(index);
    await assembleAgain(index.id);
  }
  return asked;
}

/** Begins again the assembly of an index that was read, if that has failed. */
async function assembleAgain(indexId: string): Promise<void> {
  const assembly = await db().assembly.findUnique({ where: { indexId }, select: { id: true } });
  if (assembly) await ask(assemblyComputation, { indexId }, theSite);
}

function setsByRank<S extends { kind: DictionaryKind }>(sets: readonly S[]): S[][] {
  const choices: S[][] = [];
  const counts = new Map<DictionaryKind, number>();
  for (const set of sets) {
    const place = counts.get(set.kind) ?? 0;
    counts.set(set.kind, place + 1);
    const choice = choices[place] ?? [];
    choice.push(set);
    choices[place] = choice;
  }
  return choices;
}

/** Below the models' folder, which may lie elsewhere on another machine, as the way from there. */
function pathForWorkers(corpus: string): string {
  const relative = path.relative(env().MODELS_DIR, path.resolve(corpus));
  return relative.startsWith("..") || path.isAbsolute(relative) ? path.resolve(corpus) : relative;
}

/** Where a worker finds a corpus. */
export function corpusOnThisMachine(stored: string): string {
  return path.resolve(env().MODELS_DIR, stored);
}
