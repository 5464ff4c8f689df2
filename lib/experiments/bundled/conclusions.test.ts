import { expect, test } from "vitest";
import { compareResults } from "@/lib/experiment-format/compare-results";
import { type ExperimentResult, readExperimentResult } from "@/lib/experiment-format/result";
import { experimentHash } from "../experiment-hash";
import { bundledExperiment, bundledExperimentNames } from "./bundled-experiments";
import { conclusions } from "./conclusions";

function statedOf(name: string): ExperimentResult {
  return readExperimentResult(conclusions[name]?.stated);
}

test.each(bundledExperimentNames)("%s has a conclusion of its own stated result", (name) => {
  const experiment = bundledExperiment(name);
  if (!experiment) throw new Error("there is no such experiment");
  expect(statedOf(name).experiment.hash).toBe(experimentHash(experiment));
  expect(compareResults(statedOf(name), statedOf(name)).differenceCount).toBe(0);
});

/** Means and changes of a result, without their signs, as they are written. */
function writtenNumbers({ whole, conditions }: ExperimentResult): string[] {
  return [...whole, ...conditions.flatMap(({ metrics }) => metrics)]
    .flatMap(({ value, change, variants }) => [
      value,
      change,
      ...variants.flatMap((of) => [of.value, of.change]),
    ])
    .flatMap(({ mean }) => (mean === null ? [] : [Math.abs(mean).toFixed(3)]));
}

const changeOf = (result: ExperimentResult, of: (name: string) => boolean, m: number) =>
  result.conditions
    .filter(({ name }) => of(name))
    .reduce((sum, { metrics }) => sum + (metrics[m]?.change.mean ?? Number.NaN), 0);

test.each(bundledExperimentNames)("every number of what %s shows stands in its result", (name) => {
  const stated = statedOf(name);
  const alone = (condition: string) => /^(attention|MLP) alone/.test(condition);
  const derived = [
    ((stated.whole[0]?.value.mean ?? Number.NaN) / 10).toFixed(3),
    Math.abs(changeOf(stated, alone, 0)).toFixed(3),
    Math.abs(changeOf(stated, alone, 1)).toFixed(3),
  ];
  const numbers = conclusions[name]?.text.match(/\d+\.\d{3}/g) ?? [];
  expect(numbers.length).toBeGreaterThan(5);
  const known = [...writtenNumbers(stated), ...derived];
  expect(numbers.filter((number) => !known.includes(number))).toEqual([]);
});

test("of what the model has at each prefix, head 3.6 takes a larger share at long ones, and head 3.1 the same throughout", () => {
  const { whole, conditions } = statedOf("heads-by-prefix");
  const sharesOf = (head: string) => {
    const metric = conditions.find(({ name }) => name === `at END, head ${head}`)?.metrics[0];
    return (metric?.variants ?? []).map(({ change }, v) =>
      Math.round((-100 * (change.mean ?? Number.NaN)) / (whole[0]?.variants[v]?.value.mean ?? Number.NaN)),
    );
  };
  expect(sharesOf("3.6").slice(0, 2)).toEqual([8, 11]);
  const long = sharesOf("3.6").slice(4);
  expect([long.length, Math.min(...long), Math.max(...long)]).toEqual([5, 20, 26]);
  const alike = sharesOf("3.1");
  expect([alike.length, Math.min(...alike), Math.max(...alike)]).toEqual([9, 27, 37]);
  for (const head of ["3.1", "3.5", "3.6"]) expect(Math.min(...sharesOf(head).slice(1))).toBeGreaterThan(10);
  // Of all other heads none costs more than 1.3 does.
  const others = conditions.filter(({ name }) => /head (?!3\.[156]$)/.test(name));
  const costs = others.map(({ metrics }) => -(metrics[0]?.change.mean ?? Number.NaN));
  expect([others.length, Math.max(...costs).toFixed(3)]).toEqual([29, "0.311"]);
});

test("of twelve dictionaries in the place of what they read, nine cost less than a tenth each", () => {
  const stated = statedOf("splice-layer-by-layer");
  const tenth = (stated.whole[0]?.value.mean ?? Number.NaN) / 10;
  const alone = stated.conditions.filter(({ name }) => name.includes("alone"));
  const costs = alone.map(({ metrics }) => -(metrics[0]?.change.mean ?? Number.NaN));
  expect([costs.length, costs.filter((cost) => cost < tenth).length]).toEqual([12, 9]);
});
