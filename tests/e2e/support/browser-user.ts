import { circuitSchema } from "@/lib/circuit-format/circuit";
import { createdCircuitSchema } from "@/lib/circuits/view";
import { createdFindingSchema, savedFindingSchema } from "@/lib/findings/view";
import { createdImportSchema } from "@/lib/imports/view";
import { createdRunSchema, runViewSchema } from "@/lib/runs/view";

/** A browser of somebody's at an address, and what one does with it: what its pages ask for, without drawing them. */
export class BrowserUser {
  readonly #cookies = new Map<string, string>();

  constructor(
    readonly site: { address: string },
    /** Where the site's proxy says that it comes from. */
    readonly ip: string,
  ) {}

  /** Makes an account as the form does, which signs in with it. */
  async signUp(handle: string, password: string): Promise<void> {
    await this.ask("POST", "/api/v1/accounts", { handle, password });
    const error = await this.signIn(handle, password);
    if (error !== null) throw new Error(`${handle} could not sign in: ${error}`);
  }

  /** Null, or the code by which the sign-in page knows why not. */
  async signIn(handle: string, password: string): Promise<string | null> {
    const { csrfToken } = await (await this.fetch("GET", "/api/auth/csrf")).json();
    const fields = { handle, password, csrfToken, callbackUrl: "/", json: "true" };
    const answer = await this.fetch("POST", "/api/auth/callback/local", new URLSearchParams(fields));
    const { url } = await answer.json();
    if (typeof url !== "string" || url.includes("csrf=")) return "unreachable";
    return new URL(url, this.site.address).searchParams.get("error");
  }

  /** Opens a page as the server sends it. */
  async open(path: string): Promise<void> {
    await (await this.#answered("GET", path)).text();
  }

  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    return (await this.#answered(method, path, body)).json();
  }

  async send(method: string, path: string, body?: unknown): Promise<void> {
    await (await this.#answered(method, path, body)).text();
  }

  /** Waits for what is computed as its page does, by its events. */
  async watch(path: string): Promise<void> {
    const events = await (await this.#answered("GET", `${path}/events`)).text();
    const last = JSON.parse([...events.matchAll(/^data: (.*)$/gm)].at(-1)?.[1] ?? "{}");
    if (last.status !== "ready") throw new Error(`${path} came to ${JSON.stringify(last)}`);
  }

  /** Has a text run, looks at its page, and gives its id and where its last token stands. */
  async prompt(text: string): Promise<{ id: string; last: number }> {
    const { id } = createdRunSchema.parse(
      await this.ask("POST", "/api/v1/runs", { model: "storybook-4l", text }),
    );
    await this.watch(`/api/v1/runs/${id}`);
    await this.open(`/runs/${id}`);
    const { tokens } = runViewSchema.parse(await this.ask("GET", `/api/v1/runs/${id}`));
    return { id, last: tokens.length - 1 };
  }

  /** Has a circuit traced and looks at it. */
  async trace(runId: string, target: string): Promise<string> {
    const asked = await this.ask("POST", "/api/v1/circuits", { runId, target, threshold: 0.02 });
    const { id } = createdCircuitSchema.parse(asked);
    await this.watch(`/api/v1/circuits/${id}`);
    await this.open(`/circuits/${id}`);
    return id;
  }

  async graph(circuitId: string) {
    return circuitSchema.parse(await this.ask("GET", `/api/v1/circuits/${circuitId}/graph`));
  }

  /** Saves a write-up that grows, as often as there are `revisions`, and publishes it. */
  async writeUp(circuitId: string, title: string, revisions: number): Promise<void> {
    const content = { title, tags: ["names"], state: "" };
    const paragraph = (n: number) => `## Step ${n}\n\n- The head at *layer ${n % 4}* copies a **name**.\n\n`;
    let body = paragraph(0);
    const { id } = createdFindingSchema.parse(
      await this.ask("POST", "/api/v1/findings", { ...content, body, circuitId }),
    );
    let revision = 1;
    for (; revision < revisions; ) {
      body += paragraph(revision);
      const saved = await this.ask("PUT", `/api/v1/findings/${id}`, { ...content, body, revision });
      revision = savedFindingSchema.parse(saved).revision;
    }
    await this.send("PUT", `/api/v1/findings/${id}/publication`);
    await this.open(`/findings/${id}`);
  }

  /** Brings a file, and has this site compute its question. */
  async bring(name: string, document: unknown): Promise<void> {
    const { id } = createdImportSchema.parse(
      await this.ask("POST", `/api/v1/imports?${new URLSearchParams({ name })}`, document),
    );
    await this.watch(`/api/v1/imports/${id}`);
    await this.send("POST", `/api/v1/imports/${id}/circuit`);
    await this.open(`/imports/${id}`);
  }

  /** What is refused is the test's end, with the site's own sentence. */
  async #answered(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await this.fetch(method, path, body);
    if (response.status < 400) return response;
    const said = (await response.text()).slice(0, 500);
    throw new Error(`${method} ${path} was refused with ${response.status}: ${said}`);
  }

  /** One request and its answer, whatever it is. */
  async fetch(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const isForm = body instanceof URLSearchParams;
    const response = await fetch(new URL(path, this.site.address), {
      method,
      redirect: "manual",
      ...(signal && { signal }),
      headers: {
        origin: this.site.address,
        "x-forwarded-for": this.ip,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(body !== undefined && !isForm && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]*)=([^;]*)/.exec(set) ?? [];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}
