import { expect, test } from "vitest";
import { doubling, filling, longDoubling, looping, refusing } from "./made-up-work";
import { ThreadPool } from "./thread-pool";

const limits = { threads: 2, maxWaiting: 20, maxWaitingEach: 12, maxWaitMillis: 60_000 };

/** An input that comes when it is told to, and so holds a thread until then. */
function held<T>(value: T) {
  let come = () => {};
  const coming = new Promise<T>((resolve) => {
    come = () => resolve(value);
  });
  return { input: () => coming, come };
}

test("a work is done on a thread, and what it refuses is refused in its words", async () => {
  const pool = new ThreadPool(limits);
  expect(await pool.do(doubling, "somebody", () => 21)).toBe(42);
  await expect(pool.do(refusing, "somebody", () => undefined)).rejects.toMatchObject({
    ...{ code: "conflict", message: "This is not the time.", details: { fields: { when: "later" } } },
  });
});

test.each([
  ["takes too long", looping],
  ["takes more memory than a thread has", filling],
])("a work that %s is stopped, and the next is done", async (_, work) => {
  const pool = new ThreadPool({ ...limits, threads: 1 });
  await expect(pool.do(work, "somebody", () => undefined)).rejects.toMatchObject({
    ...{ code: "unprocessable", message: "That was too much." },
  });
  expect(await pool.do(doubling, "somebody", () => 1)).toBe(2);
});

test("who asks for one thing waits for one of those who ask for many, and not for all of theirs", async () => {
  const pool = new ThreadPool({ ...limits, threads: 1 });
  const order: string[] = [];
  const ask = (asker: string, input: () => number | Promise<number> = () => 1) =>
    pool.do(doubling, asker, input).then(() => order.push(asker));
  const first = held(1);
  const many = [ask("many", first.input), ...Array.from({ length: 10 }, () => ask("many"))];
  const one = ask("one");
  first.come();
  await Promise.all([...many, one]);
  expect(order.slice(0, 2)).toEqual(["many", "one"]);
});

test("long work leaves a thread to the rest", async () => {
  const pool = new ThreadPool(limits);
  const first = held(1);
  const long = Array.from({ length: 4 }, (_, n) => pool.do(longDoubling, `reader ${n}`, first.input));
  expect(await pool.do(doubling, "writer", () => 4)).toBe(8);
  first.come();
  expect(await Promise.all(long)).toEqual([2, 2, 2, 2]);
});

test("who asks for too much at once is told so, and nobody else is", async () => {
  const pool = new ThreadPool({ ...limits, threads: 1 });
  const first = held(1);
  const asked = Array.from({ length: 13 }, () => pool.do(doubling, "many", first.input));
  expect(() => pool.do(doubling, "many", () => 1)).toThrow("12 things that you asked for are still waiting");
  const other = pool.do(doubling, "one", () => 2);
  first.come();
  expect(await other).toBe(4);
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 13 }, () => 2));
});

test("a full pool, and one that is not served in time, ask to come again", async () => {
  const pool = new ThreadPool({ ...limits, threads: 1, maxWaiting: 3, maxWaitMillis: 100 });
  const first = held(1);
  const begun = pool.do(doubling, "first", first.input);
  const waiting = Array.from({ length: 3 }, (_, n) => pool.do(doubling, `${n}`, () => 1));
  const again = { code: "unavailable", details: { retryAfterSeconds: 5 } };
  expect(() => pool.do(doubling, "last", () => 1)).toThrow(expect.objectContaining(again));
  for (const each of waiting) await expect(each).rejects.toMatchObject(again);
  first.come();
  expect(await begun).toBe(2);
});
