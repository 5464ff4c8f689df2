import { isIP } from "node:net";
import { z } from "zod";
import { storableText } from "@/lib/db/storable-text";

export const maxUrlLength = 2_000;

/** Where a server of its owner's may stand; none else, so that nothing here is a way to another machine's services. */
export const outsidePorts = ["", "8443"];

/** What is wrong with an address that this site is to send to; null where nothing is. Where its name leads is looked at each time. */
function faultOf(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:") return "Give a whole address that begins with https://.";
  if (url.username || url.password) return "Leave out the name and password: what is sent is signed instead.";
  if (url.hash) return "Leave out the # and what follows it: it is never sent.";
  if (!outsidePorts.includes(url.port)) return "Use port 443 or 8443.";
  if (isIP(url.hostname.replace(/^\[|\]$/g, ""))) return "Give a name in place of the number.";
  if (!/[^.]\.[^.]+\.?$/.test(url.hostname)) return "This name leads nowhere outside this machine.";
  return null;
}

/** An address outside that this site may be asked to send to. */
export const outsideUrlSchema = storableText
  .trim()
  .max(maxUrlLength, `Use at most ${maxUrlLength.toLocaleString("en")} characters.`)
  .superRefine((text, context) => {
    const message = faultOf(text);
    if (message) context.addIssue({ code: "custom", message });
  })
  .transform((text) => new URL(text).href)
  .pipe(z.string().max(maxUrlLength, "Written in full it is too long."));
