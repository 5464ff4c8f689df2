import { z } from "zod";

/** What routes tell of feeds. Schemas alone, so that the browser's code may import them. */
export const madeFeedSchema = z.object({
  url: z.string().describe("With a secret in it, told this once: whoever has it reads the feed."),
});
