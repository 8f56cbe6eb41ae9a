// SPDX-License-Identifier: Apache-2.0
// What an archive gives of itself to choose from, with archives that Python's zipfile wrote.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { open_archive } from "./archive";
import type { Outcome } from "./case_types";
import type { SeenFile } from "./reading";

const folder = mkdtempSync(join(tmpdir(), "archive-"));
afterAll(() => rmSync(folder, { recursive: true }));
const program = `import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as to:
    for name, content, method in json.load(sys.stdin):
        to.writestr(zipfile.ZipInfo(name), content, compress_type=method)`;
type Member = [name: string, content: string, method: number];
const [stored, deflated, bzip2] = [0, 8, 12];
function zip_of(...members: Member[]): File {
  const path = join(folder, "made.zip");
  execFileSync("python3", ["-c", program, path], { input: JSON.stringify(members) });
  return new File([readFileSync(path)], "WhatsApp Chat.zip");
}
const seen = { size: 1, sha256: "ab" } as SeenFile;
const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
};
const fault = (what: string): object => ({ ok: false, error: { what } });

describe("an archive", () => {
  it("is listed by its directory, and gives what is chosen byte for byte, with progress", async () => {
    const long = "send it or else\n".repeat(1_500_000);
    const whole = must(await open_archive(zip_of(["_chat.txt", long, deflated], ["media/", "", stored], ["media/voice.opus", "OggS and so on", stored], ["media\\old.txt", "x", deflated], ["a\u202Efdp.txt", "y", stored]), seen));
    expect(whole.from).toEqual({ name: "WhatsApp Chat.zip", size: 1, sha256: "ab" });
    expect(whole.parts.map(({ title, details, bytes }) => [title, details, bytes])).toEqual([
      ["_chat.txt", "", long.length],
      ["voice.opus", "media", 14],
      ["old.txt", "media", 1],
      ["a\uFFFDfdp.txt", "", 1],
    ]);
    const shares: number[] = [];
    const taken = must(await whole.take([0, 1], { progress: (share) => shares.push(share) }));
    expect(taken.map(({ file: { name }, path }) => [name, path])).toEqual([
      ["_chat.txt", "_chat.txt"],
      ["voice.opus", "media/voice.opus"],
    ]);
    expect(await taken[0]?.file.text()).toBe(long);
    expect(await taken[1]?.file.text()).toBe("OggS and so on");
    expect([shares.length > 2, shares.at(-1), shares.every((share, at) => share >= (shares[at - 1] ?? 0))]).toEqual([true, 1, true]);
  });

  it("of which nothing can be chosen is one thing: a document that is a zip inside, an empty one", async () => {
    for (const members of [[], [["media/", "", stored]], [["[Content_Types].xml", "x", stored], ["word/document.xml", "y", stored]], [["mimetype", "application/vnd.oasis.opendocument.text", stored], ["content.xml", "y", stored]]] as Member[][])
      expect(await open_archive(zip_of(...members), seen)).toMatchObject(fault("one_thing"));
  });

  it("that is cut short, changed, locked or packed in a rare way says which", async () => {
    const file = zip_of(["one.txt", "lantern", stored], ["two.txt", "meadow", bzip2]);
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect(await open_archive(new File([bytes.slice(0, -9)], "cut.zip"), seen)).toMatchObject(fault("damaged_archive"));
    expect(await must(await open_archive(file, seen)).take([1], {})).toMatchObject(fault("locked_part"));
    const at = new TextDecoder("latin1").decode(bytes).indexOf("lantern");
    const changed = bytes.slice();
    changed[at] = 0x4c;
    expect(await must(await open_archive(new File([changed], "changed.zip"), seen)).take([0], {})).toMatchObject(fault("damaged_part"));
    const stop = new AbortController();
    stop.abort();
    expect(await must(await open_archive(file, seen)).take([0], { stop: stop.signal })).toMatchObject(fault("stopped"));
  });
});
