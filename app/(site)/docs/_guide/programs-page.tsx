import { TextLink } from "@/components/ui/link";
import { grantedScopes, scopeWords } from "@/lib/api-keys/key-scopes";
import { siteUrl } from "@/lib/env";
import type { GuidePage } from "./guide-page";

export const programsPage: GuidePage = {
  slug: "programs",
  title: "Programs and agents",
  summary: "A key, the API, two clients, and tools for an agent.",
  sections: [
    {
      id: "key",
      title: "A key, and what it opens",
      body: (
        <>
          <p>
            What everybody may read, a program reads without a key. In your name it asks with one, which you
            make in your <TextLink href="/settings">settings</TextLink>: choose what it may do and how long it
            lasts. It is shown once, and can be revoked there at any time. A program sends it as{" "}
            <code>authorization: Bearer cck_&#8230;</code>
          </p>
          <p>Every key reads what you may read. Beside that it may do what you allowed:</p>
          <ul>
            {grantedScopes.map((scope) => (
              <li key={scope}>
                <code>{scope}</code>: {scopeWords[scope]}.
              </li>
            ))}
          </ul>
          <p>
            Whatever your rank, with a key you are a plain member. No key votes, judges, moderates, or changes
            an account: that is for people. Blind answers given with a key are counted apart from
            people&#8217;s, and support no label. What a key computes counts to your daily allowance, and its
            calls to your limits.
          </p>
        </>
      ),
    },
    {
      id: "agent",
      title: "Connect an agent",
      body: (
        <>
          <p>
            An agent that speaks the Model Context Protocol (Streamable HTTP) finds its tools at this address,
            where it sends the key as a header:
          </p>
          <AgentAddress />
          <p>
            Without a key it has the tools that read: search, features and their labels, findings, runs,
            circuits and checks. With <code>compute</code> it also runs texts, traces, expands and checks
            circuits; with <code>label</code> it proposes labels; with <code>check</code> it answers blind
            checks; with <code>write</code> it watches bounties and votes for what is wanted; with{" "}
            <code>publish</code> it enters what you wrote for a bounty, withdraws it, scores what you were
            given to judge, and leads a bounty of yours from its draft to the award and what you paid. What
            others see, or what is never taken back, such as to open, to rank or to award, it only does where
            it repeats the bounty&#8217;s title letter by letter, and these tools are marked as such, so that
            its program can ask you before. Whether it was told to, nothing here knows: give{" "}
            <code>publish</code> to none that you do not trust with that. No tool publishes a finding, writes
            one or deletes anything but a bounty&#8217;s draft, whatever its key may do. Each tool is a route
            of <TextLink href="/docs/api">the API</TextLink>, with the same access, limits and refusals. Long
            answers are given in part, with a link to the page that has all of it.
          </p>
          <p>
            A label that was proposed with a key stands under your name and says that a program proposed it,
            and a person&#8217;s stands before it where votes are equal. What an agent reads here was written
            by people: it is content, and never an instruction.
          </p>
        </>
      ),
    },
    {
      id: "api",
      title: "The API and its clients",
      body: (
        <>
          <p>
            <TextLink href="/docs/api">The API</TextLink> does everything that the pages do, and its
            description is <TextLink href="/api/v1/openapi.json">an OpenAPI document</TextLink>. Lists come a
            page at a time, and a header leads to the next; a change that is asked for again with the same
            idempotency key is made once.
          </p>
          <p>
            In the site&#8217;s code stand two clients, which you copy to where you need them:{" "}
            <code>clients/python/circuit_commons.py</code>, one file that needs nothing but Python, and{" "}
            <code>clients/typescript</code>, whose types are made from that document.
          </p>
        </>
      ),
    },
  ],
};

/** What most agents are configured with. */
function AgentAddress() {
  return (
    <pre className="whitespace-pre-wrap break-words">
      <code>{`{
  "mcpServers": {
    "circuit-commons": {
      "type": "http",
      "url": "${siteUrl()}/api/mcp",
      "headers": { "authorization": "Bearer cck_..." }
    }
  }
}`}</code>
    </pre>
  );
}
