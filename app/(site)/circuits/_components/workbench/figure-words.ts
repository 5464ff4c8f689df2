import { formatNumber, formatProbability } from "@/components/ui/format-number";
import { dictionaryWords } from "@/lib/circuit-format/kind-words";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { DictionaryFigure } from "@/lib/models/dictionary-figure";

/** How much a dictionary misses anywhere, in a few words for where one points at an error; empty where nobody measured it. */
export function figureWords(
  figures: readonly DictionaryFigure[],
  row: { kind: DictionaryKind; layer: number },
): string {
  const figure = figures.find(({ kind, layer }) => kind === row.kind && layer === row.layer);
  if (!figure) return "";
  const { explainedVariance, lossRecovered } = figure;
  const recovered = lossRecovered ? `, keeps ${formatProbability(lossRecovered.value)} of the loss` : "";
  return `; the ${dictionaryWords[row.kind]} explains ${formatNumber(explainedVariance.value)} of the variance of its site${recovered}`;
}
