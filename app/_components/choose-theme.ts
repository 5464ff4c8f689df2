import type { Theme } from "./theme";

const yearSeconds = 31_536_000;

/** Changes the page at once and keeps the choice where the server sees it (theme.ts). */
export function chooseTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  const age = theme === "system" ? 0 : yearSeconds;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than the browsers served here
  document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`;
}
