// SPDX-License-Identifier: Apache-2.0
// The guide as the built module and blob give it, on the routes of a visit: what is asked, what can be changed, what never can.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { done_of } from "../done/actions";
import { aged, routes_without_pictures, visit_by } from "../flow/example_visits";
import { first_visit, may_read_contacts, step, type Visit } from "../flow/visit";
import { make_guide, most_spent, type Guide } from "./guide";
import { GuideInstance } from "./instance";
import { answered, answers_to_change, drafts_of, parts_of_platform, plan_of, question_before, question_now } from "./interview";
import { is_close, is_under_18, known_of, threat_of } from "./known";

const files: Record<string, string> = { "/guide.wasm": "guide.wasm", "/guidance.json": "guidance.json" };
const built = (name: string): Promise<Buffer> => readFile(new URL(`../../../build/bin/${name}`, import.meta.url));
const addresses = { module: "/guide.wasm", blob: "/guidance.json" };

async function open_guide(day = "2026-11-22"): Promise<Guide> {
  const guide = make_guide(async (path) => new Response(new Uint8Array(await built(files[path] ?? ""))), addresses, () => new Date(`${day}T12:00:00`));
  await guide.open();
  guide.given.set({ danger: "no" });
  return guide;
}
const asking = (visit: Visit): Visit => step(visit, { kind: "questions_shown" });
const give = (guide: Guide, id: string, choice: string): void => guide.given.set({ ...guide.given.get(), [id]: choice });
const steps_of = (guide: Guide, visit: Visit): string[] => plan_of(guide, visit, "en")?.phases.flatMap(({ steps }) => steps.map(({ id }) => id)) ?? [];

/** Answers every question with what `choose` takes of it; the ids asked. */
function answer_all(guide: Guide, visit: Visit, choose: (id: string, choices: string[]) => string): string[] {
  const asked: string[] = [];
  for (let now = question_now(guide, visit, "en"); now !== null; now = question_now(guide, visit, "en")) {
    const { id, choices } = now.question;
    asked.push(id);
    give(
      guide,
      id,
      choose(
        id,
        choices.map((choice) => choice.id),
      ),
    );
    if (asked.length > 30) throw new Error("asked without end");
  }
  return asked;
}

const routes: [string, Visit][] = [["adult", aged("everyone_adult")], ...routes_without_pictures];

describe("a list of friends from a download", () => {
  it("is spoken of by no step on a route where the page reads none", async () => {
    const guide = await open_guide();
    const spoken: string[] = [];
    for (const [name, visit] of routes.filter(([, each]) => !may_read_contacts(each)))
      for (const who of ["stranger", "ex", "household", "known"])
        for (const role of visit.route === "handover" && visit.answer === "helping" ? ["parent", "friend", "adviser"] : ["me"])
          for (const age_now of ["under-13", "13-17", "adult"])
            for (const language of ["en", "cy"] as const) {
              guide.given.set({ danger: "no", who, role, age_now, have: "real", posted: "no", where: "instagram", country: "england" });
              for (const step of plan_of(guide, visit, language)?.phases.flatMap(({ steps }) => steps) ?? [])
                if (/page can read|tudalen hon ddarllen/.test(`${step.text.say} ${step.why.say}`)) spoken.push(`${name}, ${who}, ${role}, ${age_now}: ${step.id}`);
            }
    expect([...new Set(spoken)]).toEqual([]);
    guide.given.set({ danger: "no", who: "stranger", where: "instagram", country: "england" });
    expect(JSON.stringify(plan_of(guide, aged("everyone_adult"), "en"))).toContain("This page can read the friends list");
  });
});

describe("another platform than the one that was named", () => {
  it("has its own parts, and says nothing of topics that were not asked for", async () => {
    const guide = await open_guide();
    guide.given.set({ danger: "no", who: "stranger", where: "instagram", country: "england" });
    const parts = parts_of_platform(guide, aged("everyone_adult"), "en", "snapchat", ["block", "friends_list"]);
    expect([parts?.id, Object.keys(parts ?? {}).sort(), parts?.friends_list?.text?.say]).toEqual(["snapchat", ["block", "friends_list", "id", "name"], "Others cannot see your list of friends."]);
    expect(parts_of_platform(guide, aged("everyone_adult"), "en", "website", ["block", "friends_list"])).toBe(null);
    expect(guide.given.get().where).toBe("instagram");
  });
});

