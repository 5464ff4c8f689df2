import { expect, test } from "vitest";
import { leadsElsewhere } from "./leads-elsewhere";
import { readMarkdown } from "./read-markdown";

const leads = (body: string) => leadsElsewhere(readMarkdown(body)?.parts ?? []);

test("a write-up leads elsewhere however its Markdown says it", () => {
  for (const body of [
    "See https://spam.example",
    "www.spam.example",
    "[x](https:\\/\\/spam.example)",
    "[x](https&colon;//spam.example)",
    "https&colon;//spam.example",
    "https:\\/\\/spam.example",
    "https:/*/spam.example*",
    "[x][1]\n\n[1]: //spam.example",
    "[x](http:spam.example)",
    "[x](mailto:spam@spam.example)",
    "![x](\\//spam.example)",
    "<https://spam.example>",
    "> - **[x](//spam.example)**",
  ])
    expect(leads(body), body).toBe(true);
});

test("a write-up that leads within the site, or tells what an address begins with, does not lead elsewhere", () => {
  for (const body of [
    "It fires on https:// and on `http://` and after www. alone.",
    "[a](/features/storybook-4l), [b](#labels), [c](?at=1), [d]()",
    "[made up](javascript:alert(1))",
    "`attn.3.11` and $x$",
  ])
    expect(leads(body), body).toBe(false);
});
