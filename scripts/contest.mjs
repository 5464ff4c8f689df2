import { bootstrap } from "./bootstrap.mjs";

await bootstrap();
const { main } = await import("./contest/main.ts");
await main(process.argv.slice(2));
