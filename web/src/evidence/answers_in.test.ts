// SPDX-License-Identifier: Apache-2.0
// Answers to the guide in a case, with the built module: all that were chosen or none, each by a line of the log.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { change_answers, type AnswerChanges, type GivenAnswer, same_answers } from "./answers_in";
import { refused } from "./case_types";
import { view_of } from "./case_view";
import { EvidenceInstance } from "./instance";

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(new Uint8Array(readFileSync(new URL("../../../build/bin/evidence.wasm", import.meta.url))));
});
const at = { at: "2026-11-23T14:00:00.000Z", sure: "exact" } as const;
const given: GivenAnswer[] = [
  { question: "who", answer: "stranger", words: "Who makes the threats? A stranger online" },
  { question: "age_now", answer: "adult", words: "How old are you? 18 or over" },
];
function begun(): { held: () => GivenAnswer[]; log: () => string[]; changes: AnswerChanges } {
  const instance = new EvidenceInstance(module);
  instance.ask({ do: "begin", at, route: "adult", heading: { language: "en", prefix: "HF", whose: "own" } });
  return {
    held: () => {
      const shown = instance.ask({ do: "show" });
      if (!shown.ok) throw new Error(shown.error.what);
      return view_of(shown.value).answers;
    },
    log: () => {
      const saved = instance.ask({ do: "save" });
      if (!saved.ok) throw new Error(saved.error.what);
      return saved.value.log.trim().split("\n");
    },
    changes: {
      put: async (value) => instance.ask({ do: "put", at, list: "answers", value }),
      drop: async (index) => instance.ask({ do: "drop", at, list: "answers", index }),
    },
  };
}

describe("answers to the guide in a case", () => {
  it("are none before they are chosen, and go in with the words that were read", async () => {
    const { held, changes, log } = begun();
    expect(held()).toEqual([]);
    expect(await change_answers(0, given, changes)).toBeNull();
    expect(held()).toEqual(given);
    expect(log()).toHaveLength(3);
  });

  it("go out again, all of them, and the log keeps each step", async () => {
    const { held, changes, log } = begun();
    await change_answers(0, given, changes);
    expect(await change_answers(2, [], changes)).toBeNull();
    expect(held()).toEqual([]);
    expect(log()).toHaveLength(5);
    expect(log().join("\n")).not.toContain("A stranger online");
  });

  it("take the place of those before", async () => {
    const { held, changes } = begun();
    await change_answers(0, given, changes);
    const now: GivenAnswer[] = [{ question: "who", answer: "ex", words: "Who makes the threats? A partner, or someone who was" }];
    expect(await change_answers(2, now, changes)).toBeNull();
    expect(held()).toEqual(now);
  });

  it("stop at what is refused, and say so", async () => {
    const { held, changes } = begun();
    const refuses: AnswerChanges = { ...changes, put: async (value) => (value.question === "age_now" ? refused("log") : changes.put(value)) };
    expect(await change_answers(0, given, refuses)).toEqual({ what: "log" });
    expect(held()).toEqual(given.slice(0, 1));
  });

  it("are the same by question and answer, in whatever language they were read", () => {
    expect(same_answers(given, given.map((each) => ({ ...each, words: "Cymraeg" })).reverse())).toBe(true);
    expect(same_answers(given, given.slice(1))).toBe(false);
    expect(same_answers(given, [given[0]!, { ...given[1]!, answer: "13-17" }])).toBe(false);
  });
});
