import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { countedKey } from "@/lib/limits/counted-key";

/** What is tested, with a log that is looked into: read anew, since other files have it with the log as it is. */
const noted = vi.fn();
vi.resetModules();
vi.doMock("@/lib/log", () => ({ createLogger: () => ({ error: noted }) }));
const { eventStream, maxStreams } = await import("./event-stream");

afterAll(() => {
  vi.doUnmock("@/lib/log");
  vi.resetModules();
});

beforeEach(() => {
  vi.useFakeTimers();
  noted.mockClear();
});
afterEach(() => vi.useRealTimers());

function someone() {
  return {
    viewer: { kind: "guest" as const, key: "someone" },
    signal: new AbortController().signal,
    encode: (value: unknown) => JSON.stringify(value),
  };
}

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
    const text = await readAll(eventStream("run", counting(), someone()));
    expect(text).toBe('retry: 1000\n\nevent: run\ndata: {"n":1}\n\nevent: run\ndata: {"n":2}\n\n');
    expect(vi.getTimerCount()).toBe(0);
  });

  test("whose values fail breaks off, and leaves no timer that would write into it", async () => {
    await expect(readAll(eventStream("run", counting(true), someone()))).rejects.toThrow();
    expect(vi.getTimerCount()).toBe(0);
    expect(noted).toHaveBeenCalledOnce();
  });

  test("whose reader leaves while the next value is made sends it to nobody, and notes no fault", async () => {
    let give = () => {};
    async function* slow() {
      yield { n: 1 };
      await new Promise<void>((resolve) => {
        give = resolve;
      });
      yield { n: 2 };
    }
    const reader = eventStream("run", slow(), someone()).body?.getReader();
    await reader?.read();
    await reader?.read();
    await vi.advanceTimersByTimeAsync(0);
    const left = reader?.cancel();
    give();
    await left;
    await vi.advanceTimersByTimeAsync(0);
    expect(noted).not.toHaveBeenCalled();
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
    const reader = eventStream("run", endless(), someone()).body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
    expect(ended).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that nobody reads asks for no more values and holds no more words, however long it stays", async () => {
    let made = 0;
    async function* endless() {
      for (;;) yield { n: made++ };
    }
    const { body } = eventStream("run", endless(), someone());
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(made).toBe(0);
    const reader = body?.getReader();
    const next = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await next()).toBe("retry: 1000\n\n");
    expect(await next()).toContain('{"n":0}');
    // What was said meanwhile did not pile up.
    expect(await next()).toContain('{"n":1}');
    await reader?.cancel();
  });

  test("whose reader waits for the next value is told that the site is still here", async () => {
    async function* waiting() {
      yield { n: 0 };
      await new Promise(() => undefined);
    }
    const reader = eventStream("run", waiting(), someone()).body?.getReader();
    const next = async () => new TextDecoder().decode((await reader?.read())?.value);
    await next();
    await next();
    const word = next();
    await vi.advanceTimersByTimeAsync(16_000);
    expect(await word).toBe(": still here\n\n");
    void reader?.cancel();
  });

  test("beyond what one reader may hold open is refused, until one of them ends", async () => {
    async function* waiting() {
      yield {};
      await new Promise(() => {});
    }
    const open = Array.from({ length: maxStreams }, () => eventStream("run", waiting(), someone()));
    expect(() => eventStream("run", waiting(), someone())).toThrow("pages open");
    const other = { ...someone(), viewer: { kind: "guest" as const, key: "another" } };
    await eventStream("run", waiting(), other).body?.cancel();
    await open.pop()?.body?.cancel();
    open.push(eventStream("run", waiting(), someone()));
    await Promise.all(open.map((response) => response.body?.cancel()));
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    ["the process holds for all readers", (n: number) => `reader ${n}`, 2_000, "More people wait"],
    ["addresses of one block hold together", (n: number) => countedKey(`${n}`, "block"), 300, "pages open"],
  ])("beyond what %s is refused, until one ends", async (_, key, most, why) => {
    async function* waiting() {
      yield {};
      await new Promise(() => {});
    }
    const of = (reader: number) =>
      eventStream("run", waiting(), { ...someone(), viewer: { kind: "guest", key: key(reader) } });
    const open = Array.from({ length: most }, (_, n) => of(n));
    expect(() => of(most)).toThrow(why);
    await open.pop()?.body?.cancel();
    open.push(of(most));
    await Promise.all(open.map((response) => response.body?.cancel()));
    expect(vi.getTimerCount()).toBe(0);
  });
});
