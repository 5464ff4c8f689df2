/** Where one writes on this page, while it is there. */
let place: HTMLTextAreaElement | null = null;
const listeners = new Set<() => void>();

/** Says where one writes. Returns how to take that back. */
export function writesInto(field: HTMLTextAreaElement): () => void {
  tell(field);
  return () => {
    if (place === field) tell(null);
  };
}

function tell(field: HTMLTextAreaElement | null): void {
  place = field;
  for (const listen of listeners) listen();
}

/** Whether a write-up is open on this page. */
export function isWriteUpOpen(): boolean {
  return place !== null;
}

/** Calls back whenever `isWriteUpOpen` may say something else. Returns how to stop. */
export function onWriteUpOpen(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** Brings the place where one writes into sight; false where the page has none. */
export function goToWriteUp(): boolean {
  place?.focus();
  place?.scrollIntoView({ block: "nearest" });
  return place !== null;
}

/**
 * Puts a text where the cursor of the write-up is, in place of what is marked there, as if it were typed: the field's own
 * undo takes it back. False where nobody writes on this page.
 */
export function insertIntoWriteUp(text: string): boolean {
  if (!place) return false;
  const { selectionStart, selectionEnd, value } = place;
  const before = value.slice(0, selectionStart);
  const spaced = before === "" || /\s$/.test(before) ? text : ` ${text}`;
  place.focus();
  // Deprecated, and the only way into a field's own undo.
  if (!document.execCommand("insertText", false, spaced)) {
    place.setRangeText(spaced, selectionStart, selectionEnd, "end");
    place.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  return true;
}
