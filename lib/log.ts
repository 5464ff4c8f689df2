import pino from "pino";
import { env } from "./env";

/** JSON lines on standard error. Secrets never reach it: these paths are cut out whoever logs them. */
/** An API key as lib/api-keys/key-secret.ts makes them. */
const keyForm = /cck_[0-9A-Za-z]{46}/g;
const secretNames = ["password", "token", "secret", "cookie", "authorization", "email", "DATABASE_URL"];

export function createLogger(name: string) {
  return pino(
    {
      name,
      level: env().LOG_LEVEL,
      base: { name, pid: process.pid },
      redact: {
        paths: secretNames.flatMap((secret) => [secret, `*.${secret}`, `*.*.${secret}`]),
        censor: "[redacted]",
      },
      // A key may stand anywhere in what went wrong, or in an address where it does not belong.
      hooks: { streamWrite: (line) => line.replace(keyForm, "[key]") },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

export type Logger = ReturnType<typeof createLogger>;
