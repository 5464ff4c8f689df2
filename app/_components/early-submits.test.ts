import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { holdEarlySubmits, patienceMillis, retryMillis } from "./early-submits";

interface Sent {
  target: unknown;
  submitter: unknown;
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** A form as far as the script looks at it; sending it again is hearing of it again. */
function formOf(attributes: { action?: string; method?: string } = {}) {
  const button = {
    isConnected: true,
    hasAttribute: () => false,
    setAttribute: vi.fn(),
    removeAttribute: vi.fn(),
  };
  const form = {
    isConnected: true,
    hasAttribute: (name: string) => name in attributes,
    getAttribute: (name: "action" | "method") => attributes[name] ?? null,
    requestSubmit: vi.fn((by: unknown) => send(form, by)),
  };
  return { form, button };
}

let hear: (event: Sent) => void;
/** Whether the page's script has come. */
let isThere: boolean;
let sentByBrowser: unknown[];

/** As a browser does: the page's script hears of it, then the window, and what nobody prevents is sent. */
function send(form: unknown, submitter: unknown): void {
  const event: Sent = {
    ...{ target: form, submitter, defaultPrevented: isThere },
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  hear(event);
  if (!event.defaultPrevented) sentByBrowser.push(form);
}

beforeEach(() => {
  vi.useFakeTimers();
  isThere = false;
  sentByBrowser = [];
  vi.stubGlobal("addEventListener", (_: string, listener: typeof hear) => {
    hear = listener;
  });
  new Function(holdEarlySubmits)();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a form that only the script can send waits for it, pressed as often as one likes, and is sent to it once", () => {
  const { form, button } = formOf({ method: "post" });
  send(form, button);
  send(form, button);
  vi.advanceTimersByTime(50 * retryMillis);
  expect(sentByBrowser).toEqual([]);
  expect(button.setAttribute).toHaveBeenCalledWith("aria-busy", "true");
  const tries = form.requestSubmit.mock.calls.length;
  expect(tries).toBe(50);
  isThere = true;
  vi.advanceTimersByTime(50 * retryMillis);
  expect(form.requestSubmit.mock.calls.length).toBe(tries + 1);
  expect(form.requestSubmit).toHaveBeenLastCalledWith(button);
  expect(button.removeAttribute).toHaveBeenLastCalledWith("aria-busy");
});

test("a form that the browser can send, one that is gone, and one whose script never comes are let go", () => {
  for (const attributes of [{ action: "/search" }, { method: "get" }]) {
    const { form, button } = formOf(attributes);
    send(form, button);
    expect(sentByBrowser).toEqual([form]);
    sentByBrowser = [];
  }
  const gone = formOf();
  send(gone.form, gone.button);
  gone.form.isConnected = false;
  vi.advanceTimersByTime(2 * patienceMillis);
  expect(gone.form.requestSubmit).not.toHaveBeenCalled();
  const never = formOf();
  send(never.form, never.button);
  vi.advanceTimersByTime(2 * patienceMillis);
  expect(never.form.requestSubmit.mock.calls.length).toBeLessThanOrEqual(patienceMillis / retryMillis + 1);
  expect(never.button.removeAttribute).toHaveBeenLastCalledWith("aria-busy");
  // What was typed still stands there, to be sent once more.
  expect(sentByBrowser).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
