import { z } from "zod";

/* The site's content security policy forbids what zod compiles schemas with, and each attempt is a reported violation. */
z.config({ jitless: true });
