// SPDX-License-Identifier: Apache-2.0
// The case of this worker as it is kept on the device: taken up, and written anew after changes. A state replaces the one
// before in one transaction, once all files of it lie there; the one before is held until the next. So whatever ends this
// worker, and whenever: what was told to be kept is there.
import { type CaseShown, type Outcome, refused } from "../case_types";
import type { EvidenceInstance } from "../instance";
import type { Content, Watch } from "../reading";
import { keep_file, kept_content, type KeptFile, take_up_file } from "./kept_file";
import { type KeptState, open_state, seal_state } from "./kept_state";
import { KeptFault, type KeptStore } from "./kept_store";
import type { KeptAsk, KeptKey, KeptReport } from "./kept_types";

export interface KeptNeeds {
  open_store(makes: boolean, on_gone: () => void): Promise<KeptStore | null>;
  /** Keeps other tabs away; null: one of them has it. */
  take_lock(): Promise<(() => void) | null>;
  now(): Date;
}
interface Held {
  store: KeptStore;
  release: () => void;
  is_gone: boolean;
  number: string | null;
  locked_key: string | null;
  /** Numbers of the states that lie there, the newest first; only the first can be opened for sure. */
  numbers: number[];
  /** The state that the next one follows, and its files. Null: nothing was written yet. */
  good: { number: number; files: KeptFile[] } | null;
  /** Files that lie there and that a state may take: of the states, and of a write that failed after them. */
  files: KeptFile[];
}
export interface KeptCase {
  do(asked: KeptAsk, watch: Watch): Promise<Outcome<KeptReport>>;
  /** What is kept, by its path in a pack of the case as it is. */
  contents(): ReadonlyMap<string, Content>;
}

const same = (file: Pick<KeptFile, "exhibit" | "copy" | "size" | "sha256">) => (other: KeptFile) =>
  other.exhibit === file.exhibit && other.copy === file.copy && other.size === file.size && other.sha256 === file.sha256;

