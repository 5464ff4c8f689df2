import { describe, expect, test } from "vitest";
import type { FeatureAddress } from "@/lib/features/feature-address";
import { nearestFeature } from "@/lib/features/nearest-feature";
import { setUpSite } from "../support/site";

setUpSite();

const address: FeatureAddress = { model: "storybook-4l", kind: "attn", set: "attn", layer: 1, index: 7 };

describe("the feature nearest to an address that has none", () => {
  test.each<[string, Partial<FeatureAddress>, Partial<FeatureAddress>]>([
    ["is there itself where it is", {}, {}],
    ["has the last index of its dictionary", { index: 99_999_999 }, { index: 2047 }],
    ["is of the last layer where there are fewer", { layer: 10_000 }, { layer: 3 }],
    ["is of the first set of its kind", { set: "other" }, { set: "attn" }],
  ])("%s", async (_, asked, found) => {
    expect(await nearestFeature({ ...address, ...asked })).toEqual({ ...address, ...found });
  });

  test("is none in a model that is not here", async () => {
    expect(await nearestFeature({ ...address, model: "gpt2" })).toBeNull();
  });
});
