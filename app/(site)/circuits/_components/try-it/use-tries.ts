import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import {
  type Change,
  interventionAddress,
  interventionQuery,
  triesQuery,
  tryMutation,
} from "@/app/_queries/interventions";
import { useProgress } from "@/app/(site)/_components/computation/use-progress";
import { canonicalEdits } from "@/lib/interventions/canonical-edits";

interface TriesInput {
  /** The circuit's, in the API. */
  address: string;
  tokenCount: number;
  /** The tried change that the page's address names. */
  tried: string | null;
  onTried: (id: string | null) => void;
}

/** The change of a circuit that one looks at or is making, what it did, and how to make another. */
export function useTries({ address, tokenCount, tried, onTried }: TriesInput) {
  const client = useQueryClient();
  const shown = useQuery({ ...interventionQuery(address, tried ?? ""), enabled: tried !== null });
  const request = useMutation(tryMutation(address));
  const earlier = useQuery(triesQuery(address)).data;
  const [past, setPast] = useState<readonly Change[]>([]);
  /** Chosen before there is anything to try it with. */
  const [wished, setWished] = useState(false);
  /** What was shown when what is asked for was asked for: a refusal is of that. */
  const [askedFrom, setAskedFrom] = useState<string | null>(null);

  const view = tried === null ? undefined : shown.data;
  const isRefused = request.isError && askedFrom === tried;
  const asked = request.isPending || isRefused ? request.variables : undefined;
  const change: Change = asked ?? view ?? { edits: [], frozen: wished };
  const isComputing = view?.status === "computing";
  const { progress, connected } = useProgress(
    "intervention",
    interventionAddress(address, tried ?? ""),
    () => void shown.refetch(),
    isComputing,
  );
  const id = view?.result ? view.id : null;
  useEffect(() => {
    const { queryKey } = triesQuery(address);
    if (id) client.setQueryData(queryKey, (ids = []) => (ids.includes(id) ? ids : [...ids, id]));
  }, [client, address, id]);

  function make(next: Change): void {
    const edits = canonicalEdits(next.edits, tokenCount);
    setAskedFrom(tried);
    if (edits.length > 0) {
      request.mutate({ edits, frozen: next.frozen }, { onSuccess: ({ id }) => onTried(id) });
      return;
    }
    request.reset();
    setWished(next.frozen);
    onTried(null);
  }
  return {
    change,
    /** What it did, once it is known. */
    result: asked ? null : (view?.result ?? null),
    /** It is asked for, read or computed. */
    isWaiting: request.isPending || (!isRefused && (isComputing || (tried !== null && shown.isLoading))),
    progress: isComputing && !asked ? (progress ?? view) : null,
    connected,
    failure: asked ? null : (view?.failure ?? null),
    error: isRefused ? request.error : tried === null ? null : shown.error,
    /** Ids of what was tried since the site was opened. */
    earlier,
    canUndo: past.length > 0,
    apply: (next: Change) => {
      setPast([...past, change]);
      make(next);
    },
    undo: () => {
      const before = past.at(-1);
      if (!before) return;
      setPast(past.slice(0, -1));
      make(before);
    },
    /** The same once more, where it failed or was let go of. */
    again: () => make(change),
  };
}

export type Tries = ReturnType<typeof useTries>;
