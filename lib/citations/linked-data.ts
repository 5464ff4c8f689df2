import { type Citation, nameOf, oneLine, publisher } from "./citation";

interface Described extends Citation {
  site: string;
  /** The write-up's beginning, or another sentence on it. */
  description: string;
  tags: readonly string[];
}

const licences: Record<string, string> = { "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/" };

/** What a finding is, in the words of schema.org. */
export function linkedData({ site, description, tags, ...citation }: Described): Record<string, unknown> {
  const { title, authors, finding, version, publishedAt, url, contentHash, licence } = citation;
  return {
    "@context": "https://schema.org",
    "@type": "Dataset",
    "@id": url,
    url,
    name: oneLine(title),
    description: oneLine(description),
    creator: authors.map((author) => ({
      "@type": "Person",
      name: nameOf(author),
      alternateName: author.handle,
    })),
    publisher: { "@type": "Organization", name: publisher, url: site },
    datePublished: publishedAt.toISOString(),
    version: `${version}`,
    isPartOf: `${site}/findings/${finding}`,
    identifier: { "@type": "PropertyValue", propertyID: "sha256", value: contentHash },
    license: licences[licence] ?? licence,
    keywords: [...tags],
    isAccessibleForFree: true,
    distribution: {
      "@type": "DataDownload",
      encodingFormat: "application/json",
      contentUrl: `${site}/api/v1/findings/${finding}/versions/${version}/file`,
    },
    thumbnailUrl: `${site}/api/v1/findings/${finding}/preview`,
  };
}

/** JSON as it may stand in a script element: nothing in it ends the element or begins a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
