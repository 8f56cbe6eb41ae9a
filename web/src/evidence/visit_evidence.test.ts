// SPDX-License-Identifier: Apache-2.0
// What one visit holds of evidence, with the built module and no worker.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { aged, routes_without_pictures, visit_by } from "../flow/example_visits";
import { first_visit, may_hold_evidence, type Visit } from "../flow/visit";
import { actions_file } from "../done/actions";
import type { CaseRequest, Outcome } from "./case_types";
import { refused } from "./case_types";
import { exhibit_name, size_words } from "./case_view";
import type { EvidenceDesk } from "./desk";
import { entry_of, typed_of } from "./entry_fields";
import { make_evidence, type Evidence, type EvidenceHelp, type FileWords } from "./evidence";
import { EvidenceInstance } from "./instance";
import { kind_of_file } from "./kind_of_file";
import { list_mails } from "./mailbox";
import { read_file } from "./reading";
import { read_list, read_recipients } from "./recipients";
import { begin_pack, seal } from "./sealing";

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(new Uint8Array(readFileSync(new URL("../../../build/bin/evidence.wasm", import.meta.url))));
});
const { identity } = (JSON.parse(readFileSync(new URL("../../../vectors/sealing/case.json", import.meta.url), "utf8")) as { vectors: [{ identity: string }] }).vectors[0];

interface Stand {
  evidence: Evidence;
  /** Requests and jobs, by name. */
  asked: string[];
  may: { hold: boolean };
  trap: () => void;
}
function stand(help?: EvidenceHelp): Stand {
  const asked: string[] = [];
  const may = { hold: true };
  let held: EvidenceInstance | null = null;
  let lose: () => void = () => undefined;
  const instance = (): EvidenceInstance => (held ??= new EvidenceInstance(module));
  const desk: EvidenceDesk = {
    ask: async <R extends CaseRequest>(request: R) => {
      asked.push(request.do);
      return instance().ask(request);
    },
    read_file: async (file, look_for, options = {}) => {
      asked.push("read_file");
      return read_file(instance(), file, look_for, { stopped: () => options.stop?.aborted === true, progress: (share) => options.progress?.(share) });
    },
    list_mails: async (file, options = {}) => {
      asked.push("list_mails");
      return list_mails(instance(), file, { stopped: () => options.stop?.aborted === true, progress: (share) => options.progress?.(share) });
    },
    forget_file: async (file) => {
      asked.push("forget_file");
      return instance().call("hf_file_drop", file);
    },
    begin_pack: async (start) => begin_pack(instance(), start),
    read_list: async (list) => read_list(instance(), list),
    seal: async (order, options = {}) => seal(instance(), order, { stopped: () => options.stop?.aborted === true, progress: (share) => options.progress?.(share) }),
    kept: async () => refused("draft_refused"),
    close: () => {
      asked.push("close");
      held = null;
    },
  };
  const evidence = make_evidence(
    (on_lost) => {
      lose = on_lost;
      return desk;
    },
    () => may.hold,
    { look: async () => false, locked_key: async () => null, note: () => undefined, delete: async () => true },
    help,
  );
  return { evidence, asked, may, trap: () => lose() };
}
const png = new File([new Uint8Array(readFileSync(new URL("../../../vectors/media/png-grey-8.png", import.meta.url)))], "IMG_1.PNG", { type: "image/png" });
const chat = new File(["send it or else\n"], "chat.txt", { type: "text/plain" });
const words = (more: Partial<FileWords> = {}): FileWords => ({ about: { kind: "other" }, sender: "person", shows_intimate: null, ...more });
const view = ({ evidence }: Stand): NonNullable<ReturnType<typeof shown>> => {
  const found = shown(evidence);
  if (found === null) throw new Error("not open");
  return found;
};
const shown = (evidence: Evidence) => {
  const state = evidence.state.get();
  return state.step === "open" ? state.view : null;
};
async function opened(): Promise<Stand> {
  const made = stand();
  await made.evidence.open("en", "england");
  return made;
}
/** Reads these files, and gives their places in the list. */
async function read({ evidence }: Stand, ...files: File[]): Promise<number[]> {
  evidence.incoming.add(files);
  while (evidence.incoming.all.get().some(({ state }) => state.step === "waiting" || state.step === "reading")) await new Promise((done) => setTimeout(done, 1));
  return evidence.incoming.all.get().map(({ id }) => id);
}
const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
};

