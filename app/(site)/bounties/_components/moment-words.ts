/** A moment to the minute in a time zone, the reader's own unless another is given, with what the zone's clock is called just then. */
export function momentWords(at: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    ...{ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
    ...{ timeZoneName: "short", timeZone },
  }).format(at);
}
