// SPDX-License-Identifier: Apache-2.0
// The pictures that the person chose, one after the other. Bytes are read in the worker, one picture at a time; this
// list holds the browser's file handles and what came of each.
import { make_store, type Store } from "../state/store";
import type { NewItem } from "../service/types";
import { plain_below_quality, quality_of, type PictureOutcome } from "./outcome";

export type PictureState =
  | { step: "waiting" }
  | { step: "working" }
  | { step: "stopped" }
  | { step: "done"; outcome: PictureOutcome };

export interface Picture {
  /** What the page calls it: 1, 2, 3, … in the order chosen. Never used twice in a visit. */
  number: number;
  file: File;
  state: PictureState;
  /** Same code as the picture of this number, or null. */
  duplicate_of: number | null;
}

/** Makes the fingerprint of one file; rejects only when it was stopped. */
export type Fingerprinter = (file: File, stop: AbortSignal) => Promise<PictureOutcome>;

export interface PictureList {
  all: Store<readonly Picture[]>;
  add(files: Iterable<File>): void;
  remove(number: number): void;
  stop(): void;
  forget(): void;
}

export function make_picture_list(fingerprint: Fingerprinter): PictureList {
  const all = make_store<readonly Picture[]>([]);
  let last_number = 0;
  let running = false;
  let stopper = new AbortController();

  const change = (number: number, state: PictureState): void => {
    all.set(mark_duplicates(all.get().map((picture) => (picture.number === number ? { ...picture, state } : picture))));
  };

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (let next = first_waiting(); next !== undefined; next = first_waiting()) {
        const { signal } = stopper;
        const { number, file } = next;
        change(number, { step: "working" });
        const outcome = await fingerprint(file, signal).catch((): PictureOutcome => ({ ok: false, error: "crashed" }));
        if (signal.aborted) change(number, { step: "stopped" });
        else change(number, { step: "done", outcome });
      }
    } finally {
      running = false;
    }
  }
  const first_waiting = (): Picture | undefined => all.get().find((picture) => picture.state.step === "waiting");

  return {
    all,
    add(files) {
      const added: Picture[] = [];
      for (const file of files) added.push({ number: (last_number += 1), file, state: { step: "waiting" }, duplicate_of: null });
      if (added.length === 0) return;
      all.set([...all.get(), ...added]);
      void run();
    },
    remove(number) {
      const working = all.get().some((picture) => picture.number === number && picture.state.step === "working");
      all.set(mark_duplicates(all.get().filter((picture) => picture.number !== number)));
      if (working) {
        stopper.abort();
        stopper = new AbortController();
      }
    },
    stop() {
      all.set(all.get().map((picture) => (picture.state.step === "waiting" ? { ...picture, state: { step: "stopped" } } : picture)));
      stopper.abort();
      stopper = new AbortController();
    },
    forget() {
      all.set([]);
      last_number = 0;
      stopper.abort();
      stopper = new AbortController();
    },
  };
}

const code_of = (picture: Picture): string | null =>
  picture.state.step === "done" && picture.state.outcome.ok ? picture.state.outcome.signals.map((signal) => signal.code).sort().join(" ") : null;

/** The first picture with a code keeps it; later ones point to it. */
function mark_duplicates(pictures: Picture[]): Picture[] {
  const first = new Map<string, number>();
  return pictures.map((picture) => {
    const code = code_of(picture);
    if (code === null) return picture.duplicate_of === null ? picture : { ...picture, duplicate_of: null };
    const duplicate_of = first.get(code) ?? null;
    if (duplicate_of === null) first.set(code, picture.number);
    return duplicate_of === picture.duplicate_of ? picture : { ...picture, duplicate_of };
  });
}

export const is_plain = (outcome: PictureOutcome): boolean => outcome.ok && quality_of(outcome.signals) < plain_below_quality;

export function is_busy(pictures: readonly Picture[]): boolean {
  return pictures.some(({ state }) => state.step === "waiting" || state.step === "working");
}

/** What is sent: every picture with a fingerprint, each once. */
export function items_to_send(pictures: readonly Picture[]): NewItem[] {
  const items: NewItem[] = [];
  for (const { state, duplicate_of } of pictures)
    if (duplicate_of === null && state.step === "done" && state.outcome.ok)
      items.push({ media: "picture", origin: state.outcome.origin, signals: state.outcome.signals.map(({ kind, code, quality }) => ({ kind, code, quality })) });
  return items;
}
