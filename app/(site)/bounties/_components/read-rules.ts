import type { RuleChoice, RuleField } from "@/lib/bounties/rule-choices";

export interface OfferedRule {
  at: string;
  choice: RuleChoice;
}

type Rule = { kind: string; version: number } & Record<string, unknown>;

/** The rules that a form asks for, as the route takes them. Throws an `Error` with a sentence for what is no JSON. */
export function readRules(form: FormData, offered: readonly OfferedRule[]): Rule[] {
  return offered
    .filter(({ at }) => form.has(`${at}.on`))
    .map(({ at, choice: { kind, version, fields } }) => ({
      ...{ kind, version },
      ...(fields ? readFields(form, at, fields) : readJson(String(form.get(`${at}.json`)), kind)),
    }));
}

function readFields(form: FormData, at: string, fields: readonly RuleField[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(({ name, as }) => {
      const key = `${at}.${name}`;
      const typed = form.get(key);
      if (as === "flag") return [name, form.has(key)];
      if (as === "choices") return [name, form.getAll(key)];
      if (as === "lines") return [name, linesOf(String(typed ?? ""))];
      // What is left empty is no 0: the route says that it is missing.
      if (as === "number") return [name, typed === null || typed === "" ? null : Number(typed)];
      return [name, typed];
    }),
  );
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function readJson(text: string, kind: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below.
  }
  throw new Error(`What the rule ${kind} asks for is no JSON object.`);
}
