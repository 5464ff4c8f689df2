import { unsupported } from "../errors";
import { jumprelu } from "./jumprelu";
import type { ArchitectureReader } from "./read-dictionary";
import { standard } from "./standard";

/**
 * Transcoder (Dunefsky et al., arXiv 2406.11944): reads one site and writes another, so `b_dec` belongs
 * to the output alone and is never subtracted from the input.
 */
export const transcoder: ArchitectureReader = (files) => {
  const { config, configFile } = files;
  if (config.appliesDecoderBiasToInput) {
    throw unsupported(configFile.label, "a transcoder with apply_b_dec_to_input true is not supported");
  }
  if (config.architecture.startsWith("jumprelu")) return jumprelu(files);
  return standard(files);
};
