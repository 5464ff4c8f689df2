import type { ListedEntry } from "@/lib/bounty-entries/view";

/** How an entry stands, and whether it keeps to the rules. */
export function entryWords({ standing, isEligible }: Pick<ListedEntry, "standing" | "isEligible">): string {
  if (standing === "withdrawn") return "withdrawn";
  if (standing === "aside") return "set aside";
  const eligible =
    isEligible === null ? "not known yet whether it is eligible" : isEligible ? "eligible" : "not eligible";
  return standing === "unconfirmed" ? `its team is not whole; ${eligible}` : eligible;
}
