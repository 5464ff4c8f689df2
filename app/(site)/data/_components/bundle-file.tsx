import { Checksum } from "@/components/ui/checksum";
import { formatBytes, formatCount } from "@/components/ui/format-number";
import { Table } from "@/components/ui/table";
import type { BundleFile as File } from "@/lib/bundles/manifest";

/** A file with what it holds. */
export function BundleFile({ bundle, file }: { bundle: string; file: File }) {
  const { name, about, licence, rows, bytes, sha256, columns } = file;
  return (
    <section aria-label={name} className="mt-8">
      <h2>
        <a href={`/api/v1/bundles/${bundle}/files/${name}`} className="text-link" download>
          {name}
        </a>
      </h2>
      <p className="max-w-prose">{about}</p>
      <p className="text-ink-soft text-m">
        {formatCount(rows)} rows, {formatBytes(bytes)}, SHA-256 <Checksum value={sha256} />. Licence:{" "}
        {licence}
      </p>
      <details className="mt-2">
        <summary>{columns.length} columns</summary>
        <Table caption={`The columns of ${name}`} captionHidden>
          <tbody>
            {columns.map((column) => (
              <tr key={column.name}>
                <th scope="row" className="mono">
                  {column.name}
                </th>
                <td className="mono">{column.type}</td>
                <td>{column.meaning}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </section>
  );
}
