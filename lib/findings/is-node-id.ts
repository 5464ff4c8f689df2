import { parseNodeId } from "@/lib/circuit-format/node-id";

/** Whether a text is the id of a circuit's node, such as `attn.2.17@9`. */
export function isNodeId(text: string): boolean {
  return text.length <= 80 && parseNodeId(text) !== undefined;
}
