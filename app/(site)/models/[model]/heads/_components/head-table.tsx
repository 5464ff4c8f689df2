import { TableLinks } from "@/app/_components/table-links";
import { TermLink } from "@/app/_components/term/term-link";
import { formatCount } from "@/components/ui/format-number";
import { Link } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import type { Head, Heads } from "@/lib/evidence-format/heads";
import type { HeadFeatures } from "@/lib/heads/count-head-features";
import { formatHead, headPath } from "@/lib/heads/head-name";
import { evenAttention, type HeadMeasure, headMeasures, headWords } from "@/lib/heads/head-words";
import { Measure, sizeOf } from "./measure";

interface HeadTableProps {
  model: string;
  measured: Heads;
  /** What they are sorted by, largest first; by layer and head where nothing was chosen. */
  by: HeadMeasure | undefined;
  owned: readonly HeadFeatures[];
  /** Whose features are counted; none before a corpus was read. */
  set: string | undefined;
}

/** Every head with its figures. The order is a link, so that it needs no script and has an address. */
export function HeadTable({ model, measured, by, owned, set }: HeadTableProps) {
  const heads = by ? measured.heads.toSorted((a, b) => sizeOf(b, by) - sizeOf(a, by)) : measured.heads;
  const counts = new Map(owned.map((each) => [formatHead(each), each]));
  return (
    <>
      <Table
        caption={`${by ? `Sorted by “${headWords[by].name}”.` : "By layer and head."} ± is one standard error over texts.`}
      >
        <thead>
          <tr>
            <th scope="col" aria-sort={by ? undefined : "ascending"}>
              {by ? (
                <Link href="?" className="text-link">
                  Head
                </Link>
              ) : (
                "Head"
              )}
            </th>
            {headMeasures.map((measure) => (
              <th
                key={measure}
                scope="col"
                className="numeric"
                aria-sort={by === measure ? "descending" : undefined}
              >
                {by === measure ? (
                  headWords[measure].name
                ) : (
                  <Link href={`?by=${measure}`} className="text-link" rel="nofollow">
                    {headWords[measure].name}
                  </Link>
                )}
              </th>
            ))}
            {set && (
              <th scope="col" className="numeric">
                <TermLink
                  to="main-head"
                  says={`Features of ${set} of whose decoder row no other head has a larger part.`}
                >
                  Its features
                </TermLink>
              </th>
            )}
            {set && (
              <>
                <th scope="col" className="numeric">
                  labelled
                </th>
                <th scope="col">
                  <TermLink
                    to="family"
                    says="Those of them that never fire, fire nearly everywhere, fire by position, or are the same as another."
                  >
                    families
                  </TermLink>
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {heads.map((head) => (
            <HeadRow
              key={formatHead(head)}
              model={model}
              head={head}
              own={set === undefined ? undefined : (counts.get(formatHead(head)) ?? none)}
            />
          ))}
        </tbody>
      </Table>
      <p className="mt-2">
        <TableLinks address={`/api/v1/models/${encodeURIComponent(model)}/heads/table`} />
      </p>
      <dl className="mt-6 grid max-w-prose gap-3 text-m">
        {headMeasures.map((measure) => (
          <div key={measure}>
            <dt className="font-semibold">{headWords[measure].name}</dt>
            <dd className="text-ink-soft">{headWords[measure].explanation}</dd>
          </div>
        ))}
      </dl>
      {measured.repeated > 0 && (
        <p className="mt-4 max-w-prose text-ink-soft">
          Attention is the mean over {measured.texts} texts of {measured.repeated} random tokens repeated
          once. Spread evenly it would be <Num value={evenAttention(measured.repeated)} /> to any one token of
          the second half.
        </p>
      )}
    </>
  );
}

type Counted = Omit<HeadFeatures, "layer" | "head">;
const none: Counted = { features: 0, labelled: 0, dead: 0, alwaysOn: 0, positional: 0, duplicate: 0 };

function familyWords({ dead, alwaysOn, positional, duplicate }: Counted): string {
  const counted: [number, string][] = [
    [dead, "dead"],
    [alwaysOn, "always on"],
    [positional, "positional"],
    [duplicate, "the same as another"],
  ];
  return counted.flatMap(([count, words]) => (count > 0 ? `${formatCount(count)} ${words}` : [])).join(", ");
}

function HeadRow({ model, head, own }: { model: string; head: Head; own: Counted | undefined }) {
  return (
    <tr>
      <th scope="row">
        <Link href={headPath(model, head)} className="text-link mono">
          {formatHead(head)}
        </Link>
      </th>
      {headMeasures.map((measure) => (
        <td key={measure} className="numeric">
          <Measure head={head} measure={measure} />
        </td>
      ))}
      {own && (
        <>
          <td className="numeric">{formatCount(own.features)}</td>
          <td className="numeric">{formatCount(own.labelled)}</td>
          <td className="text-s">{familyWords(own)}</td>
        </>
      )}
    </tr>
  );
}
