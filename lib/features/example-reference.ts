/** An example of a feature by its name. */
export interface NamedExample {
  /** The index that read it. */
  corpus: string;
  window: number;
  /** Where in the window the feature is meant to fire. */
  position: number;
}

/** The name of an example in an address: the index that read it, its window, and where in it the feature is meant to fire. */
export function exampleReference({ corpus, window, position }: NamedExample): string {
  return `${corpus}.${window}.${position}`;
}

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,9})\.(\d{1,6})$/;

/** What `exampleReference` wrote; null for any other text. */
export function readExampleReference(text: string): NamedExample | null {
  const [, corpus, window, position] = form.exec(text) ?? [];
  if (corpus === undefined) return null;
  return { corpus, window: Number(window), position: Number(position) };
}
