import type { Metadata } from "next";
import { cache } from "react";
import { GonePage } from "@/app/_components/gone-page";
import { FindingCircuit } from "@/app/(site)/findings/_circuit/finding-circuit";
import { isGone, orGone } from "@/app/or-gone";
import { getFinding } from "@/lib/findings/get-finding";

interface EmbedPageProps {
  params: Promise<{ id: string }>;
}

/** As a stranger: on another site's page nobody is signed in, and a draft is never shown. */
const loadPublished = cache(async (findingId: string) =>
  orGone(getFinding({ findingId, viewer: { kind: "guest", key: "embed" } })),
);

export async function generateMetadata({ params }: EmbedPageProps): Promise<Metadata> {
  const finding = await loadPublished((await params).id);
  const title = isGone(finding) ? "A finding that was taken back" : finding.title;
  return { title, robots: { index: false } };
}

export default async function EmbedPage({ params }: EmbedPageProps) {
  const finding = await loadPublished((await params).id);
  if (isGone(finding)) return <GonePage sentence={finding.message} />;
  const { id, title, author, circuitId, state } = finding;
  return (
    <article>
      <h1 className="break-words text-l">
        <a href={`/findings/${id}`} target="_blank" rel="noopener" className="text-link">
          {title}
        </a>
      </h1>
      <p className="text-ink-soft text-s">
        by <bdi>{author.name ?? author.handle}</bdi> at Circuit Commons, CC-BY-4.0
      </p>
      <FindingCircuit circuitId={circuitId} state={state} readOnly />
    </article>
  );
}
