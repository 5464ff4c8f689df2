import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import type { GuidePage } from "./guide-page";

export const cataloguePage: GuidePage = {
  slug: "catalogue",
  title: "Looking through what was found",
  summary: "The catalogue of findings, and circuits that are alike.",
  sections: [
    {
      id: "filters",
      title: "Filters that combine",
      body: (
        <>
          <p>
            <TextLink href="/circuits">Circuits</TextLink> lists every published <Term of="finding" />. Beside
            the list stand the values by which it can be narrowed, each with the number of findings that would
            be left: model, dictionary set, kind of target, a feature in the circuit, a token of the text, a
            tag, an author, and how far it was checked. Choose several: a finding then has to have all of
            them.
          </p>
          <p>
            What is chosen stands in the address, so it can be sent to somebody and kept as a bookmark. Where
            nothing is left, the page says which filter is in the way.
          </p>
        </>
      ),
    },
    {
      id: "features-in-it",
      title: "What \u201cin the circuit\u201d means",
      body: (
        <p>
          A circuit has hundreds of features, most of which do little. A finding is listed under the hundred
          with the most <Term of="influence" />, wherever in the text they stand. On a feature&#8217;s own
          page are all circuits that hold it, published or not, with its part in each.
        </p>
      ),
    },
    {
      id: "order",
      title: "Order is not quality",
      body: (
        <p>
          Findings can be sorted by <Term of="completeness" /> and by <Term of="replacement-score" />. Both
          say how much of a circuit was traced, and neither whether it is true of the model. For that there is
          the filter &#8220;
          <Term of="causally-checked" />
          &#8221;; and then read how the check came out.
        </p>
      ),
    },
    {
      id: "follow",
      title: "Follow what comes",
      body: (
        <p>
          Every list of the catalogue has an Atom feed with the same filters, and so has what a person
          published: put its address into a feed reader to hear of what is published next.
        </p>
      ),
    },
    {
      id: "alike",
      title: "The same circuit elsewhere",
      body: (
        <p>
          Beneath a circuit a link leads to those <Term of="alike" /> it: in other texts, at other places, by
          the features through which the influence passes. Two of them can be{" "}
          <TextLink href="/circuits/compare">laid side by side</TextLink>, node by node.
        </p>
      ),
    },
  ],
};
