// SPDX-License-Identifier: Apache-2.0
// Letters as the built module and blob make them, on the routes of a visit: which are offered, what is asked, what never goes along.
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { aged, routes_without_pictures, visit_by } from "../flow/example_visits";
import { first_visit, step, type Visit } from "../flow/visit";
import { make_guide, type Guide } from "../guide/guide";
import { statements } from "../guide/notice_door";
import { letter_of_alert } from "./from_alert";
import { all_kinds, offered_kinds } from "./kinds";
import { law_of } from "./law";
import { make_notices, most_fingerprints, type Asked, type Notices } from "./notices";
import { new_reference, reference_of } from "./reference";
import { track_of } from "./track";
import { empty_tracker, with_sent, without } from "./tracker";

const built = (name: string): Promise<Buffer> => readFile(new URL(`../../../build/bin/${name}`, import.meta.url));
const now = new Date("2026-11-22T12:00:00Z");
const code = "ab".repeat(32);

async function open_guide(): Promise<Guide> {
  const guide = make_guide(async (path) => new Response(new Uint8Array(await built(path.slice(1)))), { module: "/guide.wasm", blob: "/guidance.json" }, () => now);
  await guide.open();
  return guide;
}
const returning = visit_by([{ kind: "return_chosen" }, { kind: "case_opened" }]);
const posted = { posted: "yes", where: "instagram", country: "england", who: "stranger", have: "real" };

let drawn = 0;
/** `codes`: given whatever the route, as if whoever holds them did not look. */
function notices_on(guide: Guide, visit: Visit, codes: string[] = [code]): Notices {
  return make_notices({ guide, visit: () => visit, fingerprints: () => codes, case_number: () => null, new_reference: () => reference_of(new Uint8Array([0, 0, 0, 0, 0, 0, (drawn += 1) >> 8, drawn & 255])), now: () => now });
}
/** Goes through the questions and leaves each out; the questions. */
function leave_all_out(notices: Notices): Asked[] {
  const asked: Asked[] = [];
  for (let shown = notices.screen.get(); shown?.at === "ask"; shown = notices.screen.get()) {
    asked.push(shown.asked);
    notices.answer(shown.asked, notices.said());
    if (asked.length > 30) throw new Error("asked without end");
  }
  return asked;
}
const ids = (guide: Guide, visit: Visit): string[] => offered_kinds(guide, visit, "en").map(({ kind }) => kind.id);

const all_routes: [string, Visit][] = [["adult", aged("everyone_adult")], ...routes_without_pictures, ["returning", returning]];

describe("which letters are offered", () => {
  it("those that the plan leads to, and no takedown before something is posted", async () => {
    const guide = await open_guide();
    guide.given.set({ danger: "no", ...posted, posted: "no" });
    expect(ids(guide, aged("everyone_adult"))).toEqual(["report-platform", "preserve", "report-police"]);
    guide.given.set({ danger: "no", ...posted });
    expect(ids(guide, aged("everyone_adult"))).toEqual(expect.arrayContaining(["report-platform", "preserve", "report-police", "platform", "search", "uk-osa", "us-tida"]));
    expect(ids(guide, aged("everyone_adult"))).not.toContain("dsa16");
    guide.given.set({ danger: "no", ...posted, country: "DE" });
    expect(ids(guide, aged("everyone_adult"))).toContain("dsa16");
  });

  it("none where nothing has happened, and after an alert what fits a copy that is out there", async () => {
    const guide = await open_guide();
    expect(ids(guide, step(first_visit, { kind: "prevent_chosen" }))).toEqual([]);
    expect(ids(guide, returning)).toEqual(expect.arrayContaining(["search", "preserve"]));
  });
});

