import { type Citation, nameOf } from "@/lib/citations/citation";
import { linkedData, scriptJson } from "@/lib/citations/linked-data";
import { siteUrl } from "@/lib/env";

interface FindingDataProps {
  citation: Citation;
  /** The write-up's Markdown. */
  body: string;
  tags: readonly string[];
}

/**
 * What the page is of, for machines. A data block is no script, so the content security policy says nothing of it (HTML,
 * "prepare the script element"), and it needs no nonce.
 */
export function FindingData({ citation, body, tags }: FindingDataProps) {
  const beginning = [...body.trim()].slice(0, 1_000).join("");
  const [author] = citation.authors;
  const description = beginning || `A finding by ${author ? nameOf(author) : "somebody"}.`;
  const data = scriptJson(linkedData({ ...citation, site: siteUrl(), description, tags }));
  // biome-ignore lint/security/noDangerouslySetInnerHtml: scriptJson leaves nothing that ends the element.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: data }} />;
}
