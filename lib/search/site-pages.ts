import type { WordedPage } from "./find-in-pages";

/** The site's own pages and what one does there. */
export const sitePages: readonly WordedPage[] = [
  {
    href: "/",
    title: "Run a text",
    about: "page",
    text: "Type a prompt, see which features of the model are active at each token, choose a target and trace its circuit.",
  },
  {
    href: "/features",
    title: "Features",
    about: "page",
    text: "Every feature that a corpus has shown something of, by name, layer and kind: the most frequent or the strongest first.",
  },
  {
    href: "/models",
    title: "Models",
    about: "page",
    text: "The language models of this installation, their dictionary sets, licences and quality.",
  },
  {
    href: "/docs/api",
    title: "API reference",
    about: "page",
    text: "The HTTP interface: every address, what it takes and answers, as OpenAPI, for scripts and notebooks.",
  },
  {
    href: "/imports",
    title: "Imported circuits",
    about: "page",
    text: "Bring a circuit from a file: an attribution graph or a circuit of another program, read and compared with what is computed here.",
  },
];
