import path from "node:path";
import { openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { env } from "@/lib/env";
import { median, report } from "./measure";

/** The bundled model: from a cold start to its first run, and 64 tokens warm. */
const text =
  "When Mary and John went to the store, John gave a drink to Mary. Then Mary thanked him, and they walked home by the river. " +
  "There was a girl named Rose. It was a cold morning. One day, Rose found a small red box under the table, and inside";

const opening = performance.now();
const runtime = await openRuntime({ provider: env().ENGINE_PROVIDER, threads: env().ENGINE_THREADS });
const model = await openModel(path.join(env().MODELS_DIR, "storybook-4l"), { runtime });
await model.warm();
report(`open and warm (${runtime.report.inUse})`, performance.now() - opening, "ms");
const tokens = model
  .tokenize(text)
  .slice(0, 64)
  .map(({ id }) => id);
const times: number[] = [];
for (let i = 0; i < 40; i++) {
  const start = performance.now();
  await model.run(tokens);
  if (i >= 5) times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
report(
  `run of ${tokens.length} tokens, ${model.dictionaries.length} dictionaries, warm`,
  median(times),
  "ms",
);
report("peak resident memory", (process.resourceUsage().maxRSS * 1024) / 1e6, "MB");
await model.close();
