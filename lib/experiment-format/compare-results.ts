import type { ExperimentResult } from "./result";

/** A place where two results of one experiment do not come to the same. */
export interface ResultDifference {
  where: string;
  stated: unknown;
  found: unknown;
}

export interface ResultComparison {
  /** How many numbers were compared. */
  numbers: number;
  /** Largest difference of two numbers. */
  largest: number;
  /** The first of them, at most `maxDifferences`. */
  differences: ResultDifference[];
  differenceCount: number;
}

const maxDifferences = 20;

/** What a result is of, by which it is told whether two can be compared. */
const identity = ["experiment", "modelChecksum", "dictionarySets", "family", "seed"] as const;
type ResultIdentity = Pick<ExperimentResult, (typeof identity)[number]>;

/**
 * A result beside another of the same experiment: numbers agree where they differ by at most half a unit of the last decimal that
 * `stated` states, all else where it is equal. When and by which build each was computed is left out.
 */
export function compareResults(stated: ExperimentResult, found: ExperimentResult): ResultComparison {
  const tolerance = 0.5 * 10 ** -stated.digits;
  return compareParts([...identity, "prompts", "whole", "conditions"], stated, found, tolerance);
}

/** Whether two results are of one experiment, model and family, which is known before either is computed. */
export function isOfTheSame(stated: ResultIdentity, found: ResultIdentity): boolean {
  return compareParts(identity, stated, found, 0).differenceCount === 0;
}

function compareParts<Part extends string>(
  parts: readonly Part[],
  stated: Readonly<Record<Part, unknown>>,
  found: Readonly<Record<Part, unknown>>,
  tolerance: number,
): ResultComparison {
  const comparison: ResultComparison = { numbers: 0, largest: 0, differences: [], differenceCount: 0 };
  const differs = (where: string, of: unknown, other: unknown) => {
    comparison.differenceCount += 1;
    if (comparison.differences.length < maxDifferences)
      comparison.differences.push({ where, stated: of, found: other });
  };
  const compare = (of: unknown, other: unknown, where: string): void => {
    if (typeof of === "number" && typeof other === "number") {
      const difference = Math.abs(of - other);
      comparison.numbers += 1;
      comparison.largest = Math.max(comparison.largest, difference);
      if (!(difference <= tolerance)) differs(where, of, other);
    } else if (isObject(of) && isObject(other) && Array.isArray(of) === Array.isArray(other)) {
      for (const key of new Set([...Object.keys(of), ...Object.keys(other)]))
        compare(of[key], other[key], placeOf(where, key, of[key] ?? other[key]));
    } else if (of !== other) differs(where, of, other);
  };
  for (const part of parts) compare(stated[part], found[part], part);
  return comparison;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** An entry of a list is called by its name, if it has one; prompts are counted from 1. */
function placeOf(where: string, key: string, value: unknown): string {
  const own = isObject(value) ? (value.name ?? value.metric ?? value.variant) : undefined;
  const name = typeof own === "string" ? own : where.endsWith("values") ? `prompt ${Number(key) + 1}` : key;
  return `${where}, ${name}`;
}
