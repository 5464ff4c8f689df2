import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { ProcessingStep } from "@/lib/circuit-format/processing";
import type {
  DictionaryFit,
  MeasuredPlace,
  MeasuredReading,
  Reading,
  SetFit,
} from "@/lib/evidence-format/fit";
import type { Dictionary } from "../dictionaries/dictionary";
import { type LoadedModel, type OpenModelOptions, openModel } from "../model";
import type { StopSignal } from "../stop-signal";
import type { Manifest } from "../weights/manifest";
import { measureElsewhere } from "./elsewhere";
import { gainOf } from "./gain";
import { type MeasuredDictionary, measureWindows, summarize, wasMeasured } from "./quality";
import { sum } from "./ratio";
import type { WindowSums } from "./window-measure";

export interface FitOptions extends Omit<OpenModelOptions, "under" | "sets"> {
  /** The set of each kind to measure. */
  sets: Record<DictionaryKind, string | null>;
  signal?: StopSignal;
  /** How far it is: 0 to 1. */
  onProgress?: (share: number) => void;
}

/** The dictionaries of one kind, as they fit. */
export interface MeasuredFit {
  kind: DictionaryKind;
  opens: boolean;
  windows: number;
  tokens: number;
  readings: SetFit["readings"];
  dictionaries: Omit<DictionaryFit, "claimed" | "filesClaim">[];
  unmeasured: SetFit["unmeasured"];
}

/**
 * Every reading that differs for some kind: `hook_z` under value biases folded, and LayerNorm's before them; what is written to the
 * stream centred or not; a transcoder's input after gamma and beta or before.
 */
const readings: readonly Reading[] = [
  { fold_ln: false, fold_value_biases: false, center_writing_weights: false },
  { fold_ln: true, fold_value_biases: true, center_writing_weights: true },
  { fold_ln: false, fold_value_biases: true, center_writing_weights: true },
  { fold_ln: true, fold_value_biases: false, center_writing_weights: false },
];

/**
 * Two readings of the same key are the same to a dictionary. What is added to the stream, and the stream anywhere, differ by
 * their mean alone: a value bias that is folded out of z comes back with `b_O`.
 */
function keyOf(
  { kind, leavesOnly }: Dictionary,
  { fold_ln, fold_value_biases, center_writing_weights }: Reading,
): string {
  if (leavesOnly !== null) return `${center_writing_weights}`;
  switch (kind) {
    case "attn":
      return `${fold_value_biases} ${fold_value_biases && fold_ln}`;
    case "resid":
      return `${center_writing_weights}`;
    case "mlp":
      return `${center_writing_weights} ${fold_ln}`;
  }
}

/** What a dictionary is read under: what is said of it, and where nobody says, what the model is used under. */
function usedReading({ kind, processing, readsAfter, leavesOnly }: Dictionary, manifest: Manifest): Reading {
  const used = (step: ProcessingStep) =>
    processing.find((each) => each.step === step)?.done ?? manifest.processing[step] ?? false;
  return {
    fold_ln: kind === "mlp" && leavesOnly === null ? readsAfter === undefined : used("fold_ln"),
    fold_value_biases: used("fold_value_biases"),
    center_writing_weights: used("center_writing_weights"),
  };
}

/** A dictionary under one reading. */
interface MeasuredPass {
  reading: Reading;
  windows: readonly WindowSums[];
  figures: MeasuredDictionary;
}

/** A dictionary, the readings it is still to be measured under, and those it was, by what they are to its kind. */
interface Wanted {
  dictionary: Dictionary;
  used: Reading;
  left: Map<string, Reading>;
  measured: Map<string, MeasuredPass>;
}

/**
 * Measures on windows of a corpus how the dictionaries of a model fit it: as they are used, under every other processing that the
 * model may have had, and at its other sites. As in quality.ts, position 0 is left out.
 */
