import { Checksum } from "@/components/ui/checksum";
import { Explain } from "@/components/ui/explain";
import { formatCount } from "@/components/ui/format-number";
import { KindGlyph, kindNames } from "@/components/ui/kind-glyph";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import type { ModelView } from "@/lib/models/get-model";

type Sets = ModelView["dictionarySets"];

/** Every dictionary of a model, by set: what it reads, what it writes, and the checksum that makes it itself. */
export function DictionarySets({ sets }: { sets: Sets }) {
  if (sets.length === 0) {
    return <EmptyState title="No dictionary set has been registered for this model yet." />;
  }
  return (
    <div className="mt-4 grid gap-8">
      {sets.map((set) => (
        <section key={set.name} aria-label={set.displayName}>
          <h3 className="flex flex-wrap items-center gap-x-2">
            <KindGlyph kind={set.kind} />
            {set.displayName}
            <span className="font-normal text-ink-soft text-m">
              <Explain explanation={kindNames[set.kind].explanation}>{kindNames[set.kind].name}</Explain>,{" "}
              {set.licence}
            </span>
          </h3>
          <Table caption={`Dictionaries of ${set.displayName}`} captionHidden>
            <thead>
              <tr>
                <th scope="col">Layer</th>
                <th scope="col" className="numeric">
                  Features
                </th>
                <th scope="col">Activation</th>
                <th scope="col">Reads</th>
                <th scope="col">Writes</th>
                <th scope="col">Checksum</th>
              </tr>
            </thead>
            <tbody>
              {set.dictionaries.map(({ layer, dSae, architecture, hookIn, hookOut, checksum }) => (
                <tr key={layer}>
                  <th scope="row">{layer}</th>
                  <td className="numeric">{formatCount(dSae)}</td>
                  <td>{architecture}</td>
                  <td>
                    <code>{hookIn}</code>
                  </td>
                  <td>{hookOut === hookIn ? "the same" : <code>{hookOut}</code>}</td>
                  <td>
                    <Checksum value={checksum} />
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </section>
      ))}
    </div>
  );
}
