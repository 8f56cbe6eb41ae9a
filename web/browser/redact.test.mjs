// SPDX-License-Identifier: Apache-2.0
// A case of thirty files, two of them with parts covered on a copy, one of these without its original: sealed, saved, and held against stock
// tools, the command, and a reader of PNG that is not ours.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { look_inside, press, survey } from "./browser.mjs";
import { choose_files, put_in, saved_in, shows_nobody, to_evidence } from "./evidence_ways.mjs";
import { one_visitor } from "./fixture.mjs";
import { read_pack } from "./packs.mjs";
import { holdfast, vectors } from "./paths.mjs";
import { is_titled } from "./ways.mjs";

const { in_a_visit } = one_visitor();
const folder = mkdtempSync(join(tmpdir(), "redact-page-"));
after(() => rmSync(folder, { recursive: true }));
const pictures = ["landscape.jpg", "png-rgb-8.png"].map((name) => join(vectors, "media", name));
const texts = Array.from({ length: 28 }, (_, at) => join(folder, `chat-${String(at + 1).padStart(2, "0")}.txt`));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** [width, height, names of its chunks, whether all pixels in each box are black and opaque], by Python's zlib. */
function png_facts(path, boxes) {
  const script = `
import json, sys
sys.path.insert(0, sys.argv[1])
from png_files import pixels_of
names, rows = pixels_of(open(sys.argv[2], "rb").read())
solid = [all(tuple(rows[y][x][:3]) == (0, 0, 0) and rows[y][x][3:] in ((), (255,)) for y in range(t, t + h) for x in range(l, l + w)) for l, t, w, h in json.loads(sys.argv[3])]
print(json.dumps([len(rows[0]), len(rows), sorted(set(names)), solid, len({p for row in rows for p in row})]))`;
  return JSON.parse(execFileSync("python3", ["-c", script, join(import.meta.dirname, "../../cli/tests"), path, JSON.stringify(boxes)], { encoding: "utf8" }));
}
const cover = (visitor, name) => press(visitor, `Cover parts of it: ${name}`);

