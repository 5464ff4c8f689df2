import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

// The thread needs the compiler of its own: it does not inherit what its process reads TypeScript with.
register();
const { readMarkdown } = await import("./read-markdown.ts");
parentPort?.on("message", (body) => parentPort?.postMessage(readMarkdown(body)));
parentPort?.postMessage("ready");
