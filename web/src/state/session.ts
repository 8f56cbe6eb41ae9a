// SPDX-License-Identifier: Apache-2.0
// Everything one visit holds, in memory alone, and the one place that lets go of it. Screens read stores and call these
// functions; nothing here draws anything.
// Over 500 lines on purpose: what a visit holds is let go of in one place, and nothing may stand outside of it.
import { forget_on_device } from "../keep/this_device";
import { make_evidence_desk, type EvidenceWorker } from "../evidence/desk";
import { type CoverPicture, make_cover } from "../evidence/cover";
import { make_evidence, type Evidence } from "../evidence/evidence";
import { this_device } from "../evidence/kept/on_this_device";
import type { ListedRecipients } from "../evidence/recipients";
import { ask_when_sealed, type ProofOptions, type TimeProof } from "../evidence/time_proof";
import { make_words, type Words } from "../evidence/words";
import { fetched_module, make_words_desk } from "../evidence/words_desk";
import { first_visit, may_hold_evidence, may_open_recovery, may_read_contacts, may_take_pictures, may_write_words, step, type Visit, type VisitEvent } from "../flow/visit";
import { read_download, type DownloadRead } from "../people/download";
import type { Person } from "../people/people";
import type { PictureOutcome } from "../pictures/outcome";
import { items_to_send, make_picture_list, type PictureList } from "../pictures/picture_list";
import { body_text, make_client, type Client, type Fetch } from "../service/client";
import { clock_behind } from "../service/clock";
import { make_sending, type Prover, type Sending } from "../service/sending";
import type { Service } from "../service/types";
import { make_guide, type Guide, type GuideAddresses } from "../guide/guide";
import { is_under_18, threat_of } from "../guide/known";
import { question_before, question_now } from "../guide/interview";
import { make_letter_file, type LetterFile } from "../notices/letter_file";
import type { PdfLetter } from "../notices/pdf/letter_pdf";
import { make_notices, type Notices } from "../notices/notices";
import { new_reference } from "../notices/reference";
import { make_desk, WorkerError, type Desk } from "../worker/desk";
import type { CasePapers, RecoveryErrorName } from "../worker/protocol";
import type { WordReader } from "../machine_words/word_reader";
import type { OpenWorkshop } from "../worker/workshop";
import { make_open_case, type OpenCase } from "./open_case";
import { make_kept_draft, type KeptDraft } from "./kept_draft";
import { make_store, type Store } from "./store";

export type ServiceState = { step: "asking" } | { step: "failed" } | { step: "known"; service: Service };

export interface Extras {
  send_threat: boolean;
  /** ISO 3166-1 alpha-2, or empty: not said. */
  country: string;
}

/** `elsewhere`: the person went to another screen meanwhile; nothing of what was opened is held. */
export type Opened =
  | { step: "opened" }
  | { step: "elsewhere" }
  | { step: "refused"; error: RecoveryErrorName | "not_found" | "offline"; position: number };

/** What lies over the screen of the visit: what was done, texts for friends and family, the list of people, evidence, the question
 *  whether to leave it, and what is written down on a route without pictures. */
export type Sheet = "done" | "messages" | "people" | "evidence" | "leave_evidence" | "words";

