import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetPerson } from "@/app/_typed/typed-store";
import { latestChoices, mostChoices, rememberChoice } from "./latest-choices";

const texts = new Map<string, string>();
const dataset: { viewer?: string } = {};

beforeEach(() => {
  texts.clear();
  delete dataset.viewer;
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
    key: () => null,
    length: 0,
  });
  vi.stubGlobal("document", { documentElement: { dataset } });
});
afterEach(() => vi.unstubAllGlobals());

const choose = (href: string, name = href) => rememberChoice({ href, name, about: "a page" });
const shown = () => latestChoices().map(({ href }) => href);

test("the latest choice stands first, each once, and no more than there is room for", () => {
  for (let n = 0; n < 10; n++) choose(`/features/${n}`);
  choose("/features/8");
  expect(shown()).toHaveLength(mostChoices);
  expect(shown().slice(0, 3)).toEqual(["/features/8", "/features/9", "/features/7"]);
});

test("everybody has their own, and who signs out leaves none", () => {
  choose("/docs");
  dataset.viewer = "ada";
  expect(shown()).toEqual([]);
  choose("/models");
  forgetPerson("ada");
  expect(shown()).toEqual([]);
  delete dataset.viewer;
  expect(shown()).toEqual(["/docs"]);
});

test.each(["{", "7", '[{"href":"/"}]', "[null]"])("what is not ours is nothing: %s", (written) => {
  texts.set("chosen *", written);
  expect(shown()).toEqual([]);
});

test.each(["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", ""])(
  "what leads away from this site is not offered: %s",
  (href) => {
    choose(href);
    texts.set("chosen *", JSON.stringify([...latestChoices(), { href, name: "x", about: "y" }]));
    expect(shown()).toEqual([]);
  },
);
