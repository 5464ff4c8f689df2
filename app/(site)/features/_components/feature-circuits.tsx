import { ListPager } from "@/app/_components/list-pager";
import { Written } from "@/app/_written/written";
import { formatProbability } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import { TokenChip } from "@/components/ui/token-text";
import { facetPath } from "@/lib/catalogue/catalogue-query";
import { featureValue } from "@/lib/catalogue/name-features";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { FeatureCircuitView } from "@/lib/circuits/view";
import type { FeatureView } from "@/lib/features/view";
import type { Page } from "@/lib/paging/page";
import { findOutputTexts, TargetWords } from "../../circuits/_components/target-words";
import { type Level, Part } from "./part";

interface FeatureCircuitsProps {
  feature: FeatureView;
  circuits: Page<FeatureCircuitView>;
  params: URLSearchParams;
  level: Level;
}

/** The circuits a feature is in, and its part in each. */
export async function FeatureCircuits({ feature, circuits, params, level }: FeatureCircuitsProps) {
  const { items, nextCursor } = circuits;
  const id = formatFeature(feature);
  if (items.length === 0 && !params.has("circuits"))
    return (
      <Part level={level} title="Circuits it is in">
        <p className="text-ink-soft text-m">
          None yet. Trace one from a run in which it fires, and it stands here.
        </p>
      </Part>
    );
  const outputs = await Promise.all(items.map(({ target }) => findOutputTexts(feature.model.name, target)));
  return (
    <Part level={level} title="Circuits it is in">
      <Written>
        <Table caption={`The circuits that ${id} is in`} captionHidden>
          <thead>
            <tr>
              <th scope="col">what makes</th>
              <th scope="col">its part</th>
              <th scope="col" className="numeric">
                influence
              </th>
              <th scope="col" className="numeric">
                effect
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(
              ({ circuitId, position, target, targetName: label, targetStanding: standing, ...each }, i) => (
                <tr key={`${circuitId} ${position}`}>
                  <th scope="row" className="min-w-48 whitespace-normal font-normal">
                    <TextLink href={`/circuits/${circuitId}?node=${id}@${position}`}>
                      <TargetWords
                        target={target}
                        tokens={each.tokens}
                        outputs={outputs[i] ?? []}
                        name={label === null ? null : { label, standing }}
                      />
                    </TextLink>
                  </th>
                  <td>
                    {target === `${id}@${position}` ? "the target" : each.expanded ? "expanded" : "a leaf"} at{" "}
                    <TokenChip token={each.tokens[position]} />
                  </td>
                  <td className="numeric">
                    <data value={each.influence}>{formatProbability(each.influence)}</data>
                  </td>
                  <td className="numeric">
                    <Num value={each.effect} />
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </Table>
      </Written>
      <ListPager
        list="circuits"
        label={`Pages of the circuits that ${id} is in`}
        params={params}
        nextCursor={nextCursor}
      />
      <p className="mt-2 text-s">
        <TextLink
          href={facetPath(
            "feature",
            featureValue({ ...feature, model: feature.model.name, set: feature.set.name }),
          )}
        >
          Published findings about such circuits
        </TextLink>
        {", "}
        <TextLink
          href={`/search/structure?${new URLSearchParams({
            feature: featureValue({ ...feature, model: feature.model.name, set: feature.set.name }),
          })}`}
        >
          those that are made in some way
        </TextLink>
      </p>
    </Part>
  );
}
