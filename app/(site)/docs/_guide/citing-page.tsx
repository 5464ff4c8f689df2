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
          A run, a circuit and a finding each keep their address. A circuit never changes once it is computed.
          A finding does, so each <Term of="version" /> of it that was published has an address of its own,
          which shows it as it was, for good.
        </p>
      ),
    },
    {
      id: "cite",
      title: "Cite a version",
      body: (
        <>
          <p>
            &#8220;Cite this version&#8221; at the foot of a finding has a sentence, a BibTeX entry and a{" "}
            <code>CITATION.cff</code>. Each names the author, the version, its address and its{" "}
            <Term of="content-hash" />: a SHA-256 of all that the version says and shows. Whoever has the hash
            can tell whether a file is the one that was cited, with no site to ask.
          </p>
          <p>
            Publications are under CC-BY-4.0: name the author and link to the finding. Where an author takes a
            finding back, its address says so, and when.
          </p>
        </>
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
          page. &#8220;Download it whole&#8221; gives one version of a finding as one file: the question, the
          graph, the arrangement, the write-up and the checks.
        </p>
      ),
    },
    {
      id: "recompute",
      title: "Recompute it yourself",
      body: (
        <>
          <p>
            The command line has the same engine and needs no site. In a checkout of the code, with a finding
            that was downloaded whole and the hash that was cited:
          </p>
          <pre className="whitespace-pre-wrap break-words">
            <code>npm run -s commons -- verify finding.json --hash HASH</code>
          </pre>
          <p>
            <code>commons verify</code> computes the circuit again and compares it node by node, repeats its
            causal checks, and reckons the hash. A circuit that was traced at home can be compared in the same
            way:
          </p>
          <pre className="whitespace-pre-wrap break-words">
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
