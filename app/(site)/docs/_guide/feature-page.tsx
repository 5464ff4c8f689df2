import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import type { GuidePage } from "./guide-page";

export const featurePage: GuidePage = {
  slug: "features",
  title: "What a feature is",
  summary: "What a sparse autoencoder finds in a model, and what its pages show of it.",
  sections: [
    {
      id: "why",
      title: "Why not look at neurons",
      body: (
        <>
          <p>
            What a language model computes at a <Term of="token" /> is a list of some hundred or thousand
            numbers. A single one of them usually means nothing by itself: models keep many more notions than
            they have numbers, each as a direction among them.
          </p>
          <p>
            A sparse autoencoder (SAE) is trained to write such a list as a sum of a few directions out of
            many. Each direction is a <Term of="feature" />; all of them together are a{" "}
            <Term of="dictionary" />. At a token, most features are silent and some dozen fire.
          </p>
        </>
      ),
    },
    {
      id: "kinds",
      title: "Three kinds of dictionary",
      body: (
        <>
          <ul>
            <li>
              <strong>attn</strong> reads what the attention heads of a layer have gathered, all heads
              together. Its features say what was brought here from other tokens.
            </li>
            <li>
              <strong>resid</strong> reads the <Term of="residual-stream" /> as it enters a layer: all that is
              known at a token so far.
            </li>
            <li>
              <strong>mlp</strong> is a transcoder: it reads what goes into an MLP and writes what comes out,
              so that a feature stands for a piece of what the MLP does.
            </li>
          </ul>
          <p>
            The dictionaries of one kind over the layers are a <Term of="dictionary-set" />. A model&#8217;s
            page lists them with how well each does; <TextLink href="/models">the models</TextLink> of this
            site are a good place to see that.
          </p>
        </>
      ),
    },
    {
      id: "errors",
      title: "What a dictionary misses",
      body: (
        <p>
          No dictionary is perfect. What it does not write stays over as an error, which is part of what the
          model really computes. Here it is never left out: a circuit has an{" "}
          <Term of="error-node">error node</Term> for it, and counts how much goes through.
        </p>
      ),
    },
    {
      id: "names",
      title: "Names",
      body: (
        <p>
          A feature&#8217;s page shows texts in which it fires, how often it does (<Term of="density" />
          ), what it pushes the output towards, and which features lie near. From the same a rule makes a{" "}
          <Term of="stand-in-name" />. It is a help for the eye: nobody has judged it, and two features with
          one name may do different things. Look at the examples of all strengths before you believe a name.
        </p>
      ),
    },
    {
      id: "labels",
      title: "Labels",
      body: (
        <>
          <p>
            Whoever is signed in proposes a <Term of="label" /> at the top of a feature&#8217;s page: for what
            makes it fire, or for what it makes the model say. Others agree, or say what is wrong with it. The
            proposal that leads is what the feature is called everywhere.
          </p>
          <p>
            Agreeing is cheap once one has seen a label. So votes alone never make one <em>supported</em>:
            that takes people who know the label and nothing else, and can tell by it in which texts the
            feature fires. <TextLink href="/label?only=checks">Check labels</TextLink> asks you of twelve
            texts, and tells you what was right when you have answered all of them.
          </p>
        </>
      ),
    },
    {
      id: "programs",
      title: "Labels as programs",
      body: (
        <>
          <p>
            A label may say the same once more as a <Term of="program" />, so that it can be measured on all
            texts at once: for each token yes or no, from the tokens up to it. Conditions are joined by{" "}
            <code>and</code>, <code>or</code>, <code>not</code> and brackets.
          </p>
          <dl>
            <dt>
              <code>{'token in [" the", " a"]'}</code>, <code>{'token is " the"'}</code>
            </dt>
            <dd>The token&#8217;s text, with the space in front of it.</dd>
            <dt>
              <code>{'word is "the"'}</code>
            </dt>
            <dd>The same without spaces, in either case.</dd>
            <dt>
              <code>token matches /ing$/</code>
            </dt>
            <dd>A regular expression finds something in the token. An i behind it is for either case.</dd>
            <dt>
              <code>text matches /once upon a/i</code>
            </dt>
            <dd>It finds something in the text so far that ends with this token.</dd>
            <dt>
              <code>position 1 to 3</code>, <code>position from 10</code>
            </dt>
            <dd>Its place in the window, from 1.</dd>
            <dt>
              <code>repeats</code>, <code>repeats 2 tokens within 30</code>
            </dt>
            <dd>The token, or the last two, stood there before.</dd>
            <dt>
              <code>before &#8230;</code>, <code>3 before &#8230;</code>, <code>within 5 before &#8230;</code>
              , <code>anywhere before &#8230;</code>
            </dt>
            <dd>
              A condition, or several in brackets, of the token before, of the one three before, of one of the
              last five, of any before.
            </dd>
            <dt>
              <code>earlier followed by &#8230;</code>
            </dt>
            <dd>The same token stood there before, and after it one of which this holds: induction.</dd>
          </dl>
          <p>
            Its score says of the tokens at which the feature fires, by how strongly, which share the program
            marks (sensitivity), which share of the others it leaves out (specificity: near 100% for whatever
            marks little), and at which share of what it marks the feature fires. How often the feature fires
            and what the program marks are counted on all texts that were read. Where both meet, the model
            reads the texts again; if there is no time for all of them, the page says of how many, and the
            numbers come with an interval. A program made while looking at these texts fits them better than
            others.
          </p>
        </>
      ),
    },
  ],
};
