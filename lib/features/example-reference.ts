import type { PinnedExample } from "@/lib/labels/label-schemas";

/** The name of an example in an address: the index that read it, its window, and where in it the feature is meant to fire. */
export function exampleReference({ corpus, window, position }: PinnedExample): string {
  return `${corpus}.${window}.${position}`;
}

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,9})\.(\d{1,6})$/;

/** What `exampleReference` wrote; null for any other text. */
export function readExampleReference(text: string): PinnedExample | null {
  const [, corpus, window, position] = form.exec(text) ?? [];
  if (corpus === undefined) return null;
  return { corpus, window: Number(window), position: Number(position) };
}
