import { describe, expect, it } from "vitest";
import { placeTooltip } from "./place-tooltip";

const screen = { width: 390, height: 800 };
const box = { width: 300, height: 60 };

describe("a tooltip", () => {
  it("stands under its term where there is room", () => {
    expect(placeTooltip({ left: 20, top: 100, bottom: 120 }, box, screen)).toEqual({ left: 20, top: 128 });
  });

  it("stands above its term at the foot of the screen", () => {
    expect(placeTooltip({ left: 20, top: 760, bottom: 780 }, box, screen)).toEqual({ left: 20, top: 692 });
  });

  it("never leaves the screen sideways", () => {
    expect(placeTooltip({ left: 370, top: 100, bottom: 120 }, box, screen).left).toBe(82);
    expect(placeTooltip({ left: -40, top: 100, bottom: 120 }, box, screen).left).toBe(8);
  });
});
