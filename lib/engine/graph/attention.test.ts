import { expect, test } from "vitest";
import { checkHeadColumns } from "./attention";

const linear = () => ({});
const width = 2;
const config = { heads: 2, keyHeads: 2, dHead: 1 };

test("one map of queries, keys and values in this order is projected, and so are three maps", () => {
  const of = linear();
  const fused = {
    q: { of, first: 0, stride: 1 },
    k: { of, first: width, stride: 1 },
    v: { of, first: 2 * width, stride: 1 },
  };
  expect(() => checkHeadColumns(fused, config)).not.toThrow();
  const apart = {
    q: { of: linear(), first: 0, stride: 1 },
    k: { of: linear(), first: 0, stride: 1 },
    v: { of: linear(), first: 0, stride: 1 },
  };
  expect(() => checkHeadColumns(apart, config)).not.toThrow();
});

test("maps in another order, or of keys and values alone, are refused and not read as if they were in this one", () => {
  const [of, other] = [linear(), linear()];
  const turned = {
    k: { of, first: 0, stride: 1 },
    q: { of, first: width, stride: 1 },
    v: { of, first: 2 * width, stride: 1 },
  };
  const ofTwo = {
    q: { of: other, first: 0, stride: 1 },
    k: { of, first: 0, stride: 1 },
    v: { of, first: width, stride: 1 },
  };
  const part = {
    q: { of: linear(), first: width, stride: 1 },
    k: { of, first: 0, stride: 1 },
    v: { of: other, first: 0, stride: 1 },
  };
  for (const columns of [turned, ofTwo, part])
    expect(() => checkHeadColumns(columns, config)).toThrow("in this order, or from three maps");
});
