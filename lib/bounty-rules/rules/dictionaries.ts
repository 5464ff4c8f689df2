import { z } from "zod";
import { circuitSpecSchema } from "@/lib/circuit-format/circuit";
import { defineRule, judged } from "../rule";

const set = circuitSpecSchema.shape.dictionarySets.element;

export const dictionaries = defineRule({
  ...{ kind: "dictionaries", version: 1 },
  params: z.strictObject({ sets: z.array(set).min(1).max(200) }),
  words: ({ sets }) =>
    `Its features are of these dictionaries: ${sets.map(({ kind, name }) => `${kind} ${name}`).join(", ")}.`,
  definition:
    "The circuit has a dictionary set, and kind and checksum of each one it has are among those given; names do not count.",
  check: ({ sets }, { circuit: { spec } }) => {
    const others = spec.dictionarySets.filter(
      ({ kind, checksum }) => !sets.some((given) => given.kind === kind && given.checksum === checksum),
    );
    const [other] = others;
    const hasAny = spec.dictionarySets.length > 0;
    return judged(hasAny && others.length === 0, {
      says: other
        ? `It uses the ${other.kind} set ${other.name} with the checksum ${other.checksum}, which is none of them.`
        : hasAny
          ? "Every dictionary set that it uses is among them."
          : "It uses no dictionaries.",
      change: "Trace it with these dictionary sets and no others.",
      numbers: { sets: spec.dictionarySets.length, others: others.length },
    });
  },
});
