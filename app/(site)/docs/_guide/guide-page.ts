import type { ReactNode } from "react";

export interface GuideSection {
  /** Its anchor. */
  id: string;
  title: string;
  body: ReactNode;
}

/** A page of the guide: what stands in its table of contents is what is on it. */
export interface GuidePage {
  /** The last part of its address. */
  slug: string;
  title: string;
  /** In a sentence, for the list of pages. */
  summary: string;
  sections: readonly GuideSection[];
}
