import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Quality } from "@/lib/evidence-format/quality";

/** How well the dictionary of one row stands for its site, where it was measured. Types alone, for the browser too. */
export interface DictionaryFigure
  extends Pick<Quality, "l0" | "explainedVariance" | "loss" | "lossRecovered"> {
  kind: DictionaryKind;
  layer: number;
}
