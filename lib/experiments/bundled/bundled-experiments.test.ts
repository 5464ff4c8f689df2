import { expect, test } from "vitest";
import { checkFitsFamily } from "@/lib/experiment-format/fit-family";
import { bundledFamily } from "@/lib/families/bundled/bundled-families";
import { familyHash } from "@/lib/families/family-hash";
import { experimentHash } from "../experiment-hash";
import { bundledExperiment, bundledExperimentNames } from "./bundled-experiments";

function experimentOf(name: string) {
  const experiment = bundledExperiment(name);
  if (!experiment) throw new Error(`there is no ${name}`);
  return experiment;
}

test("there are those that the seed's study begins with", () => {
  expect(bundledExperimentNames).toEqual(["splice-layer-by-layer", "order-around-and", "heads-by-prefix"]);
  expect(bundledExperiment("constructor")).toBeNull();
});

test.each(bundledExperimentNames)("%s is of a family that comes with the site, and fits it", (name) => {
  const experiment = experimentOf(name);
  if (experiment.family.from !== "bundled") throw new Error("its family is elsewhere");
  const read = bundledFamily(experiment.family.name);
  if (!read) throw new Error("there is no such family");
  expect(familyHash(read.family)).toBe(experiment.family.hash);
  expect(() => checkFitsFamily(experiment, read)).not.toThrow();
});

test.each(bundledExperimentNames)("%s runs on a model of any number of layers by its name alone", (name) => {
  for (const { interventions } of experimentOf(name).conditions)
    for (const each of interventions) {
      expect(each.do).not.toBe("patch");
      if (each.do === "ablate") expect(["site", "error", "head"]).toContain(each.what.part);
      if (each.do === "ablate" && each.what.part === "head") expect(each.what.head).toBe("each");
      const layer = each.do === "ablate" ? each.what.layer : each.layer;
      expect(["all", "each", 0]).toContain(layer);
    }
});

test("each has the hash by which it is cited, wherever its family is; a word of the hypothesis changes it", () => {
  expect(
    Object.fromEntries(
      bundledExperimentNames.map((name) => [name, experimentHash(experimentOf(name)).slice(0, 12)]),
    ),
  ).toMatchInlineSnapshot(`
    {
      "heads-by-prefix": "8502876db723",
      "order-around-and": "6abfd32af390",
      "splice-layer-by-layer": "f4dc5821ae83",
    }
  `);
  const experiment = experimentOf("order-around-and");
  const content = bundledFamily("indirect-object")?.family ?? {};
  const { hash } = experiment.family;
  expect(experimentHash({ ...experiment, family: { from: "content", content: { ...content }, hash } })).toBe(
    experimentHash(experiment),
  );
  const hypothesis = { ...experiment.hypothesis, says: "It is not so." };
  expect(experimentHash({ ...experiment, hypothesis })).not.toBe(experimentHash(experiment));
});
