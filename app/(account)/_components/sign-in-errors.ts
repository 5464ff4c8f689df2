import type { NotSignedIn } from "@/app/_components/next-auth-client";
import { signInRefusals } from "@/lib/auth/sign-in-refused";

const told: Record<string, string> = {
  ...signInRefusals,
  CredentialsSignin:
    "That handle and password do not belong together. Check both; capitals matter in the password.",
  AccessDenied: "That account may not sign in here.",
  Verification: "That link has been used or is older than half an hour. Ask for a new one.",
  OAuthAccountNotLinked: "An account here already has that e-mail address. Sign in the way you did before.",
  EmailSignin: "The e-mail could not be sent. Check the address and try again.",
  unreachable:
    "The site could not be reached. Check your connection and try again; what you typed is still here.",
};

/** next-auth's error codes in words for the reader. */
export function signInError(code: string | undefined): string {
  if (!code) return "";
  return Object.hasOwn(told, code)
    ? (told[code] ?? "")
    : "Signing in did not work. Try again, or choose another way.";
}

/** Why somebody is not signed in, in the site's own sentence where it had one. */
export function notSignedInWords({ error, sentence }: NotSignedIn): string {
  return sentence ?? signInError(error);
}
