import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FairQueue, type FairQueueOptions } from "./fair-queue";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const options: FairQueueOptions = {
  maxWaiting: 8,
  maxWaitingOfOne: 6,
  maxWaitMillis: 30_000,
  lateMillis: 60_000,
};

/** A queue with its one place taken; what is asked of it is begun in the order of `done` once the place is free. */
function queue(changed: Partial<FairQueueOptions> = {}) {
  const fair = new FairQueue({ ...options, ...changed });
  const done: string[] = [];
  const refused: string[] = [];
  const ask = async (name: string, key: string, { lane = "sign-in", known = false } = {}) => {
    try {
      await fair.run({ keys: key.split("+"), lane, known }, async () => void done.push(name));
    } catch (error) {
      expect(error).toMatchObject({ code: "unavailable", details: { retryAfterSeconds: 5 } });
      refused.push(name);
    }
  };
  let free = () => {};
  const hold = (key = "somebody else", lane = "sign-in") =>
    void fair.run({ keys: [key], lane }, () => new Promise<void>((resolve) => (free = resolve)));
  const settle = async () => {
    await vi.advanceTimersByTimeAsync(0);
    free();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { fair, done, refused, ask, hold, settle };
}

test("whoever has not asked lately goes before all that waits of one who has", async () => {
  const { done, ask, hold, settle } = queue();
  hold("flood");
  for (const n of [1, 2, 3, 4]) void ask(`flood ${n}`, "flood");
  void ask("honest", "honest");
  await settle();
  expect(done).toEqual(["honest", "flood 1", "flood 2", "flood 3", "flood 4"]);
});

test("those who are equal take turns, each in the order in which they came", async () => {
  const { done, ask, hold, settle } = queue();
  hold();
  for (const key of ["a", "a", "a", "b", "b", "c"]) void ask(key, key);
  await settle();
  expect(done).toEqual(["a", "b", "c", "a", "b", "a"]);
});

test("whoever is known goes before others who have asked a little less often, and not before all others for ever", async () => {
  const { done, ask, hold, settle } = queue();
  hold();
  void ask("stranger 1", "a");
  for (const n of [1, 2, 3, 4, 5]) void ask(`known ${n}`, "b", { known: true });
  void ask("stranger 2", "c");
  await settle();
  expect(done).toEqual(["known 1", "known 2", "known 3", "stranger 1", "known 4", "stranger 2", "known 5"]);
});

test("who was refused and asks again and again is behind whoever asks for the first time", async () => {
  const { done, refused, ask, hold, settle } = queue({ maxWaiting: 2, maxWaitingOfOne: 1 });
  hold();
  for (let round = 0; round < 5; round++) for (const key of ["a", "b", "c", "d"]) void ask(key, key);
  await vi.advanceTimersByTimeAsync(0);
  expect(refused).toHaveLength(18);
  await settle();
  hold();
  for (const key of ["c", "d"]) void ask(key, key);
  void ask("first time", "owner");
  await settle();
  expect(done).toEqual(["a", "b", "first time", "c"]);
});

test("many who are after one thing take turns as one, and whoever is after another goes before them", async () => {
  const { done, ask, hold, settle } = queue();
  hold();
  for (const n of [1, 2, 3, 4]) void ask(`guess ${n}`, `stranger ${n}+owner`);
  void ask("reader", "somebody+reader");
  await settle();
  expect(done).toEqual(["guess 1", "reader", "guess 2", "guess 3", "guess 4"]);
});

test("a flood in one lane costs the other one turn", async () => {
  const { done, ask, hold, settle } = queue();
  hold("x", "sign-up");
  for (const n of [1, 2, 3, 4]) void ask(`sign-up ${n}`, `stranger ${n}`, { lane: "sign-up" });
  void ask("sign-in 1", "a");
  void ask("sign-in 2", "b");
  await settle();
  expect(done).toEqual(["sign-in 1", "sign-up 1", "sign-in 2", "sign-up 2", "sign-up 3", "sign-up 4"]);
});

test("where a lane is full whoever is last in it is told so at once, and not whoever has asked least often", async () => {
  const { done, refused, ask, hold, settle } = queue();
  hold("flood");
  for (const n of [1, 2, 3, 4, 5, 6]) void ask(`flood ${n}`, "flood");
  for (const n of [1, 2]) void ask(`another ${n}`, "another");
  await vi.advanceTimersByTimeAsync(0);
  expect(refused).toEqual([]);
  void ask("honest", "honest");
  void ask("elsewhere", "x", { lane: "sign-up" });
  await vi.advanceTimersByTimeAsync(0);
  expect(refused).toEqual(["flood 6"]);
  await settle();
  expect(done).toHaveLength(9);
  expect(done).toContain("honest");
});

test("one key has no more waiting than its share", async () => {
  const { refused, ask, hold } = queue();
  hold();
  for (let n = 1; n <= 9; n++) void ask(`${n}`, "one");
  await vi.advanceTimersByTimeAsync(0);
  expect(refused).toEqual(["7", "8", "9"]);
});

test("nobody waits longer than is said, and who left in that way is not begun afterwards", async () => {
  const { done, refused, ask, hold, settle } = queue();
  hold();
  void ask("late", "a");
  await vi.advanceTimersByTimeAsync(30_000);
  expect(refused).toEqual(["late"]);
  await settle();
  expect(done).toEqual([]);
});

test("how often somebody has asked is forgotten after a while", async () => {
  const { done, ask, hold, settle } = queue();
  await ask("before", "a");
  await vi.advanceTimersByTimeAsync(60_001);
  hold();
  void ask("a", "a");
  void ask("b", "b");
  await settle();
  expect(done).toEqual(["before", "a", "b"]);
});

test("with a pause the first is begun at once and each other one a pause after the last", async () => {
  const { fair, done, ask } = queue({ pauseMillis: 4000 });
  for (const key of ["a", "b", "c"]) void ask(key, key);
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(4000);
  expect(done).toEqual(["a", "b"]);
  await vi.advanceTimersByTimeAsync(4000);
  expect(done).toEqual(["a", "b", "c"]);
  expect(fair.isIdle).toBe(false);
  await vi.advanceTimersByTimeAsync(4000);
  expect(fair.isIdle).toBe(true);
});

test("work that fails frees its place", async () => {
  const { fair, done, ask } = queue();
  const failing = fair.run({ keys: ["a"], lane: "x" }, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  await ask("next", "b");
  expect(done).toEqual(["next"]);
});
