"use client";

import { forgetPerson } from "@/app/_typed/typed-store";
import { signOut } from "./sign-out";

/** Ends the session of this browser, which forgets what they typed here. Works without JavaScript. */
export function SignOutForm({ handle }: { handle: string }) {
  return (
    <form action={signOut} onSubmit={() => forgetPerson(handle)}>
      <button type="submit">Sign out</button>
    </form>
  );
}
