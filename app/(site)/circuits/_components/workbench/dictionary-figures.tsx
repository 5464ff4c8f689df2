import { Measured } from "@/app/(site)/_components/measured";
import { Explain } from "@/components/ui/explain";
import { formatNumber, formatProbability } from "@/components/ui/format-number";
import { dictionaryWords } from "@/lib/circuit-format/kind-words";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { useFigures } from "./figures-of";

interface DictionaryFiguresProps {
  kind: DictionaryKind;
  layer: number;
}

/** How much a dictionary misses anywhere, beside an error it made here; nothing where nobody measured it. */
export function DictionaryFigures({ kind, layer }: DictionaryFiguresProps) {
  const figure = useFigures().find((each) => each.kind === kind && each.layer === layer);
  if (!figure) return null;
  const { l0, explainedVariance, loss, lossRecovered } = figure;
  return (
    <p className="mt-2 text-s">
      This {dictionaryWords[kind]} explains{" "}
      <Explain explanation="1 less the squared error of the reconstruction over the variance of its site, on a corpus.">
        <Measured figure={explainedVariance} /> of the variance
      </Explain>{" "}
      of its site with <Measured figure={l0} /> features on a token
      {lossRecovered && (
        <>
          {" "}
          and keeps{" "}
          <Explain
            explanation={`Of what the site is worth to the loss. In nats: the model ${formatNumber(loss.model.value)}, with the site replaced by the reconstruction ${formatNumber(loss.replaced.value)}, by zero ${formatNumber(loss.zero.value)}.`}
          >
            {formatProbability(lossRecovered.value)} of the loss
          </Explain>
        </>
      )}
      .
    </p>
  );
}
