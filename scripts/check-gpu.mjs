import { bootstrap } from "./bootstrap.mjs";

await bootstrap();
const { main } = await import("./check-gpu/main.ts");
process.exitCode = await main(process.argv.slice(2));
