import { z } from "zod";
import { defineRule } from "../rule";
import {
  judgeSort,
  nullsAndReplicationsDefinition,
  nullsAndReplicationsWords,
} from "./nulls-and-replications";

/** The second version: what a replication repeats may be like it without features, in the other mode, or at another threshold. */
export const nullsAndReplicationsEverywhere = defineRule({
  ...{ kind: "nulls-and-replications", version: 2 },
  params: z.strictObject({}),
  words: () => nullsAndReplicationsWords,
  definition: `${nullsAndReplicationsDefinition} Likeness@3 and likeness@4 count too, where another rule of the bounty has them compared.`,
  check: (_, { content, facts }, terms) => {
    const { earlier, earlierAcross = [], earlierWithoutFeatures = [] } = facts;
    return judgeSort(content.tags, [earlier, earlierAcross, earlierWithoutFeatures], terms);
  },
});
