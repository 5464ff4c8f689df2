import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { outsideUrlSchema } from "@/lib/outside/outside-url";
import { OutsideError, outsidePoster } from "@/lib/outside/post-outside";
import {
  atPort,
  type Receiver,
  receiverAuthority,
  startReceiver,
  withStatus,
} from "../support/receiver/start-receiver";

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.respond(withStatus(204));
});
afterAll(() => receiver.stop());

const sent = { headers: { "content-type": "application/json" }, body: '{"é":1}' };
const family = (address: string) => (address.includes(":") ? 6 : 4);

/** A poster for which a name leads, one time after the other, to these addresses. */
function leadingTo(...answers: string[][]) {
  let asked = 0;
  const post = outsidePoster({
    resolve: async () => {
      const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
      return addresses.map((address) => ({ address, family: family(address) }));
    },
    maxSeconds: 2,
  });
  return { post, asked: () => asked };
}

async function troubleOf(sending: Promise<unknown>): Promise<unknown> {
  const error = await sending.then(
    (answer) => answer,
    (thrown: unknown) => thrown,
  );
  return error instanceof OutsideError ? error.trouble : error;
}

test.each([
  "127.0.0.1",
  "127.8.8.8",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "192.0.2.1",
  "198.18.0.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "2001:db8::1",
  "fe80::1",
  "fec0::1",
  "fc00::1",
  "fd12:3456::1",
  "ff02::1",
])("nothing is sent to %s, whatever name leads there", async (address) => {
  const { post } = leadingTo([address]);
  expect(await troubleOf(post(atPort(receiver.url, receiver.port), sent))).toBe("private");
  expect(receiver.received).toEqual([]);
});

test("a name that also leads to one private address is refused whole", async () => {
  const { post } = leadingTo(["93.184.216.34", "127.0.0.1"]);
  expect(await troubleOf(post(atPort(receiver.url, receiver.port), sent))).toBe("private");
});

test("where a name leads is asked once for each connection, and what was asked is what is connected to", async () => {
  const rebound = leadingTo(["127.0.0.1"], ["93.184.216.34"]);
  expect(await troubleOf(rebound.post(atPort(receiver.url, receiver.port), sent))).toBe("private");
  expect(rebound.asked()).toBe(1);
  expect(receiver.received).toEqual([]);
});

test.each(["https://127.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://2130706433/"])(
  "nor to the number %s itself",
  async (url) => {
    expect(await troubleOf(outsidePoster()(atPort(url, receiver.port), sent))).toBe("private");
    expect(receiver.received).toEqual([]);
  },
);

test("loopback is reached by who was made to trust it alone, and by nothing that an environment says", async () => {
  expect((await receiver.post(receiver.url, sent)).status).toBe(204);
  expect(receiver.received).toMatchObject([
    { body: sent.body, headers: { "content-length": "8", connection: "close" } },
  ]);
  const { post } = leadingTo(["127.0.0.1"]);
  expect(await troubleOf(post(atPort(receiver.url, receiver.port), sent))).toBe("private");
});

describe("of a server that means no good", () => {
  test("a redirection is not followed", async () => {
    receiver.respond((response) => void response.writeHead(307, { location: receiver.url }).end("elsewhere"));
    const { status, start } = await receiver.post(receiver.url, sent);
    expect([status, String(start), receiver.received.length]).toEqual([307, "elsewhere", 1]);
  });

  test("an endless answer is read for its first bytes", async () => {
    receiver.respond((response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("x".repeat(1_000)), 1);
      response.on("close", () => clearInterval(timer));
    });
    const { status, start } = await receiver.post(receiver.url, sent);
    expect([status, start.length]).toEqual([200, 2_048]);
  });

  test.each([
    ["that says nothing", () => {}],
    [
      "that drips",
      (response: { writeHead: (n: number) => void; write: (text: string) => void }) => {
        response.writeHead(200);
        response.write("x");
      },
    ],
  ])("an answer %s is waited for so long and no longer", async (_, respond) => {
    receiver.respond(respond);
    expect(await troubleOf(receiver.post(receiver.url, sent))).toBe("time");
  });

  test("heads without an end are not read", async () => {
    receiver.respond((response) => void response.writeHead(200, { long: "x".repeat(20_000) }).end());
    expect(await troubleOf(receiver.post(receiver.url, sent))).toBe("connection");
  });

  test("a connection that breaks off is told from one that answered", async () => {
    receiver.respond((_, request) => void request.socket.destroy());
    expect(await troubleOf(receiver.post(receiver.url, sent))).toBe("connection");
  });

  test("a certificate of another name, or of nobody who is known, is refused before anything is sent", async () => {
    const url = atPort("https://elsewhere.example/", receiver.port);
    expect(await troubleOf(receiver.post(url, sent))).toBe("certificate");
    const strangers = outsidePoster({
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
      trusted: { addresses: ["127.0.0.1"], ca: "" },
    });
    expect(await troubleOf(strangers(atPort(receiver.url, receiver.port), sent))).toBe("certificate");
    expect(receiver.received).toEqual([]);
    expect(receiverAuthority).toContain("BEGIN CERTIFICATE");
  });

  test("a name that nobody has is told so", async () => {
    const nobody = outsidePoster({
      resolve: async () => Promise.reject(Object.assign(new Error("none"), { code: "ENOTFOUND" })),
    });
    expect(await troubleOf(nobody("https://nobody.example/", sent))).toBe("name");
    expect(await troubleOf(leadingTo([]).post("https://nobody.example/", sent))).toBe("name");
  });
});

test.each([
  ["http://example.org/", "https"],
  ["ftp://example.org/", "https"],
  ["example.org", "https"],
  ["https://me:secret@example.org/", "password"],
  ["https://example.org/#part", "#"],
  ["https://example.org:22/", "port"],
  ["https://example.org:6379/", "port"],
  ["https://127.0.0.1/", "number"],
  ["https://127.1/", "number"],
  ["https://0x7f.0.0.1/", "number"],
  ["https://2130706433/", "number"],
  ["https://[::1]/", "number"],
  ["https://8.8.8.8/", "number"],
  ["https://localhost/", "nowhere"],
  ["https://database./", "nowhere"],
  [`https://example.org/${"x".repeat(2_000)}`, "characters"],
  ["https://example.org/\0", "Unicode"],
])("the address %s is refused with a sentence", (url, words) => {
  const read = outsideUrlSchema.safeParse(url);
  expect(read.error?.issues[0]?.message).toContain(words);
});

test("an address is kept as browsers write it", () => {
  expect(outsideUrlSchema.parse(" https://EXAMPLE.org:443/a b?c=ä ")).toBe(
    "https://example.org/a%20b?c=%C3%A4",
  );
  expect(outsideUrlSchema.parse("https://bücher.example:8443")).toBe("https://xn--bcher-kva.example:8443/");
});
