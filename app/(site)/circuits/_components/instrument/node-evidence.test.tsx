import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { featureQuery } from "@/app/_queries/features";
import { FeaturesAt } from "@/app/(site)/_components/feature-card/features-at";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import { madeUpCircuit } from "@/lib/circuit-graph/made-up-circuit";
import type { FeatureEvidenceView, FeatureView } from "@/lib/features/view";
import { ReadRow } from "../attention/read-row";
import { NodeEvidence } from "./node-evidence";

const path = "/features/m/attn/3/697";
const paths = { attn: "/features/m/attn", mlp: "/features/m/mlp" };
const evidence: FeatureEvidenceView = {
  corpora: [{ index: "one", name: "tales", licence: "MIT", tokens: 1000, windows: 10 }],
  density: 0.004,
  fired: { tokens: 4, windows: 2 },
  activation: { max: 4, mean: 2 },
  ...{ histogram: [], bands: [], shown: null, named: null, families: [], duplicates: [], together: [] },
  examples: [
    {
      ...{ corpus: 0, window: 3, position: 1, activation: 4, firings: [[1, 4]], fired: 1, probability: null },
      length: 2,
      tokens: [
        { position: 0, id: 8, text: " handed" },
        { position: 1, id: 9, text: " it" },
      ],
      reads: [{ head: 5, source: 0, value: 2, token: { id: 8, text: " handed" } }],
      readsTotal: 2,
    },
  ],
  tokens: [{ token: { id: 9, text: " it" }, share: 1, firesOn: 0.5, sampled: 4 }],
  logits: {
    promoted: [{ token: { id: 1, text: " Mary" }, value: 2 }],
    suppressed: [{ token: { id: 2, text: " the" }, value: -1 }],
  },
  heads: { byWeight: [0.1, 0.2, 0, 0, 0, 0.7], byDfa: null, examples: 0 },
  neighbours: [{ kind: "mlp", set: "mlp", layer: 2, index: 7, name: "says a name", cosine: 0.71 }],
};
const feature: FeatureView = {
  model: { name: "m", displayName: "M", layers: 4, heads: 6 },
  ...{ kind: "attn", set: { name: "attn", displayName: "Attention", licence: "MIT" }, layer: 3, index: 697 },
  ...{ features: 2048, architecture: "jumprelu", hookIn: "a", hookOut: "a", name: "the other name" },
  ...{ named: "rule", evidence, quality: null, reading: null },
};

function shown(known: FeatureView | null, of: Partial<typeof paths> = paths): string {
  const client = new QueryClient();
  if (known) client.setQueryData(featureQuery(path).queryKey, known);
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <FeaturesAt paths={of}>
        <NodeEvidence feature={{ kind: "attn", layer: 3, index: 697 }} activation={3.36} />
      </FeaturesAt>
    </QueryClientProvider>,
  );
}
const wordsOf = (html: string) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

test("the chosen feature's card tells where it fires and how strongly here, what it says, its heads and what is like it", () => {
  const html = shown(feature);
  const words = wordsOf(html);
  expect(words).toContain("0.400% of tokens, here 84.0% of its maximum");
  expect(words).toMatch(/handed\s+it/);
  expect(words).toMatch(/says\s+Mary/);
  expect(words).toMatch(/holds back\s+the/);
  expect(words).toMatch(/by weight\s+3\.5 70\.0% 3\.1 20\.0% 3\.0 10\.0%/);
  expect(html).toContain('data-card="/features/m/mlp/2/7"');
  expect(words).toMatch(/says a name\s+0\.710/);
});

test("where nothing was read the card says why, and there is none of a feature without a page", () => {
  expect(wordsOf(shown({ ...feature, evidence: null }))).toContain("No corpus has been read");
  const silent = { ...evidence, activation: { max: 0, mean: 0 }, density: 0, examples: [], tokens: [] };
  const words = wordsOf(shown({ ...feature, evidence: silent }));
  expect(words).toContain("It never fired in all that was read.");
  expect(words).not.toMatch(/NaN|Infinity/);
  expect(shown(null)).toContain('aria-busy="true"');
  expect(shown(feature, {})).toBe("");
});

test("the token of a head's read has the card of the node that pressing it leads to", () => {
  const index = indexGraph(
    madeUpCircuit(
      "logit.5@2",
      [
        ["attn.3.697@2", "logit.5@2", 3],
        ["mlp.1.4@1", "attn.3.697@2", 2],
        ["embed@0", "attn.3.697@2", 1],
      ],
      { "logit.5@2": 7, "attn.3.697@2": 2, "mlp.1.4@1": 1 },
    ),
  );
  const tokens = [" Mary", " got", " it"].map((text, position) => ({ position, id: position, text }));
  const row = (position: number) =>
    renderToStaticMarkup(
      <FeaturesAt paths={paths}>
        <ReadRow
          {...{ thing: "attn.3.697@2|5|1", layer: 3, top: 1, chosen: false, way: null, index }}
          read={{ head: 5, position, value: 1, share: 1 }}
          words={{ tokens, outputs: new Map(), labels: new Map() }}
          onWay={() => {}}
          onSelect={() => {}}
        />
      </FeaturesAt>,
    );
  expect(row(1)).toContain('data-card="/features/m/mlp/1/4"');
  // A token's own embedding is no feature.
  expect(row(0)).not.toContain("data-card");
});
