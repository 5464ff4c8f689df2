"use client";

import { useRouter } from "next/navigation";
import { circuitAddress } from "@/app/_queries/circuits";
import { Button } from "@/components/ui/button";
import { maxCharacters } from "@/lib/views/view-codec";
import { shownView } from "./workbench/shown-view";

/** Begins a finding about a circuit as it is arranged now. */
export function WriteUpLink({ circuitId }: { circuitId: string }) {
  const router = useRouter();
  async function begin() {
    // One that is too long for an address is still known to the next page.
    const shown = (await shownView(circuitAddress(circuitId))) ?? "";
    const view = shown.length <= maxCharacters ? shown : "";
    router.push(`/findings/new?${new URLSearchParams({ circuit: circuitId, view })}`);
  }
  return (
    <Button size="s" onClick={begin}>
      Write it up
    </Button>
  );
}
