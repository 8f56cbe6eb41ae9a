// SPDX-License-Identifier: Apache-2.0
// Every file of vectors/media does in the module what the manifest says. media/tests/manifest_test.cpp runs the same list.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fingerprint, manifest, vectors } from "./holdfast_module.mjs";

const rows = manifest();
const bytesOf = ({ file }) => readFileSync(join(vectors, "media", file));

test("every file does what the manifest says", () => {
  assert.ok(rows.length > 150);
  for (const row of rows) {
    const nativeOnly = row.kind === "heic" || row.kind === "avif";
    const { status, trapped, answer } = fingerprint(bytesOf(row));
    if (nativeOnly) {
      assert.equal(answer.error, "unsupported_format", row.file);
    } else if (row.expect === "ok" || row.expect === "damaged") {
      assert.equal(status, 0, `${row.file}: ${answer.error}`);
      const turned = row.orientation >= 5;
      assert.deepEqual(
        { kind: answer.format, damaged: answer.damaged, orientation: answer.orientation, animated: answer.animated, width: answer.width, height: answer.height },
        { kind: row.kind, damaged: row.expect === "damaged", orientation: row.orientation, animated: row.animated, width: turned ? row.height : row.width, height: turned ? row.width : row.height },
        row.file,
      );
    } else {
      assert.equal(answer.error, row.expect, row.file);
      assert.equal(answer.file_kind, row.kind, row.file);
      assert.ok(answer.explanation.endsWith("."), row.file);
    }
    if (trapped) assert.equal(row.kind, "jpeg", `${row.file}: libjpeg alone may end an instance`);
  }
});

test("a trap costs one instance only", () => {
  const bad = bytesOf(rows.find(({ file }) => file === "jpeg-no-tables.jpg"));
  const good = bytesOf(rows.find(({ file }) => file === "landscape.jpg"));
  const before = fingerprint(good);
  const lost = fingerprint(bad);
  assert.equal(lost.trapped, true);
  assert.equal(lost.answer.error, "corrupt");
  assert.deepEqual(fingerprint(good), before);
});

test("a JPEG that is cut or changed anywhere gives an answer or a named error", () => {
  const good = bytesOf(rows.find(({ file }) => file === "jpeg-progressive.jpg"));
  const known = /^(truncated|corrupt|unsupported_variant|too_many_pixels|side_too_long|too_much_work|out_of_memory|unknown_format|not_a_picture|empty)$/;
  const check = (bytes, what) => {
    const { status, answer } = fingerprint(bytes);
    if (status !== 0) assert.match(answer.error, known, what);
  };
  for (let part = 0; part < 64; ++part) check(good.subarray(0, Math.floor((good.length * part) / 64)), `cut at ${part}/64`);
  for (let at = 0; at < good.length; at += 5) {
    const changed = Uint8Array.from(good);
    changed[at] ^= 0xff;
    check(changed, `byte ${at} inverted`);
  }
});
