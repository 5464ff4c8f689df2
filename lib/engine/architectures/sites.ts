import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { ModelConfig } from "./architecture";

/** The sites of a forward pass by TransformerLens' names, the same for every family (docs/numerics.md). */

/** The residual stream before layer `l`; that of layer L is the last. */
export function streamSite({ layers: L }: Pick<ModelConfig, "layers">, l: number): string {
  return l === L ? `blocks.${L - 1}.hook_resid_post` : `blocks.${l}.hook_resid_pre`;
}

/** The site a kind reads and the one it writes at layer `l` (attribution.md section 1). */
export function sitesOfKind(kind: DictionaryKind, l: number): { hookIn: string; hookOut: string } {
  if (kind === "mlp")
    return { hookIn: `blocks.${l}.ln2.hook_normalized`, hookOut: `blocks.${l}.hook_mlp_out` };
  const site = kind === "attn" ? `blocks.${l}.attn.hook_z` : `blocks.${l}.hook_resid_pre`;
  return { hookIn: site, hookOut: site };
}

/** Every site attribution reads, and how many numbers it has a token: those of a pattern are H rows of T. */
export function siteWidths(config: ModelConfig, T: number): Map<string, number> {
  const { layers, heads: H, keyHeads: G, dHead: K, dModel: D, rotary } = config;
  const widths = new Map([["hook_embed", D]]);
  if (!rotary) widths.set("hook_pos_embed", D);
  for (let l = 0; l < layers; l++) {
    const site = (name: string, width: number) => widths.set(`blocks.${l}.${name}`, width);
    for (const name of ["hook_resid_pre", "hook_resid_mid", "ln2.hook_normalized", "hook_mlp_out"])
      site(name, D);
    for (const name of ["attn.hook_q", "attn.hook_z"]) site(name, H * K);
    for (const name of ["attn.hook_k", "attn.hook_v"]) site(name, G * K);
    if (rotary) site("attn.hook_rot_q", H * K).set(`blocks.${l}.attn.hook_rot_k`, G * K);
    for (const name of ["ln1.hook_scale", "ln2.hook_scale"]) site(name, 1);
    site("attn.hook_pattern", H * T);
  }
  return widths.set(streamSite(config, layers), D);
}

/** The site of what scores are the products of: queries or keys, turned by their positions where the family turns them. */
export function scoredSite({ rotary }: Pick<ModelConfig, "rotary">, l: number, which: "q" | "k"): string {
  return `blocks.${l}.attn.hook_${rotary ? "rot_" : ""}${which}`;
}
