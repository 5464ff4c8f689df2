import { AppError } from "@/lib/errors";

/** A fault of a file that did not stop its import: what was wrong, where, and what became of it. */
const maxListed = 1_000;

export class ImportProblems {
  private readonly listed: string[] = [];
  private count = 0;

  /** `where` is a place as `links[17].source`; `what` says what is wrong and what was done. */
  add(where: string, what: string): void {
    this.count++;
    if (this.listed.length < maxListed) this.listed.push(`${where}: ${what}`);
  }

  list(): string[] {
    const more = this.count - this.listed.length;
    return more === 0 ? this.listed : [...this.listed, `${more} more problems of these kinds`];
  }
}

/** The one error of an import: the file cannot become a circuit. */
export function refuseGraph(where: string, fault: string): AppError {
  const place = where === "" ? "" : `${where}: `;
  return new AppError(
    "unprocessable",
    `This attribution graph cannot be imported: ${place}${fault}.`,
    where === "" ? {} : { fields: { [where]: fault } },
  );
}

/** A value of a file as it may stand in a sentence. */
export function quoted(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 80).toWellFormed());
  return typeof value === "number" || typeof value === "boolean" || value === null
    ? String(value)
    : typeof value === "undefined"
      ? "nothing"
      : "a structure";
}
