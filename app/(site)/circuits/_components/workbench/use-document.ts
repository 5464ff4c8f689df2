import { useEffect, useState } from "react";
import { type CircuitDocument, fetchDocument, whenDocumentAsked } from "./circuit-document";

/**
 * The circuit's graph: null until it has come. Of a circuit that is not `ready` it is fetched as soon as somebody
 * else on the page hears that it is.
 */
export function useDocument(
  address: string,
  ready = true,
): {
  document: CircuitDocument | null;
  failed: boolean;
  retry: () => void;
} {
  const [document, setDocument] = useState<CircuitDocument | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again
  useEffect(() => {
    let current = true;
    setFailed(false);
    const fetchIt = () => {
      fetchDocument(address).then(
        (fetched) => current && setDocument(fetched),
        () => current && setFailed(true),
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
