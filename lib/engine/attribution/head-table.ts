import { formatNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { keyHeadOf } from "../architectures/architecture";
import { checkHeads } from "../dictionaries/check-heads";
import { EngineError } from "../errors";
import { assertFinite } from "../finite";
import type { LoadedModel } from "../model";
import { stateOf } from "./attribution-state";
import { dot } from "./dot";

export interface HeadTable {
  target: string;
  preActivation: number;
  /** By head and source position: A_h[d, s] * (v_h[s] . w_h). (H, T), 0 past the target's position */
  table: number[][];
  /** b_enc - b_dec . W_enc: with the table's total, the pre-activation. */
  constant: number;
}

/** DFA of an attention feature by head and source position (attribution.md section 2). */
export async function headTable(
  model: LoadedModel,
  tokenIds: readonly number[],
  target: TargetId,
): Promise<HeadTable> {
  if (target.kind !== "attn") {
    throw new EngineError(
      "invalid-input",
      `${formatNodeId(target)} has no heads to attribute to: only attention features (attn.L.I@P) do.`,
    );
  }
  checkHeads({ dictionaries: model.dictionaries.filter(({ kind }) => kind === "attn") });
  const state = await stateOf(model, tokenIds);
  const { layer: l, index, position: d } = target;
  const preActivation = await state.activation("attn", l, index, d);
  const dictionary = state.dictionary("attn", l);
  if (!dictionary) throw new Error("an active feature has a dictionary");
  const { heads: H, keyHeads: G, dHead: K } = model.config;
  const { T } = state;
  const w = await state.products.encoderColumns(dictionary, [index]); // (H K)
  const { b_enc, b_dec } = state.biases.encoder(dictionary);
  const pattern = state.site(`blocks.${l}.attn.hook_pattern`); // (H, T, T)
  const v = state.site(`blocks.${l}.attn.hook_v`); // (T, G K)
  const table = Array.from({ length: H }, (_, h) => {
    const w_h = w.subarray(h * K, (h + 1) * K);
    return Array.from({ length: T }, (_, s) => {
      if (s > d) return 0;
      const start = (s * G + keyHeadOf(model.config, h)) * K;
      return pattern[(h * T + d) * T + s] * dot(v.subarray(start, start + K), w_h);
    });
  });
  const constant = b_enc[index] - (b_dec ? dot(b_dec, w) : 0);
  assertFinite([...table.flat(), preActivation, constant]);
  return { target: formatNodeId(target), preActivation, table, constant };
}