describe("what is asked", () => {
  it.each(all_routes)("%s: every kind ends in a letter, each question once, and going back asks the last one again", async (_name, visit) => {
    const guide = await open_guide();
    guide.given.set({ danger: "no", ...posted, paid: "money" });
    for (const { id } of all_kinds(guide, "en")) {
      const notices = notices_on(guide, visit);
      notices.open(id);
      const asked = leave_all_out(notices);
      expect(new Set(asked).size).toBe(asked.length);
      expect(notices.screen.get()).toEqual({ at: "letter" });
      expect(notices.letter("en")?.notice).toBe(id);
      for (const each of [...asked].reverse()) {
        notices.back();
        expect(notices.screen.get()).toEqual({ at: "ask", asked: each, again: false });
      }
      notices.back();
      expect(notices.screen.get()).toBe(null);
    }
  });

  it("leaves nothing open that the letter shows as a gap", async () => {
    const guide = await open_guide();
    guide.given.set({ danger: "no", ...posted });
    for (const [, visit] of all_routes)
      for (const { id } of all_kinds(guide, "en")) {
        const notices = notices_on(guide, visit);
        notices.open(id);
        const asked = leave_all_out(notices);
        for (const [, name] of (notices.letter("en")?.body ?? "").matchAll(/\[(your statement [^\]]+)\]/g)) expect(notices.letter("en")?.missing.map((each) => each.name.say), `${id}: ${asked}`).toContain(name);
      }
  });

  it("takes what was typed, however odd, and still makes a letter", async () => {
    const guide = await open_guide();
    const notices = notices_on(guide, aged("everyone_adult"));
    notices.open("platform", { own: {
      pages: Array.from({ length: 50 }, (_, i) => ({ url: `https://x.example/${i}/${"é".repeat(60)}` })),
      story: "😀".repeat(2000),
      reasons: "\u0000\u202e[]{pages}<script>".repeat(200),
      contact: "中".repeat(500),
      platform: "Instagram",
    } });
    leave_all_out(notices);
    expect(notices.letter("cy")?.body).toContain("https://x.example/49/");
    expect(notices.letter("cy")?.copy?.language).toBe("cy");
    expect(notices.letter("en", true)?.eml).toMatch(/^Subject: /);
  });
});

describe("what is asked again", () => {
  const all_said = {
    pages: [{ url: "https://x.example/1" }],
    accounts: ["some_name"],
    story: "They asked me for money.",
    reasons: "It is against the law here.",
    contact: "a@b.example",
    name: "N. E.",
    signature: "N. E.",
    says: [...statements],
    connection: "person",
    sent: { at: "2026-11-20T11:00:00Z", to: "Instagram" },
  } as const;

  it.each(all_routes)("%s: keeps its question when it was answered, a statement above all", async (_name, visit) => {
    const guide = await open_guide();
    guide.given.set({ danger: "no", ...posted });
    const seen = new Set<string>();
    for (const { id } of all_kinds(guide, "en")) {
      const notices = notices_on(guide, visit);
      notices.open(id);
      leave_all_out(notices);
      const missing = notices.letter("en")?.missing ?? [];
      notices.facts.set({ ...all_said, pages: [...all_said.pages], accounts: [...all_said.accounts], says: [...all_said.says] });
      expect(notices.letter("en")?.missing, id).toEqual([]);
      for (const { element, ask } of missing) {
        expect(notices.without(element, "en")?.missing.map((each) => [each.element, each.ask]), id).toEqual([[element, ask]]);
        seen.add(element);
      }
    }
    for (const element of ["pages", "subject", "no-consent", "true", "contact", "sent"]) expect(seen).toContain(element);
  });

  it("names a law only where there is one", async () => {
    const guide = await open_guide();
    guide.given.set({ danger: "no", ...posted });
    const named = new Set<string | null>();
    for (const { id } of all_kinds(guide, "en")) {
      const notices = notices_on(guide, aged("everyone_adult"));
      notices.open(id);
      leave_all_out(notices);
      for (const language of ["en", "cy"] as const) for (const { law } of notices.letter(language)?.missing ?? []) named.add(law_of(law));
    }
    for (const law of [null, "Article 16(2)(b)", "Erthygl 16(2)(b)"]) expect(named).toContain(law);
    for (const law of named) expect(law ?? "").not.toMatch(/^(No|Dim|Does dim)\b/);
    expect([law_of({ say: "Dim cyfraith: synnwyr cyffredin" }), law_of({ say: "No law binds them to you" })]).toEqual([null, null]);
  });
});

