// SPDX-License-Identifier: Apache-2.0
// The module that holds a case, on the page's own thread: for the routes on which no worker may run. It is asked for words
// alone; there is no way in here for a file, and a pack that it makes has none.
import type { Fetch } from "../service/client";
import { fetch_part } from "../worker/workshop";
import { type CaseAnswer, type CaseRequest, type Moment, type Outcome, refused } from "./case_types";
import { EvidenceInstance } from "./instance";
import { seal, type SealedPack } from "./sealing";

export type WordsRequest = Extract<CaseRequest, { do: "begin" | "show" | "letter_facts" | "put" | "drop" | "done_list" }>;

export interface WordsDesk {
  ask<R extends WordsRequest>(request: R): Promise<Outcome<CaseAnswer<R>>>;
  /** A plain ZIP file: there is no key that somebody would have to keep. It is signed with one that is drawn for this visit. */
  seal(at: Moment): Promise<Outcome<SealedPack>>;
  /** Lets go of the case and of its key. */
  close(): void;
}

/** `may_work`: asked before each step. `on_lost`: the module stopped, and the case in it is gone. */
export function make_words_desk(module_of: () => Promise<WebAssembly.Module>, may_work: () => boolean, on_lost: () => void): WordsDesk {
  let instance: EvidenceInstance | null = null;
  let identity: string | null = null;
  /** Grows when everything is let go of: what was on its way then comes to nothing. */
  let life = 0;

  function close(): void {
    life += 1;
    instance = null;
    identity = null;
  }
  async function opened(): Promise<Outcome<EvidenceInstance>> {
    const of = life;
    if (!may_work()) return refused("stopped");
    if (instance === null) {
      try {
        const compiled = await module_of();
        if (of !== life || !may_work()) return refused("stopped");
        instance ??= new EvidenceInstance(compiled);
      } catch {
        return refused("no_module");
      }
    }
    return instance.fits() ? { ok: true, value: instance } : refused("no_module");
  }
  async function with_module<T>(act: (held: EvidenceInstance) => Outcome<T> | Promise<Outcome<T>>): Promise<Outcome<T>> {
    const held = await opened();
    if (!held.ok) return held;
    const of = life;
    const outcome = await act(held.value);
    if (of === life && held.value.spent) {
      close();
      on_lost();
    }
    return outcome;
  }
  function key_of(held: EvidenceInstance): Outcome<string> {
    if (identity !== null) return { ok: true, value: identity };
    const random = crypto.getRandomValues(new Uint8Array(32));
    const drawn = held.call<{ identity: string }>("hf_key_draw", random);
    random.fill(0);
    if (!drawn.ok) return drawn;
    identity = drawn.value.identity;
    return { ok: true, value: identity };
  }

  return {
    ask: (request) => with_module((held) => held.ask(request)),
    seal: (at) =>
      with_module((held) => {
        const key = key_of(held);
        if (!key.ok) return key;
        return seal(held, { at, identity: key.value, recipients: null, contents: new Map() }, { stopped: () => !may_work(), progress: () => undefined });
      }),
    close,
  };
}

/** The module, fetched when it is needed for the first time; one that did not come is fetched anew the next time. */
export function fetched_module(fetch_: Fetch, address: string): () => Promise<WebAssembly.Module> {
  let coming: Promise<WebAssembly.Module> | null = null;
  return () => {
    coming ??= fetch_part(fetch_, address)
      .then(async (response) => WebAssembly.compile(await response.arrayBuffer()))
      .catch((reason: unknown) => {
        coming = null;
        throw reason;
      });
    return coming;
  };
}
