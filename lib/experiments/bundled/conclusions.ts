import type { z } from "zod";
import type { conclusionSchema } from "../experiment-schemas";
import headsByPrefix from "./results/heads-by-prefix.json";
import orderAroundAnd from "./results/order-around-and.json";
import spliceLayerByLayer from "./results/splice-layer-by-layer.json";

interface StatedConclusion extends z.infer<typeof conclusionSchema> {
  /** The `circuit-commons/experiment-result@1` document that it was written of: of another one it may not be true. */
  stated: unknown;
}

/** What the results of the experiments that come with the site show, by their names. Each number stands in the result. */
export const conclusions: Readonly<Record<string, StatedConclusion>> = {
  "splice-layer-by-layer": {
    stated: spliceLayerByLayer,
    holds: "no",
    text: `Neither half of it holds. A tenth of the model's logit difference of 10.342 is 1.034: nine of the twelve dictionaries cost less than that by themselves, and three cost more, the MLP's of layer 0 (2.601) and the stream's of layers 1 (4.617) and 2 (1.950). All attention and MLP dictionaries together cost 3.180, less than the 3.487 to which their changes alone add up: what attention's dictionaries lose is no loss here (0.409 more of the logit difference with all of them in place).

The difference of two logits says the least of what is lost: with all attention and MLP dictionaries in place the cross-entropy of the right name rises from 0.013 to 0.625, where those changes alone add up to 0.194.`,
  },
  "order-around-and": {
    stated: orderAroundAnd,
    holds: "partly",
    text: `The first half holds and says little: what attention writes at S2 in a text that is moved on changes the logit difference of 10.342 by 0.079, far less than a tenth. But from the texts with "or", "but" or "the" for "and" it changes by 0.075, 0.043 and 0.013, which is no more, and from the one in which the two names change places by 0.006; all these are of all layers at once, and of one layer the largest is 0.129 ("or", layer 1). So nothing of what attention writes at S2 matters to this model's answer, neither its position nor the order around "and". That a feature is active at S2 and reads "and" is no evidence that the model uses it there.

The word itself matters a little, and not at S2: with "or" in its place the logit difference falls by 0.977 (ABBA 0.546, BABA 1.408), with "the" by 0.317, and with "but" by nothing that can be told from zero.`,
  },
  "heads-by-prefix": {
    stated: headsByPrefix,
    holds: "yes",
    text: `Three heads of layer 3 do most of it: at its mean head 3.1 costs 1.092 of the logit difference of 3.399, head 3.6 0.659 and head 3.5 0.632, each more than a tenth at every prefix of 2 tokens and more. No other head costs more than 0.311 (head 1.3).

One of them is a head of long prefixes: 3.6 costs 0.109 and 0.272 at prefixes of 1 and 2 tokens, and 0.768, 0.902, 0.913, 1.012 and 0.713 at 5 to 9. That is not only because there is more to lose: of what the model has there it takes 8 and 11%, and then 20 to 26%. Head 3.1 costs more than twice as much at long prefixes, too (from 0.386 at one token to 1.653 at seven), but takes 27 to 37% throughout: by its share it is of all prefixes alike. A head of short prefixes alone is not among the thirty-two.

What this leaves out: the model seldom says the right syllable at all (its mean rank is 176.383), so that these heads raise it above another one and no more. And a head is changed at the last token alone.`,
  },
};
