// SPDX-License-Identifier: Apache-2.0
// One visit with an injected worker and an injected service: what is let go of, what is sent, what can never happen.
// Over 500 lines on purpose: the promises of one visit, all against the same injected worker and service.
import { afterEach, describe, expect, it, vi } from "vitest";
import type { VisitEvent } from "../flow/visit";
import type { PictureOutcome } from "../pictures/outcome";
import { is_busy } from "../pictures/picture_list";
import type { WorkerLike } from "../worker/desk";
import type { CasePapers, FromWorker, ToWorker } from "../worker/protocol";
import { room_in } from "./open_case";
import { make_session, type Session } from "./session";

const code = "ab".repeat(32);
const papers = (name: string): CasePapers => ({
  case_number: "HF-7K3M-9QTX-V",
  identity: `AGE-SECRET-KEY-1${name}`,
  words: Array.from({ length: 12 }, () => "word"),
  qr_text: "RECOVERY",
  file_text: "file",
  read_key: `read-${name}`,
  withdraw_key: `withdraw-${name}`,
  read_key_hash: "1".repeat(64),
  withdraw_key_hash: "2".repeat(64),
  mailbox_key: `mailbox-${name}`,
});
const ready: PictureOutcome = { ok: true, origin: "module", damaged: false, signals: [{ kind: "pdq-c1", code, quality: 100 }] };

interface Asked {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | null;
}
interface Bench {
  session: Session;
  workers: TestWorker[];
  asked: Asked[];
  /** `after`: the answer comes no sooner. */
  answers: Record<string, (asked: Asked) => { status: number; body?: unknown; after?: Promise<void> } | "lost">;
}

class TestWorker implements WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  ended = false;
  static drawn = 0;
  postMessage(message: ToWorker): void {
    if (message.kind === "module") return;
    queueMicrotask(() => {
      if (this.ended) return;
      this.onmessage?.(new MessageEvent("message", { data: { kind: "answer", id: message.id, answer: this.answer(message) } }));
    });
  }
  answer(message: Exclude<ToWorker, { kind: "module" }>): Extract<FromWorker, { kind: "answer" }>["answer"] {
    switch (message.kind) {
      case "fingerprint":
        return ready;
      case "cover":
        return { ok: false, error: "crashed" };
      case "prove":
        return { ok: true, text: "7" };
      case "new_papers":
        return { ok: true, papers: { ...papers(String((TestWorker.drawn += 1))), case_number: message.ask.case_number ?? "HF-7K3M-9QTX-V" } };
      case "read_recovery":
        return { ok: true, papers: papers("back") };
      case "open_message":
        return { ok: true, text: message.ask.sealed };
      case "reseal_message":
        return { ok: true, text: `for ${message.ask.mailbox_key}` };
      case "seal_draft":
        return { ok: true, text: `sealed ${message.ask.identity} ${message.ask.draft}` };
      case "open_draft": {
        const mine = `sealed ${message.ask.identity} `;
        return message.ask.sealed.startsWith(mine) ? { ok: true, text: message.ask.sealed.slice(mine.length) } : { ok: false };
      }
      case "lock_recovery":
        return { ok: true, text: "locked" };
    }
  }
  terminate(): void {
    this.ended = true;
  }
}

function bench(): Bench {
  const workers: TestWorker[] = [];
  const asked: Asked[] = [];
  const answers: Bench["answers"] = {
    "GET /v1/service": () => ({ status: 200, body: { name: "Holdfast", platforms: [], limits: { items_per_submission: 100, signals_per_item: 4 } } }),
    "GET /v1/challenge": () => ({ status: 200, body: { challenge: "c".repeat(56), difficulty: 1, expires: "2026-11-21T19:00:00Z" } }),
    "POST /v1/submissions": () => ({ status: 201, body: { case_number: "HF-7K3M-9QTX-V", accepted: "2026-11-21T18:45:00Z", items: [{ item: "0".repeat(32), state: "active" }] } }),
    "GET /v1/case": () => ({ status: 200, body: { case_number: "HF-7K3M-9QTX-V", created: "2026-11-21T18:45:00Z", items: [], platforms: [], messages: 1 } }),
    "GET /v1/case/mailbox": () => ({ status: 200, body: { messages: [{ id: "a".repeat(32), kind: "alert", at: "2026-11-21T18:45:00Z", sealed: "sealed" }] } }),
    "POST /v1/case/keys": () => ({ status: 200, body: { rotated: "2026-11-21T18:45:00Z" } }),
  };
  const session = make_session({
    font: "/font.ttf",
    is_online: () => true,
    guide: { module: "/guide.wasm", blob: "/guidance.json" },
    word_reader: { is_ready: () => false, read: () => Promise.reject(new Error("no reader here")) },
    evidence_workshop: () => Promise.reject(new Error("no evidence here")),
    evidence_module: "/evidence.wasm",
    workshop: async () => ({
      module: new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])),
      start: () => {
        const worker = new TestWorker();
        workers.push(worker);
        return worker;
      },
    }),
    fetch: async (path, init) => {
      const entry = { method: init.method ?? "GET", path, headers: init.headers as Record<string, string>, body: typeof init.body === "string" ? init.body : null };
      asked.push(entry);
      const answer = answers[`${entry.method} ${path}`]?.(entry) ?? { status: 404 };
      if (answer === "lost") throw new TypeError("network");
      await answer.after;
      const type = answer.status < 400 ? "application/json" : "application/problem+json";
      return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), { status: answer.status, headers: { "content-type": type } });
    },
  });
  return { session, workers, asked, answers };
}
const problem = (status: number, word: string): { status: number; body: unknown } => ({ status, body: { type: `urn:holdfast:problem:${word}`, title: "", status, detail: "" } });

