import type { Dictionary } from "./dictionaries/dictionary";
import { EngineError } from "./errors";
import { type ActiveFeatures, type FlatFeatures, joinFeatures } from "./features";
import { buildEncoder } from "./graph/encoder";
import type { MemoryReport } from "./model";
import { float32Of, int32Of, sliceRows } from "./rows";
import type { GraphSession, Runtime, Tensor } from "./runtime";
import { assertShape } from "./shapes";
import { checkFinite } from "./weights/safetensors";

/**
 * Bytes the pre-activations (rows, F) of one call may take, 64 rows of 24,576; longer texts are encoded in
 * pieces. Every open encoder keeps a buffer or two of this size, little against its weights.
 */
const preActivationBytes = 6 * 1024 * 1024;

/** The open encoders of a model, kept warm within a limit on the weights held. */
export class EncoderPool {
  /** In order of last use, oldest first. */
  private readonly open = new Map<Dictionary, GraphSession>();
  private closedForSpace = 0;
  /** Ends when the last call does: calls take turns, so that none closes a session another is using. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly runtime: Runtime,
    private readonly modelBytes: number,
    private readonly limitBytes: number | undefined,
  ) {
    if (limitBytes !== undefined && modelBytes > limitBytes) throw this.noRoom(modelBytes);
  }

  /** Active features of a dictionary on its input site `x` (T, dIn). */
  encode(dictionary: Dictionary, x: Tensor): Promise<ActiveFeatures> {
    return this.inTurn(() => this.encodeNow(dictionary, x));
  }

  private async encodeNow(dictionary: Dictionary, x: Tensor): Promise<ActiveFeatures> {
    const [rows = 0] = x.shape;
    assertShape(float32Of(x, "x"), rows, dictionary.dIn, "the input of an encoder");
    const session = await this.session(dictionary);
    const rowsAtOnce = Math.max(1, Math.floor(preActivationBytes / (4 * dictionary.dFeatures)));
    const pieces: FlatFeatures[] = [];
    let firstRow = 0;
    for (const piece of sliceRows(x, rowsAtOnce)) {
      const { flat, values, sums } = await session.run({ x: piece }, ["flat", "values", "sums"]);
      pieces.push({
        firstRow,
        flat: int32Of(flat, "flat"),
        values: float32Of(values, "values"),
        sums: float32Of(sums, "sums"),
      });
      firstRow += rowsAtOnce;
    }
    return joinFeatures(dictionary.kind, dictionary.layer, dictionary.dFeatures, pieces);
  }

  async warm(dictionaries: readonly Dictionary[]): Promise<void> {
    for (const dictionary of dictionaries) {
      if (this.limitBytes !== undefined && this.heldBytes() + encoderBytes(dictionary) > this.limitBytes)
        return;
      await this.session(dictionary);
    }
  }

  report(): MemoryReport {
    return {
      weightBytes: this.heldBytes(),
      limitBytes: this.limitBytes,
      sessions: 2 + this.open.size,
      encodersOpen: this.open.size,
      encodersClosedForSpace: this.closedForSpace,
    };
  }

  close(): Promise<void> {
    return this.inTurn(async () => {
      const sessions = [...this.open.values()];
      this.open.clear();
      for (const session of sessions) await session.close();
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => {});
    return result;
  }

  private async session(dictionary: Dictionary): Promise<GraphSession> {
    let session = this.open.get(dictionary);
    if (!session) {
      await this.makeRoom(encoderBytes(dictionary));
      session = await this.openEncoder(dictionary);
    }
    // Moved to the end: the most recently used.
    this.open.delete(dictionary);
    this.open.set(dictionary, session);
    return session;
  }

  private async openEncoder(dictionary: Dictionary): Promise<GraphSession> {
    for (const tensor of [dictionary.W_enc, dictionary.b_enc, dictionary.b_dec]) checkFinite(tensor);
    return this.runtime.open(buildEncoder(dictionary));
  }

  private async makeRoom(bytes: number): Promise<void> {
    if (this.limitBytes === undefined) return;
    if (this.modelBytes + bytes > this.limitBytes) throw this.noRoom(this.modelBytes + bytes);
    for (const [dictionary, session] of this.open) {
      if (this.heldBytes() + bytes <= this.limitBytes) return;
      this.open.delete(dictionary);
      this.closedForSpace += 1;
      await session.close();
    }
  }

  private heldBytes(): number {
    return [...this.open.keys()].reduce((sum, dictionary) => sum + encoderBytes(dictionary), this.modelBytes);
  }

  private noRoom(needed: number): EngineError {
    const megabytes = (bytes = 0) => Math.ceil(bytes / 1e6);
    return new EngineError(
      "unavailable",
      `The model needs ${megabytes(needed)} MB of memory for its weights, over the limit of ${megabytes(this.limitBytes)} MB. Raise the limit.`,
    );
  }
}

/** Float32 bytes an open encoder holds. */
function encoderBytes({ dIn, dFeatures }: Dictionary): number {
  return 4 * (dIn * dFeatures + 2 * dFeatures + dIn);
}
