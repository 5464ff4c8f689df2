import type { ReactNode } from "react";
import type { ApiDocument, Operation } from "@/lib/api-document/api-document";
import { curlExample } from "@/lib/api-document/curl-example";
import { schemaText } from "@/lib/api-document/schema-text";
import { Code, CodeBlock, SchemaBlock, Words } from "./schema-block";

interface OperationEntryProps {
  document: ApiDocument;
  method: string;
  path: string;
  operation: Operation;
}

/** A route: closed it says what it does, open all that its caller needs. */
export function OperationEntry({ document, method, path, operation }: OperationEntryProps) {
  const { operationId, summary, description, security, parameters, requestBody } = operation;
  const [scope] = security.flatMap(({ session = [] }) => session);
  return (
    <details className="border-line border-b py-2">
      <summary className="cursor-pointer">
        <span className="break-all font-mono text-m">
          <span className="font-semibold">{method.toUpperCase()}</span> {path}
        </span>
        <span className="block pl-4 text-ink-soft text-m">{summary}</span>
      </summary>
      {/* Inside, so that an address with its name opens it. */}
      <dl id={operationId} className="grid scroll-mt-16 grid-cols-1 gap-3 py-3 pl-4 text-m">
        <Fact name="Who">{description}</Fact>
        <Fact name="Scope">
          <Code>{scope}</Code>
        </Fact>
        {parameters.length > 0 && (
          <Fact name="Parameters">
            <ul>
              {parameters.map(({ name, in: place, required, schema, description: words }) => (
                <li key={`${place} ${name}`}>
                  <Code>{name}</Code>: <Code>{schemaText(schema)}</Code>, in the {place}
                  {required ? "" : ", may be left out"}
                  {words && (
                    <>
                      . <Words>{words}</Words>
                    </>
                  )}
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => (
          <Fact key={type} name="Body">
            <Code>{type}</Code>
            {type === "application/json" ? <SchemaBlock schema={schema} /> : ", the file as it is"}
          </Fact>
        ))}
        <Answers operation={operation} />
        <Fact name="Example">
          <CodeBlock>{curlExample(document, { method, path, operation })}</CodeBlock>
        </Fact>
      </dl>
    </details>
  );
}

function Answers({ operation: { responses } }: { operation: Operation }) {
  const refused = Object.entries(responses).flatMap(([status, response]) => {
    return "$ref" in response ? [{ status, code: response.$ref.split("/").at(-1) ?? "" }] : [];
  });
  return (
    <>
      {Object.entries(responses).map(([status, response]) =>
        "$ref" in response ? null : (
          <Fact key={status} name="Answer">
            <Code>{status}</Code> <Words>{response.description}</Words>
            {Object.entries(response.content ?? {}).map(([type, { schema }]) => (
              <div key={type}>
                <Code>{type}</Code>
                <SchemaBlock schema={schema} />
              </div>
            ))}
          </Fact>
        ),
      )}
      <Fact name="Problems">
        <ul className="flex flex-wrap gap-x-4">
          {refused.map(({ status, code }) => (
            <li key={status}>
              <Code>{status}</Code>{" "}
              <a href={`#problem-${code}`} className="text-link">
                {code}
              </a>
            </li>
          ))}
        </ul>
      </Fact>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-soft text-s">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
