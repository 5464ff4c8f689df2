import type { JsonSchema } from "./json-schema";

/** A schema as somebody reads it, much as TypeScript writes types: names of others stand as they are. */
export function schemaText(schema: JsonSchema, indent = ""): string {
  if (schema.$ref) return schema.$ref.split("/").at(-1) ?? "";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf) return schema.anyOf.map((each) => innerText(each, indent)).join(" | ");
  if (Array.isArray(schema.type))
    return schema.type.map((type) => schemaText({ ...schema, type }, indent)).join(" | ");
  if (schema.type === "object") return objectText(schema, indent);
  if (schema.type !== "array") return `${schema.format ?? schema.type ?? "anything"}${boundsOf(schema)}`;
  if (schema.prefixItems) return `[${schema.prefixItems.map((each) => innerText(each, indent)).join(", ")}]`;
  const items = Array.isArray(schema.items) ? "anything" : innerText(schema.items, indent);
  return items.includes(" | ") && !items.startsWith("{") ? `(${items})[]` : `${items}[]`;
}

/** The names of other schemas in one, each once. */
export function namesIn(schema: JsonSchema): string[] {
  const found = JSON.stringify(schema).matchAll(/#\/components\/schemas\/(\w+)/g);
  return [...new Set([...found].map(([, name = ""]) => name))];
}

function innerText(schema: boolean | JsonSchema | undefined, indent: string): string {
  return typeof schema === "object" ? schemaText(schema, indent) : "anything";
}

function objectText({ properties = {}, required = [], ...schema }: JsonSchema, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).flatMap(([name, property]) => {
    if (typeof property !== "object") return [];
    const about = property.description ? [`${inner}// ${property.description}`] : [];
    const mark = required.includes(name) ? "" : "?";
    const otherwise = property.default === undefined ? "" : ` = ${JSON.stringify(property.default)}`;
    return [...about, `${inner}${name}${mark}: ${schemaText(property, inner)}${otherwise}`];
  });
  if (lines.length > 0) return ["{", ...lines, `${indent}}`].join("\n");
  return typeof schema.additionalProperties === "object"
    ? `{ [name]: ${schemaText(schema.additionalProperties, inner)} }`
    : "{}";
}

/** ` (1 to 80 characters)`, where there are bounds. */
function boundsOf({ minLength, maxLength, minimum, maximum }: JsonSchema): string {
  const [least, most] = [minLength ?? minimum, maxLength ?? maximum];
  const what = maxLength === undefined ? "" : " characters";
  if (least !== undefined && most !== undefined) return ` (${least} to ${most}${what})`;
  if (most !== undefined) return ` (at most ${most}${what})`;
  return least === undefined ? "" : ` (at least ${least}${what})`;
}
