import { type Citation, nameOf, oneLine, publisher } from "./citation";

/** A text as a quoted scalar of YAML 1.2: JSON's, with what YAML does not take as it is written by number. */
export function yamlText(text: string): string {
  return JSON.stringify(oneLine(text)).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A CITATION.cff (Citation File Format 1.2.0). People here have one name, which an entity has too. */
export function cff(citation: Citation): string {
  const { what = "finding", title, authors, version, publishedAt, url, contentHash, licence } = citation;
  return [
    "cff-version: 1.2.0",
    `message: "If you build on this ${what}, cite the version that you used."`,
    "type: dataset",
    `title: ${yamlText(title)}`,
    "authors:",
    ...authors.flatMap((author) => [
      `  - name: ${yamlText(nameOf(author))}`,
      `    alias: ${yamlText(author.handle)}`,
    ]),
    `version: "${version}"`,
    `date-released: "${publishedAt.toISOString().slice(0, 10)}"`,
    `license: ${licence}`,
    `url: ${yamlText(url)}`,
    "identifiers:",
    "  - type: url",
    `    value: ${yamlText(url)}`,
    `    description: "This version at ${publisher}"`,
    "  - type: other",
    `    value: "sha256:${contentHash}"`,
    '    description: "SHA-256 of the version as canonical JSON (RFC 8785)"',
    "",
  ].join("\n");
}
