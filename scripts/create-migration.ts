import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { runAsCommand } from "./command-line";
import { schemaDifference } from "./schema-difference";

/** `npm run migration -- <name>`: writes the SQL that leads from the migrations to prisma/schema.prisma. */
await runAsCommand(async () => {
  const words = process.argv.slice(2).join(" ").toLowerCase();
  const name = words.replaceAll(/[^a-z0-9]+/g, "_").replaceAll(/^_|_$/g, "");
  if (name === "")
    throw new AppError("invalid-input", "Name the migration: npm run migration -- add-label-history");
  const sql = await schemaDifference();
  if (sql === "") {
    console.log("The migrations already lead to prisma/schema.prisma; there is nothing to write.");
    return;
  }
  const folder = path.resolve("prisma/migrations", `${timestamp()}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "migration.sql"), sql);
  console.log(`Wrote ${path.relative(process.cwd(), folder)}/migration.sql; read it before you commit it.`);
});

/** Migrations are applied in the order of their names. */
function timestamp(): string {
  return new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
}
