// SPDX-License-Identifier: Apache-2.0
// What the page itself asks of the place where evidence is kept: whether any is, what opens it with a passphrase, and
// deleting all of it. No key is needed for that, and no worker.
import type { KeptPlace } from "./kept_evidence";
import { delete_database, kept_name, open_database, transact } from "./kept_store";

/** Null: not looked yet. Leaving then clears nothing that may be kept. */
let is_there: boolean | null = null;
export const may_keep_evidence_here = (): boolean => is_there !== false;
const note_kept = (): void => void (is_there = true);

/** Whether evidence is kept on this device. What was begun and never got as far as a first state is nothing, and removed. */
async function look_for_kept(): Promise<boolean> {
  const states = await with_database((database) =>
    transact(database, ["states"], "readonly", (store) => {
      const count = store("states").count();
      return () => count.result;
    }),
  );
  is_there = states !== null && states > 0;
  if (states === 0) await navigator.locks?.request(kept_name, { ifAvailable: true }, (lock) => (lock === null ? false : delete_kept()));
  return is_there;
}

/** The recovery text, locked with the passphrase that was chosen here; null where none was. */
async function kept_locked_key(): Promise<string | null> {
  return with_database((database) =>
    transact(database, ["key"], "readonly", (store) => {
      const key = store("key").get(0) as IDBRequest<string | undefined>;
      return () => key.result ?? null;
    }),
  );
}

async function with_database<T>(act: (database: IDBDatabase) => Promise<T>): Promise<T | null> {
  const database = await open_database(false).catch(() => null);
  if (database === null) return null;
  database.onversionchange = () => database.close();
  try {
    return await act(database);
  } catch {
    return null;
  } finally {
    database.close();
  }
}

async function delete_kept(): Promise<boolean> {
  const deleted = await delete_database();
  if (deleted) is_there = false;
  return deleted;
}

export const this_device: KeptPlace = { look: look_for_kept, locked_key: kept_locked_key, note: note_kept, delete: delete_kept };
