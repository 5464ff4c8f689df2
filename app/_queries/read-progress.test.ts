import { expect, test } from "vitest";
import { computationProgressSchema } from "@/lib/computations/computation-view";
import { readProgress } from "./read-progress";

const progress = {
  status: "computing",
  progress: 0.5,
  stage: "Running the model",
  failure: null,
  queue: { ahead: 2, workers: 1 },
  canCancel: true,
};
const others = [undefined, null, "other", 7, true, {}, [], { ahead: "1", workers: 1 }, { ahead: 1 }, "ready"];

test("an event is read where the route's schema would read it, and refused where it would not", () => {
  const variants = [
    ...others,
    progress,
    ...Object.keys(progress).flatMap((field) => others.map((value) => ({ ...progress, [field]: value }))),
  ].map((each) => JSON.stringify(each) ?? "0");
  for (const text of variants) {
    const wanted = computationProgressSchema.safeParse(JSON.parse(text));
    if (wanted.success) expect(readProgress(text)).toEqual(wanted.data);
    else expect(() => readProgress(text), text).toThrow("Reload the page.");
  }
});
