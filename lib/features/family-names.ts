import type { families } from "@/lib/evidence-format/evidence";

type Family = (typeof families)[number];

/** How the names made by rule begin of families that are told by nothing else that an index holds. */
export const familyBegins: Readonly<Partial<Record<Family, string>>> = {
  positional: "position ",
  duplicate: "same as ",
};
