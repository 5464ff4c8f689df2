import type { Evidence } from "@/lib/evidence-format/evidence";
import type { Dictionary } from "../dictionaries/dictionary";
import { readsHeads } from "../dictionaries/sites";
import { assertFinite } from "../finite";
import type { LoadedModel } from "../model";
import { float32Of, int32Of } from "../rows";
import type { GraphSession, Tensor } from "../runtime";
import type { StopSignal } from "../stop-signal";
import { findDuplicates } from "./duplicates";
import { type Near, NearestKept } from "./nearest";
import { buildDirectLogits, buildNearest } from "./weight-graphs";
import { length, WrittenReader, type WrittenRows } from "./written-rows";

/** Tokens listed of each sort. */
export const listedTokens = 10;
/** Neighbours listed of its own dictionary, and as many of all those beside it together. */
export const listedNeighbours = 8;

/** Most features whose rows are held at once, and most bytes of them: two blocks make one product. */
const mostRows = 2048;
const rowBytes = 8 * 1024 * 1024;
/** Bytes that one tensor of logits may take. */
const logitBytes = 16 * 1024 * 1024;

/** The part of a feature's evidence that its weights say; the rest is what a corpus showed. */
export interface WeightEvidence extends Pick<Evidence, "logits" | "neighbours" | "duplicates"> {
  index: number;
  /**
   * Of attention features, by head: the length of the head's part of the decoder row, over the sum of these lengths; all 0
   * where the row is. Null for other kinds. (H)
   */
  byWeight: number[] | null;
}

export interface WeightEvidenceOptions {
  /** Features `from` up to `to`; all where left out. */
  from?: number;
  to?: number;
  signal?: StopSignal;
}

/**
 * What the weights say of the features of one of the model's dictionaries, ascending, computed in blocks: memory does not
 * grow with the dictionary or the vocabulary beyond one copy of W_U.
 *
 * `logits`: the feature's direction in the residual stream (`WrittenReader`), centred where the final norm centres, times
 * its gamma and W_U, less the mean over the vocabulary. It leaves out: the final norm's denominator, which is one positive
 * number a position, so that the order of tokens holds everywhere and the size is up to that factor; how the feature
 * changes this denominator; whatever later layers do with the direction; and the biases, which are the same for all
 * features. Null for a feature that writes nothing.
 *
 * `neighbours`: largest cosines between directions in the residual stream, nearest first: so many of the feature's own
 * dictionary, and so many of those beside it (the same kind a layer before and after, the other kinds at its layer).
 *
 * `duplicates`: of its own dictionary (`findDuplicates`).
 *
 * All numbers have six significant digits, about what float32 carries.
 */
export async function* readWeightEvidence(
  model: LoadedModel,
  dictionary: Dictionary,
  options: WeightEvidenceOptions = {},
): AsyncGenerator<WeightEvidence> {
  const { from = 0, to = dictionary.dFeatures, signal } = options;
  const reader = new WeightReader(model, dictionary);
  try {
    for (let start = from; start < to; start += reader.rowsAtOnce) {
      signal?.throwIfAborted();
      yield* await reader.block(start, Math.min(to, start + reader.rowsAtOnce), signal);
    }
  } finally {
    await reader.close();
  }
}

class WeightReader {
  /** Features of one block. */
  readonly rowsAtOnce: number;
  private readonly written: WrittenReader;
  private readonly beside: Dictionary[];
  private readonly duplicates = new Map<number, number[]>();
  private sessions: { logits: GraphSession; nearest: GraphSession } | undefined;

  constructor(
    private readonly model: LoadedModel,
    private readonly dictionary: Dictionary,
  ) {
    this.rowsAtOnce = Math.max(1, Math.min(mostRows, Math.floor(rowBytes / (4 * model.config.dModel))));
    this.written = new WrittenReader(model);
    this.beside = model.dictionaries.filter((other) => isBeside(dictionary, other));
    for (const family of findDuplicates(dictionary))
      for (const member of family) this.duplicates.set(member, family);
  }

