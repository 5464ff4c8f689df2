import { readdirSync } from "node:fs";
import { openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";

/*
 * The bundled model's features of a text with encoders in two stages whose files stand in a folder, beside those without:
 * whether they are the same, why encoders were used whole, and what is in the folder then.
 */
const [folder = "", leftBytes = ""] = process.argv.slice(2);
const runtime = await openRuntime({ provider: "cpu", threads: 1 });
const reasons: string[] = [];
const onPlain = (reason: string) => reasons.push(reason);
const twoStage = { folder, leastWeights: 0, onPlain, ...(leftBytes && { leftBytes: Number(leftBytes) }) };

async function featuresOf(options: Partial<Parameters<typeof openModel>[1]>): Promise<string> {
  const model = await openModel("models/storybook-4l", { runtime, ...options });
  const { features } = await model.run(model.tokenize("Mary went to the store. Mary").map(({ id }) => id));
  await model.close();
  return JSON.stringify(features);
}

const same = (await featuresOf({ twoStage })) === (await featuresOf({}));
process.stdout.write(JSON.stringify({ same, reasons, files: readdirSync(folder) }));
