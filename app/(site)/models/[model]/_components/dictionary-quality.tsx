import { Measured } from "@/app/(site)/_components/measured";
import { Explain } from "@/components/ui/explain";
import { formatProbability } from "@/components/ui/format-number";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { EmptyState } from "@/components/ui/notice";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import type { CorpusRead, SetQuality } from "@/lib/models/find-quality";

const columns = [
  ["L0", "Features that fire on a token, on average."],
  [
    "Explained variance",
    "1 less the squared error of the reconstruction over the variance of what it reconstructs.",
  ],
  [
    "Loss with it",
    "Mean cross-entropy of the next token, in nats, with the site replaced by what the dictionary makes of it. A dictionary that missed nothing would leave the model's own loss.",
  ],
  ["Loss without the site", "The same with the site replaced by zero: the worst a dictionary should do."],
  ["Recovered", "How far the first loss is from the second on the way to the model's own."],
  ["Never fired", "Share of its features that fired nowhere in the corpora that were read."],
  [
    "Heads told by weights",
    "Of attention dictionaries: the correlation, over features and heads, of the decoder weights' shares with the shares of what the heads gave at the peaks; and the share of features whose largest head is the same by both.",
  ],
] as const;

/** The dictionaries' quality as it was measured, by set and layer, with its sampling error. */
export function DictionaryQuality({ sets, corpora }: { sets: SetQuality[]; corpora: CorpusRead[] }) {
  const measured = sets.filter(({ dictionaries }) => dictionaries.length > 0);
  return (
    <>
      <Corpora corpora={corpora} />
      {measured.length > 0 && (
        <Table caption="Measured on windows of the corpus drawn at random, position 0 and those left out that a dictionary was not trained on; ± is one standard error over windows.">
          <thead>
            <tr>
              <th scope="col">Layer</th>
              {columns.map(([name, explanation]) => (
                <th key={name} scope="col" className="numeric">
                  <Explain explanation={explanation}>{name}</Explain>
                </th>
              ))}
            </tr>
          </thead>
          {measured.map((set) => (
            <SetRows key={`${set.kind}/${set.name}`} set={set} />
          ))}
        </Table>
      )}
    </>
  );
}

function SetRows({ set: { kind, displayName, dictionaries } }: { set: SetQuality }) {
  const own = dictionaries[0]?.loss.model;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={columns.length + 1} className="data-table-group">
          <span className="inline-flex items-center gap-2">
            <KindGlyph kind={kind} />
            {displayName}
            {own && (
              <span className="font-normal text-ink-soft">
                the model's own loss: <Measured figure={own} /> nats
              </span>
            )}
          </span>
        </th>
      </tr>
      {dictionaries.map(({ layer, l0, explainedVariance, loss, lossRecovered, neverFired, heads }) => (
        <tr key={layer}>
          <td>{layer}</td>
          <td className="numeric">
            <Measured figure={l0} />
          </td>
          <td className="numeric">
            <Measured figure={explainedVariance} />
          </td>
          <td className="numeric">
            <Measured figure={loss.replaced} />
          </td>
          <td className="numeric">
            <Measured figure={loss.zero} />
          </td>
          <td className="numeric">
            {lossRecovered ? formatProbability(lossRecovered.value) : "costs nothing"}
          </td>
          <td className="numeric">{formatShare(neverFired)}</td>
          <td className="numeric">{heads ? <Heads heads={heads} /> : "no heads"}</td>
        </tr>
      ))}
    </tbody>
  );
}

function Heads({ heads }: { heads: { correlation: number | null; sameLargest: number } }) {
  return (
    <>
      {heads.correlation === null ? "no variation" : <Num value={heads.correlation} />}, the same largest:{" "}
      {formatShare(heads.sameLargest)}
    </>
  );
}

/** A share that may be none. */
function formatShare(share: number): string {
  return share === 0 ? "none" : formatProbability(share);
}

const stepWords = {
  reading: "is being read",
  assembling: "has been read and is being put together",
  stopped: "could not be read to its end; the operator sees why",
} as const;

function Corpora({ corpora }: { corpora: CorpusRead[] }) {
  if (corpora.length === 0)
    return (
      <EmptyState title="No corpus has been read with these dictionaries, so nothing has been measured here yet." />
    );
  return (
    <ul className="mb-4 grid gap-1">
      {corpora.map(({ id, name, licence, tokens, state }) => (
        <li key={id}>
          {name}{" "}
          <span className="text-ink-soft">
            ({licence}){" "}
            {state.step === "read"
              ? `${(tokens ?? 0).toLocaleString("en")} tokens read`
              : `${stepWords[state.step]}${state.step === "stopped" ? "" : ` (${Math.round(100 * state.progress)}%)`}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
