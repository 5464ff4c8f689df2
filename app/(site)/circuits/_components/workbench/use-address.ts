import { useEffect, useRef, useState } from "react";
import { decodeView, encodeView, mostCharacters } from "./view-codec";
import type { CircuitViewState } from "./view-state";

export type Form = "graph" | "table";

interface Shown {
  node: string | null;
  form: Form;
  view: CircuitViewState;
}

/** What the address says when the page opens. `broken`: it holds a view that cannot be read. */
export async function readAddress(
  params: URLSearchParams,
): Promise<{ node: string | null; form: Form; view: CircuitViewState | null; broken: boolean }> {
  const text = params.get("view");
  const view = text === null ? null : await decodeView(text);
  const node = params.get("node");
  return {
    node: node && node.length <= 120 ? node : null,
    form: params.get("as") === "table" ? "table" : "graph",
    view,
    broken: text !== null && view === null,
  };
}

/** Keeps the address at what is shown. Returns whether the view has become too long for one. */
export function useAddress({ node, form, view }: Shown, ready: boolean): boolean {
  const [tooLong, setTooLong] = useState(false);
  const turn = useRef(0);
  useEffect(() => {
    if (!ready) return;
    turn.current++;
    const mine = turn.current;
    // A moment later: browsers refuse a page that rewrites its address at every press of a key.
    const timer = setTimeout(async () => {
      const encoded = await encodeView(view);
      if (mine !== turn.current) return;
      const params = new URLSearchParams();
      if (node) params.set("node", node);
      if (form === "table") params.set("as", form);
      const fits = encoded === null || encoded.length <= mostCharacters;
      if (encoded !== null && fits) params.set("view", encoded);
      setTooLong(!fits);
      // "@" is plain in a query, and node ids read better with it.
      const query = params.toString().replaceAll("%40", "@");
      const url = `${window.location.pathname}${query && `?${query}`}`;
      if (url !== window.location.pathname + window.location.search)
        window.history.replaceState(null, "", url);
    }, 150);
    return () => clearTimeout(timer);
  }, [node, form, view, ready]);
  return tooLong;
}
