import type { Dictionary } from "../dictionaries/dictionary";
import type { FlatFeatures } from "../features";
import { float32Of, int32Of } from "../rows";
import type { GraphSession, Runtime, Tensor } from "../runtime";
import { readTensor } from "../weights/safetensors";
import {
  type Bounds,
  blockFeatures,
  boundNumbers,
  boundsOf,
  nearNothing,
  thresholdsOf,
  wholeRows,
} from "./bound";
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
    const { b_enc, b_dec, subtractsDecoderBias, dIn: K } = dictionary;
    const thresholds = thresholdsOf(dictionary);
    const biases = readTensor(b_enc);
    const inOrder = (numbers: Float32Array) => Float32Array.from(file.order, (j) => numbers[j]);
    const bounds = boundsOf(file.scales, inOrder(thresholds), inOrder(biases), K);
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
    const { K } = this.file;
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
    const found = this.firing(mayFire.flat, u);
    for (const j of mayFire.features) this.places[j] = -1;
    this.judge(mayFire.features.length);
    // Of numbers within the bound none overflows.
    return { firstRow, ...found, sums: new Float32Array(N) };
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

  /** Of busy blocks the features that may fire: row * F + feature of each, and each feature once. */
  private mayFire(busy: Int32Array, sums: Float32Array, numbers: Float32Array) {
    const { places } = this;
    const { order, F } = this.file;
    const { first, second, third } = this.bounds;
    const B = F / blockFeatures;
    const flat: number[] = [];
    const features: number[] = [];
    for (let m = 0; m < busy.length; m++) {
      const row = Math.floor(busy[m] / B);
      const start = (busy[m] - row * B) * blockFeatures;
      const [a, b, c] = [
        numbers[row * boundNumbers],
        numbers[row * boundNumbers + 1],
        numbers[row * boundNumbers + 2],
      ];
      const shift = m * blockFeatures - start;
      for (let place = start; place < start + blockFeatures; place++) {
        const least = a * first[place] + b * second[place] + c * third[place] - nearNothing;
        if (!(sums[place + shift] > least)) continue;
        const j = order[place];
        flat.push(row * F + j);
        if (places[j] >= 0) continue;
        places[j] = features.length;
        features.push(j);
      }
    }
    return { flat, features: Int32Array.from(features) };
  }

  /** Of those that may fire the ones that do, by their pre-activations `u`; ascending. */
  private firing(mayFire: readonly number[], u: Float32Array): { flat: Int32Array; values: Float32Array } {
    const { places, thresholds } = this;
    const { F } = this.file;
    const preActivation = (at: number) => {
      const row = Math.floor(at / F);
      return u[places[at - row * F] * rowsAtOnce + row];
    };
    const flat = Int32Array.from(mayFire.filter((at) => preActivation(at) > thresholds[at % F])).sort();
    return { flat, values: Float32Array.from(flat, preActivation) };
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
