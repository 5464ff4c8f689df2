import type { OnnxModel } from "./graph/onnx-graph";
import type { LoadedModel } from "./model";
import { float32Of } from "./rows";
import type { GraphSession, SessionOptions, Tensor } from "./runtime";

/** Graphs on a model's weights by name, each opened when first used and kept until the model closes. */
export class NamedSessions {
  private readonly sessions = new Map<string, Promise<GraphSession>>();

  constructor(
    private readonly model: LoadedModel,
    private readonly options: SessionOptions = {},
  ) {
    model.onClose(async () => {
      const open = [...this.sessions.values()];
      this.sessions.clear();
      for (const session of open) await (await session).close();
    });
  }

  /** `own` are what this graph's session has beside the options of all. */
  get(name: string, build: () => OnnxModel, own: SessionOptions = {}): Promise<GraphSession> {
    let session = this.sessions.get(name);
    if (!session) {
      session = Promise.resolve().then(() => this.model.runtime.open(build(), { ...this.options, ...own }));
      this.sessions.set(name, session);
      session.catch(() => this.sessions.delete(name));
    }
    return session;
  }

  /** One output of a graph. */
  async run(
    name: string,
    build: () => OnnxModel,
    inputs: Record<string, Tensor>,
    output: string,
  ): Promise<Float32Array> {
    const results = await (await this.get(name, build)).run(inputs, [output]);
    return float32Of(results[output], output);
  }
}
