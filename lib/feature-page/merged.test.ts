import { expect, test } from "vitest";
import { merged } from "./merged";

async function* counting(name: string, to: number, ends: string[] = []) {
  try {
    for (let n = 1; n <= to; n++) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      yield `${name}${n}`;
    }
  } finally {
    ends.push(name);
  }
}

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

test("every value of every source comes once, each source's in its order", async () => {
  const all = await collect(merged([counting("a", 5), counting("b", 2), counting("c", 0)]));
  expect(all.filter((value) => value.startsWith("a"))).toEqual(["a1", "a2", "a3", "a4", "a5"]);
  expect(all.toSorted()).toEqual(["a1", "a2", "a3", "a4", "a5", "b1", "b2"]);
});

test("leaving ends every source", async () => {
  const ends: string[] = [];
  for await (const value of merged([counting("a", 50, ends), counting("b", 50, ends)]))
    if (value === "a2") break;
  expect(ends.toSorted()).toEqual(["a", "b"]);
});

test("what one source throws is thrown, and ends the others", async () => {
  const ends: string[] = [];
  async function* failing(): AsyncGenerator<string> {
    yield "x";
    throw new Error("no more");
  }
  await expect(collect(merged([counting("a", 50, ends), failing()]))).rejects.toThrow("no more");
  expect(ends).toEqual(["a"]);
});
