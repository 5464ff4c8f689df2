import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import { nothingLeftOut, readCorpus } from "@/lib/corpora/read-corpus";
import { describeModel, type ModelDescription } from "@/lib/engine/describe-model";
import { readFilesClaims } from "@/lib/engine/dictionaries/files-claims";
import { knownReleases } from "@/lib/engine/dictionaries/known-releases";
import { measureFit } from "@/lib/engine/evidence/fit";
import { type Fits, fitFileName } from "@/lib/engine/evidence/fits-file";
import { cutWindows } from "@/lib/engine/evidence/windows";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import type { Runtime } from "@/lib/engine/runtime";
import type { StopSignal } from "@/lib/engine/stop-signal";
import { readManifestOf } from "@/lib/engine/weights/manifest";
import { openModelFolder } from "@/lib/engine/weights/model-folder";
import { AppError } from "@/lib/errors";
import type { DictionaryFit, FileClaim, SetFit } from "@/lib/evidence-format/fit";
import { whyUnmeasured } from "@/lib/evidence-format/judge-fit";

/** English that anybody has who has this program: made-up stories and passages of old children's books. */
export const ownCorpus = path.resolve(import.meta.dirname, "../../models/storybook-4l/corpus.jsonl");

/** As few windows as tell a wrong reading of the bundled model's dictionaries. */
export const proofDefaults = { windows: 32, windowTokens: 128 };

export interface ProofOptions {
  runtime: Runtime;
  /** A corpus as lib/corpora reads them. */
  corpus: string;
  /** How many windows are drawn, and the most tokens of one. */
  windows: number;
  windowTokens: number;
  onProgress?: (share: number) => void;
  signal?: StopSignal;
}

/** All sets of a model, and how those fit of which something was measured. */
export interface Proof {
  sets: ModelDescription["sets"];
  fits: SetFit[];
}

/** Measures how all sets of a model fit it, on windows drawn from a corpus, and writes that beside its manifest. */
export async function proveFit(folder: string, options: ProofOptions): Promise<Proof> {
  const proof = await measureFits(folder, options);
  const file: Fits = { format: "circuit-commons/fits@1", sets: proof.fits };
  if (proof.fits.length > 0) writeFileSync(path.join(folder, fitFileName), `${JSON.stringify(file)}\n`);
  return proof;
}

/** The same where it is kept elsewhere. Of a set of which all is read for its features alone nothing is (`whyUnmeasured`). */
export async function measureFits(folder: string, options: ProofOptions): Promise<Proof> {
  const { runtime, corpus, onProgress = () => {} } = options;
  const description = await describeModel(folder);
  const { checksum: modelChecksum } = description;
  const sets = description.sets.filter(
    ({ dictionaries }) => whyUnmeasured(dictionaries.map(({ training }) => training)) === null,
  );
  if (sets.length === 0) return { sets: description.sets, fits: [] };
  const none = { attn: null, mlp: null, resid: null };
  const model = await openModel(folder, { runtime, sets: none });
  const { windows, checksum } = await drawWindows(model, options).finally(() => model.close());
  const namesOf = (kind: DictionaryKind) => sets.filter((set) => set.kind === kind).map(({ name }) => name);
  const rounds = Math.max(...dictionaryKinds.map((kind) => namesOf(kind).length));
  const filesClaim = claimsBeside(folder);
  const fits: SetFit[] = [];
  for (let round = 0; round < rounds; round++) {
    const chosen = (kind: DictionaryKind) => namesOf(kind)[round] ?? null;
    const used = { attn: chosen("attn"), mlp: chosen("mlp"), resid: chosen("resid") };
    const measured = await measureFit(folder, windows, {
      ...{ runtime, sets: used },
      ...(options.signal && { signal: options.signal }),
      onProgress: (share) => onProgress((round + share) / rounds),
    });
    for (const { dictionaries, ...fit } of measured) {
      const set = sets.find(({ kind, name }) => kind === fit.kind && name === used[fit.kind]);
      if (!set) throw new Error("what was measured is one of the sets");
      fits.push({
        ...{ format: "circuit-commons/fit@1", set: set.name, modelChecksum, setChecksum: set.checksum },
        corpus: { name: path.basename(corpus), checksum },
        ...fit,
        dictionaries: dictionaries.map((each) => ({
          ...each,
          ...{ claimed: claimedOf(set, each.layer), filesClaim: filesClaim(set, each.layer) },
        })),
      });
    }
  }
  return { sets: description.sets, fits };
}

/** What files beside the dictionaries of a model folder say of the one of a set at a layer. */
function claimsBeside(modelDir: string) {
  const folder = openModelFolder(modelDir);
  const { dictionarySets } = readManifestOf(folder);
  return ({ kind, name, dictionaries }: ModelDescription["sets"][number], layer: number): FileClaim[] => {
    const set = dictionarySets.find((each) => each.kind === kind && each.name === name);
    const place = set?.dictionaries.find((each) => each.layer === layer);
    const described = dictionaries.find((each) => each.layer === layer);
    return place && described ? readFilesClaims(folder, place, described.dFeatures) : [];
  };
}

/** What a known release says of its dictionary at a layer. */
function claimedOf(
  { name, source }: ModelDescription["sets"][number],
  layer: number,
): DictionaryFit["claimed"] {
  const { release } = source;
  if (release === null || !Object.hasOwn(knownReleases, release)) return null;
  const known = knownReleases[release]?.sets.find((set) => set.name === name);
  return known?.dictionaries.find((each) => each.layer === layer)?.claimed ?? null;
}

/** Documents that are looked at: of a larger corpus only its beginning is drawn from. */
const maxDocuments = 50_000;

/**
 * Windows of a corpus, one of a document, drawn by the documents' own checksums: the same of one corpus whenever it is done. With
 * them a checksum of what was drawn.
 */
async function drawWindows(model: LoadedModel, { corpus, windows: wanted, windowTokens }: ProofOptions) {
  const drawn: { lot: string; tokenIds: number[] }[] = [];
  const width = Math.min(windowTokens, model.config.contextLength);
  for await (const { ordinal, text } of readCorpus(corpus, (each) => each < maxDocuments, nothingLeftOut())) {
    const lot = createHash("sha256").update(`${ordinal} ${text}`).digest("hex");
    if (drawn.length >= wanted && lot >= (drawn.at(-1)?.lot ?? "")) continue;
    const ids = model.encodeText(text.slice(0, 20 * width).toWellFormed());
    const [window] = cutWindows([model.config.beginningOfTextId, ...ids], width);
    if (!window || window.tokenIds.length < 3) continue;
    drawn.push({ lot, tokenIds: window.tokenIds });
    drawn.sort((a, b) => (a.lot < b.lot ? -1 : 1));
    drawn.length = Math.min(drawn.length, wanted);
  }
  if (drawn.length < 8)
    throw new AppError(
      "unprocessable",
      "The corpus has fewer than eight texts of three tokens, which show nothing. Name another with --corpus.",
    );
  const checksum = createHash("sha256")
    .update(drawn.map(({ lot }) => lot).join("\n"))
    .digest("hex");
  return { windows: drawn.map(({ tokenIds }) => tokenIds), checksum };
}
