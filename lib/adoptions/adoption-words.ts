import { maxReasonLength } from "@/lib/audit-log/act";
import type { NewAdoption } from "./view";

/** What is asked for, in words for the audit log. */
export function adoptionWords({ source, dictionaries, name, processing }: NewAdoption): string {
  return [
    `From ${source}`,
    ...(dictionaries.length > 0 ? [`with ${dictionaries.join(", ")}`] : []),
    ...(name !== "" ? [`as ${name}`] : []),
    ...(processing !== "" ? [`its dictionaries trained under: ${processing}`] : []),
  ]
    .join("; ")
    .slice(0, maxReasonLength);
}
