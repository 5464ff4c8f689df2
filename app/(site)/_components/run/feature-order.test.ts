import { expect, test } from "vitest";
import type { ActiveFeatureView } from "@/lib/runs/view";
import { shareOfLargest, sortFeatures, telling } from "./feature-order";

function feature(
  index: number,
  activation: number,
  measured: ActiveFeatureView["measured"],
): ActiveFeatureView {
  return {
    kind: "mlp",
    layer: 0,
    index,
    activation,
    label: null,
    standing: null,
    measured,
    firesAt: [[1, activation]],
  };
}
const everywhere = feature(1, 9, { largest: 10, density: 1 });
const rare = feature(2, 2, { largest: 4, density: 1 / 1024 });
const above = feature(3, 3, { largest: 2, density: 1 / 4 });
const unknown = feature(4, 20, null);
const unknownToo = feature(5, 30, null);
const neverSeen = feature(6, 1, { largest: 0, density: 0 });
const all = [everywhere, rare, above, unknown, unknownToo, neverSeen];
const order = (by: Parameters<typeof sortFeatures>[1]) => sortFeatures(all, by).map(({ index }) => index);

test("a share is of the feature's own largest activation, and may be more than that where the text is new", () => {
  expect(all.map(shareOfLargest)).toEqual([0.9, 0.5, 1.5, null, null, null]);
});

test("a feature that is always on tells nothing, and a rare one at half its largest five bits of ten", () => {
  expect(all.map(telling)).toEqual([-0, 5, 2, null, null, null]);
});

test("what was not measured stands last in every order that needs a measure, by its activation, and is never guessed", () => {
  expect(order("telling")).toEqual([2, 3, 1, 5, 4, 6]);
  expect(order("share")).toEqual([3, 1, 2, 5, 4, 6]);
  expect(order("rarity")).toEqual([6, 2, 3, 1, 5, 4]);
  expect(order("activation")).toEqual([5, 4, 1, 3, 2, 6]);
});
