"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";

/** Begins a finding about a circuit as it is arranged now. */
export function WriteUpLink({ circuitId }: { circuitId: string }) {
  const router = useRouter();
  function begin() {
    const view = new URLSearchParams(window.location.search).get("view") ?? "";
    router.push(`/findings/new?${new URLSearchParams({ circuit: circuitId, view })}`);
  }
  return (
    <Button size="s" onClick={begin}>
      Write it up
    </Button>
  );
}