describe("whether a visit may hold evidence", () => {
  it("is so on an adult's route alone, whatever else was answered", () => {
    const others: Visit[] = [...routes_without_pictures.map(([, visit]) => visit), first_visit, visit_by([{ kind: "prevent_chosen" }]), { route: "prevent", screen: "plan", under_18: true }, { route: "returning", screen: "case" }];
    expect(others.map(may_hold_evidence)).toEqual(others.map(() => false));
    expect(may_hold_evidence(aged("everyone_adult"))).toBe(true);
  });

  it("is the last door: without it nothing is begun, read or put in", async () => {
    const closed = stand();
    closed.may.hold = false;
    await closed.evidence.open("en", null);
    closed.evidence.incoming.add([chat]);
    expect(await closed.evidence.put("notes", { at: { at: "2026-11-22T14:00:00.000Z", sure: "exact" }, text: "x" })).toEqual({ what: "stopped" });
    expect(await closed.evidence.describe({ kind: "picture", title: "x" })).toEqual(refused("stopped"));
    expect([closed.asked, closed.evidence.incoming.all.get(), closed.evidence.state.get()]).toEqual([[], [], { step: "closed" }]);
  });
});

describe("a file", () => {
  it("that was drawn before it went in is noted as viewed, and no other", async () => {
    const held = await opened();
    const { evidence } = held;
    const [one = 0, two = 0] = await read(held, png, chat);
    expect(must(await evidence.add(one, words({ shows_intimate: false, was_viewed: true })))).toEqual({ number: 1, holding: "kept" });
    expect(must(await evidence.add(two, words()))).toEqual({ number: 2, holding: "kept" });
    expect(held.asked.filter((what) => what === "note")).toHaveLength(1);
    expect(held.asked.indexOf("note")).toBe(held.asked.indexOf("add") + 2); // the file, the case as it is then, the look
  });

  it("is kept, held as checksums or told in words, as the answers say, and can be taken out and put back", async () => {
    const held = await opened();
    const { evidence } = held;
    const [one = 0, two = 0, three = 0, four = 0] = await read(held, chat, png, png, png);
    expect(must(await evidence.add(one, words()))).toEqual({ number: 1, holding: "kept" });
    expect(await evidence.add(two, words())).toEqual(refused("not_asked"));
    expect(must(await evidence.add(two, words({ shows_intimate: true })))).toEqual({ number: 2, holding: "hashes", has_codes: false });
    // What they sent is never asked about: nothing of it goes in, whatever was answered.
    expect(must(await evidence.add(three, words({ sender: "offender", shows_intimate: false, about: { kind: "picture", title: "A harbour" } })))).toEqual({ number: 3, holding: "described" });
    evidence.incoming.drop(four);
    expect(held.asked.filter((what) => what === "forget_file")).toHaveLength(3);
    expect(evidence.incoming.all.get()).toEqual([]);
    expect(view(held).exhibits.map(({ number, holding }) => [number, holding.is])).toEqual([[1, "kept"], [2, "hashes"], [3, "described"]]);
    expect(JSON.stringify(view(held).exhibits[2])).not.toMatch(/sha256|IMG_1/);
    expect(await evidence.take_out(1, "Not about this")).toBeNull();
    expect(view(held)).toMatchObject({ removed: [{ number: 1, reason: "Not about this" }], taken_out: [1] });
    expect(await evidence.put_back(1)).toBeNull();
    expect(await evidence.set_prefix("ABC")).toBeNull();
    expect(view(held).exhibits.map(({ number }) => exhibit_name(view(held), number))).toEqual(["ABC/1", "ABC/2", "ABC/3"]);
    expect(await evidence.set_prefix("x")).toMatchObject({ what: "bad_request" });
    expect(view(held).prefix).toBe("ABC");
  });

  it("that is stopped or cannot be read stays out, can be read again, and does not hold up the next", async () => {
    const held = await opened();
    const gone = Object.assign(new File(["x"], "gone.txt"), { stream: () => new ReadableStream({ type: "bytes", pull: () => Promise.reject(new Error("gone")) }) });
    held.evidence.incoming.add([gone, chat, png]);
    held.evidence.incoming.stop(3);
    while (held.evidence.incoming.all.get()[1]?.state.step !== "read") await new Promise((done) => setTimeout(done, 1));
    expect(held.evidence.incoming.all.get().map(({ state }) => state.step)).toEqual(["failed", "read", "stopped"]);
    held.evidence.incoming.again(3);
    await read(held);
    expect(held.evidence.incoming.all.get().map(({ state }) => state.step)).toEqual(["failed", "read", "read"]);
    expect(await held.evidence.add(1, words())).toEqual(refused("no_such_file"));
  });
});

