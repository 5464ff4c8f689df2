import { spawnSync } from "node:child_process";
import path from "node:path";
import { openModel } from "@/lib/engine/model";
import { plainBytes } from "@/lib/engine/open-encoder";
import { openRuntime } from "@/lib/engine/runtime";
import { env } from "@/lib/env";
import { openBareProducts } from "./bare-products";
import { gpt2Small, gpt2SmallFolder, makeCheckpoint, randomTokens } from "./make-checkpoint";
import { interleave, median, report } from "./measure";

/** 64 tokens forward, encode and predict at GPT-2 small's shape, beside the bare float32 products of it; `--plain` without the two stages of encoders. */
const T = 64;
const rounds = 15;

const dir = await makeCheckpoint(gpt2SmallFolder(), gpt2Small);
const tokens = randomTokens(T, gpt2Small.vocabularySize);
const plain = process.argv.includes("--plain");
const twoStage = {
  folder: path.join(env().DATA_DIR, "encoders"),
  onPlain: (reason: string) => process.stderr.write(`plain: ${reason}\n`),
};
const runtime = await openRuntime({ provider: env().ENGINE_PROVIDER, threads: env().ENGINE_THREADS });

if (process.argv.includes("--memory")) {
  await measureMemory();
} else {
  // Peak memory is a process's own: measured in one that holds the model alone, begun while this one holds nothing, since a
  // process begins with the peak of the one that started it.
  const child = spawnSync(
    process.execPath,
    [...process.execArgv, import.meta.filename, "--memory", ...(plain ? ["--plain"] : [])],
    { encoding: "utf8" },
  );
  if (child.status !== 0) throw new Error(`the memory bench failed: ${child.stderr}`);
  process.stdout.write(child.stdout);
  await measureTime();
}

async function measureTime(): Promise<void> {
  const opening = performance.now();
  const model = await openModel(dir, { runtime, ...(!plain && { twoStage }) });
  await model.warm();
  report(
    `open and warm, ${model.dictionaries.length} dictionaries (${runtime.report.inUse})`,
    performance.now() - opening,
    "ms",
  );
  const { features } = await model.run(tokens);
  const active = features.reduce((sum, { activations }) => sum + activations.length, 0);
  report("active features a token and dictionary", active / T / features.length, "");
  const bare = await openBareProducts(runtime, model.config, model.weights, model.dictionaries, T);
  const stages = { forward: 0, encode: 0, predict: 0 };
  const times = await interleave(rounds, {
    run: async () => {
      let last = performance.now();
      await model.run(tokens, ({ stage }) => {
        const now = performance.now();
        stages[stage] += (now - last) / (rounds + 2);
        last = now;
      });
    },
    bareForward: bare.forward,
    bareEncode: bare.encode,
  });
  const run = median(times.run);
  const products = median(times.bareForward) + median(times.bareEncode);
  report(`run of ${T} tokens: forward, encode, predict`, run, "ms");
  for (const [stage, ms] of Object.entries(stages)) report(`  of which ${stage} (mean)`, ms, "ms");
  report("bare float32 products of the same sizes", products, "ms");
  report("  of which forward with logits", median(times.bareForward), "ms");
  report("  of which encoders", median(times.bareEncode), "ms");
  report("run / bare products", run / products, "", plain ? 1.3 : 0.75);
  await model.close();
}

async function measureMemory(): Promise<void> {
  const model = await openModel(dir, { runtime, ...(!plain && { twoStage }) });
  const float32 = model.memory().weightBytes + model.dictionaries.reduce((sum, d) => sum + plainBytes(d), 0);
  await model.warm();
  for (let i = 0; i < 5; i++) await model.run(tokens);
  const { weightBytes } = model.memory();
  const peak = process.resourceUsage().maxRSS * 1024;
  report("weights of model and encoders, float32", float32 / 1e6, "MB");
  report("weights held", weightBytes / 1e6, "MB");
  report("peak resident memory", peak / 1e6, "MB");
  report("peak / float32 weights", peak / float32, "", plain ? 1.3 : 0.8);
  await model.run(randomTokens(gpt2Small.contextLength, gpt2Small.vocabularySize));
  const longest = process.resourceUsage().maxRSS * 1024;
  report(`peak / float32 weights, with a text of ${gpt2Small.contextLength} tokens`, longest / float32, "");
  await model.close();
}
