import { once } from "node:events";
import { createServer } from "node:http";
import { z } from "zod";

/*
 * A process of its own that answers every address with bytes it was given before and does nothing else: the least a server
 * of Node can take for the same answers. It is told them by whoever started it, and says its port.
 */
const answersSchema = z.record(
  z.string(),
  z.object({ head: z.record(z.string(), z.string()), body: z.string() }),
);
export type BareAnswers = z.infer<typeof answersSchema>;

process.once("message", async (message) => {
  const answers = new Map(
    Object.entries(answersSchema.parse(message)).map(([path, { head, body }]) => [
      path,
      { head, body: Buffer.from(body, "base64") },
    ]),
  );
  const server = createServer((request, response) => {
    const answer = answers.get(request.url ?? "");
    response.writeHead(answer ? 200 : 404, answer?.head);
    response.end(answer?.body);
  }).listen(0);
  await once(server, "listening");
  process.send?.(server.address());
});
process.once("disconnect", () => process.exit(0));
