import { db } from "@/lib/db/client";
import { createFinding } from "@/lib/findings/create-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { createFinishedCircuit } from "./circuits";

/** A stream of numbers from 0 to 1 that a seed decides. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export const words = ["Mary", "John", "shop", "drink", "Tom", "milk", "dog", "when", "the", "a"];
export const tags = ["induction", "names", "first try", "days", "odd"];
const targets = ["logit.11@3", "logit-diff.11-12@3", "attn.2.5@3", "resid.1.9@2", "mlp.0.3@1"];

const pick = <T>(random: () => number, [first, ...rest]: [T, ...T[]]): T =>
  [first, ...rest][Math.floor(random() ** 2 * (rest.length + 1))] ?? first;

/** A circuit of a made-up text with scores, features and a target that chance decides. */
export async function createRandomCircuit(random: () => number): Promise<string> {
  const circuitId = await createFinishedCircuit();
  const said = words.filter(() => random() < 0.4);
  const circuit = await db().circuit.update({
    where: { id: circuitId },
    data: {
      target: pick(random, ["logit.11@3", ...targets.slice(1)]),
      completenessScore: random() < 0.1 ? null : random(),
      replacementScore: random(),
      // Some are of an earlier release, which did not tell.
      ...(random() < 0.9 && {
        structure: {
          starts: words.filter(() => random() < 0.15),
          crosses: Math.floor(random() * 3),
          paths: ["attn-attn", "attn-mlp", "mlp-attn", "attn-mlp-attn"].filter(() => random() < 0.4),
        },
      }),
      run: {
        update: {
          ...{ tokenTexts: ["<|endoftext|>", ...said.map((word, n) => (n % 2 ? ` ${word}` : word)), " "] },
          tokenIds: [0, ...said.map((_, n) => n + 1), 1],
        },
      },
    },
    select: { runId: true },
  });
  await db().$executeRaw`
    insert into "CircuitFeature" ("circuitId", "featureId", position, activation, influence, effect, expanded)
    select ${circuitId}::uuid, f.id, p, 1, random(), 1, false from "Feature" f
    join "Dictionary" d on d.id = f."dictionaryId" and d.layer = 1 join "DictionarySet" s on s.id = d."setId"
    join "RunSet" r on r."setId" = s.id and r."runId" = ${circuit.runId}::uuid, generate_series(1, 2) p
    where f.index < 12 and random() < 0.4`;
  return circuitId;
}

/** Publishes a finding about it. */
export async function publishRandom(
  random: () => number,
  { circuitId, authorId }: { circuitId: string; authorId: string },
): Promise<string> {
  const { id } = await createFinding({
    ...{
      title: `Finding ${Math.floor(random() * 1e6)}`,
      body: "# What\n\nIt **says** this. And that.",
      state: "",
    },
    ...{ tags: tags.filter(() => random() < 0.3), circuitId, authorId },
  });
  await publishFinding({ findingId: id, authorId });
  return id;
}
