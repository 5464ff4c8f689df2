import { db } from "@/lib/db/client";

export interface Latest {
  entryId: string;
  number: number;
  contentHash: string;
  file: Uint8Array;
  isEligible: boolean | null;
  isSettled: boolean;
  isWithdrawn: boolean;
  isYoung: boolean;
}

/** Within so many seconds the same content is the same press of a button. */
const samePressSeconds = 60;

/** The version of a finding's entry that counts, or would if it were not withdrawn. */
export async function readLatest(bountyId: string, findingId: string): Promise<Latest | null> {
  const [row] = await db().$queryRaw<Latest[]>`
    select e.id as "entryId", v.number, v."contentHash", v.file, v."isEligible", v."settledAt" is not null as "isSettled",
      e."withdrawnAt" is not null as "isWithdrawn",
      v."committedAt" > clock_timestamp() - make_interval(secs => ${samePressSeconds}) as "isYoung"
    from "BountyEntry" e join "EntryVersion" v on v."entryId" = e.id and v.number = e.latest
    where e."bountyId" = ${bountyId}::uuid and e."findingId" = ${findingId}::uuid`;
  return row ?? null;
}

/** Whether who enters the same content again is given what stands: else labels, say, are looked at as they are by now. */
export function standsAsItIs({ isEligible, isSettled, isWithdrawn, isYoung }: Latest): boolean {
  return !isWithdrawn && (isEligible === true || !isSettled || isYoung);
}
