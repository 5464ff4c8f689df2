import type { z } from "zod";
import type { conclusionSchema } from "../experiment-schemas";
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
};
