import type { Dictionary } from "../dictionaries/dictionary";
import type { FlatFeatures } from "../features";
import { float32Of, int32Of } from "../rows";
import type { GraphSession, Runtime, Tensor } from "../runtime";
import { readTensor } from "../weights/safetensors";
import { type Bounds, blockFeatures, boundNumbers, boundsOf, leastSum, wholeRows } from "./bound";
import type { EncoderFile } from "./encoder-file";
import { type ExactProduct, rowsAtOnce } from "./exact-product";
import { buildCandidates } from "./graphs";

/** Where more of the features than this may fire in most calls, the whole product is less work. */
const worthwhileShare = 0.25;
/** Calls after which that is judged, again and again. */
const judgedCalls = 16;

/**
 * An encoder in two stages: products of small integers and a bound (bound.ts) say which features can fire, and of these the
 * pre-activations are computed as the whole product computes them, to the bit.
 */
export class TwoStageEncoder {
  /** A feature's place among those that may fire in the call at hand, -1 for none. (F) */
  private readonly places: Int32Array;
  /** Pre-activations computed exactly so far, in columns of a call. */
  exactColumns = 0;
  private calls = 0;
  private busyCalls = 0;

  private constructor(
    private readonly dictionary: Dictionary,
    private readonly file: EncoderFile,
    private readonly session: GraphSession,
    private readonly exact: ExactProduct,
    private readonly bounds: Bounds,
    private readonly thresholds: Float32Array,
    private readonly decoderBias: Float32Array | undefined,
  ) {
    this.places = new Int32Array(file.F).fill(-1);
  }

  /** Undefined where the bound does not hold for its numbers. Closes the file then, and with itself. */
  static async open(
    runtime: Runtime,
    dictionary: Dictionary,
    file: EncoderFile,
    exact: ExactProduct,
  ): Promise<TwoStageEncoder | undefined> {
    const { activation, b_enc, b_dec, subtractsDecoderBias, dIn: K } = dictionary;
    const thresholds =
      activation.rule === "jumprelu" ? readTensor(activation.threshold) : new Float32Array(file.F);
    const bounds = boundsOf(file.scales, thresholds, readTensor(b_enc), K);
    if (!bounds) {
      file.close();
      return undefined;
    }
    const session = await runtime.open(buildCandidates(file, bounds.blocks));
    const bias = readTensor(b_dec);
    const subtracted = subtractsDecoderBias ? bias : undefined;
    return new TwoStageEncoder(dictionary, file, session, exact, bounds, thresholds, subtracted);
  }

  /** Bytes it holds: whole numbers, and eight numbers a feature. */
  static bytesOf({ dIn: K, dFeatures: F }: Dictionary): number {
    return K * F + 32 * F;
  }

  /** Whether it turned out to be more work than the whole product. */
  get isWorse(): boolean {
    return this.calls >= judgedCalls && 2 * this.busyCalls > this.calls;
  }

  /** What the encoder's whole graph gives of `x` (N, K), N at most `rowsAtOnce`; undefined where the bound does not hold for it. */
  async encode(x: Tensor, firstRow: number): Promise<FlatFeatures | undefined> {
    const { K, F } = this.file;
    const input = this.inputOf(float32Of(x, "x"));
    const N = input.length / K;
    const rows = wholeRows(input, K);
    if (!rows) return undefined;
    const { busy, sums } = await this.session.run(
      {
        whole: { data: rows.whole, shape: [N, K] },
        numbers: { data: rows.numbers, shape: [N, boundNumbers] },
      },
      ["busy", "sums"],
    );
    const mayFire = this.mayFire(int32Of(busy, "busy"), float32Of(sums, "sums"), rows.numbers);
    const u = await this.exact.run(this.file, mayFire.features, input);
    const flat: number[] = [];
    const values: number[] = [];
    for (const place of mayFire.flat) {
      const row = Math.floor(place / F);
      const j = place - row * F;
      const value = u[this.places[j] * rowsAtOnce + row];
      if (!(value > this.thresholds[j])) continue;
      flat.push(place);
      values.push(value);
    }
    for (const j of mayFire.features) this.places[j] = -1;
    this.judge(mayFire.features.length);
    return {
      ...{ firstRow, flat: Int32Array.from(flat), values: Float32Array.from(values) },
      // Of numbers within the bound none overflows.
      sums: new Float32Array(N),
    };
  }

  async close(): Promise<void> {
    await this.session.close();
    this.file.close();
  }

  /** x - b_dec as the graph rounds it. */
  private inputOf(x: Float32Array): Float32Array {
    const { decoderBias } = this;
    if (!decoderBias) return x;
    const K = decoderBias.length;
    const input = new Float32Array(x.length);
    for (let start = 0; start < x.length; start += K)
      for (let k = 0; k < K; k++) input[start + k] = x[start + k] - decoderBias[k];
    return input;
  }

  /** Of busy blocks the features that may fire: their places row * F + feature, ascending, and each feature once. */
  private mayFire(busy: Int32Array, sums: Float32Array, numbers: Float32Array) {
    const { bounds, places, file } = this;
    const B = file.F / blockFeatures;
    const flat: number[] = [];
    const features: number[] = [];
    for (let m = 0; m < busy.length; m++) {
      const row = Math.floor(busy[m] / B);
      const first = (busy[m] - row * B) * blockFeatures;
      for (let c = 0; c < blockFeatures; c++) {
        const j = first + c;
        if (!(sums[m * blockFeatures + c] > leastSum(bounds, j, numbers, row))) continue;
        flat.push(row * file.F + j);
        if (places[j] >= 0) continue;
        places[j] = features.length;
        features.push(j);
      }
    }
    return { flat, features: Int32Array.from(features) };
  }

  private judge(features: number): void {
    this.exactColumns += features;
    this.calls += 1;
    if (features > worthwhileShare * this.dictionary.dFeatures) this.busyCalls += 1;
    if (this.calls < 2 * judgedCalls) return;
    this.calls /= 2;
    this.busyCalls /= 2;
  }
}
