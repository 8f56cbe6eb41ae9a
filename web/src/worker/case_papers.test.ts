// SPDX-License-Identifier: Apache-2.0
// With the real module: what a person keeps leads back to the same keys.
import { beforeAll, describe, expect, it, vi } from "vitest";
import { is_long_enough, plain_recovery_text } from "../keep/typed_text";
import { built_module } from "./built_module";
import { lock_recovery, new_papers, open_draft, open_message, read_recovery, reseal_message, seal_draft } from "./case_papers";
import { hard_words } from "./hard_words";
import { Instance } from "./module";
import type { CasePapers, RecoveryOutcome } from "./protocol";

const created_ms = Date.UTC(2026, 10, 21);
let compiled: WebAssembly.Module;
let papers: CasePapers;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const open = (text: string, passphrase: string | null = null): RecoveryOutcome => read_recovery(compiled, { bytes: bytes(text), passphrase, created_ms });
const keys = ({ identity, read_key, withdraw_key, mailbox_key }: CasePapers): string[] => [identity, read_key, withdraw_key, mailbox_key];
function seal(text: string, mailbox_key: string): string {
  const sealed = new Instance(compiled).call<{ sealed: string }>("hf_message_seal", text, mailbox_key, crypto.getRandomValues(new Uint8Array(32)));
  if (!sealed.ok) throw new Error(sealed.error.error);
  return sealed.value.sealed;
}

beforeAll(async () => {
  compiled = await built_module();
  const drawn = new_papers(compiled, { case_number: null, created_ms });
  if (!drawn.ok) throw new Error(drawn.error);
  papers = drawn.papers;
});

describe("a draft", () => {
  it("opens with what opens the case, and with nothing else", () => {
    const draft = JSON.stringify({ format: "holdfast-draft-1", words: "Gwnaed â llaw" });
    const sealed = seal_draft(compiled, { identity: papers.identity, draft });
    if (!sealed.ok) throw new Error("not sealed");
    expect(sealed.text).not.toContain("holdfast");
    expect(seal_draft(compiled, { identity: papers.identity, draft })).not.toEqual(sealed);
    expect(open_draft(compiled, { identity: papers.identity, sealed: sealed.text })).toEqual({ ok: true, text: draft });
    const other = new_papers(compiled, { case_number: null, created_ms });
    if (!other.ok) throw new Error(other.error);
    expect(open_draft(compiled, { identity: other.papers.identity, sealed: sealed.text })).toEqual({ ok: false });
    for (const damaged of ["", "x", sealed.text.slice(4), `${sealed.text.slice(0, 40)}${sealed.text[40] === "A" ? "B" : "A"}${sealed.text.slice(41)}`]) expect(open_draft(compiled, { identity: papers.identity, sealed: damaged })).toEqual({ ok: false });
    expect(seal_draft(compiled, { identity: papers.identity, draft: "x".repeat(300_000) })).toEqual({ ok: false });
  });
});

