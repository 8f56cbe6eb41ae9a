// SPDX-License-Identifier: Apache-2.0
// For tests: a place like the browser's, of which everything can be looked at, changed, and made to fail. What a change leaves
// when it fails is what was there before it, as a transaction does.
import { KeptFault, type KeptFaultName, type KeptStore, type StoredState } from "./kept_store";

export interface MemoryStore extends KeptStore {
  parts: Map<string, Uint8Array<ArrayBuffer>>;
  held: StoredState[];
  key: string | null;
  /** Changes that are still done; then each fails. */
  fail_after: number;
  fault: KeptFaultName;
  /** A copy of all of it as a disk would have it now. */
  as_it_is(): MemoryStore;
}

export function make_memory_store(parts = new Map<string, Uint8Array<ArrayBuffer>>(), held: StoredState[] = [], key: string | null = null): MemoryStore {
  const drop = (files: string[]): void => {
    for (const name of [...store.parts.keys()]) if (files.includes(name.split("/")[0] ?? "")) store.parts.delete(name);
  };
  function change(act: () => void): Promise<void> {
    if (store.fail_after <= 0) return Promise.reject(new KeptFault(store.fault));
    store.fail_after -= 1;
    act();
    return Promise.resolve();
  }
  const store: MemoryStore = {
    parts,
    held,
    key,
    fail_after: Infinity,
    fault: "draft_failed",
    as_it_is: () => make_memory_store(new Map([...store.parts].map(([name, part]) => [name, part.slice()])), structuredClone(store.held), store.key),
    states: async () => [...store.held].sort((a, b) => b.number - a.number),
    files: async () => [...new Set([...store.parts.keys()].map((name) => name.split("/")[0] ?? ""))],
    part: async (file, number) => store.parts.get(`${file}/${number}`) ?? null,
    put_parts: (file, first, all) => change(() => all.forEach((part, at) => store.parts.set(`${file}/${first + at}`, part.slice()))),
    drop_files: (files) => change(() => drop(files)),
    commit: async ({ state, after, drop_states, drop_files, locked_key }) => {
      if (Math.max(0, ...store.held.map(({ number }) => number)) !== after) throw new KeptFault("draft_elsewhere");
      await change(() => {
        store.held = [...store.held.filter(({ number }) => !drop_states.includes(number)), structuredClone(state)];
        drop(drop_files);
        if (locked_key !== undefined) store.key = locked_key;
      });
    },
    close: () => undefined,
  };
  return store;
}
