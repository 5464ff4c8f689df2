import type { WriteUp, WriteUpElement } from "@/lib/findings/write-up/write-up";

/** What somebody said of a circuit's nodes, where the circuit does not stand on the page: each leads to where it does. */
export function leadNodes(parts: WriteUp, path: string): WriteUp {
  return parts.map((part): string | WriteUpElement => {
    if (typeof part === "string") return part;
    if (part.tag === "node" || part.tag === "edge")
      return { tag: "a", href: path, children: [{ tag: "code", children: part.children }] };
    return { ...part, children: leadNodes(part.children, path) };
  });
}
