import { z } from "zod";

/** By itself, so that what pages are answered is read without what hashes are made with. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal");