describe("drafts in the name of another", () => {
  it("are marked as words for them, and nobody's own are", async () => {
    const guide = await open_guide();
    const marked = (visit: Visit, answers: Record<string, string>): boolean[] => {
      guide.given.set({ danger: "no", who: "stranger", country: "england", ...answers });
      return [...new Set(drafts_of(guide, visit, "en").map((draft) => draft.for !== undefined))];
    };
    expect(marked(aged("everyone_adult"), {})).toEqual([false]);
    expect(marked(aged("under_18_now"), {})).toEqual([false]);
    expect(marked(aged("helping", "adult"), { role: "friend" })).toEqual([true]);
    expect(marked(aged("helping", "adult"), { role: "adviser" })).toEqual([true]);
  });
});

describe("what the guide asks", () => {
  it.each(routes)("%s: never what the route knows, each question once, and every choice is one that fits", async (_name, visit) => {
    const { certain, choices } = known_of(visit);
    for (const nth of [0, 1, -1]) {
      const guide = await open_guide();
      const asked = answer_all(guide, asking(visit), (id, all) => {
        const fits = choices[id];
        if (fits !== undefined) expect(all.every((each) => fits.includes(each))).toBe(true);
        return all.at(nth) ?? all[0] ?? "";
      });
      expect(new Set(asked).size).toBe(asked.length);
      for (const id of Object.keys(certain)) expect(asked).not.toContain(id);
      expect(asked).toContain("country");
      expect(plan_of(guide, visit, "en")?.complete).toBe(true);
    }
  });

  it("goes back one question at a time, and an earlier answer can be changed without losing the later ones", async () => {
    const guide = await open_guide();
    const visit = asking(aged("everyone_adult"));
    const asked = answer_all(guide, visit, (_id, all) => all[0] ?? "");
    expect(answered(guide, visit)).toEqual(asked);
    for (let at = asked.length - 1; at >= 0; at -= 1) {
      const before = question_before(guide, visit);
      expect(before).toBe(asked[at]);
      guide.asking.set(before);
      const now = question_now(guide, visit, "en");
      expect(now?.question.id).toBe(asked[at]);
      expect(now?.before).toBe(guide.given.get()[asked[at] ?? ""]);
    }
    expect(question_before(guide, visit)).toBe(null);
    expect(answers_to_change(guide, visit, "en").map(({ id }) => id)).toEqual(asked);
    give(guide, "who", "ex");
    guide.asking.set(null);
    expect(question_now(guide, visit, "en")).toBe(null);
    expect(steps_of(guide, visit)).toContain("safety-first-known");
  });

  it("tells nobody to hide lists of friends whom somebody close could see doing it", async () => {
    for (const who of ["stranger", "online-known", "ex", "household", "known", "unknown"]) {
      const guide = await open_guide();
      guide.given.set({ danger: "no", who });
      expect(steps_of(guide, aged("everyone_adult")).includes("hide-friends-list"), who).toBe(!is_close({ who }));
    }
    expect(is_close({})).toBe(false);
  });

  it("knows who threatens in the service's words", () => {
    expect(["stranger", "online-known", "ex", "household", "known", "unknown", undefined].map(threat_of)).toEqual([
      "stranger", "stranger", "ex_partner", "known_person", "known_person", "unknown", null,
    ]);
  });
});

describe("under 18", () => {
  it.each(routes.slice(1))("%s: no answer to any question leads to the service for adults, but for an adult who is helped", async (name, visit) => {
    for (const nth of [0, 1, 2, -1]) {
      const guide = await open_guide();
      answer_all(guide, asking(visit), (_id, all) => all[Math.min(nth < 0 ? all.length - 1 : nth, all.length - 1)] ?? "");
      // What the person could claim beside the questions changes nothing either.
      guide.given.set({ ...guide.given.get(), adult_then: "yes", situation: "threatened" });
      if (name !== "helping an adult") expect(steps_of(guide, visit)).not.toContain("stopncii");
    }
  });

  it("hears its own words and its own services before anything is answered", async () => {
    const guide = await open_guide();
    const plan = plan_of(guide, aged("under_18_now"), "en");
    expect(plan?.audience).toBe("young");
    for (const id of ["not-your-fault", "tell-an-adult", "do-not-pay", "report-remove", "take-it-down"]) expect(steps_of(guide, aged("under_18_now"))).toContain(id);
    expect(plan?.crisis.flatMap(({ contacts }) => contacts.map(({ dial }) => dial))).toEqual(expect.arrayContaining(["999", "116123"]));
  });

  it("counts only when somebody says it of themselves", () => {
    expect(is_under_18({ age_now: "13-17" })).toBe(true);
    expect(is_under_18({ role: "me", age_now: "under-13" })).toBe(true);
    expect(is_under_18({ role: "parent", age_now: "13-17" })).toBe(false);
    expect(is_under_18({ role: "me", age_now: "adult" })).toBe(false);
    expect(is_under_18({})).toBe(false);
    expect(is_under_18({ age_now: "13-17" }, new Set(["age_now"]))).toBe(false);
  });
});

