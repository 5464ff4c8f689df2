import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { sitesOfKind } from "../architectures/sites";
import type { Dictionary } from "./dictionary";

/** Where a dictionary reads and writes, and why that has no place in a circuit, if it has none. */
export interface DictionarySites {
  hookIn: string;
  hookOut: string;
  featuresOnly: string | null;
}

/** What a kind's dictionaries read besides the site that circuits are made of: what its part of the layer adds, or leaves. */
const besides: Readonly<Record<DictionaryKind, string>> = {
  attn: "hook_attn_out",
  resid: "hook_resid_mid",
  mlp: "hook_mlp_out",
};

/** The sites of a kind at a layer, the other one of the kind where `hooksIn` name it. */
export function sitesAt(kind: DictionaryKind, layer: number, hooksIn: readonly string[]): DictionarySites {
  const other = `blocks.${layer}.${besides[kind]}`;
  if (!hooksIn.includes(other)) return { ...sitesOfKind(kind, layer), featuresOnly: null };
  return { hookIn: other, hookOut: other, featuresOnly: `they read and write ${besides[kind]}` };
}

/** Whether it reads what the heads of a layer mix, head after head (`hook_z`). */
export function readsHeads({ kind, hookIn }: Pick<Dictionary, "kind" | "hookIn">): boolean {
  return kind === "attn" && hookIn.endsWith(".attn.hook_z");
}
