import { build } from "@/lib/build";
import { askWithin } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { leftOutSchema, measureCorpus, nothingLeftOut, readCorpus } from "@/lib/corpora/read-corpus";
import { db } from "@/lib/db/client";
import { mix } from "@/lib/engine/evidence/draw";
import { keepOf } from "@/lib/engine/evidence/part";
import { tallyWindows } from "@/lib/engine/evidence/tally-windows";
import { cutWindows } from "@/lib/engine/evidence/windows";
import type { LoadedModel } from "@/lib/engine/model";
import { AppError } from "@/lib/errors";
import { packWindow } from "@/lib/features/window-codec";
import { assemblyComputation } from "@/lib/indices/assembly-computation";
import { dictionariesOfIndex } from "@/lib/indices/dictionaries-of-index";
import { corpusOnThisMachine } from "@/lib/indices/request-index";
import { readWithFields } from "@/lib/runs/read-with";
import type { PartsHandler } from "../context";

/** Decides what is drawn: the same corpus gives the same examples. */
export const indexSeed = 0x5eed;
/** Windows are numbered part by part. */
const maxWindowsOfPart = 2 ** 22;

/** Reads a corpus through a model and its dictionaries. Each part takes every so-many-th document, so that parts are alike. */
export const featureIndexHandler: PartsHandler = {
  divide: async (indexId) => {
    const { corpusPath, corpusChecksum, parts } = await db().featureIndex.findUniqueOrThrow({
      where: { id: indexId },
      select: { corpusPath: true, corpusChecksum: true, parts: true },
    });
    const { checksum } = await measureCorpus(corpusOnThisMachine(corpusPath));
    if (checksum !== corpusChecksum)
      throw new AppError(
        "conflict",
        "The corpus has changed since it was named. Put back what it was, or name it again.",
      );
    return parts;
  },

  part: async (indexId, part, { models, progressed, signal }) => {
    const index = await db().featureIndex.findUniqueOrThrow({
      where: { id: indexId },
      select: {
        ...{ corpusPath: true, corpusBytes: true, parts: true, sampledShare: true, ...readWithFields },
      },
    });
    const { model } = await models.open(index);
    const { config } = model;
    const leftOut = nothingLeftOut();
    const windows: { number: number; tokenIds: number[] }[] = [];
    let bytes = 0;
    async function* read() {
      const documents = readCorpus(
        corpusOnThisMachine(index.corpusPath),
        (ordinal) => ordinal % index.parts === part,
        leftOut,
      );
      for await (const { text } of documents) {
        bytes += Buffer.byteLength(text);
        for (const tokenIds of windowsOf(model, text)) {
          if (windows.length === maxWindowsOfPart) throw tooManyWindows();
          const window = { number: part * maxWindowsOfPart + windows.length, tokenIds };
          windows.push(window);
          yield window;
        }
      }
    }
    const bytesOfPart = Number(index.corpusBytes) / index.parts;
    const tallied = await tallyWindows(model, read(), {
      seed: mix(indexSeed, part),
      keep: keepOf(index.parts),
      sampledWindows: (number) => mix(indexSeed, number) / 2 ** 32 < index.sampledShare,
      signal,
      onWindow: () => progressed(Math.min(1, bytes / bytesOfPart), "Reading the corpus"),
    });
    const dictionaries = await dictionariesOfIndex(indexId);
    const tallies = tallied.dictionaries.map(({ kind, layer, tally }) => {
      const row = dictionaries.find((known) => known.kind === kind && known.layer === layer);
      if (!row) throw new Error(`the site knows no dictionary ${kind} ${layer} of this index`);
      return { indexId, part, dictionaryId: row.id, tally };
    });
    const packed = windows.map(({ number, tokenIds }) => ({
      ...{ indexId, number },
      tokenIds: packWindow(tokenIds, config.vocabularySize),
    }));
    return {
      // The operator's own.
      bytes: 0,
      write: async (tx) => {
        const { tokens, sample } = tallied;
        await tx.indexPart.create({
          data: { indexId, part, tokens, windows: windows.length, leftOut, sample },
        });
        for (const data of tallies) await tx.indexTally.create({ data });
        await tx.corpusWindow.createMany({ data: packed });
      },
    };
  },

  finish: async (indexId, { models }) => {
    const parts = await db().indexPart.findMany({
      where: { indexId },
      select: { tokens: true, windows: true, leftOut: true },
    });
    const leftOut = nothingLeftOut();
    let tokens = 0;
    let windows = 0;
    for (const part of parts) {
      const ofPart = leftOutSchema.parse(part.leftOut);
      for (const why of leftOutSchema.keyof().options) leftOut[why] += ofPart[why];
      tokens += part.tokens;
      windows += part.windows;
    }
    if (windows === 0)
      throw new AppError("unprocessable", "There is nothing in this corpus that could be read.");
    const computedBy = `${build} on ${models.provider}`;
    return {
      bytes: 0,
      write: async (tx) => {
        await tx.featureIndex.update({
          where: { id: indexId },
          data: { tokens, windows, leftOut, computedBy, computedAt: new Date() },
        });
        await askWithin(tx, assemblyComputation, { indexId }, theSite);
      },
    };
  },
};

/** A document's windows; none of one that the tokenizer cannot encode. */
function windowsOf(model: LoadedModel, text: string): number[][] {
  const { beginningOfTextId, contextLength } = model.config;
  const ids = model.encodeText(text);
  return cutWindows([beginningOfTextId, ...ids], contextLength).map(({ tokenIds }) => tokenIds);
}

function tooManyWindows(): AppError {
  return new AppError(
    "unprocessable",
    "This corpus is too large for one index. Divide it, and name each piece.",
  );
}
