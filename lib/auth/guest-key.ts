import { clientAddress } from "@/lib/limits/client-address";
import { addressKey } from "./address-key";

/** The key of a guest, which tells addresses and their blocks apart for limits without being one. */
export function guestKey(headers: Headers): string {
  return addressKey("guest", clientAddress(headers));
}
