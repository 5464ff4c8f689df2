import { Term } from "@/app/_components/term/term";
import type { GuidePage } from "./guide-page";

export const editsPage: GuidePage = {
  slug: "edits",
  title: "Trying a change",
  summary: "Change features of a run, and see what the real model does.",
  sections: [
    {
      id: "how",
      title: "How",
      body: (
        <p>
          Choose a node and press Try it, or go to &#8220;Try it&#8221; beneath the graph. Set a feature to
          zero, halve or double it, set it to a value, at one token or several; add further changes, of groups
          too. The worker runs the text with all of them at once: a <Term of="tried-change" />. It has an
          address of its own, and the same change is run once for everybody.
        </p>
      ),
    },
    {
      id: "outcome",
      title: "What you see",
      body: (
        <>
          <p>
            The target before and after, beside the change that the circuit predicts; and what the model then
            expects next. The prediction counts each path through several changed nodes once. Of features that
            are no node of the circuit, and of a <Term of="splice" />, a circuit predicts nothing, and then
            none is shown.
          </p>
          <p>
            Choose whether attention and LayerNorms follow the change or are <Term of="frozen" />. Free is the
            real model; frozen is nearer to what the circuit speaks of.
          </p>
        </>
      ),
    },
    {
      id: "care",
      title: "With care",
      body: (
        <p>
          A feature set far beyond what it ever reaches puts the model where it never was in training; what
          happens then says little. A feature&#8217;s page has its largest <Term of="activation" /> in the
          corpus. And that a change breaks something does not show that the feature is <em>for</em> it.
        </p>
      ),
    },
  ],
};