export interface Session {
  visit: Store<Visit>;
  /** Null: nothing lies over the screen. A change of the visit takes it away. */
  sheet: Store<Sheet | null>;
  go(event: VisitEvent): void;
  guide: Guide;
  /** Letters and reports; while one is shown, Back goes through its questions. */
  notices: Notices;
  letter_file(letter: PdfLetter): Promise<LetterFile>;
  /** Whom somebody who threatens could write to. In memory alone. */
  people: Store<readonly Person[]>;
  /** Texts that the person changed, by where they stand. In memory alone. */
  texts: Store<ReadonlyMap<string, string>>;
  /** What an adult puts together for the police or a helpline. */
  evidence: Evidence;
  /** Asks the service, and its authority, for the time of a seal: `body` is all that is sent. */
  ask_when_sealed(body: string, options: ProofOptions): Promise<TimeProof>;
  /** The list that the service publishes of whom packs can be locked for; null where it cannot be had, or must not be used. */
  recipients_listed(): Promise<ListedRecipients | null>;
  /** A copy of one of its pictures with parts covered. */
  cover: CoverPicture;
  /** What is written down on a route without pictures. It lasts until the page is left: no answer leads away from there. */
  words: Words;
  word_reader: WordReader;
  /** Goes on to where unsaved evidence was asked about, without it. */
  leave_evidence(): void;
  /** Reads a platform's file of friends or followers, or the zip that it lies in, while it is `wanted`; never on a hand-over route. */
  read_contacts(file: Blob, wanted: () => boolean, progress: (share: number) => void): Promise<DownloadRead>;
  /** An answer to the guide; after the last one its plan is shown. */
  answer_guide(question: string, choice: string): void;
  /** Passes a question over: `choice` stands in for an answer, and can be given later. */
  pass_guide(question: string, choice: string): void;
  /** Asks this question of the guide, which was answered before, or the next one that is open. */
  ask_guide(question: string | null): void;
  /** One step back: through the guide's questions where they are shown, else on the way of the visit. */
  back(): void;
  service: Store<ServiceState>;
  refresh_service(): void;
  online: Store<boolean>;
  pictures: PictureList;
  /** Starts the worker for pictures before it is needed. Never on a hand-over route. */
  prepare_pictures(): void;
  extras: Store<Extras>;
  papers: Store<CasePapers | null>;
  /** Draws keys for a new case, unless they are drawn; false when the module is missing. */
  draw_papers(): Promise<boolean>;
  /** The exact text to send, or null when there is nothing to send. */
  text_to_send(): string | null;
  sending: Sending;
  send(): Promise<void>;
  open_case: OpenCase;
  /** Opens the case that a recovery text leads to, on the screen that asks for it and on no other. `read` is called when the text was understood;
   *  `is_from_device`: it is what this device keeps. */
  open_with(text: Uint8Array, passphrase: string | null, read: () => void, is_from_device?: boolean): Promise<Opened>;
  /** The worker for keys and proofs; pictures have one of their own. */
  desk: Desk;
  client: Client;
  /** Whether somebody else may look at this device; null until answered. */
  shared_device: Store<boolean | null>;
  /** The case has keys, or may have them, that the person has not kept yet in any way this page knows of: closing the page would
   *  lose them. */
  unkept: Store<boolean>;
  /** The key that the person has seen or saved in this visit, by any way. */
  key_in_hand: Store<string | null>;
  /** The key that this device keeps, where this visit knows it: it was kept here, or the case was opened with it. */
  kept_identity: Store<string | null>;
  /** What this device keeps of what was done, beside that key. */
  draft: KeptDraft;
  /** Removes from this device what is known to open nothing any more. What may be another case's is left to the person. */
  forget_kept(old: CasePapers): void;
  /** The person removes what this device keeps, whichever case it is of. */
  remove_kept(): void;
  /** Lets go of everything, and begins anew. */
  forget(): void;
}

export interface SessionNeeds {
  fetch: Fetch;
  workshop: OpenWorkshop;
  /** Of evidence: asked for when it is opened for the first time. */
  evidence_workshop: OpenWorkshop<EvidenceWorker>;
  /** The address of its module, for where no worker may run. */
  evidence_module: string;
  word_reader: WordReader;
  guide: GuideAddresses;
  /** Of the font that letters are drawn with. */
  font: string;
  is_online: () => boolean;
}

/** A picture that takes longer than this is given up, in milliseconds. */
const patience_ms = 90_000;
/** The answers of the start in the guide's words: not being sure counts as thoughts of ending one's life. */
const in_danger = { yes: "now-danger", not_sure: "thoughts", no: "no" } as const;
const no_extras: Extras = { send_threat: false, country: "" };

