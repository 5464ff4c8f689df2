import { z } from "zod";

/** A moment: an ISO 8601 text in UTC on the wire, a `Date` inside. Routes encode it, the browser decodes it. */
export const instantSchema = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});
