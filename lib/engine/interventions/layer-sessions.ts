import { layerOf } from "../architectures/architecture";
import type { LoadedModel } from "../model";
import { NamedSessions } from "../named-sessions";
import type { Tensor } from "../runtime";
import { mostThreads } from "../threads";
import { buildAttend, buildLogits, buildMixValues, buildMlp, buildProject } from "./graphs";

/**
 * A model's layers one by one, opened when first used, on the weights in their files: interventions run
 * many rows at once, where a packed copy of the model would gain little.
 */
export class LayerSessions {
  private readonly sessions: NamedSessions;

  constructor(private readonly model: LoadedModel) {
    const { dModel, keyHeads, dHead, dMlp } = model.config;
    // What is measured must not depend on the machine: the narrowest product decides.
    const maxThreads = mostThreads(Math.min(dModel, keyHeads * dHead, dMlp));
    this.sessions = new NamedSessions(model, { lean: true, maxThreads });
  }

  /** `cos` and `sin` with rotary positions alone; `patches` are the inputs of heads that are patched, if there are any. */
  attend(
    l: number,
    inputs: Record<"x" | "sigma" | "k" | "v" | "mask", Tensor> & { cos?: Tensor; sin?: Tensor },
    patches?: Record<string, Tensor>,
  ): Promise<Float32Array> {
    const { config, manifest } = this.model;
    const patched = patches !== undefined;
    return this.sessions.run(
      `attend ${l}${patched ? " patched" : ""}`,
      () => buildAttend(config, layerOf(this.model.weights, l), l, manifest.processing, { patched }),
      { ...inputs, ...patches },
      "z",
    );
  }

  mixValues(
    l: number,
    inputs: Record<"x" | "sigma" | "v" | "pattern", Tensor>,
    patches?: Record<string, Tensor>,
  ): Promise<Float32Array> {
    const { config, manifest } = this.model;
    const patched = patches !== undefined;
    return this.sessions.run(
      `mix ${l}${patched ? " patched" : ""}`,
      () => buildMixValues(config, layerOf(this.model.weights, l), manifest.processing, { patched }),
      { ...inputs, ...patches },
      "z",
    );
  }

  project(l: number, inputs: Record<"z", Tensor>): Promise<Float32Array> {
    const { config, manifest } = this.model;
    return this.sessions.run(
      `out ${l}`,
      () => buildProject(config, layerOf(this.model.weights, l), manifest.processing),
      inputs,
      "out",
    );
  }

  mlp(l: number, inputs: Record<"x" | "sigma", Tensor>): Promise<Float32Array> {
    const { config, manifest } = this.model;
    return this.sessions.run(
      `mlp ${l}`,
      () => buildMlp(config, layerOf(this.model.weights, l), manifest.processing),
      inputs,
      "out",
    );
  }

  logits(inputs: Record<"x" | "sigma", Tensor>): Promise<Float32Array> {
    const { config, weights } = this.model;
    return this.sessions.run("logits", () => buildLogits(config, weights), inputs, "logits");
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
