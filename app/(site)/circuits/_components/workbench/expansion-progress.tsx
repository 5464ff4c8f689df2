import { useEffect, useState } from "react";
import { LiveProgress } from "@/app/(site)/_components/computation/live-progress";

interface ExpansionProgressProps {
  address: string;
  nodeId: string;
}

/** Most expansions are there before this, and need no words; and the site knows of one only when it has taken its question in. */
const patienceMillis = 3_000;

/** How far an expansion is that takes long, with a way to stop it. Its answer comes to who asked for it. */
export function ExpansionProgress({ address, nodeId }: ExpansionProgressProps) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMillis);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <LiveProgress
      kind="expansion"
      address={`${address}/expansions/${encodeURIComponent(nodeId)}`}
      initial={null}
      look={() => {}}
    />
  );
}
