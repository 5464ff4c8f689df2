import path from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

// The thread needs the compiler of its own: it does not inherit what its process reads TypeScript with.
register();
const { AppError } = await import("../errors.ts");

parentPort?.on("message", async ({ file, name, input }) => {
  try {
    const work = (await import(pathToFileURL(path.resolve(file)).href))[name];
    parentPort?.postMessage({ kind: "begun" });
    const answer = await work(input);
    parentPort?.postMessage({ kind: "done", answer }, ownBytes(answer));
  } catch (error) {
    if (error instanceof AppError) {
      const { code, message, details } = error;
      parentPort?.postMessage({ kind: "refused", code, message, details });
    } else
      parentPort?.postMessage({
        kind: "failed",
        reason: error instanceof Error ? error.stack : String(error),
      });
  }
});
parentPort?.postMessage({ kind: "ready" });

/** Bytes that are the whole of their buffer go over as they are, without a copy. */
function ownBytes(answer) {
  return answer instanceof Uint8Array && answer.byteLength === answer.buffer.byteLength
    ? [answer.buffer]
    : [];
}
