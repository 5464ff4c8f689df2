import { type TermEntry, terms } from "@/app/_components/term/terms";
import type { WordedPage } from "@/lib/search/find-in-pages";

/** The guide's pages and the API's: as `guideStops` has them, which a test holds. That one carries whole pages along. */
const guide = [
  ["/docs", "From a prompt to a finding", "The whole way once, in seven steps."],
  [
    "/docs/features",
    "What a feature is",
    "What a sparse autoencoder finds in a model, and what its pages show of it.",
  ],
  [
    "/docs/runs",
    "What a run shows",
    "A text through a model: tokens, features that fire, and what comes next.",
  ],
  ["/docs/circuits", "Reading a circuit", "Nodes, edges, influence and effect, and where a circuit ends."],
  [
    "/docs/attention",
    "Attention: what is read, and why there",
    "Arcs by head and token, and the score by which a head looks.",
  ],
  [
    "/docs/checks",
    "Verified, and causally checked",
    "Two different questions: are the numbers right, and is the picture true?",
  ],
  ["/docs/edits", "Trying a change", "Change features of a run, and see what the real model does."],
  [
    "/docs/experiments",
    "Experiments over many prompts",
    "Say what you expect, change a model over a family of prompts, and see whether it holds.",
  ],
  [
    "/docs/findings",
    "Writing up and publishing",
    "From a circuit to a finding that others can read, check and build on.",
  ],
  [
    "/docs/citing",
    "Citing, and taking it home",
    "Addresses that last, files, figures, and checking on your own machine.",
  ],
  [
    "/docs/catalogue",
    "Looking through what was found",
    "The catalogue of findings, and circuits that are alike.",
  ],
  ["/docs/search", "Searching", "Words, ids of every notation, and what is ranked."],
  [
    "/docs/models",
    "Models, dictionaries and heads",
    "What a circuit is made of, and how far that can be trusted.",
  ],
  [
    "/docs/bounties",
    "Bounties",
    "A question with a reward: who enters, what a machine checks, how it is judged, and how it ends.",
  ],
  ["/docs/data", "Taking the data home", "Everything public as files, and one thing by the API."],
  ["/docs/programs", "Programs and agents", "A key, the API, two clients, and tools for an agent."],
  ["/docs/glossary", "Glossary", "Every word of the site, in a sentence or three."],
  ["/docs/api", "The API", "Everything the pages do, for programs."],
] as const;

const site = [
  [
    "/",
    "Run a text",
    "Type a prompt, see which features fire at each token, choose a target and trace its circuit.",
  ],
  [
    "/circuits",
    "Circuits",
    "The catalogue of published findings, by model, feature, token, tag, author and how far they were checked.",
  ],
  [
    "/families",
    "Prompt families",
    "Prompts that ask a model the same thing in many ways, with roles and counterfactuals.",
  ],
  [
    "/experiments",
    "Experiments",
    "What people asked of models over prompt families, with what they expected before the result.",
  ],
  ["/data", "Data", "Everything public on this site as Parquet files with checksums, made anew each day."],
  ["/features", "Features", "Every feature that a corpus has shown something of, by name, layer and kind."],
  [
    "/models",
    "Models",
    "The language models of this installation, their dictionary sets, licences and quality.",
  ],
  [
    "/imports",
    "Imported circuits",
    "Bring a circuit from a file, and compare it with what is computed here.",
  ],
] as const;

/** Everything of the site that says something by itself: its pages, the guide, and every word of the glossary. */
export const wordedPages: readonly WordedPage[] = [
  ...site.map(([href, title, text]) => ({ href, title, about: "page", text })),
  ...guide.map(([href, title, text]) => ({ href, title, about: "page of the guide", text })),
  ...Object.entries<TermEntry>(terms).map(([id, { name, short, more = "" }]) => ({
    href: `/docs/glossary#${id}`,
    title: name,
    about: "word of the glossary",
    text: `${short} ${more}`.trim(),
  })),
];
