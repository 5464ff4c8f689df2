import { siteUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Figure } from "@/lib/evidence-format/quality";
import { countHeadFeatures, type HeadFeatures } from "@/lib/heads/count-head-features";
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
  const counts = new Map(owned.map((each) => [formatHead(each), each]));
  return {
    name: `heads-of-${model.name}`,
    columns: [
      ...["head", "layer", "number", "previous token", "previous token error"],
      ...["duplicate token", "duplicate token error", "induction", "induction error", "copies", "matches"],
      ...["features of its own", "labelled", "dead", "always on", "positional", "duplicate", "address"],
    ],
    batches: inBatches(heads.measured.heads, (head) => [
      ...[formatHead(head), head.layer, head.head],
      ...figure(head.previous),
      ...figure(head.duplicate),
      ...figure(head.induction),
      ...[head.copying, head.matching],
      ...counted(owned.length > 0 ? (counts.get(formatHead(head)) ?? null) : undefined),
      siteUrl() + headPath(model.name, head),
    ]),
  };
}

/** Of a head without features noughts, and nothing where no corpus was read. */
function counted(own: HeadFeatures | null | undefined): (number | null)[] {
  const names = ["features", "labelled", "dead", "alwaysOn", "positional", "duplicate"] as const;
  return names.map((name) => (own === undefined ? null : (own?.[name] ?? 0)));
}

/** What was measured, and its standard error where several texts tell it. */
const figure = (measured: Figure | null) => [measured?.value ?? null, measured?.error ?? null];
