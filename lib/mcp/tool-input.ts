import { z } from "zod";
import type { ApiRoute } from "@/lib/http/api-route";
import { takesIdempotencyKey } from "@/lib/http/at-most-once";
import type { McpTool } from "./mcp-tool";
import { maxWaitSeconds } from "./wait-for-end";

export interface ToolInput {
  /** JSON Schema of the arguments, which stand beside each other wherever in the request they go. */
  schema: { type: "object"; [word: string]: unknown };
  /** Which of them goes where. */
  places: ReadonlyMap<string, Place>;
}

export type Place = "params" | "query" | "body" | "header" | "wait" | "confirm";

const parts = ["params", "query", "body"] as const;

const idempotencyKey = {
  type: "string",
  minLength: 1,
  maxLength: 255,
  description: "The same again with the same key gives the first answer and changes nothing twice.",
};

const confirm = {
  ...{ type: "string", minLength: 1, maxLength: 1000 },
  description:
    "The title as it stands, letter by letter. This is seen by others or never taken back: only where the person has said that exactly this is to be done.",
};

const seconds = {
  ...{ type: "integer", minimum: 1, maximum: maxWaitSeconds, default: 25 },
  description: "How long to wait at most; what is not ready by then goes on, and can be waited for again.",
};

interface ObjectSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

/** What a tool takes: the schemas of its route in one. Throws where two of them have the same name for something. */
export function toolInput(
  { handler: { definition }, method }: ApiRoute,
  { fixed = {}, confirms }: McpTool,
): ToolInput {
  const places = new Map<string, Place>();
  const properties: Record<string, unknown> = {};
  const required: string[] = [];
  const add = (name: string, place: Place, property: unknown) => {
    if (places.has(name)) throw new Error(`A tool's route has ${name} in two places.`);
    places.set(name, place);
    if (!(name in fixed)) properties[name] = property;
  };
  const given = parts.flatMap((part) => {
    const schema: z.ZodType | undefined = definition[part];
    return schema ? [[part, schema] as const] : [];
  });
  const { properties: sent = {}, $defs } = z.toJSONSchema(z.object(Object.fromEntries(given)), {
    ...({ io: "input", unrepresentable: "any" } as const),
    override: ({ jsonSchema }) => {
      // Says again, in hundreds of characters, what the format says.
      if (jsonSchema.format === "uuid" || jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  });
  for (const [part] of given) {
    const schema = (sent[part] ?? {}) as ObjectSchema;
    for (const [name, property] of Object.entries(schema.properties ?? {})) add(name, part, property);
    required.push(...(schema.required ?? []).filter((name) => !(name in fixed)));
  }
  if (takesIdempotencyKey(definition, method)) add("idempotencyKey", "header", idempotencyKey);
  if (confirms !== undefined) {
    add("confirm", "confirm", confirm);
    required.push("confirm");
  }
  if (definition.answer.event) add("seconds", "wait", seconds);
  return {
    schema: {
      ...{ type: "object", properties, additionalProperties: false },
      ...(required.length > 0 && { required }),
      ...($defs && { $defs }),
    },
    places,
  };
}