describe("fingerprints", () => {
  it("go along for an adult alone, after a yes, and only in the file", async () => {
    const guide = await open_guide();
    const notices = notices_on(guide, aged("everyone_adult"));
    notices.open("us-tida", { own: { pages: [{ url: "https://x.example/1" }] } });
    expect(leave_all_out(notices)).toContain("fingerprints");
    expect(notices.letter("en")?.attachment).toBeUndefined();
    notices.answer("fingerprints", { ...notices.said(), attach_fingerprints: true });
    const letter = notices.letter("en", true);
    expect(letter?.attachment?.text).toContain(code);
    expect([letter?.body, letter?.subject, letter?.mailto.url].join(" ")).not.toContain(code);
    notices.add_sent(now, "X", "");
    expect(JSON.stringify(notices.tracker.get())).not.toContain(code);
  });

  it.each(routes_without_pictures.filter(([name]) => name !== "helping an adult"))("%s: never, also when they were agreed to before", async (_name, visit) => {
    const guide = await open_guide();
    for (const { id } of all_kinds(guide, "en")) {
      const notices = notices_on(guide, visit);
      notices.open(id, { own: { attach_fingerprints: true } });
      expect(leave_all_out(notices)).not.toContain("fingerprints");
      expect(JSON.stringify(notices.letter("en", true))).not.toContain(code);
      expect(notices.letter("en")?.under_18).toBe(true);
      expect(notices.letter("en")?.warnings[0]?.id).toBe("under-18");
    }
  });
});

describe("more fingerprints than one letter holds", () => {
  it("leave out the last, and say how many", async () => {
    const guide = await open_guide();
    const codes = Array.from({ length: most_fingerprints + 7 }, (_, i) => i.toString(16).padStart(64, "0"));
    const notices = notices_on(guide, aged("everyone_adult"), codes);
    notices.open("us-tida", { own: { attach_fingerprints: true } });
    leave_all_out(notices);
    const held = notices.letter("en", true)?.attachment?.text.match(/\b[0-9a-f]{64}\b/g);
    expect(held).toEqual(codes.slice(0, most_fingerprints));
    expect(notices.fingerprints_left_out()).toBe(7);
  });
});

describe("after sending", () => {
  it("the clock of the law runs, and the next letter knows the first", async () => {
    const guide = await open_guide();
    guide.given.set({ danger: "no", ...posted });
    const notices = notices_on(guide, aged("everyone_adult"));
    notices.open("us-tida", { own: { pages: [{ url: "https://x.example/1" }], signature: "N. E." } });
    leave_all_out(notices);
    notices.add_sent(new Date("2026-11-20T11:00:00Z"), "Instagram", "T-88");
    expect([notices.screen.get(), notices.draft.get()]).toEqual([{ at: "list" }, null]);
    const tracked = track_of(guide, notices.tracker.get(), "en", now, "0".repeat(32));
    expect(tracked?.records[0]).toMatchObject({ state: "due", deadline: "2026-11-22T11:00:00Z", over: true });
    expect(tracked?.records[0]?.due.map(({ notice }) => notice)).toEqual(["complaint-ftc", "reminder"]);
    const [sent] = notices.tracker.get().sent;
    if (sent === undefined) throw new Error("nothing was noted");
    notices.follow(sent, "complaint-ftc");
    leave_all_out(notices);
    const complaint = notices.letter("en")?.body ?? "";
    for (const words of ["https://x.example/1", "T-88", "2026-11-20"]) expect(complaint).toContain(words);
    // Another letter is about no earlier one.
    notices.write("search");
    expect(notices.facts_now().sent).toBeUndefined();
  });

  it("the country of the person decides what comes next, by the country and not by its nation", async () => {
    const guide = await open_guide();
    guide.given.set({ danger: "no", ...posted, country: "wales" });
    const notices = notices_on(guide, aged("everyone_adult"));
    notices.open("reminder");
    leave_all_out(notices);
    notices.add_sent(new Date("2026-11-01T11:00:00Z"), "Instagram", "");
    expect(track_of(guide, notices.tracker.get(), "en", now)?.records[0]?.due.map(({ notice }) => notice)).toEqual(["complaint-ofcom"]);
  });

  it("everything is forgotten on leaving", async () => {
    const notices = notices_on(await open_guide(), aged("everyone_adult"));
    notices.open("us-tida", { own: { pages: [{ url: "https://x.example/1" }] } });
    notices.add_sent(now, "X", "");
    notices.forget();
    expect([notices.screen.get(), notices.draft.get(), notices.facts.get(), notices.tracker.get().sent]).toEqual([null, null, {}, []]);
  });
});

