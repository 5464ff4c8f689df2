import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { describe, expect, inject, test, vi } from "vitest";
import { findBinaries } from "@/scripts/postgres/binaries";
import { freePort, refusedStart, temporaryFolder } from "../support/command";

// Real processes on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 180_000 });

async function refusalFor(environment: Record<string, string>): Promise<string> {
  const folder = environment.DATA_DIR ?? path.join(temporaryFolder(), "data");
  const port = environment.PORT ?? String(await freePort());
  const { code, output } = await refusedStart({ ...environment, DATA_DIR: folder, PORT: port });
  expect(code, output).toBe(1);
  expect(output, "a sentence, not a stack").not.toMatch(/^\s+at /m);
  return output;
}

function databaseUrl(change: (url: URL) => void): string {
  const url = new URL(inject("adminDatabaseUrl"));
  change(url);
  return url.href;
}

describe("a start refuses with one sentence", () => {
  test("a busy port, before anything is made", async () => {
    const port = await freePort();
    const other = createServer().listen(port);
    const folder = path.join(temporaryFolder(), "data");
    const output = await refusalFor({ PORT: String(port), DATA_DIR: folder });
    other.close();
    expect(output).toContain(`Port ${port} is in use by another program`);
    expect(existsSync(path.join(folder, "postgres"))).toBe(false);
  });

  test("a wrong variable, by its name and never with its value", async () => {
    const output = await refusalFor({ PORT: "many", AUTH_SECRET: "short-secret" });
    expect(output).toMatch(/PORT: .*AUTH_SECRET: must be at least 32 characters/);
    expect(output).not.toContain("short-secret");
  });

  test("a data folder that is a file", async () => {
    const file = path.join(temporaryFolder(), "data");
    writeFileSync(file, "");
    expect(await refusalFor({ DATA_DIR: file })).toContain(`The data folder ${file} is a file`);
  });

  test("a data folder where nobody may write, root neither", async () => {
    const output = await refusalFor({ DATA_DIR: "/sys/circuit-commons" });
    expect(output).toContain("/sys/circuit-commons cannot be written by this user");
  });

  test("a database folder that holds something else, which stays as it is", async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, "postgres"));
    writeFileSync(path.join(folder, "postgres", "thesis.txt"), "years of work");
    expect(await refusalFor({ DATA_DIR: folder })).toContain(
      "is not a PostgreSQL data folder but is not empty",
    );
    expect(readdirSync(path.join(folder, "postgres"))).toEqual(["thesis.txt"]);
  });

  test("a database of another PostgreSQL version", async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, "postgres"));
    writeFileSync(path.join(folder, "postgres", "PG_VERSION"), "14\n");
    expect(await refusalFor({ DATA_DIR: folder })).toMatch(
      /was made by PostgreSQL 14 and this version brings PostgreSQL 18: dump it/,
    );
  });
});

describe("an external database that cannot be used is named without its password", () => {
  test("nothing listens there", async () => {
    const port = await freePort();
    const output = await refusalFor({ DATABASE_URL: `postgresql://user:hidden@127.0.0.1:${port}/site` });
    expect(output).toContain(`No database answers at 127.0.0.1:${port}/site`);
    expect(output).not.toContain("hidden");
  });

  test("the host does not exist", async () => {
    const output = await refusalFor({ DATABASE_URL: "postgresql://user:hidden@nowhere.invalid/site" });
    expect(output).toMatch(/database at nowhere\.invalid:5432\/site (was not found|could not be reached)/);
    expect(output).not.toContain("hidden");
  });

  test("the password is wrong", async () => {
    const url = databaseUrl((url) => {
      url.password = "hidden";
    });
    const output = await refusalFor({ DATABASE_URL: url });
    expect(output).toContain("refuses the user 'postgres'");
    expect(output).not.toContain("hidden");
  });

  test("the database does not exist", async () => {
    const url = databaseUrl((url) => {
      url.pathname = "/atlantis";
    });
    const output = await refusalFor({ DATABASE_URL: url });
    expect(output).toMatch(/there is no database .*\/atlantis: create it/);
    expect(output).not.toContain(new URL(url).password);
  });

  test("it is not a PostgreSQL address at all", async () => {
    const output = await refusalFor({ DATABASE_URL: "mysql://root:hidden@127.0.0.1/site" });
    expect(output).toContain("DATABASE_URL:");
    expect(output).not.toContain("hidden");
  });
});

test("a platform without an embedded PostgreSQL is told to name a database", () => {
  expect(() => findBinaries("sunos", "mips")).toThrow(
    /no embedded PostgreSQL for sunos on mips.*set DATABASE_URL/,
  );
});

test("a Node that is too old is refused before any package is needed", async () => {
  const pretend = 'Object.defineProperty(process.versions, "node", { value: "18.19.0" });';
  const { code, output } = await refusedStart({}, [
    process.execPath,
    "--input-type=module",
    "--eval",
    `${pretend} const { bootstrap } = await import("./scripts/bootstrap.mjs"); await bootstrap();`,
  ]);
  expect(code).toBe(1);
  expect(output.trim()).toBe(
    "Circuit Commons needs Node 20.19 or newer and this is Node 18.19.0: install a newer Node and run the command again.",
  );
});
