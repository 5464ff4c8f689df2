import type { Circuit } from "@/lib/circuit-format/circuit";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { isLogit } from "@/lib/circuit-format/node-id";
import { parseTargetId } from "@/lib/engine/attribution/target";
import type { ModelIdentity } from "@/lib/engine/attribution/trace-circuit";
import { parseCircuit } from "@/lib/engine/attribution/verify-circuit";
import { type CircuitByRole, circuitByRole, uniteCircuits } from "@/lib/engine/evaluation/circuit-nodes";
import { rolesInFamily } from "@/lib/engine/evaluation/family-prompts";
import type { LoadedModel } from "@/lib/engine/model";
import { AppError } from "@/lib/errors";
import type { ReadFamily } from "@/lib/family-format/read-family";
import { isFindingFile, readFindingFile } from "@/lib/finding-format/finding-file";
import { readJsonDocument } from "./read-json-document";

/** The circuit of a circuit's file or of a finding's. Its target is a prediction, which is what every prompt has. */
export function readEvaluated(file: string): Circuit {
  const document = readJsonDocument(file);
  const circuit = isFindingFile(document) ? readFindingFile(document).circuit : parseCircuit(document);
  if (isLogit(parseTargetId(circuit.spec.target))) return circuit;
  throw new AppError(
    "unprocessable",
    `The circuit's target is ${circuit.spec.target}, a feature. Evaluated are circuits of predictions: a logit or a difference of two.`,
  );
}

/** Throws where a circuit was traced on other weights or dictionaries, whose features are others. */
export function checkSameModel(circuits: readonly Circuit[], identity: ModelIdentity): void {
  const nameOf = (sets: ModelIdentity["dictionarySets"]) =>
    sets
      .map(({ kind, checksum }) => `${kind} ${checksum}`)
      .sort()
      .join();
  for (const { spec } of circuits)
    if (
      spec.modelChecksum !== identity.modelChecksum ||
      nameOf(spec.dictionarySets) !== nameOf(identity.dictionarySets)
    )
      throw new AppError(
        "unprocessable",
        "A circuit was traced on another model or with other dictionaries than those at hand: its features are not these.",
      );
}

/** All circuits as one by role: what reached the threshold in any of them. */
export function evaluatedCircuit(
  circuits: readonly Circuit[],
  rolesOf: (circuit: Circuit) => Readonly<Record<string, number>>,
  kinds: readonly DictionaryKind[],
): CircuitByRole {
  return uniteCircuits(circuits.map((circuit) => circuitByRole(circuit, rolesOf(circuit), kinds)));
}

/** The roles of a circuit's own text: those that were named, or of the family's prompt that it is. */
export function rolesOfCircuit(
  { spec, tokens }: Circuit,
  { model, read }: { model: LoadedModel; read: ReadFamily },
  named: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  if (Object.keys(named).length > 0) {
    const [far] = Object.entries(named).filter(([, position]) => position >= spec.tokenIds.length);
    if (far)
      throw new AppError(
        "unprocessable",
        `--role ${far[0]}=${far[1]} is past the circuit's ${tokens.length} tokens.`,
      );
    return named;
  }
  const roles = rolesInFamily(model, read, spec.tokenIds);
  if (roles) return roles;
  throw new AppError(
    "unprocessable",
    "A circuit's text is none of the prompts, so it is not known which of its tokens has which role. Trace one of the prompts, or name the roles: --role S2=9.",
  );
}
