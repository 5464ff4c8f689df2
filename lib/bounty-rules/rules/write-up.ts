import { z } from "zod";
import { parseNodeId } from "@/lib/circuit-format/node-id";
import { counted, defineRule, judged } from "../rule";

/** In backquotes, as write-ups name nodes and edges: lib/findings/write-up/read-markdown.ts. */
const quoted = /`([^`\n]{1,170})`/g;
const word = /[\p{L}\p{N}]+(?:['\u2019-][\p{L}\p{N}]+)*/gu;

export const writeUp = defineRule({
  ...{ kind: "write-up", version: 1 },
  params: z.strictObject({
    minWords: z.number().int().min(0).max(5_000),
    minQuoted: z.number().int().min(0).max(200),
  }),
  words: ({ minWords, minQuoted }) =>
    `The write-up has ${counted(minWords, "word")} or more, and names ${counted(minQuoted, "node")} or more of the circuit.`,
  definition:
    "Words are letters and digits in a row, joined by an apostrophe or a hyphen, of the Markdown without what stands in backquotes and without addresses. A node is named by its id in backquotes, alone or on one side of an edge, and counts once and only where it is in the circuit.",
  check: ({ minWords, minQuoted }, { content, circuit }) => {
    const nodes = new Set(circuit.nodes.map(({ id }) => id));
    const [named, strange] = [new Set<string>(), new Set<string>()];
    for (const [, text = ""] of content.writeUp.matchAll(quoted))
      for (const id of text.split(" > "))
        if (nodes.has(id)) named.add(id);
        else if (parseNodeId(id)) strange.add(id);
    const prose = content.writeUp.replace(quoted, " ").replace(/https?:[^\s)>\]]*/g, " ");
    const words = prose.match(word)?.length ?? 0;
    const missing = strange.size > 0 ? ` ${strange.size} more that it names are not in the circuit.` : "";
    return judged(words >= minWords && named.size >= minQuoted, {
      says: `It has ${counted(words, "word")} and names ${counted(named.size, "node")} of the circuit.${missing}`,
      change:
        words < minWords
          ? "Say more of what the circuit shows."
          : "Name the nodes that it speaks of, each by its id in backquotes, as `attn.3.566@9`.",
      numbers: { words, named: named.size, strange: strange.size },
      nodes: [...named],
    });
  },
});
