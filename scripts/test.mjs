import { bootstrap } from "./bootstrap.mjs";

await bootstrap();
const { runTests } = await import("./test/run-tests.ts");
await runTests(process.argv.slice(2));
