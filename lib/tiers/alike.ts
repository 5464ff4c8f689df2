import { z } from "zod";
import { likenesses, type SetCounterparts } from "@/lib/bounty-entries/likenesses";
import { isWithoutFeatures } from "@/lib/bounty-rules/likeness-without-features";
import { unpackNodes } from "@/lib/documents/circuit-nodes";

/** How alike circuits are. No database: it runs on a thread, since a large circuit takes seconds. */

type Others = Parameters<typeof likenesses>[0]["others"];

interface ToCompare {
  own: { spec: NonNullable<Others[number]["spec"]>; packed: Uint8Array };
  others: Others;
  /** Of its features in other dictionary sets, as far as they were looked for. */
  counterparts: SetCounterparts[];
}

export const alikeAnswer = z.array(z.number().nullable());

/**
 * How alike a circuit is to each of some others by its features, in their order: within its dictionary sets, and across them where
 * counterparts are known. Null of all where it has next to no features, and to one that cannot be read.
 */
export function alike({ own, others, counterparts }: ToCompare): (number | null)[] {
  const side = { spec: own.spec, nodes: unpackNodes(own.packed) };
  if (isWithoutFeatures(side)) return others.map(() => null);
  const [within, across] = (["likeness@1", "likeness@2"] as const).map((measure) =>
    likenesses({ own: side, file: new Uint8Array(), others, measure, isCut: false, counterparts }),
  );
  return others.map((_, i) => {
    const whole = within?.[i]?.whole;
    return whole === undefined ? null : Math.max(whole, across?.[i]?.whole ?? 0);
  });
}
