import { z } from "zod";
import { instantSchema } from "@/lib/instant";

/** Bytes of a file that are stored, read and sent at once. */
export const pieceBytes = 512 * 1024;

const columnSchema = z.object({ name: z.string(), type: z.string(), meaning: z.string() });

const fileSchema = z.object({
  name: z.string().describe("The file's name, by which it is fetched."),
  about: z.string(),
  licence: z.string(),
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  sha256: z.string().describe("Of the file's bytes, in hex."),
  columns: z.array(columnSchema),
});
export type BundleFile = z.infer<typeof fileSchema>;

/** What a bundle holds, with checksums, so that who took it home can tell that it is whole. */
export const manifestSchema = z.object({
  format: z.literal("circuit-commons/bundle@1"),
  build: z.string().describe("The build of the site that made it."),
  files: z.array(fileSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const bundleSchema = manifestSchema.extend({
  id: z.uuid(),
  day: z.string().describe("The day it is of, UTC."),
  computedAt: instantSchema,
});
export type BundleView = z.infer<typeof bundleSchema>;
