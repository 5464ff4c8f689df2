import type { Citation } from "@/lib/citations/citation";
import { siteUrl } from "@/lib/env";
import { getVersion } from "./get-version";
import type { FindingVersionView } from "./view";

/** What a citation of a version says. */
export function citationOf(found: FindingVersionView): Citation {
  const { title, authors, finding, version, publishedAt, contentHash, licence } = found;
  const url = `${siteUrl()}/findings/${finding}/versions/${version}`;
  return { title, authors, finding, version, publishedAt, url, contentHash, licence };
}

/** The same by its address. Throws what getVersion throws. */
export async function citeVersion({ id, version }: { id: string; version: number }): Promise<Citation> {
  return citationOf(await getVersion({ findingId: id, version }));
}
