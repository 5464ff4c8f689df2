import { Command } from "commander";
import { z } from "zod";
import { listedBountySchema } from "@/lib/bounties/view";
import { enteredSchema, entryViewSchema, listedEntrySchema } from "@/lib/bounty-entries/view";
import { judgingSchema, outcomeSchema } from "@/lib/bounty-judging/view";
import { print } from "../print";
import { readJsonDocument } from "../read-json-document";
import { formatTable } from "../table";
import { askSite, listFromSite, type SiteOptions } from "./ask-site";
import { inLine } from "./in-line";
import { leadCommands } from "./lead-commands";
import { reportTable } from "./report-table";
import { siteCommand as command, part } from "./site-command";
import { wantedCommands } from "./wanted-commands";

/** The path of a bounty from its list to its outcome, asked of a site. */
export function siteBountyCommands(): Command[] {
  return [
    command("list", "Bounties of a site, the newest first.")
      .option("--only <which>", "open, judging, ended, or own: those you sponsor", "open")
      .action(listBounties),
    command("read <slug>", "What a bounty asks for, as JSON.").action(read((slug) => `/bounties/${slug}`)),
    command("terms <slug>", "What its entries are judged by: the file that `bounty check` takes.").action(
      read((slug) => `/bounties/${slug}/terms`),
    ),
    command(
      "entries <slug>",
      "Entries that you may see: your own, and once it closed all that count.",
    ).action(listEntries),
    command("entry <slug> <id>", "An entry's report, rule by rule, with what to change.").action(readEntry),
    command("file <slug> <id>", "The whole of an entry: the file that `bounty check` takes.").action(
      read((slug, id) => `/bounties/${slug}/entries/${id}/file`),
    ),
    command("enter <slug> <finding>", "Enter a finding of yours, or mend its entry by what it says by now.")
      .option("--team <handles>", "who enters it with you, with commas between")
      .action(enterFinding),
    command("confirm <slug> <id>", "Confirm that you enter it together with who named you.").action(
      act("confirmation"),
    ),
    command(
      "withdraw <slug> <id>",
      "Withdraw an entry of yours; to enter its finding again brings it back.",
    ).action(act("withdrawal")),
    command("judging <slug>", "What was given to you to score, and how far the judges are.").action(
      readJudging,
    ),
    command("score <slug> <id>", "Score an entry that was given to you.")
      .requiredOption(
        "--scores <file>",
        "a JSON list with { points, reason } for each criterion, in the rubric's order",
      )
      .action(scoreEntry),
    command(
      "scores <slug> <id>",
      "What judges gave an entry, as JSON: your own, and all once it is ranked.",
    ).action(read((slug, id) => `/bounties/${slug}/entries/${id}/scores`)),
    command("outcome <slug>", "Who won, and how all rank.").action(readOutcome),
    command("ledger <slug>", "What was promised, awarded and paid, as JSON.").action(
      read((slug) => `/bounties/${slug}/ledger`),
    ),
    ...leadCommands(),
    ...wantedCommands(),
  ];
}

const anything = z.unknown();
const json = (value: unknown) => print(`${JSON.stringify(value)}\n`);

/** Prints what is at an address as the site sends it. */
function read(pathOf: (slug: string, id: string) => string) {
  return async (...all: unknown[]) => {
    const { args, options } = given(all);
    await json(await askSite(options, "GET", pathOf(part(args[0]), part(args[1]))));
  };
}

/** What commander calls an action with: the arguments, the options, the command. */
function given(all: unknown[]): { args: string[]; options: SiteOptions } {
  const made = all.at(-1);
  if (!(made instanceof Command)) throw new Error("An action is called with its command.");
  return { args: made.args, options: made.opts<SiteOptions>() };
}

function act(path: string) {
  return async (...all: unknown[]) => {
    const { args, options } = given(all);
    await askSite(options, "POST", `/bounties/${part(args[0])}/entries/${part(args[1])}/${path}`);
    await print("Done.\n");
  };
}

