import { z } from "zod";
import { instantSchema } from "@/lib/instant";

/** A view somebody saved. Schemas alone, so that the browser's code may import them. */
export const savedViewSchema = z
  .object({ id: z.uuid(), name: z.string(), state: z.string(), updatedAt: instantSchema })
  .meta({ id: "SavedView" });
export type SavedViewItem = z.infer<typeof savedViewSchema>;
