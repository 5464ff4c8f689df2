import { Command, Option } from "commander";
import { type Circuit, defaultMaxNodes, defaultThreshold } from "@/lib/circuit-format/circuit";
import { type Mode, modes } from "@/lib/circuit-format/kinds";
import { headsThatCarry, headWays } from "@/lib/circuit-graph/edge-heads";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import { parseTarget } from "@/lib/engine/attribution/target";
import { traceCircuit } from "@/lib/engine/attribution/trace-circuit";
import { placeTokens } from "@/lib/tokens/token-text";
import { tokenLiteral } from "@/lib/tokens/token-words";
import { modelIdentity } from "./model-identity";
import { modelFolder, openNamedModel } from "./open-named-model";
import { parseNumber, parseWhole, type TextOptions, targetHelp, withText } from "./options";
import { print } from "./print";
import { refuseUnfit } from "./refuse-unfit";
import { formatTable } from "./table";
import { tokensOf } from "./text-tokens";

interface CircuitOptions extends TextOptions {
  target: string;
  mode: Mode;
  threshold: number;
  edgeThreshold: number;
  maxNodes: number;
  json: boolean;
}

export function circuitCommand(): Command {
  return withText(new Command("circuit"))
    .description("Trace the circuit of a feature or a prediction: what computes it, back to the tokens.")
    .requiredOption("--target <target>", targetHelp)
    .addOption(
      new Option("--mode <mode>", "attribute to earlier components, or through residual features")
        .choices(modes)
        .default("direct"),
    )
    .option("--threshold <share>", "influence from which a node is expanded", parseNumber, defaultThreshold)
    .option("--edge-threshold <share>", "influence from which an edge is kept; 0 keeps all", parseNumber, 0)
    .option("--max-nodes <count>", "most nodes to expand", parseWhole, defaultMaxNodes)
    .option("--json", "print the circuit as circuit-commons/circuit@1 instead of a table", false)
    .exitOverride()
    .action(printCircuit);
}

async function printCircuit(options: CircuitOptions): Promise<void> {
  const model = await openNamedModel(options.model, options.dictionaries);
  try {
    const tokenIds = tokensOf(model, options).map(({ id }) => id);
    const target = parseTarget(model, options.target);
    const identity = await modelIdentity(options.model, model);
    refuseUnfit(modelFolder(options.model), model, identity);
    const { mode, threshold, edgeThreshold, maxNodes } = options;
    const request = { identity, target, mode, threshold, edgeThreshold, maxNodes };
    const circuit = await traceCircuit(model, tokenIds, request);
    await print(options.json ? `${JSON.stringify(circuit)}\n` : toTable(circuit));
  } finally {
    await model.close();
  }
}

const listedNodes = 40;

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

function toTable(document: Circuit): string {
  const { nodes, edges, scores, checks, truncated, ...circuit } = document;
  const tokens = placeTokens(circuit.tokens);
  const strongest = nodes.toSorted((a, b) => b.influence - a.influence).slice(0, listedNodes);
  const rows = strongest.map(({ id, position, activation, influence, effect, expanded }) => [
    id,
    position === null ? "" : tokenLiteral(tokens[position]),
    activation?.toFixed(3) ?? "",
    `${(100 * influence).toFixed(2)}%`,
    effect.toFixed(3),
    expanded ? "yes" : "",
  ]);
  return [
    `${nodes.length} nodes and ${edges.length} edges; the ${rows.length} most influential nodes:`,
    formatTable(["node", "token", "activation", "influence", "effect", "expanded"], rows, [2, 3, 4]),
    ...headLines(document),
    `Replacement ${percent(scores.replacement)}, completeness ${percent(scores.completeness)}, largest residual ${checks.largestResidual.toExponential(1)}.`,
    ...(truncated ? ["Not every node over the threshold was expanded: raise --max-nodes to see more."] : []),
    "",
  ].join("\n\n");
}

const listedHeads = 8;

/** The heads that most of the influence comes back through, over the edges that are split by them. */
function headLines(circuit: Circuit): string[] {
  const index = indexGraph(circuit);
  return headWays.flatMap((way) => {
    const heads = headsThatCarry(index, circuit.edges, way).slice(0, listedHeads);
    if (heads.length === 0) return [];
    const said = heads.map(({ layer, head, influence }) => `${layer}.${head} ${percent(influence)}`);
    return [`Heads that ${way} most, by the influence that comes back through each: ${said.join(", ")}.`];
  });
}
