"use client";

import { useState } from "react";
import { signOut } from "./next-auth-client";

export function SignOutButton() {
  const [failed, setFailed] = useState(false);
  async function leave() {
    setFailed(false);
    // A full load, so that nothing of the session stays in the page's memory.
    if (await signOut()) window.location.assign("/");
    else setFailed(true);
  }
  return (
    <>
      <button type="button" onClick={leave}>
        Sign out
      </button>
      {failed && (
        <p role="alert" className="px-3 text-danger text-s">
          Signing out did not reach the site. Try again.
        </p>
      )}
    </>
  );
}
