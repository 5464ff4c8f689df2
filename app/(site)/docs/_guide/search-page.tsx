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
          offered. <kbd>Ctrl</kbd> <kbd>K</kbd>, or <kbd>⌘</kbd> <kbd>K</kbd>, opens the same search over any
          page; the arrow keys choose, and what you chose last is offered before you type.
        </p>
      ),
    },
    {
      id: "structure",
      title: "Circuits by how they are made",
      body: (
        <p>
          <TextLink href="/search/structure">By structure</TextLink> finds published circuits that contain a
          feature or a head, start at a token, cross so many attention layers, or have steps in a row, such as
          attention, MLP, attention. All of it may be asked together, and beside every filter of{" "}
          <TextLink href="/circuits">the catalogue</TextLink>.
        </p>
      ),
    },
    {
      id: "activation",
      title: "Features by where they fire",
      body: (
        <p>
          Run a text, and follow &#8220;Find features by tokens&#8221; on its page. Of the tokens that you
          choose there you get the features that fire at them most and elsewhere least: in the same text, and
          in what was read of corpora.
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
