import { readFileSync } from "node:fs";
import path from "node:path";
import { keepOf } from "@/lib/engine/evidence/part";
import { tallyWindows } from "@/lib/engine/evidence/tally-windows";
import { openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { env } from "@/lib/env";
import { report } from "./measure";

/**
 * A part of the bundled model's corpus, counted; beside it the forward pass and the encoders alone, of the same windows,
 * in turn with it, twenty windows at a time.
 */
const tokensWanted = Number(process.argv[2] ?? 190_000);
/** In how many parts the corpus is read (lib/indices/request-index.ts). */
const parts = 2;
const windowsAtOnce = 20;

const dir = path.join(env().MODELS_DIR, "storybook-4l");
const runtime = await openRuntime({ provider: env().ENGINE_PROVIDER, threads: env().ENGINE_THREADS });
const model = await openModel(dir, { runtime });
await model.warm();
const windows = readWindows();
const sites = [...new Set(model.dictionaries.map(({ hookIn }) => hookIn))];
const tokens = windows.reduce((sum, { tokenIds }) => sum + tokenIds.length - 1, 0);

const bare = { millis: 0, processorMillis: 0 };
const all = clock();
const part = await tallyWindows(model, inTurn(), {
  seed: 1,
  keep: keepOf(parts),
  sampledWindows: (number) => number % 16 === 0,
});
const whole = all();
const counted = {
  millis: whole.millis - bare.millis,
  processorMillis: whole.processorMillis - bare.processorMillis,
};
const again = performance.now();
await tallyWindows(model, windows.slice(0, 1), { seed: 1, keep: keepOf(parts), sampledWindows: () => false });
const bytes = part.dictionaries.reduce((sum, { tally }) => sum + tally.length, 0);
report("a part of the bundled model's corpus", tokens, "tokens");
report("counted", (1000 * tokens) / counted.millis, "tokens/s");
report("forward pass and encoders alone", (1000 * tokens) / bare.millis, "tokens/s");
report("time counted / alone", counted.millis / bare.millis, "", 1.5);
report("processor time counted / alone", counted.processorMillis / bare.processorMillis, "");
report("a part of one window", performance.now() - again, "ms");
report("stored of a part", bytes / 1e6, "MB");
report("stored of its sample", part.sample.length / 1e6, "MB");
report("peak resident memory", (process.resourceUsage().maxRSS * 1024) / 1e6, "MB");
await model.close();

/** The windows, each twenty of them first run bare. */
async function* inTurn() {
  for (let start = 0; start < windows.length; start += windowsAtOnce) {
    const some = windows.slice(start, start + windowsAtOnce);
    const time = clock();
    for (const { tokenIds } of some) await runBare(tokenIds);
    const { millis, processorMillis } = time();
    bare.millis += millis;
    bare.processorMillis += processorMillis;
    yield* some;
  }
}

/** How long ago it was called, and how long processors worked for this process since then. */
function clock() {
  const begun = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { millis: performance.now() - begun, processorMillis: (user + system) / 1000 };
  };
}

async function runBare(tokenIds: readonly number[]): Promise<void> {
  const values = await model.forward(tokenIds, sites);
  for (const dictionary of model.dictionaries) {
    const x = values.get(dictionary.hookIn);
    if (x) await model.encode(dictionary, x);
  }
}

/** Windows of the first documents, of so many tokens together. */
function readWindows() {
  const windows: { number: number; tokenIds: number[] }[] = [];
  let count = 0;
  for (const line of readFileSync(path.join(dir, "corpus.jsonl"), "utf8").split("\n")) {
    if (line === "" || count >= tokensWanted) continue;
    const { text }: { text: string } = JSON.parse(line);
    for (const tokenIds of piecesOf(text)) {
      windows.push({ number: windows.length, tokenIds });
      count += tokenIds.length - 1;
    }
  }
  return windows;
}

/** A text's tokens, in halves where they do not fit the model. */
function piecesOf(text: string): number[][] {
  try {
    return [model.tokenize(text).map(({ id }) => id)];
  } catch {
    const middle = Math.floor(text.length / 2);
    return [...piecesOf(text.slice(0, middle)), ...piecesOf(text.slice(middle))];
  }
}
