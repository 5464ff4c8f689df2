import { createReadStream, createWriteStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Command, Option } from "commander";
import { closeDatabase } from "@/lib/db/client";
import { closePool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { importLabels, previewImport } from "@/lib/label-files/import-labels";
import type { LabelImportReport } from "@/lib/label-files/import-report";
import { type LabelFileFormat, labelFile, labelFileFormats } from "@/lib/label-files/label-file";
import { scoreLabels } from "@/lib/label-scores/score-labels";
import { scoreLines } from "@/lib/label-scores/words";
import { runAsCommand } from "./command-line";
import { runningDatabaseUrl } from "./postgres/running";

interface Which {
  model?: string;
  set?: string;
  layer?: string;
}

const command = new Command("labels").description(
  "Take labels out of the running site, bring others' in, and say what they are worth.",
);

function withDictionary(sub: Command): Command {
  return sub
    .option("--model <name>", "the model")
    .option("--set <set>", "its dictionary set, as addresses say it: attn, attn.strict")
    .option("--layer <layer>", "its layer");
}

function whichOf({ model, set, layer }: Which) {
  if (layer !== undefined && !/^\d{1,4}$/.test(layer))
    throw new AppError("invalid-input", "A layer is a whole number.");
  return model === undefined
    ? undefined
    : { model, set, layer: layer === undefined ? undefined : Number(layer) };
}

withDictionary(command.command("export").description("Write every label that stands, a line of JSON each."))
  .addOption(new Option("--format <format>").choices([...labelFileFormats]).default("circuit-commons"))
  .option("--out <file>", "write to this file instead of standard output")
  .action(async (options: Which & { format: LabelFileFormat; out?: string }) =>
    onSite(async () => {
      const which = whichOf(options);
      if (!which) throw new AppError("invalid-input", "Say of which model: --model <name>.");
      const { pieces } = await labelFile(which, options.format);
      const out = options.out === undefined ? process.stdout : createWriteStream(options.out);
      await pipeline(Readable.from(pieces), out, { end: options.out !== undefined });
    }),
  );

withDictionary(
  command
    .command("import")
    .description(
      "Take explanations that Neuronpedia exported, or labels of a site like this one, as proposals. Name a dictionary where the file does not tell it by a checksum; that you did is written beside each label.",
    )
    .option("--dry", "say what would come of it, and take nothing", false)
    .argument("<files...>", ".jsonl, or packed as .jsonl.gz"),
).action(async (files: string[], { dry, ...options }: Which & { dry: boolean }) =>
  onSite(async () => {
    const named = whichOf(options);
    for (const file of files) {
      const bytes = createReadStream(file);
      const lines = file.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
      bytes.on("error", (error) => lines.destroy(error));
      const fileName = path.basename(file).slice(-160);
      const report = dry
        ? await previewImport(lines, { named })
        : await importLabels(lines, { fileName, named });
      console.log(`${file}: ${told(report, dry)}`);
    }
  }),
);

command
  .command("score")
  .description("Say how labels of people, of programs and imported ones score on the same blind checks.")
  .option("--json", "print everything as JSON", false)
  .action(async ({ json }: { json: boolean }) =>
    onSite(async () => {
      const scores = await scoreLabels();
      console.log(json ? JSON.stringify(scores, null, 2) : scoreLines(scores).join("\n"));
    }),
  );

function told({ rows, taken, toldBy, saidAlready, refused }: LabelImportReport, dry: boolean): string {
  return [
    `${rows} rows; ${taken} ${dry ? "would be taken" : "taken"} (${toldBy.content} told by content, ${toldBy.name} by name, ${toldBy.hand} by hand), ${saidAlready} said already.`,
    ...refused.map(
      ({ why, rows: count, lines }) =>
        `  ${count} not taken: ${why} (line ${lines.join(", ")}${count > lines.length ? ", \u2026" : ""})`,
    ),
  ].join("\n");
}

async function onSite(work: () => Promise<void>): Promise<void> {
  await runAsCommand(async () => {
    process.env.DATABASE_URL ??= runningDatabaseUrl(path.resolve(process.env.DATA_DIR || ".data"));
    if (!env().DATABASE_URL)
      throw new AppError("unavailable", "The site is not running here: npm start, or set DATABASE_URL.");
    try {
      await work();
    } finally {
      await closePool();
      await closeDatabase();
    }
  });
}

await command.parseAsync();
