import fc from "fast-check";
import { expect, test } from "vitest";
import { placeBeside } from "./place-beside";

const screen = { width: 1280, height: 800 };
const card = { width: 360, height: 300 };
const anchor = (left: number, top: number) => ({ left, right: left + 80, top, bottom: top + 24 });

test("a card stands to the right of its name, and to the left where there is no room", () => {
  expect(placeBeside(anchor(100, 200), card, screen)).toEqual({ left: 188, top: 200 });
  expect(placeBeside(anchor(1100, 200), card, screen)).toEqual({ left: 732, top: 200 });
});

test("on a narrow screen it stands under its name, and above one that is far down", () => {
  const phone = { width: 390, height: 844 };
  expect(placeBeside(anchor(16, 100), card, phone)).toEqual({ left: 16, top: 132 });
  expect(placeBeside(anchor(200, 800), card, phone)).toEqual({ left: 22, top: 492 });
});

test("wherever a name is, its card is on the screen and does not cover the name", () => {
  fc.assert(
    fc.property(fc.nat(1200), fc.nat(776), (left, top) => {
      const at = anchor(left, top);
      const place = placeBeside(at, card, screen);
      expect(place.left).toBeGreaterThanOrEqual(0);
      expect(place.top).toBeGreaterThanOrEqual(0);
      expect(place.left + card.width).toBeLessThanOrEqual(screen.width);
      expect(place.top + card.height).toBeLessThanOrEqual(screen.height);
      expect(place.left >= at.right || place.left + card.width <= at.left).toBe(true);
    }),
  );
});
