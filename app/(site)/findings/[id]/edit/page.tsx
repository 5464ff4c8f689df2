import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { accountAddress } from "@/app/_components/account-address";
import { orNotFound } from "@/app/or-not-found";
import { getViewer } from "@/lib/auth/viewer";
import { getFinding } from "@/lib/findings/get-finding";
import { Writing } from "../../../circuits/_components/writing/writing-about";
import { FindingCircuit } from "../../_circuit/finding-circuit";

export const metadata: Metadata = { title: "Edit a finding" };

export default async function EditFindingPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await getViewer();
  if (viewer.kind !== "member") redirect(accountAddress("/sign-in", `/findings/${id}/edit`));
  const { title, body, tags, state, revision, publishedAt, circuitId, isMine } = await orNotFound(
    getFinding({ findingId: id, viewer }),
  );
  if (!isMine) notFound();
  return (
    <>
      <h1 className="text-xl">Edit a finding</h1>
      <Writing
        about={{
          ...{ circuitId, isMember: true },
          edited: { findingId: id, revision, isPublished: publishedAt !== null },
          initial: { title, body, tags: tags.join(", "), state },
        }}
      >
        <FindingCircuit circuitId={circuitId} state={state} keptAs={`view:finding:${id}`} />
      </Writing>
    </>
  );
}
