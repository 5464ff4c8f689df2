import { useEffect, useEffectEvent, useRef, useState } from "react";
import { onReturn, replaceAddress, stepAddress } from "@/app/_components/replace-address";
import { type ByHead, formatByHead, parseByHead } from "@/lib/circuit-graph/edge-heads";
import { type ChosenRead, formatRead, parseRead } from "@/lib/circuit-graph/head-reads";
import { formatSort, type NodeSort, parseSort } from "@/lib/circuit-graph/sort-nodes";
import { decodeView, encodeView, maxCharacters } from "@/lib/views/view-codec";
import type { CircuitViewState } from "@/lib/views/view-state";
import { rememberView } from "./shown-view";

export const forms = ["graph", "list", "table"] as const;
export type Form = (typeof forms)[number];

/** The form that a circuit has where the address does not say: a graph wants more room than a phone has. */
export function usualForm(): Form {
  return window.matchMedia("(max-width: 40rem)").matches ? "list" : "graph";
}

/** What one looks at. A change of it is a step that Back takes back; the view has an undo of its own. */
export interface Look {
  node: string | null;
  form: Form;
  /** Of the table. */
  sort: NodeSort;
  /** Of the node, if it is an attention feature: which of its heads, and where. */
  read: ChosenRead | null;
  /** The change of the run that was tried, by id. */
  tried: string | null;
  /** Whether arcs are drawn of all attention nodes, and not of the chosen one alone. */
  allArcs: boolean;
  /** How edges are drawn by head; null where they are drawn by sign. */
  byHead: ByHead | null;
}

interface Shown extends Look {
  view: CircuitViewState;
  /** Which of the circuit's two checks one has chosen to see. */
  check: "free" | "frozen" | null;
}

function readLook(params: URLSearchParams): Look {
  const node = params.get("node");
  const tried = params.get("try") ?? "";
  return {
    node: node && node.length <= 120 ? node : null,
    form: forms.find((form) => form === params.get("as")) ?? usualForm(),
    sort: parseSort(params.get("sort") ?? ""),
    read: parseRead(params.get("read")),
    allArcs: params.get("arcs") === "all",
    byHead: parseByHead(params.get("heads")),
    tried: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(tried) ? tried : null,
  };
}

/** The parts of the address that are the graph's; what else it says is the page's that the graph stands on. */
const ownNames = ["node", "as", "sort", "read", "try", "arcs", "heads", "check", "view", "saved"];

/** What the address says when the page opens. `broken`: it holds a view that cannot be read. */
export async function readAddress(
  params: URLSearchParams,
): Promise<Look & { view: CircuitViewState | null; broken: boolean }> {
  const text = params.get("view") || null;
  const view = text === null ? null : await decodeView(text);
  return { ...readLook(params), view, broken: text !== null && view === null };
}

/**
 * Keeps the address at what is shown, or at the last view that fitted, and remembers the view for who saves it.
 * Calls back with what one looked at before, once Back or Forward leads there. Returns whether the view has become too
 * long for an address.
 */
export function useAddress(
  circuit: string,
  { node, form, sort, read, tried, allArcs, byHead, view, check }: Shown,
  onLook: (look: Look) => void,
): boolean {
  const [tooLong, setTooLong] = useState(false);
  const turn = useRef(0);
  const fitted = useRef<string | null>(null);
  const kept = useRef<string | null>(null);
  const reading = read && formatRead(read);
  const heads = byHead && formatByHead(byHead);
  useEffect(() => {
    rememberView(circuit, view);
    turn.current++;
    const mine = turn.current;
    const isAsOpened = turn.current === 1;
    // A moment later: browsers refuse a page that rewrites its address at every press of a key.
    const timer = setTimeout(async () => {
      const encoded = await encodeView(view);
      if (mine !== turn.current) return;
      const fits = encoded === null || encoded.length <= maxCharacters;
      if (fits) fitted.current = encoded;
      // What else the address says is the page's that the graph stands on.
      const params = new URLSearchParams(window.location.search);
      const saved = params.get("saved");
      const lookOf = () =>
        ["node", "as", "sort", "read", "try", "arcs", "heads"].map((own) => params.get(own)).join(" ");
      const before = lookOf();
      for (const own of ownNames) params.delete(own);
      if (node) params.set("node", node);
      if (form !== usualForm()) params.set("as", form);
      const sorted = formatSort(sort);
      if (sorted) params.set("sort", sorted);
      if (reading) params.set("read", reading);
      if (check) params.set("check", check);
      if (tried) params.set("try", tried);
      if (allArcs) params.set("arcs", "all");
      if (heads) params.set("heads", heads);
      const isStep = !isAsOpened && lookOf() !== before;
      if (fitted.current !== null) params.set("view", fitted.current);
      // A saved view may be too long for the address; then its name in the address has to do.
      if (saved && !fits) params.set("saved", saved);
      setTooLong(!fits);
      kept.current = params.toString();
      if (isStep) stepAddress(kept.current);
      else replaceAddress(kept.current);
    }, 150);
    return () => {
      clearTimeout(timer);
      // Nor may one that is under way write into the address of the next page.
      turn.current++;
    };
  }, [circuit, node, form, sort, reading, check, tried, allArcs, heads, view]);
  const returned = useEffectEvent(onLook);
  useEffect(
    () =>
      onReturn((params) => {
        kept.current = params.toString();
        returned(readLook(params));
      }),
    [],
  );
  // A page made anew comes with the address that the router knows. What of it is the page's own stays as it is.
  useEffect(() => {
    if (kept.current === null) return;
    const own = new URLSearchParams(kept.current);
    const params = new URLSearchParams(window.location.search);
    for (const name of ownNames) {
      const value = own.get(name);
      params.delete(name);
      if (value !== null) params.set(name, value);
    }
    replaceAddress(params.toString());
  });
  return tooLong;
}
