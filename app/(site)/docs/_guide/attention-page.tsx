import { Term } from "@/app/_components/term/term";
import { LiveExample } from "../_examples/live-example";
import type { GuidePage } from "./guide-page";

export const attentionPage: GuidePage = {
  slug: "attention",
  title: "Attention: what is read, and why there",
  summary: "Arcs by head and token, and the score by which a head looks.",
  sections: [
    {
      id: "reads",
      title: "What a head brings",
      body: (
        <>
          <p>
            An attention feature is made by several heads, each of which brings something from several tokens.
            Choose one: the pane lists its reads, by head and source token. That table is its{" "}
            <Term of="dfa" />, and each cell is drawn as an <Term of="arc">arc</Term> from the token it is
            read at. Together with the constants the cells add up to the feature&#8217;s value.
          </p>
          <LiveExample name="induction-of-a-name" />
        </>
      ),
    },
    {
      id: "wrote",
      title: "What wrote this there",
      body: (
        <p>
          From a read two ways lead on. One is what stood at the token that was read: which features put there
          what the head brings along, each with what this head reads of it. It is the same step as for any
          other edge; repeating it is recursive DFA, by which the whole circuit is traced.
        </p>
      ),
    },
    {
      id: "edges-by-head",
      title: "Which head carries an edge",
      body: (
        <p>
          Every edge that goes through attention is also split <Term of="edge-by-head">by head</Term>: into an
          attention feature by the heads that read it, each at the source&#8217;s own token, and from
          attention by the heads that wrote it. The parts add up to the edge. <i>Edges by</i> above the graph
          draws each in the hue of the head that carries most of it, and a head pressed in the legend leaves
          what it alone carries; the pane lists both for the chosen node. Patterns are held, so a part says
          what a head moved and not why it looked there; and of what a feature writes, the dictionary says
          which head&#8217;s numbers hold it, which need not be the head that made it fire.
        </p>
      ),
    },
    {
      id: "why",
      title: "Why it looked there",
      body: (
        <>
          <p>
            The other is why the head looked at this token and not at another. Its{" "}
            <Term of="attention-score" /> is split into pairs: a residual feature at the token that looks, and
            one at the token that is looked at. The pairs add up to the score exactly, errors and biases among
            them.
          </p>
          <p>
            A score by itself says little: a softmax sees differences alone. So look at the rivals too, the
            other tokens with their scores. And the split needs residual dictionaries; what they miss stands
            there as an error.
          </p>
        </>
      ),
    },
    {
      id: "not",
      title: "What the graph leaves out",
      body: (
        <p>
          The graph holds attention patterns as they were. A feature that decides <em>where</em> a head looks,
          and gives nothing over it, has no edge for that and may have next to no influence; in the causal
          check it then stands far from its prediction. In small models much of what is interesting is of this
          kind.
        </p>
      ),
    },
  ],
};
