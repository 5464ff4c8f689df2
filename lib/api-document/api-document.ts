import type { z } from "zod";
import { keyScopes, scopeWords } from "@/lib/api-keys/key-scopes";
import { errorStatus } from "@/lib/errors";
import type { ApiRoute } from "@/lib/http/api-route";
import { takesIdempotencyKey } from "@/lib/http/at-most-once";
import { problemsOf } from "@/lib/http/problems-of";
import { exampleOf } from "./example";
import { type Components, type JsonSchema, jsonSchemaOf } from "./json-schema";
import { howOften, takesFile, whichKey, whoMayCall } from "./operation-words";
import { problemResponses } from "./problem-responses";

interface Content {
  [mediaType: string]: { schema: JsonSchema; example?: unknown };
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: JsonSchema;
  example?: unknown;
}

export interface Response {
  description: string;
  content?: Content;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
}

export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, Response | { $ref: string }>;
}

/** An OpenAPI 3.1 document, as far as this project writes one (https://spec.openapis.org/oas/v3.1.0). */
export interface ApiDocument {
  openapi: "3.1.0";
  info: {
    title: string;
    version: string;
    description: string;
    license: { name: string; identifier: string };
  };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Components;
    responses: Record<string, Response>;
    securitySchemes: Record<
      string,
      | { type: "apiKey"; in: "cookie"; name: string; description: string }
      | { type: "http"; scheme: "bearer"; description: string }
    >;
  };
}

interface Site {
  /** The site's public address. */
  url: string;
  version: string;
  /** The name of the session's cookie there. */
  cookie: string;
}

const description = `Everything that the pages of Circuit Commons do goes through these routes, and everybody may use them.
A change is asked for with JSON (content-type: application/json). What a worker computes is asked for with POST, watched
at its \`events\` (server-sent events: each is the whole present state) and then read. A refusal is a problem of RFC 9457,
whose \`title\` is a sentence for the reader. A program asks in
somebody's name with their key (authorization: Bearer cck_...), made in the settings, which needs what a route's security lists. Where calls are
limited, answers and refusals say by \`ratelimit\` how many are left (r) and in how many seconds all are there again (t), and by \`ratelimit-policy\`
how many (q) in how many seconds (w). A list is answered a page at a time, and the header \`link\` leads to the next (rel="next"). A program that may have to ask for a change twice sends \`idempotency-key\` with it.`;

/** The API document, made from what the routes say of themselves. */
export function apiDocument(routes: readonly ApiRoute[], { url, version, cookie }: Site): ApiDocument {
  const schemas: Components = {};
  const paths: ApiDocument["paths"] = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/\[(\w+)\]/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Circuit Commons", version, description, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url }],
    tags: [...new Set(routes.map(({ resource }) => resource))].map((name) => ({ name })),
    paths,
    components: {
      responses: problemResponses(schemas),
      schemas,
      securitySchemes: {
        session: {
          ...({ type: "apiKey", in: "cookie", name: cookie } as const),
          description: "The cookie of a browser that is signed in.",
        },
        key: {
          ...({ type: "http", scheme: "bearer" } as const),
          description: `A key from the settings page. It may do what it was allowed when it was made: ${keyScopes.map((scope) => `\`${scope}\` is to ${scopeWords[scope]}`).join("; ")}.`,
        },
      },
    },
  };
}

const idempotencyKey: Parameter = {
  ...({ name: "idempotency-key", in: "header", required: false } as const),
  description:
    "A new one for each change, so that asking again after a lost answer gives the first answer and changes nothing twice. Kept for 24 hours.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
  example: "0c8f2a9e-3f0a-4f43-9a51-0d6b6f1d2f1e",
};

/** What names a route in one word of an address: `get-runs-id`. */
export function operationId({ method, path }: Pick<ApiRoute, "method" | "path">): string {
  const words = path.replace("/api/v1/", "").match(/[A-Za-z-]+/g) ?? [];
  return [method.toLowerCase(), ...words].join("-");
}

function operationOf(route: ApiRoute, schemas: Components): Operation {
  const { definition } = route.handler;
  const { body, answer } = definition;
  const problems = problemsOf(definition, route.method);
  return {
    operationId: operationId(route),
    summary: definition.summary,
    description: [whoMayCall(definition), whichKey(route.keyScope), howOften(definition)]
      .filter(Boolean)
      .join(" "),
    tags: [route.resource],
    // What anybody may call, somebody signed in calls as themselves.
    security: [
      ...(definition.access === "anyone" ? [{}] : []),
      { session: [] },
      ...(route.keyScope ? [{ key: [route.keyScope] }] : []),
    ],
    parameters: [
      ...parametersOf("path", definition.params, schemas),
      ...parametersOf("query", definition.query, schemas),
      ...(takesIdempotencyKey(definition, route.method) ? [idempotencyKey] : []),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: takesFile(definition)
          ? { "application/octet-stream": { schema: {} } }
          : jsonContent(body, schemas),
      },
    }),
    responses: {
      [answer.status]: answerOf(route, schemas),
      ...(answer.mayBeUnchanged && {
        304: { description: "Whoever asks has it already, by what they say of it." },
      }),
      ...Object.fromEntries(
        problems.map((code) => [errorStatus[code], { $ref: `#/components/responses/${code}` }]),
      ),
    },
  };
}

function jsonContent(schema: z.ZodType, schemas: Components): Content {
  const json = jsonSchemaOf(schema, schemas);
  return { "application/json": { schema: json, example: exampleOf(json, schemas) } };
}

function answerOf({ handler: { definition } }: ApiRoute, schemas: Components): Response {
  const { status, mediaType, otherMediaType, schema, event, isPage } = definition.answer;
  const type = "string" as const;
  if (status === 303)
    return {
      description: "It stands at another address.",
      headers: { location: { description: "Where it stands.", schema: { type } } },
    };
  if (!mediaType) return { description: "It is done." };
  if (!schema)
    return {
      description: "What was asked for.",
      content: {
        [mediaType]: { schema: { type: "string" } },
        ...(otherMediaType && { [otherMediaType]: { schema: { type: "string" } } }),
      },
    };
  const json = jsonSchemaOf(schema, schemas);
  if (event)
    return {
      description: `Server-sent events named \`${event}\`, the data of each being this JSON.`,
      content: { [mediaType]: { schema: json } },
    };
  const headers = {
    ...(status === 201 && { location: { description: "Where the new thing is.", schema: { type } } }),
    ...(isPage && {
      link: { description: 'Where the next page is (rel="next"); absent on the last.', schema: { type } },
    }),
  };
  return {
    description: status === 201 ? "It is there now." : "What was asked for.",
    ...(Object.keys(headers).length > 0 && { headers }),
    content: { [mediaType]: { schema: json } },
  };
}

/** The properties of an object's schema, as parameters of their own. */
function parametersOf(
  place: Parameter["in"],
  schema: z.ZodType | undefined,
  schemas: Components,
): Parameter[] {
  const { properties = {}, required = [] } = schema ? jsonSchemaOf(schema, schemas) : {};
  return Object.entries(properties).flatMap(([name, property]): Parameter[] => {
    if (typeof property !== "object") return [];
    const { description: words, ...rest } = property;
    return [
      {
        ...{ name, in: place, required: required.includes(name), schema: rest },
        ...(words !== undefined && { description: words }),
        example: exampleOf(rest, schemas),
      },
    ];
  });
}
