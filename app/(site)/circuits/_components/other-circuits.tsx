import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { formatProbability } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { findCircuitsOfRun } from "@/lib/circuits/find-circuits";
import type { CircuitView } from "@/lib/circuits/view";
import { idCursor } from "@/lib/paging/page";
import { findOutputTexts, findTargetNames, TargetWords } from "./target-words";

/** What else was traced in this text, each a way to the other circuit and to both side by side. */
export async function OtherCircuits({ circuit, params }: { circuit: CircuitView; params: URLSearchParams }) {
  const cursor = cursorOf(params, "circuits", idCursor);
  const { items: others, nextCursor } = await findCircuitsOfRun({
    ...{ runId: circuit.runId, butFor: circuit.id, limit: 12 },
    ...(cursor && { cursor }),
  });
  if (others.length === 0 && !cursor) return null;
  const targets = others.map(({ target }) => target);
  const [names, ...outputs] = await Promise.all([
    findTargetNames(circuit.runId, targets),
    ...targets.map((target) => findOutputTexts(circuit.model.name, target)),
  ]);
  return (
    <section className="mt-8">
      <h2 className="text-base">Other circuits of this text</h2>
      <Table caption="Other circuits of this text" captionHidden>
        <thead>
          <tr>
            <th scope="col">target</th>
            <th scope="col">mode</th>
            <th scope="col" className="numeric">
              expanded from
            </th>
            <th scope="col" className="numeric">
              nodes
            </th>
            <th scope="col" className="numeric">
              replacement
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {others.map((other, i) => (
            <tr key={other.id}>
              <th scope="row" className="min-w-48 whitespace-normal font-normal">
                <TextLink href={`/circuits/${other.id}`}>
                  <TargetWords
                    target={other.target}
                    tokens={circuit.tokens}
                    outputs={outputs[i] ?? []}
                    names={names}
                  />
                </TextLink>
              </th>
              <td>{other.mode}</td>
              <td className="numeric">{other.threshold}</td>
              <td className="numeric">{other.nodeCount}</td>
              <td className="numeric">
                {other.replacementScore !== null && formatProbability(other.replacementScore)}
              </td>
              <td>
                <TextLink href={`/circuits/compare?a=${circuit.id}&b=${other.id}`}>compare</TextLink>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <ListPager list="circuits" label="Pages of other circuits" params={params} nextCursor={nextCursor} />
    </section>
  );
}
