import type { Dictionary } from "./dictionaries/dictionary";
import { encoderInput } from "./encoder-input";
import { EngineError } from "./errors";
import { type ActiveFeatures, type FlatFeatures, joinFeatures } from "./features";
import type { MemoryReport } from "./model";
import { type OpenEncoder, openInTwoStages, openPlain, plainBytes } from "./open-encoder";
import { float32Of, sliceRows } from "./rows";
import type { Runtime, Tensor } from "./runtime";
import { assertShape } from "./shapes";
import { type TwoStageOptions, TwoStages } from "./two-stage/open-two-stage";
import { TwoStageEncoder } from "./two-stage/two-stage-encoder";

/** The open encoders of a model, kept warm within a limit on the weights held. */
export class EncoderPool {
  /** In order of last use, oldest first. */
  private readonly open = new Map<Dictionary, OpenEncoder>();
  private closedForSpace = 0;
  /** Ends when the last call does: calls take turns, so that none closes a session another is using. */
  private turn: Promise<unknown> = Promise.resolve();
  private readonly stages: TwoStages | undefined;
  /** Those that are not opened in two stages, since that was no use. */
  private readonly plain = new Set<Dictionary>();

  constructor(
    private readonly runtime: Runtime,
    private readonly modelBytes: number,
    private readonly limitBytes: number | undefined,
    twoStage?: TwoStageOptions,
  ) {
    if (limitBytes !== undefined && modelBytes > limitBytes) throw this.noRoom(modelBytes);
    this.stages = twoStage && new TwoStages(runtime, twoStage);
  }

  /** Active features of a dictionary on its input site `x` (T, dIn). */
  encode(dictionary: Dictionary, x: Tensor): Promise<ActiveFeatures> {
    return this.inTurn(() => this.encodeNow(dictionary, x));
  }

  private async encodeNow(dictionary: Dictionary, site: Tensor): Promise<ActiveFeatures> {
    const [rows = 0] = site.shape;
    assertShape(float32Of(site, "x"), rows, dictionary.dIn, "the input of an encoder");
    const x = encoderInput(dictionary, site);
    const pieces =
      (await this.piecesOf(dictionary, x)) ??
      (await this.plainly(dictionary, "a text's numbers are too large or too small for a bound", x));
    if (this.open.get(dictionary)?.isWorse)
      await this.turnPlain(dictionary, "the bound lets too many features through");
    return joinFeatures(dictionary.kind, dictionary.layer, dictionary.dFeatures, pieces);
  }

  /** Undefined where only the plain encoder can tell. */
  private async piecesOf(dictionary: Dictionary, x: Tensor): Promise<FlatFeatures[] | undefined> {
    const encoder = await this.encoder(dictionary);
    const pieces: FlatFeatures[] = [];
    let firstRow = 0;
    for (const piece of sliceRows(x, encoder.rowsAtOnce)) {
      const found = await encoder.encode(piece, firstRow);
      if (!found) return undefined;
      pieces.push(found);
      firstRow += encoder.rowsAtOnce;
    }
    return pieces;
  }

  private async plainly(dictionary: Dictionary, why: string, x: Tensor): Promise<FlatFeatures[]> {
    await this.turnPlain(dictionary, why);
    const pieces = await this.piecesOf(dictionary, x);
    if (!pieces) throw new Error("the plain encoder gave nothing");
    return pieces;
  }

  /** From now on this encoder is opened the plain way. */
  private async turnPlain(dictionary: Dictionary, why: string): Promise<void> {
    this.stages?.plain(why);
    this.plain.add(dictionary);
    const encoder = this.open.get(dictionary);
    this.open.delete(dictionary);
    await encoder?.close();
  }

  async warm(dictionaries: readonly Dictionary[]): Promise<void> {
    for (const dictionary of dictionaries) {
      if (this.limitBytes !== undefined && this.heldBytes() + this.bytesOf(dictionary) > this.limitBytes)
        return;
      await this.encoder(dictionary);
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
      const encoders = [...this.open.values()];
      this.open.clear();
      for (const encoder of encoders) await encoder.close();
      await this.stages?.close();
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => {});
    return result;
  }

  private async encoder(dictionary: Dictionary): Promise<OpenEncoder> {
    let encoder = this.open.get(dictionary);
    if (!encoder) {
      await this.makeRoom(this.bytesOf(dictionary));
      encoder = await this.openEncoder(dictionary);
    }
    // Moved to the end: the most recently used.
    this.open.delete(dictionary);
    this.open.set(dictionary, encoder);
    return encoder;
  }

  private async openEncoder(dictionary: Dictionary): Promise<OpenEncoder> {
    if (this.stages && this.inTwoStages(dictionary)) {
      const encoder = await openInTwoStages(this.stages, dictionary);
      if (encoder) return encoder;
      this.plain.add(dictionary);
      await this.makeRoom(this.bytesOf(dictionary));
    }
    return openPlain(this.runtime, dictionary);
  }

  private inTwoStages(dictionary: Dictionary): boolean {
    return !this.plain.has(dictionary) && this.stages?.suits(dictionary) === true;
  }

  /** Of weights that it will hold once it is open. */
  private bytesOf(dictionary: Dictionary): number {
    return this.inTwoStages(dictionary) ? TwoStageEncoder.bytesOf(dictionary) : plainBytes(dictionary);
  }

  private async makeRoom(bytes: number): Promise<void> {
    if (this.limitBytes === undefined) return;
    if (this.modelBytes + bytes > this.limitBytes) throw this.noRoom(this.modelBytes + bytes);
    for (const [dictionary, encoder] of this.open) {
      if (this.heldBytes() + bytes <= this.limitBytes) return;
      this.open.delete(dictionary);
      this.closedForSpace += 1;
      await encoder.close();
    }
  }

  private heldBytes(): number {
    return [...this.open.values()].reduce((sum, { bytes }) => sum + bytes, this.modelBytes);
  }

  private noRoom(needed: number): EngineError {
    const megabytes = (bytes = 0) => Math.ceil(bytes / 1e6);
    return new EngineError(
      "unavailable",
      `The model needs ${megabytes(needed)} MB of memory for its weights, over the limit of ${megabytes(this.limitBytes)} MB. Raise the limit.`,
    );
  }
}