  async block(from: number, to: number, signal: StopSignal | undefined): Promise<WeightEvidence[]> {
    const { kind, layer } = this.dictionary;
    const rows = await this.written.read(this.dictionary, from, to);
    const { nearest } = await this.open();
    const own = new NearestKept(nearest, this.dictionary, rows, listedNeighbours);
    const others = new NearestKept(nearest, this.dictionary, rows, listedNeighbours);
    for (const candidate of [this.dictionary, ...this.beside]) {
      const kept = candidate === this.dictionary ? own : others;
      for (let start = 0; start < candidate.dFeatures; start += this.rowsAtOnce) {
        signal?.throwIfAborted();
        const end = Math.min(candidate.dFeatures, start + this.rowsAtOnce);
        await kept.offer(candidate, await this.written.read(candidate, start, end));
      }
    }
    const logits = await this.logits(rows, signal);
    return logits.map((ofFeature, i) => {
      const index = from + i;
      const near = [...own.listOf(i), ...others.listOf(i)].toSorted((a, b) => b.cosine - a.cosine);
      const same = (this.duplicates.get(index) ?? []).filter((other) => other !== index);
      return {
        index,
        logits: rows.norms[i] === 0 ? null : ofFeature,
        byWeight: readsHeads(this.dictionary) ? this.sharesOf(rows, i) : null,
        neighbours: near.map(namedNear),
        duplicates: same.map((other) => ({ kind, layer, index: other })),
      };
    });
  }

  async close(): Promise<void> {
    await this.written.close();
    await this.sessions?.logits.close();
    await this.sessions?.nearest.close();
    this.sessions = undefined;
  }

  private async open() {
    const { runtime, config, weights } = this.model;
    this.sessions ??= {
      logits: await runtime.open(buildDirectLogits(config, weights, this.tokens)),
      nearest: await runtime.open(buildNearest(config.dModel)),
    };
    return this.sessions;
  }

  private get tokens(): number {
    return Math.min(listedTokens, this.model.config.vocabularySize);
  }

  private async logits({ directions, count }: WrittenRows, signal: StopSignal | undefined) {
    const { dModel: D, vocabularySize: V } = this.model.config;
    const { logits } = await this.open();
    const rowsAtOnce = Math.max(1, Math.floor(logitBytes / (4 * V)));
    const listed: NonNullable<Evidence["logits"]>[] = [];
    for (let start = 0; start < count; start += rowsAtOnce) {
      signal?.throwIfAborted();
      const end = Math.min(count, start + rowsAtOnce);
      const rows = { data: directions.subarray(start * D, end * D), shape: [end - start, D] };
      const found = await logits.run({ directions: rows }, [
        ...["promoted", "promotedBy", "suppressed", "suppressedBy"],
      ]);
      const promoted = listTokens(found.promoted, found.promotedBy, this.tokens);
      const suppressed = listTokens(found.suppressed, found.suppressedBy, this.tokens);
      for (const [i, largest] of promoted.entries())
        listed.push({ promoted: largest, suppressed: suppressed[i] ?? [] });
    }
    return listed;
  }

  private sharesOf({ decoder }: WrittenRows, i: number): number[] {
    const { heads: H, dHead: K } = this.model.config;
    const lengths = Array.from({ length: H }, (_, h) =>
      length(decoder.subarray((i * H + h) * K, (i * H + h + 1) * K)),
    );
    const total = lengths.reduce((sum, value) => sum + value, 0);
    return lengths.map((value) => (total === 0 ? 0 : rounded(value / total)));
  }
}

/** Whether features of `other` are compared with those of `dictionary`: the layers beside it, the other kinds at its own. */
function isBeside(dictionary: Dictionary, other: Dictionary): boolean {
  const apart = Math.abs(other.layer - dictionary.layer);
  return other.kind === dictionary.kind ? apart === 1 : apart === 0;
}

function namedNear({ dictionary: { kind, layer }, index, cosine }: Near) {
  return { kind, layer, index, cosine: rounded(cosine) };
}

/** `tokens` and `values`, both (N, k), as a list a row. */
function listTokens(tokens: Tensor | undefined, values: Tensor | undefined, k: number) {
  const ids = int32Of(tokens, "tokens");
  const changes = float32Of(values, "values");
  assertFinite(changes);
  return Array.from({ length: ids.length / k }, (_, row) =>
    Array.from({ length: k }, (_, i) => ({ token: ids[row * k + i], value: rounded(changes[row * k + i]) })),
  );
}

/** Six significant digits: a stored list is half as long, and no less exact. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
