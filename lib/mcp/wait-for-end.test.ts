import { expect, test } from "vitest";
import { waitForEnd } from "./wait-for-end";

function events(pieces: string[], { ends = false } = {}) {
  let isCancelled = false;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      if (ends) controller.close();
    },
    cancel() {
      isCancelled = true;
    },
  });
  return { response: new Response(body), isCancelled: () => isCancelled };
}

const state = (status: string) => `event: run\ndata: {"status":"${status}"}\n\n`;

test("waits for the end of a computation, however its events are cut into pieces, and lets go of the stream", async () => {
  for (const end of ["ready", "failed"]) {
    const text = `${state("computing")}: alive\n\n${state(end)}`;
    const { response, isCancelled } = events([...text]);
    expect(await waitForEnd(response, 5)).toEqual({ status: end });
    expect(isCancelled()).toBe(true);
  }
});

test("gives the last state once the time is over, or where the stream breaks off", async () => {
  const { response, isCancelled } = events([state("computing")]);
  const started = performance.now();
  expect(await waitForEnd(response, 0.2)).toEqual({ status: "computing" });
  expect(performance.now() - started).toBeLessThan(3_000);
  expect(isCancelled()).toBe(true);
  expect(await waitForEnd(events([state("computing")], { ends: true }).response, 5)).toEqual({
    status: "computing",
  });
  expect(await waitForEnd(events([], { ends: true }).response, 5)).toBeNull();
});
