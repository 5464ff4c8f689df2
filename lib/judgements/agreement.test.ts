import fc from "fast-check";
import { expect, test } from "vitest";
import { agreementOf, agreementOnFeature, agreementWithRest, type FirstJudgement } from "./agreement";
import { alphaOf } from "./alpha";
import { type FeatureFamily, featureFamilies } from "./judgement-words";

const said = (interpretable: number, family: FeatureFamily = "unclear") => ({
  ...{ interpretable, family, hasOneMeaning: interpretable > 2, confidence: interpretable },
});

const someJudgements = fc
  .uniqueArray(
    fc.record({
      feature: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"),
      judge: fc.constantFrom("ann", "bob", "cleo"),
      said: fc.record({
        interpretable: fc.integer({ min: 0, max: 4 }),
        family: fc.constantFrom(...featureFamilies),
        hasOneMeaning: fc.boolean(),
        confidence: fc.integer({ min: 0, max: 4 }),
      }),
    }),
    { selector: ({ feature, judge }) => `${feature}/${judge}`, maxLength: 21 },
  )
  .map((all): FirstJudgement[] => all);

test("of all it is alpha, with an interval around it from five features on, the same each time", () => {
  fc.assert(
    fc.property(someJudgements, (judgements) => {
      const units = [...new Set(judgements.map(({ feature }) => feature))].map((feature) =>
        judgements.filter((each) => each.feature === feature),
      );
      const shared = units.filter((unit) => unit.length > 1);
      const agreement = agreementOf(judgements);
      expect(agreement.features).toBe(shared.length);
      const families = shared.map((unit) => unit.map((each) => featureFamilies.indexOf(each.said.family)));
      const alpha = alphaOf(families, featureFamilies.length, "nominal");
      if (alpha === null) expect(agreement.family).toBeNull();
      else expect(agreement.family?.value).toBeCloseTo(alpha, 10);
      const { low = null, high = null, value = 0 } = agreement.family ?? {};
      if (low !== null && high !== null) {
        expect(shared.length).toBeGreaterThanOrEqual(5);
        expect(low <= value && value <= high).toBe(true);
      }
      expect(agreementOf(judgements)).toEqual(agreement);
    }),
    { numRuns: 30 },
  );
});

const features = ["a", "b", "c", "d", "e", "f"];

test("who agrees with all others has more than who says the opposite, on the same features", () => {
  const judgements = features.flatMap((feature, i): FirstJudgement[] => {
    const value = i % 2 === 0 ? 4 : 0;
    return [
      { feature, judge: "ann", said: said(value) },
      { feature, judge: "bob", said: said(value) },
      { feature, judge: "troll", said: said(4 - value) },
    ];
  });
  const [ann, troll] = [agreementWithRest(judgements, "ann"), agreementWithRest(judgements, "troll")];
  // Ann agrees with one of two others, the troll with nobody: D_o is a half and 1 of the largest distance.
  expect(ann.interpretable?.value).toBeGreaterThan(0);
  expect(troll.interpretable?.value).toBeLessThan(-0.8);
  expect(agreementWithRest(judgements, "nobody")).toMatchObject({ features: 0, interpretable: null });
});

test("a person's agreement is alpha itself where they are one of two", () => {
  const judgements = features.flatMap((feature, i): FirstJudgement[] => [
    { feature, judge: "ann", said: said(i % 5) },
    { feature, judge: "bob", said: said((i * 2) % 5) },
  ]);
  const [all, ann, bob] = [
    agreementOf(judgements),
    agreementWithRest(judgements, "ann"),
    agreementWithRest(judgements, "bob"),
  ];
  expect(ann.interpretable?.value).toBeCloseTo(all.interpretable?.value ?? 0, 10);
  expect(bob.interpretable?.value).toBeCloseTo(all.interpretable?.value ?? 0, 10);
});

test("one feature's is against the chance of all, so that full agreement on it is 1", () => {
  const judgements = [
    ...["ann", "bob"].map((judge) => ({ feature: "a", judge, said: said(4) })),
    ...["ann", "bob"].map((judge, i) => ({ feature: "b", judge, said: said(i * 4) })),
    { feature: "lonely", judge: "ann", said: said(1) },
  ];
  expect(agreementOnFeature(judgements, "a").interpretable).toEqual({ value: 1, low: null, high: null });
  expect(agreementOnFeature(judgements, "b").interpretable?.value).toBeLessThan(0);
  expect(agreementOnFeature(judgements, "lonely")).toMatchObject({ features: 0, interpretable: null });
  // Whoever says one thing of everything has nothing to be compared by.
  expect(agreementOf(judgements).family).toBeNull();
});

test("its 90% interval holds the true alpha in about 90 of 100 made-up crowds", () => {
  let state = 3;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  // A feature has one meaning or not, each as often; a person says rightly which with p. Two agree with p^2 + (1-p)^2.
  const p = 0.85;
  const truth = 1 - (1 - (p * p + (1 - p) * (1 - p))) / 0.5;
  const crowds = 150;
  let held = 0;
  for (let crowd = 0; crowd < crowds; crowd++) {
    const judgements = Array.from({ length: 50 }, (_, feature) => {
      const is = chance() < 0.5;
      return ["ann", "bob", "cleo"].map((judge) => ({
        ...{ feature: String(feature), judge },
        said: { ...said(0), hasOneMeaning: chance() < p ? is : !is },
      }));
    }).flat();
    const { low = null, high = null } = agreementOf(judgements).hasOneMeaning ?? {};
    if (low !== null && high !== null && low <= truth && truth <= high) held++;
  }
  expect(held / crowds).toBeGreaterThan(0.82);
  expect(held / crowds).toBeLessThan(0.97);
});