describe("a letter in the person's own words", () => {
  it("is the one that is mailed; what it lacks stays that of the answers, and the guide's words come back", async () => {
    const guide = await open_guide();
    const notices = notices_on(guide, aged("everyone_adult"));
    notices.open("us-tida", { own: { pages: [{ url: "https://x.example/1" }] } });
    leave_all_out(notices);
    const plain = notices.letter("cy", true);
    notices.set_words({ subject: "Fy ngeiriau", body: "My first line.\n\nTŷ gŵr \ud83d" });
    const own = notices.letter("cy", true);
    expect([own?.subject, own?.body]).toEqual(["Fy ngeiriau", "My first line.\n\nTŷ gŵr \ufffd\n"]);
    expect(own?.mailto.url).toContain("subject=Fy%20ngeiriau&body=My%20first%20line.");
    expect(own?.eml).toContain("My first line.\r\n");
    expect([own?.missing, own?.warnings, own?.copy, own?.complete]).toEqual([plain?.missing, plain?.warnings, plain?.copy, plain?.complete]);
    // An answer changes what is missing, and not the words.
    notices.answer("subject", { ...notices.said(), says: ["subject"] });
    expect(notices.letter("en")?.missing.map(({ element }) => element)).not.toContain("subject");
    expect(notices.letter("en")?.body).toBe(own?.body);
    notices.set_words({ subject: "x".repeat(501), body: "y" });
    notices.set_words({ subject: "x", body: "ŵ".repeat(12_001) });
    expect(notices.letter("en")?.subject).toBe("Fy ngeiriau");
    notices.set_words({ subject: "x", body: " \n" });
    expect(notices.letter("en")?.body).toContain("https://x.example/1");
    notices.set_words(null);
    expect(notices.letter("cy", true)?.body).toContain("https://x.example/1");
    notices.set_words({ subject: "x", body: "y" });
    notices.write("search");
    expect(notices.letter("en")?.body).not.toBe("y\n");
  });
});

describe("the reference of a letter", () => {
  it("stands in every kind of letter, is kept with it, and is said again in the letter that follows it", async () => {
    const guide = await open_guide();
    guide.given.set({ danger: "no", ...posted });
    const drawn_so_far = new Set<string>();
    for (const [, visit] of all_routes)
      for (const { id } of all_kinds(guide, "en")) {
        const notices = notices_on(guide, visit);
        notices.open(id);
        const reference = notices.draft.get()?.letter.reference ?? "";
        leave_all_out(notices);
        const letter = notices.letter("en");
        const shown = letter?.fields === undefined ? (letter?.body ?? "") : letter.fields.map(({ value }) => value).join("\n");
        expect(shown, id).toContain(reference);
        drawn_so_far.add(reference);
      }
    expect(drawn_so_far.size).toBeGreaterThan(100);
    const notices = notices_on(guide, aged("everyone_adult"));
    notices.open("platform", { own: { pages: [{ url: "https://x.example/1" }] } });
    const reference = notices.draft.get()?.letter.reference ?? "";
    leave_all_out(notices);
    notices.add_sent(now, "Instagram", "T-88");
    const [sent] = notices.tracker.get().sent;
    expect(sent?.ours).toBe(reference);
    if (sent === undefined) throw new Error("nothing was noted");
    notices.follow(sent, "reminder");
    leave_all_out(notices);
    expect(notices.letter("en")?.body).toContain(`Our reference: ${reference}`);
    // Kept before letters had one.
    notices.follow({ ...sent, ours: "" }, "reminder");
    expect(notices.draft.get()?.letter.reference).not.toBe(reference);
  });

  it("is ten digits that can be read out, and two that check them", () => {
    expect(reference_of(new Uint8Array([0, 0, 0, 0, 0, 0, 0, 10]))).toBe("0000-0000-1068");
    expect(reference_of(new Uint8Array(8).fill(255))).toBe("3709-5516-1553");
    const all = Array.from({ length: 500 }, new_reference);
    expect(new Set(all).size).toBe(500);
    for (const each of all) expect(each).toMatch(/^\d{4}-\d{4}-\d{4}$/);
  });
});

