// SPDX-License-Identifier: Apache-2.0
// What is written down on a route without pictures, with the built module: words alone, and a pack that the command accepts.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { aged, routes_without_pictures, visit_by } from "../flow/example_visits";
import { first_visit, may_hold_evidence, may_write_words } from "../flow/visit";
import type { Facts } from "./case_types";
import { make_words, type Words } from "./words";
import { fetched_module, make_words_desk } from "./words_desk";

const built = (name: string): URL => new URL(`../../../build/bin/${name}`, import.meta.url);
let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(new Uint8Array(readFileSync(built("evidence.wasm"))));
});

interface Stand {
  words: Words;
  may: { write: boolean };
  lose: () => void;
}
function stand(module_of: () => Promise<WebAssembly.Module> = async () => module): Stand {
  const may = { write: true };
  let lose: () => void = () => undefined;
  const words = make_words(
    (on_lost) => {
      lose = on_lost;
      return make_words_desk(module_of, () => may.write, on_lost);
    },
    () => may.write,
    () => new Date("2026-11-22T14:05:31Z"),
  );
  return { words, may, lose: () => lose() };
}
async function begun(): Promise<Stand> {
  const one = stand();
  await one.words.open("en", "england", "own");
  expect(one.words.state.get().step).toBe("open");
  return one;
}
const notes = ({ words }: Stand): string[] => {
  const state = words.state.get();
  return state.step === "open" ? state.view.notes.map(({ text }) => text) : [];
};
const note = (text: string): Facts["notes"] => ({ at: { at: "2026-11-22T14:05:31.000Z", sure: "exact" }, text });

describe("words on a route without pictures", () => {
  it("may be written on each of them but where an adult is helped, and on no other", () => {
    for (const [name, visit] of routes_without_pictures) {
      expect(may_write_words(visit), name).toBe(name !== "helping an adult");
      expect(may_hold_evidence(visit), name).toBe(false);
    }
    for (const other of [first_visit, aged("everyone_adult"), aged("helping"), visit_by([{ kind: "prevent_chosen" }, { kind: "said_under_18" }])]) expect(may_write_words(other)).toBe(false);
  });

  it("come out as a pack that the command accepts, with no medium, no statement and no fingerprints", async () => {
    const one = await begun();
    expect(await one.words.put("notes", note("They wrote on Sunday.\nI was at home."))).toBeNull();
    expect(await one.words.put("known", { kind: "account", value: "lantern_7" })).toBeNull();
    expect(one.words.unsaved.get()).toBe(true);
    expect(await one.words.seal()).toBeNull();
    const first = one.words.pack.get();
    expect(await one.words.seal()).toBeNull();
    const pack = one.words.pack.get();
    if (first === null || pack === null) throw new Error("no pack");
    expect(pack.key, "one key for the whole visit").toBe(first.key);
    expect(pack.file_name).toMatch(/\.zip$/);
    const folder = mkdtempSync(join(tmpdir(), "words-"));
    try {
      const path = join(folder, pack.file_name);
      writeFileSync(path, new Uint8Array(await pack.file.arrayBuffer()));
      const command = process.env.HOLDFAST_BIN ?? built("holdfast").pathname;
      const { holds } = JSON.parse(execFileSync(command, ["pack", "verify", path, "-k", pack.key, "--json", "-q"], { encoding: "utf8" })) as { holds: boolean };
      expect(holds).toBe(true);
      const names = execFileSync("unzip", ["-Z1", path], { encoding: "utf8" }).trim().split("\n").map((name) => name.slice(name.indexOf("/") + 1)).filter((name) => name.startsWith("data/"));
      expect(names.sort()).toEqual(["START-HERE.html", "actions.jsonl", "case.json", "case.jsonld", "exhibits.csv", "indicators.csv", "timeline.csv"].map((name) => `data/${name}`));
    } finally {
      rmSync(folder, { recursive: true });
    }
    one.words.saved();
    expect(one.words.unsaved.get()).toBe(false);
  });

  it("are words: a picture that is pasted as text is refused in one word, and what was there stays", async () => {
    const one = await begun();
    expect(await one.words.put("notes", note("before"))).toBeNull();
    const base64 = readFileSync(new URL("../../../vectors/media/landscape.jpg", import.meta.url)).toString("base64");
    for (const text of [`data:image/jpeg;base64,${base64.slice(0, 200)}`, base64.slice(0, 5000), (base64.slice(0, 5000).match(/.{76}/g) ?? []).join("\n")]) expect((await one.words.put("notes", note(text)))?.what).toBe("not_words");
    expect((await one.words.put("known", { kind: "other", value: "x", note: base64.slice(0, 3000) }))?.what).toBe("not_words");
    expect(notes(one)).toEqual(["before"]);
  });

  it("come to nothing once they may not be written, and are gone with the visit", async () => {
    const one = await begun();
    one.may.write = false;
    expect((await one.words.put("notes", note("late")))?.what).toBe("stopped");
    expect((await one.words.seal())?.what).toBe("stopped");
    one.may.write = true;
    expect(await one.words.put("notes", note("in"))).toBeNull();
    expect(await one.words.put("notes", note("changed"), 0)).toBeNull();
    expect(notes(one)).toEqual(["changed"]);
    expect(await one.words.drop("notes", 0)).toBeNull();
    expect(notes(one)).toEqual([]);
    const opening = one.words.put("notes", note("on its way"));
    one.words.forget();
    expect((await opening)?.what).toBe("stopped");
    expect(one.words.state.get().step).toBe("closed");
    expect(one.words.unsaved.get()).toBe(false);
    await one.words.open("en", null, "helper");
    expect(notes(one)).toEqual([]);
  });

  it("say when the module is missing or stops, and begin again", async () => {
    const asked: string[] = [];
    let is_there = false;
    const missing = stand(
      fetched_module(async (path) => {
        asked.push(path);
        return is_there ? new Response(new Uint8Array(readFileSync(built("evidence.wasm")))) : new Response("", { status: 404 });
      }, "/evidence.wasm"),
    );
    await missing.words.open("en", null, "own");
    expect(missing.words.state.get().step).toBe("missing");
    is_there = true;
    await missing.words.open("en", null, "own");
    expect(missing.words.state.get().step).toBe("open");
    await missing.words.put("notes", note("x"));
    expect(asked).toEqual(["/evidence.wasm", "/evidence.wasm"]);
    missing.lose();
    expect(missing.words.state.get().step).toBe("lost");
    expect(missing.words.unsaved.get()).toBe(false);
    missing.words.begin_again();
    await missing.words.open("en", null, "own");
    expect(notes(missing)).toEqual([]);
  });
});