describe("a plan", () => {
  it("speaks to whom it is for", async () => {
    const guide = await open_guide();
    expect(routes.map(([, visit]) => plan_of(guide, visit, "en")?.audience)).toEqual(["adult", "young", "adult", "adult", "parent", "parent", "parent"]);
    expect(plan_of(guide, step(first_visit, { kind: "prevent_chosen" }), "en")?.phases.map(({ id }) => id)).toContain("prevent");
  });

  it("of prevention keeps what was said about danger", async () => {
    const guide = await open_guide();
    const reading = visit_by([{ kind: "danger_answered", answer: "not_sure" }, { kind: "prevent_chosen" }]);
    guide.given.set({ danger: "thoughts", situation: "school" });
    for (const id of ["crisis-thoughts", "crisis-school", "crisis-stay-with", "school-when-told", "school-aftercare"]) expect(steps_of(guide, reading)).toContain(id);
    guide.given.set({});
    expect(steps_of(guide, reading)).toContain("crisis-any-time");
  });

  it("keeps the English beside the Welsh", async () => {
    const guide = await open_guide();
    for (const phase of plan_of(guide, aged("under_18_now"), "cy")?.phases ?? []) for (const { head } of phase.steps) expect(head.en).toBeDefined();
    for (const phase of plan_of(guide, aged("under_18_now"), "en")?.phases ?? []) for (const { head } of phase.steps) expect(head.en).toBeUndefined();
  });

  it("says what is overdue when the clock has moved on", async () => {
    const stale = async (day: string): Promise<number> => {
      const guide = await open_guide(day);
      return guide.ask("directory", "en", {})?.entries.filter((entry) => entry.stale).length ?? -1;
    };
    expect(await stale("2026-11-22")).toBe(0);
    expect(await stale("2029-01-01")).toBeGreaterThan(100);
  });

  it("remembers what is done and when, and forgets it on leaving", async () => {
    const guide = await open_guide();
    guide.mark("do-not-pay", "Do not pay", true);
    expect(done_of(guide.actions.get()).get("do-not-pay")?.at).toBe("2026-11-22T12:00:00.000Z");
    guide.mark("do-not-pay", "Do not pay", false);
    expect(done_of(guide.actions.get()).size).toBe(0);
    guide.mark("slow-down", "You have time", true);
    guide.forget();
    expect([guide.actions.get().length, Object.keys(guide.given.get()).length]).toEqual([0, 0]);
  });

  it("asks for a place and never guesses", async () => {
    const guide = await open_guide();
    const exact = guide.ask("places", "en", { text: "Bristol" });
    expect(exact?.exact.map(({ force }) => force)).toEqual(["avon-and-somerset"]);
    const near = guide.ask("places", "en", { text: "BS1" });
    expect(near?.exact).toEqual([]);
    expect(near?.candidates.length).toBeGreaterThan(0);
    expect(guide.ask("places", "en", { text: "Atlantis" })).toMatchObject({ exact: [], candidates: [] });
    guide.place.set("avon-and-somerset");
    const forces = plan_of(guide, aged("everyone_adult"), "en")?.phases.flatMap(({ steps }) => steps.flatMap((each) => each.forces ?? []));
    expect(forces?.map(({ id }) => id)).toContain("avon-and-somerset");
  });
});

