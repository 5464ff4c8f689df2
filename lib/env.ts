import path from "node:path";
import { z } from "zod";
import { schemaWords } from "@/lib/json/schema-words";
import { lanes } from "./lanes";

/** The only reader of the environment. Every variable is listed in docs/operations.md. */
const text = z.string().trim().min(1);
const count = z.coerce.number().int().min(0);

const envSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATA_DIR: text.default(".data").transform((dir) => path.resolve(dir)),
  MODELS_DIR: text.default("models").transform((dir) => path.resolve(dir)),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_FOLDER: text.optional(),
  DATABASE_POOL_SIZE: count.min(1).default(10),
  DATABASE_WAIT_SECONDS: count.min(1).default(5),
  SITE_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: z.stringbool().default(false),
  PRELOAD_PAGES: z.stringbool().default(true),
  MAX_CONNECTIONS: count.min(1).default(4_000),
  MAX_CONNECTIONS_PER_ADDRESS: count.min(1).default(1_000),
  AUTH_SECRET: text.min(32, "must be at least 32 characters").optional(),
  GITHUB_CLIENT_ID: text.optional(),
  GITHUB_CLIENT_SECRET: text.optional(),
  GITHUB_BASE_URL: z.url().optional(),
  GOOGLE_CLIENT_ID: text.optional(),
  GOOGLE_CLIENT_SECRET: text.optional(),
  GOOGLE_ISSUER: z.url().optional(),
  EMAIL_SERVER: z.url({ protocol: /^smtps?$/ }).optional(),
  EMAIL_FROM: text.optional(),
  ENGINE_PROVIDER: z.enum(["auto", "cpu", "cuda", "webgpu"]).default("auto"),
  ENGINE_THREADS: count.default(0),
  ENGINE_MEMORY_MB: count.default(0),
  ENCODER_FILES: z.stringbool().default(true),
  INDEX_CORPORA: z.stringbool().default(true),
  STARTER_FINDINGS: z.stringbool().default(true),
  HF_ENDPOINT: z.url({ protocol: /^https?$/ }).default("https://huggingface.co"),
  HF_TOKEN: text.optional(),
  ADOPT_DIR: text.transform((dir) => path.resolve(dir)).optional(),
  WORKER_LANES: z
    .string()
    .transform((list) => [...new Set(list.split(",").map((lane) => lane.trim()))])
    .pipe(z.array(z.enum(lanes)).min(1))
    .default([...lanes]),
  WORKER_RELIEF: z.stringbool().default(true),
  GUEST_RUNS_PER_DAY: count.default(20),
  MEMBER_RUNS_PER_DAY: count.default(500),
  MEMBER_REPORTS_PER_DAY: count.default(30),
  NEW_ACCOUNT_DAYS: count.default(3),
  NEW_ACCOUNT_LABELS_PER_DAY: count.default(100),
  NEW_ACCOUNT_VOTES_PER_DAY: count.default(500),
  NEW_ACCOUNT_REPORTS_PER_DAY: count.default(10),
  NEW_ACCOUNT_COMMENTS_PER_DAY: count.default(50),
  SAME_COMMENT_PER_HOUR: count.min(1).default(3),
  SAME_LABEL_PER_HOUR: count.min(1).default(5),
  GUEST_CIRCUITS_PER_DAY: count.default(1_000),
  MEMBER_CIRCUITS_PER_DAY: count.default(20_000),
  GUEST_JOBS_WAITING: count.min(1).default(100),
  MEMBER_JOBS_WAITING: count.min(1).default(500),
  GUEST_SECONDS_PER_DAY: count.default(3_600),
  MEMBER_SECONDS_PER_DAY: count.default(28_800),
  GUEST_STORED_MB_PER_DAY: count.default(300),
  MEMBER_STORED_MB_PER_DAY: count.default(5_000),
  MEMBER_KEPT_MB: count.default(2_000),
  UNREAD_DAYS: count.min(1).default(90),
  INTERACTIVE_JOB_SECONDS: count.min(1).default(60),
  BACKGROUND_JOB_SECONDS: count.min(1).default(600),
  SIGN_UPS_PER_HOUR: count.default(10),
  SIGN_IN_TRIES_PER_ADDRESS: count.default(30),
  SIGN_IN_MAILS_PER_HOUR: count.default(5),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export type Env = z.infer<typeof envSchema>;

export class EnvError extends Error {
  override readonly name = "EnvError";
}

/** Parses an environment; throws an `EnvError` that names every wrong variable, never its value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(schemaWords);
  throw new EnvError(`The environment is not usable. ${problems.join("; ")}.`);
}

let cached: Env | undefined;

export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** Where readers reach the site: SITE_URL, or this machine. No slash at the end. */
export function siteUrl(): string {
  const { SITE_URL, PORT } = env();
  return (SITE_URL ?? `http://localhost:${PORT}`).replace(/\/$/, "");
}
