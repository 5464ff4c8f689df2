import type { TableFormat } from "@/lib/tables/table";

interface TableLinksProps {
  /** Of the table in the site's API, with what it is asked by. */
  address: string;
}

/** What is shown, to take along as a table. */
export function TableLinks({ address }: TableLinksProps) {
  const at = (format: TableFormat) => `${address}${address.includes("?") ? "&" : "?"}format=${format}`;
  return (
    <span className="inline-flex gap-2 text-ink-soft text-s">
      Download
      <a
        className="text-link"
        href={at("csv")}
        download
        title="As a table for spreadsheets, 10,000 rows at most"
      >
        CSV
      </a>
      <a
        className="text-link"
        href={at("jsonl")}
        download
        title="As JSON, an object a line, 10,000 rows at most"
      >
        JSONL
      </a>
    </span>
  );
}
