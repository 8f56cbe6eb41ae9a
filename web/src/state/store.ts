// SPDX-License-Identifier: Apache-2.0
// A value that screens watch. Lives in memory alone.
import { useEffect, useState } from "preact/hooks";

export interface Store<T> {
  get(): T;
  set(next: T): void;
  /** Calls back after each change; returns what stops it. */
  watch(changed: () => void): () => void;
}

export function make_store<T>(first: T): Store<T> {
  let value = first;
  const watchers = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const changed of [...watchers]) changed();
    },
    watch: (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}

export function use_store<T>(store: Store<T>): T {
  const [value, set_value] = useState(store.get());
  useEffect(() => {
    const changed = (): void => set_value(() => store.get());
    changed();
    return store.watch(changed);
  }, [store]);
  return value;
}
