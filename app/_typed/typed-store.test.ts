import { beforeEach, expect, test, vi } from "vitest";
import {
  dropSheet,
  forgetPerson,
  keepSheet,
  maxAgeMillis,
  maxSheetCharacters,
  maxSheets,
  prune,
  type Sheet,
  sheetsOf,
  somebody,
} from "./typed-store";

/** A browser's storage that holds so many characters. */
class Area {
  readonly texts = new Map<string, string>();
  constructor(readonly room = Number.POSITIVE_INFINITY) {}
  get length() {
    return this.texts.size;
  }
  key(place: number) {
    return [...this.texts.keys()][place] ?? null;
  }
  getItem(key: string) {
    return this.texts.get(key) ?? null;
  }
  setItem(key: string, text: string) {
    const taken = [...this.texts]
      .filter(([each]) => each !== key)
      .reduce((sum, [, each]) => sum + each.length, 0);
    if (taken + text.length > this.room) throw new DOMException("full", "QuotaExceededError");
    this.texts.set(key, text);
  }
  removeItem(key: string) {
    this.texts.delete(key);
  }
}

function given(area: Area) {
  vi.stubGlobal("localStorage", area);
  return area;
}
const sheet = (id: string, at: number, body = "words"): Sheet => ({ id, at, base: "1", fields: { body } });
const ids = (person: string, thing: string) => sheetsOf(person, thing).map(({ id }) => id);

beforeEach(() => {
  given(new Area());
  for (const person of [somebody, "ada", "eve"]) forgetPerson(person);
});

test("what is typed comes back whole, the latest first, and to nobody else", () => {
  keepSheet("ada", "finding:1", sheet("a", 1, "first"));
  keepSheet("ada", "finding:1", sheet("b", 2, '\u2028\ud800 "quoted"'));
  expect(sheetsOf("ada", "finding:1")).toEqual([
    sheet("b", 2, '\u2028\ud800 "quoted"'),
    sheet("a", 1, "first"),
  ]);
  expect(ids("eve", "finding:1")).toEqual([]);
  expect(ids("ada", "finding:2")).toEqual([]);
});

test("two tabs write a sheet each, and neither over the other's", () => {
  keepSheet("ada", "finding:1", sheet("a", 1, "in one"));
  keepSheet("ada", "finding:1", sheet("b", 2, "in the other"));
  keepSheet("ada", "finding:1", sheet("a", 3, "in one, and on"));
  expect(sheetsOf("ada", "finding:1").map(({ fields }) => fields.body)).toEqual([
    "in one, and on",
    "in the other",
  ]);
});

test("what was typed before signing in is theirs from then on", () => {
  keepSheet(somebody, "prompt", sheet("a", 1));
  expect(ids("ada", "prompt")).toEqual(["a"]);
  expect(ids("eve", "prompt")).toEqual([]);
  expect(ids(somebody, "prompt")).toEqual([]);
});

test("who leaves the browser leaves nothing behind, and takes nothing of others", () => {
  keepSheet("ada", "prompt", sheet("a", 1));
  keepSheet("eve", "prompt", sheet("b", 1));
  forgetPerson("ada");
  expect(ids("ada", "prompt")).toEqual([]);
  expect(ids("eve", "prompt")).toEqual(["b"]);
});

test("a sheet that was saved or discarded is gone", () => {
  keepSheet("ada", "prompt", sheet("a", 1));
  dropSheet("ada", "prompt", "a");
  expect(ids("ada", "prompt")).toEqual([]);
});

test("what is too old, and the oldest of what is too much, is let go of", () => {
  const now = 10 * maxAgeMillis;
  keepSheet("ada", "old", sheet("a", now - maxAgeMillis - 1));
  for (let n = 0; n < maxSheets + 5; n++) keepSheet("ada", "many", sheet(`s${n}`, now - 1_000 + n));
  prune(now);
  expect(ids("ada", "old")).toEqual([]);
  expect(ids("ada", "many")).toHaveLength(maxSheets);
  expect(ids("ada", "many")).not.toContain("s4");
});

test("a full browser gives up the oldest sheets for what is typed now", () => {
  const area = given(new Area(500));
  area.setItem("theme", "dark");
  for (let n = 0; n < 10; n++)
    expect(keepSheet("ada", "many", sheet(`s${n}`, n, "x".repeat(100)))).toBe(true);
  expect(ids("ada", "many").at(0)).toBe("s9");
  expect(ids("ada", "many")).not.toContain("s0");
  expect(area.getItem("theme")).toBe("dark");
});

test.each([
  ["has no room at all", () => given(new Area(0))],
  [
    "forbids it",
    () => Object.defineProperty(globalThis, "localStorage", { configurable: true, get: forbid }),
  ],
  ["has none", () => vi.stubGlobal("localStorage", undefined)],
])("in a browser that %s it stands in memory, and is said not to be kept", (_, arrange) => {
  arrange();
  expect(keepSheet("ada", "prompt", sheet("a", 1))).toBe(false);
  expect(ids("ada", "prompt")).toEqual(["a"]);
  prune(1);
  dropSheet("ada", "prompt", "a");
  expect(ids("ada", "prompt")).toEqual([]);
});

function forbid(): never {
  throw new DOMException("forbidden", "SecurityError");
}

test("more than a sheet may hold stands in memory alone", () => {
  expect(keepSheet("ada", "prompt", sheet("a", 1, "x".repeat(maxSheetCharacters)))).toBe(false);
  expect(ids("ada", "prompt")).toEqual(["a"]);
});

test.each([
  "",
  "null",
  "1",
  "{",
  '{"at":"1"}',
  '{"at":1,"base":"1","fields":{"body":1}}',
  '{"at":1,"base":"","fields":null}',
])("what is no sheet (%s) is let go of", (text) => {
  const area = given(new Area());
  area.setItem("typed ada prompt a", text);
  expect(ids("ada", "prompt")).toEqual([]);
  expect(area.length).toBe(0);
});
