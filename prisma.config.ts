import path from "node:path";
import { defineConfig } from "prisma/config";

// Prisma's command line downloads a native engine from its own host; ours comes with npm.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.resolve(
  import.meta.dirname,
  "scripts/prisma-schema-engine.mjs",
);
process.env.CHECKPOINT_DISABLE ??= "1";

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // Generating the client needs no database; whatever does says so when this one is not reached.
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://postgres@127.0.0.1:5432/circuit_commons" },
});
