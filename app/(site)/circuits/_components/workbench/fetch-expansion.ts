import { type Sent, sendJson } from "@/app/_components/send-json";
import type { Expansion } from "@/lib/circuit-format/expansion";

const asked = new Map<string, Promise<Sent<Expansion>>>();

/** What a node gets and from whom, computed if nobody asked before. One question is sent once; a refused one again. */
export function fetchExpansion(address: string, nodeId: string): Promise<Sent<Expansion>> {
  const key = `${address} ${nodeId}`;
  const before = asked.get(key);
  if (before) return before;
  const answer = sendJson<Expansion>("POST", `${address}/expansions`, { nodeId });
  asked.set(key, answer);
  void answer.then((sent) => {
    if (!sent.ok) asked.delete(key);
  });
  return answer;
}
