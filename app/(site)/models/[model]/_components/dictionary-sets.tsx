import type { ReactNode } from "react";
import { KindTerm } from "@/app/_components/term/kind-term";
import { Checksum } from "@/components/ui/checksum";
import { formatCount } from "@/components/ui/format-number";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { trainedModelWords } from "@/lib/circuit-format/processing";
import { unreadWords } from "@/lib/circuit-format/unread-options";
import type { ModelView } from "@/lib/models/get-model";
import { parseTraining, type Training } from "@/lib/models/training";
import { processingWords, textsWords } from "@/lib/models/training-words";

type Sets = ModelView["dictionarySets"];

/** Every dictionary of a model, by set: what it reads, what it writes, and the checksum that makes it itself. */
export function DictionarySets({ sets }: { sets: Sets }) {
  if (sets.length === 0) {
    return <EmptyState title="No dictionary set has been registered for this model yet." />;
  }
  return (
    <div className="mt-2">
      <Table caption="Its dictionaries, by set and layer" captionHidden>
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col" className="numeric">
              Features
            </th>
            <th scope="col">Architecture</th>
            <th scope="col">Reads</th>
            <th scope="col">Writes</th>
            <th scope="col">Trained on</th>
            <th scope="col">Checksum</th>
          </tr>
        </thead>
        {sets.map((set) => (
          <DictionarySet key={`${set.kind}/${set.name}`} set={set} />
        ))}
      </Table>
    </div>
  );
}

/** Where a set is from and under which licence; what its manifest leaves out is said to be so. */
function Source({ set }: { set: Sets[number] }) {
  const { release, repository, sourceFile, checksum, licence } = set;
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 font-normal text-ink-soft text-s">
      <Fact name="Release">{release ?? "not stated"}</Fact>
      <Fact name="Repository">
        {repository && isWebAddress(repository) ? (
          <a href={repository} className="text-link" rel="nofollow noopener">
            {repository}
          </a>
        ) : (
          (repository ?? "not stated")
        )}
      </Fact>
      <Fact name="File">{sourceFile ?? "not stated"}</Fact>
      <Fact name="Content hash">
        <Checksum value={checksum} />
      </Fact>
      <Fact name="Licence">{licence}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 gap-1">
      <dt>{name}:</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

/** What a manifest says may be any text. */
function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function DictionarySet({ set }: { set: Sets[number] }) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={7} className="data-table-group">
          <span className="inline-flex items-center gap-2">
            <KindGlyph kind={set.kind} />
            {set.displayName}
            <span className="font-normal text-ink-soft">
              <KindTerm kind={set.kind} />
            </span>
          </span>
          <Source set={set} />
        </th>
      </tr>
      {set.dictionaries.map(({ layer, dSae, architecture, hookIn, hookOut, training, checksum }) => (
        <tr key={layer}>
          <td>{layer}</td>
          <td className="numeric">{formatCount(dSae)}</td>
          <td>{architecture}</td>
          <td>
            <code>{hookIn}</code>
          </td>
          <td>{hookOut === hookIn ? "the same" : <code>{hookOut}</code>}</td>
          <td className="text-s">
            <TrainedOn training={parseTraining(training)} />
          </td>
          <td>
            <Checksum value={checksum} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** The model that a dictionary was trained on: its name as the file has it, and each step of processing with who says it. */
function TrainedOn({
  training: { model, modelToldBy, processing, texts, featuresOnly, leavesOnly, unread },
}: {
  training: Training;
}) {
  return (
    <>
      {trainedModelWords(model, modelToldBy)}
      <ul>
        {[...processingWords(processing), ...textsWords(texts)].map((words) => (
          <li key={words}>{words}</li>
        ))}
        {leavesOnly !== null && <li>leaves of circuits: {leavesOnly}</li>}
        {featuresOnly !== null && <li>features alone, no circuits: {featuresOnly}</li>}
        {unreadWords(unread).map((words) => (
          <li key={words} className="wrap-anywhere">
            <bdi>{words}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
