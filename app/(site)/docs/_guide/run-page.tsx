import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import type { GuidePage } from "./guide-page";

export const runPage: GuidePage = {
  slug: "runs",
  title: "What a run shows",
  summary: "A text through a model: tokens, features that fire, and what comes next.",
  sections: [
    {
      id: "begin",
      title: "Begin with a sentence",
      body: (
        <p>
          Type a sentence into the box of <TextLink href="/">the first page</TextLink>. A worker cuts it into
          tokens, takes it through the model once, and reads off which features fire: a <Term of="run" />. The
          same text through the same model is computed once, and has one address for everybody.
        </p>
      ),
    },
    {
      id: "strip",
      title: "The strip of tokens",
      body: (
        <>
          <p>
            On top stand the tokens. Choose one, by pressing it or with the arrow keys: below it are the
            features that fire there, beside it what the model expects after it. Point at a feature, and the
            strip shows where else in the text it fires.
          </p>
          <p>
            A dot before a word is the space that belongs to the token. At position 0 stands the
            beginning-of-text token; many features fire there and nowhere else, and most dictionaries were not
            trained on it, so do not read much into it.
          </p>
        </>
      ),
    },
    {
      id: "order",
      title: "Which features matter",
      body: (
        <p>
          The length of a bar is the <Term of="activation" />, in the units of the dictionary: it compares
          tokens, not features of different dictionaries. The order &#8220;by most telling&#8221; sets it
          against what a corpus showed of the same feature. What a feature <em>does</em> for the prediction no
          list tells; for that, trace a circuit.
        </p>
      ),
    },
    {
      id: "target",
      title: "What to trace",
      body: (
        <>
          <p>
            Three things can be a <Term of="target" />:
          </p>
          <ul>
            <li>a feature at a token: why did it fire?</li>
            <li>
              a prediction: what makes the <Term of="logit" /> of this token?
            </li>
            <li>
              a difference of two predictions: why this one and not that one? Mostly the best question, since
              all that speaks for both alike falls out of it.
            </li>
          </ul>
          <p>Press Trace beside any of them. A circuit of the bundled model takes less than a second.</p>
        </>
      ),
    },
  ],
};
