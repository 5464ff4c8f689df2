import { expect, test } from "vitest";
import type { SetFit } from "./fit";
import { judgeFit } from "./judge-fit";

const processing = (center_writing_weights: boolean) => ({
  ...{ fold_ln: false, fold_value_biases: false, center_writing_weights },
});
const figure = (value: number) => ({ value, error: 0.001 });

/** What is measured of a dictionary of the residual stream as it is used and as it would be under centring. */
function fitOf(used: number, centred: number): SetFit {
  const loss = { model: figure(2), replaced: figure(2.5), zero: figure(9) };
  const reading = (isUsed: boolean, explained: number) => ({
    ...{ reading: processing(!isUsed), isUsed, l0: figure(20), explainedVariance: figure(explained), loss },
    ...{ lossRecovered: figure(0.9), neverFired: 0 },
    gain: isUsed ? { share: 0, errors: 0 } : { share: 0.007, errors: 6 },
  });
  const readings = [reading(true, used), reading(false, centred)];
  return {
    ...{ format: "circuit-commons/fit@1", kind: "resid", opens: false, set: "some" },
    ...{ modelChecksum: "", setChecksum: "", corpus: { name: "", checksum: "" }, windows: 32, tokens: 4_000 },
    readings: readings.map(({ reading: each, isUsed, gain }) => ({ reading: each, isUsed, gain })),
    dictionaries: [{ layer: 1, readings, elsewhere: null, claimed: null, filesClaim: [] }],
    unmeasured: [],
  };
}

test("another processing is advised where the dictionaries fit under it, and not where they fit under none", () => {
  expect(judgeFit(fitOf(0.89, 0.9)).sentences).toEqual([
    expect.stringContaining("would miss 0.7% less of their site if the model was processed otherwise"),
  ]);
  // As a matrix that lies turned.
  expect(judgeFit(fitOf(-0.92, -0.91))).toMatchObject({
    fits: false,
    sentences: [expect.stringContaining("resid.1: it explains -92% of the variance of its site")],
    undecided: [],
  });
});
