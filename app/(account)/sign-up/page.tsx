import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { TextLink } from "@/components/ui/link";
import { getViewer } from "@/lib/auth/viewer";
import { AccountFrame } from "../_components/account-frame";
import { SignUpForm } from "./sign-up-form";

export const metadata: Metadata = { title: "Make an account" };

export default async function SignUpPage() {
  if ((await getViewer()).kind === "member") redirect("/settings");
  return (
    <AccountFrame title="Make an account">
      <p className="text-m">
        A handle and a password are enough. With an account you may run more texts and find them again.
      </p>
      <SignUpForm />
      <p className="text-m">
        You have one? <TextLink href="/sign-in">Sign in</TextLink>.
      </p>
    </AccountFrame>
  );
}
