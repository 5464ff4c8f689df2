import { NextRequest } from "next/server";
import { askerOfPage } from "@/lib/kept-pages/showing";
import { guestBrowser, guestCookieName } from "./guest-browser";
import { guestKey } from "./guest-key";
import type { Viewer } from "./viewer-type";

/**
 * The guest for whom a page that may be kept is made: anyone. A page that asks for what tells guests apart gets that of
 * whoever asked for it, and is then sent to them alone and not kept.
 */
export function guestOfPage(): Viewer {
  return {
    kind: "guest",
    get key() {
      return guestKey(headersOf(askerOfPage()?.forwardedFor, "x-forwarded-for"));
    },
    get browser() {
      const headers = headersOf(askerOfPage()?.cookie, "cookie");
      const { cookies } = new NextRequest("http://localhost", { headers });
      return guestBrowser(cookies.get(guestCookieName())?.value);
    },
  };
}

function headersOf(value: string | undefined, name: string): Headers {
  return new Headers(value === undefined ? {} : { [name]: value });
}
