import { Measured } from "@/app/(site)/_components/measured";
import { Explain } from "@/components/ui/explain";
import { formatProbability } from "@/components/ui/format-number";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { EmptyState } from "@/components/ui/notice";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import { claimsOf, type ToldClaim, unreadClaims } from "@/lib/evidence-format/claims";
import {
  openedHooks,
  placeWords,
  readingWords,
  type Standing,
  standingOf,
  standings,
} from "@/lib/evidence-format/judge-fit";
import type { FoundFit } from "@/lib/models/find-fits";

const columns = [
  ["L0", "Features that fire on a token, on average."],
  ["Explained", "1 less the squared error of the reconstruction over the variance of the site."],
  ["Loss", "The model's own mean cross-entropy of the next token, in nats."],
  ["Rebuilt", "The same with the site replaced by what the dictionary makes of it."],
  ["Without", "The same with the site replaced by zero."],
  [
    "Recovered",
    "How far the loss with the site rebuilt is from that without it, on the way to the model's own.",
  ],
  ["Never fired", "Share of its features that fired in none of these windows."],
] as const;

/** Whether dictionaries fit the model: as they are used, and as they would under every other processing. */
export function DictionaryFit({ fits }: { fits: FoundFit[] }) {
  if (fits.length === 0) return <EmptyState title="This model has no dictionaries that could fit it." />;
  return (
    <div className="grid grid-cols-1 gap-6">
      {fits.map((fit) => (
        <SetFit key={`${fit.kind}/${fit.name}`} fit={fit} />
      ))}
    </div>
  );
}

function SetFit({ fit: { judged, ...set } }: { fit: FoundFit }) {
  if (judged) return <Judged set={set} judged={judged} />;
  return (
    <div>
      <SetHeading {...set} opens={false} standing="unmeasured" />
      <p className="max-w-prose">
        {set.whyUnmeasured ??
          "Nobody has measured whether they fit the model. The operator does with commons prove."}
      </p>
    </div>
  );
}

function SetHeading({
  kind,
  displayName,
  opens,
  standing,
}: Pick<FoundFit, "kind" | "displayName"> & { opens: boolean; standing: Standing }) {
  return (
    <h3 className="flex items-center gap-2">
      <KindGlyph kind={kind} />
      <span>
        {displayName}
        {opens && ` (${openedHooks[kind]})`} {standings[standing]}
      </span>
    </h3>
  );
}

function Judged({ set, judged }: { set: Omit<FoundFit, "judged">; judged: NonNullable<FoundFit["judged"]> }) {
  const { sentences, undecided, unmeasured, insisted, opens } = judged;
  const standing = standingOf(judged);
  const unread = set.dictionaries.flatMap((each) =>
    unreadClaims(placeWords({ kind: set.kind, layer: each.layer, opens }), each),
  );
  return (
    <div>
      <SetHeading {...set} opens={opens} standing={standing} />
      {standing === "unfit" && (
        <p className="max-w-prose">
          {insisted === null
            ? "No circuit is computed with them."
            : `Circuits are computed with them all the same, since the operator says: ${insisted}`}
        </p>
      )}
      <ul className="mb-2 max-w-prose">
        {[...sentences, ...undecided, ...unmeasured, ...unread].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {set.dictionaries.length > 0 && <Figures set={set} judged={judged} />}
    </div>
  );
}

/** What somebody claims of a dictionary, in the columns of what was measured. */
function Claimed({ layer, claim }: { layer: number; claim: ToldClaim }) {
  const { by, l0, explainedVariance, loss, lossRecovered, neverFired } = claim;
  const shareOf = (value: number | undefined) => (value === undefined ? "" : formatProbability(value));
  return (
    <tr className="text-ink-soft">
      <td>{layer}</td>
      <td>claimed by {by}</td>
      {[l0, explainedVariance, loss?.model, loss?.replaced, loss?.zero].map((value, n) => (
        <td key={columns[n]?.[0]} className="numeric">
          {value !== undefined && <Num value={value} />}
        </td>
      ))}
      <td className="numeric">{shareOf(lossRecovered)}</td>
      <td className="numeric">{shareOf(neverFired)}</td>
    </tr>
  );
}

function Figures({
  set: { kind, displayName, dictionaries },
  judged: { opens, windows, tokens, corpus },
}: {
  set: Omit<FoundFit, "judged">;
  judged: NonNullable<FoundFit["judged"]>;
}) {
  const hasClaims = dictionaries.some((each) => claimsOf(each).length > 0);
  return (
    <Table
      caption={`${displayName}: ${windows.toLocaleString("en")} windows, ${tokens.toLocaleString("en")} tokens of ${corpus}, position 0 and those left out that a dictionary was not trained on; ± is one standard error over windows. The first reading of a layer is the one in use.${hasClaims ? " What a release or a file claims stands below, by definitions and on texts of its own." : ""}`}
    >
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col">The model was processed</th>
          {columns.map(([name, explanation]) => (
            <th key={name} scope="col" className="numeric">
              <Explain explanation={explanation}>{name}</Explain>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {dictionaries.flatMap(({ layer, readings, ...claims }) => [
          ...readings
            .toSorted((a, b) => Number(b.isUsed) - Number(a.isUsed))
            .map(({ reading, isUsed, l0, explainedVariance, loss, lossRecovered, neverFired }) => (
              <tr key={`${layer} ${readingWords({ kind, opens }, reading)}`}>
                <td>{layer}</td>
                <td>
                  {readingWords({ kind, opens }, reading)}
                  {isUsed && " (in use)"}
                </td>
                <td className="numeric">
                  <Measured figure={l0} />
                </td>
                <td className="numeric">
                  <Measured figure={explainedVariance} />
                </td>
                <td className="numeric">
                  <Measured figure={loss.model} />
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
                <td className="numeric">{neverFired === 0 ? "none" : formatProbability(neverFired)}</td>
              </tr>
            )),
          ...claimsOf(claims).map((claim) => (
            <Claimed key={`${layer} ${claim.by}`} layer={layer} claim={claim} />
          )),
        ])}
      </tbody>
    </Table>
  );
}
