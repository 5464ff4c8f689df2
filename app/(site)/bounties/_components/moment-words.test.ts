import { expect, test } from "vitest";
import { momentWords } from "./moment-words";

test.each([
  // The hour that a night in autumn has twice.
  ["2026-10-25T00:30:00Z", "Europe/Berlin", "25 Oct 2026, 02:30 CEST"],
  ["2026-10-25T01:30:00Z", "Europe/Berlin", "25 Oct 2026, 02:30 CET"],
  // The one that a night in spring has not.
  ["2027-03-28T00:59:00Z", "Europe/Berlin", "28 Mar 2027, 01:59 CET"],
  ["2027-03-28T01:00:00Z", "Europe/Berlin", "28 Mar 2027, 03:00 CEST"],
  // By half an hour, and where the day is another.
  ["2027-04-03T15:00:00Z", "Australia/Lord_Howe", "4 Apr 2027, 01:30 GMT+10:30"],
  ["2027-04-03T14:59:00Z", "Australia/Lord_Howe", "4 Apr 2027, 01:59 GMT+11"],
])("%s in %s is %s", (at, zone, said) => {
  expect(momentWords(new Date(at), zone)).toBe(said);
});
