import type { Command } from "commander";
import { madeWantedSchema, wantedViewSchema } from "@/lib/wanted/wanted-schemas";
import { print } from "../print";
import { formatTable } from "../table";
import { askSite, listFromSite, type SiteOptions } from "./ask-site";
import { inLine } from "./in-line";
import { siteCommand as command, part } from "./site-command";

/** What anybody does about bounties: be told of one, and ask for one of what they would like to see explained. */
export function wantedCommands(): Command[] {
  return [
    command(
      "watch <slug>",
      "Be told when it is put later, cancelled, closed, ranked, awarded or corrected.",
    ).action(send("PUT", (slug) => `/bounties/${slug}/watch`)),
    command("unwatch <slug>", "Be told of it no more.").action(
      send("DELETE", (slug) => `/bounties/${slug}/watch`),
    ),
    command("wanted", "What people would like to see explained, by votes.")
      .option("--words <words>", "only what they all stand in")
      .action(listWanted),
    command("want <text>", "Ask for an explanation, for everybody to see.")
      .option("--feature <path>", "the address of a feature's page", "")
      .option("--pattern <prompt>", "a prompt in which it shows", "")
      .action(want),
    command("vote <id>", "Vote for something that is wanted.").action(
      send("PUT", (id) => `/wanted/${id}/vote`),
    ),
    command("unvote <id>", "Take your vote back.").action(send("DELETE", (id) => `/wanted/${id}/vote`)),
    command("unwant <id>", "Take back what you asked for, for good.").action(
      send("DELETE", (id) => `/wanted/${id}`),
    ),
    command("answers <slug> <id>", "Say that a bounty of yours answers what is wanted.").action(
      async (slug: string, id: string, options: SiteOptions) => {
        await askSite(options, "PUT", `/wanted/${part(id)}/bounty`, { slug });
        await print("Done.\n");
      },
    ),
  ];
}

function send(method: string, pathOf: (of: string) => string) {
  return async (of: string, options: SiteOptions) => {
    await askSite(options, method, pathOf(part(of)));
    await print("Done.\n");
  };
}

async function listWanted({ words, ...options }: SiteOptions & { words?: string }): Promise<void> {
  const wanted = await listFromSite(
    options,
    "/wanted",
    wantedViewSchema,
    words === undefined ? {} : { q: words },
  );
  if (options.json) return print(`${JSON.stringify(wanted)}\n`);
  if (wanted.length === 0) return print("There is nothing.\n");
  const rows = wanted.map(({ id, votes, bounty, text }) => [
    ...[id, String(votes), bounty?.slug ?? "", inLine(text)],
  ]);
  await print(`${formatTable(["id", "votes", "answered by", "wanted"], rows, [])}\n`);
}

interface Want extends SiteOptions {
  feature: string;
  pattern: string;
}

async function want(text: string, { feature, pattern, ...options }: Want): Promise<void> {
  const answer = await askSite(options, "POST", "/wanted", { text, feature, pattern });
  if (options.json) return print(`${JSON.stringify(answer)}\n`);
  await print(`Asked for: ${madeWantedSchema.parse(answer).id}\n`);
}
