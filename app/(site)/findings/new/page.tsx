import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { accountAddress } from "@/app/_components/account-address";
import { orNotFound } from "@/app/or-not-found";
import { getViewer } from "@/lib/auth/viewer";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { viewStateSchema } from "@/lib/views/view-schema";
import { FindingCircuit } from "../_components/finding-circuit";
import { FindingForm } from "../_components/finding-form";

export const metadata: Metadata = { title: "Write up a circuit" };

const searchSchema = z.object({ circuit: z.uuid(), view: viewStateSchema.default("") });

interface NewFindingPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewFindingPage({ searchParams }: NewFindingPageProps) {
  const search = searchSchema.safeParse(await searchParams);
  if (!search.success) notFound();
  const { circuit: circuitId, view } = search.data;
  if ((await getViewer()).kind !== "member") {
    const here = `/findings/new?${new URLSearchParams({ circuit: circuitId, view })}`;
    redirect(accountAddress("/sign-in", here));
  }
  await orNotFound(getCircuit(circuitId));
  return (
    <>
      <h1 className="text-xl">Write up a circuit</h1>
      <FindingForm
        circuitId={circuitId}
        edited={null}
        initial={{ title: "", body: "", tags: [], state: view }}
        back={`/circuits/${circuitId}`}
      />
      <FindingCircuit circuitId={circuitId} state={view} resume />
    </>
  );
}
