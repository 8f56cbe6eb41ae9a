// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { built_module } from "./built_module";
import { failed_answers, type FromWorker, type RequestKind, type ToWorker } from "./protocol";

it("answers every question in its own form when there is no memory for an instance", async () => {
  const said: FromWorker[] = [];
  let heard = (): void => undefined;
  const scope = {
    postMessage: (message: FromWorker) => {
      said.push(message);
      heard();
    },
    onmessage: (_: { data: ToWorker }): void => undefined,
  };
  Object.assign(globalThis, { self: scope });
  const address = "./worker"; // not named below: it is compiled with the types of a worker, and this test with those of a page
  await import(address);
  scope.onmessage({ data: { kind: "module", module: await built_module() } });
  expect(said).toEqual([{ kind: "ready" }]);

  const asks = {
    fingerprint: { file: new File(["x"], "x.jpg") },
    prove: { challenge: "", difficulty: 0, body: "" },
    cover: { file: new Blob(["x"]), boxes: [], crop: null },
    new_papers: { case_number: null, created_ms: 0 },
    read_recovery: { bytes: new Uint8Array(1), passphrase: null, created_ms: 0 },
    lock_recovery: { identity: "", case_number: null, created_ms: 0, passphrase: "" },
    open_message: { identity: "", sealed: "" },
    seal_draft: { identity: "", draft: "" },
    open_draft: { identity: "", sealed: "" },
    reseal_message: { identity: "", sealed: "", mailbox_key: "" },
  };
  const instance = WebAssembly.Instance;
  WebAssembly.Instance = class {
    constructor() {
      throw new RangeError("out of memory");
    }
  } as unknown as typeof WebAssembly.Instance;
  try {
    for (const [id, kind] of (Object.keys(asks) as RequestKind[]).entries()) {
      const answered = new Promise<void>((done) => (heard = done));
      scope.onmessage({ data: { kind, id, ask: asks[kind] } as ToWorker });
      await answered;
      expect(said.at(-1)).toEqual({ kind: "answer", id, answer: failed_answers[kind] });
    }
  } finally {
    WebAssembly.Instance = instance;
  }
});
