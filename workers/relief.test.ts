import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLogger } from "@/lib/log";
import { keepRelief } from "./relief";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A process that goes on until it is killed, as one with a job at hand does not at the first signal. */
function begun(): ChildProcess {
  return spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"]);
}

test("a second process that has nothing to wait for is asked to stop once, though it has a job at hand for long", async () => {
  const child = begun();
  const kill = vi.spyOn(child, "kill");
  let waiting = 1;
  const start = vi.fn(() => child);
  const relief = keepRelief({
    ...{ wanted: true, lanes: ["background"], provider: "cpu", memoryLimitBytes: 0 },
    ...{ log: createLogger("test"), start, countWaiting: async () => waiting },
  });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(start).toHaveBeenCalledOnce();
  waiting = 0;
  await vi.advanceTimersByTimeAsync(100_000);
  expect(kill).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(kill.mock.calls).toEqual([["SIGTERM"]]);
  // Nor once more when the worker itself stops meanwhile: it waits.
  const stopped = relief.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(kill).toHaveBeenCalledOnce();
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await Promise.all([ended, stopped]);
});
