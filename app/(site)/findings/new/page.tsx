import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { accountAddress } from "@/app/_components/account-address";
import { orNotFound } from "@/app/or-not-found";
import { getViewer } from "@/lib/auth/viewer";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { viewStateSchema } from "@/lib/views/view-schema";
import { Writing } from "../../circuits/_components/writing/writing-about";
import { FindingCircuit } from "../_circuit/finding-circuit";

export const metadata: Metadata = { title: "Write up a circuit" };

const searchSchema = z.object({
  circuit: z.uuid(),
  view: viewStateSchema.default(""),
  /** To go on to publishing what was written, once it is known by whom. */
  publish: z.literal("1").optional(),
});

interface NewFindingPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewFindingPage({ searchParams }: NewFindingPageProps) {
  const search = searchSchema.safeParse(await searchParams);
  if (!search.success) notFound();
  const { circuit: circuitId, view, publish } = search.data;
  const isMember = (await getViewer()).kind === "member";
  if (publish && !isMember) {
    const here = `/findings/new?${new URLSearchParams({ circuit: circuitId, publish, view })}`;
    redirect(accountAddress("/sign-in", here));
  }
  await orNotFound(getCircuit(circuitId));
  return (
    <>
      <h1 className="text-xl">Write up a circuit</h1>
      <Writing
        about={{
          ...{ circuitId, isMember, edited: null, thenPublish: publish !== undefined },
          initial: { title: "", body: "", tags: "", state: view },
        }}
      >
        <FindingCircuit circuitId={circuitId} state={view} resume />
      </Writing>
    </>
  );
}
