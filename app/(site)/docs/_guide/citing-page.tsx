import { Term } from "@/app/_components/term/term";
import type { GuidePage } from "./guide-page";

export const citingPage: GuidePage = {
  slug: "citing",
  title: "Citing, and taking it home",
  summary: "Addresses that last, files, figures, and checking on your own machine.",
  sections: [
    {
      id: "addresses",
      title: "Addresses",
      body: (
        <p>
          A run, a circuit and a finding each keep their address. A circuit never changes once it is computed;
          a finding has versions, and its page says which is the latest. Cite a finding with its author, its
          title, its <Term of="version" />, its address and the date. Publications are under CC-BY-4.0: name
          the author and link to the finding.
        </p>
      ),
    },
    {
      id: "files",
      title: "Files",
      body: (
        <p>
          Under Download on a circuit&#8217;s page: the whole graph as JSON (every number, in a documented
          format), the same for circuit-tracer and Neuronpedia with what that format lacks listed, and a
          figure for a paper as SVG or PNG which says what it shows. A finding can be embedded in another
          page.
        </p>
      ),
    },
    {
      id: "recompute",
      title: "Recompute it yourself",
      body: (
        <>
          <p>The command line has the same engine and needs no site. In a checkout of the code:</p>
          <pre className="scroller">
            <code>
              {`npm run -s commons -- circuit --model storybook-4l \\
  --text "When Mary and John went to the store, John gave a drink to" \\
  --target 'logit." Mary"@14' --json > mary.json
npm run -s commons -- verify mary.json`}
            </code>
          </pre>
          <p>
            A circuit&#8217;s file names the weights by their checksums, so that it cannot be taken for one of
            other weights.
          </p>
        </>
      ),
    },
  ],
};
