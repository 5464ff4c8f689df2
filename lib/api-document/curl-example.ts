import type { ApiDocument, Operation } from "./api-document";

/** A call of a route as somebody types it in a shell. */
export function curlExample(
  { servers }: ApiDocument,
  { method, path, operation }: { method: string; path: string; operation: Operation },
): string {
  const { parameters, requestBody, responses } = operation;
  const place = parameters
    .filter((parameter) => parameter.in === "path")
    .reduce(
      (address, { name, example }) => address.replace(`{${name}}`, encodeURIComponent(String(example))),
      path,
    );
  const query = new URLSearchParams(
    parameters.flatMap(({ in: where, required, name, example }) =>
      where === "query" && required ? [[name, String(example)]] : [],
    ),
  );
  const content = Object.entries(requestBody?.content ?? {});
  const isStream = Object.values(responses).some(
    (response) => "content" in response && response.content?.["text/event-stream"],
  );
  const words = [
    ["curl", ...(isStream ? ["-N"] : []), ...(method === "get" ? [] : ["-X", method.toUpperCase()])].join(
      " ",
    ),
    quoted(`${servers[0]?.url ?? ""}${place}${query.size > 0 ? `?${query}` : ""}`),
    ...wayIn(operation),
    ...content.flatMap(([type, { example }]) => [
      `-H ${quoted(`content-type: ${type}`)}`,
      example === undefined ? "--data-binary @circuit.json" : `-d ${quoted(JSON.stringify(example))}`,
    ]),
  ];
  return words.join(" \\\n  ");
}

/** A key where one will do, else a browser's cookie; nothing where nobody needs to be known. */
function wayIn({ security }: Operation): string[] {
  if (security.some((way) => Object.keys(way).length === 0)) return [];
  if (security.some((way) => "key" in way)) return [`-H ${quoted("authorization: Bearer cck_...")}`];
  return [`-b ${quoted("next-auth.session-token=...")}`];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
