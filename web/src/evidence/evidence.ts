// SPDX-License-Identifier: Apache-2.0
// The evidence of one visit: what the case in the worker holds, files that wait to be put in, and every step that changes
// it. In memory, and kept on the device at wish (kept/); the worker is fetched and started when the evidence is opened for the first time, and not before.
import { make_store, type Store } from "../state/store";
import { change_answers, type GivenAnswer } from "./answers_in";
import { type About, type CaseAnswer, type CaseRequest, type FactList, type Facts, type FactsForLetter, moment_now, type Outcome, type RedactionRecord, type Refusal, refused, type Sender } from "./case_types";
import { type CaseView, may_be_read, view_of } from "./case_view";
import type { EvidenceDesk, JobOptions } from "./desk";
import { make_incoming, most_incoming, type IncomingList } from "./incoming";
import { type KeptEvidence, type KeptPlace, make_kept_evidence } from "./kept/kept_evidence";
import type { KeptReport } from "./kept/kept_types";
import { counts_as_under_18, may_show_somebody, type SeenFile } from "./reading";
import type { ListAsked, ListedRecipients } from "./recipients";
import type { PackPlace } from "./pack_out";
import type { SealedPack } from "./sealing";
import { open_whole, type WholeFile } from "./whole_file";
import { no_proof, type TimeProof } from "./time_proof";
import type { Signal } from "../service/types";

export type EvidenceState =
  | { step: "closed" }
  | { step: "opening" }
  /** A part of the page could not be fetched. */
  | { step: "missing" }
  /** The module stopped: what was in it is gone. */
  | { step: "lost" }
  | { step: "open"; view: CaseView };

/** What the evidence shows: its list, or what is done with it. */
export type EvidenceScreen =
  | { name: "home" }
  | { name: "files" }
  | { name: "describe" }
  /** `copy`: one of its covered copies alone. */
  | { name: "take_out"; number: number; copy?: number }
  | { name: "words"; number: number }
  | { name: "cover"; number: number }
  | { name: "more" }
  | { name: "entry"; list: EntryList; index?: number }
  /** The key is kept first, before going on to what needs it. */
  | { name: "keep"; then: "seal" | "draft" }
  | { name: "seal" }
  | { name: "saved" }
  | { name: "draft" };
export type EntryList = Exclude<FactList, "answers">;

/** What is said of a file when it goes in. */
export interface FileWords {
  about: About;
  sender: Sender;
  /** Null where the file cannot show anybody. */
  shows_intimate: boolean | null;
  /** The person had it drawn before it went in. */
  was_viewed?: boolean;
}
export interface Added {
  number: number;
  holding: "kept" | "hashes" | "described";
  /** Of a picture of which checksums alone went in: whether codes of how it looks went in beside them. */
  has_codes?: boolean;
}
export interface SealWish {
  identity: string;
  /** Null: a plain ZIP file. */
  recipients: string[] | null;
  number: string | null;
  /** Of a plain ZIP file: the most bytes that are taken in one. */
  largest?: number;
  /** Where the person wants it. Left out: it waits in memory to be saved. */
  place?: PackPlace;
  /** Asks others when it was sealed, once the seal stands; null: the person went away meanwhile. Left out: nobody is asked. */
  prove?: (seal: string) => Promise<TimeProof | null>;
}
/** A pack, and whether others were asked when it was sealed: then what is not in it was refused, or did not come. */
export interface PackMade extends SealedPack {
  asked: boolean;
  asked_for_stamp: boolean;
}
/** What comes from other parts of the page. */
export interface EvidenceHelp {
  /** Codes of how a picture looks; none where it cannot be decoded. */
  codes: (file: File) => Promise<Signal[]>;
  /** Milliseconds that the device's clock was behind the service's; null where they were not compared. */
  clock_behind: () => number | null;
}
const no_help: EvidenceHelp = { codes: async () => [], clock_behind: () => null };

