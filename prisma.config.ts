import { defineConfig } from "prisma/config";

// Prisma's command line downloads a native engine unless it is told of one. Generating the client runs none.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
process.env.CHECKPOINT_DISABLE ??= "1";

export default defineConfig({ schema: "prisma/schema.prisma", migrations: { path: "prisma/migrations" } });
