type Insert = (text: string) => void;

let insert: Insert | null = null;
const listeners = new Set<() => void>();

/** Tells the page that a write-up is open in which text can be put. Returns how to take that back. */
export function takeInsertions(into: Insert): () => void {
  insert = into;
  for (const listen of listeners) listen();
  return () => {
    if (insert !== into) return;
    insert = null;
    for (const listen of listeners) listen();
  };
}

/** Puts text in the write-up on this page, where its writer was last. False where none is open. */
export function insertIntoWriteUp(text: string): boolean {
  insert?.(text);
  return insert !== null;
}

/** Whether a write-up is open on this page. */
export function isWriteUpOpen(): boolean {
  return insert !== null;
}

/** Calls back whenever `isWriteUpOpen` may say something else. Returns how to stop. */
export function onWriteUpOpen(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
