import { mkdirSync, statfsSync } from "node:fs";
import path from "node:path";
import type { Dictionary } from "../dictionaries/dictionary";
import { EngineError } from "../errors";
import type { Runtime } from "../runtime";
import { blockFeatures } from "./bound";
import { type EncoderFile, openEncoderFile, placesOf, sourceChecksum } from "./encoder-file";
import { ExactProduct, givesSameBits } from "./exact-product";
import { makeEncoderFile } from "./make-encoder-file";
import { TwoStageEncoder } from "./two-stage-encoder";

export interface TwoStageOptions {
  /** Where the encoders' files are kept; made where it is missing. */
  folder: string;
  /** Wraps the opening of an encoder, its file's making included. */
  opening?: <T>(work: () => Promise<T>) => Promise<T>;
  /** Told why encoders are used the plain way, once for each reason. */
  onPlain?: (reason: string) => void;
  /** Weights of an encoder from which the whole product takes longer than what the two stages do besides. */
  leastWeights?: number;
  /** What is left on the disk for others. */
  leftBytes?: number;
}

const leastWeights = 4_000_000;
const leftBytes = 500e6;

/** Opens encoders in two stages, where that is possible here. */
export class TwoStages {
  private exact: ExactProduct | undefined;
  /** Whether the products are what they must be, by the number of inputs. */
  private readonly tried = new Map<number, boolean>();
  private readonly told = new Set<string>();

  constructor(
    private readonly runtime: Runtime,
    private readonly options: TwoStageOptions,
  ) {}

  /** Whether an encoder is one for two stages: the largest of a position's features have no bound of their own. */
  suits({ activation, dIn, dFeatures }: Dictionary): boolean {
    return (
      this.runtime.report.inUse === "cpu" &&
      activation.rule !== "topk" &&
      dFeatures % blockFeatures === 0 &&
      dIn * dFeatures >= (this.options.leastWeights ?? leastWeights)
    );
  }

  /** Undefined where the encoder has to be used the plain way; why is told. Throws where its weights are not finite. */
  open(dictionary: Dictionary): Promise<TwoStageEncoder | undefined> {
    const { opening = (work) => work() } = this.options;
    return opening(() => this.openNow(dictionary));
  }

  private async openNow(dictionary: Dictionary): Promise<TwoStageEncoder | undefined> {
    this.exact ??= await ExactProduct.open(this.runtime);
    const same =
      this.tried.get(dictionary.dIn) ?? (await givesSameBits(this.runtime, this.exact, dictionary));
    this.tried.set(dictionary.dIn, same);
    if (!same) return this.plain("this machine's products of small integers, or of few columns, are others");
    const file = this.fileOf(dictionary);
    if (!file) return undefined;
    const encoder = await TwoStageEncoder.open(this.runtime, dictionary, file, this.exact);
    return encoder ?? this.plain("an encoder's weights are too large or too small for a bound");
  }

  /** For who turns from an encoder in two stages to the plain one. */
  plain(reason: string): undefined {
    if (!this.told.has(reason)) this.options.onPlain?.(reason);
    this.told.add(reason);
    return undefined;
  }

  async close(): Promise<void> {
    const { exact } = this;
    this.exact = undefined;
    await exact?.close();
  }

  /** Its file, made where there is none that is whole. */
  private fileOf(dictionary: Dictionary): EncoderFile | undefined {
    const source = sourceChecksum(dictionary);
    const file = path.join(this.options.folder, `${source.toString("hex")}.encoder`);
    try {
      const found = openEncoderFile(file, dictionary, source);
      if (found) return found;
      const bytes = placesOf(dictionary.dIn, dictionary.dFeatures).end;
      const left = this.options.leftBytes ?? leftBytes;
      if (roomBeside(this.options.folder) - bytes < left)
        return this.plain(`their files would leave less than ${left / 1e6} MB on the disk`);
      makeEncoderFile(file, dictionary, source);
      return (
        openEncoderFile(file, dictionary, source) ?? this.plain("a file that was just written is damaged")
      );
    } catch (error) {
      if (error instanceof EngineError) throw error;
      const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
      return this.plain(`the files of encoders cannot be kept (${why})`);
    }
  }
}

/** Bytes free on a folder's disk; the folder is made. */
function roomBeside(folder: string): number {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
