import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";

/** The site answered, and not with a graph. */
export class CircuitUnavailable extends Error {}

const asked = new Map<string, Promise<CircuitGraph>>();
const waiting = new EventTarget();

/** Where the site's API has a circuit. */
export function circuitAddress(circuitId: string): string {
  return `/api/v1/circuits/${circuitId}`;
}

/** The graph of a finished circuit. It never changes, so it is fetched once; what failed is fetched again. */
export function fetchDocument(address: string): Promise<CircuitGraph> {
  const before = asked.get(address);
  if (before) return before;
  const answer = fetch(`${address}/graph`).then(async (response): Promise<CircuitGraph> => {
    const text = await response.text();
    if (!response.ok) throw new CircuitUnavailable(`status ${response.status}`);
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new CircuitUnavailable("no JSON", { cause });
    }
  });
  asked.set(address, answer);
  answer.catch(() => asked.delete(address));
  waiting.dispatchEvent(new Event(address));
  return answer;
}

/** Calls back once somebody knows that the circuit is ready and asks for its graph, maybe at once. */
export function whenDocumentAsked(address: string, callback: () => void): () => void {
  if (asked.has(address)) callback();
  waiting.addEventListener(address, callback);
  return () => waiting.removeEventListener(address, callback);
}
