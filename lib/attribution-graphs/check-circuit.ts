import { type Circuit, circuitSchema } from "@/lib/circuit-format/circuit";
import { isTarget, type NodeId, nodeColumns, parseNodeId } from "@/lib/circuit-format/node-id";
import { AppError } from "@/lib/errors";
import { wordsOf } from "@/lib/json/schema-words";
import { fromHex, tokenOfBytes } from "@/lib/tokens/token-text";
import { faultOfHeads } from "./check-heads";
import { orderByLinks } from "./link-order";
import { isRecord } from "./losses";

export interface CheckedCircuit {
  circuit: Circuit;
  /** By node, in the circuit's order. */
  ids: NodeId[];
  nodeOf: ReadonlyMap<string, number>;
}

/**
 * Reads a circuit from anywhere and checks what its schema cannot: that ids say what their columns say, stand
 * once, that every edge has both its nodes and none leads back, and that what is split by head adds up to its edge. Throws `AppError` "unprocessable" with the
 * place of the first fault.
 */
export function checkCircuit(value: unknown): CheckedCircuit {
  checkElements(value);
  const parsed = circuitSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refused(issue?.path.map(String).join(".") ?? "", issue ? wordsOf(issue) : "not a circuit");
  }
  const circuit = parsed.data;
  const nodeOf = new Map<string, number>();
  const ids = circuit.nodes.map((node, i) => {
    const id = parseNodeId(node.id);
    if (!id) throw refused(`nodes[${i}].id`, `${quote(node.id)} is no node id`);
    const expected = nodeColumns(id);
    for (const column of ["kind", "layer", "index", "position"] as const)
      if (node[column] !== expected[column])
        throw refused(`nodes[${i}].${column}`, `it contradicts the id ${node.id}`);
    if ("position" in id && id.position >= circuit.tokens.length)
      throw refused(`nodes[${i}].position`, `there are ${circuit.tokens.length} tokens`);
    if (nodeOf.has(node.id)) throw refused(`nodes[${i}].id`, `${node.id} stands twice`);
    nodeOf.set(node.id, i);
    return id;
  });
  checkTokens(circuit);
  checkReferences(circuit, ids, nodeOf);
  const wrong = faultOfHeads(circuit.heads ?? [], circuit.edges);
  if (wrong) throw refused(`heads[${wrong.entry}]`, wrong.fault);
  return { circuit, ids, nodeOf };
}

/**
 * The first fault of the long lists, one element at a time: a schema over a whole list would describe every fault of
 * it, and a hostile file can be wrong in millions of places.
 */
function checkElements(value: unknown): void {
  if (!isRecord(value)) return;
  for (const list of ["tokens", "nodes", "edges", "rest", "heads"] as const) {
    const items = value[list];
    if (!Array.isArray(items)) continue;
    const schema =
      list === "heads" ? circuitSchema.shape.heads.unwrap().element : circuitSchema.shape[list].element;
    for (const [i, item] of items.entries()) {
      const parsed = schema.safeParse(item);
      if (parsed.success) continue;
      const [issue] = parsed.error.issues;
      const place = [`${list}[${i}]`, ...(issue?.path ?? [])].map(String).join(".");
      throw refused(place, issue ? wordsOf(issue) : "not what a circuit has there");
    }
  }
}

function checkTokens({ tokens, spec }: Circuit): void {
  if (tokens.length !== spec.tokenIds.length)
    throw refused("tokens", `spec.tokenIds has ${spec.tokenIds.length} tokens, this list ${tokens.length}`);
  tokens.forEach(({ position, id, text, bytes }, i) => {
    if (bytes !== undefined && tokenOfBytes(fromHex(bytes)).text !== text)
      throw refused(`tokens[${i}].bytes`, "they contradict its text");
    if (position !== i) throw refused(`tokens[${i}].position`, `it must be ${i}`);
    if (id !== spec.tokenIds[i]) throw refused(`tokens[${i}].id`, "it contradicts spec.tokenIds");
  });
}

function checkReferences(
  { spec, nodes, edges, rest }: Circuit,
  ids: readonly NodeId[],
  nodeOf: ReadonlyMap<string, number>,
): void {
  const find = (where: string, id: string): number => {
    const node = nodeOf.get(id);
    if (node === undefined) throw refused(where, `no node ${quote(id)}`);
    return node;
  };
  const target = parseNodeId(spec.target);
  if (!target || !isTarget(target)) throw refused("spec.target", `${quote(spec.target)} is not a target`);
  find("spec.target", spec.target);
  const sources = edges.map(({ source }, i) => find(`edges[${i}].source`, source));
  const targets = edges.map(({ target }, i) => find(`edges[${i}].target`, target));
  rest.forEach(({ target }, i) => {
    find(`rest[${i}].target`, target);
  });
  const seen = new Set<number>();
  edges.forEach(({ source, target }, i) => {
    const id = ids[targets[i] ?? -1];
    if (!id || !isTarget(id)) throw refused(`edges[${i}].target`, `${target} is a leaf`);
    const pair = (sources[i] ?? 0) * nodes.length + (targets[i] ?? 0);
    if (seen.has(pair)) throw refused(`edges[${i}]`, `${source} -> ${target} stands twice`);
    seen.add(pair);
  });
  const root = nodeOf.get(spec.target) ?? 0;
  const [closing] = orderByLinks({ nodes: nodes.length, sources, targets, root }).closing;
  if (closing !== undefined) throw refused(`edges[${closing}]`, "it leads back to where it comes from");
}

/** A file's own words may stand in both. */
function refused(anyWhere: string, anyFault: string): AppError {
  const [where, fault] = [plain(anyWhere), plain(anyFault)];
  const place = where === "" ? "" : `${where}: `;
  return new AppError(
    "unprocessable",
    `This is not a sound circuit-commons/circuit@1 document: ${place}${fault}.`,
    where === "" ? {} : { fields: { [where]: fault } },
  );
}

const maxWordsLength = 300;

function plain(text: string): string {
  const short = text.length > maxWordsLength ? `${text.slice(0, maxWordsLength)}\u2026` : text;
  return short.toWellFormed().replace(/\p{Cc}/gu, "\ufffd");
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
