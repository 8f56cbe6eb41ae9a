// SPDX-License-Identifier: Apache-2.0
// The archive of a chat with forty files: three are chosen and go in byte for byte, with the archive's checksum and their place in it;
// of the others nothing does.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { press, survey } from "./browser.mjs";
import { plain_pack } from "./draft_ways.mjs";
import { choose_files, put_in, shows_nobody, to_evidence } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { vectors } from "./paths.mjs";

const { in_a_visit } = one_visitor();
const folder = mkdtempSync(join(tmpdir(), "archive-page-"));
after(() => rmSync(folder, { recursive: true }));
const landscape = join(vectors, "media/landscape.jpg");
const chat = "20/11/2026, 18:45 - Lantern: send 200 or else\n".repeat(2000);
const path = join(folder, "WhatsApp Chat with Lantern.zip");
const program = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as to:
    to.write(sys.argv[2], "_chat.txt")
    to.write(sys.argv[3], "media/IMG-1.jpg")
    for at in range(38):
        to.writestr(f"media/PTT-{at:02}.txt", f"nothing of this belongs to it: secret-{at}-words\\n" * (at + 1))`;

describe("the archive of a chat", () => {
  it(
    "goes in as the files that are chosen and nothing else",
    { timeout: 300_000 },
    in_a_visit(async (visitor, page) => {
      writeFileSync(join(folder, "chat.txt"), chat);
      execFileSync("python3", ["-c", program, path, join(folder, "chat.txt"), landscape]);
      const bytes = readFileSync(path);
      await to_evidence(visitor);
      await press(visitor, "Add files");
      await choose_files(visitor, [path]);
      await page.getByText("In it: 40.", { exact: true }).waitFor({ timeout: 60_000 });
      await survey(visitor, "evidence-archive");
      await page.getByRole("checkbox", { name: /^_chat\.txt\b/ }).check();
      await page.getByRole("checkbox", { name: /^IMG-1\.jpg\b/ }).check();
      await page.getByLabel("Find").fill("ptt-37");
      await page.getByRole("checkbox").check();
      await press(visitor, "Go on with these");
      await put_in(visitor, "_chat.txt", { news: "HF/1 is in." });
      // A picture in an archive is asked about like any other.
      await put_in(visitor, "IMG-1.jpg", { intimate: shows_nobody, news: "HF/2 is in." });
      await put_in(visitor, "PTT-37.txt", { news: "HF/3 is in." });
      await press(visitor, "Go to my evidence");
      const pack = await plain_pack(visitor, folder);
      assert.deepEqual([...pack.items].sort(([one], [other]) => one - other).map(([, content]) => content.toString("latin1")), [chat, readFileSync(landscape, "latin1"), "nothing of this belongs to it: secret-37-words\n".repeat(38)]);
      const whole = { name: "WhatsApp Chat with Lantern.zip", sha256: createHash("sha256").update(bytes).digest("hex"), size: bytes.length };
      assert.deepEqual(
        JSON.parse(pack.case).exhibits.map((each) => [each.whole, each.source]),
        ["_chat.txt", "media/IMG-1.jpg", "media/PTT-37.txt"].map((name) => [whole, `${whole.name}: ${name}`]),
      );
      assert.doesNotMatch(readFileSync(pack.path, "latin1"), /secret-(?!37)\d/);
    }),
  );

  it(
    "that cannot be looked into says so, and goes in as it is if the person wants that; a document that is a zip inside is asked about at once",
    { timeout: 120_000 },
    in_a_visit(async (visitor, page) => {
      writeFileSync(join(folder, "cut.zip"), readFileSync(path).subarray(0, -30));
      execFileSync("python3", ["-c", 'import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w") as to:\n    to.writestr("[Content_Types].xml", "x"); to.writestr("word/document.xml", "y")', join(folder, "letter.docx")]);
      await to_evidence(visitor);
      await press(visitor, "Add files");
      await choose_files(visitor, [join(folder, "cut.zip"), join(folder, "letter.docx")]);
      await page.getByText("This file cannot be looked into.", { exact: false }).waitFor({ timeout: 60_000 });
      await survey(visitor, "evidence-archive-damaged");
      await press(visitor, "Put the whole file in as it is");
      await put_in(visitor, "cut.zip", { intimate: shows_nobody, news: "HF/1 is in." });
      await put_in(visitor, "letter.docx", { intimate: shows_nobody, news: "HF/2 is in." });
    }),
  );
});
