import { maxCheckedNodes } from "@/lib/causal-checks/causal-check";
import { compareEffects } from "@/lib/causal-checks/compare-effects";
import type { CircuitComparison } from "@/lib/circuit-format/compare-circuits";
import type { ComparisonResult } from "@/lib/circuit-format/comparison";
import { describeDifference } from "@/lib/circuit-format/comparison";
import { verifyCircuit } from "@/lib/engine/attribution/verify-circuit";
import { EngineError } from "@/lib/engine/errors";
import { circuitEffects } from "@/lib/engine/interventions/circuit-effects";
import type { LoadedModel } from "@/lib/engine/model";
import { type Claim, checkClaims } from "@/lib/finding-format/check-claims";
import type { FindingFile } from "@/lib/finding-format/finding-file";
import { modelIdentity } from "./model-identity";

interface VerifiedFinding {
  matches: boolean;
  claims: Claim[];
  circuit: CircuitComparison;
  causalChecks: ({ frozen: boolean } & ComparisonResult)[];
}

interface At {
  /** By which the model's folder was found. */
  name: string;
  /** The hash that somebody cited, if it is known. */
  cited: string | null;
}

/** Computes a finding's file again on the model at hand: what agrees and what does not. */
export async function verifyFinding(
  model: LoadedModel,
  file: FindingFile,
  { name, cited }: At,
): Promise<VerifiedFinding> {
  const circuit = await verifyCircuit(model, await modelIdentity(name, model), file.circuit);
  const causalChecks: VerifiedFinding["causalChecks"] = [];
  const claims = checkClaims(file, cited);
  claims.push(circuitClaim(circuit));
  for (const { frozen, result } of file.causalChecks) {
    const { comparison, claim } = await verifyEffects(model, file, { frozen, result });
    claims.push(claim);
    if (comparison) causalChecks.push({ frozen, ...comparison });
  }
  if (file.verification) claims.push(verificationClaim(file.verification.passed, circuit.matches));
  return { matches: claims.every(({ agrees }) => agrees), claims, circuit, causalChecks };
}

function circuitClaim({ matches, nodes, edges, differenceCount, differences }: CircuitComparison): Claim {
  const [first] = differences;
  return {
    part: "circuit",
    agrees: matches,
    says: matches
      ? `The circuit came out again: ${nodes} nodes and ${edges} edges.`
      : `The circuit does not match its recomputation: ${differenceCount} differences, the first: ${first ? describeDifference(first) : "unknown"}.`,
  };
}

async function verifyEffects(
  model: LoadedModel,
  { circuit }: FindingFile,
  { frozen, result }: Pick<FindingFile["causalChecks"][number], "frozen" | "result">,
): Promise<{ comparison: ComparisonResult | null; claim: Claim }> {
  const part = `causal check ${frozen ? "with patterns and LayerNorms held" : "with nothing held"}`;
  let comparison: ComparisonResult;
  try {
    comparison = compareEffects(
      result,
      await circuitEffects(model, circuit, { frozen, maxNodes: maxCheckedNodes }),
    );
  } catch (error) {
    // A feature that the model does not have, in a circuit that was changed.
    if (!(error instanceof EngineError)) throw error;
    const says = `The ${part} cannot be computed again: ${error.message}`;
    return { comparison: null, claim: { part, agrees: false, says } };
  }
  const [first] = comparison.differences;
  const says = comparison.matches
    ? `The ${part} came out again: ${result.points.length} features.`
    : `The ${part} does not match: ${comparison.differenceCount} differences, the first: ${first ? describeDifference(first) : "unknown"}.`;
  return { comparison, claim: { part, agrees: comparison.matches, says } };
}

function verificationClaim(passed: boolean, matches: boolean): Claim {
  return {
    part: "verification",
    agrees: passed === matches,
    says: `The file says that the circuit ${passed ? "came out again" : "did not come out again"} at its site; here it ${matches ? "did" : "did not"}.`,
  };
}
