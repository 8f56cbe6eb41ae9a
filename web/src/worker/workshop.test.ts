// SPDX-License-Identifier: Apache-2.0
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { WorkerLike } from "./desk";
import { make_workshop } from "./workshop";

const module_bytes = await readFile(new URL("../../../build/bin/holdfast.wasm", import.meta.url));
const addresses = { script: "/assets/worker-1.js", module: "/assets/holdfast-1.wasm" };
const no_worker = {} as WorkerLike;

describe("the workshop", () => {
  it("fetches script and module once, kept by no cache, and starts any number of workers from them", async () => {
    const asked: [string, RequestInit | undefined][] = [];
    const scripts: string[] = [];
    const workshop = make_workshop(
      async (path, init) => {
        asked.push([path, init]);
        return new Response(path.endsWith(".js") ? "the script" : new Uint8Array(module_bytes));
      },
      addresses,
      (script) => {
        scripts.push(script);
        return no_worker;
      },
    );
    const { module, start } = await workshop();
    expect(module).toBeInstanceOf(WebAssembly.Module);
    start();
    (await workshop()).start();
    expect(scripts).toEqual(["the script", "the script"]);
    expect(asked.map(([path]) => path).sort()).toEqual([addresses.module, addresses.script]);
    for (const [, init] of asked) {
      expect(init).toMatchObject({ cache: "no-store", credentials: "omit" });
      expect(init?.signal, "a connection that hangs is given up").toBeInstanceOf(AbortSignal);
    }
  });

  it("fetches anew after a failure, so that a connection that comes later is enough", async () => {
    let online = false;
    const workshop = make_workshop(
      async (path) => {
        if (!online) throw new TypeError("Failed to fetch");
        return path.endsWith(".js") ? new Response("the script") : new Response(new Uint8Array(module_bytes));
      },
      addresses,
      () => no_worker,
    );
    await expect(workshop()).rejects.toThrow();
    online = true;
    expect((await workshop()).start()).toBe(no_worker);
  });

  it("takes no part that the service says is not there", async () => {
    const workshop = make_workshop(async () => new Response("not here", { status: 404 }), addresses, () => no_worker);
    await expect(workshop()).rejects.toThrow("is not there");
  });
});
