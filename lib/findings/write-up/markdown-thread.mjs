import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

// A thread reads no TypeScript of itself, whatever its process does.
register();
const { readMarkdown } = await import("./read-markdown.ts");
parentPort?.on("message", (body) => parentPort?.postMessage(readMarkdown(body)));
parentPort?.postMessage("ready");
