import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { LiveExample } from "../_examples/live-example";
import type { GuidePage } from "./guide-page";

export const circuitPage: GuidePage = {
  slug: "circuits",
  title: "Reading a circuit",
  summary: "Nodes, edges, influence and effect, and where a circuit ends.",
  sections: [
    {
      id: "picture",
      title: "The picture",
      body: (
        <>
          <p>
            Columns are tokens, rows are layers, the first at the bottom. The target stands on top, and what
            makes it below. An edge that adds is of one colour, one that takes away of another; the wider, the
            more of what a node gets comes over it. Choose a <Term of="node" />: the pane beside it tells what
            it gets from where and whom it gives to.
          </p>
          <LiveExample name="name-after-a-gap" />
        </>
      ),
    },
    {
      id: "exact",
      title: "What is exact, and under what condition",
      body: (
        <>
          <p>
            For one text, hold two things as they were: where each head looks (attention patterns), and by
            what each LayerNorm divides. Then each feature&#8217;s value is exactly a sum of what earlier
            parts of the model give it. One of these terms is a <Term of="contribution">contribution</Term>.
            That the sum is right is checked for each node that is expanded, and the{" "}
            <Term of="largest-residual" /> stands with the circuit.
          </p>
          <p>
            So a circuit tells exactly what was added up. It does <em>not</em> tell why a head looked where it
            did, nor what would happen if something were different. The{" "}
            <TextLink href="/docs/attention">attention pane</TextLink> is for the first,{" "}
            <TextLink href="/docs/checks">the causal check</TextLink> for the second.
          </p>
        </>
      ),
    },
    {
      id: "influence-and-effect",
      title: "Influence and effect",
      body: (
        <>
          <p>
            <Term of="influence" /> is without sign: of all that makes the target, the share that passes
            through a node. It decides what is drawn and what is opened. <Term of="effect" /> has a sign and
            the target&#8217;s unit: how much of the target&#8217;s value is due to the node, over all paths.
          </p>
          <p>
            They answer different questions. Two large contributions that cancel have much influence and
            little effect. An effect may be larger than the target&#8217;s whole value, where others take
            away.
          </p>
        </>
      ),
    },
    {
      id: "ends",
      title: "Where it ends",
      body: (
        <>
          <p>
            The bar above the graph shows where all influence ends. Only what ends in the text is traced to
            the end. Besides:
          </p>
          <ul>
            <li>
              <Term of="not-expanded">not expanded</Term>: features below the <Term of="threshold" />, behind
              which nobody looked;
            </li>
            <li>errors: what the dictionaries miss;</li>
            <li>biases: constants of the model, the same in every text;</li>
            <li>outputs of MLPs for which there is no dictionary.</li>
          </ul>
          <p>
            Two scores put that in a number. <Term of="replacement-score" /> is the share that ends in the
            text. <Term of="completeness" /> says how much of what was looked at the dictionaries can express.
            A circuit with a high completeness and a low replacement was traced well and not far: lower the
            threshold, or expand by hand.
          </p>
        </>
      ),
    },
    {
      id: "arrange",
      title: "Arrange it",
      body: (
        <p>
          Hide what does not matter, pin what does, mark several nodes and group them under a name, leave
          notes. None of that changes a number; it is a <Term of="view" />, which stands in the address, so
          that you can send it to somebody. Everything can be undone. The keys are listed above the graph.
        </p>
      ),
    },
    {
      id: "modes",
      title: "Direct and residual mode",
      body: (
        <p>
          In direct <Term of="mode" /> each feature is traced to the outputs of earlier layers. In residual
          mode an attention feature is traced to the residual stream&#8217;s features at the tokens it reads,
          and those to earlier outputs. Paths are shorter to read there, and the errors of one more dictionary
          come in. Numbers of the two do not compare.
        </p>
      ),
    },
  ],
};
