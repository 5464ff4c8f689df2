import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { claimsOf, type ToldClaim, unreadClaims } from "@/lib/evidence-format/claims";
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
  const unread = fit.dictionaries.flatMap((each) =>
    unreadClaims(placeWords({ ...fit, layer: each.layer }), each),
  );
  const rows = fit.dictionaries.flatMap(({ layer, readings, elsewhere, ...claims }) => [
    ...readings.map(({ reading, isUsed, l0, explainedVariance, loss, lossRecovered, neverFired }) => [
      ...[String(layer), `${isUsed ? "* " : ""}${readingWords(fit, reading)}`],
      l0.value.toFixed(1),
      share(explainedVariance.value),
      ...[loss.model, loss.replaced, loss.zero].map(({ value }) => value.toFixed(3)),
      lossRecovered ? share(lossRecovered.value) : "costs nothing",
      share(neverFired),
      isUsed && elsewhere ? `${placeWords(elsewhere)} ${share(elsewhere.explainedVariance)}` : "",
    ]),
    ...claimsOf(claims).map((claim) => claimRow(layer, claim)),
  ]);
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
    "best elsewhere",
  ];
  return [
    `${fit.kind}/${fit.set}: ${setWords[standingOf(verdict)]} (${fit.windows} windows, ${fit.tokens} tokens of ${fit.corpus.name}).`,
    ...[...sentences, ...undecided, ...unmeasured, ...unread].map((sentence) => `  ${sentence}`),
    ...(rows.length > 0 ? [formatTable(head, rows, [0, 2, 3, 4, 5, 6, 7, 8])] : []),
    "",
  ].join("\n");
}

/** What somebody claims, in the columns of what was measured; what they do not say is left free. */
function claimRow(layer: number, claim: ToldClaim): string[] {
  const { by, l0, explainedVariance, loss, lossRecovered, neverFired } = claim;
  return [
    ...[String(layer), `claimed by ${by}`, l0?.toFixed(1) ?? "", claimedShare(explainedVariance)],
    ...[loss?.model, loss?.replaced, loss?.zero].map((value) => value?.toFixed(3) ?? ""),
    ...[claimedShare(lossRecovered), claimedShare(neverFired), ""],
  ];
}

function claimedShare(value: number | undefined): string {
  return value === undefined ? "" : share(value);
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}
