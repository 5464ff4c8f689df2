const key = "label-queue:peeked";

/** Notes in this tab the feature that a guest looks at, so that it is the first one they have once they signed in. */
export function notePeeked(path: string): void {
  try {
    sessionStorage.setItem(key, path);
  } catch {
    // Where a browser keeps nothing, another feature comes first.
  }
}

/** The path of the feature that was looked at before one signed in, once. */
export function takePeeked(): string | null {
  try {
    const path = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return path;
  } catch {
    return null;
  }
}