describe("a guide that does not come", () => {
  it("is opened again when an answer spent it, but not for ever, and later by a press", async () => {
    const guide = await open_guide();
    const ask = vi.spyOn(GuideInstance.prototype, "ask").mockImplementation(() => {
      throw new Error("unreachable");
    });
    const open = vi.spyOn(GuideInstance, "open");
    // A screen that asks whenever the guide is there.
    const stop = guide.state.watch(() => {
      if (guide.state.get() === "open") plan_of(guide, aged("everyone_adult"), "en");
    });
    expect(plan_of(guide, aged("everyone_adult"), "en")).toBe(null);
    await vi.waitFor(() => expect(open).toHaveBeenCalledTimes(most_spent));
    await vi.waitFor(() => expect(guide.state.get()).toBe("failed"));
    expect(open).toHaveBeenCalledTimes(most_spent);
    stop();
    ask.mockRestore();
    open.mockRestore();
    await guide.open();
    expect(plan_of(guide, aged("everyone_adult"), "en")).not.toBe(null);
  });

  it("says so, answers nothing, and can be fetched again", async () => {
    let is_there = false;
    const guide = make_guide(async (path) => (is_there ? new Response(new Uint8Array(await built(files[path] ?? ""))) : new Response(null, { status: 404 })), addresses);
    await guide.open();
    expect(guide.state.get()).toBe("failed");
    expect(plan_of(guide, aged("under_18_now"), "en")).toBe(null);
    expect(question_now(guide, asking(aged("under_18_now")), "en")).toBe(null);
    is_there = true;
    await guide.open();
    expect(guide.state.get()).toBe("open");
    expect(plan_of(guide, aged("under_18_now"), "en")?.audience).toBe("young");
  });

  it("is refused when it is another blob", async () => {
    const guide = make_guide(async (path) => new Response(new Uint8Array(path === "/guide.wasm" ? await built("guide.wasm") : Buffer.from("{}"))), addresses);
    await guide.open();
    expect(guide.state.get()).toBe("failed");
  });
});

describe("a newer edition that the service publishes", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-edition-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const minisign = (...words: string[]): unknown => execFileSync("minisign", words, { cwd: folder, stdio: "ignore" });
  minisign("-G", "-W", "-f", "-p", "own.pub", "-s", "own.key");
  const key = readFileSync(join(folder, "own.pub"), "utf8").split("\n")[1] ?? "";

  /** This guide as edition `number`, with another number for the Samaritans. */
  async function edition(number: number): Promise<{ blob: string; signature: string }> {
    const blob = (await built("guidance.json")).toString().replace(/("edition":\{"day":"[0-9-]+","number":)1\}/, `$1${number}}`).replaceAll("116 123", "116 124");
    writeFileSync(join(folder, "edition.json"), blob);
    minisign("-S", "-s", "own.key", "-m", "edition.json");
    return { blob, signature: readFileSync(join(folder, "edition.json.minisig"), "utf8") };
  }
  /** A guide beside a service that answers GET /v1/guidance with `blob`. */
  function beside(blob: () => string | null): Guide {
    return make_guide(async (path) => {
      if (path !== "/v1/guidance") return new Response(new Uint8Array(await built(files[path] ?? "")));
      const text = blob();
      return text === null ? new Response("", { status: 404 }) : new Response(text);
    }, addresses);
  }
  const samaritans = (guide: Guide): string => JSON.stringify(plan_of(guide, aged("everyone_adult"), "en")?.crisis).match(/116 12\d/)?.[0] ?? "";

  it("answers from then on, also when it was told of before the guide was open", async () => {
    const { blob, signature } = await edition(2);
    const guide = beside(() => blob);
    await guide.renew({ edition: 2, day: "2026-12-01", digest: "", key, signature });
    expect(guide.edition.get()).toBe(0);
    await guide.open();
    expect(guide.edition.get()).toBe(2);
    expect(samaritans(guide)).toBe("116 124");
  });

  it("is not fetched when it is not newer, and changes nothing when it is not there, changed, or signed by somebody else", async () => {
    const { blob, signature } = await edition(2);
    let served: string | null = blob;
    let fetched = 0;
    const guide = beside(() => {
      fetched += 1;
      return served;
    });
    await guide.open();
    await guide.renew({ edition: 1, day: "2026-11-22", digest: "", key, signature });
    expect(fetched).toBe(0);
    served = null;
    await guide.renew({ edition: 2, day: "2026-12-01", digest: "", key, signature });
    served = blob.replace("116 124", "116 125");
    await guide.renew({ edition: 2, day: "2026-12-01", digest: "", key, signature });
    served = blob;
    await guide.renew({ edition: 2, day: "2026-12-01", digest: "", key: "RWR4UWGLwjkpJCw5S0GiWAWcmP7rIkAFFg/WrMjWouQteUEnfb/i7X7H", signature });
    // It says that it is newer, and is not.
    const old = await edition(1);
    served = old.blob;
    await guide.renew({ edition: 3, day: "2026-12-01", digest: "", key, signature: old.signature });
    expect(fetched).toBe(4);
    expect(guide.edition.get()).toBe(1);
    expect(samaritans(guide)).toBe("116 123");
    served = blob;
    await guide.renew({ edition: 2, day: "2026-12-01", digest: "", key, signature });
    expect(samaritans(guide)).toBe("116 124");
  });
});