export async function measureFit(
  modelDir: string,
  windows: readonly (readonly number[])[],
  { signal, onProgress = () => {}, ...options }: FitOptions,
): Promise<MeasuredFit[]> {
  const long = windows.filter(({ length }) => length > 2);
  const own = await openModel(modelDir, options);
  // What is read for its features alone stands for no site that is replaced.
  const alone = own.dictionaries.filter(({ featuresOnly }) => featuresOnly !== null);
  const dictionaries = own.dictionaries.filter((each) => !alone.includes(each));
  const wanted = dictionaries.map((dictionary): Wanted => {
    const used = usedReading(dictionary, own.manifest);
    const others = readingsOf(own).filter((each) => keyOf(dictionary, each) !== keyOf(dictionary, used));
    const keys = new Map([used, ...others].map((each) => [keyOf(dictionary, each), each]));
    return { dictionary, used, left: keys, measured: new Map() };
  });
  const passes = [
    ...new Map(
      [...wanted.map(({ used }) => used), ...readingsOf(own)].map((each) => [JSON.stringify(each), each]),
    ).values(),
  ];
  try {
    for (const [n, reading] of passes.entries()) {
      const now = wanted.filter(({ dictionary, left }) => left.has(keyOf(dictionary, reading)));
      if (now.length === 0) continue;
      const model = await openModel(modelDir, { ...options, under: reading });
      try {
        const place = ({ kind, layer }: Dictionary) => `${kind} ${layer}`;
        const places = new Set(now.map(({ dictionary }) => place(dictionary)));
        const measured = model.dictionaries.filter((each) => places.has(place(each)));
        const kept = await measureWindows({ ...model, dictionaries: measured }, long, {
          ...(signal && { signal }),
          dictionaries: measured,
          onWindow: (done) => onProgress((n + done / long.length) / (passes.length + 1)),
        });
        for (const each of kept) {
          const of = now.find(({ dictionary }) => place(dictionary) === place(each.dictionary));
          const key = keyOf(each.dictionary, reading);
          of?.left.delete(key);
          if (wasMeasured(each))
            of?.measured.set(key, { reading, windows: each.windows, figures: summarize(each) });
        }
      } finally {
        await model.close();
      }
    }
    const elsewhere = await measureElsewhere({ ...own, dictionaries }, long, signal);
    onProgress(1);
    const kinds = [...new Set(wanted.map(({ dictionary }) => dictionary.kind))];
    return kinds.map((kind) => {
      const all = wanted.flatMap((each, i) =>
        each.dictionary.kind === kind ? [{ ...each, elsewhere: elsewhere[i] ?? [] }] : [],
      );
      const ofKind = all.filter(({ measured }) => measured.size > 0);
      const windowsOf = ofKind[0] ? baseOf(ofKind[0]).windows : [];
      return {
        ...{ kind, opens: all.some(({ dictionary }) => dictionary.leavesOnly !== null) },
        ...{ windows: long.length, tokens: sum(windowsOf.map(({ positions }) => positions)) },
        readings: readingsOfSet(ofKind),
        dictionaries: ofKind.map((each) => ({
          layer: each.dictionary.layer,
          readings: readingsOfDictionary(each),
          elsewhere: bestOf(each.elsewhere),
        })),
        unmeasured: [
          ...all.flatMap(({ dictionary: { layer }, measured }) =>
            measured.size > 0 ? [] : [{ layer, why: beyondWindows }],
          ),
          ...alone
            .filter((each) => each.kind === kind)
            .map(({ layer, featuresOnly }) => ({
              layer,
              why: `it is read for its features alone: ${featuresOnly}`,
            })),
        ].toSorted((a, b) => a.layer - b.layer),
      };
    });
  } finally {
    await own.close();
  }
}

const beyondWindows =
  "its file says that it was trained at other positions than these windows have (seqpos_slice): measure it on longer ones";

function missed({ windows }: MeasuredPass): number[] {
  return windows.map(({ squaredError }) => squaredError);
}

function baseOf({ dictionary, used, measured }: Wanted): MeasuredPass {
  const base = measured.get(keyOf(dictionary, used));
  if (!base) throw new Error("the reading in use was measured");
  return base;
}

/** What readings differ by, a constant or the mean over D, is in one unit: they are compared by what each misses. */
function readingsOfDictionary(wanted: Wanted): MeasuredReading[] {
  const base = baseOf(wanted);
  return [...wanted.measured.values()].map((pass): MeasuredReading => {
    const { l0, explainedVariance, loss, lossRecovered, seen } = pass.figures;
    return {
      ...{ reading: pass.reading, isUsed: pass === base },
      ...{ l0, explainedVariance, loss, lossRecovered, neverFired: 1 - seen },
      gain: gainOf(missed(base), missed(pass)),
    };
  });
}

/**
 * The same of a set: the layers' windows together, each layer by the share of what it misses, so that their common windows count
 * once. Of dictionaries that are used under several readings only what all were measured under.
 */
function readingsOfSet(wanted: readonly Wanted[]): SetFit["readings"] {
  const [first] = wanted;
  if (!first) return [];
  return [...first.measured].flatMap(([key, { reading }]) => {
    const passes = wanted.flatMap((each) => each.measured.get(key) ?? []);
    if (passes.length < wanted.length) return [];
    const total = (of: (each: Wanted, i: number) => readonly number[]) => {
      const sums = new Array<number>(first.measured.get(key)?.windows.length ?? 0).fill(0);
      for (const [i, each] of wanted.entries()) {
        const whole = sum(missed(baseOf(each)));
        for (const [w, value] of of(each, i).entries())
          sums[w] = (sums[w] ?? 0) + (whole > 0 ? value / whole : 0);
      }
      return sums;
    };
    const own = total((each) => missed(baseOf(each)));
    const other = total((_, i) => missed(passes[i] ?? baseOf(first)));
    return [{ reading, isUsed: key === keyOf(first.dictionary, first.used), gain: gainOf(own, other) }];
  });
}

/** RMSNorm reads the mean that centring takes out: there it is no reading of the same model. */
function readingsOf({ config }: LoadedModel): Reading[] {
  return config.norm.kind === "rms"
    ? readings.map((each) => ({ ...each, center_writing_weights: false }))
    : [...readings];
}

function bestOf(places: readonly MeasuredPlace[]): MeasuredPlace | null {
  return places.toSorted((a, b) => b.gain.share - a.gain.share)[0] ?? null;
}
