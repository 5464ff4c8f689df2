import type { JsonSchema } from "./json-schema";

/** A schema as a type of TypeScript; named ones stand by their names. */
export function typeText(schema: boolean | JsonSchema | undefined, indent = ""): string {
  if (typeof schema !== "object") return "unknown";
  if (schema.$ref) return schema.$ref.split("/").at(-1) ?? "unknown";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return union(alternatives.map((each) => typeText(each, indent)));
  if (schema.allOf) return schema.allOf.map((each) => inBrackets(typeText(each, indent))).join(" & ");
  if (Array.isArray(schema.type))
    return union(schema.type.map((type) => typeText({ ...schema, type }, indent)));
  switch (schema.type) {
    case "object":
      return objectType(schema, indent);
    case "array":
      return arrayType(schema, indent);
    case "integer":
      return "number";
    case "string":
    case "number":
    case "boolean":
    case "null":
      return schema.type;
    default:
      return "unknown";
  }
}

export interface Property {
  name: string;
  type: string;
  isOptional: boolean;
  about?: string | undefined;
}

/** An object's type, a property a line, each under what is said of it. */
export function membersText(properties: readonly Property[], indent: string): string {
  const inner = `${indent}  `;
  const lines = properties.flatMap(({ name, type, isOptional, about }) => [
    ...(about ? [`${inner}/** ${about.replaceAll("*/", "* /").replaceAll(/\s*\n\s*/g, " ")} */`] : []),
    `${inner}${nameText(name)}${isOptional ? "?" : ""}: ${type};`,
  ]);
  return ["{", ...lines, `${indent}}`].join("\n");
}

function objectType({ properties = {}, required = [], additionalProperties }: JsonSchema, indent: string) {
  const members = Object.entries(properties).map(([name, property]): Property => {
    const about = typeof property === "object" ? property.description : undefined;
    return {
      ...{ name, type: typeText(property, `${indent}  `), isOptional: !required.includes(name) },
      about,
    };
  });
  if (members.length > 0) return membersText(members, indent);
  const values =
    typeof additionalProperties === "object" ? typeText(additionalProperties, indent) : "unknown";
  return `Record<string, ${values}>`;
}

function arrayType({ prefixItems, items }: JsonSchema, indent: string): string {
  if (prefixItems) return `[${prefixItems.map((each) => typeText(each, indent)).join(", ")}]`;
  return `${inBrackets(typeText(Array.isArray(items) ? undefined : items, indent))}[]`;
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(" | ");
}

/** A union in brackets, where something stands beside it. One of several inside an object's own are in braces already. */
function inBrackets(type: string): string {
  return /^[\w.]+$/.test(type) || (/^\{/.test(type) && !/\} [|&]/.test(type)) ? type : `(${type})`;
}

function nameText(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
