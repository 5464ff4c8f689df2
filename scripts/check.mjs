import { bootstrap } from "./bootstrap.mjs";

await bootstrap();
const { check } = await import("./check/check.ts");
await check();
