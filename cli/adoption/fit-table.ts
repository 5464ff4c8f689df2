import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { SetFit } from "@/lib/evidence-format/fit";
import {
  judgeFit,
  placeWords,
  readingWords,
  type Standing,
  standingOf,
  whyUnmeasured,
} from "@/lib/evidence-format/judge-fit";
import { formatTable } from "../table";

/** Of a set, what it says whether anything can be measured of it. */
interface NamedSet {
  kind: DictionaryKind;
  name: string;
  dictionaries: readonly { training: { featuresOnly: string | null } }[];
}

/**
 * How all sets of a model fit, in words and in a table for each: every reading of every layer, and what was claimed beside what was
 * measured. One of which nothing was measured says so.
 */
export function fitText({ fits, sets }: { fits: readonly SetFit[]; sets: readonly NamedSet[] }): string {
  return sets
    .map((set) => {
      const fit = fits.find((each) => each.kind === set.kind && each.set === set.name);
      return fit ? oneSet(fit) : unmeasuredSet(set);
    })
    .join("\n");
}

function unmeasuredSet({ kind, name, dictionaries }: NamedSet): string {
  const why = whyUnmeasured(dictionaries.map(({ training }) => training));
  return `${kind}/${name}: NOT MEASURED. ${why ?? "Nobody has measured whether it fits; commons prove does it."}\n`;
}

const setWords: Record<Standing, string> = {
  fits: "fits",
  partly: "fits, BUT FOR WHAT WAS NOT MEASURED",
  undecided: "UNDECIDED: it may fit, but these windows do not tell its processing from another",
  unfit: "DOES NOT FIT and is not used for circuits until you insist",
  unmeasured: "NOT MEASURED",
};

function oneSet(fit: SetFit): string {
  const verdict = judgeFit(fit);
  const { sentences, undecided, unmeasured } = verdict;
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
    `${fit.kind}/${fit.set}: ${setWords[standingOf(verdict)]} (${fit.windows} windows, ${fit.tokens} tokens of ${fit.corpus.name}).`,
    ...[...sentences, ...undecided, ...unmeasured].map((sentence) => `  ${sentence}`),
    ...(rows.length > 0 ? [formatTable(head, rows, [0, 2, 3, 4, 5, 6, 7, 8])] : []),
    "",
  ].join("\n");
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}
