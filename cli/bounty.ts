import { Command } from "commander";
import { isEntryFile, type JudgedEntry, readEntryFile } from "@/lib/bounty-format/entry-file";
import type { EligibilityReport, RuleReport } from "@/lib/bounty-format/report";
import { type BountyTerms, readTerms } from "@/lib/bounty-format/terms";
import { entryOfFinding } from "@/lib/bounty-rules/entry-of-finding";
import { judgeEntry } from "@/lib/bounty-rules/judge-entry";
import { AppError } from "@/lib/errors";
import { isFindingFile, readFindingFile } from "@/lib/finding-format/finding-file";
import { print } from "./print";
import { readJsonDocument } from "./read-json-document";
import { siteBountyCommands } from "./site/bounty-commands";
import { reportTable } from "./site/report-table";

interface CheckOptions {
  bounty: string;
  json: boolean;
}

export function bountyCommand(): Command {
  const bounty = new Command("bounty")
    .description(
      "Bounties: judge an entry without a site, or ask one for all the rest, from a draft to what is paid.",
    )
    .exitOverride()
    .addCommand(checkCommand());
  for (const command of siteBountyCommands()) bounty.addCommand(command);
  return bounty;
}

function checkCommand(): Command {
  return new Command("check")
    .description(
      "Judge an entry by a bounty's rules, as the site does. Of a finding's file, what only the site can know is unknown. Exit code 1 unless it is eligible.",
    )
    .argument("<file>", "a circuit-commons/entry@1 or a circuit-commons/finding@1 file of a site")
    .requiredOption("--bounty <file>", "the bounty's terms, a circuit-commons/bounty@1 document")
    .option("--json", "print the report as JSON instead of a table", false)
    .exitOverride()
    .action(checkEntry);
}

async function checkEntry(file: string, { bounty, json }: CheckOptions): Promise<void> {
  const terms = readTerms(readJsonDocument(bounty));
  const report = judgeEntry(terms, readEntry(terms, readJsonDocument(file)));
  await print(json ? `${JSON.stringify(report)}\n` : reportTable(report));
  if (report.eligible !== true) throw new AppError("unprocessable", whyNot(report));
}

function readEntry(terms: BountyTerms, document: unknown): JudgedEntry {
  if (isEntryFile(document)) return readEntryFile(document);
  if (isFindingFile(document)) return entryOfFinding(terms, readFindingFile(document));
  throw new AppError(
    "unprocessable",
    "This is neither a circuit-commons/entry@1 file nor a circuit-commons/finding@1 file.",
  );
}

function whyNot({ eligible, rules }: EligibilityReport): string {
  const named = (of: (rule: RuleReport) => boolean) =>
    rules
      .filter(of)
      .map(({ kind }) => kind)
      .join(", ");
  return eligible === false
    ? `It is not eligible: ${named(({ outcome }) => outcome === "failed")}.`
    : `Whether it is eligible is not known here: ${named(({ outcome }) => outcome !== "passed")}.`;
}
