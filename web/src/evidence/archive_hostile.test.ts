// SPDX-License-Identifier: Apache-2.0
// Archives that mean harm, written by Python's zipfile and changed after that: nothing of them is taken for what it is not.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { most_unpacked, open_archive } from "./archive";
import type { Outcome } from "./case_types";
import type { SeenFile } from "./reading";
import type { TakenPart } from "./whole_file";

const folder = mkdtempSync(join(tmpdir(), "archive-hostile-"));
afterAll(() => rmSync(folder, { recursive: true }));
/** What `program` writes with `to`, a zip file that is open; the bytes of it. */
function zip_by(program: string): Buffer {
  const path = join(folder, "made.zip");
  execFileSync("python3", ["-W", "ignore", "-c", `import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as to:\n    ${program}`, path]);
  return readFileSync(path);
}
async function taken(bytes: Buffer, ...chosen: number[]): Promise<Outcome<TakenPart[]>> {
  const whole = await open_archive(new File([new Uint8Array(bytes)], "made.zip"), { size: bytes.length, sha256: "ab" } as SeenFile);
  return whole.ok ? whole.value.take(chosen, {}) : whole;
}
const size_of = (count: number): Buffer => Buffer.from(Uint32Array.of(count).buffer);
function everywhere(bytes: Buffer, old: Buffer, now: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  for (let at = changed.indexOf(old); at >= 0; at = changed.indexOf(old, at + now.length)) now.copy(changed, at);
  return changed;
}
const fault = (what: string): object => ({ ok: false, error: { what } });

describe("an archive that means harm", () => {
  it("gives no more than it said it would", async () => {
    const zeros = zip_by('to.writestr("a.txt", b"\\0" * 5000000)');
    expect(await taken(zeros, 0)).toMatchObject({ ok: true });
    expect(await taken(everywhere(zeros, size_of(5_000_000), size_of(100)), 0)).toMatchObject(fault("damaged_part"));
    expect(await taken(everywhere(zeros, size_of(5_000_000), size_of(5_000_001)), 0)).toMatchObject(fault("damaged_part"));
    expect(await taken(everywhere(zeros, size_of(5_000_000), size_of(most_unpacked + 1)), 0)).toMatchObject(fault("much_of_archive"));
  });

  it("gives nothing of which it says two things: a name there twice, a name in the header alone", async () => {
    const twice = zip_by('to.writestr("a.txt", "one"); to.writestr("b.txt", "b"); to.writestr("a.txt", "two")');
    expect(await taken(twice, 0)).toMatchObject(fault("odd_part"));
    expect(await taken(twice, 2)).toMatchObject(fault("odd_part"));
    expect(await taken(twice, 1)).toMatchObject({ ok: true });
    const other = zip_by('to.writestr("a.txt", "one")');
    other[other.indexOf("a.txt")] = 0x62; // the first of two: in its own header
    expect(await taken(other, 0)).toMatchObject(fault("damaged_part"));
  });

  it("gives no link", async () => {
    const link = zip_by('link = zipfile.ZipInfo("a.txt"); link.create_system = 3; link.external_attr = 0o120777 << 16; to.writestr(link, "/etc/passwd")');
    expect(await taken(link, 0)).toMatchObject(fault("odd_part"));
  });
});
