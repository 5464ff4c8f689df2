import { z } from "zod";
import { instantSchema } from "@/lib/instant";
import { notificationKinds } from "./notification-words";

export const notificationViewSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(notificationKinds),
    actor: z.object({ handle: z.string(), name: z.string().nullable() }).nullable(),
    title: z.string().describe("What it is about, in words."),
    path: z.string().describe("Where that stands."),
    createdAt: instantSchema,
    readAt: instantSchema.nullable(),
  })
  .meta({ id: "Notification" });
export type NotificationView = z.output<typeof notificationViewSchema>;

export const readUntilSchema = z.object({
  until: z.uuid().describe("The latest that was seen: it and all before it are read."),
});
