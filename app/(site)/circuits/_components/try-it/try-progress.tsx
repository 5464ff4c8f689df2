import { useEffect, useState } from "react";
import { interventionAddress } from "@/app/_queries/interventions";
import { CancelButton } from "@/app/(site)/_components/computation/cancel-button";
import { describeProgress } from "@/app/(site)/_components/computation/live-progress";
import type { ComputationProgress } from "@/lib/computations/computation-view";

interface TryProgressProps {
  /** Null where nothing is computed. */
  progress: ComputationProgress | null;
  connected: boolean;
  /** The circuit's, in the API. */
  address: string;
  id: string | null;
}

/** Most answers are there before this, and need no words. */
const patienceMillis = 1_000;

/** How far a change is that takes long, with a way to stop it for who may. */
export function TryProgress(props: TryProgressProps) {
  return props.progress ? <Late key={props.id} {...props} progress={props.progress} /> : null;
}

function Late({ progress, connected, address, id }: TryProgressProps & { progress: ComputationProgress }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMillis);
    return () => clearTimeout(timer);
  }, []);
  if (!late || id === null) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 text-s">
      <p role="status">
        {connected ? describeProgress(progress) : "The connection to the site was lost; trying again."}
      </p>
      {progress.canCancel && <CancelButton address={interventionAddress(address, id)} />}
    </div>
  );
}
