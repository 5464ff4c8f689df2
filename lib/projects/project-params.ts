import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";

/** How routes name a project, and what is in it. */
export const projectParams = z.object({
  slug: storableText
    .min(1)
    .max(60)
    .meta({ examples: ["attention-in-layer-3"] }),
});
export const partParams = projectParams.extend({ id: z.uuid() });
export const memberParams = projectParams.extend({ handle: storableText.min(1).max(40) });