describe("a letter of a kind that this edition does not have", () => {
  it("waits, and hides no other", async () => {
    const guide = await open_guide();
    const one = { at: "2026-11-20T11:00:00.000Z", to: "X", reference: "", ours: "", facts: {} };
    const known = with_sent(with_sent(with_sent(empty_tracker, { ...one, notice: "gone" }), { ...one, notice: "us-tida" }), { ...one, notice: "gone-too" });
    const tracked = track_of(guide, known, "en", now, "0".repeat(32));
    expect(tracked?.records.map(({ notice, state }) => [notice, state])).toEqual([["gone", "waiting"], ["us-tida", "due"], ["gone-too", "waiting"]]);
    expect(track_of(guide, without(without(known, 2), 3), "en", now)?.records).toEqual([{ notice: "gone", known: false, state: "waiting", due: [], coming: [] }]);
  });
});

describe("from an alert", () => {
  const alert = { kind: "alert", item: "i", partner: "instagram ", at: "2026-11-21T10:00:00Z", action: "none", distance: 3, case_number: "HF-7K3M-9QTX-V" } as const;

  it("what is known is filled in: platform, day, case number, and the address if it was released", async () => {
    const guide = await open_guide();
    expect(letter_of_alert(guide, alert)).toEqual({ own: { platform: "instagram", pages: [] }, letter: { case: "HF-7K3M-9QTX-V", alert: { partner: "instagram ", at: "2026-11-21T10:00:00.000Z" } } });
    const notices = notices_on(guide, returning, []);
    notices.open("platform", letter_of_alert(guide, { ...alert, partner: "Small Forum", url: "https://x.example/p" }));
    expect(leave_all_out(notices)).toEqual(["no-consent", "subject", "contact", "true"]);
    const letter = notices.letter("en");
    for (const words of ["1. https://x.example/p", "On 2026-11-21 Small Forum reported that it met this content", "HF-7K3M-9QTX-V", notices.draft.get()?.letter.reference ?? "none"]) expect(letter?.body).toContain(words);
    expect(letter?.under_18).toBe(false);
  });

  it("what it says is of that letter alone: another letter knows nothing of it, and what was said before stays", async () => {
    const guide = await open_guide();
    const notices = notices_on(guide, returning, []);
    notices.facts.set({ pages: [{ url: "https://before.example/1" }], reasons: "My own reasons." });
    notices.open("platform", letter_of_alert(guide, { ...alert, partner: "Small Forum", url: "https://x.example/p" }));
    notices.say({ ...notices.said(), recipient: "abuse@forum.example", pages: [{ url: "https://x.example/p" }, { url: "https://x.example/q" }], contact: "a@b.example" });
    leave_all_out(notices);
    expect(notices.letter("en")?.body).toContain("https://x.example/q");
    expect(notices.letter("en")?.to.mail).toBe("abuse@forum.example");
    notices.add_sent(now, "Small Forum", "");
    const [sent] = notices.tracker.get().sent;
    expect(sent?.alert).toEqual({ partner: "Small Forum", at: "2026-11-21T10:00:00.000Z" });
    if (sent === undefined) throw new Error("nothing was noted");
    notices.follow(sent, "reminder");
    expect(notices.draft.get()?.letter).toMatchObject({ reference: sent.ours, alert: sent.alert });
    notices.write("plain");
    leave_all_out(notices);
    const next = JSON.stringify(notices.letter("en", true));
    for (const words of ["https://before.example/1", "My own reasons."]) expect(next).toContain(words);
    for (const words of ["x.example", "Small Forum", "HF-7K3M", "reported that it met", "abuse@forum.example"]) expect(next).not.toContain(words);
  });

  it("without an address the person is asked for it", async () => {
    const guide = await open_guide();
    for (const kind of ["platform", "preserve"]) {
      const notices = notices_on(guide, returning, []);
      notices.facts.set({ pages: [{ url: "https://before.example/1" }] });
      notices.open(kind, letter_of_alert(guide, alert));
      expect(notices.screen.get()).toMatchObject({ at: "ask", asked: "target" });
      expect(notices.letter("en")?.missing.find(({ element }) => element === "target")?.ask.say).toMatch(/^The alert gives no web address\./);
    }
  });
});
