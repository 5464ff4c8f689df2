import { expect, it } from "vitest";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import { describeProgress } from "./live-progress";

const waiting: ComputationProgress = {
  status: "computing",
  progress: 0,
  stage: null,
  failure: null,
  queue: { ahead: 0, workers: 1 },
  canCancel: false,
};

it("a reader is told first that no worker is running", () => {
  expect(describeProgress({ ...waiting, queue: { ahead: 3, workers: 0 } })).toMatch(/^No worker is running/);
});

it("a waiting computation says how many are before it", () => {
  expect(describeProgress({ ...waiting, queue: { ahead: 1, workers: 1 } })).toBe(
    "Waiting: 1 job is before this one.",
  );
  expect(describeProgress({ ...waiting, queue: { ahead: 2, workers: 1 } })).toBe(
    "Waiting: 2 jobs are before this one.",
  );
  expect(describeProgress(waiting)).toBe("Next in the queue.");
});

it("a running one says what it is doing", () => {
  expect(describeProgress({ ...waiting, progress: 0.3, stage: "Running the model" })).toBe(
    "Running the model",
  );
});

it("what has ended is said to have ended, though no worker is counted for it", () => {
  const ended = { ...waiting, progress: 1, queue: { ahead: 0, workers: 0 } };
  expect(describeProgress({ ...ended, status: "ready" })).toBe("Done");
  expect(describeProgress({ ...ended, status: "failed", failure: "The text is too long" })).toBe(
    "The text is too long",
  );
  expect(describeProgress({ ...ended, status: "failed" })).toBe("It failed");
});
