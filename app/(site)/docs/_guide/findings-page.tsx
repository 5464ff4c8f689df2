import { Term } from "@/app/_components/term/term";
import type { GuidePage } from "./guide-page";

export const findingsPage: GuidePage = {
  slug: "findings",
  title: "Writing up and publishing",
  summary: "From a circuit to a finding that others can read, check and build on.",
  sections: [
    {
      id: "begin",
      title: "Begin",
      body: (
        <p>
          On a circuit&#8217;s page press Write it up: a pane opens beside the graph. You need an account to
          save on the site; what you type is kept in your browser until then. A <Term of="finding" /> is a
          draft that nobody else sees until you publish it.
        </p>
      ),
    },
    {
      id: "quote",
      title: "Quote what you mean",
      body: (
        <>
          <p>
            Write Markdown, with formulas between dollars. A node&#8217;s id in backquotes, such as{" "}
            <code>`attn.3.566@9`</code>, becomes a chip that lights up in the graph; two with{" "}
            <code>&gt;</code> between them are an edge. The bar above the text puts in the chosen node, its
            numbers and its edges, so that nothing needs to be copied by hand.
          </p>
          <p>
            The findings that this site publishes for itself are written so: each number in them was looked up
            in what was computed, and a claim that did not hold would have kept the text from being published.
          </p>
        </>
      ),
    },
    {
      id: "honest",
      title: "What makes a good one",
      body: (
        <ul>
          <li>Say what you asked before you say what you found.</li>
          <li>
            Have the circuit <Term of="verified" /> and <Term of="causally-checked" />, and quote what was
            measured beside what was predicted.
          </li>
          <li>
            Look at its <Term of="tier" />: its page says by rule how far the circuit is shown, and what is
            missing for the next tier.
          </li>
          <li>
            Say what is not explained: influence that ends in errors or was not opened, effects with the wrong
            sign, texts on which it fails.
          </li>
          <li>
            Try the same in other texts: the bar on top of a circuit traces the target that plays the same
            part there.
          </li>
        </ul>
      ),
    },
    {
      id: "publish",
      title: "Publish, change, take back",
      body: (
        <p>
          Publishing shows once more what will be public. What you save later is a <Term of="version" /> of
          its own, and earlier ones stay readable. You can take a finding back: its address then says that,
          and when. Others may begin a <Term of="fork" /> of it, which names you. Everything published is
          under CC-BY-4.0.
        </p>
      ),
    },
  ],
};