export function make_session(needs: SessionNeeds): Session {
  const visit = make_store<Visit>(first_visit);
  const service = make_store<ServiceState>({ step: "asking" });
  const online = make_store(needs.is_online());
  const extras = make_store<Extras>(no_extras);
  const papers = make_store<CasePapers | null>(null);
  const shared_device = make_store<boolean | null>(null);
  const unkept = make_store(false);
  const key_in_hand = make_store<string | null>(null);
  const kept_identity = make_store<string | null>(null);
  const sheet = make_store<Sheet | null>(null);
  const people = make_store<readonly Person[]>([]);
  const texts = make_store<ReadonlyMap<string, string>>(new Map());
  const client = make_client(needs.fetch);
  const guide = make_guide(needs.fetch, needs.guide);
  // On a hand-over route no worker starts, also not for what was asked of the service before the answer and comes in after it.
  const may_work = (): boolean => visit.get().route !== "handover";
  const picture_desk = make_desk(needs.workshop, may_work);
  const desk = make_desk(needs.workshop, may_work);
  const may_hold = (): boolean => may_hold_evidence(visit.get());
  /** Of this device, against the service's, as they were compared last. */
  let behind: number | null = null;
  const evidence = make_evidence((on_lost) => make_evidence_desk(needs.evidence_workshop, on_lost, may_hold), may_hold, this_device, {
    async codes(file) {
      const made = await fingerprint(file, new AbortController().signal, may_hold);
      return made.ok ? made.signals : [];
    },
    clock_behind: () => behind,
  });
  const cover_desk = make_desk(needs.workshop, may_hold);
  const may_write = (): boolean => may_write_words(visit.get());
  const words = make_words((on_lost) => make_words_desk(fetched_module(needs.fetch, needs.evidence_module), may_write, on_lost), may_write);
  /** What was to happen when unsaved evidence was asked about. */
  let put_off: VisitEvent | null = null;

  async function fingerprint(file: File, stop: AbortSignal, may_read: () => boolean): Promise<PictureOutcome> {
    // The last door: without an adult visit no file reaches a worker, whatever a screen does.
    if (!may_read()) return { ok: false, error: "crashed" };
    const own = new AbortController();
    const give_up = (): void => own.abort();
    stop.addEventListener("abort", give_up, { once: true });
    const timer = setTimeout(give_up, patience_ms);
    try {
      return await picture_desk.ask("fingerprint", { file }, { stop: own.signal });
    } catch (error) {
      if (error instanceof WorkerError && error.failure === "no_module") return { ok: false, error: "no_module" };
      return { ok: false, error: own.signal.aborted && !stop.aborted ? "too_slow" : "crashed" };
    } finally {
      clearTimeout(timer);
      stop.removeEventListener("abort", give_up);
    }
  }
  const list = make_picture_list((file, stop) => fingerprint(file, stop, () => may_take_pictures(visit.get())));

  const pictures: PictureList = {
    ...list,
    // A file dialog that was opened before an answer may close after it: its files must not be held, let alone read.
    add(files) {
      const now = visit.get();
      if (now.route === "adult" && now.screen === "pictures") list.add(files);
    },
  };

  const prover: Prover = {
    prove: async (challenge, difficulty, body, progress, stop) => {
      try {
        const proof = await desk.ask("prove", { challenge, difficulty, body }, { stop, progress });
        return proof.ok ? proof.text : null;
      } catch {
        return null;
      }
    },
  };
  const sending = make_sending(client, prover, needs.is_online);

  async function recipients_listed(): Promise<ListedRecipients | null> {
    const told = await client.service();
    const published = told.ok ? told.value.recipients : undefined;
    if (published === undefined || !may_hold()) return null;
    const answer = await client.recipients();
    if (!answer.ok || !may_hold()) return null;
    const read = await evidence.read_list({ list: answer.value, signature: published.signature, key: published.key, now_ms: Date.now() });
    return read.ok ? read.value : null;
  }

  const open_case = make_open_case(client, desk, papers);

  /** Fingerprints of what was sent in this visit: letters may take them along. */
  let sent_codes: string[] = [];
  /** The first of each picture before the second of any: a letter holds so many, and every picture should be among them. */
  function codes_held(): string[] {
    const of_pictures = items_to_send(pictures.all.get()).map(({ signals }) => signals.filter(({ kind }) => kind.startsWith("pdq")).map(({ code }) => code));
    const most = of_pictures.reduce((greatest, { length }) => Math.max(greatest, length), 0);
    return Array.from({ length: most }, (_, nth) => of_pictures.flatMap((codes) => codes[nth] ?? [])).flat();
  }
  const notices = make_notices({
    guide,
    visit: visit.get,
    fingerprints: () => (may_work() ? [...new Set([...sent_codes, ...codes_held()])] : []),
    case_number: () => (visit.get().route === "returning" ? (papers.get()?.case_number ?? null) : null),
    new_reference,
    now: () => new Date(),
  });
  const draft = make_kept_draft({ guide, notices, desk, kept_identity, identity: () => papers.get()?.identity ?? null });

  /** Nothing that could take or hold a picture or a key lives on. */
  function let_go_of_all(): void {
    sent_codes = [];
    pictures.forget();
    picture_desk.close();
    cover_desk.close();
    evidence.forget();
    key_in_hand.set(null);
    sending.forget();
    desk.close();
    open_case.forget();
    papers.set(null);
    extras.set(no_extras);
    unkept.set(false);
    kept_identity.set(null);
  }

  function forget(): void {
    let_go_of_all();
    words.forget();
    guide.forget();
    notices.forget();
    sheet.set(null);
    people.set([]);
    texts.set(new Map());
    shared_device.set(null);
    visit.set(first_visit);
  }

  function go(event: VisitEvent): void {
    const before = visit.get();
    let after = step(before, event);
    if (after === before) return;
    if (event.kind === "danger_answered") guide.given.set({ ...guide.given.get(), danger: in_danger[event.answer] });
    // A step that is no answer of safety must not lose what was put together.
    if (before.route === "adult" && (after.route === "open" || after.route === "returning") && event.kind !== "case_erased" && evidence.at_risk()) {
      put_off = event;
      sheet.set("leave_evidence");
      return;
    }
    // Who threatens was said before the question of age was asked again.
    if (before.route === "open") after = step(after, { kind: "threat_answered", threat: threat_of(guide.given.get().who) });
    guide.asking.set(null);
    sheet.set(null);
    if (before.route === "adult" && after.route !== "adult") evidence.forget();
    if (after.route === "returning" && after.screen === "erased") let_go_of_all();
    else if (before.route === "adult" && (after.route !== "adult" || after.screen === "sent")) {
      pictures.forget();
      if (after.route === "returning") sending.forget();
    } else if (before.route === "returning" && after.route === "open" && after.screen === "start") {
      open_case.forget();
      papers.set(null);
      kept_identity.set(null);
      sent_codes = [];
    } else if (before.route === "open" && before.errand === "new_case" && after.route === "returning") {
      // What was begun as a new case, before going back to the start, does not mix with the case that is opened.
      sent_codes = [];
      pictures.forget();
      sending.forget();
      papers.set(null);
      kept_identity.set(null);
      extras.set(no_extras);
    }
    if (after.route === "adult" && after.screen === "pictures") sending.forget();
    visit.set(after);
    if (before.route === "open" && after.route === "adult" && after.screen === "evidence") sheet.set("evidence");
    if (after.route === "handover") let_go_of_all();
  }

  function take_answer(question: string, choice: string, is_passed: boolean): void {
    const passed = new Set(guide.passed.get());
    if (is_passed) passed.add(question);
    else passed.delete(question);
    guide.passed.set(passed);
    guide.given.set({ ...guide.given.get(), [question]: choice });
    guide.asking.set(null);
    if (is_under_18(guide.given.get(), passed)) go({ kind: "said_under_18" });
    if (question === "who") go({ kind: "threat_answered", threat: threat_of(choice) });
    if (question_now(guide, visit.get(), "en") === null) go({ kind: "go_on" });
  }

  async function read_contacts(file: Blob, wanted: () => boolean, progress: (share: number) => void): Promise<DownloadRead> {
    // A dialog that was opened before an answer may close after it: its file must not be read.
    const may_read = (): boolean => wanted() && may_read_contacts(visit.get());
    const read = may_read() ? await read_download(file, { read: guide.read_contacts, may_go_on: may_read, progress }) : null;
    return read !== null && may_read() ? read : { ok: false, error: "nobody" };
  }

  function ask_guide(question: string | null): void {
    go({ kind: "questions_shown" });
    guide.asking.set(question);
  }

  function back(): void {
    if (notices.screen.get() === null && sheet.get() === "evidence" && evidence.back()) return;
    if (notices.screen.get() === null && sheet.get() === "words" && words.back()) return;
    if (notices.screen.get() === null && sheet.get() !== null) return sheet.set(null);
    if (notices.screen.get() !== null) {
      notices.back();
      return;
    }
    const now = visit.get();
    const on_guide = now.route !== "returning" && (now.screen === "questions" || now.screen === "plan");
    const earlier = on_guide && (now.screen === "questions" || now.route === "adult") ? question_before(guide, now) : null;
    if (earlier === null) go({ kind: "back" });
    else ask_guide(earlier);
  }

  async function refresh_service(): Promise<void> {
    if (service.get().step === "failed") service.set({ step: "asking" });
    const asked = Date.now();
    const answer = await client.service();
    if (answer.ok) {
      behind = clock_behind(answer.value.time, asked, Date.now());
      service.set({ step: "known", service: answer.value });
      if (answer.value.guidance !== undefined) void guide.renew(answer.value.guidance);
    } else if (service.get().step !== "known") service.set({ step: "failed" });
  }

  function text_to_send(): string | null {
    const now = visit.get();
    const held = papers.get();
    const items = items_to_send(pictures.all.get());
    if (now.route !== "adult" || held === null || items.length === 0) return null;
    if (now.errand === "add_pictures") return body_text({ statement: "adult-1", items });
    if (held.case_number === null) return null;
    const { send_threat, country } = extras.get();
    return body_text({
      case_number: held.case_number,
      read_key_hash: held.read_key_hash,
      withdraw_key_hash: held.withdraw_key_hash,
      mailbox_key: held.mailbox_key,
      statement: "adult-1",
      ...(country === "" ? {} : { country }),
      ...(send_threat && now.threat !== null ? { threat: now.threat } : {}),
      items,
    });
  }

  async function draw_papers(): Promise<boolean> {
    if (papers.get() !== null) return true;
    try {
      const drawn = await desk.ask("new_papers", { case_number: null, created_ms: Date.now() });
      if (!drawn.ok) return false;
      // Meanwhile others may have been drawn, or a case opened: those stay.
      if (visit.get().route === "adult" && papers.get() === null) papers.set(drawn.papers);
      return true;
    } catch {
      return false;
    }
  }

  async function open_with(text: Uint8Array, passphrase: string | null, read: () => void, is_from_device = false): Promise<Opened> {
    const asked_on = visit.get();
    if (!may_open_recovery(asked_on)) return { step: "elsewhere" };
    const refused = (error: (Opened & { step: "refused" })["error"], position = 0): Opened => ({ step: "refused", error, position });
    const found = await desk.ask("read_recovery", { bytes: text, passphrase, created_ms: Date.now() }).catch(() => null);
    if (visit.get() !== asked_on) return { step: "elsewhere" };
    if (found === null) return refused("failed");
    if (!found.ok) return refused(found.error, found.position);
    read();
    papers.set(found.papers);
    const failure = await open_case.load();
    if (visit.get() !== asked_on) return { step: "elsewhere" }; // go() has let go of the keys
    if (failure === null) {
      const draft_is_read = await draft.restore(found.papers.identity);
      if (visit.get() !== asked_on) return { step: "elsewhere" };
      // A draft that was not read is the only copy: it is not written over.
      if (is_from_device && draft_is_read) draft.hold(found.papers.identity);
      go({ kind: "case_opened" });
      return { step: "opened" };
    }
    papers.set(null);
    open_case.forget();
    return refused(failure === "unauthorized" ? "not_found" : failure === "offline" ? "offline" : "failed");
  }

  async function send(): Promise<void> {
    const body = text_to_send();
    const now = visit.get();
    const held = papers.get();
    if (body === null || held === null || now.route !== "adult") return;
    if (now.errand === "add_pictures") await sending.send(body, (text, proof, once) => client.add_items(text, proof, once, held.read_key));
    else
      await sending.send(body, (text, proof, once) => {
        unkept.set(true); // from here on there may be a case that these keys alone open
        return client.submit(text, proof, once);
      });
    const sent = sending.state.get();
    if (now.errand === "new_case" && sent.step === "failed" && sent.sure) unkept.set(false);
    if (sent.step !== "done") return;
    sent_codes = [...new Set([...sent_codes, ...codes_held()])];
    go({ kind: "accepted" });
    void refresh_service();
  }

  function remove_kept(): void {
    kept_identity.set(null);
    forget_on_device();
  }

  return {
    visit,
    sheet,
    people,
    texts,
    evidence,
    ask_when_sealed: (body, options) => ask_when_sealed(client, prover, body, options),
    recipients_listed,
    cover: make_cover(cover_desk),
    words,
    word_reader: needs.word_reader,
    leave_evidence() {
      const event = put_off;
      put_off = null;
      evidence.forget();
      sheet.set(null);
      if (event !== null) go(event);
    },
    read_contacts,
    go,
    guide,
    draft,
    notices,
    letter_file: make_letter_file(needs.fetch, needs.font),
    answer_guide: (question, choice) => take_answer(question, choice, false),
    pass_guide: (question, choice) => take_answer(question, choice, true),
    ask_guide,
    back,
    service,
    refresh_service: () => void refresh_service(),
    online,
    pictures,
    prepare_pictures: () => picture_desk.prepare(),
    extras,
    papers,
    draw_papers,
    text_to_send,
    sending,
    send,
    open_case,
    open_with,
    desk,
    client,
    shared_device,
    unkept,
    key_in_hand,
    kept_identity,
    forget_kept(old) {
      if (kept_identity.get() === old.identity) remove_kept();
    },
    remove_kept,
    forget,
  };
}
