import { Command } from "commander";
import { withSite } from "./ask-site";

/** A command that asks a site, by its name and its arguments: `read <slug>`. */
export function siteCommand(usage: string, description: string): Command {
  const [name = "", ...names] = usage.split(" ");
  const made = withSite(new Command(name).description(description));
  for (const each of names) made.argument(each);
  return made;
}

/** A part of an address. */
export const part = (text: string | undefined) => encodeURIComponent((text ?? "").toWellFormed());
