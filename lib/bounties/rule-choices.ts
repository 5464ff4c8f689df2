import { z } from "zod";
import type { RuleTerms } from "@/lib/bounty-format/terms";
import { rules } from "@/lib/bounty-rules/rules";
import { seededTerms } from "@/lib/bounty-rules/seeded-terms";
import { db } from "@/lib/db/client";

/** A part of a rule as a form asks for it. */
export type RuleField =
  | { name: string; as: "number"; min: number | null; max: number | null; whole: boolean }
  | { name: string; as: "choice" | "choices"; of: string[] }
  | { name: string; as: "lines"; max: number | null }
  | { name: string; as: "flag" };

export interface RuleChoice {
  kind: string;
  version: number;
  definition: string;
  /** Null where it is asked for in JSON, for a form cannot say it. */
  fields: RuleField[] | null;
  /** What it may begin with, beside kind and version. */
  suggested: Record<string, unknown>;
}

const propertySchema = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  items: z
    .object({ enum: z.array(z.string()), type: z.literal("string") })
    .partial()
    .optional(),
  maxItems: z.number().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
});
const objectSchema = z.object({
  type: z.literal("object"),
  properties: z.record(z.string(), propertySchema),
});

/** The newest version of each rule, for who puts a bounty's rules together. */
export async function getRuleChoices(): Promise<RuleChoice[]> {
  const newest = rules.filter(
    ({ kind, version }) => !rules.some((other) => other.kind === kind && other.version > version),
  );
  const here = await suggestedHere();
  return newest.map(({ kind, version, definition, params }) => ({
    ...{ kind, version, definition },
    fields: fieldsOf(z.toJSONSchema(params, { unrepresentable: "any" })),
    suggested: seeded(kind) ?? here[kind] ?? {},
  }));
}

/** Null of what holds anything but numbers, words from a list and flags. */
function fieldsOf(schema: unknown): RuleField[] | null {
  const read = objectSchema.safeParse(schema).data;
  if (!read) return null;
  const fields = Object.entries(read.properties).map(([name, property]): RuleField | null => {
    const { type, items } = property;
    if (type === "number" || type === "integer")
      return {
        ...{ name, as: "number", whole: type === "integer" },
        min: property.minimum ?? property.exclusiveMinimum ?? null,
        max: property.maximum ?? property.exclusiveMaximum ?? null,
      };
    if (type === "boolean") return { name, as: "flag" };
    if (property.enum) return { name, as: "choice", of: property.enum };
    if (items?.enum) return { name, as: "choices", of: items.enum };
    if (items?.type) return { name, as: "lines", max: property.maxItems ?? null };
    return null;
  });
  return fields.every((field) => field !== null) ? fields : null;
}

function seeded(wanted: string): Record<string, unknown> | null {
  const rule: RuleTerms | undefined = seededTerms.rules.find(({ kind }) => kind === wanted);
  if (!rule) return null;
  const { kind: _, version: __, ...params } = rule;
  return params;
}

/** What this site has, and what leaves most things open. */
async function suggestedHere(): Promise<Record<string, Record<string, unknown>>> {
  const models = await db().model.findMany({
    orderBy: { name: "asc" },
    take: 50,
    select: {
      ...{ name: true, checksum: true },
      dictionarySets: {
        orderBy: { name: "asc" },
        take: 20,
        select: { kind: true, name: true, checksum: true },
      },
    },
  });
  return {
    models: { models: models.map(({ name, checksum }) => ({ name, checksum })) },
    dictionaries: { sets: models.flatMap(({ dictionarySets }) => dictionarySets).slice(0, 200) },
    scores: { minReplacement: 0.5, minCompleteness: 0.8 },
    tier: { atLeast: "causal", families: [] },
    "supported-labels": { minShare: 0.5, minDays: 0 },
    prompt: { of: "given", texts: ["When Mary and John went to the store, John gave a drink to"] },
  };
}
