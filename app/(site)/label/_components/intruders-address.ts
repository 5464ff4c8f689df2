import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import { addressOf, featureParams } from "@/lib/features/feature-params";

/** Features that are passed over at most; with more, those passed over first come again. */
const maxPassed = 20;

/** Where one says of a feature which text does not belong. */
export function intrudersAddress(path: string): string {
  return `/label?intruder=${encodeURIComponent(path)}`;
}

/** Where one is given another feature than these. */
export function otherIntruders(passed: readonly string[]): string {
  const without = passed.slice(-maxPassed).map(encodeURIComponent).join(",");
  return `/label?intruder=next${without === "" ? "" : `&without=${without}`}`;
}

/** The feature that a path leads to; undefined where it is none of a feature's page. */
export function featureAt(path: string): FeatureAddress | undefined {
  const [, features, model, set, layer, index, ...more] = path.split("/");
  if (features !== "features" || more.length > 0) return undefined;
  try {
    const [name, segment] = [model, set].map((part) => decodeURIComponent(part ?? ""));
    const params = featureParams.safeParse({ model: name, set: segment, layer, index });
    if (!params.success) return undefined;
    const address = addressOf(params.data);
    return featurePath(address) === path ? address : undefined;
  } catch {
    return undefined;
  }
}