describe("a case of thirty files, two of them covered", () => {
  it(
    "is sealed, and stock tools and the command accept it; what is covered and what was left out is nowhere in it",
    { timeout: 300_000 },
    in_a_visit(async (visitor, page) => {
      for (const [at, path] of texts.entries()) writeFileSync(path, `20/11/2026, 18:${10 + at} - Lantern: message ${at}, send 200 or else\n`.repeat(at + 1));
      await look_inside(visitor, "globalThis.showSaveFilePicker = undefined; 0");
      await to_evidence(visitor);
      await press(visitor, "Add files");
      await choose_files(visitor, [...pictures, ...texts]);
      await put_in(visitor, "landscape.jpg", { intimate: shows_nobody, title: "The threat", news: "HF/1 is in." });
      await put_in(visitor, "png-rgb-8.png", { intimate: shows_nobody, news: "HF/2 is in." });
      for (const [at, path] of texts.entries()) await put_in(visitor, path.split("/").at(-1), { news: `HF/${at + 3} is in.` });
      await press(visitor, "Go to my evidence");

      // The first by keys alone.
      await page.getByRole("button", { name: "Cover parts of it: HF/1", exact: true }).press("Enter");
      await is_titled(visitor, "Cover parts of HF/1");
      await page.getByRole("button", { name: "Look at the copy", exact: true }).press("Enter");
      await page.getByText("Add a box first, or cut off the edges").waitFor();
      await page.getByRole("button", { name: "Add a box", exact: true }).press("Enter");
      const box = page.getByRole("button", { name: /^Box 1\. / });
      await box.waitFor();
      await page.locator("#cover-0:focus").waitFor(); // so that keys go on where the box is
      for (const key of ["ArrowUp", "ArrowLeft", "Shift+ArrowRight", "Shift+ArrowDown"]) await page.keyboard.press(key);
      await survey(visitor, "cover");
      await page.getByRole("button", { name: "Add a box", exact: true }).press("Enter");
      await page.getByRole("button", { name: /^Box 2\. / }).waitFor();
      await press(visitor, "Undo the last step");
      assert.equal(await page.getByRole("button", { name: /^Box 2\. / }).count(), 0);
      await page.getByRole("button", { name: "Look at the copy", exact: true }).press("Enter");
      await is_titled(visitor, "Look at the copy of HF/1");
      assert.equal(await page.locator("main img").count(), 0, "nothing is shown before it is asked for");
      await press(visitor, "Keep this copy");
      await page.getByRole("link", { name: "Say if it shows anybody intimate" }).waitFor();
      await press(visitor, "Show the picture");
      await page.getByRole("img", { name: "The copy, as it will be kept" }).waitFor();
      await survey(visitor, "cover-copy");
      await page.getByRole("radio", { name: shows_nobody, exact: true }).check();
      await press(visitor, "Keep this copy");
      await page.getByText("HF/1-R1: a covered copy", { exact: false }).waitFor();

      // The second by mouse, cut off at its edges, and its original is left out.
      await cover(visitor, "HF/2");
      await is_titled(visitor, "Cover parts of HF/2");
      await press(visitor, "Cut off the edges");
      const board = page.getByRole("group", { name: "The picture, with the boxes on it" });
      await board.scrollIntoViewIfNeeded();
      const at = await board.boundingBox();
      await page.mouse.move(at.x + at.width * 0.02, at.y + at.height * 0.3);
      await page.mouse.down();
      await page.mouse.move(at.x + at.width * 0.5, at.y + at.height * 0.6, { steps: 4 });
      await page.mouse.up();
      await page.getByRole("button", { name: /^Box 1\. / }).waitFor();
      await press(visitor, "Look at the copy");
      await is_titled(visitor, "Look at the copy of HF/2");
      await page.getByRole("radio", { name: shows_nobody, exact: true }).check();
      await page.getByRole("checkbox", { name: "Leave the original out. Only its checksums go in." }).check();
      await press(visitor, "Keep this copy");
      await page.getByText("HF/2-R1: a covered copy", { exact: false }).waitFor();
      await survey(visitor, "evidence-covered");
      // The last copy of what was left out goes only after a question.
      await press(visitor, "Take out again: HF/2-R1");
      await press(visitor, "Take out again");
      await page.getByRole("button", { name: "Take it out all the same", exact: true }).waitFor();
      await survey(visitor, "cover-last-copy");
      await press(visitor, "Cancel");

      await press(visitor, "Seal and save");
      await page.getByRole("radio", { name: "Everybody who gets the file" }).check();
      await press(visitor, "Seal the pack");
      await is_titled(visitor, "Your pack is sealed");
      const key = await page.locator(".hf-address").first().innerText();
      const path = await saved_in(folder, visitor, "Save the pack");

      execFileSync("unzip", ["-q", path, "-d", join(folder, "out")]);
      const { folder: name, files } = read_pack(readFileSync(path));
      const bag = join(folder, "out", name);
      const in_bag = (program, ...given) => execFileSync(program, given, { encoding: "utf8", cwd: bag });
      assert.match(in_bag("minisign", "-Vm", "tagmanifest-sha256.txt", "-x", "seal/tagmanifest-sha256.txt.minisig", "-P", key.trim()), /verified/);
      for (const [tool, list] of [["sha256sum", "tagmanifest-sha256.txt"], ["sha256sum", "manifest-sha256.txt"], ["sha512sum", "manifest-sha512.txt"]]) in_bag(tool, "--strict", "--quiet", "-c", list);
      assert.equal(JSON.parse(execFileSync(holdfast, ["pack", "verify", path, "-k", key.trim(), "--json", "-q"], { encoding: "utf8" })).holds, true);

      const kept = JSON.parse(files.find((each) => each.path === "data/case.json").content.toString());
      assert.equal(kept.exhibits.length, 30);
      const originals = pictures.map((each) => readFileSync(each));
      const [first, second] = kept.exhibits;
      assert.deepEqual([first.holding.is, second.holding.is, second.holding.why], ["kept", "hashes", "left-out"]);
      for (const [exhibit, original] of [[first, originals[0]], [second, originals[1]]]) {
        const [copy] = exhibit.copies;
        assert.equal(copy.record.parent, sha256(original));
        assert.ok(Math.abs(Date.parse(copy.record.made.at) - Date.now()) < 600_000);
        const held = files.find((each) => sha256(each.content) === copy.sha256);
        assert.match(held?.path ?? "", /^data\/redacted\/000[12]-r1\.png$/);
        const [crop_x = 0, crop_y = 0, crop_w = copy.record.parent_width, crop_h = copy.record.parent_height] = copy.record.crop ?? [];
        // Of each box what the crop leaves, in the copy's own pixels.
        const boxes = copy.record.boxes.map(([x, y, w, h]) => {
          const [left, top] = [Math.max(x, crop_x), Math.max(y, crop_y)];
          return [left - crop_x, top - crop_y, Math.min(x + w, crop_x + crop_w) - left, Math.min(y + h, crop_y + crop_h) - top];
        });
        const [width, height, chunks, solid, colours] = png_facts(join(bag, held.path), boxes);
        assert.deepEqual([width, height, chunks], [crop_w, crop_h, ["IDAT", "IEND", "IHDR"]]);
        assert.ok(solid.length === 1 && solid.every(Boolean), JSON.stringify(solid));
        assert.ok(colours > 10, "the rest is the picture");
      }
      assert.ok(second.copies[0].record.crop !== undefined);
      const zip = readFileSync(path);
      const middle = originals[1].subarray(Math.floor(originals[1].length / 3), Math.floor(originals[1].length / 3) + 64);
      assert.equal(zip.includes(middle), false, "nothing of the original that was left out");
      assert.equal(zip.includes(originals[0].subarray(200, 264)), true, "the other original is there");
      const log = files.find((each) => each.path === "data/actions.jsonl").content.toString();
      assert.match(log, /The original was left out: only its checksums are in the case\./);
      assert.equal(log.match(/"redacted"/g)?.length, 2);
    }),
  );
});
