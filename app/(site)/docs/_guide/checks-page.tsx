import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { LiveExample } from "../_examples/live-example";
import type { GuidePage } from "./guide-page";

export const checksPage: GuidePage = {
  slug: "checks",
  title: "Verified, and causally checked",
  summary: "Two different questions: are the numbers right, and is the picture true?",
  sections: [
    {
      id: "verified",
      title: "Verified: are the numbers right?",
      body: (
        <p>
          A circuit is <Term of="verified" /> when a worker has computed it again from its question, and what
          came out equals what is stored, node by node and edge by edge, and so for each node that was
          expanded by hand. Anybody can have it done, any number of times, and <code>commons verify</code>{" "}
          does it on your own machine. It guards against a broken store, a wrong file, an altered number. It
          says nothing of whether the circuit tells the truth about the model.
        </p>
      ),
    },
    {
      id: "checked",
      title: "Causally checked: is it true?",
      body: (
        <>
          <p>
            For that, the real model is asked. One feature of the circuit after the other is{" "}
            <Term of="ablate">ablated</Term>, everything behind it computed anew, and the{" "}
            <Term of="measured-effect" /> on the target set beside the effect that the circuit predicts. That
            is <Term of="causally-checked">a causal check</Term>.
          </p>
          <p>
            Where a point lies on the diagonal, the circuit was right about it. Where it does not, something
            is at work that a sum with held attention does not have: heads look elsewhere, LayerNorms divide
            by something else, features of later layers start or stop firing, or other parts make up for what
            was taken out.
          </p>
        </>
      ),
    },
    {
      id: "reading",
      title: "How to read the numbers",
      body: (
        <>
          <ul>
            <li>
              <strong>The ten largest</strong> measured effects come first: does the graph show them? One that
              it does not is <Term of="missed" />. One with the other sign acts against its prediction.
            </li>
            <li>
              <strong>Pearson</strong> is the correlation over all features that were ablated. It is 1 on any
              rising line, also on one much flatter than the diagonal; so look at the sizes as well.
            </li>
            <li>
              <strong>Spearman</strong> asks for the order alone.
            </li>
            <li>
              One feature at a time: two that stand in for one another each look harmless. Try such things
              together, as <TextLink href="/docs/edits">a change</TextLink>.
            </li>
          </ul>
          <p>
            A check with <Term of="frozen">patterns and LayerNorms frozen</Term> tells what of the miss is due
            to them.
          </p>
        </>
      ),
    },
    {
      id: "example",
      title: "A circuit that does not hold up",
      body: (
        <>
          <p>
            &#8220;Checked&#8221; is not &#8220;passed&#8221;. This one was found by the site itself; its
            predictions are poor, and its write-up says so.
          </p>
          <LiveExample name="key-in-the-box" />
        </>
      ),
    },
  ],
};
