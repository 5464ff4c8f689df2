import { soughtFeaturesOf } from "@/lib/bounty-rules/likeness-without-features";
import type { Feature } from "@/lib/circuit-format/node-id";
import { type Counterparts, maxCounterparts, minCosine } from "@/lib/counterparts/counterparts";
import { db } from "@/lib/db/client";
import { unpackNodes } from "@/lib/documents/circuit-nodes";
import { findCounterparts } from "@/lib/engine/evidence/counterparts";
import { storedBytes } from "@/lib/limits/storage";
import { readWithFields } from "@/lib/runs/read-with";
import type { JobHandler } from "../context";
import { orReaderError } from "../reader-error";

/** Looks for the counterparts of a circuit's compared features and of its target, in another set of the same kind, layer by layer. */
export const counterpartsHandler: JobHandler = async (id, { models, signal, progressed }) => {
  const { set, circuit } = await db().counterparts.findUniqueOrThrow({
    where: { id },
    select: {
      set: readWithFields.sets.select.set,
      circuit: { select: { target: true, nodes: true, graph: true, run: { select: readWithFields } } },
    },
  });
  const packed = circuit.nodes ?? circuit.graph;
  if (!packed) throw new Error("the circuit is not computed");
  const { run, target } = circuit;
  const own = await models.open(run);
  const other = await models.open({ model: run.model, sets: [{ set }] });
  const features = soughtFeaturesOf({ spec: { target }, nodes: unpackNodes(packed) }).filter(
    ({ kind }) => kind === set.kind,
  );
  const layers = [...new Set(features.map(({ layer }) => layer))];
  const found: Counterparts = [];
  for (const [done, layer] of layers.entries()) {
    signal.throwIfAborted();
    progressed(done / layers.length, `Compared ${done} of ${layers.length} layers`);
    const isHere = (each: Pick<Feature, "kind" | "layer">) => each.kind === set.kind && each.layer === layer;
    const asked = features.filter(isHere);
    const from = own.model.dictionaries.find(isHere);
    const to = other.model.dictionaries.find(isHere);
    const lists =
      from && to
        ? await orReaderError(() =>
            findCounterparts(
              own.model,
              from,
              asked.map(({ index }) => index),
              to,
              { most: maxCounterparts, signal },
            ),
          )
        : [];
    for (const [i, { index }] of asked.entries()) {
      const near = (lists[i] ?? []).filter(({ cosine }) => cosine >= minCosine);
      found.push({
        ...{ kind: set.kind, layer, index },
        others: near.map((each): [number, number] => [each.index, Number(each.cosine.toPrecision(6))]),
      });
    }
  }
  return {
    bytes: storedBytes(JSON.stringify(found).length),
    write: async (tx) => {
      await tx.counterparts.update({ where: { id }, data: { found, computedAt: new Date() } });
    },
  };
};
