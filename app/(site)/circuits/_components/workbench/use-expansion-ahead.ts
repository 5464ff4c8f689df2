import { useEffect } from "react";
import { fetchExpansion } from "./fetch-expansion";

/** Who walks by with the arrow keys does not ask for everything on the way. */
export const dwellMillis = 350;

/**
 * Asks for what a node gets while one looks at it, so that expanding it is only drawing. Null asks for nothing.
 * What is refused is asked for again, and said, when the node is expanded.
 */
export function useExpansionAhead(address: string, nodeId: string | null): void {
  useEffect(() => {
    if (nodeId === null) return;
    const timer = setTimeout(() => void fetchExpansion(address, nodeId), dwellMillis);
    return () => clearTimeout(timer);
  }, [address, nodeId]);
}
