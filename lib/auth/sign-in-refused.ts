import { AppError } from "@/lib/errors";

/** What is said of a sign-in that was refused before its password was looked at, by the word for it. */
export const signInRefusals = {
  "too-many-attempts":
    "There were too many attempts from your network or at this handle. Wait 15 minutes and try again.",
  guarded:
    "Somebody has been trying passwords at this handle, so tries from new places wait in line, and the line is full. Try again in half a minute; in a browser where you signed in before you get through at once.",
  busy: "Very many people are signing in at this moment. Try again in a few seconds; what you typed is still here.",
} as const;

export type SignInRefusal = keyof typeof signInRefusals;

export class SignInRefused extends AppError {
  constructor(
    readonly word: SignInRefusal,
    retryAfterSeconds: number,
  ) {
    super(word === "too-many-attempts" ? "too-many-requests" : "unavailable", signInRefusals[word], {
      retryAfterSeconds,
    });
  }
}