export interface Evidence {
  state: Store<EvidenceState>;
  screen: Store<EvidenceScreen>;
  incoming: IncomingList;
  /** Something was put in, taken out or changed, and no pack with it was saved: closing the page would lose it. */
  unsaved: Store<boolean>;
  /** What of it is kept on this device, at the person's wish. */
  kept: KeptEvidence;
  /** Closing the page now would lose something. */
  at_risk(): boolean;
  /** The pack that was sealed last. */
  pack: Store<PackMade | null>;
  /** Begins the case, unless there is one. */
  open(language: string, place: string | null): Promise<void>;
  /** Takes in what was done so far, where it changed: the text of the page's own list. */
  take_done(list: string): Promise<void>;
  /** Lets go of what was lost, so that it can begin again. */
  begin_again(): void;
  /** What can be chosen of a file that holds many things. */
  open_whole(id: number, options: JobOptions): Promise<Outcome<WholeFile>>;
  /** Those that were chosen come in its place, to be asked about one by one. */
  take_parts(id: number, whole: WholeFile, chosen: readonly number[], options: JobOptions): Promise<Refusal | null>;
  add(id: number, words: FileWords): Promise<Outcome<Added>>;
  describe(about: About): Promise<Outcome<Added>>;
  /** Puts in a copy with parts covered, which shows nobody intimate as the person said. */
  keep_copy(number: number, copy: Blob, record: Omit<RedactionRecord, "made">): Promise<Refusal | null>;
  /** Of the original only its checksums stay, and nothing of it on this device. */
  leave_original_out(number: number): Promise<Refusal | null>;
  /** `last_copy`: the original was left out and nothing would be left to see of it, unless `also_last`. */
  drop_copy(number: number, index: number, reason: string, also_last: boolean): Promise<Refusal | null>;
  /** The same. */
  take_out(number: number, reason: string, also_last?: boolean): Promise<Refusal | null>;
  put_back(number: number): Promise<Refusal | null>;
  /** A picture that the case keeps, for reading the words in it or covering parts of it; null of everything else. */
  file_of(number: number): File | null;
  /** It was drawn for the person: a line of the log, no more. */
  viewed(number: number): Promise<Refusal | null>;
  /** What a machine read in it, in place of what was read before; empty: it goes out again. */
  put_words(number: number, words: string): Promise<Refusal | null>;
  set_prefix(prefix: string): Promise<Refusal | null>;
  /** What of it a letter of this kind takes (evidence/letter_facts.hpp). */
  letter_facts(notice: string): Promise<Outcome<FactsForLetter>>;
  /** A new entry, or, with `index`, one in the place of another. */
  put<L extends EntryList>(list: L, value: Facts[L], index?: number): Promise<Refusal | null>;
  drop(list: EntryList, index: number): Promise<Refusal | null>;
  /** The answers to the guide that are in the case from now on: none, unless the person wants them there. */
  set_answers(answers: readonly GivenAnswer[]): Promise<Refusal | null>;
  read_list(list: ListAsked): Promise<Outcome<ListedRecipients>>;
  seal(wish: SealWish, options: JobOptions): Promise<Outcome<SealedPack>>;
  /** The pack lies with the person. */
  saved(): void;
  /** One step back within the evidence; false when it is at its list. */
  back(): boolean;
  forget(): void;
}

const copy_key = (exhibit: number, copy: number): string => `${exhibit}/${copy}`;

