import { z } from "zod";
import { isTarget, maxNodeIdLength, parseNodeId } from "@/lib/circuit-format/node-id";

/** A node that can be expanded. */
export const nodeIdSchema = z
  .string()
  .max(maxNodeIdLength)
  .meta({ examples: ["logit.605@13"] })
  .refine((text) => {
    const id = parseNodeId(text);
    return id !== undefined && isTarget(id);
  }, "Only features and logits can be expanded: attn.L.I@P, resid.L.I@P, mlp.L.I@P or logit.TOKEN@P.");
