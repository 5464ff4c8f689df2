import { type Citation, nameOf, oneLine, publisher } from "./citation";

/** Signs that mean something to LaTeX or BibTeX. A brace counts for BibTeX even behind a backslash, so none is written as itself. */
const commands: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  '"': "\\textquotedbl{}",
  "#": "\\#",
  $: "\\$",
  "%": "\\%",
  "&": "\\&",
  _: "\\_",
};

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;

/** A text as LaTeX sets it, letters of any script as they are (Biber, and BibTeX with an engine that reads UTF-8). */
export function latex(text: string): string {
  return oneLine(text).replaceAll(/[\\{}~^<>|"#$%&_]/g, (sign) => commands[sign] ?? sign);
}

/** A BibTeX entry, for BibLaTeX's fields too. */
export function bibtex(citation: Citation): string {
  const { title, authors, finding, version, publishedAt, url, contentHash, licence } = citation;
  const year = publishedAt.getUTCFullYear();
  const handle = authors[0]?.handle.replaceAll(/[^a-z0-9-]/gi, "") ?? "";
  // Ends of ids differ; beginnings are times.
  const key = `${handle}${year}-${finding.slice(-8)}-v${version}`;
  const fields = [
    // In braces of its own a name is taken whole: neither "and" nor a comma in it makes two of it.
    ["author", authors.map((author) => `{${latex(nameOf(author))}}`).join(" and ")],
    ["title", `{${latex(title)}}`],
    ["year", `${year}`],
    ["date", publishedAt.toISOString().slice(0, 10)],
    ["version", `${version}`],
    ["howpublished", latex(`${publisher}, version ${version}, ${licence}`)],
    ["url", url],
    ["note", latex(`SHA-256 ${contentHash}`)],
  ].map(([name, value]) => `  ${name} = {${value}},`);
  return [`@misc{${key},`, ...fields, `  month = ${months[publishedAt.getUTCMonth()]},`, "}", ""].join("\n");
}
