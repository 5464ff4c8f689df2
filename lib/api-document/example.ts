import type { Components, JsonSchema } from "./json-schema";

/** A value that fits a schema: its own example or default where it has one, else the plainest there is. */
export function exampleOf(schema: JsonSchema, components: Components): unknown {
  if (schema.$ref) return exampleOf(components[schema.$ref.split("/").at(-1) ?? ""] ?? {}, components);
  if (schema.examples?.length) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (typeof first === "object") return exampleOf(first, components);
  switch ([schema.type].flat()[0]) {
    case "string":
      return exampleText(schema);
    case "number":
    case "integer":
      return schema.minimum ?? 0;
    case "boolean":
      return true;
    case "array":
      return [];
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
          typeof property === "object" && schema.required?.includes(name)
            ? [[name, exampleOf(property, components)]]
            : [],
        ),
      );
    default:
      return {};
  }
}

function exampleText({ format, minLength = 0 }: JsonSchema): string {
  if (format === "uuid") return "019ac0de-0000-7000-8000-000000000000";
  return format === "date-time" ? "2026-01-31T12:00:00.000Z" : "text".padEnd(minLength, "-");
}
