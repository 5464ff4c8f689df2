import { z } from "zod";
import { isKnown } from "@/lib/bounty-format/facts";
import { counted, defineRule, judged, notJudged } from "../rule";
import { judgeUnpublished } from "./unpublished";

/** The second version: what the entrants published of it in another finding, as one that they forked, counts too. */
export const unpublishedByEntrants = defineRule({
  ...{ kind: "unpublished", version: 2 },
  params: z.strictObject({}),
  words: () =>
    "Neither the finding nor another one of its entrants about the same question was published on this site before the bounty opened.",
  definition:
    "No version of it was published before the opening, to the millisecond, by the database's clock; nor was one of any other finding of its entrants, as one that it is a fork of, about the same target in the same text by the same model and dictionaries, whatever the thresholds. Of findings that were deleted before the entry nothing is known.",
  check: (_, { facts }) => {
    const ofItself = judgeUnpublished(facts);
    const { ownPublished = "unknown", opensAt } = facts;
    if (ofItself.outcome !== "passed" || !isKnown(opensAt)) return ofItself;
    if (!isKnown(ownPublished)) return notJudged(ownPublished, "What its entrants published before");
    const before = ownPublished.filter(({ at }) => Date.parse(at) < Date.parse(opensAt));
    return judged(before.length === 0, {
      says:
        before.length === 0
          ? `${ofItself.says} Nor was another finding of its entrants about the same question before the bounty opened.`
          : `Its entrants had published ${counted(before.length, "other finding")} about the same question before the bounty opened, the first at ${before[0]?.at}.`,
      change: "Enter a finding about what you had not published before.",
      numbers: { publishedBefore: before.length },
    });
  },
});
