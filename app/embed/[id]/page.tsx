import type { Metadata } from "next";
import { cache } from "react";
import { FindingCircuit } from "@/app/(site)/findings/_components/finding-circuit";
import { orNotFound } from "@/app/or-not-found";
import { getFinding } from "@/lib/findings/get-finding";

interface EmbedPageProps {
  params: Promise<{ id: string }>;
}

/** As a stranger: on another site's page nobody is signed in, and a draft is never shown. */
const loadPublished = cache(async (findingId: string) =>
  orNotFound(getFinding({ findingId, viewer: { kind: "guest", key: "embed" } })),
);

export async function generateMetadata({ params }: EmbedPageProps): Promise<Metadata> {
  const { title } = await loadPublished((await params).id);
  return { title, robots: { index: false } };
}

export default async function EmbedPage({ params }: EmbedPageProps) {
  const { id, title, author, circuitId, state } = await loadPublished((await params).id);
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
