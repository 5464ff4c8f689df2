import { expect, it } from "vitest";
import { relativeTime } from "./relative-time";

const now = new Date("2026-11-23T12:00:00Z");

it.each([
  ["2026-11-23T11:59:30Z", "just now"],
  ["2026-11-23T11:57:00Z", "3 minutes ago"],
  ["2026-11-23T10:00:00Z", "2 hours ago"],
  ["2026-11-22T12:00:00Z", "yesterday"],
  ["2026-11-10T12:00:00Z", "last week"],
  ["2025-11-01T12:00:00Z", "last year"],
  ["2026-11-24T12:00:00Z", "tomorrow"],
])("%s is %s", (then, said) => {
  expect(relativeTime(new Date(then), now)).toBe(said);
});
