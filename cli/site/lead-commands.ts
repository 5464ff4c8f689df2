import type { Command } from "commander";
import { z } from "zod";
import { createdBountySchema } from "@/lib/bounties/view";
import { AppError } from "@/lib/errors";
import { print } from "../print";
import { readJsonDocument } from "../read-json-document";
import { askSite, type SiteOptions } from "./ask-site";
import { siteCommand as command, part } from "./site-command";

/** What who leads a bounty does, what judges do beside scoring, and what who entered does once it is ranked. */
export function leadCommands(): Command[] {
  const reason = ["--reason <words>", "why: everybody reads it"] as const;
  return [
    command("begin <file>", "Begin a draft, of a JSON file with what POST /api/v1/bounties takes.").action(
      begin,
    ),
    command(
      "change <slug> <file>",
      "Change what a bounty of yours says, by such a file, until the first entry.",
    ).action(change),
    command("delete <slug>", "Delete a draft of yours that was never open.")
      .requiredOption("--title <title>", "its title as it stands, which says that you mean this one")
      .action(deleteDraft),
    command("open <slug>", "Open a draft of yours: everybody sees it from then on.").action(open),
    command(
      "postpone <slug> <moment>",
      "Put the deadline later, to a moment as 2027-01-31T12:00:00Z.",
    ).action((slug, closesAt, options) =>
      act(options, "PUT", `/bounties/${part(slug)}/deadline`, { closesAt }),
    ),
    command("cancel <slug>", "End a bounty of yours without an award, for good.")
      .requiredOption(...reason)
      .action((slug, { reason: why, ...options }) =>
        act(options, "POST", `/bounties/${part(slug)}/cancellation`, { reason: why }),
      ),
    command("name-judge <slug> <handle>", "Name one more judge, until it is ranked.").action(
      (slug, handle, options) => act(options, "POST", `/bounties/${part(slug)}/judges`, { handle }),
    ),
    command(
      "excuse-judge <slug> <handle>",
      "Excuse a judge, for good: another scores what they did not.",
    ).action((slug, handle, options) =>
      act(options, "DELETE", `/bounties/${part(slug)}/judges/${part(handle)}`),
    ),
    command("conflict <slug> <id>", "Say, as its judge, that an entry is not yours to score, for good.")
      .requiredOption("--reason <words>", "what the conflict is")
      .action((slug, id, { reason: why, ...options }) =>
        act(options, "POST", `${entry(slug, id)}/conflict`, { reason: why }),
      ),
    command("remark <slug>", "Say something to the others who judge it, once all have scored.")
      .requiredOption("--words <words>", "what you say")
      .action((slug, { words, ...options }) =>
        act(options, "POST", `/bounties/${part(slug)}/remarks`, { body: words }),
      ),
    command("set-aside <slug> <id>", "Have an entry not rank.")
      .requiredOption(...reason)
      .action(rule(true)),
    command("restore <slug> <id>", "Have an entry rank again.")
      .requiredOption(...reason)
      .action(rule(false)),
    command("rank <slug>", "Rank it by what was scored, for everybody to see, or rank it again.").action(
      async (slug, options) => led(options, slug, "ranking"),
    ),
    command("appeal <slug> <id>", "Say publicly what is wrong with how your entry ranks. It is done once.")
      .requiredOption("--words <words>", "what is wrong: everybody reads it")
      .action((slug, id, { words, ...options }) =>
        act(options, "POST", `${entry(slug, id)}/appeal`, { body: words }),
      ),
    command("answer <slug> <id>", "Answer an appeal publicly, for good.")
      .requiredOption("--words <words>", "your answer: everybody reads it")
      .action((slug, id, { words, ...options }) =>
        act(options, "PUT", `${entry(slug, id)}/appeal`, { answer: words }),
      ),
    command("take <slug> <id>", "Take the place that your entry is offered. It is said once.").action(
      reply(true),
    ),
    command("leave <slug> <id>", "Leave that place to the next in line. It is said once.").action(
      reply(false),
    ),
    command("award <slug>", "Award it, for good: its ranking, who takes what, and the ledger.")
      .option("--words <words>", "what you say of the award", "")
      .action(async (slug, { words, ...options }) => led(options, slug, "award", { words })),
    command("correct <slug>", "Say publicly what is wrong with the award, which stays beside it.")
      .requiredOption("--words <words>", "what is corrected")
      .action(async (slug, { words, ...options }) => led(options, slug, "corrections", { words })),
    command("pay <slug> <line>", "Say that you paid what a line of its ledger awarded, once and for good.")
      .requiredOption("--reference <words>", "how it is found again: you and whom you paid read it")
      .action((slug, award, { reference, ...options }) =>
        act(options, "POST", `/bounties/${part(slug)}/payments`, { award, reference }),
      ),
  ];
}

const entry = (slug: string, id: string) => `/bounties/${part(slug)}/entries/${part(id)}`;

async function act(options: SiteOptions, method: string, path: string, body?: unknown): Promise<void> {
  await askSite(options, method, path, body);
  await print("Done.\n");
}

function rule(isAside: boolean) {
  return (slug: string, id: string, { reason, ...options }: SiteOptions & { reason: string }) =>
    act(options, "POST", `${entry(slug, id)}/ruling`, { isAside, reason });
}

function reply(accepts: boolean) {
  return (slug: string, id: string, options: SiteOptions) =>
    act(options, "POST", `${entry(slug, id)}/reply`, { accepts });
}

async function begin(file: string, options: SiteOptions): Promise<void> {
  const answer = await askSite(options, "POST", "/bounties", readJsonDocument(file));
  if (options.json) return print(`${JSON.stringify(answer)}\n`);
  const { slug, url } = createdBountySchema.parse(answer);
  await print(`Begun: ${slug}, at ${url}\n`);
}

const revisionSchema = z.looseObject({ revision: z.number() });

async function revisionOf(slug: string, options: SiteOptions): Promise<number> {
  return revisionSchema.parse(await askSite(options, "GET", `/bounties/${part(slug)}`)).revision;
}

const objectSchema = z.looseObject({});

/** Of what the site has by now, unless the file says of which revision it is a change. */
async function change(slug: string, file: string, options: SiteOptions): Promise<void> {
  const said = objectSchema.parse(readJsonDocument(file));
  const revision = said.revision ?? (await revisionOf(slug, options));
  await act(options, "PUT", `/bounties/${part(slug)}`, { ...said, revision });
}

async function open(slug: string, options: SiteOptions): Promise<void> {
  await act(options, "POST", `/bounties/${part(slug)}/opening`, {
    revision: await revisionOf(slug, options),
  });
}

const titledSchema = z.looseObject({ title: z.string() });

async function deleteDraft(
  slug: string,
  { title, ...options }: SiteOptions & { title: string },
): Promise<void> {
  const path = `/bounties/${part(slug)}`;
  if (titledSchema.parse(await askSite(options, "GET", path)).title !== title)
    throw new AppError("unprocessable", "That is not its title as it stands. Nothing was deleted.");
  await act(options, "DELETE", path);
}

const resultsSchema = z.looseObject({ results: z.array(z.looseObject({ number: z.number() })) });

/** Does what is done of the newest result, which is looked up: where another came first meanwhile, nothing is done. */
async function led(options: SiteOptions, slug: string, path: string, said: object = {}): Promise<void> {
  const outcome = await askSite(options, "GET", `/bounties/${part(slug)}/outcome`);
  const number = resultsSchema.parse(outcome).results.at(-1)?.number ?? 0;
  await act(options, "POST", `/bounties/${part(slug)}/${path}`, { ...said, number });
}
