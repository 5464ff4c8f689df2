import { createFinding } from "@/lib/findings/create-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { createFinishedCircuit } from "./circuits";
import { createPerson, type Person } from "./people";

export interface Written {
  title?: string;
  body?: string;
  tags?: string[];
  author?: Person;
}

/** A draft of somebody's, about a circuit of its own. */
export async function createDraft({
  title = "A finding",
  body = "What it says.",
  tags = [],
  author,
}: Written) {
  const by = author ?? (await createPerson());
  const circuitId = await createFinishedCircuit();
  const { id } = await createFinding({ circuitId, authorId: by.id, title, body, tags, state: "" });
  return { id, circuitId, author: by };
}

export async function createPublished(written: Written) {
  const draft = await createDraft(written);
  await publishFinding({ findingId: draft.id, authorId: draft.author.id });
  return draft;
}