function to_pictures(session: Session): void {
  session.go({ kind: "danger_answered", answer: "no" });
  session.go({ kind: "age_answered", answer: "everyone_adult" });
  session.go({ kind: "threat_answered", threat: "stranger" });
  for (let i = 0; i < 3; i += 1) session.go({ kind: "go_on" });
}
async function settle(session: Session): Promise<void> {
  do await new Promise((done) => setTimeout(done, 0));
  while (is_busy(session.pictures.all.get()));
}
async function to_review(session: Session): Promise<void> {
  to_pictures(session);
  session.pictures.add([new File(["x"], "x.jpg")]);
  await settle(session);
  session.go({ kind: "go_on" });
  session.go({ kind: "go_on" });
  await session.draw_papers();
}
async function open_case(session: Session): Promise<void> {
  session.go({ kind: "return_chosen" });
  session.papers.set(papers("old"));
  await session.open_case.load();
  session.go({ kind: "case_opened" });
}

describe("a visit", () => {
  it("reads no file before the adult answer, nor on a route without pictures", async () => {
    const { session, workers } = bench();
    session.pictures.add([new File(["x"], "x.jpg")]);
    await settle(session);
    expect(workers).toEqual([]);
    session.go({ kind: "danger_answered", answer: "no" });
    session.go({ kind: "age_answered", answer: "not_sure" });
    session.pictures.add([new File(["x"], "x.jpg")]);
    await settle(session);
    session.prepare_pictures();
    await settle(session);
    expect(workers).toEqual([]);
    expect(session.pictures.all.get()).toEqual([]);
  });

  it("lets go of pictures, keys and workers when an answer locks it", async () => {
    const { session, workers } = bench();
    await to_review(session);
    expect(session.text_to_send()).not.toBeNull();
    session.go({ kind: "statement_not_true" });
    expect(session.visit.get()).toMatchObject({ route: "handover", answer: "not_sure" });
    expect(session.pictures.all.get()).toEqual([]);
    expect(session.papers.get()).toBeNull();
    expect(session.text_to_send()).toBeNull();
    expect(workers.map((worker) => worker.ended)).toEqual([true, true]);
    await session.send();
    expect(session.sending.state.get()).toEqual({ step: "idle" });
  });

  it("gives a picture up that takes longer than a minute and a half, ends its worker, and goes on with the next", async () => {
    vi.useFakeTimers();
    try {
      const { session, workers } = bench();
      to_pictures(session);
      const answers = vi.spyOn(TestWorker.prototype, "postMessage").mockImplementation(() => undefined);
      session.pictures.add([new File(["x"], "slow.jpg"), new File(["y"], "next.jpg")]);
      await vi.advanceTimersByTimeAsync(89_999);
      expect(session.pictures.all.get().map(({ state }) => state.step)).toEqual(["working", "waiting"]);
      answers.mockRestore();
      await vi.advanceTimersByTimeAsync(1);
      await vi.advanceTimersByTimeAsync(0);
      expect(session.pictures.all.get().map(({ state }) => state)).toEqual([
        { step: "done", outcome: { ok: false, error: "too_slow" } },
        { step: "done", outcome: ready },
      ]);
      expect(workers.map((worker) => worker.ended)).toEqual([true, false]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("sends the very text that it showed, and nothing that was not chosen", async () => {
    const { session, asked } = bench();
    await to_review(session);
    const shown = session.text_to_send();
    expect(JSON.parse(shown ?? "")).toEqual({
      case_number: "HF-7K3M-9QTX-V",
      read_key_hash: "1".repeat(64),
      withdraw_key_hash: "2".repeat(64),
      mailbox_key: expect.stringMatching(/^mailbox-/) as string,
      statement: "adult-1",
      items: [{ media: "picture", origin: "module", signals: [{ kind: "pdq-c1", code, quality: 100 }] }],
    });
    session.go({ kind: "send_pressed", statement_agreed: true });
    await session.send();
    const posts = asked.filter(({ method }) => method === "POST");
    expect(posts).toHaveLength(1);
    expect(posts[0]?.body).toBe(shown);
    expect(session.visit.get()).toMatchObject({ screen: "sent" });
    expect(session.unkept.get()).toBe(true);
    expect(session.pictures.all.get()).toEqual([]);
  });

  it("adds the threat and the country only when chosen", async () => {
    const { session } = bench();
    await to_review(session);
    session.extras.set({ send_threat: true, country: "GB" });
    expect(JSON.parse(session.text_to_send() ?? "")).toMatchObject({ threat: "stranger", country: "GB" });
  });

  it("holds no file that a dialog hands over after the screen was left", async () => {
    const { session } = bench();
    await to_review(session);
    const before = session.pictures.all.get();
    session.pictures.add([new File(["x"], "late.jpg")]);
    expect(session.pictures.all.get()).toBe(before);
    session.go({ kind: "statement_not_true" });
    session.pictures.add([new File(["x"], "late.jpg")]);
    expect(session.pictures.all.get()).toEqual([]);
  });

  it("does not mix a case that was begun with one that is opened", async () => {
    const { session } = bench();
    await to_review(session);
    for (let i = 0; i < 8; i += 1) session.go({ kind: "back" });
    session.go({ kind: "return_chosen" });
    expect(session.visit.get()).toEqual({ route: "returning", screen: "open" });
    expect(session.pictures.all.get()).toEqual([]);
    expect(session.papers.get()).toBeNull();
  });

  it("opens a case on the screen that asks for it, and drops its keys when the person went elsewhere meanwhile", async () => {
    const text = new Uint8Array([1]);
    for (const leave_first of ["reading", "loading"] as const) {
      const { session } = bench();
      session.go({ kind: "return_chosen" });
      const go_elsewhere = (): void => {
        session.go({ kind: "back" });
        session.go({ kind: "danger_answered", answer: "no" });
      };
      const opening = session.open_with(text, null, () => {
        if (leave_first === "loading") queueMicrotask(go_elsewhere);
      });
      if (leave_first === "reading") go_elsewhere();
      expect(await opening).toEqual({ step: "elsewhere" });
      expect(session.papers.get()).toBeNull();
      expect(session.visit.get()).toMatchObject({ route: "open", screen: "age" });
      session.go({ kind: "age_answered", answer: "not_sure" });
      expect(await session.open_with(text, null, () => undefined)).toEqual({ step: "elsewhere" });
    }
    const { session } = bench();
    session.go({ kind: "return_chosen" });
    expect(await session.open_with(text, null, () => undefined)).toEqual({ step: "opened" });
    expect(session.papers.get()).toEqual(papers("back"));
  });

  it("forgets everything", async () => {
    const { session, workers } = bench();
    await to_review(session);
    session.forget();
    expect(session.visit.get()).toEqual({ route: "open", screen: "start", errand: "new_case" });
    expect(session.papers.get()).toBeNull();
    expect(session.pictures.all.get()).toEqual([]);
    expect(session.open_case.state.get()).toEqual({ step: "closed" });
    expect(workers.map((worker) => worker.ended)).toEqual([true, true]);
  });

  it("says that nobody checks the list only when the service said so", async () => {
    const { session, answers } = bench();
    answers["GET /v1/service"] = () => "lost";
    session.refresh_service();
    await new Promise((done) => setTimeout(done, 0));
    expect(session.service.get()).toEqual({ step: "failed" });
  });
});

describe("what was under way when an answer locked the visit", () => {
  /** From these on, at each of so many moments after the beginning, the answer comes. */
  const moments = 40;
  const file = (): File => new File(["x"], "x.jpg");

  async function assert_nothing_is_held({ session, workers, asked }: Bench): Promise<void> {
    for (let i = 0; i < 5; i += 1) await settle(session);
    const count = asked.length;
    for (let i = 0; i < 5; i += 1) await settle(session);
    expect(asked).toHaveLength(count);
    expect(session.visit.get().route).toBe("handover");
    expect(session.papers.get()).toBeNull();
    expect(session.pictures.all.get()).toEqual([]);
    expect(session.text_to_send()).toBeNull();
    expect(session.open_case.state.get().step).not.toBe("open");
    expect(session.unkept.get()).toBe(false);
    expect(session.open_case.rotation_is_pending()).toBe(false);
    expect(session.open_case.next_papers.get()).toBeNull();
    expect(workers.filter((worker) => !worker.ended)).toEqual([]);
  }

  const before_sending: Record<string, (session: Session) => unknown> = {
    "keys being drawn": (session) => {
      session.papers.set(null);
      return session.draw_papers();
    },
    "a submission being sent and stopped": (session) => {
      session.go({ kind: "send_pressed", statement_agreed: true });
      return session.send();
    },
    "the service being asked": (session) => session.refresh_service(),
    "workers being started": (session) => {
      session.prepare_pictures();
      session.desk.prepare();
    },
  };
  for (const [name, begin] of Object.entries(before_sending))
    it(`leaves nothing behind: ${name}`, async () => {
      for (let moment = 0; moment < moments; moment += 1) {
        const all = bench();
        const { session } = all;
        await to_review(session);
        void begin(session);
        for (let i = 0; i < moment; i += 1) await Promise.resolve();
        session.sending.stop();
        session.go({ kind: "send_stopped" });
        session.go({ kind: "statement_not_true" });
        // What was sent by then cannot be called back; it ends on the screen that says so.
        if (session.visit.get().route === "adult") expect(["sending", "sent"]).toContain((session.visit.get() as { screen: string }).screen);
        else await assert_nothing_is_held(all);
      }
    });

  it("leaves nothing behind: a picture being read", async () => {
    for (let moment = 0; moment < moments; moment += 1) {
      const all = bench();
      const { session } = all;
      to_pictures(session);
      session.pictures.add([file(), file()]);
      for (let i = 0; i < moment; i += 1) await Promise.resolve();
      for (let i = 0; i < 4; i += 1) session.go({ kind: "back" });
      session.go({ kind: "age_answered", answer: "under_18_now" });
      await assert_nothing_is_held(all);
    }
  });

  const in_a_case: Record<string, (session: Session) => Promise<unknown>> = {
    "a case being read": (session) => session.open_case.load(),
    "keys being drawn": (session) => session.open_case.draw_next_papers(),
    "keys being changed": async (session) => {
      await session.open_case.draw_next_papers();
      return session.open_case.rotate();
    },
    "pictures being taken off": (session) => session.open_case.withdraw(["0".repeat(32)]),
    "pictures being put back": (session) => session.open_case.undo([]),
    "an alert being removed": (session) => session.open_case.remove_alert("a".repeat(32)),
    "the case being deleted": (session) => session.open_case.erase(),
  };
  for (const [name, begin] of Object.entries(in_a_case))
    it(`leaves nothing behind: ${name}`, async () => {
      for (let moment = 0; moment < moments; moment += 1) {
        const all = bench();
        const { session, answers } = all;
        answers["POST /v1/case/withdraw"] = () => ({ status: 200, body: { withdrawn: [], undo_until: "2026-12-21T18:45:00Z" } });
        answers["POST /v1/case/undo"] = () => ({ status: 200, body: { restored: [] } });
        answers[`DELETE /v1/case/mailbox/${"a".repeat(32)}`] = () => ({ status: 204 });
        answers["DELETE /v1/case"] = () => ({ status: 204 });
        await open_case(session);
        const under_way = begin(session);
        for (let i = 0; i < moment; i += 1) await Promise.resolve();
        session.go({ kind: "add_pictures" });
        session.go({ kind: "age_answered", answer: "not_sure" });
        await under_way;
        await assert_nothing_is_held(all);
      }
    });
});

describe("an age that was passed over", () => {
  function reading(): Session {
    const { session } = bench();
    session.go({ kind: "prevent_chosen" });
    session.ask_guide("age_now");
    return session;
  }

  it("is no answer: it can be said later, and locks nothing until it is", () => {
    const session = reading();
    session.pass_guide("age_now", "13-17");
    expect(session.visit.get()).toMatchObject({ route: "prevent", under_18: false });
    session.go({ kind: "has_happened" });
    // Who goes on is asked, by the question that decides about pictures.
    expect(session.visit.get()).toEqual({ route: "open", screen: "age", errand: "new_case" });
  });

  it("locks when it is said to be under 18, and what was said is not taken back by passing the question over", () => {
    const session = reading();
    session.pass_guide("age_now", "13-17");
    session.ask_guide("age_now");
    session.answer_guide("age_now", "13-17");
    expect(session.visit.get()).toMatchObject({ route: "prevent", under_18: true });
    for (const change of [() => session.pass_guide("age_now", "13-17"), () => session.answer_guide("age_now", "adult")]) {
      session.ask_guide("age_now");
      change();
      expect(session.visit.get()).toMatchObject({ route: "prevent", under_18: true });
    }
    session.go({ kind: "has_happened" });
    expect(session.visit.get()).toMatchObject({ route: "handover", answer: "under_18_now" });
  });

  it("changes nothing on a route that an answer about the picture locked", () => {
    for (const answer of ["someone_under_18", "not_sure", "under_18_now"] as const) {
      const { session } = bench();
      session.go({ kind: "danger_answered", answer: "no" });
      session.go({ kind: "age_answered", answer });
      for (const say of [() => session.pass_guide("age_now", "13-17"), () => session.answer_guide("age_now", "adult"), () => session.answer_guide("adult_then", "yes")]) {
        session.ask_guide("age_now");
        say();
        expect(session.visit.get()).toMatchObject({ route: "handover", answer });
      }
    }
  });
});

describe("new keys for a case", () => {
  const view = { status: 200, body: { case_number: "HF-7K3M-9QTX-V", created: "2026-11-21T18:45:00Z", items: [], platforms: [], messages: 0 } };
  const rotations = (asked: Asked[]): Asked[] => asked.filter(({ path }) => path === "/v1/case/keys");
  async function with_next_papers(): Promise<Bench & { next: CasePapers }> {
    const all = bench();
    await open_case(all.session);
    expect(await all.session.open_case.draw_next_papers()).toBeNull();
    const next = all.session.open_case.next_papers.get();
    if (next === null) throw new Error("none were drawn");
    return { ...all, next };
  }

  it("are in the person's hands before the service hears of them", async () => {
    const { session, asked } = bench();
    await open_case(session);
    const before = asked.length;
    expect(await session.open_case.rotate()).toBe("closed");
    await session.open_case.draw_next_papers();
    const next = session.open_case.next_papers.get();
    expect(next?.words).toHaveLength(12);
    expect(next?.case_number).toBe("HF-7K3M-9QTX-V");
    expect(asked).toHaveLength(before);
    expect(session.papers.get()?.read_key).toBe("read-old");
    await session.open_case.draw_next_papers();
    expect(session.open_case.next_papers.get()).toBe(next);
  });

  it("take every message along and replace the old ones", async () => {
    const { session, asked, next } = await with_next_papers();
    expect(await session.open_case.rotate()).toBeNull();
    const [rotation] = rotations(asked);
    expect(rotation?.headers.Authorization).toBe("Holdfast-Case withdraw-old");
    const body = JSON.parse(rotation?.body ?? "{}") as { mailbox_key: string; messages: unknown };
    expect(body.mailbox_key).toBe(next.mailbox_key);
    expect(body.messages).toEqual([{ id: "a".repeat(32), sealed: `for ${next.mailbox_key}` }]);
    expect(session.papers.get()).toBe(next);
    expect(session.open_case.next_papers.get()).toBeNull();
  });

  it("are not lost when the answer is: a repeat sends the same keys, and whichever hold are kept", async () => {
    const { session, asked, answers, next } = await with_next_papers();
    answers["POST /v1/case/keys"] = () => "lost";
    answers["GET /v1/case"] = () => "lost";
    expect(await session.open_case.rotate()).toBe("offline");
    expect(session.papers.get()?.read_key).toBe("read-old");
    expect(session.open_case.rotation_is_pending()).toBe(true);
    expect(session.open_case.next_papers.get()).toBe(next);

    // Back online: the service says that the old key is no more, and the new one opens the case.
    answers["POST /v1/case/keys"] = () => problem(401, "unauthorized");
    answers["GET /v1/case"] = ({ headers }) => (headers.Authorization === "Holdfast-Case read-old" ? problem(401, "unauthorized") : view);
    expect(await session.open_case.rotate()).toBeNull();
    const [first, second] = rotations(asked);
    expect(first?.body).toBe(second?.body);
    expect(first?.headers["Idempotency-Key"]).toBe(second?.headers["Idempotency-Key"]);
    expect(session.papers.get()).toBe(next);
    expect(session.open_case.rotation_is_pending()).toBe(false);
  });

  it("stay the ones that the person has when a message came in meanwhile: it is sealed to them, too", async () => {
    const { session, asked, answers, next } = await with_next_papers();
    let tries = 0;
    answers["POST /v1/case/keys"] = () => ((tries += 1) === 1 ? problem(409, "mailbox_changed") : { status: 200, body: { rotated: "2026-11-21T18:45:00Z" } });
    answers["GET /v1/case"] = ({ headers }) => ((headers.Authorization === "Holdfast-Case read-old") === tries < 2 ? view : problem(401, "unauthorized"));
    expect(await session.open_case.rotate()).toBeNull();
    const [first, second] = rotations(asked);
    expect(first?.headers["Idempotency-Key"]).not.toBe(second?.headers["Idempotency-Key"]);
    for (const rotation of [first, second]) expect((JSON.parse(rotation?.body ?? "{}") as { mailbox_key: string }).mailbox_key).toBe(next.mailbox_key);
    expect(session.papers.get()).toBe(next);
  });

  it("are asked for once, however often the button is pressed", async () => {
    const { session, asked } = await with_next_papers();
    const presses = [session.open_case.rotate(), session.open_case.rotate()];
    expect(await Promise.all(presses)).toEqual([null, null]);
    expect(rotations(asked)).toHaveLength(1);
  });
});

describe("what is done with an open case", () => {
  const one_item = { item: "0".repeat(32), media: "picture", state: "active", added: "2026-11-21T18:45:00Z", changed: "2026-11-21T18:45:00Z", feedback: [] };
  const view_of = (state: string): { status: number; body: unknown } => ({
    status: 200,
    body: { case_number: "HF-7K3M-9QTX-V", created: "2026-11-21T18:45:00Z", items: [{ ...one_item, state }], platforms: [], messages: 0 },
  });
  const keys_of = (asked: Asked[]): (string | undefined)[] => asked.filter(({ path }) => path === "/v1/case/withdraw").map(({ headers }) => headers["Idempotency-Key"]);

  it("is the same deed when it is repeated at once, and another one after a look at the case", async () => {
    const { session, asked, answers } = bench();
    answers["POST /v1/case/withdraw"] = () => "lost";
    await open_case(session);
    await session.open_case.withdraw([one_item.item]);
    await session.open_case.withdraw([one_item.item]);
    await session.open_case.load();
    await session.open_case.withdraw([one_item.item]);
    const [first, second, third] = keys_of(asked);
    expect(second).toBe(first);
    // Put back meanwhile and taken off again, the old key would be answered by what was done long ago.
    expect(third).not.toBe(first);
  });

  it("names the pictures that were chosen, and no others", async () => {
    const { session, asked } = bench();
    await open_case(session);
    await session.open_case.withdraw([one_item.item]);
    expect(asked.find(({ path }) => path === "/v1/case/withdraw")?.body).toBe(JSON.stringify({ items: [one_item.item] }));
  });

  it("takes off more pictures than one request may name, and says how many when the service stops in between", async () => {
    const { session, asked, answers } = bench();
    await open_case(session);
    const all = Array.from({ length: 130 }, (_, at) => at.toString(16).padStart(32, "0"));
    const requests = (): string[][] => asked.filter(({ path }) => path === "/v1/case/withdraw").map(({ body }) => (JSON.parse(String(body)) as { items: string[] }).items);
    answers["POST /v1/case/withdraw"] = () =>
      requests().length === 1 ? { status: 200, body: { withdrawn: requests()[0], undo_until: "2026-12-21T18:45:00Z" } } : "lost";
    const stopped = await session.open_case.withdraw(all);
    expect(requests()).toEqual([all.slice(0, 100), all.slice(100)]);
    expect(stopped).toMatchObject({ count: 100, until: "2026-12-21T18:45:00Z" });
    expect(stopped.failure).not.toBeNull();
  });

  it("is shown as the later of two looks saw it, whichever answer comes first", async () => {
    const { session, answers } = bench();
    await open_case(session);
    answers["GET /v1/case"] = () => view_of("active");
    const early = session.open_case.load();
    answers["GET /v1/case"] = () => view_of("withdrawn");
    let let_early_through = (): void => undefined;
    const held_back = new Promise<void>((done) => (let_early_through = done));
    const mailbox = { status: 200, body: { messages: [] } };
    let count = 0;
    answers["GET /v1/case/mailbox"] = () => ((count += 1) === 1 ? { ...mailbox, after: held_back } : mailbox);
    await session.open_case.load();
    let_early_through();
    await early;
    const state = session.open_case.state.get();
    expect(state.step === "open" && state.view.the_case.items.map((item) => item.state)).toEqual(["withdrawn"]);
  });

  it("has room for as many pictures as the service will take: what was withdrawn makes room", async () => {
    const { session, answers } = bench();
    expect(room_in(session.open_case.state.get(), 3)).toBe(3);
    await open_case(session);
    for (const [state, room] of [["active", 2], ["disputed", 2], ["expired", 2], ["withdrawn", 3]] as const) {
      answers["GET /v1/case"] = () => view_of(state);
      await session.open_case.load();
      expect(room_in(session.open_case.state.get(), 3)).toBe(room);
    }
    answers["GET /v1/case"] = () => view_of("active");
    await session.open_case.load();
    expect(room_in(session.open_case.state.get(), 0)).toBe(0);
  });

  it("ends on the screen that says so when it is deleted, wherever the person has gone meanwhile", async () => {
    const elsewhere: Record<string, VisitEvent[]> = {
      "the screen that asked": [],
      "the case": [{ kind: "back" }],
      "the question of age": [{ kind: "back" }, { kind: "add_pictures" }],
      "choosing pictures": [{ kind: "back" }, { kind: "add_pictures" }, { kind: "age_answered", answer: "everyone_adult" }],
    };
    for (const [name, events] of Object.entries(elsewhere)) {
      const { session, answers } = bench();
      answers["DELETE /v1/case"] = () => ({ status: 204 });
      await open_case(session);
      session.go({ kind: "case_screen", screen: "erase" });
      const erasing = session.open_case.erase();
      for (const event of events) session.go(event);
      expect(await erasing, name).toBeNull();
      session.go({ kind: "case_erased" });
      expect(session.visit.get(), name).toEqual({ route: "returning", screen: "erased" });
      expect(session.papers.get(), name).toBeNull();
    }
  });
});

describe("keys that nobody has kept", () => {
  it("are said to be so from the moment in which a case may exist that they alone open", async () => {
    const { session, answers } = bench();
    await to_review(session);
    session.go({ kind: "send_pressed", statement_agreed: true });
    let while_posting: boolean | null = null;
    answers["POST /v1/submissions"] = () => {
      while_posting = session.unkept.get();
      return "lost";
    };
    await session.send();
    expect(while_posting).toBe(true);
    expect(session.unkept.get()).toBe(true);
    answers["POST /v1/submissions"] = () => problem(422, "invalid");
    await session.send();
    expect(session.unkept.get()).toBe(false);
  });

  it("are drawn once, and never in place of those of a case that was opened", async () => {
    const { session } = bench();
    await to_review(session);
    session.papers.set(null);
    const before = TestWorker.drawn;
    const drawing = [session.draw_papers(), session.draw_papers()];
    await drawing[0];
    const first = session.papers.get();
    await drawing[1];
    expect(TestWorker.drawn).toBe(before + 2);
    expect(session.papers.get()).toBe(first);
    session.papers.set(null);
    const late = session.draw_papers();
    session.papers.set(papers("opened"));
    await late;
    expect(session.papers.get()).toEqual(papers("opened"));
  });
});

describe("what this device keeps", () => {
  it("is removed with the case only when it is known to be that case's", async () => {
    const { session } = bench();
    const removed: string[] = [];
    vi.stubGlobal("window", { localStorage: { removeItem: (name: string) => removed.push(name) } });
    session.forget_kept(papers("old"));
    session.kept_identity.set(papers("another").identity);
    session.forget_kept(papers("old"));
    expect(removed).toEqual([]);
    session.kept_identity.set(papers("old").identity);
    session.forget_kept(papers("old"));
    expect(removed).toEqual(["notes", "notes-2"]);
    vi.unstubAllGlobals();
  });
});

describe("the list of what was done, beside the key on this device", () => {
  function device(): Map<string, string> {
    const kept = new Map<string, string>();
    const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value), removeItem: (name: string) => kept.delete(name) };
    vi.stubGlobal("window", { localStorage: storage });
    return kept;
  }
  const steps = (session: Session): string[] => session.guide.actions.get().map(({ what, step }) => `${what} ${step}`);
  const open = async (session: Session, is_from_device = false): Promise<void> => {
    session.go({ kind: "return_chosen" });
    await session.open_with(new Uint8Array(1), null, () => undefined, is_from_device);
  };
  const sealed_for = (name: string, text: string): string => `sealed ${papers(name).identity} ${text}`;
  const of_worker = TestWorker.prototype.answer;
  /** The worker answers this kind as one does that ran out of memory, or not at all. */
  const failing = (failed: string, how: "refuses" | "crashes"): void => {
    vi.spyOn(TestWorker.prototype, "answer").mockImplementation(function (this: TestWorker, message) {
      if (message.kind !== failed) return of_worker.call(this, message);
      if (how === "crashes") this.onerror?.(Object.assign(new Event("error"), { preventDefault: () => undefined }) as unknown as ErrorEvent);
      return { ok: false } as ReturnType<TestWorker["answer"]>;
    });
  };
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it("is written only once the key is kept there, then after each change, and no more when it is removed", async () => {
    const kept = device();
    const { session } = bench();
    session.guide.mark("do-not-pay", "Do not pay", true);
    await open(session);
    await session.draft.settled();
    expect([...kept]).toEqual([]);
    kept.set("notes", "locked");
    await session.draft.keep_with(papers("back").identity);
    await session.draft.settled();
    expect(kept.get("notes-2")).toContain('"step":"do-not-pay"');
    session.guide.mark("block", "Block", true);
    await session.draft.settled();
    expect(kept.get("notes-2")).toContain('"step":"block"');
    session.forget_kept(papers("back"));
    session.guide.mark("later", "Later", true);
    await session.draft.settled();
    expect([...kept]).toEqual([]);
    vi.unstubAllGlobals();
  });

  it("comes back with the case beside what was done in this visit, and is no other case's", async () => {
    const kept = device();
    kept.set("notes", "locked");
    const first = bench().session;
    first.guide.mark("do-not-pay", "Do not pay", true);
    await open(first);
    await first.draft.keep_with(papers("back").identity);
    await first.draft.settled();
    first.forget();
    expect(steps(first)).toEqual([]);
    await first.draft.settled();
    expect(kept.get("notes-2")).toContain("do-not-pay");

    const second = bench().session;
    second.guide.mark("block", "Block", true);
    await open(second);
    expect(steps(second).sort()).toEqual(["done block", "done do-not-pay"]);
    await second.draft.settled();
    expect(kept.get("notes-2")).toContain('"step":"block"');

    expect(second.draft.left_out.get()).toBe(0);

    kept.set("notes-2", "sealed for another");
    const third = bench().session;
    await open(third);
    expect([steps(third), third.kept_identity.get()]).toEqual([[], null]);
    vi.unstubAllGlobals();
  });

  const earlier = '{"format":"holdfast-draft-1","actions":[{"what":"done","step":"early","words":"Early","at":"2026-11-20T10:00:00Z"}]}';
  it.each([
    ["the worker had no room", sealed_for("back", earlier), (): void => failing("open_draft", "refuses")],
    ["the worker was lost", sealed_for("back", earlier), (): void => failing("open_draft", "crashes")],
    ["a newer page wrote it", sealed_for("back", '{"format":"holdfast-draft-2"}'), (): void => undefined],
    ["another case's key sealed it", sealed_for("another", earlier), (): void => undefined],
  ])("is left as it is when it was not read: %s", async (_why, lies_there, meanwhile) => {
    const kept = device();
    kept.set("notes", "locked").set("notes-2", lies_there);
    const { session } = bench();
    meanwhile();
    await open(session, true);
    expect(session.visit.get().screen).toBe("case");
    session.guide.mark("block", "Block", true);
    await session.draft.settled();
    expect([kept.get("notes-2"), session.draft.is_written.get()]).toEqual([lies_there, false]);
  });

  it("is read when the key is kept anew, before anything is written over it", async () => {
    const kept = device();
    kept.set("notes", "locked").set("notes-2", sealed_for("back", earlier));
    const { session } = bench();
    failing("open_draft", "crashes");
    await open(session, true);
    session.guide.mark("block", "Block", true);
    await session.draft.keep_with(papers("back").identity);
    await session.draft.settled();
    expect(kept.get("notes-2")).toBe(sealed_for("back", earlier));
    vi.restoreAllMocks();
    await session.draft.keep_with(papers("back").identity);
    await session.draft.settled();
    expect(steps(session)).toEqual(["done early", "done block"]);
    for (const step of ["early", "block"]) expect(kept.get("notes-2")).toContain(`"step":"${step}"`);
    expect(session.draft.is_written.get()).toBe(true);
  });

  it("is called kept only while it lies on the device", async () => {
    const kept = device();
    kept.set("notes", "locked");
    const { session } = bench();
    const marked = async (step: string): Promise<boolean> => {
      session.guide.mark(step, step, true);
      await session.draft.settled();
      return session.draft.is_written.get();
    };
    await open(session, true);
    expect(await marked("a")).toBe(true);
    failing("seal_draft", "refuses"); // too long, or no memory
    expect(await marked("b")).toBe(false);
    vi.restoreAllMocks();
    expect(await marked("c")).toBe(true);
    vi.stubGlobal("window", {
      localStorage: {
        ...window.localStorage,
        setItem: () => {
          throw new Error("full");
        },
      },
    });
    expect(await marked("d")).toBe(false);
  });

  it("is not called kept once what the device keeps was removed, also when the case is opened again by its words", async () => {
    const kept = device();
    kept.set("notes", "locked");
    const { session } = bench();
    await open(session, true);
    session.guide.mark("a", "A", true);
    await session.draft.settled();
    expect(session.draft.is_written.get()).toBe(true);
    session.remove_kept();
    session.guide.mark("b", "B", true);
    await session.draft.settled();
    expect([session.kept_identity.get(), session.draft.is_written.get(), kept.size]).toEqual([null, false, 0]);
  });

  it("is not called kept once its case was let go of for another", async () => {
    const kept = device();
    kept.set("notes", "locked");
    const { session } = bench();
    to_pictures(session);
    await session.draw_papers();
    await session.draft.keep_with(session.papers.get()?.identity ?? "");
    session.guide.mark("a", "A", true);
    await session.draft.settled();
    expect(session.draft.is_written.get()).toBe(true);
    for (let i = 0; i < 12; i += 1) session.go({ kind: "back" });
    session.go({ kind: "return_chosen" });
    expect([session.visit.get().screen, session.kept_identity.get(), session.draft.is_written.get()]).toEqual(["open", null, false]);
  });
});

describe("an alert", () => {
  it("is shown only when it says what an alert says: a seal proves no sender", async () => {
    const { session, answers } = bench();
    const alert = { kind: "alert", item: "0".repeat(32), partner: "Example Social", at: "2026-11-21T18:45:00Z", action: "blocked", distance: 4, case_number: "HF-7K3M-9QTX-V" };
    const message = (sealed: string, i: number): unknown => ({ id: String(i).repeat(32), kind: "alert", at: "2026-11-21T18:45:00Z", sealed });
    answers["GET /v1/case/mailbox"] = () => ({
      status: 200,
      body: { messages: [JSON.stringify(alert), "not json", JSON.stringify({ ...alert, action: "dance" }), JSON.stringify({ ...alert, url: 7 }), JSON.stringify({ ...alert, url: "javascript:alert(1)" })].map(message) },
    });
    await open_case(session);
    const state = session.open_case.state.get();
    expect(state.step === "open" && state.view.alerts.map((each) => each.alert)).toEqual([alert]);
    expect(state.step === "open" && state.view.unreadable).toBe(4);
  });
});
