// SPDX-License-Identifier: Apache-2.0
// A mailbox through the built module: what is found in it, and the mails that are chosen.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Outcome } from "./case_types";
import { EvidenceInstance, piece_bytes } from "./instance";
import { list_mails } from "./mailbox";
import { read_file, type Watch } from "./reading";
import { holds_many, open_whole } from "./whole_file";

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(new Uint8Array(readFileSync(new URL("../../../build/bin/evidence.wasm", import.meta.url))));
});
const watch: Watch = { stopped: () => false, progress: () => undefined };
const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
};
const mail = (number: number, body: string): string =>
  `From: =?UTF-8?Q?Caf=C3=A9?= ${number} <lantern@example.org>\nTo: me@example.org\nDate: Fri, 20 Nov 2026 18:45:00 +0000\nSubject: Number ${number}\n\n${body}\n`;
const box_of = (mails: readonly string[]): File => new File([mails.map((each) => `From lantern@example.org Fri Nov 20 18:45:00 2026\n${each}\n`).join("")], "Inbox.mbox");

describe("a mailbox", () => {
  it("is listed across the pieces in which it is read, and gives each mail byte for byte", async () => {
    // Bodies that put mails across the ends of pieces.
    const mails = Array.from({ length: 40 }, (_, number) => mail(number, `Send it.\n\nFrom now on you pay.\n${"river ".repeat(number * 1_500)}`));
    const file = box_of(mails);
    expect(file.size).toBeGreaterThan(3 * piece_bytes);
    const instance = new EvidenceInstance(module);
    const seen = must(await read_file(instance, file, "picture", watch));
    expect([seen.type, holds_many(seen), holds_many({ type: "eml" })]).toEqual(["mbox", true, false]);
    const shares: number[] = [];
    const whole = must(await open_whole({ list_mails: (from) => list_mails(instance, from, { ...watch, progress: (share) => shares.push(share) }) }, file, seen, {}));
    expect(shares.at(-1)).toBe(1);
    expect(whole.from).toEqual({ name: "Inbox.mbox", size: file.size, sha256: seen.sha256 });
    expect(whole.parts.map(({ title }) => title)).toEqual(mails.map((_, number) => `Number ${number}`));
    expect(whole.parts[3]).toMatchObject({ details: "Café 3 <lantern@example.org>", when: "Fri, 20 Nov 2026 18:45:00 +0000" });
    const taken = must(await whole.take([0, 17, 39], {}));
    expect(taken.map(({ file: { name, type } }) => [name, type])).toEqual([
      ["mail-1.eml", "message/rfc822"],
      ["mail-18.eml", "message/rfc822"],
      ["mail-40.eml", "message/rfc822"],
    ]);
    expect(await Promise.all(taken.map((each) => each.file.text()))).toEqual([mails[0], mails[17], mails[39]].map((each) => `${each}\n`));
    expect(must(await whole.take([99], {}))).toEqual([]);
  });

  it("shows no word of a stranger that turns the line around", async () => {
    const listed = must(await list_mails(new EvidenceInstance(module), box_of(["Subject: abc\u202Efdp.exe\nTo: b\n\nx\n"]), watch));
    expect(listed[0]?.subject).not.toContain("\u202E");
    expect(listed[0]?.subject).toContain("abc");
  });

  it("can be stopped, cannot be listed once it changed, and leaves the module ready for the next one", async () => {
    const instance = new EvidenceInstance(module);
    const file = box_of([mail(1, "Body")]);
    expect(await list_mails(instance, file, { ...watch, stopped: () => true })).toMatchObject({ ok: false, error: { what: "stopped" } });
    const shorter = { size: file.size + 1, slice: (from: number, to: number) => file.slice(from, to) };
    expect(await list_mails(instance, shorter, watch)).toMatchObject({ ok: false, error: { what: "unreadable" } });
    expect(must(await list_mails(instance, file, watch)).map(({ subject }) => subject)).toEqual(["Number 1"]);
    expect(instance.feed("hf_mails_take", [], new Uint8Array(1))).toMatchObject({ ok: false, error: { what: "not_open" } });
  });
});
