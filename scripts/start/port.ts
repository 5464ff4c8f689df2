import { createServer } from "node:net";
import { AppError } from "@/lib/errors";

/** Finds out before anything slow is done; the web server says the same if somebody is faster after all. */
export function refuseBusyPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => reject(portFailure(error, port)));
    probe.listen(port, () => probe.close(() => resolve()));
  });
}

export function portFailure(error: Error, port: number): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return new AppError(
      "conflict",
      `Port ${port} is in use by another program: stop that one, or choose another port, as in PORT=${port === 65_535 ? 3000 : port + 1} npm start.`,
    );
  if (code === "EACCES")
    return new AppError(
      "unavailable",
      `This user may not listen on port ${port}: choose a port from 1024 up, as in PORT=3000 npm start.`,
    );
  return error;
}
