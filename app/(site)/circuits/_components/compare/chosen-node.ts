export type CompareSide = "left" | "right";

/** A node, and the side it was chosen on. */
export interface ChosenNode {
  side: CompareSide;
  id: string;
}

/** As an address has it: `left:mlp.2.17@4`. Null for what is none. */
export function chosenIn(text: string): ChosenNode | null {
  const [, side, id] = /^(left|right):(.{1,120})$/.exec(text) ?? [];
  return id === undefined ? null : { side: side === "left" ? "left" : "right", id };
}