async function listBounties({ only, ...options }: SiteOptions & { only: string }): Promise<void> {
  if (options.json) return json(await listFromSite(options, "/bounties", anything, { only }));
  const bounties = await listFromSite(options, "/bounties", listedBountySchema, { only });
  const rows = bounties.map(({ slug, standing, closesAt, title }) => [
    slug,
    standing,
    closesAt.toISOString(),
    title,
  ]);
  await table(["slug", "standing", "closes", "title"], rows);
}

async function listEntries(slug: string, options: SiteOptions): Promise<void> {
  const path = `/bounties/${part(slug)}/entries`;
  if (options.json) return json(await listFromSite(options, path, anything));
  const entries = await listFromSite(options, path, listedEntrySchema);
  const rows = entries.map(({ id, number, standing, isEligible, title }) => {
    const eligible = isEligible === null ? "not known yet" : isEligible ? "yes" : "no";
    return [id, String(number), standing, eligible, title ?? ""];
  });
  await table(["entry", "version", "standing", "eligible", "title"], rows);
}

async function readEntry(slug: string, id: string, options: SiteOptions): Promise<void> {
  const answer = await askSite(options, "GET", `/bounties/${part(slug)}/entries/${part(id)}`);
  if (options.json) return json(answer);
  const { report, isSettled, why } = entryViewSchema.parse(answer);
  await print(reportTable(report));
  if (!isSettled) await print("Something that a rule asks for is still computed.\n");
  if (why !== null) await print(`${why}\n`);
}

async function enterFinding(
  slug: string,
  finding: string,
  { team, ...options }: SiteOptions & { team?: string },
): Promise<void> {
  const named = team === undefined ? null : team.split(",").map((handle) => handle.trim());
  const answer = await askSite(options, "POST", `/bounties/${part(slug)}/entries`, { finding, team: named });
  if (options.json) return json(answer);
  const { id, number, isNew } = enteredSchema.parse(answer);
  await print(`${isNew ? "Entered" : "It was entered before"}: version ${number} of ${id}.\n`);
}

async function readJudging(slug: string, options: SiteOptions): Promise<void> {
  const answer = await askSite(options, "GET", `/bounties/${part(slug)}/judging`);
  if (options.json) return json(answer);
  const { own, progress } = judgingSchema.parse(answer);
  await table(
    ["entry", "standing", "points", "title"],
    own.map(({ entry, standing, points, title }) => [entry, standing, points.join(" "), title ?? ""]),
  );
  const { judged, waiting, unsettled } = progress;
  await print(
    `\n${judged} entries are judged, ${waiting} scores are waited for, ${unsettled} entries are not settled.\n`,
  );
}

async function scoreEntry(
  slug: string,
  id: string,
  { scores, ...options }: SiteOptions & { scores: string },
): Promise<void> {
  const path = `/bounties/${part(slug)}/entries/${part(id)}/scores`;
  await askSite(options, "PUT", path, { scores: readJsonDocument(scores) });
  await print("Done.\n");
}

async function readOutcome(slug: string, options: SiteOptions): Promise<void> {
  const answer = await askSite(options, "GET", `/bounties/${part(slug)}/outcome`);
  if (options.json) return json(answer);
  const { standing, ranked, winners, nextPlace, currency } = outcomeSchema.parse(answer);
  await print(`${standing}\n\n`);
  if (winners.length > 0) {
    const rows = winners.map(({ place, amount, entrants, title }) => [
      ...[String(place), amount === null ? "" : `${amount} ${currency}`, entrants.join(", "), title ?? ""],
    ]);
    await table(["won", "smallest units", "by", "title"], rows);
    await print("\n");
  }
  const rows = ranked.map(({ place, entry, score, entrants, title }) => [
    ...[String(place), ((10 * score.sum) / score.over).toFixed(2), entrants.join(", "), entry, title ?? ""],
  ]);
  await table(["place", "score", "by", "entry", "title"], rows);
  if (nextPlace !== null)
    await print(`\nFrom place ${nextPlace} on: /bounties/${slug}/outcome?from=${nextPlace}\n`);
}

async function table(head: readonly string[], rows: readonly (readonly string[])[]): Promise<void> {
  if (rows.length === 0) return print("There is nothing.\n");
  await print(
    `${formatTable(
      head,
      rows.map((row) => row.map(inLine)),
      [],
    )}\n`,
  );
}
