import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { headsWidth, type ModelConfig } from "../architectures/architecture";
import { sitesOfKind } from "../architectures/sites";
import type { Dictionary } from "./dictionary";

/** Where a dictionary reads and writes, and why its features are leaves of a circuit, if they are. */
export interface DictionarySites {
  hookIn: string;
  hookOut: string;
  leavesOnly: string | null;
}

/** What a kind's dictionaries read besides the site that is traced further: what its part of the layer adds, or leaves. */
const besides: Readonly<Record<DictionaryKind, string>> = {
  attn: "hook_attn_out",
  resid: "hook_resid_mid",
  mlp: "hook_mlp_out",
};

/** What a kind's dictionary reads and writes at a layer where its features are leaves. */
export function openedSite(kind: DictionaryKind, layer: number): string {
  return `blocks.${layer}.${besides[kind]}`;
}

/** The sites of a kind at a layer, the other one of the kind where `hooksIn` name it. */
export function sitesAt(kind: DictionaryKind, layer: number, hooksIn: readonly string[]): DictionarySites {
  const other = openedSite(kind, layer);
  if (!hooksIn.includes(other)) return { ...sitesOfKind(kind, layer), leavesOnly: null };
  return { hookIn: other, hookOut: other, leavesOnly: `they read and write ${besides[kind]}` };
}

/** How many numbers stand at a position of what a kind's dictionary writes at a layer; without one, of the site of the kind. */
export function writtenWidth(
  { config, dictionaries }: { config: ModelConfig; dictionaries: readonly Dictionary[] },
  kind: DictionaryKind,
  layer: number,
): number {
  const dictionary = dictionaries.find((each) => each.kind === kind && each.layer === layer);
  return dictionary?.dOut ?? (kind === "attn" ? headsWidth(config) : config.dModel);
}

/** Whether it reads what the heads of a layer mix, head after head (`hook_z`). */
export function readsHeads({ kind, hookIn }: Pick<Dictionary, "kind" | "hookIn">): boolean {
  return kind === "attn" && hookIn.endsWith(".attn.hook_z");
}
