import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { eventStream } from "./event-stream";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function* counting(fail = false) {
  yield { n: 1 };
  if (fail) throw new Error("the database went away");
  yield { n: 2 };
}

async function readAll(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) text += decoder.decode(chunk);
  return text;
}

describe("an event stream", () => {
  test("sends each value as an event of its name, ends with the values, and leaves no timer", async () => {
    const text = await readAll(eventStream("run", counting(), new AbortController().signal));
    expect(text).toBe('retry: 1000\n\nevent: run\ndata: {"n":1}\n\nevent: run\ndata: {"n":2}\n\n');
    expect(vi.getTimerCount()).toBe(0);
  });

  test("whose values fail breaks off, and leaves no timer that would write into it", async () => {
    await expect(readAll(eventStream("run", counting(true), new AbortController().signal))).rejects.toThrow();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that the reader leaves ends its values, and leaves no timer", async () => {
    let ended = false;
    async function* endless() {
      try {
        for (let n = 0; ; n++) yield { n };
      } finally {
        ended = true;
      }
    }
    const reader = eventStream("run", endless(), new AbortController().signal).body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
    expect(ended).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
