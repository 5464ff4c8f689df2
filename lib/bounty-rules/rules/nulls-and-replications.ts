import { z } from "zod";
import { type EntryFacts, isKnown } from "@/lib/bounty-format/facts";
import type { BountyTerms } from "@/lib/bounty-format/terms";
import { hasTag, nullResultTag, replicationTag } from "@/lib/finding-format/result-tags";
import { defineRule, type Judgement, judged, notJudged } from "../rule";
import { joined, withoutCuts } from "./joined-earlier";

export const nullsAndReplicationsWords = `What was looked for and not found is tagged "${nullResultTag}", what others found before "${replicationTag}"; either is entered only where the bounty says that it is eligible, and a replication is a declared fork of what it repeats.`;

export const nullsAndReplicationsDefinition = `A finding is a null result if it has the tag "${nullResultTag}", and a replication if it has the tag "${replicationTag}", in any case, with hyphens, underscores or spaces between words. One with neither passes. A null result passes where the terms' nullResults is true. A replication passes where their replications is true and one at least of the earlier findings of others that have any likeness to it (likeness@1, or likeness@2 where the bounty has it compared) is among what it says it is a fork of. One with both tags has to pass as both.`;

export const nullsAndReplications = defineRule({
  ...{ kind: "nulls-and-replications", version: 1 },
  params: z.strictObject({}),
  words: () => nullsAndReplicationsWords,
  definition: nullsAndReplicationsDefinition,
  check: (_, entry, terms) => {
    const { earlier, earlierAcross = [] } = withoutCuts(entry.facts);
    return judgeSort(entry.content.tags, [earlier, earlierAcross], terms);
  },
});

/** What something is that is tagged as one or the other; then what is like it, within its dictionaries, across them, and by its target. */
export function judgeSort(
  tags: readonly string[],
  [earlier, earlierAcross, earlierByTarget = []]: readonly [
    EntryFacts["earlier"],
    EntryFacts["earlier"],
    EntryFacts["earlier"]?,
  ],
  { nullResults, replications }: Pick<BountyTerms, "nullResults" | "replications">,
): Judgement {
  const [isNull, isReplication] = [hasTag(tags, nullResultTag), hasTag(tags, replicationTag)];
  const numbers = { nullResult: isNull ? 1 : 0, replication: isReplication ? 1 : 0 };
  if (isNull && !nullResults)
    return judged(false, {
      says: "It is tagged as a null result, and null results are not eligible here.",
      change: `Enter what was found; the tag "${nullResultTag}" goes only where nothing was.`,
      numbers,
    });
  if (isReplication && !replications)
    return judged(false, {
      says: "It is tagged as a replication, and replications are not eligible here.",
      change: `Enter what was not found before; the tag "${replicationTag}" goes only where it was.`,
      numbers,
    });
  if (isReplication && !isKnown(earlier)) return notJudged(earlier, "What it repeats");
  const repeated = joined(earlier, earlierAcross, earlierByTarget).filter(
    ({ kind, isOwn, isAncestor }) => kind === "finding" && isAncestor && !isOwn,
  );
  if (isReplication && repeated.length === 0 && !isKnown(earlierAcross))
    return notJudged(earlierAcross, "What it repeats in other dictionaries of the model");
  if (isReplication && repeated.length === 0 && !isKnown(earlierByTarget))
    return notJudged(earlierByTarget, "What it repeats without features");
  const sorts = [...(isNull ? ["a null result"] : []), ...(isReplication ? ["a replication"] : [])];
  return judged(!isReplication || repeated.length > 0, {
    says:
      sorts.length === 0
        ? "It is tagged neither as a null result nor as a replication."
        : `It is tagged as ${sorts.join(" and ")}, which is eligible here${isReplication ? `; ${repeated.length} of the findings like it it says it repeats` : ""}.`,
    change: "Make it a fork of the finding that it repeats, which its page then says.",
    numbers: { ...numbers, repeated: repeated.length },
  });
}
