import type { Activation } from "../architectures/architecture";

/** As transformers writes them. */
export const activationNames: Record<Activation, string> = {
  "gelu-tanh": "gelu_new",
  gelu: "gelu",
  relu: "relu",
  silu: "silu",
};
