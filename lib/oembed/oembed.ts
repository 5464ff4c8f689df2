import { z } from "zod";
import { nameOf, publisher } from "@/lib/citations/citation";
import { iframeHtml } from "@/lib/citations/shared-html";
import { siteUrl } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { getFinding } from "@/lib/findings/get-finding";

/** https://oembed.com: what other places show of a link to a finding. */

const size = z.coerce.number().int().min(1).max(100_000);

export const oembedQuery = z.object({
  url: z.string().min(1).max(2_000).describe("The address of a finding's page."),
  format: z.string().max(20).optional().describe("`json`; no other is answered."),
  maxwidth: size.optional(),
  maxheight: size.optional(),
});

export const oembedSchema = z
  .object({
    type: z.literal("rich"),
    version: z.literal("1.0"),
    title: z.string(),
    author_name: z.string(),
    provider_name: z.string(),
    provider_url: z.string(),
    cache_age: z.number().describe("Seconds for which it may be kept."),
    html: z.string(),
    width: z.number(),
    height: z.number(),
    thumbnail_url: z
      .string()
      .optional()
      .describe("Left out where the picture is larger than what is asked for."),
    thumbnail_width: z.number().optional(),
    thumbnail_height: z.number().optional(),
  })
  .meta({ id: "OEmbed" });
export type OEmbed = z.infer<typeof oembedSchema>;

/** Pixels, where no less is asked for: the graph with what one chooses in it beside or beneath. */
const preferred = { width: 900, height: 900 };
/** Of the picture at `/preview`. */
const thumbnail = { width: 1200, height: 630 };

/**
 * What is shown of a published finding by the address of its page. Throws "not-found" for any other address, of drafts and
 * of what was taken back too, and "not-implemented" for another format, as the specification has it.
 */
export async function getOembed(query: z.infer<typeof oembedQuery>): Promise<OEmbed> {
  const { url, format = "json", maxwidth = Infinity, maxheight = Infinity } = query;
  if (format !== "json")
    throw new AppError(
      "not-implemented",
      "Only JSON is answered here: leave out format, or ask for format=json.",
    );
  const finding = findingAt(url);
  if (!finding) throw notFound("finding");
  const { title, author } = await readPublished(finding);
  const site = siteUrl();
  const [width, height] = [Math.min(preferred.width, maxwidth), Math.min(preferred.height, maxheight)];
  const fits = thumbnail.width <= maxwidth && thumbnail.height <= maxheight;
  return {
    ...{ type: "rich", version: "1.0", title, author_name: nameOf(author) },
    ...{ provider_name: publisher, provider_url: site, cache_age: 3_600 },
    html: iframeHtml({ site, finding, title }, { width: `${width}`, height: `${height}` }),
    ...{ width, height },
    ...(fits && {
      thumbnail_url: `${site}/api/v1/findings/${finding}/preview`,
      thumbnail_width: thumbnail.width,
      thumbnail_height: thumbnail.height,
    }),
  };
}

/** As a stranger, to whom what was taken back is as if it had never been: the specification knows no other answer. */
async function readPublished(findingId: string) {
  try {
    return await getFinding({ findingId, viewer: { kind: "guest", key: "oembed" } });
  } catch (error) {
    if (error instanceof AppError && error.code === "gone") throw notFound("finding");
    throw error;
  }
}

/** The finding whose page or embedded page an address is, if it is one of this site. */
export function findingAt(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { origin, pathname, username, password } = new URL(address);
  const site = new URL(siteUrl());
  if (origin !== site.origin || username !== "" || password !== "") return null;
  const base = site.pathname.replace(/\/$/, "");
  if (!pathname.startsWith(`${base}/`)) return null;
  const [, id] = /^\/(?:findings|embed)\/([0-9a-f-]{36})\/?$/.exec(pathname.slice(base.length)) ?? [];
  return id ?? null;
}
