// SPDX-License-Identifier: Apache-2.0
// A whole mailbox: of four hundred mails three are found by a word and chosen. These go in byte for byte, with the checksum
// of the mailbox, and nothing else of it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { press, survey } from "./browser.mjs";
import { is_kept, keep_here, open_kept, plain_pack, to_what_is_kept } from "./draft_ways.mjs";
import { choose_files, put_in, shows_nobody, to_evidence } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { holdfast } from "./paths.mjs";
import { is_titled } from "./ways.mjs";

const { in_a_visit } = one_visitor();
const folder = mkdtempSync(join(tmpdir(), "mailbox-page-"));
after(() => rmSync(folder, { recursive: true }));

const threats = [17, 230, 399];
const mail = (number) =>
  threats.includes(number)
    ? `From: Lantern <lantern@example.org>\r\nTo: me@example.org\r\nDate: Fri, 20 Nov 2026 18:${String(number % 60).padStart(2, "0")}:00 +0000\r\nSubject: =?UTF-8?Q?caf=C3=A9_${number}?=\r\n\r\nSend 200.\r\n\r\nFrom now on you pay. ${number}\r\n`
    : `From: Meadow ${number} <meadow@example.org>\nTo: me@example.org\nDate: Thu, 19 Nov 2026 08:00:00 +0000\nSubject: Weather ${number}\n\nNothing of this belongs to it: secret-${number}-words\n${"rain ".repeat(number * 20)}\n`;
const mails = Array.from({ length: 400 }, (_, at) => mail(at + 1));
const box = mails.map((each) => `From sender@example.org Fri Nov 20 18:45:00 2026\n${each}\n`).join("");
const path = join(folder, "Inbox.mbox");
const rows = ({ page }) => page.getByRole("checkbox").count();

describe("a whole mailbox", () => {
  it(
    "can be left out, and can be looked at again for more",
    { timeout: 120_000 },
    in_a_visit(async (visitor, page) => {
      writeFileSync(path, box);
      await to_evidence(visitor);
      await press(visitor, "Add files");
      await choose_files(visitor, [path]);
      await page.getByText("In it: 400.", { exact: true }).waitFor({ timeout: 60_000 });
      await press(visitor, "Leave this file out");
      assert.equal(await page.getByRole("checkbox").count(), 0);
      await choose_files(visitor, [path]);
      await page.getByText("In it: 400.", { exact: true }).waitFor({ timeout: 60_000 });
      await press(visitor, "Cymraeg");
      await page.getByText("Ynddi: 400.", { exact: true }).waitFor();
      await survey(visitor, "evidence-mailbox-cy");
      await page.getByRole("checkbox", { name: /^Weather 1\b/ }).check();
      await press(visitor, "Ymlaen gyda'r rhain");
      await page.getByRole("heading", { level: 2, name: "mail-1.eml", exact: true }).waitFor();
      await is_titled(visitor, "Ychwanegu ffeiliau");
    }),
  );

  it(
    "goes in as the mails that are chosen and nothing else, also out of what is kept on the device",
    { timeout: 300_000 },
    in_a_visit(async (visitor, page) => {
      writeFileSync(path, box);
      await to_evidence(visitor);
      await keep_here(visitor);
      await press(visitor, "Go to my evidence");
      await press(visitor, "Add files");
      await choose_files(visitor, [path]);
      await page.getByText("In it: 400.", { exact: true }).waitFor({ timeout: 60_000 });
      assert.equal(await rows(visitor), 30, "not all of it at once");
      assert.equal(await page.getByRole("radio").count(), 0, "and of the whole nothing is asked: it does not go in");
      await survey(visitor, "evidence-mailbox");
      await press(visitor, "Show more (370 left)");
      assert.equal(await rows(visitor), 60);
      await press(visitor, "Go on with these");
      await page.getByRole("alert").getByText("Choose at least one, or leave the file out.").waitFor();

      await page.getByLabel("Find").fill("no such words");
      await page.getByText("Nothing in it fits that.").waitFor();
      await page.getByLabel("Find").fill("CAFE lantern");
      await page.getByText("Found: 3.", { exact: true }).waitFor();
      for (const number of threats) await page.getByRole("checkbox", { name: new RegExp(`^café ${number}\\b`) }).check();
      await page.getByRole("checkbox", { name: /^café 230\b/ }).uncheck();
      await page.getByLabel("Find").fill("");
      await page.getByText("Chosen: 2,", { exact: false }).waitFor(); // what is chosen stays so, whatever is shown
      await page.getByLabel("Find").fill("café 230");
      await page.getByRole("checkbox").check();
      await survey(visitor, "evidence-mailbox-chosen");
      await press(visitor, "Go on with these");
      await page.getByRole("status").getByText("Chosen: 3. We ask about them one by one.", { exact: true }).waitFor();
      for (const [at, number] of threats.entries()) await put_in(visitor, `mail-${number}.eml`, { intimate: shows_nobody, title: `Threat ${at + 1}`, news: `HF/${at + 1} is in.` });
      await press(visitor, "Go to my evidence");
      await is_kept(visitor);

      const pack = await plain_pack(visitor, folder);
      assert.deepEqual(
        [...pack.items].sort(([one], [other]) => one - other).map(([, content]) => content.toString("utf8")),
        threats.map((number) => `${mails[number - 1]}\n`),
      );
      const whole = { name: "Inbox.mbox", sha256: createHash("sha256").update(box).digest("hex"), size: Buffer.byteLength(box) };
      assert.deepEqual(
        JSON.parse(pack.case).exhibits.map((each) => each.whole),
        threats.map(() => whole),
      );
      assert.doesNotMatch(readFileSync(pack.path, "latin1"), /secret-\d|meadow@example/);
      assert.match(execFileSync(holdfast, ["pack", "verify", pack.path], { encoding: "utf8" }), /The seal holds/);

      await page.reload();
      await to_what_is_kept(visitor);
      await open_kept(visitor);
      assert.deepEqual((await plain_pack(visitor, folder)).items, pack.items, "the mails are kept, and not places in a file");
    }),
  );
});