describe("a case", () => {
  it("takes in what was done once, and words beside it; a pack that was saved has all until something changes", async () => {
    const held = await opened();
    const { evidence } = held;
    const done = actions_file([{ what: "done", step: "do-not-pay", words: "Do not pay", at: "2026-11-22T14:05:31.000Z" }], []);
    await evidence.take_done(done);
    await evidence.take_done(done);
    expect(held.asked.filter((what) => what === "done_list")).toHaveLength(1);
    expect(view(held).done).toMatchObject([{ kind: "step", id: "do-not-pay" }]);
    expect(evidence.unsaved.get(), "it is kept elsewhere").toBe(false);
    expect(await evidence.put("links", entry_of("links", { url: "https://example.org/x" }) as { url: string })).toBeNull();
    expect(evidence.unsaved.get()).toBe(true);
    expect(await evidence.put("links", { url: "ftp://example.org" })).toMatchObject({ faults: [{ pointer: "/value/url" }] });
    const [id = 0] = await read(held, chat);
    must(await evidence.add(id, words()));
    const pack = must(await evidence.seal({ identity, recipients: null, number: "HF-7K3Q-9XWM-C" }, {}));
    expect(pack.file_name).toMatch(/^documents-\d{8}\.zip$/);
    expect([evidence.unsaved.get(), evidence.pack.get()]).toEqual([true, { ...pack, asked: false, asked_for_stamp: false }]);
    evidence.saved();
    expect(evidence.unsaved.get()).toBe(false);
    expect(await evidence.put("links", { url: "https://example.org/y" }, 0)).toBeNull();
    expect([evidence.unsaved.get(), view(held).links], "changed in its place").toEqual([true, [{ url: "https://example.org/y" }]]);
    expect(await evidence.put("links", { url: "https://example.org/z" }, 1), "there is none to change").toMatchObject({ what: "no_such_entry" });
    expect(await evidence.drop("links", 0)).toBeNull();
    expect([evidence.unsaved.get(), evidence.pack.get(), view(held).links]).toEqual([true, null, []]);
    const stop = new AbortController();
    stop.abort();
    expect(await evidence.seal({ identity, recipients: null, number: null }, { stop: stop.signal })).toEqual(refused("stopped"));
    expect(must(await evidence.seal({ identity, recipients: [], number: null }, {})).file_name).toMatch(/\.zip\.age$/);
  });

  it("is forgotten whole, also by what was asked before; what is lost says so and begins again", async () => {
    const held = await opened();
    const { evidence } = held;
    const [id = 0] = await read(held, chat);
    const late = evidence.add(id, words());
    evidence.screen.set({ name: "files" });
    evidence.forget();
    expect(await late).toEqual(refused("stopped"));
    expect([evidence.state.get(), evidence.screen.get(), evidence.incoming.all.get(), evidence.unsaved.get()]).toEqual([{ step: "closed" }, { name: "home" }, [], false]);
    expect(held.asked.at(-1)).toBe("close");
    await evidence.open("cy", null);
    expect(view(held).exhibits).toEqual([]);
    await evidence.describe({ kind: "picture", title: "A harbour" });
    held.trap();
    expect([evidence.state.get(), evidence.unsaved.get()]).toEqual([{ step: "lost" }, false]);
    evidence.begin_again();
    await evidence.open("en", null);
    expect(view(held).exhibits).toEqual([]);
  });

  it("goes back a step at a time", async () => {
    const { evidence } = await opened();
    expect(evidence.back()).toBe(false);
    for (const [from, to] of [["entry", "more"], ["describe", "files"], ["keep", "seal"], ["seal", "home"], ["saved", "home"]] as const) {
      evidence.screen.set(from === "entry" ? { name: "entry", list: "notes" } : from === "keep" ? { name: from, then: "seal" } : { name: from });
      expect([evidence.back(), evidence.screen.get()]).toEqual([true, { name: to }]);
    }
  });
});

