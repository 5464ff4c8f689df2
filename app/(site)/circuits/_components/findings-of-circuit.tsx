import type { Viewer } from "@/lib/auth/viewer-type";
import { findFindingsOfCircuit } from "@/lib/findings/find-findings";
import { FindingList } from "../../findings/_components/finding-list";

/** What was written about a circuit, as far as the viewer may see it. */
export async function FindingsOfCircuit({ circuitId, viewer }: { circuitId: string; viewer: Viewer }) {
  const findings = await findFindingsOfCircuit({ circuitId, viewer });
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="findings-of-circuit" className="mt-10 max-w-prose text-m">
      <h2 id="findings-of-circuit" className="text-l">
        Written about this circuit
      </h2>
      <FindingList findings={findings} withAuthors />
    </section>
  );
}
