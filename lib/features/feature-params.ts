import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";
import { type FeatureAddress, readSetSegment } from "./feature-address";

const number = (max: number) => z.coerce.number().int().min(0).max(max);

/** The address of a feature as its routes and its page name it. */
export const featureParams = z.object({
  model: storableText.max(100).meta({ examples: ["storybook-4l"] }),
  set: storableText
    .max(120)
    .refine((text) => readSetSegment(text) !== undefined, {
      message:
        "A set begins with its kind: attn, resid or mlp, and after a dot its name where that is another.",
    })
    .meta({ examples: ["attn"] }),
  layer: number(10_000),
  index: number(100_000_000),
});

export function addressOf({ set, ...rest }: z.output<typeof featureParams>): FeatureAddress {
  const named = readSetSegment(set);
  if (!named) throw new Error("The address of a feature was not checked.");
  return { ...rest, ...named };
}
