import { build } from "@/lib/build";
import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { mix } from "@/lib/engine/evidence/draw";
import { featureFirings } from "@/lib/engine/evidence/feature-firings";
import { AppError } from "@/lib/errors";
import { type Evidence, evidenceSchema } from "@/lib/evidence-format/evidence";
import { readWindow } from "@/lib/features/window-codec";
import { budgetSeconds } from "@/lib/jobs/budget";
import { markerOf } from "@/lib/label-programs/mark-tokens";
import { parseProgram } from "@/lib/label-programs/parse-program";
import { programScoreSchema } from "@/lib/label-programs/score/program-score";
import { ScoreCount } from "@/lib/label-programs/score/score-bands";
import { storedBytes } from "@/lib/limits/storage";
import { readWithFields } from "@/lib/runs/read-with";
import type { JobContext, JobHandler } from "../context";

/** Decides in which order windows are read, so that whatever time there is, what was read is an even draw of all. */
const drawSeed = 0x9209;
/** Of the time that the job has, the part in which windows are begun. */
const shareOfTime = 0.6;
/** So many are read however long they take: fewer say little. */
const leastWindows = 64;
const windowsAtOnce = 64;
const rowsAtOnce = 2_000;

interface MarkedWindow {
  indexId: string;
  number: number;
  marked: number;
}

/**
 * How a label as a program scores: what it marks in all windows of the corpora, and of the windows in which it marks something, read
 * through the model in random order until all are or the time is up, how strongly the feature fires there.
 */
export const programScoreHandler: JobHandler = async (id, context) => {
  const { models, signal, report } = context;
  const row = await db().programScore.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ dictionaryId: true, index: true, indexId: true, program: true },
      dictionary: { select: { layer: true, set: { select: { kind: true } } } },
      featureIndex: { select: readWithFields },
    },
  });
  const { kind } = row.dictionary.set;
  const { layer } = row.dictionary;
  const stored = await db().featureEvidence.findUniqueOrThrow({
    where: { dictionaryId_index: { dictionaryId: row.dictionaryId, index: row.index } },
    select: { indexId: true, document: true },
  });
  if (stored.indexId !== row.indexId)
    throw new AppError(
      "conflict",
      "Another corpus was read for this feature since. Ask again, and it is part of what is measured.",
    );
  const evidence = evidenceSchema.parse(unpackDocument(stored.document));
  const { model } = await models.open(row.featureIndex);
  const dictionary = model.dictionaries.find((each) => each.kind === kind && each.layer === layer);
  if (!dictionary) throw new Error(`the model has no dictionary ${kind} ${layer}`);
  const end = performance.now() + 1000 * shareOfTime * budgetSeconds("background");
  await report(0.01, "Reading where the program says yes");
  const mark = markerOf(parseProgram(row.program), (token) => model.tokenOf(token));
  const windowOf = (packed: Uint8Array) => readWindow(packed, model.config.vocabularySize);
  const marked = await markCorpora(evidence, (packed) => sum(mark(windowOf(packed))), context);
  const count = new ScoreCount();
  const order = marked.toSorted((a, b) => lotOf(a) - lotOf(b));
  for (let done = 0; done < order.length && (done < leastWindows || performance.now() < end); ) {
    const some = order.slice(done, done + windowsAtOnce);
    const windows = (await tokensOf(some)).map(windowOf);
    let i = 0;
    const read = featureFirings(model, dictionary, row.index, windows, signal);
    for await (const { positions, activations } of read) {
      const marks = mark(windows[i++] ?? []);
      count.add(activations.filter((_, at) => marks[positions[at] ?? 0] === 1));
    }
    done += some.length;
    context.progressed(0.2 + (0.8 * done) / order.length, "Reading through the model where it says yes");
  }
  const { tokens: fired } = evidence.fired;
  const result = programScoreSchema.parse(
    count.score({
      tokens: evidence.corpora.reduce((all, { tokens }) => all + tokens, 0),
      windows: evidence.corpora.reduce((all, { windows }) => all + windows, 0),
      ...{ fired, histogram: evidence.histogram },
      marked: { tokens: marked.reduce((all, each) => all + each.marked, 0), windows: marked.length },
    }),
  );
  return {
    bytes: storedBytes(JSON.stringify(result).length),
    write: async (tx) => {
      const computedBy = `${build} on ${models.provider}`;
      await tx.programScore.update({ where: { id }, data: { result, computedBy, computedAt: new Date() } });
    },
  };
};

/** The windows of all corpora in which a program marks something, and how many tokens. Throws "conflict" where one is not kept. */
async function markCorpora(
  { corpora }: Evidence,
  marksIn: (packed: Uint8Array) => number,
  { signal, progressed }: JobContext,
): Promise<MarkedWindow[]> {
  const found: MarkedWindow[] = [];
  const all = corpora.reduce((sum, { windows }) => sum + windows, 0);
  let read = 0;
  for (const { indexId, windows } of corpora) {
    const before = read;
    for (let last = -1; ; ) {
      signal.throwIfAborted();
      const rows = await db().corpusWindow.findMany({
        where: { indexId, number: { gt: last } },
        orderBy: { number: "asc" },
        take: rowsAtOnce,
        select: { number: true, tokenIds: true },
      });
      for (const { number, tokenIds } of rows) {
        const marked = marksIn(tokenIds);
        if (marked > 0) found.push({ indexId, number, marked });
      }
      read += rows.length;
      progressed((0.2 * read) / all, "Reading where the program says yes");
      const end = rows.at(-1);
      if (!end) break;
      last = end.number;
    }
    if (read - before !== windows)
      throw new AppError(
        "conflict",
        "A corpus that this feature's evidence is of is not kept any more, so nothing can be counted on it. Read it again, and ask again.",
      );
  }
  return found;
}

/** The tokens of some windows, in their order. */
async function tokensOf(windows: readonly MarkedWindow[]): Promise<Uint8Array[]> {
  const rows = await db().corpusWindow.findMany({
    where: { OR: windows.map(({ indexId, number }) => ({ indexId, number })) },
    select: { indexId: true, number: true, tokenIds: true },
  });
  const byKey = new Map(rows.map(({ indexId, number, tokenIds }) => [`${indexId} ${number}`, tokenIds]));
  return windows.map(({ indexId, number }) => {
    const tokenIds = byKey.get(`${indexId} ${number}`);
    if (!tokenIds) throw new Error(`index ${indexId} has no window ${number}`);
    return tokenIds;
  });
}

const lotOf = ({ indexId, number }: MarkedWindow) =>
  mix(mix(drawSeed, Number.parseInt(indexId.slice(-8), 16)), number);

function sum(marks: Uint8Array): number {
  let all = 0;
  for (const mark of marks) all += mark;
  return all;
}
