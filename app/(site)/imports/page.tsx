import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { maxImportBytes } from "@/lib/imports/create-import";
import { findImports } from "@/lib/imports/find-imports";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../_components/to-params";
import { DeleteImport } from "./_components/delete-import";
import { UploadForm } from "./_components/upload-form";
import "./imports.css";

export const metadata: Metadata = { title: "Import a circuit" };

interface ImportsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ImportsPage({ searchParams }: ImportsPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  return (
    <article>
      <h1 className="text-xl">Import a circuit</h1>
      <p className="mt-1 mb-6 max-w-prose text-ink-soft">
        From circuit-tracer, from Neuronpedia, or from a site like this one, be it a circuit or a finding that
        was downloaded whole. Whatever in the file is broken or cannot be kept is listed. Nobody but you sees
        an imported circuit: this site did not compute it. Where it has the same model, you can have it
        computed here, compared, and share that.
      </p>
      {viewer.kind === "member" ? (
        <>
          <UploadForm maxBytes={maxImportBytes} />
          <noscript>
            <p className="mt-2 text-m">
              Sending a file needs JavaScript here. The command line reads it without:{" "}
              <code className="mono">npm run -s commons -- import FILE</code>
            </p>
          </noscript>
          <Imports ownerId={viewer.id} params={params} />
        </>
      ) : (
        <EmptyState title="Importing needs an account, since what you import is yours alone.">
          <p className="mt-3">
            <ButtonLink href="/sign-in?callbackUrl=%2Fimports" look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      )}
    </article>
  );
}

async function Imports({ ownerId, params }: { ownerId: string; params: URLSearchParams }) {
  const cursor = cursorOf(params, "imports", idCursor);
  const { items: imports, nextCursor } = await findImports({ ownerId, ...(cursor && { cursor }) });
  return (
    <section aria-labelledby="imports" className="mt-10">
      <h2 id="imports" className="text-l">
        What you imported
      </h2>
      {imports.length === 0 && !cursor ? (
        <p className="mt-1 text-ink-soft text-m">Nothing yet. It stays here until you delete it.</p>
      ) : (
        <ul className="mt-2">
          {imports.map(({ id, fileName, status, failure, createdAt }) => (
            <li key={id} className="list-row text-m" data-actions>
              <TextLink href={`/imports/${id}`} className="min-w-0 break-all">
                {fileName}
              </TextLink>
              <span className="text-ink-soft text-s">
                {status === "computing" && "being read, "}
                {status === "failed" && `not read: ${failure ?? "no reason was given"} `}
                <RelativeDate date={createdAt} />
              </span>
              <div className="ml-auto">
                <DeleteImport id={id} fileName={fileName} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <ListPager list="imports" label="Pages of your imports" params={params} nextCursor={nextCursor} />
    </section>
  );
}
