import { checkCircuit } from "@/lib/attribution-graphs/check-circuit";
import { ComponentSums, type LeftOut } from "@/lib/component-circuits/component-sums";
import { checkEndsInLogits, type MibCircuit, mibCircuit } from "@/lib/component-circuits/mib-circuit";
import { splitEdges } from "@/lib/engine/attribution/split-edges";
import { checkSameModel } from "./evaluated-circuits";
import { modelIdentity } from "./model-identity";
import { openNamedModel } from "./open-named-model";
import { setsOf } from "./verify";

/** A circuit's document as the circuit over components that MIB reads, computed with its model, and what is not in it. */
export async function componentCircuit(
  document: unknown,
  wanted: string | undefined,
): Promise<{ circuit: MibCircuit; lost: string[] }> {
  const { circuit } = checkCircuit(document);
  checkEndsInLogits(circuit);
  const sums = new ComponentSums(circuit);
  const name = wanted ?? circuit.spec.model;
  const model = await openNamedModel(name, setsOf(circuit));
  try {
    checkSameModel([circuit], await modelIdentity(name, model));
    await splitEdges(model, circuit, (edge, ends) => sums.add(edge, ends));
    const { layers, heads, dModel, parallel } = model.config;
    return {
      circuit: mibCircuit(circuit, { layers, heads, dModel, parallel }, sums),
      lost: lostEffects(sums.leftOut),
    };
  } finally {
    await model.close();
  }
}

const words: { readonly [Why in keyof LeftOut]: string } = {
  bias: "biases and constants",
  pos: "position embeddings",
  residual: "what the residual features leave open",
  noHead: "attention whose dictionary is of no single head",
  rest: "contributions that the circuit has no edge of",
};

function lostEffects(leftOut: LeftOut): string[] {
  const whys = ["bias", "pos", "residual", "noHead", "rest"] as const;
  return [
    ...whys
      .filter((why) => leftOut[why] !== 0)
      .map((why) => `${words[why]}, of an effect of ${leftOut[why].toPrecision(4)}`),
    "queries and keys of heads, since attention patterns are held: MIB's reader takes their edges as 0 and outside",
  ];
}
