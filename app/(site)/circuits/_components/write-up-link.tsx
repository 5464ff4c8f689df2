"use client";

import { useRouter } from "next/navigation";
import { circuitAddress } from "@/app/_queries/circuits";
import { Button } from "@/components/ui/button";
import { maxCharacters } from "@/lib/views/view-codec";
import { shownView } from "./workbench/shown-view";
import { goToWriteUp } from "./writing/insert";

/** Leads to where one writes beside the graph; to a page for it where the graph is not there. */
export function WriteUpLink({ circuitId }: { circuitId: string }) {
  const router = useRouter();
  async function begin() {
    if (goToWriteUp()) return;
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
