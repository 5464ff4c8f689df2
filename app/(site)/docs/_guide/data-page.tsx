import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import type { GuidePage } from "./guide-page";

export const dataPage: GuidePage = {
  slug: "data",
  title: "Taking the data home",
  summary: "Everything public as files, and one thing by the API.",
  sections: [
    {
      id: "bundle",
      title: "Everything at once",
      body: (
        <>
          <p>
            Once a day all that is public is written to Parquet files: a <Term of="bundle" />, with a manifest
            that has the SHA-256 of each. <TextLink href="/data">Data</TextLink> has the latest, says what
            each column means, and how the files are read.
          </p>
          <p>
            All files of a bundle are of the same moment. What an author takes back afterwards is not in the
            next one.
          </p>
        </>
      ),
    },
    {
      id: "lists",
      title: "What a page lists",
      body: (
        <p>
          Where findings, features, heads, a run&#8217;s features or what a search found are listed, the same
          list can be had as CSV or JSONL, narrowed as it is there, 10,000 rows at most. In CSV a cell that a
          spreadsheet would take for a formula has an apostrophe in front.
        </p>
      ),
    },
    {
      id: "labels",
      title: "Labels, and what they are worth",
      body: (
        <p>
          Every label of a model can be had as lines of JSON, of our own or in Neuronpedia&#8217;s shape, at{" "}
          <code>/api/v1/models/MODEL/labels</code>.{" "}
          <TextLink href="/data/labels">What labels are worth</TextLink> sets people&#8217;s labels, imported
          ones, programs&#8217; and labels as programs beside each other on the same blind checks, with every
          checked label&#8217;s own score as a table.
        </p>
      ),
    },
    {
      id: "one",
      title: "One thing",
      body: (
        <p>
          A circuit&#8217;s page has its whole graph as JSON under Download, a finding&#8217;s page one file
          that holds all of it. Everything that a page shows is also in{" "}
          <TextLink href="/docs/api">the API</TextLink>, a list a page at a time, and needs no key to be read.
          How a program or an agent asks in your name stands under{" "}
          <TextLink href="/docs/programs">programs and agents</TextLink>.
        </p>
      ),
    },
    {
      id: "licences",
      title: "Licences",
      body: (
        <p>
          What people publish is under CC-BY-4.0. Weights, dictionaries and corpora have licences of their
          own, which stand on the model&#8217;s page and in the manifest.
        </p>
      ),
    },
  ],
};
