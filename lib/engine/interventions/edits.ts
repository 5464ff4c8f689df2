import { type Edit, maxFactor } from "@/lib/circuit-format/edit";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { AttributionState } from "../attribution/attribution-state";
import { EngineError } from "../errors";
import type { SiteEdit, Variant } from "./variant";

/** One variant of all the edits: those of one site are made at once, from what its dictionary reads there. */
export async function planVariant(state: AttributionState, edits: readonly Edit[]): Promise<Variant> {
  const bySite = new Map<string, Edit[]>();
  for (const edit of edits) {
    checkEdit(state, edit);
    const name = `${edit.kind} ${edit.layer}`;
    bySite.set(name, [...(bySite.get(name) ?? []), edit]);
  }
  return { edits: await Promise.all([...bySite.values()].map((group) => planSite(state, group))) };
}

function checkEdit(state: AttributionState, edit: Edit): void {
  const dictionary = state.dictionary(edit.kind, edit.layer);
  if (!dictionary) throw state.noDictionary(edit.kind, edit.layer);
  if (edit.do !== "splice" && edit.index >= dictionary.dFeatures) {
    throw new EngineError(
      "invalid-input",
      `There is no feature ${formatFeature(edit)}: the dictionary has ${dictionary.dFeatures}.`,
    );
  }
  const factor = edit.do === "set" ? edit.value : edit.do === "scale" ? edit.scale : 0;
  if (Math.abs(factor) > maxFactor) {
    throw new EngineError(
      "invalid-input",
      `An activation is set or scaled to at most ${maxFactor}, not ${factor}: past it 32-bit numbers overflow.`,
    );
  }
  for (const position of edit.positions ?? []) state.checkPosition(position);
}

async function planSite(state: AttributionState, edits: readonly Edit[]): Promise<SiteEdit> {
  const [first] = edits;
  if (!first) throw new Error("a site is edited by at least one edit");
  const { kind, layer } = first;
  const all = Array.from({ length: state.T }, (_, s) => s);
  const touched = [...new Set(edits.flatMap((edit) => edit.positions ?? all))].toSorted((a, b) => a - b);
  const [firstPosition = state.T] = touched;
  return {
    kind,
    layer,
    opened: state.opens(kind, layer),
    firstPosition,
    apply: (written, read, firstRow) =>
      applyEdits(state, { kind, layer, edits, touched }, written, read, firstRow),
  };
}

interface SitePlan {
  kind: DictionaryKind;
  layer: number;
  edits: readonly Edit[];
  touched: readonly number[];
}

async function applyEdits(
  state: AttributionState,
  { kind, layer, edits, touched }: SitePlan,
  written: Float32Array, // (n, dOut)
  read: Float32Array, // (n, dIn)
  firstRow: number,
): Promise<void> {
  const dictionary = state.dictionary(kind, layer);
  if (!dictionary) throw state.noDictionary(kind, layer);
  const W = dictionary.dIn;
  const inRange = touched.filter((s) => (s - firstRow + 1) * W <= read.length);
  if (inRange.length === 0) return;
  const input = new Float32Array(inRange.length * W);
  for (const [i, s] of inRange.entries())
    input.set(read.subarray((s - firstRow) * W, (s - firstRow + 1) * W), i * W);
  const active = await state.model.encode(dictionary, { data: input, shape: [inRange.length, W] });
  const skip = await state.products.skip(dictionary, input); // (inRange, dOut)
  const activations = inRange.map(() => new Map<number, number>());
  for (const [i, index] of active.indices.entries())
    activations[active.positions[i]]?.set(index, active.activations[i]);
  for (const [i, s] of inRange.entries()) {
    const f = activations[i] ?? new Map<number, number>();
    const row = written.subarray((s - firstRow) * W, (s - firstRow + 1) * W);
    const here = edits.filter((edit) => edit.positions === undefined || edit.positions.includes(s));
    for (const edit of here)
      if (edit.do === "splice")
        await splice(state, edit, { f, skip: skip?.subarray(i * W, (i + 1) * W) }, s, row);
    const changes = new Map<number, number>();
    for (const edit of here) {
      if (edit.do === "splice") continue;
      const old = f.get(edit.index) ?? 0;
      const wanted = edit.do === "set" ? edit.value : old * edit.scale;
      changes.set(edit.index, wanted - old);
    }
    await addFeatures(state, kind, layer, changes, row);
  }
}

/** Adds `change * W_dec[index]` for each feature to one row of the site its dictionary writes. */
async function addFeatures(
  state: AttributionState,
  kind: DictionaryKind,
  layer: number,
  changes: ReadonlyMap<number, number>,
  row: Float32Array, // (dOut)
): Promise<void> {
  const dictionary = state.dictionary(kind, layer);
  if (!dictionary) throw state.noDictionary(kind, layer);
  if (changes.size === 0) return;
  const ids = BigInt64Array.from(changes.keys(), BigInt);
  const f = Float32Array.from(changes.values());
  const { reconstruction } = await state.products.decoderRows(dictionary, ids, f, 1, ids.length);
  for (let j = 0; j < row.length; j++) row[j] += reconstruction[j];
}

/** Replaces a row by b_dec + f W_dec and what a skip adds, plus the unedited run's error at that position if it is kept. */
async function splice(
  state: AttributionState,
  { kind, layer, keepError }: Extract<Edit, { do: "splice" }>,
  { f, skip }: { f: ReadonlyMap<number, number>; skip: Float32Array | undefined },
  position: number,
  row: Float32Array, // (dOut)
): Promise<void> {
  row.set(Float32Array.from(state.biases.decoder(kind, layer)));
  if (skip) for (let j = 0; j < row.length; j++) row[j] += skip[j];
  await addFeatures(state, kind, layer, f, row);
  if (!keepError) return;
  const source = await state.source(kind, layer);
  const error = await state.rowOf(source, source.starts[position + 1] - 1);
  for (let j = 0; j < row.length; j++) row[j] += error[j];
}
