import type { Metadata } from "next";
import { cache } from "react";
import { GonePage } from "@/app/_components/gone-page";
import { previewMetadata } from "@/app/_previews/preview-metadata";
import { isGone, orGone } from "@/app/or-gone";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { notFound } from "@/lib/errors";
import { citationOf } from "@/lib/findings/versions/cite-version";
import { getVersion } from "@/lib/findings/versions/get-version";
import { versionParams } from "@/lib/findings/versions/view";
import { getWriteUp } from "@/lib/findings/write-up/get-write-up";
import { FindingCircuit } from "../../../_circuit/finding-circuit";
import { CiteVersion } from "../../../_components/cite-version";
import { FindingData } from "../../../_components/finding-data";
import { VersionByline } from "../../../_components/version-byline";
import { WriteUp } from "../../../_components/write-up";
import "../../../findings.css";

interface VersionPageProps {
  params: Promise<{ id: string; version: string }>;
}

const loadVersion = cache((id: string, version: string) => orGone(readVersion({ id, version })));

async function readVersion(address: Awaited<VersionPageProps["params"]>) {
  const parsed = versionParams.safeParse(address);
  if (!parsed.success) throw notFound("version of a finding");
  return getVersion({ findingId: parsed.data.id, version: parsed.data.version });
}

export async function generateMetadata({ params }: VersionPageProps): Promise<Metadata> {
  const { id, version } = await params;
  const found = await loadVersion(id, version);
  if (isGone(found)) return { title: "A version that was taken back", robots: { index: false } };
  const title = `${found.title} (version ${found.version})`;
  const [author] = found.authors;
  const description = `Version ${found.version} of a finding by ${author?.name ?? author?.handle}, as it will always be.`;
  return {
    ...{ title, description },
    ...previewMetadata({
      ...{ title, description },
      address: `/api/v1/findings/${id}`,
      alt: "The graph of its circuit in small",
    }),
    // Who searches is led to the newest; who cites, to this one.
    alternates: { canonical: `/findings/${id}` },
    ...(found.version !== found.latestVersion && { robots: { index: false } }),
  };
}

/** A published version as it was published: what a citation leads to. */
export default async function VersionPage({ params }: VersionPageProps) {
  const { id, version } = await params;
  const found = await loadVersion(id, version);
  if (isGone(found)) return <GonePage sentence={found.message} what="version" />;
  const parts = await getWriteUp({ findingId: id, number: found.revision });
  const citation = citationOf(found);
  return (
    <article>
      <header className="grid grid-cols-1 gap-3">
        <h1 className="min-w-0 max-w-prose break-words text-xl">{found.title}</h1>
        <VersionByline version={found} />
        {found.version !== found.latestVersion && (
          <Notice title="This is an old version.">
            Its author has changed the finding since.{" "}
            <TextLink href={`/findings/${id}`}>The newest is version {found.latestVersion}.</TextLink>
          </Notice>
        )}
      </header>
      <WriteUp parts={parts} />
      <FindingCircuit circuitId={found.circuitId} state={found.state} />
      <CiteVersion citation={citation} />
      <FindingData citation={citation} body={found.body} tags={found.tags} />
    </article>
  );
}
