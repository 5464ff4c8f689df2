import { expect, test } from "vitest";
import { madeUpResult } from "@/lib/experiment-format/made-up-result";
import { experimentTable } from "./experiment-table";

test("a result's table has the hypothesis with its time, the model itself, and each condition beside it by variant", () => {
  expect(experimentTable(madeUpResult())).toMatchInlineSnapshot(`
    "What the giver is told by

    Hypothesis, written 2026-11-30T12:00:00Z: Without S2 the giver is not known.
    Result, computed 2026-11-30T13:00:00.000Z, over 2 prompts:

    logit-difference   mean  95%  change  95%    ABBA    BABA
    ----------------  -----  ---  ------  ---  ------  ------
    the model itself  3.000                     2.000   4.000
    attention at IO   1.000       -2.000       -1.000  -3.000
    Of variants (ABBA, BABA) the model's own mean, then the changes.

    "
  `);
});

test("a table says what is not known, what some prompts lack, and has no minus before nothing", () => {
  const result = madeUpResult([2, 4], [1.9999, null]);
  const [condition] = result.conditions;
  const table = experimentTable({ ...result, conditions: condition ? [{ ...condition, reached: 1 }] : [] });
  expect(table).toContain(
    "attention at IO: the logit-difference of 1 of 2 prompts is not known and left out.",
  );
  expect(table).toContain("attention at IO: 1 of 2 prompts have one of its roles");
  expect(table).toMatch(/attention at IO +2\.000 +0\.000 +0\.000 +unknown/);
});
