/**
 * A request as the protocol's library is given it: with what the protocol and the caller say in headers, and without cookies, so
 * that nothing behind it can take one for somebody's word.
 */
export function messageRequest(headers: Headers, signal: AbortSignal): Request {
  const passed = new Headers([...headers].filter(([name]) => name.startsWith("mcp-")));
  for (const name of ["authorization", "x-forwarded-for"]) {
    const value = headers.get(name);
    if (value !== null) passed.set(name, value);
  }
  passed.set("content-type", "application/json");
  // Answers are JSON, whatever else a client would take.
  passed.set("accept", "application/json, text/event-stream");
  // The address says nothing: it has to have one.
  return new Request("http://localhost/api/mcp", { method: "POST", headers: passed, signal });
}
