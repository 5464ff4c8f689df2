import { layerOf } from "../architectures/architecture";
import type { OnnxModel } from "../graph/onnx-graph";
import type { LoadedModel } from "../model";
import { float32Of } from "../rows";
import type { GraphSession, Tensor } from "../runtime";
import { buildAttend, buildLogits, buildMixValues, buildMlp, buildProject } from "./graphs";

/**
 * A model's layers one by one, opened when first used, on the weights in their files: interventions run
 * many rows at once, where a packed copy of the model would gain little.
 */
export class LayerSessions {
  private readonly sessions = new Map<string, Promise<GraphSession>>();

  constructor(private readonly model: LoadedModel) {
    model.onClose(async () => {
      const open = [...this.sessions.values()];
      this.sessions.clear();
      for (const session of open) await (await session).close();
    });
  }

  attend(l: number, inputs: Record<"x" | "sigma" | "k" | "v" | "mask", Tensor>): Promise<Float32Array> {
    const { config, manifest } = this.model;
    return this.run(
      `attend ${l}`,
      () => buildAttend(config, layerOf(this.model.weights, l), manifest.processing),
      inputs,
      "z",
    );
  }

  mixValues(l: number, inputs: Record<"x" | "sigma" | "v" | "pattern", Tensor>): Promise<Float32Array> {
    const { config, manifest } = this.model;
    return this.run(
      `mix ${l}`,
      () => buildMixValues(config, layerOf(this.model.weights, l), manifest.processing),
      inputs,
      "z",
    );
  }

  project(l: number, inputs: Record<"x" | "z", Tensor>): Promise<Float32Array> {
    const { config, manifest } = this.model;
    return this.run(
      `out ${l}`,
      () => buildProject(config, layerOf(this.model.weights, l), manifest.processing),
      inputs,
      "mid",
    );
  }

  mlp(l: number, inputs: Record<"x" | "sigma", Tensor>): Promise<Float32Array> {
    const { config, manifest } = this.model;
    return this.run(
      `mlp ${l}`,
      () => buildMlp(config, layerOf(this.model.weights, l), manifest.processing),
      inputs,
      "out",
    );
  }

  logits(inputs: Record<"x" | "sigma", Tensor>): Promise<Float32Array> {
    const { config, weights } = this.model;
    return this.run("logits", () => buildLogits(config, weights), inputs, "logits");
  }

  private async run(name: string, build: () => OnnxModel, inputs: Record<string, Tensor>, output: string) {
    let session = this.sessions.get(name);
    if (!session) {
      session = Promise.resolve().then(() => this.model.runtime.open(build(), { lean: true }));
      this.sessions.set(name, session);
      session.catch(() => this.sessions.delete(name));
    }
    const results = await (await session).run(inputs, [output]);
    return float32Of(results[output], output);
  }
}

const opened = new WeakMap<LoadedModel, LayerSessions>();

export function layerSessionsOf(model: LoadedModel): LayerSessions {
  let sessions = opened.get(model);
  if (!sessions) {
    sessions = new LayerSessions(model);
    opened.set(model, sessions);
  }
  return sessions;
}
