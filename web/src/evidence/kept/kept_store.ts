// SPDX-License-Identifier: Apache-2.0
// Where evidence lies on this device: sealed bytes under names that say nothing (docs/formats/draft.md, "Evidence"). In
// IndexedDB, since a transaction of it holds whole or not at all and, where "strict", is told of only when it is on the disk.

/** One sealed state of the case, in parts. */
export interface StoredState {
  number: number;
  id: Uint8Array<ArrayBuffer>;
  parts: Uint8Array<ArrayBuffer>[];
}
export interface StateChange {
  state: StoredState;
  /** Number of the newest state that was there; 0: none. If it is another now, somebody else writes. */
  after: number;
  drop_states: number[];
  drop_files: string[];
  /** The locked recovery text; left out: what is there stays. */
  locked_key?: string;
}
/** Every promise of a change resolves when it is durable, and rejects with a KeptFault when nothing of it was done. */
export interface KeptStore {
  /** The newest first. */
  states(): Promise<StoredState[]>;
  /** Ids of files of which any part lies here. */
  files(): Promise<string[]>;
  part(file: string, number: number): Promise<Uint8Array<ArrayBuffer> | null>;
  put_parts(file: string, first: number, parts: Uint8Array<ArrayBuffer>[]): Promise<void>;
  drop_files(files: string[]): Promise<void>;
  commit(change: StateChange): Promise<void>;
  close(): void;
}

/** draft_full: no room; draft_refused: the browser stores nothing here; draft_elsewhere: another tab has it; draft_gone: it was
 *  deleted; draft_failed: whatever else a disk may do. */
export type KeptFaultName = "draft_full" | "draft_refused" | "draft_elsewhere" | "draft_gone" | "draft_failed";
export class KeptFault extends Error {
  readonly what: KeptFaultName;
  constructor(what: KeptFaultName) {
    super(what);
    this.what = what;
  }
}

export const kept_name = "notes-3";
const parts_name = "parts";
const states_name = "states";
const key_name = "key";
type StoreName = typeof parts_name | typeof states_name | typeof key_name;

const fault_of = (error: DOMException | null): KeptFault => new KeptFault(error?.name === "QuotaExceededError" ? "draft_full" : "draft_failed");

/** Opens it; makes it where `makes`, else null where there is none. */
export async function open_database(makes: boolean): Promise<IDBDatabase | null> {
  let asked: IDBOpenDBRequest;
  try {
    // Asked first, so that a visit that keeps nothing leaves no empty one behind.
    if (!makes && "databases" in indexedDB && !(await indexedDB.databases()).some(({ name }) => name === kept_name)) return null;
    asked = indexedDB.open(kept_name, 1);
  } catch {
    throw new KeptFault("draft_refused");
  }
  return new Promise((resolve, reject) => {
    let is_new = false;
    asked.onupgradeneeded = () => {
      is_new = true;
      if (!makes) return asked.transaction?.abort();
      for (const name of [parts_name, states_name, key_name]) asked.result.createObjectStore(name);
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = (event) => {
      event.preventDefault();
      if (is_new && !makes) resolve(null);
      else reject(asked.error?.name === "QuotaExceededError" ? new KeptFault("draft_full") : new KeptFault("draft_refused"));
    };
  });
}

/** Deletes it, in every tab. False: the browser did not. */
export function delete_database(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const asked = indexedDB.deleteDatabase(kept_name);
      asked.onsuccess = () => resolve(true);
      asked.onerror = () => resolve(false);
    } catch {
      resolve(true); // nothing can have been kept where storage is refused
    }
  });
}

/** One transaction. `act` makes its requests at once or in their handlers; what it gives is asked for when all is done. */
export function transact<T>(database: IDBDatabase, names: StoreName[], mode: IDBTransactionMode, act: (store: (name: StoreName) => IDBObjectStore, fail: (fault: KeptFault) => void) => () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    let transaction: IDBTransaction;
    try {
      transaction = database.transaction(names, mode, { durability: "strict" });
    } catch {
      reject(new KeptFault("draft_gone")); // it was closed, since it was deleted
      return;
    }
    let found: KeptFault | null = null;
    const fail = (fault: KeptFault): void => {
      found = fault;
      transaction.abort();
    };
    let result: () => T;
    transaction.oncomplete = () => resolve(result());
    transaction.onabort = () => reject(found ?? fault_of(transaction.error));
    try {
      result = act((name) => transaction.objectStore(name), fail);
    } catch {
      fail(new KeptFault("draft_failed"));
    }
  });
}

const parts_of = (file: string): IDBKeyRange => IDBKeyRange.bound([file, 0], [file, Infinity]);

function store_over(database: IDBDatabase): KeptStore {
  return {
    states: () =>
      transact(database, [states_name], "readonly", (store) => {
        const all = store(states_name).getAll() as IDBRequest<StoredState[]>;
        return () => all.result.sort((a, b) => b.number - a.number);
      }),
    files: () =>
      transact(database, [parts_name], "readonly", (store) => {
        const keys = store(parts_name).getAllKeys();
        return () => [...new Set(keys.result.map((key) => (key as [string, number])[0]))];
      }),
    part: (file, number) =>
      transact(database, [parts_name], "readonly", (store) => {
        const part = store(parts_name).get([file, number]) as IDBRequest<Uint8Array<ArrayBuffer> | undefined>;
        return () => part.result ?? null;
      }),
    put_parts: (file, first, parts) =>
      transact(database, [parts_name], "readwrite", (store) => {
        parts.forEach((part, at) => store(parts_name).add(part, [file, first + at]));
        return () => undefined;
      }),
    drop_files: (files) =>
      transact(database, [parts_name], "readwrite", (store) => {
        for (const file of files) store(parts_name).delete(parts_of(file));
        return () => undefined;
      }),
    commit: ({ state, after, drop_states, drop_files, locked_key }) =>
      transact(database, [parts_name, states_name, key_name], "readwrite", (store, fail) => {
        const newest = store(states_name).openKeyCursor(null, "prev");
        newest.onsuccess = () => {
          if (((newest.result?.key as number | undefined) ?? 0) !== after) return fail(new KeptFault("draft_elsewhere"));
          store(states_name).add(state, state.number);
          for (const number of drop_states) store(states_name).delete(number);
          for (const file of drop_files) store(parts_name).delete(parts_of(file));
          if (locked_key !== undefined) store(key_name).put(locked_key, 0);
        };
        return () => undefined;
      }),
    close: () => database.close(),
  };
}

/** `makes`: where there is none, it is made; else null. `on_gone`: it is being deleted, from here or another tab. */
export async function open_kept_store(makes: boolean, on_gone: () => void): Promise<KeptStore | null> {
  const database = await open_database(makes);
  if (database === null) return null;
  database.onversionchange = () => {
    database.close();
    on_gone();
  };
  database.onclose = on_gone;
  return store_over(database);
}
