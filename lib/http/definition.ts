import { z } from "zod";
import type { KeyScope } from "@/lib/api-keys/key-scopes";
import type { Viewer, ViewerRole } from "@/lib/auth/viewer-type";
import type { ErrorCode } from "@/lib/errors";
import type { LimitRule } from "@/lib/limits/rate-limit";
import type { Answer, StatedAnswer } from "./answer";

export type Member = Extract<Viewer, { kind: "member" }>;

/** Who may call: anybody, or somebody signed in with at least this role. */
export type Access = "anyone" | ViewerRole;

/** The body of a route that takes a file as it is, whatever is in it. */
export const fileBody = z.instanceof(Uint8Array<ArrayBuffer>);

/** The largest body with a text of 20,000 characters in it, however JSON writes them. */
export const longTextBytes = 128 * 1024;

/** What a route says of itself: all that the access matrix and the API document are made from. */
export interface RouteDefinition {
  /** What it does, in one sentence for whoever calls it. */
  summary: string;
  access: Access;
  /** Whether only a browser's session will do. Without it, any way to be a member is enough. */
  session?: boolean;
  /** What a key must be allowed, of what is no GET and no session's alone. Without it no key opens this (key-scope.ts). */
  keyScope?: KeyScope;
  /** Of what is no GET only because it sends a body: it changes nothing, and its scope is to read. */
  readsOnly?: true;
  /** Of what changes something: whether somebody who is suspended may all the same, since it is about their own account alone. */
  whileSuspended?: true;
  /** Whether a page of another site is refused here even with a key, which browsers do not add by themselves. */
  ownOrigin?: true;
  params?: z.ZodType;
  query?: z.ZodType;
  /** JSON of this schema, or `fileBody`. */
  body?: z.ZodType;
  /** Largest body in bytes; `defaultMaxBodyBytes` where left out. */
  maxBodyBytes?: number;
  /** A limit on calls by one viewer, beside what the domain itself limits. */
  limit?: LimitRule;
  /** What the domain refuses with, beside what the rest of the definition implies (problems-of.ts). */
  problems?: readonly ErrorCode[];
  answer: StatedAnswer;
}

/** The same with what does it. */
export interface Definition<P, Q, B, A extends Access, S extends boolean, T> extends RouteDefinition {
  access: A;
  session?: S;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  answer: Answer<T>;
  handle: (input: {
    params: P;
    query: Q;
    body: B;
    viewer: A extends "anyone" ? Viewer : Member;
    sessionId: S extends true ? string : null;
    /** Where it was asked from, as limits count it (`clientAddress`). */
    address: string;
    /** What the request says of itself. */
    headers: Headers;
    /** Aborts when who asked has left. */
    signal: AbortSignal;
  }) => Promise<NoInfer<T>>;
}
