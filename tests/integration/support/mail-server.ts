import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface TestMailServer {
  port: number;
  /** What came, whole. */
  mails: string[];
  /** From now on it takes nothing, and says why not; null, and it does again. */
  refuse: (why: string | null) => void;
  stop: () => Promise<void>;
}

/** A server that speaks SMTP, asks for a password and keeps what it is sent. */
export async function startMailServer(): Promise<TestMailServer> {
  const mails: string[] = [];
  let why: string | null = null;
  const server = new SMTPServer({
    ...{ disabledCommands: ["STARTTLS"], allowInsecureAuth: true },
    onAuth: ({ username = "", password }, _session, done) =>
      password === "hush-password" ? done(null, { user: username }) : done(new Error("Wrong password.")),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (why !== null) return done(new Error(why));
        mails.push(Buffer.concat(chunks).toString("utf8"));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === "string") throw new Error("It has no port.");
  return {
    ...{ port: address.port, mails },
    refuse: (reason) => {
      why = reason;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
