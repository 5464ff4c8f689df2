import { escapeMarks, type Part, type Slot } from "./marked-text";

/** Where each role stands in a text: first UTF-16 unit, and the one after its last. */
export type RoleSpans = Record<string, [start: number, end: number]>;

export interface RoledText {
  text: string;
  roles: RoleSpans;
}

/** A text with its words filled in, and where its roles stand in it. */
export function renderText(parts: readonly Part[], wordOf: (slot: Slot) => string): RoledText {
  const spans: [string, [number, number]][] = [];
  let text = "";
  const render = (inside: readonly Part[]) => {
    for (const part of inside) {
      if (part.of === "text") text += part.text;
      else if (part.of === "slot") text += wordOf(part);
      else {
        const start = text.length;
        const at = spans.push([part.role, [start, start]]) - 1;
        render(part.parts);
        spans[at] = [part.role, [start, text.length]];
      }
    }
  };
  render(parts);
  return { text, roles: Object.fromEntries(spans) };
}

/** The same text with its roles marked: what `readMarkedText` reads. The roles may lie inside each other, and not across. */
export function markText({ text, roles }: RoledText): string {
  const spans = Object.entries(roles).sort(([, a], [, b]) => a[0] - b[0] || b[1] - a[1]);
  let marked = "";
  let at = 0;
  const ends: number[] = [];
  const closeUpTo = (place: number) => {
    for (let end = ends.at(-1); end !== undefined && end <= place; end = ends.at(-1)) {
      marked += `${escapeMarks(text.slice(at, end))}]`;
      at = end;
      ends.pop();
    }
  };
  for (const [role, [start, end]] of spans) {
    closeUpTo(start);
    marked += `${escapeMarks(text.slice(at, start))}[${role}:`;
    at = start;
    ends.push(end);
  }
  closeUpTo(text.length);
  return marked + escapeMarks(text.slice(at));
}
