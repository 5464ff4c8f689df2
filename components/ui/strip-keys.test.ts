import { describe, expect, it } from "vitest";
import { strideTo } from "./strip-keys";

// Two rows: three tokens, then two wide ones.
const places = [
  { left: 0, top: 0, width: 40 },
  { left: 40, top: 0, width: 40 },
  { left: 80, top: 0, width: 40 },
  { left: 0, top: 32, width: 60 },
  { left: 60, top: 32, width: 60 },
];

describe("walking a token strip", () => {
  it("left and right stop at the ends", () => {
    expect(strideTo("ArrowLeft", 0, places)).toBe(0);
    expect(strideTo("ArrowRight", 4, places)).toBe(4);
    expect(strideTo("ArrowRight", 2, places)).toBe(3);
  });

  it("home and end go to the first and the last token", () => {
    expect(strideTo("Home", 3, places)).toBe(0);
    expect(strideTo("End", 1, places)).toBe(4);
  });

  it("down and up go to the nearest token of the next row", () => {
    expect(strideTo("ArrowDown", 0, places)).toBe(3);
    expect(strideTo("ArrowDown", 2, places)).toBe(4);
    expect(strideTo("ArrowUp", 4, places)).toBe(2);
  });

  it("up from the first row stays where it is", () => {
    expect(strideTo("ArrowUp", 1, places)).toBe(1);
  });

  it("other keys are left to the page", () => {
    expect(strideTo("a", 1, places)).toBeNull();
  });
});
