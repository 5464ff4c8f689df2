import type { KeyScope } from "@/lib/api-keys/key-scopes";
import { sentAuthorization } from "@/lib/api-keys/sent-key";
import { viewerFromKey } from "@/lib/api-keys/viewer-from-key";

/** Who calls tools: by a key, or as a guest. A browser's cookie says nothing here. */
export interface Caller {
  /** The header, as it is sent on to each route, which judges it anew. */
  authorization: string | null;
  /** The header by which a guest's address is known. */
  forwardedFor: string | null;
}

export function callerFrom(headers: Headers): Caller {
  return { authorization: sentAuthorization(headers), forwardedFor: headers.get("x-forwarded-for") };
}

/** What a caller's key may do; null of a guest. Throws "unauthenticated". */
export async function scopesOf({ authorization }: Caller): Promise<ReadonlySet<KeyScope> | null> {
  return authorization === null ? null : (await viewerFromKey(authorization)).scopes;
}
