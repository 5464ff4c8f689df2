import { gzipSync } from "node:zlib";
import { z } from "zod";
import { type EntryContent, entryContentSchema, entryHash } from "@/lib/bounty-format/entry-content";
import { entryFileFormat } from "@/lib/bounty-format/entry-file";
import type { EntryFacts } from "@/lib/bounty-format/facts";
import { type EligibilityReport, reportSchema } from "@/lib/bounty-format/report";
import type { BountyTerms } from "@/lib/bounty-format/terms";
import { judgeEntry } from "@/lib/bounty-rules/judge-entry";
import { circuitSchema, circuitSpecSchema } from "@/lib/circuit-format/circuit";
import { unpackDocument, unpackText } from "@/lib/documents/packed-document";
import { hashSchema } from "@/lib/finding-format/hash-schema";

/** What is done with an entry's frozen file. No database: it runs on a thread, since a large circuit takes seconds. */

/** A `circuit-commons/entry@1` file but for its facts: what `EntryVersion.file` holds, packed. */
const frozenSchema = z.object({
  content: entryContentSchema,
  contentHash: hashSchema,
  circuit: circuitSchema,
});

const bytesSchema = z.instanceof(Uint8Array);

export const frozenAnswer = z.object({ file: bytesSchema, report: reportSchema });

interface ToFreeze {
  content: EntryContent;
  /** The circuit's document, packed as it is stored. */
  graph: Uint8Array;
  facts: EntryFacts;
  terms: BountyTerms;
}

/** Packs content and circuit as one file, and judges them by what is known so far. */
export function freezeEntry({ content, graph, facts, terms }: ToFreeze): z.infer<typeof frozenAnswer> {
  const head = JSON.stringify({ format: entryFileFormat, content, contentHash: entryHash(content) });
  const document = unpackText(graph);
  const whole = Buffer.concat([Buffer.from(`${head.slice(0, -1)},"circuit":`), document, Buffer.from("}")]);
  const circuit = circuitSchema.parse(JSON.parse(document.toString("utf8")));
  return { file: new Uint8Array(gzipSync(whole)), report: judgeEntry(terms, { content, circuit, facts }) };
}

interface ToJudge {
  file: Uint8Array;
  facts: EntryFacts;
  terms: BountyTerms;
}

/** The same of a file that is frozen already. */
export function judgeFrozen({ file, facts, terms }: ToJudge): EligibilityReport {
  return judgeEntry(terms, { ...frozenSchema.parse(unpackDocument(file)), facts });
}

interface ToComplete {
  file: Uint8Array;
  facts: EntryFacts;
  factsHash: string;
}

export const completeAnswer = bytesSchema;

/** The whole `circuit-commons/entry@1` file, packed: what is frozen, with its facts. */
export function completeFile({ file, facts, factsHash }: ToComplete): Uint8Array {
  const frozen = unpackText(file);
  const end = `,"facts":${JSON.stringify(facts)},"factsHash":${JSON.stringify(factsHash)}}`;
  return new Uint8Array(gzipSync(Buffer.concat([frozen.subarray(0, -1), Buffer.from(end)])));
}

export const readFrozenAnswer = z.object({
  content: entryContentSchema,
  spec: circuitSpecSchema,
  nodes: circuitSchema.shape.nodes,
});
export type ReadFrozen = z.infer<typeof readFrozenAnswer>;

/** What of a frozen file facts are gathered by. */
export function readFrozen(file: Uint8Array): ReadFrozen {
  const { content, circuit } = frozenSchema.parse(unpackDocument(file));
  return { content, spec: circuit.spec, nodes: circuit.nodes };
}
