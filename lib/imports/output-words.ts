/** The text of a predicted token in what a graph calls it, in the forms that public writers use; null where it says none. */
export function outputText(words: string): string | null {
  const [, text] = /^(?:output:?|logit) "([\s\S]*)" \(p=(?:[\d.]+(?:e-?\d+)?|\?)\)$/i.exec(words) ?? [];
  return text ?? null;
}
