import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Figure, Quality } from "@/lib/evidence-format/quality";
import { forgetState, stateOf } from "../attribution/attribution-state";
import type { Dictionary } from "../dictionaries/dictionary";
import { EngineError } from "../errors";
import { stageOf } from "../interventions/variant";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import { LossReader } from "./loss";
import { ratioOf, sum } from "./ratio";
import { type Kept, WindowMeasure, type WindowSums } from "./window-measure";

/** What windows show of how well one dictionary stands for its site. */
export interface MeasuredDictionary
  extends Pick<Quality, "windows" | "tokens" | "l0" | "explainedVariance" | "loss" | "lossRecovered"> {
  kind: DictionaryKind;
  layer: number;
  /** Of its features, the share that fire in these windows. */
  seen: number;
}

export interface MeasureOptions {
  signal?: StopSignal;
  /** After each window, how many have been measured. */
  onWindow?: (done: number) => void;
  /** Those to measure; by default all in use. */
  dictionaries?: readonly Dictionary[];
}

/**
 * Measures every dictionary in use, in the model's order, on windows of a corpus: token ids with the beginning-of-text
 * token in front. Those of fewer than three tokens have nothing to predict and are left out. Position 0 is left out
 * everywhere: its features are not counted, its site is never replaced, and what is predicted there does not count. The first two
 * hold of every position that a dictionary says it was not trained on (`knowsPosition`); one that knows none of them is left out.
 *
 * Over all other positions, with `y` the site that the dictionary writes and `e` what it misses of it:
 * `l0` = features that fire / positions; `explainedVariance` = 1 - sum |e|^2 / sum |y - mean y|^2, the mean over all
 * windows' positions together; `loss` = mean cross-entropy of the next token where there is one, in nats, in the model as it is
 * and with y replaced, at all these positions at once, by y - e or by 0, everything after it computed anew;
 * `lossRecovered` = (zero - replaced) / (zero - model), which tells little where zero costs little. Errors are
 * `ratioOf`'s, over windows; those of explainedVariance take the mean of y as given.
 *
 * Windows are measured one by one. Kept of each are dOut + 6 numbers a dictionary.
 */
export async function measureQuality(
  model: LoadedModel,
  windows: Windows,
  options: MeasureOptions = {},
): Promise<MeasuredDictionary[]> {
  return (await measureWindows(model, windows, options)).filter(wasMeasured).map(summarize);
}

/** Whether windows had a position that the dictionary was trained on. */
export function wasMeasured({ windows }: Kept): boolean {
  return windows.some(({ positions }) => positions > 0);
}

export type Windows = AsyncIterable<readonly number[]> | Iterable<readonly number[]>;

/** The same of all of them, window by window, for who compares them. */
export async function measureWindows(
  model: LoadedModel,
  windows: Windows,
  { signal, onWindow = () => {}, dictionaries = model.dictionaries }: MeasureOptions = {},
): Promise<Kept[]> {
  const losses = new LossReader(model);
  const kept = dictionaries.map(
    (dictionary): Kept => ({ dictionary, seen: new Uint8Array(dictionary.dFeatures), windows: [] }),
  );
  // In the order of the forward pass, so that those of one pass have the most of it in common.
  const inOrder = kept.toSorted((a, b) => stageOf(a.dictionary) - stageOf(b.dictionary));
  let done = 0;
  try {
    for await (const tokenIds of windows) {
      signal?.throwIfAborted();
      if (tokenIds.length < 3) continue;
      const state = await stateOf(model, tokenIds);
      try {
        await new WindowMeasure(state, losses, signal).measure(inOrder);
      } finally {
        forgetState(model, tokenIds);
      }
      done += 1;
      onWindow(done);
    }
  } finally {
    await losses.close();
  }
  if (done === 0) {
    throw new EngineError(
      "invalid-input",
      "There is no window of three tokens or more, so there is nothing to measure dictionaries on.",
    );
  }
  return kept;
}

/** The figures of one that was measured. */
export function summarize({ dictionary, seen, windows }: Kept): MeasuredDictionary {
  const { kind, layer, dFeatures: F } = dictionary;
  const of = (number: (window: WindowSums) => number) => windows.map(number);
  const positions = of((window) => window.positions);
  const loss = (which: keyof WindowSums["loss"]) =>
    figure(
      ratioOf(
        of((window) => window.loss[which]),
        of((window) => window.predictions),
      ),
    );
  const gained = of(({ loss: { zero, replaced } }) => zero - replaced);
  const lost = of(({ loss: { zero, model } }) => zero - model);
  return {
    ...{ kind, layer, windows: windows.length, tokens: sum(positions) },
    l0: figure(
      ratioOf(
        of((window) => window.firings),
        positions,
      ),
    ),
    explainedVariance: explained(windows),
    loss: { model: loss("model"), replaced: loss("replaced"), zero: loss("zero") },
    lossRecovered: sum(lost) > 0 ? ratioOf(gained, lost) : null,
    seen: seen.reduce((total, one) => total + one, 0) / F,
  };
}

/** How far the site of each window is from the mean over all of them: sums of squares. */
export function spreadOf(windows: readonly Pick<WindowSums, "positions" | "total" | "squares">[]): number[] {
  const positions = sum(windows.map((window) => window.positions));
  const mean = new Float64Array(windows[0]?.total.length ?? 0);
  for (const { total } of windows) for (let j = 0; j < mean.length; j++) mean[j] += total[j] / positions;
  const squaredMean = mean.reduce((total, value) => total + value * value, 0);
  return windows.map(({ total, squares, positions: n }) => {
    const product = total.reduce((all, value, j) => all + value * mean[j], 0);
    return squares - 2 * product + n * squaredMean;
  });
}

function explained(windows: readonly WindowSums[]): Figure {
  const missed = ratioOf(
    windows.map(({ squaredError }) => squaredError),
    spreadOf(windows),
  );
  // Of a site that does not vary there is nothing to explain.
  return missed ? { value: 1 - missed.value, error: missed.error } : { value: 0, error: null };
}

/** Some window has positions, and every one predictions. */
function figure(ratio: Figure | null): Figure {
  if (!ratio) throw new Error("a window without positions was measured");
  return ratio;
}
