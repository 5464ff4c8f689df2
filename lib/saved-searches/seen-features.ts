import { createHash } from "node:crypto";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";

/** Of a feature's hash so many bytes are kept: that two of some hundred have the same is not to be expected in any lifetime. */
const hashBytes = 8;

function hashOf(feature: FeatureAddress): Buffer {
  return createHash("sha256").update(featurePath(feature)).digest().subarray(0, hashBytes);
}

/** Which features were seen, to be kept beside a search. */
export function packSeen(features: readonly FeatureAddress[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(features.map(hashOf)));
}

/** Of some features those that are none of what was seen. */
export function unseenOf<Each extends FeatureAddress>(features: readonly Each[], packed: Uint8Array): Each[] {
  const seen = new Set<string>();
  const bytes = Buffer.from(packed);
  for (let at = 0; at < bytes.length; at += hashBytes) seen.add(bytes.toString("hex", at, at + hashBytes));
  return features.filter((feature) => !seen.has(hashOf(feature).toString("hex")));
}
