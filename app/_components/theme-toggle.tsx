"use client";

import { chooseTheme } from "./choose-theme";

/** Light or dark, for good: settings has the way back to what the system says. */
export function ThemeToggle() {
  function toggle() {
    const chosen = document.documentElement.dataset.theme;
    const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    chooseTheme(dark ? "light" : "dark");
  }
  return (
    <button
      type="button"
      className="button"
      data-look="plain"
      data-size="s"
      onClick={toggle}
      aria-label="Change between light and dark"
      title="Change between light and dark"
    >
      <svg viewBox="0 0 16 16" className="size-4" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5Z" fill="currentColor" />
      </svg>
    </button>
  );
}
