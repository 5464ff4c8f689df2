import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { toParams } from "@/app/(site)/_components/to-params";
import { orNotFound } from "@/app/or-not-found";
import { formatProbability } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { alikeCursor, findAlike } from "@/lib/search/find-alike";
import { shortened } from "../../_components/circuit-top";
import { findOutputTexts, findTargetNames, TargetWords } from "../../_components/target-words";

export const metadata: Metadata = { title: "The same circuit elsewhere" };

interface AlikePageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Circuits in other texts that are alike up to places and words. */
export default async function AlikePage({ params, searchParams }: AlikePageProps) {
  const { id } = await params;
  const query = toParams(await searchParams);
  const cursor = cursorOf(query, "circuits", alikeCursor);
  const [circuit, { items, nextCursor }] = await orNotFound(
    Promise.all([getCircuit(id), findAlike({ circuitId: id, cursor })]),
  );
  const model = circuit.model.name;
  // Each by the sets of its own run: in another's the same id may be another feature.
  const [own, ...others] = await Promise.all(
    [circuit, ...items].map(async ({ runId, target }) => ({
      outputs: await findOutputTexts(model, target),
      names: await findTargetNames(runId, [target]),
    })),
  );
  return (
    <>
      <h1>The same circuit elsewhere</h1>
      <p className="mt-1 max-w-prose break-words text-m">
        Beside{" "}
        <TextLink href={`/circuits/${id}`}>
          what makes <TargetWords {...circuit} outputs={own?.outputs ?? []} names={own?.names ?? new Map()} />
        </TextLink>{" "}
        in <q>{shortened(circuit.text)}</q>
      </p>
      <p className="mt-2 mb-6 max-w-prose text-ink-soft text-s">
        Alike is the share of the influence through features of either circuit that passes through the same
        features in both: 100% where each has all features with the same influence, 0% where they have none in
        common. Words, places in the text and edges do not count. Compared are the 80 circuits that share most
        of this one's twelve strongest features.
      </p>
      {items.length === 0 && (
        <EmptyState title="No circuit in another text shares a feature with this one yet.">
          Trace the same target in <TextLink href={`/circuits/${id}`}>another text</TextLink>: it stands here
          once it is traced. Circuits that are made alike by other features are found{" "}
          <TextLink href="/search/structure">by structure</TextLink>.
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table caption="Circuits in other texts, the most alike first" captionHidden>
          <thead>
            <tr>
              <th scope="col">what makes</th>
              <th scope="col" className="numeric">
                alike
              </th>
              <th scope="col" className="numeric">
                features of both
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ circuitId, target, text, tokens, score, sharedFeatures, title, findingId }, n) => (
              <tr key={circuitId}>
                <th scope="row" className="min-w-48 whitespace-normal break-words font-normal">
                  <TextLink href={`/circuits/${circuitId}`}>
                    <TargetWords
                      target={target}
                      tokens={tokens}
                      outputs={others[n]?.outputs ?? []}
                      names={others[n]?.names ?? new Map()}
                    />
                  </TextLink>{" "}
                  <span className="text-ink-soft text-s">
                    in <q>{shortened(text)}</q>
                  </span>
                  {findingId && (
                    <p className="text-s">
                      Finding: <TextLink href={`/findings/${findingId}`}>{title}</TextLink>
                    </p>
                  )}
                </th>
                <td className="numeric">
                  <data value={score}>{formatProbability(score)}</data>
                </td>
                <td className="numeric">{sharedFeatures}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <ListPager list="circuits" label="Pages of circuits alike" params={query} nextCursor={nextCursor} />
    </>
  );
}
