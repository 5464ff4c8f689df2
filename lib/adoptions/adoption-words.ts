import { maxReasonLength } from "@/lib/audit-log/act";
import type { NewAdoption } from "./view";

/** What is asked for, in words for the audit log. */
export function adoptionWords(asked: NewAdoption): string {
  const { source, dictionaries, name, processing, knownAs, licence } = asked;
  return [
    `From ${source}`,
    ...(dictionaries.length > 0 ? [`with ${dictionaries.join(", ")}`] : []),
    ...(name !== "" ? [`as ${name}`] : []),
    ...(processing !== "" ? [`its dictionaries trained under: ${processing}`] : []),
    ...(knownAs.length > 0 ? [`called ${knownAs.join(", ")} by them`] : []),
    ...(licence !== "" ? [`its licence: ${licence}`] : []),
  ]
    .join("; ")
    .slice(0, maxReasonLength);
}
