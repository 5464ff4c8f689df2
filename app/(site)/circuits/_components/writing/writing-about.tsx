"use client";

import { createContext, type ReactNode } from "react";

/** What is written beside a circuit's graph, and by whom. */
export interface WritingAbout {
  circuitId: string;
  isMember: boolean;
  /** The finding that is written on; null begins one. */
  edited: { findingId: string; revision: number; isPublished: boolean } | null;
  /** What it says, with tags as they are typed and the arrangement as an address has it. */
  initial: { title: string; body: string; tags: string; state: string };
  /** Once it is kept on the site, one goes on to publishing it. */
  thenPublish?: boolean;
}

/** Null where nothing is written. */
export const WritingContext = createContext<WritingAbout | null>(null);

/** Has the workbench inside it show the pane in which one writes. */
export function Writing({ about, children }: { about: WritingAbout; children: ReactNode }) {
  return <WritingContext value={about}>{children}</WritingContext>;
}
