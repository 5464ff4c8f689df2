import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { latestPrompts, mostPrompts, rememberPrompt } from "./latest-prompts";
import { forgetPerson } from "./typed-store";

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

const run = (text: string, model = "m") => rememberPrompt({ text, model });
const shown = () => latestPrompts().map(({ text }) => text);

test("the latest text stands first, each once, and no more than ten", () => {
  for (let n = 0; n < 14; n++) run(`text ${n}`);
  run("text 9");
  expect(shown()).toHaveLength(mostPrompts);
  expect(shown().slice(0, 3)).toEqual(["text 9", "text 13", "text 12"]);
  expect(shown().filter((text) => text === "text 9")).toHaveLength(1);
});

test("a guest, one member and another each have their own, and who signs out leaves none", () => {
  run("a guest's");
  dataset.viewer = "ada";
  expect(shown()).toEqual([]);
  run("ada's");
  dataset.viewer = "bob";
  expect(shown()).toEqual([]);
  dataset.viewer = "ada";
  expect(shown()).toEqual(["ada's"]);
  forgetPerson("ada");
  expect(shown()).toEqual([]);
  delete dataset.viewer;
  expect(shown()).toEqual(["a guest's"]);
});

test.each(["{", "7", '"text"', '[1,{"text":2,"model":"m"},null]', '{"0":"a"}'])(
  "what another program wrote there is nothing: %s",
  (written) => {
    texts.set("prompts *", written);
    expect(shown()).toEqual([]);
    run("mine");
    expect(shown()).toEqual(["mine"]);
  },
);

test("blank and endless texts are not remembered, and a browser that forbids it is no trouble", () => {
  run("  \n");
  run("a".repeat(20_001));
  expect(shown()).toEqual([]);
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new Error("forbidden");
    },
  });
  expect(() => run("a")).not.toThrow();
  expect(shown()).toEqual([]);
});
