import type { SetFit } from "@/lib/evidence-format/fit";
import { judgeFit, placeWords, readingWords } from "@/lib/evidence-format/judge-fit";
import { formatTable } from "../table";

/** How sets fit, in words and in a table for each: every reading of every layer, and what was claimed beside what was measured. */
export function fitText(fits: readonly SetFit[]): string {
  return fits.map(oneSet).join("\n");
}

function oneSet(fit: SetFit): string {
  const { fits, sentences, undecided } = judgeFit(fit);
  const rows = fit.dictionaries.flatMap(({ layer, readings, elsewhere, claimed }) =>
    readings.map(({ reading, isUsed, l0, explainedVariance, loss, lossRecovered, neverFired }) => [
      ...[String(layer), `${isUsed ? "* " : ""}${readingWords(fit, reading)}`],
      l0.value.toFixed(1),
      share(explainedVariance.value),
      ...[loss.model, loss.replaced, loss.zero].map(({ value }) => value.toFixed(3)),
      lossRecovered ? share(lossRecovered.value) : "costs nothing",
      share(neverFired),
      isUsed && claimed ? `${claimed.explainedVariance ?? ""} / ${claimed.l0 ?? ""}` : "",
      isUsed && elsewhere ? `${placeWords(elsewhere)} ${share(elsewhere.explainedVariance)}` : "",
    ]),
  );
  const head = [
    ...[
      "layer",
      "processing (* in use)",
      "L0",
      "explained",
      "loss",
      "rebuilt",
      "zero",
      "recovered",
      "silent",
    ],
    ...["claimed EV / L0", "best elsewhere"],
  ];
  return [
    `${fit.kind}/${fit.set}: ${fits ? "fits" : "DOES NOT FIT and is not used for circuits until you insist"} (${fit.windows} windows, ${fit.tokens} tokens of ${fit.corpus.name}).`,
    ...[...sentences, ...undecided].map((sentence) => `  ${sentence}`),
    formatTable(head, rows, [0, 2, 3, 4, 5, 6, 7, 8]),
    "",
  ].join("\n");
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}
