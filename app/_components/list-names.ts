/** The lists of which a page shows a part. Each name is the part of the address that says which. */
export const listNames = [
  "acts",
  "catalogue",
  "circuits",
  "collections",
  "comments",
  "conversations",
  "features",
  "findings",
  "flags",
  "imports",
  "keys",
  "labels",
  "items",
  "models",
  "newest",
  "pages",
  "people",
  "reports",
  "revisions",
  "runs",
  "searches",
  "sessions",
  "sittings",
  "views",
] as const;

export type ListName = (typeof listNames)[number];
