"use client";

import { useOpenedAnew } from "./_components/use-opened-anew";
import "./globals.css";

/** When even the frame of the page could not be made. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  useOpenedAnew();
  return (
    <html lang="en">
      <body className="mx-auto max-w-prose p-8">
        <title>Circuit Commons could not answer</title>
        <h1>Circuit Commons could not answer</h1>
        <p className="my-4">
          Something went wrong on this site, not with what you did.
          {error.digest && ` If it stays, report the number ${error.digest}.`}
        </p>
        <a className="text-link" href="/">
          Try again
        </a>
      </body>
    </html>
  );
}
