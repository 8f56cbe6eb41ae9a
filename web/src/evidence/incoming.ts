// SPDX-License-Identifier: Apache-2.0
// Files that were chosen and are not in the case yet: read one after the other, each with its progress and its own way to
// stop, then waiting for what the person says of it.
import { make_store, type Store } from "../state/store";
import type { EvidenceDesk } from "./desk";
import type { SeenFile } from "./reading";
import type { TakenPart } from "./whole_file";

export type IncomingState =
  | { step: "waiting" }
  | { step: "reading"; share: number }
  | { step: "stopped" }
  | { step: "failed"; what: string }
  | { step: "read"; seen: SeenFile };
export interface Incoming {
  /** Never used twice in a visit. */
  id: number;
  file: File;
  /** What it was chosen from. */
  part?: Omit<TakenPart, "file">;
  state: IncomingState;
}
export interface IncomingList {
  all: Store<readonly Incoming[]>;
  add(files: Iterable<File | TakenPart>): void;
  /** Stops reading this one alone. */
  stop(id: number): void;
  /** Reads again what was stopped or failed. */
  again(id: number): void;
  /** Takes it off this list. `keeps`: it is in the case, and the module still needs it. */
  drop(id: number, keeps?: boolean): void;
  forget(): void;
}

/** More at once than anybody has use for; what is above is left alone. */
export const most_incoming = 200;

export function make_incoming(desk: Pick<EvidenceDesk, "read_file" | "forget_file">, may_hold: () => boolean): IncomingList {
  const all = make_store<readonly Incoming[]>([]);
  const stoppers = new Map<number, AbortController>();
  let last_id = 0;
  let is_running = false;

  const find = (id: number): Incoming | undefined => all.get().find((each) => each.id === id);
  const change = (id: number, state: IncomingState): void => all.set(all.get().map((each) => (each.id === id ? { ...each, state } : each)));

  async function run(): Promise<void> {
    if (is_running) return;
    is_running = true;
    try {
      for (let next = waiting(); next !== undefined; next = waiting()) await read(next);
    } finally {
      is_running = false;
    }
  }
  const waiting = (): Incoming | undefined => all.get().find(({ state }) => state.step === "waiting");

  async function read({ id, file }: Incoming): Promise<void> {
    const stopper = new AbortController();
    stoppers.set(id, stopper);
    change(id, { step: "reading", share: 0 });
    const outcome = await desk.read_file(file, "picture", {
      stop: stopper.signal,
      progress: (share) => {
        if (find(id)?.state.step === "reading") change(id, { step: "reading", share });
      },
    });
    stoppers.delete(id);
    if (find(id)?.state.step !== "reading") {
      // It was taken off meanwhile.
      if (outcome.ok) void desk.forget_file(outcome.value.file);
    } else if (outcome.ok) change(id, { step: "read", seen: outcome.value });
    else change(id, outcome.error.what === "stopped" ? { step: "stopped" } : { step: "failed", what: outcome.error.what });
  }

  return {
    all,
    add(files) {
      // The last door: a file dialog that was opened before an answer may close after it.
      if (!may_hold()) return;
      const added: Incoming[] = [];
      for (const each of files) {
        if (all.get().length + added.length >= most_incoming) break;
        const { file, ...part } = each instanceof File ? { file: each } : each;
        added.push({ id: (last_id += 1), file, ...("from" in part ? { part } : {}), state: { step: "waiting" } });
      }
      all.set([...all.get(), ...added]);
      void run();
    },
    stop(id) {
      if (find(id)?.state.step === "waiting") change(id, { step: "stopped" });
      stoppers.get(id)?.abort();
    },
    again(id) {
      if (find(id) === undefined || !may_hold()) return;
      change(id, { step: "waiting" });
      void run();
    },
    drop(id, keeps = false) {
      const found = find(id);
      all.set(all.get().filter((each) => each.id !== id));
      stoppers.get(id)?.abort();
      if (found?.state.step === "read" && !keeps) void desk.forget_file(found.state.seen.file);
    },
    forget() {
      all.set([]);
      for (const stopper of stoppers.values()) stopper.abort();
      stoppers.clear();
    },
  };
}
