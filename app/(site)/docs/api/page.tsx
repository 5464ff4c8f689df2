import type { Metadata } from "next";
import { loadApiDocument } from "@/app/api/load-api-document";
import { Table } from "@/components/ui/table";
import { GuidePager, GuideStops } from "../_components/guide-frame";
import { OperationEntry } from "./_components/operation-entry";
import { Code, SchemaBlock, Words } from "./_components/schema-block";

export const metadata: Metadata = { title: "The API" };

export default async function ApiPage() {
  const document = await loadApiDocument();
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
  );
  return (
    <article className="grid grid-cols-1 gap-8">
      <GuideStops href="/docs/api" />
      <header className="max-w-prose">
        <h1>The API</h1>
        <p className="mt-2 text-m">
          <Words>{document.info.description}</Words>
        </p>
        <p className="mt-2 text-m">
          The same for programs, as OpenAPI 3.1:{" "}
          <a href="/api/v1/openapi.json" className="text-link break-all">
            /api/v1/openapi.json
          </a>
        </p>
      </header>
      <nav aria-label="On this page" className="flex flex-wrap gap-x-4 gap-y-1 text-m">
        {[...document.tags.map(({ name }) => name), "shapes", "problems"].map((name) => (
          <a key={name} href={`#${name}`} className="text-link">
            {name}
          </a>
        ))}
      </nav>
      {document.tags.map(({ name }) => (
        <section key={name} aria-labelledby={name}>
          <h2 id={name} className="text-l">
            {name}
          </h2>
          {operations
            .filter(({ operation }) => operation.tags.includes(name))
            .map((each) => (
              <OperationEntry key={each.operation.operationId} document={document} {...each} />
            ))}
        </section>
      ))}
      <section aria-labelledby="shapes">
        <h2 id="shapes" className="text-l">
          shapes
        </h2>
        {Object.entries(document.components.schemas).map(([name, schema]) => (
          <details key={name} className="border-line border-b py-2">
            <summary className="cursor-pointer font-mono text-m">{name}</summary>
            <div id={`shape-${name}`} className="scroll-mt-8">
              <SchemaBlock schema={schema} />
            </div>
          </details>
        ))}
      </section>
      <section aria-labelledby="problems">
        <h2 id="problems" className="mb-2 text-l">
          problems
        </h2>
        <Table caption="What a route may refuse with" captionHidden>
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(document.components.responses).map(([code, { description }]) => (
              <tr key={code} id={`problem-${code}`}>
                <th scope="row">
                  <Code>{code}</Code>
                </th>
                <td>
                  <Words>{description}</Words>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </section>
      <GuidePager href="/docs/api" />
    </article>
  );
}
