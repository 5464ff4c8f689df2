import { z } from "zod";
import { type EntryFacts, isKnown } from "@/lib/bounty-format/facts";
import { defineRule, type Judgement, judged, notJudged } from "../rule";

export const unpublished = defineRule({
  ...{ kind: "unpublished", version: 1 },
  params: z.strictObject({}),
  words: () => "The finding was not published on this site before the bounty opened.",
  definition:
    "No version of it was published before the opening, to the millisecond, by the database's clock.",
  check: (_, { facts }) => judgeUnpublished(facts),
});

export function judgeUnpublished({ firstPublished, opensAt }: EntryFacts): Judgement {
  if (!isKnown(firstPublished)) return notJudged(firstPublished, "When it was published first");
  if (!isKnown(opensAt)) return notJudged(opensAt, "When the bounty opens");
  const isNew = firstPublished === null || Date.parse(firstPublished) >= Date.parse(opensAt);
  return judged(isNew, {
    says:
      firstPublished === null
        ? "It was not published before it was entered."
        : `It was published first at ${firstPublished}, and the bounty opened at ${opensAt}.`,
    change: "Enter a finding that was not public before.",
  });
}
