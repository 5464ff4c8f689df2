import type { ApiDocument, Operation, Parameter } from "./api-document";
import { membersText, type Property, typeText } from "./type-text";

/** Where all paths begin, which a client adds by itself. */
const root = "/api/v1";

/**
 * The types of the TypeScript client (`clients/typescript/api.ts`): each schema that has a name, and each operation, by method and
 * path, with what it takes and what it answers.
 */
export function clientTypes({ paths, components }: ApiDocument): string {
  const schemas = Object.entries(components.schemas).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const named = schemas.map(([name, schema]) => `export type ${name} = ${typeText(schema)};\n`);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Property => {
      const { summary, description } = operation;
      return {
        name: `${method.toUpperCase()} ${path.slice(root.length)}`,
        ...{ type: operationType(operation), isOptional: false, about: `${summary} ${description}` },
      };
    }),
  );
  return [
    "// Made from the API document (app/api/typescript-client.test.ts). It is not changed by hand.\n",
    ...named,
    "/** Every operation, by its method and path. `event` is what each event of a stream holds. */",
    `export interface Operations ${membersText(operations, "")}\n`,
  ].join("\n");
}

function operationType({ parameters, requestBody, responses }: Operation): string {
  const inner = "    ";
  const placed = (place: Parameter["in"]) => parameters.filter((each) => each.in === place);
  const of = (name: string, place: Parameter["in"]): Property[] => {
    const listed = placed(place).map(
      ({ name, required, description, schema }): Property => ({
        ...{ name, isOptional: !required, about: description },
        // A number may stand in an address as well as its digits.
        type: typeText(schema, `${inner}  `),
      }),
    );
    if (listed.length === 0) return [];
    return [{ name, type: membersText(listed, inner), isOptional: listed.every((each) => each.isOptional) }];
  };
  const json = requestBody?.content["application/json"];
  const body: Property[] = requestBody
    ? [{ name: "body", type: json ? typeText(json.schema, inner) : "Uint8Array", isOptional: false }]
    : [];
  return membersText(
    [...of("params", "path"), ...of("query", "query"), ...body, answered(responses, inner)],
    "  ",
  );
}

function answered(responses: Operation["responses"], indent: string): Property {
  const [answer] = Object.entries(responses).flatMap(([status, response]) =>
    /^20[014]$/.test(status) && "description" in response ? [response] : [],
  );
  const content = answer?.content ?? {};
  const isOptional = false;
  const events = content["text/event-stream"];
  if (events) return { name: "event", type: typeText(events.schema, indent), isOptional };
  const json = content["application/json"];
  if (json) return { name: "answer", type: typeText(json.schema, indent), isOptional };
  return { name: "answer", type: answer?.content ? "Uint8Array" : "undefined", isOptional };
}
