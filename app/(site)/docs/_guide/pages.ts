import { attentionPage } from "./attention-page";
import { bountiesPage } from "./bounties-page";
import { cataloguePage } from "./catalogue-page";
import { checksPage } from "./checks-page";
import { circuitPage } from "./circuit-page";
import { citingPage } from "./citing-page";
import { dataPage } from "./data-page";
import { editsPage } from "./edits-page";
import { experimentsPage } from "./experiments-page";
import { featurePage } from "./feature-page";
import { findingsPage } from "./findings-page";
import type { GuidePage } from "./guide-page";
import { modelsPage } from "./models-page";
import { programsPage } from "./programs-page";
import { runPage } from "./run-page";
import { searchPage } from "./search-page";

/** The pages of the guide, in the order in which one reads them. */
export const guidePages: readonly GuidePage[] = [
  ...[featurePage, runPage, circuitPage, attentionPage, checksPage, editsPage, experimentsPage],
  ...[findingsPage, citingPage],
  ...[cataloguePage, searchPage, modelsPage, bountiesPage, dataPage, programsPage],
];

export interface GuideStop {
  href: string;
  title: string;
  summary: string;
}

/** Every stop of the guide, from its first page to the API. */
export const guideStops: readonly GuideStop[] = [
  {
    href: "/docs",
    title: "From a prompt to a finding",
    summary: "The whole way once, in seven steps.",
  },
  ...guidePages.map(({ slug, title, summary }) => ({ href: `/docs/${slug}`, title, summary })),
  { href: "/docs/glossary", title: "Glossary", summary: "Every word of the site, in a sentence or three." },
  { href: "/docs/api", title: "The API", summary: "Everything the pages do, for programs." },
];
