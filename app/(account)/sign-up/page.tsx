import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { accountAddress } from "@/app/_components/account-address";
import { TextLink } from "@/components/ui/link";
import { returnPath } from "@/lib/auth/return-path";
import { getViewer } from "@/lib/auth/viewer";
import { AccountFrame } from "../_components/account-frame";
import { SignUpForm } from "./sign-up-form";

export const metadata: Metadata = { title: "Make an account" };

interface SignUpPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const { callbackUrl } = await searchParams;
  const next = returnPath(callbackUrl);
  if ((await getViewer()).kind === "member") redirect(callbackUrl === undefined ? "/settings" : next);
  return (
    <AccountFrame title="Make an account">
      <p className="text-m">
        A handle and a password are enough. With an account you may run more texts and find them again; what
        you asked for in this browser as a guest comes with you.
      </p>
      <SignUpForm next={next} />
      <p className="text-m">
        You have one? <TextLink href={accountAddress("/sign-in", next)}>Sign in</TextLink>.
      </p>
    </AccountFrame>
  );
}
