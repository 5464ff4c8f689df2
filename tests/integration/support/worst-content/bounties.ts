import { maxBriefLength, maxPlaces } from "@/lib/bounties/bounty-words";
import { enter } from "@/lib/bounty-entries/enter";
import { maxRules } from "@/lib/bounty-format/terms";
import { db } from "@/lib/db/client";
import { openAnyBounty } from "../bounties";
import { draftFinding, openRuled } from "../entries";
import type { Person } from "../people";
import { savedWriteUps } from "./write-ups";

/** As many rules, criteria and words as may be said, and a deadline put later often. */
export async function createLongBounty(person: Person): Promise<string> {
  const brief = savedWriteUps.emphasis?.slice(0, maxBriefLength) ?? "";
  const pattern = "(a|b|c){1,9}".repeat(4);
  const { id, slug } = await openAnyBounty(person, {
    ...{ title: "<&".repeat(80), prize: "<&".repeat(150), brief },
    reward: { currency: "USD", places: Array.from({ length: maxPlaces }, () => 1e12) },
    rules: Array.from({ length: maxRules }, (_, n) => ({
      ...{ kind: "prompt", version: 1, of: "pattern", pattern: `${n}${pattern}`, anyCase: true },
    })),
    rubric: Array.from({ length: 12 }, () => ({
      name: "<&".repeat(30),
      weight: 1000,
      description: "<&".repeat(500),
    })),
  });
  const data = { from: new Date(0).toISOString(), to: new Date(1e12).toISOString() };
  await db().bountyEvent.createMany({
    data: Array.from({ length: 400 }, () => ({ bountyId: id, actorId: person.id, kind: "postponed", data })),
  });
  return slug;
}

/** An entry with as long a write-up as may be, judged by as many rules. */
export async function enterLong(person: Person): Promise<{ slug: string; id: string }> {
  const rules = Array.from({ length: maxRules }, (_, n) => ({
    ...{ kind: "prompt", version: 1, of: "pattern", pattern: `${n}(a|b|c){1,9}`, anyCase: true },
  }));
  const { slug } = await openRuled({ rules });
  const { id: findingId } = await draftFinding(person, { body: savedWriteUps.emphasis ?? "" });
  const { entryId: id } = await enter({ slug, findingId, team: null, viewer: person.viewer });
  return { slug, id };
}
