import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { accountAddress } from "@/app/_components/account-address";
import { orNotFound } from "@/app/or-not-found";
import { getViewer } from "@/lib/auth/viewer";
import { getFinding } from "@/lib/findings/get-finding";
import { FindingCircuit } from "../../_components/finding-circuit";
import { FindingForm } from "../../_components/finding-form";

export const metadata: Metadata = { title: "Edit a finding" };

export default async function EditFindingPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await getViewer();
  if (viewer.kind !== "member") redirect(accountAddress("/sign-in", `/findings/${id}/edit`));
  const { title, body, tags, state, revision, circuitId, isMine } = await orNotFound(
    getFinding({ findingId: id, viewer }),
  );
  if (!isMine) notFound();
  return (
    <>
      <h1 className="text-xl">Edit a finding</h1>
      <FindingForm
        circuitId={circuitId}
        edited={{ findingId: id, revision }}
        initial={{ title, body, tags, state }}
        back={`/findings/${id}`}
      />
      <FindingCircuit circuitId={circuitId} state={state} keptAs={`view:finding:${id}`} />
    </>
  );
}
