import { AppError } from "@/lib/errors";

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "medium", timeZone: "UTC" });

/** A moment for the reader, to the second. */
export function inWords(at: Date): string {
  return `${moment.format(at)} UTC`;
}

interface CircuitMoments {
  createdAt: Date;
  computedAt: Date | null;
}

/** For who comes after the deadline; who had asked for the circuit in time is told that it was done after it. */
export function tooLate(closesAt: Date, circuit?: CircuitMoments): AppError {
  const closed = `This bounty closed on ${inWords(closesAt)}.`;
  const inTime = circuit !== undefined && circuit.createdAt < closesAt;
  if (!inTime || (circuit.computedAt !== null && circuit.computedAt < closesAt))
    return new AppError("conflict", `${closed} What comes later is not entered.`);
  const asked = `The circuit was asked for in time, on ${inWords(circuit.createdAt)}`;
  const how = circuit.computedAt
    ? `your job finished after it, on ${inWords(circuit.computedAt)}`
    : "your job is not finished yet";
  return new AppError(
    "conflict",
    `${closed} ${asked}, but ${how}. An entry is committed to before the close.`,
  );
}

export function notOpen(): AppError {
  return new AppError("conflict", "This bounty is not open: nothing can be entered for it.");
}

export function wrong(field: string, sentence: string): AppError {
  return new AppError("unprocessable", sentence, { fields: { [field]: sentence } });
}
