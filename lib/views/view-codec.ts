import * as z from "zod/mini";
import { type JsonLimits, weighJson } from "@/lib/json/weigh-json";
import { type CircuitViewState, untouchedView } from "./view-state";

/*
 * A view in an address: "1" for the version, then deflated JSON in base64url. Node ids repeat their beginnings, so
 * deflating makes them about a third; JSON alone would be escaped character by character.
 */

const version = "1";
/** Servers refuse headers over 16 kB, and the address is one of them. */
export const maxCharacters = 6_000;
/** What is saved under a name or with a finding may be longer. */
export const maxSavedCharacters = 20_000;
const maxBytes = 256 * 1024;

const id = z.string().check(z.maxLength(120));
const ids = z.array(id).check(z.maxLength(5_000));
const parts = [
  z.nullable(z.number().check(z.gte(0), z.lte(1))),
  z.boolean(),
  ids,
  ids,
  z.array(z.tuple([z.string().check(z.minLength(1), z.maxLength(80)), ids])).check(z.maxLength(500)),
  z.array(z.tuple([id, z.string().check(z.maxLength(2_000))])).check(z.maxLength(2_000)),
  ids,
] as const;
/** Views written before errors were folded end without the rows that were opened, as do those in which none is. */
const stored = z.union([z.tuple([...parts]), z.tuple([...parts, ids])]);

/** What the schema lets through at most, a note's characters all escaped. */
const limits: JsonLimits = {
  maxDepth: 4,
  maxContainers: 4_000,
  maxValues: 100_000,
  maxKeys: 0,
  maxStringBytes: 6 * 2_000 + 2,
};

/** A view as JSON, and how it is kept in the browser. */
export function viewToJson(view: CircuitViewState): string {
  const { above, pinnedOnly, hidden, pinned, groups, notes, opened, unfolded } = view;
  return JSON.stringify([
    ...[above, pinnedOnly, hidden, pinned, groups.map((g) => [g.name, g.members]), notes, opened],
    ...(unfolded.length > 0 ? [unfolded] : []),
  ]);
}

/** Null for anything that is not a view written by `viewToJson`. */
export function viewFromJson(text: string): CircuitViewState | null {
  try {
    weighJson(new TextEncoder().encode(text), limits);
    const read = stored.safeParse(JSON.parse(text));
    if (!read.success) return null;
    const [above, pinnedOnly, hidden, pinned, groups, notes, opened, unfolded = []] = read.data;
    const members = groups.map(([name, each]) => ({ name, members: each }));
    return { above, pinnedOnly, hidden, pinned, groups: members, notes, opened, unfolded };
  } catch {
    // No JSON is no view, nor what is heavier than one.
    return null;
  }
}

/** Null where the view is as it was found, and needs no words in the address. */
export async function encodeView(view: CircuitViewState): Promise<string | null> {
  const json = viewToJson(view);
  if (json === viewToJson(untouchedView)) return null;
  const bytes = await pipe(new TextEncoder().encode(json), new CompressionStream("deflate-raw"));
  return version + toBase64Url(bytes);
}

/** Null for anything that is not a view written by `encodeView`. */
export async function decodeView(text: string): Promise<CircuitViewState | null> {
  if (text.length > maxSavedCharacters || !text.startsWith(version)) return null;
  try {
    const bytes = await pipe(fromBase64Url(text.slice(1)), new DecompressionStream("deflate-raw"));
    return viewFromJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // Whatever breaks on the way, it was not a view.
    return null;
  }
}

/** Stops at `maxBytes`: a short text can unfold to gigabytes. */
async function pipe(
  input: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = through.writable.getWriter();
  const writing = writer.write(input).then(() => writer.close());
  // A failure also shows on the reading side, which is the one that is awaited.
  writing.catch(() => {});
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = through.readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel();
      throw new RangeError("The view is larger than a view can be.");
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
