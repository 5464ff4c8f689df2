import { useEffect, useState } from "react";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";
import { CircuitUnavailable, fetchDocument, whenDocumentAsked } from "./circuit-document";

/** Why a graph did not come: the site was not reached, or it answered that it has none to give. */
export type DocumentFailure = "unreached" | "refused";

/**
 * The circuit's graph: null until it has come. Of a circuit that is not `ready` it is fetched as soon as somebody
 * else on the page hears that it is.
 */
export function useDocument(
  address: string,
  ready = true,
): {
  document: CircuitGraph | null;
  failed: DocumentFailure | null;
  retry: () => void;
} {
  const [document, setDocument] = useState<CircuitGraph | null>(null);
  const [failed, setFailed] = useState<DocumentFailure | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again
  useEffect(() => {
    let current = true;
    setFailed(null);
    const fetchIt = () => {
      fetchDocument(address).then(
        (fetched) => current && setDocument(fetched),
        (error) => current && setFailed(error instanceof CircuitUnavailable ? "refused" : "unreached"),
      );
    };
    const stop = ready ? fetchIt() : whenDocumentAsked(address, fetchIt);
    return () => {
      current = false;
      stop?.();
    };
  }, [address, ready, attempt]);
  return { document, failed, retry: () => setAttempt((n) => n + 1) };
}
