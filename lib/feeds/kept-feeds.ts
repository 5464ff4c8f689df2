import { createHash } from "node:crypto";
import type { ConditionalText } from "@/lib/http/conditional";
import { type AtomFeed, atomXml } from "./atom";

interface KeptFeed {
  document: ConditionalText;
  until: number;
}

/** How old a feed may be that is sent: what was taken back is gone from it by then. */
const keptMillis = 5_000;
const maxKept = 200;
const kept = new Map<string, KeptFeed>();
const makings = new Map<string, Promise<ConditionalText>>();

/**
 * A feed by what it is of. However often it is asked for, by however many, it is made once in five seconds, and what was not
 * changed keeps its moment of change.
 */
export async function keptFeed(of: string, make: () => Promise<AtomFeed>): Promise<ConditionalText> {
  const found = kept.get(of);
  if (found && found.until > Date.now()) return found.document;
  const making = makings.get(of) ?? begin(of, make, found?.document);
  return making;
}

function begin(
  of: string,
  make: () => Promise<AtomFeed>,
  before: ConditionalText | undefined,
): Promise<ConditionalText> {
  const making = makeDocument(make, before).then((document) => {
    kept.delete(of);
    kept.set(of, { document, until: Date.now() + keptMillis });
    for (const oldest of kept.keys()) {
      if (kept.size <= maxKept) break;
      kept.delete(oldest);
    }
    return document;
  });
  makings.set(of, making);
  const done = () => makings.delete(of);
  making.then(done, done);
  return making;
}

async function makeDocument(
  make: () => Promise<AtomFeed>,
  before: ConditionalText | undefined,
): Promise<ConditionalText> {
  const text = atomXml(await make());
  const tag = createHash("sha256").update(text).digest("base64url").slice(0, 22);
  if (before?.tag === tag) return before;
  // Not the latest entry's moment: what is taken back changes a feed too.
  return { text, tag, changedAt: new Date() };
}
