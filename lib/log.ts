import pino from "pino";
import { env } from "./env";

/** JSON lines on standard error. Secrets never reach it: these paths are cut out whoever logs them. */
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
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

export type Logger = ReturnType<typeof createLogger>;
