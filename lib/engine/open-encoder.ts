import type { Dictionary } from "./dictionaries/dictionary";
import type { FlatFeatures } from "./features";
import { buildEncoder } from "./graph/encoder";
import { float32Of, int32Of } from "./rows";
import type { Runtime, Tensor } from "./runtime";
import { rowsAtOnce } from "./two-stage/exact-product";
import type { TwoStages } from "./two-stage/open-two-stage";
import { TwoStageEncoder } from "./two-stage/two-stage-encoder";
import { checkFinite } from "./weights/safetensors";

/**
 * Bytes the pre-activations (rows, F) of one call may take, 64 rows of 24,576; longer texts are encoded in
 * pieces. Every open encoder keeps a buffer or two of this size, little against its weights.
 */
const preActivationBytes = 6 * 1024 * 1024;

/** An encoder that is open. */
export interface OpenEncoder {
  /** Of weights that it holds. */
  bytes: number;
  /** Rows of one call. */
  rowsAtOnce: number;
  /** Features of `x` (rows, dIn); undefined where only the plain encoder can tell. */
  encode(x: Tensor, firstRow: number): Promise<FlatFeatures | undefined>;
  /** Whether the plain encoder would be less work. */
  readonly isWorse: boolean;
  close(): Promise<void>;
}

/** Bytes of an encoder opened the plain way: float32. */
export function plainBytes({ dIn, dFeatures }: Dictionary): number {
  return 4 * (dIn * dFeatures + 2 * dFeatures + dIn);
}

export async function openPlain(runtime: Runtime, dictionary: Dictionary): Promise<OpenEncoder> {
  for (const tensor of [dictionary.W_enc, dictionary.b_enc, dictionary.b_dec]) checkFinite(tensor);
  const session = await runtime.open(buildEncoder(dictionary));
  return {
    bytes: plainBytes(dictionary),
    rowsAtOnce: Math.max(1, Math.floor(preActivationBytes / (4 * dictionary.dFeatures))),
    isWorse: false,
    encode: async (x, firstRow) => {
      const { flat, values, sums } = await session.run({ x }, ["flat", "values", "sums"]);
      return {
        firstRow,
        flat: int32Of(flat, "flat"),
        values: float32Of(values, "values"),
        sums: float32Of(sums, "sums"),
      };
    },
    close: () => session.close(),
  };
}

/** Undefined where it has to be opened the plain way. */
export async function openInTwoStages(
  stages: TwoStages,
  dictionary: Dictionary,
): Promise<OpenEncoder | undefined> {
  const encoder = await stages.open(dictionary);
  return (
    encoder && {
      ...{ bytes: TwoStageEncoder.bytesOf(dictionary), rowsAtOnce },
      get isWorse() {
        return encoder.isWorse;
      },
      encode: (x, firstRow) => encoder.encode(x, firstRow),
      close: () => encoder.close(),
    }
  );
}