describe("words of the screens", () => {
  it("make entries of what was typed: what is empty is left out, amounts as the case has them", () => {
    const now = { at: "2026-11-22T14:00:00.000Z", sure: "exact" } as const;
    expect(entry_of("payments", { amount: "£1,200.50", currency: "gbp", to: " Lantern\t " }, now)).toEqual({ kind: "asked", amount: "1200.50", currency: "GBP", to: "Lantern" });
    expect(entry_of("payments", { kind: "paid", amount: "20,5" }, now)).toEqual({ kind: "paid", amount: "20.5" });
    expect(entry_of("done", { to: "Police", at: "" }, now)).toEqual({ kind: "reported", at: now, to: "Police" });
    expect(entry_of("notes", { text: "a\r\nb" }, now)).toEqual({ at: now, text: "a\nb" });
    expect(entry_of("known", { value: "x" }, now)).toEqual({ kind: "name", value: "x" });
    expect(entry_of("links", { url: "https://example.org", first_seen: "2026-11-20T18:45" }, now)).toMatchObject({ first_seen: { sure: "about" } });
  });

  it("change an entry: what nobody is asked and a time that was not touched stay as they were", () => {
    const now = { at: "2026-11-22T14:00:00.000Z", sure: "exact" } as const;
    const seen = { at: "2026-11-20T18:45:31.250Z", sure: "day", zone: 60 } as const;
    const link = { url: "https://example.org/x", account: "lantern", first_seen: seen };
    expect(entry_of("links", typed_of("links", link), now, link)).toEqual(link);
    expect(entry_of("links", { ...typed_of("links", link), first_seen: "2026-11-21T18:45" }, now, link)).toMatchObject({ first_seen: { sure: "about" } });
    const { account: _, ...without } = link;
    expect(entry_of("links", { ...typed_of("links", link), account: "" }, now, link), "what was emptied is out").toEqual(without);
    const report = { kind: "reported", at: seen, to: "Police", ours: "R 7", id: "tell-police" } as const;
    expect(entry_of("done", { ...typed_of("done", report), theirs: "17" }, now, report)).toEqual({ ...report, theirs: "17" });
    for (const kind of ["name", "email"] as const) expect(entry_of("known", typed_of("known", { kind, value: "x" }), now, { kind, value: "x" })).toEqual({ kind, value: "x" });
    const paid = { kind: "paid", when: seen, amount: "1200.50", currency: "GBP", note: "a\nb" } as const;
    expect(entry_of("payments", typed_of("payments", paid), now, paid)).toEqual(paid);
  });

  it("know what a file most likely is, how large, and what can be a key", () => {
    expect(kind_of_file({ class: "picture", type: "png" }, "x.png")).toBe("screenshot");
    expect(kind_of_file({ class: "picture", type: "jpeg" }, "IMG_1.jpg")).toBe("picture");
    expect(kind_of_file({ class: "sound", type: "opus" }, "x")).toBe("voice-message");
    expect(kind_of_file({ class: "text", type: "text" }, "WhatsApp Chat.txt")).toBe("chat-export");
    expect(kind_of_file({ class: "carrier", type: "pdf" }, "a.pdf")).toBe("document");
    expect([0, 820, 1000, 123_456, 999_700, 5_000_000, 2_400_000_000].map(size_words)).toEqual(["0.1 kB", "0.8 kB", "1 kB", "123 kB", "1 MB", "5 MB", "2.4 GB"]);
    const key = `age1${"q".repeat(58)}`;
    expect(read_recipients(` ${key}\n${key}, `)).toEqual({ keys: [key], wrong: null });
    expect(read_recipients(`${key} AGE-SECRET-KEY-1X`).wrong).toBe("AGE-SECRET-KEY-1X");
  });
});

