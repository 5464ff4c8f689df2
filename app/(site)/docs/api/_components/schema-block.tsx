import type { ReactNode } from "react";
import type { JsonSchema } from "@/lib/api-document/json-schema";
import { namesIn, schemaText } from "@/lib/api-document/schema-text";

export function Code({ children }: { children: ReactNode }) {
  return <code className="break-words font-mono text-s">{children}</code>;
}

/** A sentence whose names of things stand between backticks, as the document's descriptions have them. */
export function Words({ children }: { children: string }) {
  return [...children.matchAll(/`([^`]*)`|[^`]+/g)].map(({ 0: text, 1: name, index: start }) =>
    name === undefined ? text : <Code key={start}>{name}</Code>,
  );
}

/** Lines of code that break where the page ends. */
export function CodeBlock({ children }: { children: string }) {
  return <pre className="mt-1 whitespace-pre-wrap break-words bg-sunk p-3 font-mono text-s">{children}</pre>;
}

/** A schema as a type, with where the shapes are that it names. */
export function SchemaBlock({ schema }: { schema: JsonSchema }) {
  const names = namesIn(schema);
  return (
    <>
      <CodeBlock>{schemaText(schema)}</CodeBlock>
      {names.length > 0 && (
        <p className="mt-1 flex flex-wrap gap-x-3 text-s">
          <span className="text-ink-soft">Shapes in it:</span>
          {names.map((name) => (
            <a key={name} href={`#shape-${name}`} className="text-link">
              {name}
            </a>
          ))}
        </p>
      )}
    </>
  );
}
