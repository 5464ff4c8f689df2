import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { LiveExample } from "../_examples/live-example";
import type { GuideSection } from "./guide-page";

/** The whole way once, for somebody who has never seen a circuit. */
export const firstSteps: readonly GuideSection[] = [
  {
    id: "what-for",
    title: "What this is for",
    body: (
      <p>
        A language model says what comes next, and nobody has written down how. Here you can look: run a text,
        see which <Term of="feature">features</Term> fire, trace what makes a prediction, ask the real model
        whether that is so, and show it to others, who can recompute all of it. You need no account until you
        save something, and nothing to install.
      </p>
    ),
  },
  {
    id: "steps",
    title: "In seven steps",
    body: (
      <ol>
        <li>
          <strong>Run a text.</strong> On <TextLink href="/">the first page</TextLink>, type a sentence that
          the model should finish, and press Show features. (
          <TextLink href="/docs/runs">What a run shows</TextLink>)
        </li>
        <li>
          <strong>Look around.</strong> Choose tokens, see what fires and what is expected next. (
          <TextLink href="/docs/features">What a feature is</TextLink>)
        </li>
        <li>
          <strong>Ask a question.</strong> Best one of the form &#8220;why this word and not that one?&#8221;:
          a difference of two <Term of="logit">logits</Term>. Press Trace.
        </li>
        <li>
          <strong>Read the circuit.</strong> What has <Term of="influence" />, which way it pushes (
          <Term of="effect" />
          ), which words it comes from, and where it ends. (
          <TextLink href="/docs/circuits">Reading a circuit</TextLink>,{" "}
          <TextLink href="/docs/attention">attention</TextLink>)
        </li>
        <li>
          <strong>Ask the real model.</strong> Have it <Term of="verified" /> (are the numbers right?) and{" "}
          <Term of="causally-checked" /> (is it so?). (
          <TextLink href="/docs/checks">Both, and the difference</TextLink>)
        </li>
        <li>
          <strong>Try it.</strong> Turn a feature off, up or down, and see what is said instead; run other
          texts. (<TextLink href="/docs/edits">Trying a change</TextLink>)
        </li>
        <li>
          <strong>Write it up and publish.</strong> Say what you asked, what you found, what was measured, and
          what is not explained. (<TextLink href="/docs/findings">Writing and publishing</TextLink>,{" "}
          <TextLink href="/docs/citing">citing</TextLink>)
        </li>
      </ol>
    ),
  },
  {
    id: "example",
    title: "An example",
    body: (
      <>
        <p>
          &#8220;When Mary and John went to the store, John gave a drink to&#8221;: to say Mary, the model
          must find out who is left over. This is the circuit of Mary over John.
        </p>
        <LiveExample name="indirect-object" />
      </>
    ),
  },
];
