import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { accountAddress } from "@/app/_components/account-address";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { getViewer } from "@/lib/auth/viewer";
import { getFinding } from "@/lib/findings/get-finding";
import { getWriteUp } from "@/lib/findings/write-up/get-write-up";
import { FindingCircuit } from "../../_circuit/finding-circuit";
import { PublishButton } from "../../_components/publish-button";
import { WriteUp } from "../../_components/write-up";
import "../../findings.css";

export const metadata: Metadata = { title: "Publish a finding" };

/** The last look at what everybody will see. */
export default async function PublishPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await getViewer();
  if (viewer.kind !== "member") redirect(accountAddress("/sign-in", `/findings/${id}/publish`));
  const finding = await orNotFound(getFinding({ findingId: id, viewer }));
  if (!finding.isMine) notFound();
  if (finding.publishedAt) redirect(`/findings/${id}`);
  const { title, body, tags, revision, circuitId, state, author } = finding;
  const parts = body.trim() ? await getWriteUp({ findingId: id, number: revision }) : [];
  return (
    <article>
      <h1 className="text-xl">Publish this finding?</h1>
      <ul className="mt-3 max-w-prose list-disc pl-5 text-m">
        <li>
          Everybody will read what stands beneath: title, tags, write-up, and the graph as you arranged it,
          with your notes and groups.
        </li>
        <li>
          It will say that it is by <bdi>{author.name ?? author.handle}</bdi> ({author.handle}).
        </li>
        <li>
          It will stand under{" "}
          <a className="text-link" href="https://creativecommons.org/licenses/by/4.0/" rel="license">
            CC-BY-4.0
          </a>
          : others may build on it if they name you. Copies that they made stay theirs.
        </li>
        <li>Every version from this one on will be public. What you wrote before stays yours.</li>
        <li>
          You can take it back: its address then says that you did and when, and nothing of what it said.
        </li>
      </ul>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <PublishButton findingId={id} revision={revision} />
        <TextLink href={`/findings/${id}/edit`}>Write on</TextLink>
      </div>
      <section aria-label="What will be public" className="mt-6 border-line border-t pt-6">
        <h2 className="break-words text-xl">{title || "Untitled"}</h2>
        {tags.length > 0 && <p className="text-ink-soft text-s">tags: {tags.join(", ")}</p>}
        {parts.length > 0 ? (
          <WriteUp parts={parts} />
        ) : (
          <p className="mt-3 text-danger text-m">Nothing is written yet.</p>
        )}
        <FindingCircuit circuitId={circuitId} state={state} readOnly />
      </section>
    </article>
  );
}
