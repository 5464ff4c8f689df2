import type { BountyBody } from "@/app/_queries/bounties";
import { isCurrency, readMoney } from "@/lib/bounties/money";

/** What a bounty's form says but for its rules, as the route takes it. Throws an `Error` with a sentence for sums that are none. */
export function readBounty(form: FormData): Omit<BountyBody, "rules"> {
  const text = (name: string) => String(form.get(name) ?? "");
  const number = (name: string) => Number(text(name));
  const sharedBy = wordsOf(text("sharedBy")).map(readSharers);
  const reward = readReward({
    ...{ currency: text("currency").trim().toUpperCase(), places: wordsOf(text("places")), sharedBy },
    prize: text("prize").trim(),
  });
  return {
    ...{ title: text("title"), brief: text("brief"), prize: text("prize"), licence: text("licence") },
    ...{ reward, prizeSharedBy: reward ? [] : sharedBy },
    ...{ opensAt: instantOf(text("opensAt")), closesAt: instantOf(text("closesAt")) },
    judges: wordsOf(text("judges")),
    rubric: readRubric(form),
    ...{ nullResults: form.has("nullResults"), replications: form.has("replications") },
    ...{ maxEntriesADay: number("maxEntriesADay"), maxTeam: number("maxTeam") },
    ...{ appealDays: number("appealDays"), replyDays: number("replyDays") },
    judgesEach: text("judgesEach").trim() === "" ? null : number("judgesEach"),
  };
}

const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== "");

/** What a field for moments in UTC holds, with seconds or without. */
function instantOf(typed: string): string {
  const moment = new Date(`${typed}Z`);
  if (Number.isNaN(moment.getTime())) throw new Error("Say when it opens and when it closes.");
  return moment.toISOString();
}

interface TypedReward {
  currency: string;
  places: readonly string[];
  sharedBy: number[];
  prize: string;
}

/** Null of no sums: among how many it goes is said of a prize in words then. */
function readReward({ currency, places, sharedBy, prize }: TypedReward): BountyBody["reward"] {
  if (currency === "" && places.length === 0 && (sharedBy.length === 0 || prize !== "")) return null;
  if (!isCurrency(currency)) throw new Error("Give the currency of the reward by its three letters, as USD.");
  return {
    currency,
    places: places.map((typed) => {
      const sum = readMoney(typed, currency);
      if (sum === null) throw new Error(`\u201c${typed}\u201d is no sum in ${currency}.`);
      return sum;
    }),
    sharedBy,
  };
}

function readSharers(typed: string): number {
  if (!/^\d{1,3}$/.test(typed))
    throw new Error(`\u201c${typed}\u201d is no number of entries that share a place.`);
  return Number(typed);
}

function readRubric(form: FormData): BountyBody["rubric"] {
  const rows = [...form.keys()].filter((key) => /^criterion\.\d+\.name$/.test(key));
  return rows.flatMap((key) => {
    const at = key.slice(0, -".name".length);
    const name = String(form.get(key)).trim();
    if (name === "") return [];
    const description = String(form.get(`${at}.description`) ?? "");
    return [{ name, weight: Number(form.get(`${at}.weight`)), description }];
  });
}

/** What is wrong with a field or with a part of it. */
export function fieldOf(
  fields: Readonly<Record<string, string>>,
  names: readonly string[],
): string | undefined {
  return Object.entries(fields).find(([path]) =>
    names.some((name) => path === name || path.startsWith(`${name}.`)),
  )?.[1];
}
