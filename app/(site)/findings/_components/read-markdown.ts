import vm from "node:vm";
import type { ReactElement } from "react";
import Markdown, { type Options } from "react-markdown";

/** A page's process does nothing else meanwhile. A long write-up takes a tenth of it. */
const readMillis = 1_000;
/** Far beyond what somebody writes; what is deeper or more could not be sent as a page. */
const most = { depth: 60, parts: 5_000 };
const mostKept = 100;

class TooMuch extends Error {
  override readonly name = "TooMuch";
}

interface Part {
  children?: Part[];
}

const room = vm.createContext({});
const script = new vm.Script("work()");
const kept = new Map<string, ReactElement | null>();

/** Markdown as elements, always with the same `components`; null where reading it would take too long or be too deep. */
export function readMarkdown(text: string, components: Options["components"]): ReactElement | null {
  const before = kept.get(text);
  if (before !== undefined) return before;
  const read = readInTime({ children: text, components, rehypePlugins: [() => refuseMuch] });
  kept.set(text, read);
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
  return read;
}

function readInTime(options: Options): ReactElement | null {
  const read: ReactElement[] = [];
  room.work = () => {
    read.push(Markdown(options));
  };
  try {
    // Nothing else stops what runs on this thread.
    script.runInContext(room, { timeout: readMillis });
  } catch (error) {
    // A RangeError is the stack's end: it is too deep to be read.
    if (!(error instanceof TooMuch || error instanceof RangeError || ranOut(error))) throw error;
  }
  return read[0] ?? null;
}

/** It comes from the room, whose errors are of another class than ours. */
function ranOut(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}

function refuseMuch(tree: Part): void {
  let level = tree.children ?? [];
  let parts = 0;
  for (let depth = 0; level.length > 0; depth++) {
    parts += level.length;
    if (depth > most.depth || parts > most.parts) throw new TooMuch("This is more than a write-up.");
    level = level.flatMap(({ children }) => children ?? []);
  }
}