describe("new papers", () => {
  it("hold a case number, twelve words and keys that the service can know only as digests", async () => {
    expect(papers.case_number).toMatch(/^HF-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);
    expect(papers.words).toHaveLength(12);
    const key = Uint8Array.from(atob(papers.read_key.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", key));
    expect(papers.read_key_hash).toBe(Buffer.from(digest).toString("hex"));
  });

  it("hold no word that could hurt or be misheard", () => {
    for (let i = 0; i < 40; ++i) {
      const drawn = new_papers(compiled, { case_number: null, created_ms });
      expect(drawn.ok && drawn.papers.words?.filter((word) => hard_words.has(word))).toEqual([]);
    }
  });

  it("are drawn again when they would", () => {
    // The module gives eleven times the first word of the list for zeros, and that is one of them.
    const draw = vi.spyOn(crypto, "getRandomValues").mockImplementationOnce((into) => into);
    const drawn = new_papers(compiled, { case_number: null, created_ms });
    draw.mockRestore();
    expect(hard_words.has("abandon")).toBe(true);
    expect(drawn.ok && drawn.papers.words).not.toContain("abandon");
  });

  it("leave out words of the list alone", () => {
    const list = new Instance(compiled).call<string[]>("hf_recovery_words");
    if (!list.ok) throw new Error(list.error.error);
    expect([...hard_words].filter((word) => !list.value.includes(word))).toEqual([]);
  });

  it("are never the same", () => {
    const other = new_papers(compiled, { case_number: null, created_ms });
    expect(other.ok && other.papers.read_key).not.toBe(papers.read_key);
  });

  it("keep the number of a case whose keys change", () => {
    const other = new_papers(compiled, { case_number: papers.case_number, created_ms });
    expect(other.ok && other.papers.case_number).toBe(papers.case_number);
    expect(other.ok && other.papers.file_text).toContain(papers.case_number);
  });

  it("give a QR text of capitals and digits, for a small code", () => {
    expect(papers.qr_text).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
  });
});

describe("coming back", () => {
  it("works with the words, typed any way", () => {
    for (const text of [(papers.words ?? []).join(" "), (papers.words ?? []).map((word, i) => `${i + 1}. ${word.toUpperCase()}\n`).join("")]) {
      const back = open(text);
      expect(back.ok && keys(back.papers)).toEqual(keys(papers));
      expect(back.ok && back.papers.words).toEqual(papers.words);
    }
  });

  it("works with the file and with the text of the code, without the words", () => {
    for (const text of [papers.file_text, papers.qr_text]) {
      const back = open(text);
      expect(back.ok && keys(back.papers)).toEqual(keys(papers));
      expect(back.ok && back.papers.case_number).toBe(papers.case_number);
      expect(back.ok && back.papers.words).toBeNull();
    }
  });

  it("works with a locked file and its passphrase alone", () => {
    const passphrase = "copper lantern meadow seven";
    const locked = lock_recovery(compiled, { identity: papers.identity, case_number: papers.case_number, created_ms, passphrase });
    if (!locked.ok) throw new Error("not locked");
    expect(locked.text).not.toContain("AGE-SECRET-KEY");
    expect(open(locked.text)).toMatchObject({ ok: false, error: "needs_passphrase" });
    expect(open(locked.text, "wrong wrong wrong")).toMatchObject({ ok: false, error: "wrong_passphrase" });
    const back = open(locked.text, passphrase);
    expect(back.ok && keys(back.papers)).toEqual(keys(papers));
  });

  it("works with a passphrase that another keyboard spells with other characters, also when a file was locked elsewhere", () => {
    const composed = "caffè l\u00e0 b\u00e2 s\u00ebr \uac00 \u1e69";
    const apart = composed.normalize("NFD");
    expect(apart).not.toBe(composed.normalize("NFC"));
    const lock = (passphrase: string): string => {
      const locked = lock_recovery(compiled, { identity: papers.identity, case_number: papers.case_number, created_ms, passphrase });
      if (!locked.ok) throw new Error("not locked");
      return locked.text;
    };
    for (const [locked_with, opened_with] of [[composed, apart], [apart, composed]] as const) {
      const back = open(lock(locked_with), opened_with);
      expect(back.ok && keys(back.papers)).toEqual(keys(papers));
    }
    const raw = new Instance(compiled).call<{ file: string }>("hf_recovery_file", papers.identity, "", created_ms, apart, crypto.getRandomValues(new Uint8Array(48)), 10);
    if (!raw.ok) throw new Error(raw.error.error);
    expect(open(raw.value.file, apart).ok).toBe(true);
    expect(open(raw.value.file, composed)).toMatchObject({ ok: false, error: "wrong_passphrase" });
  });

  it("works with words that were copied in wide letters, with ligatures or unbreakable spaces", () => {
    const words = (papers.words ?? []).join("\u00a0");
    const wide = words.replace(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
    for (const text of [words, wide, words.replace(/fi/g, "\ufb01").replace(/\u00a0/g, "\u3000")]) {
      const back = open(plain_recovery_text(text));
      expect(back.ok && keys(back.papers)).toEqual(keys(papers));
    }
  });

  it("says what is wrong with what was typed", () => {
    const words = papers.words ?? [];
    expect(open(["zzzz", ...words.slice(1)].join(" "))).toMatchObject({ ok: false, error: "unknown_word", position: 1 });
    expect(open(words.slice(0, 11).join(" "))).toMatchObject({ ok: false, error: "too_few_words", position: 11 });
    expect(open([...words, "able"].join(" "))).toMatchObject({ ok: false, error: "too_many_words", position: 13 });
    expect(open(" ")).toMatchObject({ ok: false, error: "empty" });
    expect(open(papers.identity.slice(0, -1))).toMatchObject({ ok: false, error: "damaged_key" });
  });
});

describe("a passphrase", () => {
  it("is as long as it looks, however its accents are spelled", () => {
    const eleven = "\u00e9".repeat(11);
    expect(is_long_enough(eleven.normalize("NFD"))).toBe(false);
    expect(is_long_enough(`${eleven}e`.normalize("NFD"))).toBe(true);
  });
});

describe("sealed messages", () => {
  it("open with the case's own key and with no other", () => {
    const sealed = seal('{"kind":"alert"}', papers.mailbox_key);
    expect(open_message(compiled, { identity: papers.identity, sealed })).toEqual({ ok: true, text: '{"kind":"alert"}' });
    const other = new_papers(compiled, { case_number: null, created_ms });
    expect(other.ok && open_message(compiled, { identity: other.papers.identity, sealed })).toEqual({ ok: false });
  });

  it("move to new keys", () => {
    const other = new_papers(compiled, { case_number: null, created_ms });
    if (!other.ok) throw new Error(other.error);
    const again = reseal_message(compiled, { identity: papers.identity, sealed: seal("text", papers.mailbox_key), mailbox_key: other.papers.mailbox_key });
    if (!again.ok) throw new Error("not sealed");
    expect(open_message(compiled, { identity: other.papers.identity, sealed: again.text })).toEqual({ ok: true, text: "text" });
    expect(open_message(compiled, { identity: papers.identity, sealed: again.text })).toEqual({ ok: false });
  });
});
