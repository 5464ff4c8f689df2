import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import type { GuidePage } from "./guide-page";

export const modelsPage: GuidePage = {
  slug: "models",
  title: "Models, dictionaries and heads",
  summary: "What a circuit is made of, and how far that can be trusted.",
  sections: [
    {
      id: "model",
      title: "A model's page",
      body: (
        <p>
          <TextLink href="/models">Models</TextLink> lists what this installation has. A <Term of="model" />
          &#8217;s page has its shape, the checksum of its weights, and every <Term of="dictionary" /> with
          its own: two circuits are of the same model only where these agree.
        </p>
      ),
    },
    {
      id: "counts",
      title: "Features by layer, family and density",
      body: (
        <p>
          A table counts, for each dictionary, how many of its features belong to a <Term of="family" /> and
          how often the others fire. Each number leads to the list of those features. A dictionary most of
          which is dead has fewer features than its size says.
        </p>
      ),
    },
    {
      id: "quality",
      title: "How well a dictionary stands for its site",
      body: (
        <>
          <p>
            <Term of="quality">Quality</Term> is measured on the corpus: how many features fire on a token,
            how much of what was there they make up again, and what it costs the model to go on with that
            instead of the true value. The last is the one to look at first: a dictionary that costs the model
            much leaves out what the model uses.
          </p>
          <p>
            What a dictionary misses stands in a circuit as an <Term of="error-node">error</Term>, so a poor
            dictionary shows there, too.
          </p>
        </>
      ),
    },
    {
      id: "heads",
      title: "Head by head",
      body: (
        <p>
          Every attention <Term of="head" /> has a page: how much it looks at the token before, at an earlier
          copy of the token and at what came after that copy, on random tokens that are repeated once; whether
          it copies by its weights alone; and the features of which it has the largest part. Random tokens are
          nothing that a model was trained on: a head that does nothing on them may do much on a story.
        </p>
      ),
    },
  ],
};
