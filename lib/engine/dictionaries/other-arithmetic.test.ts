import { expect, test } from "vitest";
import { publishedOptions } from "../oracle/published-options";
import { unsupportedIn } from "./other-arithmetic";

test.each(Object.entries(publishedOptions))("what says how %s trained is no arithmetic", (_, options) => {
  expect(unsupportedIn(options)).toEqual([]);
});

test.each<[string, unknown]>([
  ["top_k", 16],
  ["k", 1],
  ["top_k", 1],
  ["jump_relu_threshold", 1],
  ["output_shift", 1],
  ["topk", 16],
  ["sae_type", "topk"],
  ["activation", "topk"],
  ["activation_function", "gelu"],
  ["act_fn", "JumpReLU"],
  ["input_unit_norm", true],
  ["input_scale", 0.5],
  ["normalize_input", true],
  ["normalise_inputs_by_norm", "l2"],
  ["use_decoder_bias", false],
  ["apply_b_dec_to_input", false],
  ["apply_decoder_bias_to_pre_encoder", false],
  ["jump_relu_threshold", 0.5],
  ["tied_weights", true],
  ["somebody_s_scaling", 3],
  ["skip_map", { rank: 4 }],
  ["Output_Shift", [1, 2]],
])("%s is refused by name where it asks for something, and passes where it is read", (key, value) => {
  expect(unsupportedIn({ d_in: 3, [key]: value })).toEqual([key]);
  expect(unsupportedIn({ [key]: value }, [key])).toEqual([]);
  expect(unsupportedIn({ [key]: null })).toEqual([]);
});

test("what asks for nothing passes, and so does a name that tells nothing", () => {
  const asksNothing = {
    input_scale: 1,
    act_fn: "ReLU",
    tied: false,
    use_bias: true,
    sae_type: "standard",
    norm: "none",
  };
  expect(unsupportedIn({ ...asksNothing, favourite_colour: "green", n: 4 })).toEqual([]);
});

test.each<[string, unknown, string]>([
  ["activationFn", "topk", "activationFn (another activation_fn than is read)"],
  ["Activation-Fn", "topk", "Activation-Fn (another activation_fn than is read)"],
  ["\uff54op_k", 4, "\uff54op_k"],
  ["input\u200b_scale ", 0.5, "input\u200b_scale "],
  ["useJumpReLU", true, "useJumpReLU"],
  ["sae", { inputScale: 0.5 }, "sae.inputScale"],
  ["saes", [{}, { deeper: { top_k: 4 } }], "saes.1.deeper.top_k"],
])("%s of %j is told where it stands, however it is spelled", (key, value, at) => {
  expect(unsupportedIn({ d_in: 3, [key]: value }, ["activation_fn"])).toEqual([at]);
});

test("what is read may stand elsewhere too, where it says the same", () => {
  const read = ["activation_fn", "hook_name", "apply_b_dec_to_input"];
  const said = { activation_fn: "relu", apply_b_dec_to_input: true };
  const elsewhere = (options: object) => unsupportedIn({ ...said, sae: options }, read);
  expect(elsewhere({ ...said, hook_name: null, colour: "green" })).toEqual([]);
  expect(elsewhere({ applyBDecToInput: true })).toEqual([]);
  expect(
    elsewhere({ applyBDecToInput: false, activation_fn: "topk", hookName: "blocks.0.hook_mlp_out" }),
  ).toEqual([
    "sae.applyBDecToInput (another apply_b_dec_to_input than is read)",
    "sae.activation_fn (another activation_fn than is read)",
    "sae.hookName (another hook_name than is read)",
  ]);
  // Of how it was trained nothing is read.
  expect(unsupportedIn({ logger: { activation_fn: "topk" }, lr_scheduler: { scale: 3 } }, read)).toEqual([]);
});
