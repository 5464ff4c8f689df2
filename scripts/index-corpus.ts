import path from "node:path";
import { Command } from "commander";
import { closeDatabase } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { requestIndices } from "@/lib/indices/request-index";
import { runAsCommand } from "./command-line";
import { runningDatabaseUrl } from "./postgres/running";

interface Options {
  model: string;
  corpus: string;
  name?: string;
  licence: string;
}

const command = new Command("index")
  .description("Have the workers of the running site read a corpus, so that features have examples from it.")
  .requiredOption("--model <name>", "the model whose features are read")
  .requiredOption("--corpus <path>", "a file or folder of .txt or .jsonl, packed with gzip or not")
  .option("--name <name>", "what readers see; by default the name of the file or folder")
  .option("--licence <text>", "what readers see of its licence", "not stated")
  .parse();

/** `npm run index`: every worker must find the corpus at the same path. */
await runAsCommand(async () => {
  const { model, corpus, name, licence } = command.opts<Options>();
  process.env.DATABASE_URL ??= runningDatabaseUrl(path.resolve(process.env.DATA_DIR || ".data"));
  if (!env().DATABASE_URL)
    throw new AppError("unavailable", "The site is not running here: npm start, or set DATABASE_URL.");
  try {
    const asked = await requestIndices(model, {
      path: corpus,
      name: (name ?? path.basename(path.resolve(corpus))).slice(0, 100),
      licence: licence.slice(0, 200),
    });
    for (const { isNew } of asked)
      console.log(
        isNew
          ? "The workers read it now; the pages of features fill as they do."
          : "This corpus was named before; what there is of it stands.",
      );
  } finally {
    await closeDatabase();
  }
});
