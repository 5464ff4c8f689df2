import { expect, test } from "vitest";
import { checkHeadColumns } from "./attention";

const linear = () => ({});
const width = 2;

test("one map of queries, keys and values in this order is projected, and so are three maps", () => {
  const of = linear();
  const fused = { q: { of, first: 0 }, k: { of, first: width }, v: { of, first: 2 * width } };
  expect(() => checkHeadColumns(fused, width)).not.toThrow();
  const apart = {
    q: { of: linear(), first: 0 },
    k: { of: linear(), first: 0 },
    v: { of: linear(), first: 0 },
  };
  expect(() => checkHeadColumns(apart, width)).not.toThrow();
});

test("maps in another order, or of keys and values alone, are refused and not read as if they were in this one", () => {
  const [of, other] = [linear(), linear()];
  const turned = { k: { of, first: 0 }, q: { of, first: width }, v: { of, first: 2 * width } };
  const ofTwo = { q: { of: other, first: 0 }, k: { of, first: 0 }, v: { of, first: width } };
  const part = { q: { of: linear(), first: width }, k: { of, first: 0 }, v: { of: other, first: 0 } };
  for (const columns of [turned, ofTwo, part])
    expect(() => checkHeadColumns(columns, width)).toThrow("in this order, or from three maps");
});
