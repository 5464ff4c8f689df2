import { randomBytes } from "node:crypto";
import type { ApiRoute } from "@/lib/http/api-route";
import { fileBody } from "@/lib/http/definition";
import { defaultMaxBodyBytes } from "@/lib/http/route";
import { absentAddress } from "./addresses";
import type { Worst } from "./fill";
import { wide } from "./models";
import { longTexts } from "./texts";
import { hostileWriteUps, savedWriteUps } from "./write-ups";

export interface Change {
  /** What of it is the worst, in a word or two. */
  what: string;
  address: string;
  body?: string | Uint8Array<ArrayBuffer>;
}

/** The worst that a route which changes something may be sent: what it takes, and what it refuses. */
export function changesOf({ method, path, handler: { definition } }: ApiRoute, worst: Worst): Change[] {
  const { body, maxBodyBytes = defaultMaxBodyBytes } = definition;
  const address = absentAddress(path);
  const taken = accepted(worst)[`${method} ${path}`] ?? [];
  if (!body) return [{ what: "no body", address }, ...taken];
  if (body === fileBody) return taken;
  const bombs = structureBombs(maxBodyBytes).map(([what, bomb]) => ({ what, address, body: bomb }));
  return [...bombs, ...taken];
}

/** JSON of that many bytes whose structure is more than its bytes. */
export function structureBombs(bytes: number): [what: string, json: string][] {
  const fill = (part: string, around: [string, string]) =>
    around[0] +
    part.repeat(Math.floor((bytes - around[0].length - around[1].length) / part.length)) +
    around[1];
  const half = Math.floor(bytes / 2) - 10;
  return [
    ["lists in lists", "[".repeat(half) + "]".repeat(half)],
    [
      "objects in objects",
      `${'{"a":'.repeat(Math.floor(bytes / 6) - 2)}1${"}".repeat(Math.floor(bytes / 6) - 2)}`,
    ],
    ["lists of nothing", fill("[],", ["[", "[]]"])],
    ["numbers", fill("0,", ["[", "0]"])],
    ["tags", fill("0,", ['{"tags":[', "0]}"])],
    ["strings", fill('"a",', ['{"tags":[', '"a"]}'])],
    ["digits of one number", fill("1", ["[", "]"])],
    ["keys", `{${Array.from({ length: Math.floor(bytes / 12) }, (_, n) => `"${n}":0`).join(",")}}`],
    ["one string", fill("<", ['{"body":"', '"}'])],
    ["escapes", fill("\\u0000", ['{"text":"', '"}'])],
  ];
}

function accepted({ circuits, finding, person, run, state, imports }: Worst): Record<string, Change[]> {
  const v1 = "/api/v1";
  const json = (address: string, what: string, value: object): Change => ({
    ...{ address, what },
    body: JSON.stringify(value),
  });
  const content = { title: "<&".repeat(80), tags: [], state };
  const circuit = `${v1}/circuits/${circuits.largest}`;
  const writeUps = Object.entries({ ...hostileWriteUps, ...savedWriteUps });
  const texts = Object.entries(longTexts);
  return {
    "POST /api/v1/circuits": [
      json(`${v1}/circuits`, "a feature that fires nowhere", { runId: run, target: "attn.0.24575@1" }),
      json(`${v1}/circuits`, "a logit", { runId: run, target: "logit.12@1023" }),
    ],
    "POST /api/v1/circuits/[id]/expansions": [
      json(`${circuit}/expansions`, "one that is stored", { nodeId: "attn.11.1@1023" }),
      json(`${circuit}/expansions`, "one that fires nowhere", { nodeId: "attn.0.24574@1" }),
    ],
    "POST /api/v1/circuits/[id]/views": [json(`${circuit}/views`, "the largest", { name: "new", state })],
    "POST /api/v1/findings": writeUps.map(([what, body]) =>
      json(`${v1}/findings`, what, { ...content, body, circuitId: circuits.largest }),
    ),
    // Read by the same code as those above, which takes its whole time for some.
    "PUT /api/v1/findings/[id]": Object.entries(savedWriteUps).map(([what, body]) =>
      json(`${v1}/findings/${finding}`, what, { ...content, body, revision: 1 }),
    ),
    "PUT /api/v1/findings/[id]/draft": [
      json(`${v1}/findings/${finding}/draft`, "the largest", {
        ...content,
        body: "x".repeat(50_000),
        revision: 1,
      }),
    ],
    "POST /api/v1/findings/previews": writeUps.map(([what, body]) =>
      json(`${v1}/findings/previews`, what, { body }),
    ),
    "POST /api/v1/findings/[id]/forks": [{ what: "the largest", address: `${v1}/findings/${finding}/forks` }],
    "POST /api/v1/imports": [
      file("noise of 32 MB", Buffer.concat([Buffer.from("{"), randomBytes(31_999_000)])),
      file("nothing of 32 MB", Buffer.alloc(31_999_000, "{")),
    ],
    "POST /api/v1/imports/[id]/circuit": Object.entries(imports).map(([what, id]) => ({
      ...{ what, address: `${v1}/imports/${id}/circuit` },
    })),
    "POST /api/v1/models/[model]/token-counts": texts.map(([what, text]) =>
      json(`${v1}/models/${wide.name}/token-counts`, what, { text }),
    ),
    "POST /api/v1/runs": texts.map(([what, text]) => json(`${v1}/runs`, what, { model: wide.name, text })),
    "PATCH /api/v1/me": [json(`${v1}/me`, "a name", { name: person.handle })],
  };
}

function file(what: string, body: Uint8Array<ArrayBuffer>): Change {
  return { what, address: "/api/v1/imports?name=worst.json", body: new Uint8Array(body) };
}