/** `make_desk` is asked for one desk; `may_hold` before anything is put in. */
export function make_evidence(make_desk: (on_lost: () => void) => EvidenceDesk, may_hold: () => boolean, kept_place: KeptPlace, help: EvidenceHelp = no_help, now: () => Date = () => new Date()): Evidence {
  const state = make_store<EvidenceState>({ step: "closed" });
  const screen = make_store<EvidenceScreen>({ name: "home" });
  const unsaved = make_store(false);
  const pack = make_store<PackMade | null>(null);
  /** Files of kept exhibits, by number. The browser holds their bytes where they are. */
  const files = new Map<number, File>();
  /** Covered copies, by copy_key(). */
  const copies = new Map<string, Blob>();
  let heading = { language: "en", prefix: "HF", whose: "own" as const };
  let place: string | null = null;
  let list_taken = "";
  /** Grows when everything is let go of: what was asked before says nothing any more. */
  let life = 0;

  const desk = make_desk(() => {
    let_go();
    state.set({ step: "lost" });
  });
  const incoming = make_incoming(desk, may_hold);

  function let_go(): void {
    life += 1;
    kept.let_go();
    files.clear();
    copies.clear();
    incoming.forget();
    unsaved.set(false);
    pack.set(null);
    screen.set({ name: "home" });
    heading = { ...heading, prefix: "HF" };
    list_taken = "";
  }
  /** The files of this visit by their paths in a pack of the case as it is. */
  async function contents(): Promise<Map<string, Blob>> {
    const by_path = new Map<string, Blob>();
    const shown = await desk.ask({ do: "show" });
    for (const { path, exhibit, copy } of shown.ok ? shown.value.files : []) {
      const file = copy === 0 ? files.get(exhibit) : copies.get(copy_key(exhibit, copy));
      if (file !== undefined) by_path.set(path, file);
    }
    return by_path;
  }
  const kept = make_kept_evidence({ desk, place: kept_place, contents, taken_up });

  const at = (): ReturnType<typeof moment_now> => moment_now(now());
  const whole_heading = (): { language: string; prefix: string; whose: "own"; place?: string } => ({ ...heading, ...(place === null ? {} : { place }) });

  async function show(of: number): Promise<Partial<typeof heading> & { place?: string }> {
    const shown = await desk.ask({ do: "show" });
    if (of === life && shown.ok) state.set({ step: "open", view: view_of(shown.value) });
    return shown.ok ? shown.value.case : {};
  }
  /** Asks for a change, and shows the case as it is then. `counts`: a pack without it would lack something that was put in. `settle`:
   *  what goes with it, before anything of it is kept. */
  async function change<R extends CaseRequest>(request: R, counts = true, settle: (value: CaseAnswer<R>) => void = () => undefined): Promise<Awaited<ReturnType<typeof desk.ask<R>>>> {
    const of = life;
    if (!may_hold()) return refused("stopped") as never;
    const outcome = await desk.ask(request);
    if (of !== life) return refused("stopped") as never;
    if (!outcome.ok) return outcome;
    if (counts) {
      unsaved.set(true);
      pack.set(null);
    }
    settle(outcome.value as CaseAnswer<R>);
    kept.changed();
    await show(of);
    return outcome;
  }
  const fault = async (changed: Promise<Outcome<unknown>>): Promise<Refusal | null> => {
    const outcome = await changed;
    return outcome.ok ? null : outcome.error;
  };

  async function open(language: string, from: string | null): Promise<void> {
    if (!may_hold() || state.get().step === "open" || state.get().step === "opening") return;
    const of = life;
    heading = { ...heading, language };
    place = from;
    state.set({ step: "opening" });
    const begun = await desk.ask({ do: "begin", at: at(), route: "adult", heading: whole_heading() });
    if (of !== life) return;
    if (begun.ok) await show(of);
    else state.set({ step: "missing" });
  }

  /** With what is known of the device's clock. */
  function timed(about: About): About {
    const behind = help.clock_behind();
    return behind === null ? about : { ...about, clock_behind: behind };
  }

  async function taken_up(take_up: () => Promise<Outcome<KeptReport>>): Promise<Outcome<KeptReport>> {
    const of = life;
    if (!may_hold()) return refused("stopped");
    const taken = await take_up();
    if (of !== life) return refused("stopped");
    if (!taken.ok) return taken;
    files.clear();
    list_taken = "";
    pack.set(null);
    unsaved.set(true);
    const { language, prefix, place: from } = await show(of);
    heading = { ...heading, language: language ?? heading.language, prefix: prefix ?? heading.prefix };
    place = from ?? place;
    return taken;
  }
  async function describe(about: About): Promise<Outcome<Added>> {
    const outcome = await change({ do: "describe", at: at(), about: timed(about) });
    return outcome.ok ? { ok: true, value: { number: outcome.value.number, holding: "described" } } : outcome;
  }

  function read_one(id: number): { file: File; seen: SeenFile } | null {
    const found = incoming.all.get().find((each) => each.id === id);
    return found?.state.step === "read" ? { file: found.file, seen: found.state.seen } : null;
  }
  async function open_one(id: number, options: JobOptions): Promise<Outcome<WholeFile>> {
    const found = read_one(id);
    return found === null || !may_hold() ? refused("no_such_file") : open_whole(desk, found.file, found.seen, options);
  }
  async function take_parts(id: number, whole: WholeFile, chosen: readonly number[], options: JobOptions): Promise<Refusal | null> {
    const of = life;
    const taken = await whole.take(chosen, options);
    if (!taken.ok) return taken.error;
    if (of !== life || read_one(id) === null) return { what: "stopped" };
    if (incoming.all.get().length - 1 + taken.value.length > most_incoming) return { what: "too_many" };
    incoming.drop(id);
    incoming.add(taken.value);
    return null;
  }

  async function add(id: number, { about, sender, shows_intimate, was_viewed = false }: FileWords): Promise<Outcome<Added>> {
    const found = incoming.all.get().find((each) => each.id === id);
    if (found?.state.step !== "read") return refused("no_such_file");
    const { file, part, state: { seen } } = found;
    // Often stolen, and perhaps of a child: nothing of it is taken, not even a checksum.
    if (counts_as_under_18(seen, sender)) {
      incoming.drop(id);
      return describe(about);
    }
    const asked = may_show_somebody(seen);
    if (asked && shows_intimate === null) return refused("not_asked");
    const of = life;
    const is_coded = shows_intimate === true && seen.class === "picture";
    const codes = is_coded ? await help.codes(file) : [];
    if (of !== life) return refused("stopped");
    const request = {
      do: "add",
      at: at(),
      file: seen.file,
      name: file.name,
      ...(file.type === "" ? {} : { declared: file.type }),
      sender,
      about: timed(part === undefined ? about : { ...about, whole: part.from }),
      ...(codes.length > 0 ? { codes } : {}),
      ...(asked && shows_intimate !== null ? { shows_intimate } : {}),
    } as const;
    const outcome = await change(request, true, ({ number, holding }) => {
      if (holding === "kept") files.set(number, file);
    });
    if (!outcome.ok) return outcome;
    const { number, holding } = outcome.value;
    incoming.drop(id, holding === "kept");
    // A line of the log, no more: were it refused, the file would be in all the same.
    if (was_viewed) await change({ do: "note", at: at(), step: "viewed", number });
    return { ok: true, value: { number, holding, ...(is_coded ? { has_codes: codes.length > 0 } : {}) } };
  }

  async function keep_copy(number: number, copy: Blob, record: Omit<RedactionRecord, "made">): Promise<Refusal | null> {
    const of = life;
    if (!may_hold()) return { what: "stopped" };
    const seen = await desk.read_file(copy, "picture");
    if (!seen.ok) return seen.error;
    if (of !== life) return { what: "stopped" };
    const made = at();
    const put = await change({ do: "redact", at: made, number, file: seen.value.file, record: { ...record, made }, shows_intimate: false }, true, ({ index }) => void copies.set(copy_key(number, index), copy));
    if (put.ok) return null;
    await desk.forget_file(seen.value.file);
    return put.error;
  }

  async function leave_original_out(number: number): Promise<Refusal | null> {
    const left = await change({ do: "leave_out", at: at(), number }, true, () => void files.delete(number));
    if (!left.ok) return left.error;
    // The state before is held until the next one is there: of the original nothing is to stay, so it is written twice.
    await kept.written();
    kept.changed();
    return null;
  }

  async function seal({ identity, recipients, number, largest, place: into, prove }: SealWish, options: JobOptions): Promise<Outcome<SealedPack>> {
    const of = life;
    const start = { at: at(), identity, ...(number === null ? {} : { number }) };
    const begun = await desk.begin_pack(start);
    if (!begun.ok) return begun;
    const proof = prove === undefined ? no_proof : await prove(begun.value.seal);
    if (of !== life || proof === null || options.stop?.aborted === true) return refused("stopped");
    const { receipt, time_stamp } = proof;
    const sealed = await desk.seal(
      { ...start, begun: begun.value, recipients, contents: await contents(), ...(receipt === null ? {} : { receipt }), ...(time_stamp === null ? {} : { time_stamp }), ...(largest === undefined ? {} : { largest }), ...(into === undefined ? {} : { place: into }) },
      options,
    );
    if (of !== life) return refused("stopped");
    if (sealed.ok) {
      pack.set({ ...sealed.value, asked: proof.asked, asked_for_stamp: proof.asked_for_stamp });
      if (sealed.value.saved_as !== null) unsaved.set(false);
      kept.changed(); // the log notes it
    }
    return sealed;
  }

  return {
    state,
    screen,
    incoming,
    unsaved,
    kept,
    at_risk: () => unsaved.get() && !kept.is_whole(),
    pack,
    open,
    async take_done(list) {
      if (list === list_taken || state.get().step !== "open") return;
      list_taken = list;
      await change({ do: "done_list", at: at(), list }, false);
    },
    begin_again() {
      desk.close();
      let_go();
      state.set({ step: "closed" });
    },
    open_whole: open_one,
    take_parts,
    add,
    describe,
    keep_copy,
    leave_original_out,
    drop_copy: (number, index, reason, also_last) => fault(change({ do: "drop_copy", at: at(), number, index, reason, also_last }, true, () => void copies.delete(copy_key(number, index)))),
    take_out: (number, reason, also_last = false) => fault(change({ do: "remove", at: at(), number, reason, also_last })),
    put_back: (number) => fault(change({ do: "restore", at: at(), number })),
    file_of(number) {
      const { view } = state.get() as Partial<Extract<EvidenceState, { step: "open" }>>;
      const exhibit = view?.exhibits.find((each) => each.number === number);
      return exhibit !== undefined && may_be_read(exhibit) && may_hold() ? (files.get(number) ?? null) : null;
    },
    viewed: (number) => fault(change({ do: "note", at: at(), step: "viewed", number }, false)),
    put_words: (number, machine_read) => fault(change({ do: "read_out", at: at(), number, machine_read })),
    async set_prefix(prefix) {
      const before = heading.prefix;
      heading = { ...heading, prefix };
      const found = await fault(change({ do: "set", at: at(), heading: whole_heading() }));
      if (found !== null) heading = { ...heading, prefix: before };
      return found;
    },
    letter_facts: (notice) => desk.ask({ do: "letter_facts", notice }),
    put: (list, value, index) => fault(change({ do: "put", at: at(), list, value, ...(index === undefined ? {} : { index }) } as CaseRequest)),
    drop: (list, index) => fault(change({ do: "drop", at: at(), list, index })),
    set_answers(answers) {
      const now = state.get();
      return change_answers(now.step === "open" ? now.view.answers.length : 0, answers, {
        put: (value) => change({ do: "put", at: at(), list: "answers", value }),
        drop: (index) => change({ do: "drop", at: at(), list: "answers", index }),
      });
    },
    read_list: (list) => desk.read_list(list),
    seal,
    saved: () => unsaved.set(false),
    back() {
      const now = screen.get();
      if (now.name === "home") return false;
      screen.set({ name: now.name === "entry" ? "more" : now.name === "describe" ? "files" : now.name === "keep" ? now.then : "home" });
      return true;
    },
    forget() {
      desk.close();
      let_go();
      state.set({ step: "closed" });
      screen.set({ name: "home" });
    },
  };
}
