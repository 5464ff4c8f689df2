import { parseFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { featurePath } from "@/lib/features/feature-address";
import { renderWriteUp } from "@/lib/findings/write-up/render-write-up";
import type { WriteUp, WriteUpElement } from "@/lib/findings/write-up/write-up";
import type { DiscussedSubject } from "./subject";

/** People that one comment may mention: more are text. */
const maxMentions = 10;

const mention = /(?<![\w@/.-])@([a-z0-9]+(?:-[a-z0-9]+)*)(?![\w@-])/gi;

export interface RenderedComment {
  writeUp: WriteUp;
  /** Ids of the people whom it mentions. */
  mentioned: string[];
}

/**
 * What a comment says, to be stored beside it: as a write-up, in which `@handle` leads to whoever is called so, and the id of a feature or a node
 * in backquotes to the feature's page. Nodes of the circuit on the page stay nodes. Throws what `renderWriteUp` throws.
 */
export async function renderComment(
  body: string,
  authorId: string,
  subject: Pick<DiscussedSubject, "sets" | "hasCircuit">,
): Promise<RenderedComment> {
  const parts = await renderWriteUp(body, authorId);
  const named = new Set<string>();
  // Who is named in what is quoted was not called by this one.
  change(withoutQuotes(parts), (part) => {
    if (typeof part === "string")
      for (const [, handle = ""] of part.matchAll(mention))
        if (named.size < maxMentions) named.add(handle.toLowerCase());
    return [part];
  });
  const people = named.size === 0 ? [] : await findPeople([...named]);
  const handles = new Set(people.map(({ handle }) => handle));
  return {
    mentioned: people.map(({ id }) => id),
    writeUp: change(parts, (part) =>
      typeof part === "string" ? linkMentions(part, handles) : [linkFeature(part, subject)],
    ),
  };
}

function findPeople(handles: string[]) {
  return db().user.findMany({
    where: { handle: { in: handles }, suspendedAt: null },
    select: { id: true, handle: true },
  });
}

type Part = string | WriteUpElement;

function withoutQuotes(parts: readonly Part[]): Part[] {
  return parts.flatMap((part): Part[] => {
    if (typeof part === "string") return [part];
    return part.tag === "blockquote" ? [] : [{ ...part, children: withoutQuotes(part.children) }];
  });
}

/** Every text and element but those in links, code and formulas, which stay as they are. */
function change(parts: readonly Part[], to: (part: Part) => Part[]): Part[] {
  return parts.flatMap((part): Part[] => {
    if (typeof part === "string") return to(part);
    if (["a", "pre", "math"].includes(part.tag)) return [part];
    if (["code", "node", "edge"].includes(part.tag)) return to(part);
    return [{ ...part, children: change(part.children, to) }];
  });
}

function linkMentions(text: string, handles: ReadonlySet<string>): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: said, 1: handle = "", index } of text.matchAll(mention)) {
    if (!handles.has(handle.toLowerCase())) continue;
    if (index > from) parts.push(text.slice(from, index));
    parts.push({ tag: "a", href: `/users/${handle.toLowerCase()}`, children: [said] });
    from = index + said.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function linkFeature(
  part: WriteUpElement,
  { sets, hasCircuit }: Pick<DiscussedSubject, "sets" | "hasCircuit">,
): Part {
  if (part.tag === "edge" && !hasCircuit) return { tag: "code", children: part.children };
  if (part.tag !== "code" && part.tag !== "node") return part;
  if (part.tag === "node" && hasCircuit) return part;
  const text = part.children.length === 1 && typeof part.children[0] === "string" ? part.children[0] : "";
  const node = parseNodeId(text);
  const feature = node && "layer" in node && "index" in node ? node : parseFeature(text);
  const code: Part = { tag: "code", children: part.children };
  const set = feature && sets.get(feature.kind);
  if (!feature || !set) return code;
  const { kind, layer, index } = feature;
  return { tag: "a", href: featurePath({ ...set, kind, layer, index }), children: [code] };
}