describe("what other parts of the page add", () => {
  const code = { kind: "pdq-c1", code: "ab".repeat(32), quality: 90 };
  async function helped(help: EvidenceHelp): Promise<Stand> {
    const held = stand(help);
    await held.evidence.open("en", "england");
    return held;
  }

  it("codes are made of the person's intimate picture alone, and go in beside its checksums", async () => {
    const coded: string[] = [];
    const held = await helped({ codes: async ({ name }) => [coded.push(name), [code]][1] as (typeof code)[], clock_behind: () => null });
    const other = new File([png], "other.png");
    const [one = 0, two = 0, three = 0, four = 0] = await read(held, png, other, other, chat);
    expect(must(await held.evidence.add(one, words({ shows_intimate: true })))).toEqual({ number: 1, holding: "hashes", has_codes: true });
    must(await held.evidence.add(two, words({ shows_intimate: false })));
    must(await held.evidence.add(three, words({ sender: "offender", about: { kind: "picture", title: "A harbour" } })));
    must(await held.evidence.add(four, words()));
    expect(coded).toEqual(["IMG_1.PNG"]);
    expect(view(held).exhibits.map(({ holding }) => JSON.stringify(holding).includes(code.code))).toEqual([true, false, false, false]);
    const without = await helped({ codes: async () => [], clock_behind: () => null });
    const [five = 0] = await read(without, png);
    expect(must(await without.evidence.add(five, words({ shows_intimate: true })))).toEqual({ number: 1, holding: "hashes", has_codes: false });
  });

  it("the clock's difference goes in with each exhibit, where it is known", async () => {
    let behind: number | null = -3000;
    const held = await helped({ codes: async () => [], clock_behind: () => behind });
    const [one = 0] = await read(held, chat);
    must(await held.evidence.add(one, words()));
    must(await held.evidence.describe({ kind: "picture", title: "A harbour" }));
    behind = null;
    must(await held.evidence.describe({ kind: "picture", title: "A train" }));
    expect(view(held).exhibits.map((each) => (each as { clock_behind?: number }).clock_behind)).toEqual([-3000, -3000, undefined]);
  });

  it("the time of a seal is asked for once it stands; what is not of it stays out; a person who went away stops it", async () => {
    const held = await opened();
    const [id = 0] = await read(held, chat);
    must(await held.evidence.add(id, words()));
    const seals: string[] = [];
    const wish = { identity, recipients: null, number: null };
    const false_proof = { asked: true, receipt: { text: "Holdfast seal log 1\n", log_key: "x" }, time_stamp: new Uint8Array(90), asked_for_stamp: true };
    const pack = must(await held.evidence.seal({ ...wish, prove: async (made) => [seals.push(made), false_proof][1] as typeof false_proof }, {}));
    expect(seals).toEqual([pack.seal]);
    expect(held.evidence.pack.get()).toMatchObject({ received: null, is_stamped: false, asked: true, asked_for_stamp: true });
    expect(await held.evidence.seal({ ...wish, prove: async () => null }, {})).toEqual(refused("stopped"));
  });

  it("a plain pack is cut into ZIP files below what is taken in one, with names that say nothing", async () => {
    const held = await opened();
    const one = new File(["a line\n".repeat(9000)], "one.txt");
    const two = new File(["another line\n".repeat(5000)], "two.txt");
    for (const id of await read(held, one, two)) must(await held.evidence.add(id, words()));
    const wish = { identity, recipients: null, number: null };
    const pack = must(await held.evidence.seal({ ...wish, largest: 100_000 }, {}));
    expect(pack.parts.map(({ file_name }) => file_name)).toEqual(["documents-1-of-2.zip", "documents-2-of-2.zip"]);
    expect(pack.parts.every(({ file }) => file.size <= 100_000 && file.size > 60_000)).toBe(true);
    expect(must(await held.evidence.seal({ ...wish, largest: 50_000_000 }, {})).parts).toEqual([]);
    expect(await held.evidence.seal({ ...wish, largest: 65_000 }, {})).toMatchObject({ ok: false, error: { what: "above_largest" } });
    // A seal that came to nothing is no line of the log.
    expect(must(await held.evidence.seal(wish, {})).file_name).toMatch(/^documents-\d{8}\.zip$/);
  });
});
