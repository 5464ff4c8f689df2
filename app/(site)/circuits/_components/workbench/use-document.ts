import { useEffect, useState } from "react";
import { type CircuitDocument, fetchDocument } from "./circuit-document";

/** The circuit's graph: null until it has come. */
export function useDocument(address: string): {
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
    fetchDocument(address).then(
      (fetched) => current && setDocument(fetched),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [address, attempt]);
  return { document, failed, retry: () => setAttempt((n) => n + 1) };
}
