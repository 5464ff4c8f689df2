import { afterEach, expect, test, vi } from "vitest";
import { clamped, readWidth, showWidthAtOnce, sideBounds, sideWidthName, widthAfter } from "./side-width";

afterEach(() => vi.unstubAllGlobals());

const bounds = { min: 288, max: 800 };
const press = (key: string, now: number, shiftKey = false) => widthAfter({ key, shiftKey }, now, bounds);

test("the separator moves with the arrows, never past what fits, and other keys are not its own", () => {
  expect(press("ArrowLeft", 400)).toBe(416);
  expect(press("ArrowRight", 400)).toBe(384);
  expect(press("ArrowLeft", 400, true)).toBe(464);
  expect(press("ArrowLeft", 795)).toBe(800);
  expect(press("ArrowRight", 290)).toBe(288);
  expect(press("Home", 400)).toBe(288);
  expect(press("End", 400)).toBe(800);
  expect(press("Enter", 400)).toBe("usual");
  for (const key of ["a", "Tab", " ", "ArrowUp", "Escape"]) expect(press(key, 400)).toBeNull();
});

test("whatever the window, the least width is no more than the most, and a width is within both", () => {
  for (let body = 0; body < 4_000; body += 37)
    for (const rem of [10, 16, 24]) {
      const { min, max } = sideBounds(body, rem);
      expect(min).toBeLessThanOrEqual(max);
      for (const width of [-1e9, 0, 300, 5_000, 1e9]) {
        expect(clamped(width, { min, max })).toBeGreaterThanOrEqual(min);
        expect(clamped(width, { min, max })).toBeLessThanOrEqual(max);
      }
    }
});

const hostile = ["", "-3", "1e9", "99999", "300px", "300;color:red", "NaN", " 300", "3"];

test("what stands where the width is kept is a width or nothing, read at once or later", () => {
  const shownAtOnce = (kept: string | null) => {
    const setProperty = vi.fn();
    vi.stubGlobal("localStorage", { getItem: (name: string) => (name === sideWidthName ? kept : null) });
    vi.stubGlobal("document", { documentElement: { style: { setProperty } } });
    new Function(showWidthAtOnce)();
    return setProperty.mock.calls[0]?.[1] ?? null;
  };
  expect([readWidth("420"), shownAtOnce("420")]).toEqual([420, "420px"]);
  for (const kept of [null, ...hostile])
    expect([kept, readWidth(kept), shownAtOnce(kept)]).toEqual([kept, null, null]);
  vi.stubGlobal("localStorage", undefined);
  expect(() => new Function(showWidthAtOnce)()).not.toThrow();
});
