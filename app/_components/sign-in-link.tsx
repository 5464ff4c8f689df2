"use client";

import { usePathname } from "next/navigation";
import type { SyntheticEvent } from "react";
import { accountAddress } from "./account-address";

/** Leads to the sign-in page and back to where one is, with all that the address says at that moment. */
export function SignInLink() {
  const pathname = usePathname();
  const isAccountPage = pathname === "/sign-in" || pathname === "/sign-up";
  // What a page keeps in its address it writes there past the router, which does not know of it.
  function lookAgain({ currentTarget: link }: SyntheticEvent<HTMLAnchorElement>) {
    const { pathname: path, search, hash } = window.location;
    if (isAccountPage) link.href = `/sign-in${search}`;
    else link.href = accountAddress("/sign-in", path + search + hash);
  }
  return (
    <a
      href={isAccountPage ? "/sign-in" : accountAddress("/sign-in", pathname)}
      className="button"
      data-look="plain"
      data-size="s"
      onPointerDown={lookAgain}
      onFocus={lookAgain}
      onClick={lookAgain}
    >
      Sign in
    </a>
  );
}
