import { AppError } from "@/lib/errors";

/** Why somebody writes nothing at present. */
export interface Suspension {
  reason: string;
  /** Null where it lasts until somebody lifts it. */
  until: Date | null;
}

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

export function suspensionWords({ reason, until }: Suspension): string {
  const end = until ? ` until ${moment.format(until)} UTC` : "";
  return `Your account is suspended${end}: ${reason} You can read, and write nothing.`;
}

export function suspended(suspension: Suspension): AppError {
  return new AppError("forbidden", suspensionWords(suspension));
}
