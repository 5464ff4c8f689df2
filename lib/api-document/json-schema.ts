import { z } from "zod";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The schemas that have a name of their own (`.meta({ id })`), by it. */
export type Components = Record<string, JsonSchema>;

/**
 * A schema as JSON Schema 2020-12, of what stands on the wire. Named schemas in it are references, and are added to
 * `components`.
 */
export function jsonSchemaOf(schema: z.ZodType, components: Components): JsonSchema {
  // Inside another, so that a named schema is a reference here too.
  const { properties, $defs = {} } = z.toJSONSchema(z.object({ schema }), {
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // The pattern only says again what the format says, in hundreds of characters.
      if (jsonSchema.format === "uuid" || jsonSchema.format === "date-time") delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  for (const [name, definition] of Object.entries($defs)) {
    const { id: _, ...rest } = pointedAtComponents(definition);
    components[name] = rest;
  }
  const wire = properties?.schema;
  return typeof wire === "object" ? pointedAtComponents(wire) : {};
}

function pointedAtComponents<T>(schema: T): T {
  return JSON.parse(
    JSON.stringify(schema, (key, value) =>
      key === "$ref" && typeof value === "string"
        ? value.replace("#/$defs/", "#/components/schemas/")
        : value,
    ),
  );
}
