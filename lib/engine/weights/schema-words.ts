import type { z } from "zod";

/** What is wrong with a value, for whoever wrote the file: no words of the library that found it. */
export function schemaWords(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join(".");
  const words = wordsOf(issue);
  return where === "" ? words : `${where}: ${words}`;
}

const kindsOfValue: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
  null: "null",
};

function wordsOf(issue: z.core.$ZodIssue): string {
  // A sentence of the schema's own.
  if (!/^(?:Invalid|Too (?:big|small)|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return `it must be ${kindsOfValue[issue.expected] ?? "of another type"}`;
    case "too_big":
      return `it must be ${issue.inclusive === false ? "below" : "at most"} ${issue.maximum}${unitOf(issue.origin)}`;
    case "too_small":
      return `it must be ${issue.inclusive === false ? "above" : "at least"} ${issue.minimum}${unitOf(issue.origin)}`;
    case "invalid_value":
      return `it must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "unrecognized_keys":
      return `${issue.keys.slice(0, 5).join(", ")}: not known here. Is it misspelt?`;
    default:
      return "it is not of the right form";
  }
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters long";
  return origin === "array" || origin === "set" ? " entries long" : "";
}
