import { bootstrap } from "./bootstrap.mjs";

await bootstrap();
const { start } = await import("./start/start.ts");
await start({ dev: process.argv.includes("--dev") });
