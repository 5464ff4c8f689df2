#!/usr/bin/env node
import { register } from "tsx/esm/api";

register();
const { converse } = await import("./prisma/conversation.ts");
await converse(process.argv.slice(2));
