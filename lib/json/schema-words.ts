import type { z } from "zod";

/** What is wrong with a value and where, for whoever wrote it: no words of the library that found it. */
export function schemaWords(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join(".").slice(0, 200);
  const words = wordsOf(issue);
  return where === "" ? words : `${where}: ${words}`;
}

/** The same of the first thing that is wrong. */
export function firstFault({ issues: [issue] }: z.ZodError): string {
  return issue ? schemaWords(issue) : unspecific;
}

const unspecific = "it is not of the right form";

const kindsOfValue: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
  tuple: "a list",
  null: "null",
};

const formats: Readonly<Record<string, string>> = {
  uuid: "an id (UUID)",
  email: "an email address",
  url: "an address (URL)",
  date: "a date, such as 2026-01-31",
  datetime: "a date with a time, such as 2026-01-31T12:00:00Z",
};

/** What is wrong, without its place. */
export function wordsOf(issue: z.core.$ZodIssue): string {
  // A sentence of the schema's own.
  if (!/^(?:Invalid|Too (?:big|small)|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return `it must be ${kindsOfValue[issue.expected] ?? "of another type"}`;
    case "too_big":
      return `it must be ${bound(issue, "below", "at most")} ${issue.maximum}${unitOf(issue.origin)}`;
    case "too_small":
      return `it must be ${bound(issue, "above", "at least")} ${issue.minimum}${unitOf(issue.origin)}`;
    case "not_multiple_of":
      return `it must be a multiple of ${issue.divisor}`;
    case "invalid_format":
      return Object.hasOwn(formats, issue.format) ? `it must be ${formats[issue.format]}` : unspecific;
    case "invalid_value":
      return `it must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "unrecognized_keys": {
      const keys = issue.keys.slice(0, 5).map((key) => JSON.stringify(key.slice(0, 100)));
      return `${keys.join(", ")} ${keys.length === 1 ? "is" : "are"} not known here and may be misspelt`;
    }
    default:
      return unspecific;
  }
}

interface Bound {
  inclusive?: boolean | undefined;
  exact?: boolean | undefined;
}

function bound({ inclusive, exact }: Bound, without: string, withIt: string): string {
  if (exact) return "exactly";
  return inclusive === false ? without : withIt;
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters long";
  return origin === "array" || origin === "set" ? " entries long" : "";
}
