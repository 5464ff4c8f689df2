import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import type { GuidePage } from "./guide-page";

export const searchPage: GuidePage = {
  slug: "search",
  title: "Searching",
  summary: "Words, ids of every notation, and what is ranked.",
  sections: [
    {
      id: "words",
      title: "Words",
      body: (
        <>
          <p>
            <TextLink href="/search">Search</TextLink> looks in findings, names of features, models, people
            and the pages of this guide. All words have to be there. The last may be a beginning, and words in
            quotes have to stand in a row. Where nothing has a word, the nearest one that something has is
            taken, and the page says so.
          </p>
          <p>
            Of each kind at most 500 are ranked, the last published; where there are more, the page says that
            too.
          </p>
        </>
      ),
    },
    {
      id: "ids",
      title: "Ids",
      body: (
        <p>
          An id leads straight to its thing: <code>attn.3.697</code> to a <Term of="feature" />,{" "}
          <code>L3H5</code> to a <Term of="head" />, a long one to a run, a circuit or a finding. Ids and
          addresses of Neuronpedia and SAELens are read as well. Where an id may mean several things, all are
          offered.
        </p>
      ),
    },
    {
      id: "features",
      title: "Features by name",
      body: (
        <p>
          <TextLink href="/features">Features</TextLink> has a search of its own, by dictionary set, layer and
          family. Most names there are <Term of="stand-in-name">made by rule</Term>: they hold the tokens on
          which a feature fires or which it makes more likely, so look for a token rather than for an idea.
        </p>
      ),
    },
  ],
};
