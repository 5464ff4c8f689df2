import { siteUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Figure } from "@/lib/evidence-format/quality";
import { countHeadFeatures } from "@/lib/heads/count-head-features";
import { findHeads } from "@/lib/heads/find-heads";
import { formatHead, headPath } from "@/lib/heads/head-name";
import { getModel } from "@/lib/models/get-model";
import { inBatches, type Table } from "./table";

/** What was measured of a model's heads. Throws "not-found", and "conflict" where nothing has been measured yet. */
export async function headTable(name: string): Promise<Table> {
  const model = await getModel(name);
  const set = model.dictionarySets.find(({ kind }) => kind === "attn");
  const [heads, owned] = await Promise.all([
    findHeads(model.id),
    set ? countHeadFeatures(model.id, set.name) : [],
  ]);
  if (heads.state !== "measured")
    throw new AppError("conflict", "The heads of this model have not been measured yet.");
  const counts = new Map(owned.map((each) => [formatHead(each), each.features]));
  return {
    name: `heads-of-${model.name}`,
    columns: [
      ...["head", "layer", "number", "previous token", "previous token error"],
      ...["duplicate token", "duplicate token error", "induction", "induction error", "copies", "matches"],
      ...["features of its own", "address"],
    ],
    batches: inBatches(heads.measured.heads, (head) => [
      ...[formatHead(head), head.layer, head.head],
      ...figure(head.previous),
      ...figure(head.duplicate),
      ...figure(head.induction),
      ...[head.copying, head.matching, owned.length > 0 ? (counts.get(formatHead(head)) ?? 0) : null],
      siteUrl() + headPath(model.name, head),
    ]),
  };
}

/** What was measured, and its standard error where several texts tell it. */
const figure = (measured: Figure | null) => [measured?.value ?? null, measured?.error ?? null];
