/** Text that Markdown reads as itself inside of a line. */
export function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>$~|&!:]/g, "\\$&");
}

/** As code, between more backquotes than stand in it. */
export function asCode(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$/.test(text) ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}