export function make_kept_case(instance: EvidenceInstance, needs: KeptNeeds): KeptCase {
  let held: Held | null = null;

  function end(): void {
    held?.store.close();
    held?.release();
    held = null;
    instance.call("hf_kept_key", "");
  }
  /** With the key in the module. `makes`: a store where there is none. */
  async function take(identity: string, makes: boolean): Promise<Outcome<Held>> {
    end();
    const release = await needs.take_lock();
    if (release === null) return refused("draft_elsewhere");
    const taken: Pick<Held, "is_gone"> = { is_gone: false };
    const store = await needs.open_store(makes, () => void ((held ?? taken).is_gone = true)).catch((fault: unknown) => {
      release();
      throw fault;
    });
    if (store === null) {
      release();
      return refused("draft_gone");
    }
    held = { store, release, ...taken, number: null, locked_key: null, numbers: [], good: null, files: [] };
    const keyed = instance.call("hf_kept_key", identity);
    return keyed.ok ? { ok: true, value: held } : keyed;
  }
  /** Parts that belong to no state: of writes that were cut off. */
  async function drop_strays({ store, files }: Held): Promise<void> {
    const known = new Set(files.map(({ id }) => id));
    const strays = (await store.files()).filter((id) => !known.has(id));
    if (strays.length > 0) await store.drop_files(strays);
  }

  async function begin({ identity, number, locked_key }: KeptKey): Promise<Outcome<KeptReport>> {
    const taken = await take(identity, true);
    if (!taken.ok) return taken;
    if ((await taken.value.store.states()).length > 0) return refused("draft_there");
    taken.value.number = number;
    taken.value.locked_key = locked_key;
    await drop_strays(taken.value);
    return { ok: true, value: { at: needs.now().toISOString(), number, older: false, damaged: [] } };
  }

  async function open(identity: string, watch: Watch): Promise<Outcome<KeptReport>> {
    const taken = await take(identity, false);
    if (!taken.ok) return taken;
    const { value } = taken;
    const stored = await value.store.states();
    const opened = stored.flatMap((each) => {
      const state = open_state(instance, each);
      return state === null ? [] : [{ number: each.number, state }];
    });
    const [newest] = opened;
    if (newest === undefined) return refused(stored.length === 0 ? "draft_gone" : "draft_locked");
    const { number, state } = newest;
    const taken_up = instance.ask({ do: "open", case: state.case, log: state.log });
    if (!taken_up.ok) return refused("draft_damaged");
    value.number = state.number;
    value.numbers = stored.map((each) => each.number);
    value.good = { number, files: state.files };
    // Of both: until the next state is there, the one before may be needed with its files.
    value.files = [...state.files, ...opened.slice(1).flatMap(({ state: { files } }) => files.filter(({ id }) => !state.files.some((file) => file.id === id)))];
    await drop_strays(value);
    const damaged = await take_up_files(value, state.files, watch);
    return damaged.ok ? { ok: true, value: { at: state.at, number: state.number, older: number !== stored[0]?.number, damaged: damaged.value } } : damaged;
  }
  async function take_up_files({ store }: Held, files: KeptFile[], watch: Watch): Promise<Outcome<number[]>> {
    const damaged: number[] = [];
    const all = files.reduce((sum, { size }) => sum + size, 1);
    let before = 0;
    for (const file of files) {
      const from = before;
      const fits = await take_up_file(instance, store, file, { stopped: () => watch.stopped(), progress: (share) => watch.progress((from + share * file.size) / all) });
      if (!fits.ok) return fits;
      if (!fits.value) damaged.push(file.exhibit);
      before += file.size;
    }
    return { ok: true, value: [...new Set(damaged)] };
  }

  async function write(contents: ReadonlyMap<string, Blob>, watch: Watch): Promise<Outcome<KeptReport>> {
    if (held === null || held.is_gone) return refused("draft_gone");
    const to = held;
    // Of one moment: what changes while files are written comes with the next state.
    const shown = instance.ask({ do: "show" });
    const saved = instance.ask({ do: "save" });
    if (!shown.ok) return shown;
    if (!saved.ok) return saved;
    const kept = await keep_files(to, shown.value, contents, watch);
    if (!kept.ok) return kept;
    const at = needs.now().toISOString();
    const number = (to.numbers[0] ?? 0) + 1;
    const state: KeptState = { ...saved.value, at, number: to.number, files: kept.value };
    const sealed = seal_state(instance, number, state);
    if (!sealed.ok) return sealed;
    const needed = new Set([...state.files, ...(to.good?.files ?? [])].map(({ id }) => id));
    const drop_states = to.numbers.filter((each) => each !== to.good?.number);
    const drop_files = to.files.filter(({ id }) => !needed.has(id)).map(({ id }) => id);
    await to.store.commit({ state: sealed.value, after: to.numbers[0] ?? 0, drop_states, drop_files, ...(to.locked_key === null ? {} : { locked_key: to.locked_key }) });
    to.locked_key = null;
    to.numbers = [number, ...(to.good === null ? [] : [to.good.number])];
    to.good = { number, files: state.files };
    to.files = to.files.filter(({ id }) => needed.has(id));
    return { ok: true, value: { at, number: to.number, older: false, damaged: [] } };
  }
  /** All files of the case as it is shown, and those of exhibits that can be put back. */
  async function keep_files(to: Held, { files, taken_out }: CaseShown, contents: ReadonlyMap<string, Blob>, watch: Watch): Promise<Outcome<KeptFile[]>> {
    const missing = files.filter((file) => !to.files.some(same(file)));
    const unknown = missing.filter(({ path }) => !contents.has(path)).map(({ path }) => path);
    if (unknown.length > 0) return { ok: false, error: { what: "files_missing", paths: unknown } };
    const all = missing.reduce((sum, { size }) => sum + size, 1);
    let before = 0;
    for (const { path, exhibit, copy, size, sha256 } of missing) {
      const from = before;
      const part = { stopped: () => watch.stopped(), progress: (share: number) => watch.progress((from + share * size) / all) };
      const content = contents.get(path);
      const wrote = content === undefined ? refused("files_missing") : await keep_file(instance, to.store, content, { exhibit, copy, size, sha256 }, part);
      if (!wrote.ok) return wrote;
      to.files.push(wrote.value);
      before += size;
    }
    const of_case = files.flatMap((file) => to.files.find(same(file)) ?? []);
    const of_taken_out = to.files.filter((file) => taken_out.includes(file.exhibit) && !of_case.includes(file));
    return { ok: true, value: [...of_case, ...of_taken_out] };
  }

  return {
    async do(asked, watch) {
      try {
        const outcome = await (asked.do === "begin" ? begin(asked) : asked.do === "open" ? open(asked.identity, watch) : asked.do === "write" ? write(asked.contents, watch) : null);
        if (outcome === null || (!outcome.ok && asked.do !== "write")) end();
        return outcome ?? { ok: true, value: { at: "", number: null, older: false, damaged: [] } };
      } catch (fault) {
        if (held?.is_gone === true) return refused("draft_gone");
        if (asked.do !== "write") end();
        return refused(fault instanceof KeptFault ? fault.what : "draft_failed");
      }
    },
    contents() {
      const by_path = new Map<string, Content>();
      const shown = held === null ? null : instance.ask({ do: "show" });
      if (held === null || shown === null || !shown.ok) return by_path;
      for (const file of shown.value.files) {
        const found = held.files.find(same(file));
        if (found !== undefined) by_path.set(file.path, kept_content(instance, held.store, found));
      }
      return by_path;
    },
  };
}
