import { expect, test } from "vitest";
import { judge, type StoredRow } from "./judge";
import { Ledger, type Outcome } from "./ledger";

function verdict(outcomes: Outcome[], rows: Partial<StoredRow>[], id: string | null = "1") {
  const ledger = new Ledger();
  Object.assign(ledger.begin("view", "mark", "content"), { outcomes, id });
  const stored = rows.map((row) => ({
    kind: "view" as const,
    mark: "mark",
    content: "content",
    id: "1",
    ...row,
  }));
  return judge(ledger.writes, stored);
}

test("what was acknowledged is there once, with its content and at its address", () => {
  expect(verdict(["acknowledged"], [{}])).toMatchObject({
    faults: [],
    counts: { view: { acknowledged: 1, lost: 0 } },
  });
  expect(verdict(["acknowledged"], []).counts.view.lost).toBe(1);
  expect(verdict(["acknowledged"], [{ mark: "another" }]).counts.view.lost).toBe(1);
  expect(verdict(["acknowledged"], [{ kind: "finding" }]).counts.view.lost).toBe(1);
  expect(verdict(["acknowledged"], [{}, {}]).counts.view.doubled).toBe(1);
  expect(verdict(["acknowledged"], [{ content: "half" }]).counts.view.altered).toBe(1);
  expect(verdict(["acknowledged"], [{ id: "2" }]).faults).toHaveLength(1);
  expect(verdict(["acknowledged"], [{ id: "2" }], null).faults).toEqual([]);
});

test("what is in doubt is there once or not at all", () => {
  expect(verdict(["in doubt"], [], null)).toMatchObject({
    faults: [],
    counts: { view: { "in doubt": 1, kept: 0 } },
  });
  expect(verdict(["in doubt"], [{}], null)).toMatchObject({ faults: [], counts: { view: { kept: 1 } } });
  expect(verdict(["in doubt"], [{}, {}], null).counts.view.doubled).toBe(1);
  expect(verdict(["in doubt"], [{ content: "half" }], null).counts.view.altered).toBe(1);
});

test("what was refused, or reached nobody, is not there", () => {
  for (const outcome of ["refused", "unreached"] as const) {
    expect(verdict([outcome], [], null).faults).toEqual([]);
    expect(verdict([outcome], [{}], null).counts.view.despite).toBe(1);
  }
});

test("a write that was tried again counts by the best it was told", () => {
  expect(verdict(["in doubt", "unreached", "acknowledged"], []).counts.view.lost).toBe(1);
  expect(verdict(["in doubt", "unreached"], [{}], null).faults).toEqual([]);
  expect(verdict(["unreached", "refused"], [{}], null).faults).toHaveLength(1);
});
